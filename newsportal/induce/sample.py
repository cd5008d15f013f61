"""One page that a Layout is learned from: read without any, and asked for its elements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.etree import _Element

from newsportal.archive.capture import Capture
from newsportal.article import Article
from newsportal.errors import ExtractionError
from newsportal.extraction.block import Box
from newsportal.extraction.elements import SKIPPED
from newsportal.extraction.select import fits, read_selector
from newsportal.page import Page
from newsportal.portal import Layout, Portal
from newsportal.road import run


@dataclass(slots=True)
class Sample:
    """An article's page, as the road reads it without a Layout."""

    capture: Capture = field(repr=False)
    page: Page = field(repr=False)
    root: _Element = field(repr=False)
    known: dict[str, list[_Element]] = field(default_factory=dict, repr=False)
    """The elements that the walk enters, in order, by ``#id``, ``.class`` and tag."""

    @property
    def article(self) -> Article:
        """The record without a Layout."""
        return self.page.article

    def first(self, css: str) -> _Element | None:
        """The element that a Layout with this selector would take, or None."""
        chain = read_selector(css)
        if chain is None:
            found: list[_Element] = CSSSelector(css, translator="html")(self.root)  # type: ignore[assignment]  # of elements
            return found[0] if found else None
        last = chain[-1]
        key = f"#{last.id}" if last.id else f".{min(last.classes)}" if last.classes else last.tag
        return next((each for each in self.known.get(key or "", ()) if fits(chain, each)), None)

    def trial(self, layout: Layout) -> Article | None:
        """The record that the whole road makes of the page with one Layout; None for none."""
        portal = self.page.portal
        return record_of(self.capture, replace(portal, layouts=(layout,)) if portal else None)


def record_of(capture: Capture, portal: Portal | None) -> Article | None:
    """The record of a capture, or None where it makes none."""
    try:
        return run(page_of(capture, portal)).article
    except ExtractionError:
        return None


def read_samples(pages: Sequence[Capture], portal: Portal) -> list[Sample]:
    """The pages that make a record without a Layout; one article counts once."""
    bare = replace(portal, layouts=())
    found: dict[str | None, Sample] = {}
    for capture in pages:
        page = page_of(capture, bare)
        try:
            run(page)
        except ExtractionError:
            continue
        node = next((each.node for each in page.flow.blocks if each.node is not None), None)
        if node is not None:
            root = next(reversed([node, *node.iterancestors()]))
            sample = Sample(capture, page, root, _known(page, root))
            found.setdefault(page.article.id, sample)
    return list(found.values())


def page_of(capture: Capture, portal: Portal | None) -> Page:
    """A capture at the beginning of the road."""
    content_type = capture.header("content-type")
    return Page(capture.body, capture.url, content_type, portal, is_text=capture.text)


def _known(page: Page, root: _Element) -> dict[str, list[_Element]]:
    found: dict[str, list[_Element]] = {}
    for element in walked(page, root):
        keys = [str(element.tag), *(f".{each}" for each in set(element.get("class", "").split()))]
        if element.get("id"):
            keys.append(f"#{element.get('id')}")
        for key in keys:
            found.setdefault(key, []).append(element)
    return found


def walked(page: Page, root: _Element) -> Iterator[_Element]:
    """The elements that the walk entered: nothing inside a box that a rule took."""
    boxes = {id(block.node) for block in page.flow.blocks if type(block) is Box}
    body = root.find("body")
    walker = etree.iterwalk(root if body is None else body, events=("start",))
    for _, element in walker:
        if element.tag in SKIPPED:
            walker.skip_subtree()
            continue
        yield element
        if id(element) in boxes:
            walker.skip_subtree()
