"""Selectors that a walk over the tree can answer by the way.

One XPath a rule would cost a walk of the tree each. Chains of tag, id and class (``div.a #b .c``)
are looked up by the last part instead, once for each distinct set of attributes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml.etree import _Element

from newsportal.extraction.elements import ITEMPROPS

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


@lru_cache(maxsize=1024)
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
Value = tuple[str, str]
Row = tuple[Chain | None, Value]
"""A selector and what it stands for; no selector where the attribute that led to it says all."""

Attributes = Sequence[tuple[str, str]]
MAX_LOOKS = 10_000
"""Values of an attribute that are remembered; one site has hundreds, hashed names have no end."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the attributes of an element say, whatever element it is."""

    rows: tuple[Row, ...] = ()
    """The rows whose id or class is among them."""

    align: str = ""
    """center, right or nothing."""

    hidden: bool = False

    def also(self, other: Look) -> Look:
        """What both say."""
        return Look(self.rows + other.rows, self.align or other.align, self.hidden or other.hidden)


PLAIN = Look()
"""The look of an element whose attributes say nothing."""

HIDDEN = Look(hidden=True)

_HIDDEN = frozenset(("hidden", "is-hidden", "d-none"))
_SHOWN = re.compile(r"(?i):|\bd-\w+-|accordion|collaps|toggle|tab")
"""Classes that frameworks hide an element by, and what stands beside them where it is shown on a
wider screen, or once its heading is touched."""

_MARKED = {name: Look(rows=((None, ("field", to)),)) for name, to in ITEMPROPS.items()}
_SPACED = bytes(code if chr(code).isalpha() and code < 128 else 32 for code in range(256))
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def name_words(names: str) -> set[str]:
    """The words of classes or an id, in lower case; none of one with a colon, as Tailwind has them.

    >>> sorted(name_words("box-tinLienQuan first"))
    ['box', 'first', 'lien', 'quan', 'tin', 'tinlienquan']
    >>> name_words("print:hidden")
    set()
    """
    if ":" in names:
        names = " ".join(name for name in names.split() if ":" not in name)
    whole = {each.decode() for each in _spaced(names.lower())}
    if names.islower():  # most names are, and need no look at their capitals
        return whole
    return whole.union(map(str.lower, _PART.findall(names)))


def _spaced(names: str) -> list[bytes]:
    """The runs of letters in ``names``; bytes are split three times as fast as text."""
    return names.encode("ascii", "replace").translate(_SPACED).split()


class Matcher:
    """All selectors of a table at once: for an element, what those that fit stand for.

    A row is a selector's chain and what it stands for, as ("rule", name) or ("field", name).
    """

    def __init__(
        self, rows: Iterable[tuple[Chain, Value]], words: Mapping[str, Value] | None = None
    ) -> None:
        self.words = dict(words or {})
        self._telling = frozenset(map(str.encode, self.words))
        self.tags: dict[str, list[Row]] = {}
        self._by_id: dict[str, list[Row]] = {}
        self._by_class: dict[str, list[Row]] = {}
        for chain, value in rows:
            last = chain[-1]
            marks = (last.tag is not None) + (last.id is not None) + len(last.classes)
            row: Row = (None if len(chain) == marks == 1 else chain, value)
            if last.id is not None:
                self._by_id.setdefault(last.id, []).append(row)
            elif last.classes:
                self._by_class.setdefault(min(last.classes), []).append(row)
            else:
                self.tags.setdefault(last.tag or "", []).append(row)
        named = (max(name_words(name), key=len).encode() for name in {*self._by_class, *_HIDDEN})
        self._telling |= frozenset(named)
        remember = lru_cache(maxsize=MAX_LOOKS)
        self.look_of_class = remember(self._read_class)
        self._readers: dict[str, Callable[[str], Look]] = {
            "class": self.look_of_class,
            "id": remember(self._read_id),
            "itemprop": _read_itemprop,
            "style": remember(_read_style),
            "align": remember(_read_align),
        }

    def look(self, attributes: Attributes) -> Look:
        """What some attributes say; each value is remembered: the pages of a site repeat them."""
        look, readers = PLAIN, self._readers
        for name, value in attributes:
            if name in readers and (said := readers[name](value)) is not PLAIN:
                look = said if look is PLAIN else look.also(said)
        return look

    def match(self, element: _Element, look: Look) -> list[tuple[str, str]]:
        """What the selectors that fit ``element`` stand for."""
        rows = look.rows
        if element.tag in self.tags:
            rows = (*rows, *self.tags[element.tag])
        return [value for chain, value in rows if chain is None or fits(chain, element)]

    def _read_id(self, name: str) -> Look:
        if name.islower() and name not in self._by_id and self._telling.isdisjoint(_spaced(name)):
            return PLAIN
        rows = (*self._by_id.get(name, ()), *self._worded(name))
        return Look(rows) if rows else PLAIN

    def _read_class(self, stated: str) -> Look:
        # Most values of sites never seen are new, small and say nothing.
        if stated.islower() and self._telling.isdisjoint(_spaced(stated)):
            return PLAIN
        names = dict.fromkeys(stated.split())
        rows = [row for name in names for row in self._by_class.get(name, ())]
        rows += self._worded(stated)
        hidden = not _HIDDEN.isdisjoint(names) and _SHOWN.search(stated) is None
        return Look(tuple(rows), hidden=hidden) if rows or hidden else PLAIN

    def _worded(self, names: str) -> list[Row]:
        """The rows whose words are in classes or an id."""
        found = self.words.keys() & name_words(names)
        return [(None, self.words[word]) for word in sorted(found)]


def _read_itemprop(name: str) -> Look:
    return _MARKED.get(name, PLAIN)


def _read_style(style: str) -> Look:
    style = style.replace(" ", "").lower()
    hidden, align = "display:none" in style, _read_align(style.partition("text-align:")[2])
    return align.also(HIDDEN) if hidden else align


def _read_align(stated: str) -> Look:
    align = next((each for each in ("center", "right") if stated.lower().startswith(each)), "")
    return Look(align=align) if align else PLAIN


def fits(chain: Chain, element: _Element) -> bool:
    """Whether ``element`` fits the last part of a chain, and what is around it the others."""
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
