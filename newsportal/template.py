"""Template statistics: what the pages of one portal share is not the article.

Learned from pages that were stored: a place in the markup whose texts are links that come back on
other pages holds other articles' titles or the site's own, and goes as a whole, with titles never
seen before. A line that comes back on a fifth of all pages at one place, a label, goes alone.
Bylines and date lines come back, too, and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from typing import Any
from zlib import crc32

from lxml.etree import _Element

from newsportal.extraction.block import Block
from newsportal.text.bylines import read_byline
from newsportal.text.dates import is_date_line

RULE = "template"
"""The rule's name on a block, in statistics and in the docs."""

MIN_PAGES = 8
"""Pages on which a place must have been seen before anything is said of it."""

SHARED = 0.25
LINKED = 0.8
"""Shares of a place's texts that were on another page before, and that are links, from which it is
the template's."""

MIN_LINE_PAGES = 5
LINE_SHARE = 0.2
"""Pages with one line at one place, in number and of all pages, that make it a label or a notice:
an author's favourite sub-heading comes back on fewer."""

MAX_DIGESTED = 100
"""Characters by which, with its length, a text is known again."""

FULL, SPARSE = 500, 8
"""Pages from which on one in so many is learned from: what is shared is known by then, and a
template that changes is still followed."""

MAX_TEXTS = 20_000
MAX_PLACES = 2_000
"""What is remembered of one portal; what was seen once is forgotten first, the oldest of it."""

LEVELS = 4
"""Elements that name a place: the block's own and those around it."""

_NUMBER = re.compile(r"\d+")


@dataclass(slots=True)
class Template:
    """What was learned of one portal."""

    places: dict[str, list[int]] = field(default_factory=dict)
    """For each place: pages it was seen on, texts it had, those that came back, and links."""

    texts: dict[str, int] = field(default_factory=dict)
    """For each text at a place, as a digest, the pages it was seen on."""

    pages: int = 0
    """Pages that were learned from."""

    def takes(self, block: Block, around: dict[_Element, str]) -> bool:
        """Whether ``block`` is the template's, not the article's; ``around`` as in `place_of`."""
        if not _counts(block):
            return False
        place = place_of(block, around)
        pages, texts, shared, linked = self.places.get(place, (0, 0, 0, 0))
        if pages < MIN_PAGES:
            return False
        if shared >= SHARED * texts and linked >= LINKED * texts:
            return not _is_credit(block)
        seen = self.texts.get(_digest(place, block), 0)
        return seen >= max(MIN_LINE_PAGES, LINE_SHARE * self.pages) and not _is_credit(block)

    def wants(self, key: str) -> bool:
        """Whether the page of the article with this id is to be learned from."""
        return self.pages < FULL or crc32(key.encode()) % SPARSE == 0

    def learn(self, blocks: Iterable[Block]) -> None:
        """Take in the blocks of one more page, of an article that was not learned from before."""
        found: dict[str, dict[str, bool]] = {}
        around: dict[_Element, str] = {}
        for block in blocks:
            if _counts(block):
                place = place_of(block, around)
                linked = block.mostly(block.linked)
                found.setdefault(place, {})[_digest(place, block)] = linked
        for place, digests in found.items():
            counts = self.places.setdefault(place, [0, 0, 0, 0])
            known = sum(each in self.texts for each in digests)
            for number, more in enumerate((1, len(digests), known, sum(digests.values()))):
                counts[number] += more
            for digest in digests:
                self.texts[digest] = self.texts.pop(digest, 0) + 1
        self.pages += 1
        self._forget()

    def _forget(self) -> None:
        for kept, limit in ((self.texts, MAX_TEXTS), (self.places, MAX_PLACES)):
            if len(kept) > limit:
                for key in _least(kept, len(kept) - limit * 9 // 10):
                    del kept[key]

    def to_dict(self) -> dict[str, Any]:
        """The statistics as plain data."""
        return {"places": self.places, "texts": self.texts, "pages": self.pages}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Template:
        """The statistics that `to_dict` gave."""
        return cls(dict(data["places"]), dict(data["texts"]), data["pages"])


def mark(template: Template | None, blocks: list[Block]) -> None:
    """Mark the blocks that are the template's with its rule."""
    if template is None or not template.places:
        return
    around: dict[_Element, str] = {}
    for block in blocks:
        if block.rule is None and template.takes(block, around):
            block.rule = RULE


def place_of(block: Block, around: dict[_Element, str]) -> str:
    """Where a block stands: its element and those around it, by tag and first class.

    Numbers are left out: some CMSs number their boxes. ``around`` keeps, for one page, what stands
    around the blocks of one parent, which are often many.
    """
    if block.node is None:
        return ""
    parent = block.node.getparent()
    if parent is None:
        return _part(block.node)
    if parent not in around:
        parts = (_part(each) for each in (parent, *parent.iterancestors()))
        around[parent] = "/".join(islice(parts, LEVELS - 1))
    return f"{_part(block.node)}/{around[parent]}"


def _part(element: _Element) -> str:
    return _named(str(element.tag), element.get("class") or element.get("id") or "")


@lru_cache(maxsize=4096)
def _named(tag: str, names: str) -> str:
    name = names.split(" ", 1)[0]
    return _NUMBER.sub("#", f"{tag}.{name}" if name else tag)


def _counts(block: Block) -> bool:
    return bool(block.text) and not block.is_media and block.node is not None


def _digest(place: str, block: Block) -> str:
    text = f"{place}\n{len(block.text)}\n{block.text[:MAX_DIGESTED]}"
    return blake2b(text.encode(), digest_size=6).hexdigest()


def _is_credit(block: Block) -> bool:
    return is_date_line(block.text) or read_byline(block.text) is not None


def _least(kept: dict[str, Any], number: int) -> Iterator[str]:
    """The keys of what was seen least, the oldest first; the dict keeps the order of sight."""
    order = {key: place for place, key in enumerate(kept)}
    weight = {key: each if isinstance(each, int) else each[0] for key, each in kept.items()}
    yield from sorted(kept, key=lambda key: (weight[key], order[key]))[:number]
