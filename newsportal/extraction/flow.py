"""A walked page: its text as a flow of blocks, and what was met by the way."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import _Element

from newsportal.extraction.block import Block


@dataclass(slots=True)
class Flow:
    """A walked page."""

    blocks: list[Block] = field(default_factory=list)
    spans: dict[_Element, tuple[int, int]] = field(default_factory=dict, repr=False)
    """For each block element with content, its first block and the one after its last."""

    marks: dict[str, list[_Element]] = field(default_factory=dict, repr=False)
    """For each field that a selector names, or the page itself by ``rel=author``, microdata or a
    class, its elements in order."""

    repaired: bool = False
    """Whether characters stood under their names: ``xeacute;t``."""

    plain: bool = False
    """Whether the page was given as text: blocks are lines, and links are not known."""

    links: list[tuple[int, _Element]] = field(default_factory=list, repr=False)
    """Links with the number of the block they stand in."""

    stating: list[_Element] = field(default_factory=list, repr=False)
    """Elements that state metadata, `STATING`, in the order of the page."""

    times: list[tuple[int, _Element]] = field(default_factory=list, repr=False)
    """Time elements with the number of the block they stand in."""

    @property
    def title(self) -> int | None:
        """The number of the block that prints the headline; None where none was found."""
        return next((n for n, block in enumerate(self.blocks) if block.role == "title"), None)

    def title_or(self, other: int) -> int:
        """The number of the block that prints the headline, ``other`` where there is none."""
        found = self.title
        return other if found is None else found
