"""Selectors that a walk over the tree can answer by the way.

One XPath a rule would cost a walk of the tree each. Chains of tag, id and class (``div.a #b .c``)
are looked up by the last part instead, once for each distinct set of attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml.etree import _Element

_COMPOUND = re.compile(r"^(?P<tag>[a-zA-Z][\w-]*)?(?P<rest>(?:[.#][\w-]+)*)$")


@dataclass(frozen=True, slots=True)
class Compound:
    """One part of a selector: a tag, an id and classes, any of which may be missing."""

    tag: str | None
    id: str | None
    classes: frozenset[str]
    child: bool = False
    """Whether the part before it must be the parent, not any ancestor."""

    def fits(self, element: _Element) -> bool:
        """Whether ``element`` has this tag, id and all these classes."""
        return (
            (self.tag is None or self.tag == element.tag)
            and (self.id is None or self.id == element.get("id"))
            and (not self.classes or self.classes <= set((element.get("class") or "").split()))
        )


def read_selector(css: str) -> tuple[Compound, ...] | None:
    """The parts of ``css`` from the outermost to the element itself, or None if it says more.

    >>> [part.tag for part in read_selector("div.a > p")]
    ['div', 'p']
    >>> read_selector("p:first-child")
    """
    parts: list[Compound] = []
    child = False
    for word in css.replace(">", " > ").split():
        if word == ">":
            child = True
            continue
        found = _COMPOUND.match(word)
        if found is None or not word:
            return None
        marks = re.findall(r"([.#])([\w-]+)", found["rest"])
        ids = [name for mark, name in marks if mark == "#"]
        classes = frozenset(name for mark, name in marks if mark == ".")
        parts.append(Compound(found["tag"], ids[0] if ids else None, classes, child))
        child = False
    return tuple(parts) or None


Chain = tuple[Compound, ...]
Row = tuple[Chain, tuple[str, str]]
Attributes = Sequence[tuple[str, str]]
MAX_LOOKS = 10_000
"""Sets of attributes remembered; one site has hundreds, hashed class names have no end."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the attributes of an element say, whatever element it is."""

    rows: tuple[Row, ...] = ()
    """The rows whose id or class is among them."""

    align: str = ""
    """center, right or nothing."""

    hidden: bool = False


PLAIN = Look()
"""The look of an element whose attributes say nothing."""


ANY: Chain = (Compound(None, None, frozenset()),)
"""What fits every element."""

_LOWER = re.compile(r"[a-z]+")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def name_words(name: str) -> set[str]:
    """The words of a class or an id, in lower case; none of one with a colon, as Tailwind has them.

    >>> sorted(name_words("box-tinLienQuan"))
    ['box', 'lien', 'quan', 'tin', 'tinlienquan']
    >>> name_words("print:hidden")
    set()
    """
    if name.islower() and ":" not in name:  # most names are, and need no look at their capitals
        return set(_LOWER.findall(name))
    words: set[str] = set()
    for part in re.split(r"[^A-Za-z]+", name) if ":" not in name else ():
        words.add(part.lower())
        words.update(each.lower() for each in _PART.findall(part))
    return words - {""}


class Matcher:
    """All selectors of a table at once: for an element, what those that fit stand for.

    A row is a selector's chain and what it stands for, as ("rule", name) or ("field", name).
    """

    def __init__(
        self, rows: Iterable[Row], words: Mapping[str, tuple[str, str]] | None = None
    ) -> None:
        self.words = dict(words or {})
        self._names: dict[str, list[Row]] = {}
        self.tags: dict[str, list[Row]] = {}
        self._by_id: dict[str, list[Row]] = {}
        self._by_class: dict[str, list[Row]] = {}
        for row in rows:
            last = row[0][-1]
            if last.id is not None:
                self._by_id.setdefault(last.id, []).append(row)
            elif last.classes:
                self._by_class.setdefault(min(last.classes), []).append(row)
            else:
                self.tags.setdefault(last.tag or "", []).append(row)
        self._looks: dict[tuple[tuple[str, str], ...], Look] = {}

    def look(self, attributes: Attributes) -> Look:
        """What some attributes say, remembered: the pages of a site repeat them."""
        key = tuple(attributes)
        look = self._looks.get(key)
        if look is None:
            if len(self._looks) >= MAX_LOOKS:
                self._looks.clear()
            look = self._looks[key] = self._read(dict(attributes))
        return look

    def match(self, element: _Element, look: Look) -> list[tuple[str, str]]:
        """What the selectors that fit ``element`` stand for, in the order of the table."""
        rows = [*look.rows, *self.tags.get(element.tag, ())]
        return [value for chain, value in rows if _fits(chain, element)]

    def _read(self, stated: dict[str, str]) -> Look:
        rows = list(self._by_id.get(stated.get("id", ""), ()))
        for name in dict.fromkeys(stated.get("class", "").split()):
            rows += self._by_class.get(name, ())
        if self.words:
            for name in f"{stated.get('class', '')} {stated.get('id', '')}".split():
                rows += self._worded(name)
        style = stated.get("style", "").replace(" ", "").lower()
        align = stated.get("align", "").lower() or style.partition("text-align:")[2][:6]
        align = next((each for each in ("center", "right") if align.startswith(each)), "")
        look = Look(tuple(rows), align, hidden="display:none" in style)
        return PLAIN if look == PLAIN else look

    def _worded(self, name: str) -> list[Row]:
        """The rows whose words are in a class or id, remembered as looks are."""
        rows = self._names.get(name)
        if rows is None:
            if len(self._names) >= MAX_LOOKS:
                self._names.clear()
            found = (self.words[word] for word in sorted(name_words(name)) if word in self.words)
            rows = self._names[name] = [(ANY, value) for value in found]
        return rows


def _fits(chain: tuple[Compound, ...], element: _Element) -> bool:
    if not chain[-1].fits(element):
        return False
    below, current = chain[-1], element.getparent()
    for part in reversed(chain[:-1]):
        if below.child:
            if current is None or not part.fits(current):
                return False
        else:
            while current is not None and not part.fits(current):
                current = current.getparent()
            if current is None:
                return False
        below, current = part, current.getparent()
    return True
