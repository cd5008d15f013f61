"""A portal's Layout applied to a page: which element is which field."""

from __future__ import annotations

from functools import lru_cache

from lxml.cssselect import CSSSelector
from lxml.etree import _Element

from newsportal.boilerplate import AUTHOR_WORDS, BOILERPLATE, CAPTION_WORDS, SAPO_WORDS
from newsportal.extraction.flow import Flow
from newsportal.extraction.select import Matcher, read_selector
from newsportal.parse import text_of
from newsportal.portal import Layout, Portal, Selector
from newsportal.text.normalise import normal


@lru_cache(maxsize=64)
def matcher_for(portal: Portal | None) -> Matcher:
    """The selectors of the boilerplate table, the portal's own rules and its layouts, as one."""
    rules = BOILERPLATE + (portal.rules if portal else ())
    rows = [(css, ("rule", rule.name)) for rule in rules for css in rule.css]
    for number, layout in enumerate(portal.layouts if portal else ()):
        for name, selector in layout.selectors().items():
            if isinstance(selector, str):
                rows.append((selector, ("field", f"{number}.{name}")))
    rows.append(("figure", ("word", "caption")))
    read = [(read_selector(css), value) for css, value in rows]
    words = {word: ("word", rule.name) for rule in rules for word in rule.words}
    words |= dict.fromkeys(CAPTION_WORDS, ("word", "caption"))
    words |= dict.fromkeys(SAPO_WORDS, ("field", "sapo"))
    words |= dict.fromkeys(AUTHOR_WORDS, ("field", "signed"))
    return Matcher([(chain, value) for chain, value in read if chain is not None], words)


class LaidOut:
    """A page seen through the layout of its portal that fits it.

    It is the first whose body is found, else the first whose title is: after a redesign an ``h1``
    may still be the title, but the element of the body has another name.
    """

    def __init__(self, portal: Portal | None, root: _Element, flow: Flow) -> None:
        self.root, self.flow = root, flow
        self.layout: Layout | None = None
        self._number = -1
        for name in ("body", "title"):
            for self._number, self.layout in enumerate(portal.layouts if portal else ()):
                if self.element(name) is not None:
                    return
        self.layout = None

    def element(self, name: str) -> _Element | None:
        """The element of a field, or None."""
        found = self._select(name)
        return None if isinstance(found, str) else found

    def text(self, name: str) -> str | None:
        """The text of a field on one line, or None."""
        found = self._select(name)
        if found is None:
            return None
        return (normal(found) if isinstance(found, str) else text_of(found)) or None

    def _select(self, name: str) -> _Element | str | None:
        selector: Selector | None = getattr(self.layout, name) if self.layout else None
        if selector is None:
            return None
        if callable(selector):
            return selector(self.root)
        if read_selector(selector) is not None:  # the walk has answered it by the way
            return next(iter(self.flow.marks.get(f"{self._number}.{name}", ())), None)
        found: list[_Element] = _compiled(selector)(self.root)  # type: ignore[assignment]  # of elements
        return found[0] if found else None


@lru_cache(maxsize=256)
def _compiled(css: str) -> CSSSelector:
    return CSSSelector(css, translator="html")
