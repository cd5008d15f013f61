"""A block: what a reader sees as one paragraph, heading, picture or row of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from newsportal.parse import linked_length
from newsportal.text.normalise import longest_with, may_open, words_in


@dataclass(slots=True)
class Block:
    """One block of a page."""

    kind: str
    """A kind of paragraph, or image, or video."""

    text: str
    """On one line, NFC; of an image, its alternative text."""

    node: _Element | None = field(default=None, repr=False)
    linked: int = 0
    """Characters inside links."""

    bold: int = 0
    italic: int = 0
    align: str = ""
    """center, right or nothing."""

    rule: str | None = None
    """The rule that took the block."""

    role: str = ""
    """What the block is, where it is no paragraph: title, date, sapo, byline, caption."""

    src: str | None = None
    """Address of an image or video, as written."""

    is_media: bool = False
    """Whether the block is a picture or video; its text is none that is printed."""

    def mostly(self, characters: int) -> bool:
        """Whether ``characters``, linked, bold or italic, are four fifths of the text or more."""
        return bool(self.text) and characters >= 0.8 * len(self.text)


class Box(Block):
    """An element that a rule took, as one block; its links are counted when they are asked for."""

    __slots__ = ("_counted",)
    _counted: int

    def __init__(self, text: str, node: _Element, rule: str) -> None:
        super().__init__("paragraph", text, node, rule=rule)
        self._counted = -1

    @property
    def linked(self) -> int:
        """Characters inside links."""
        if self._counted < 0 and self.node is not None:
            self._counted = linked_length(self.node)
        return self._counted

    @linked.setter
    def linked(self, size: int) -> None:
        self._counted = size


def all_same(blocks: Iterable[Block], key: str) -> Iterator[Block]:
    """The blocks whose words are ``key``, but no pictures; none if ``key`` is empty."""
    longest = longest_with(key)
    for block in blocks if key else ():
        fits = len(key) <= len(block.text) <= longest and not block.is_media
        if fits and may_open(block.text, key) and words_in(block.text) == key:
            yield block


def first_same(blocks: Iterable[Block], key: str) -> Block | None:
    """The first of `all_same`, or None."""
    return next(all_same(blocks, key), None)
