"""The private carrier of one page along the road; what leaves the road is a plain `Article`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from newsportal.article import Article, Removal
from newsportal.extraction.block import Block
from newsportal.extraction.flow import Flow
from newsportal.portal import Layout, Portal
from newsportal.rights import Rights
from newsportal.template import Template


@dataclass(slots=True)
class Found:
    """A value that the page offers for a field, and where it stood."""

    value: Any
    source: str
    """One of `newsportal.article.FIELD_SOURCES`."""


@dataclass(slots=True)
class Page:
    """One page on its way to a record."""

    raw: bytes = field(repr=False)
    url: str | None = None
    content_type: str | None = None
    portal: Portal | None = None
    key: str | None = None
    """The id under which a crawl asked for the page."""

    section: str = ""
    """The slug of the section in whose listing a crawl met it."""

    said: tuple[str | None, str | None] = (None, None)
    """The ETag and Last-Modified with which it was answered."""

    rights: Rights = field(default_factory=Rights)
    """What was said of mining it, the page's own word among it once it is read."""

    respects_rights: bool = False
    """Whether it makes no record where it is reserved."""

    is_text: bool = False
    """Whether ``raw`` is bare text, not HTML."""

    stated: bool = False
    """Whether metadata say that the page is an article."""

    addressed: bool = False
    """Whether its address says so."""

    template: Template | None = None
    """What was learned of the portal's template."""

    layout: Layout | None = None
    flow: Flow = field(default_factory=Flow, repr=False)
    span: tuple[int, int] = (0, 0)
    """The first block of the body and the one after its last."""

    candidates: dict[str, list[Found]] = field(default_factory=dict, repr=False)
    """For each field what was found for it, the surest first; the first is taken."""

    flags: list[str] = field(default_factory=list)
    article: Article = field(default_factory=Article)

    @property
    def body(self) -> list[Block]:
        """The blocks of the body; what a rule took, or has another role, is marked on the block."""
        return self.flow.blocks[slice(*self.span)]

    def flag(self, name: str) -> None:
        """Note a flag once."""
        if name not in self.flags:
            self.flags.append(name)

    def offer(self, name: str, value: Any, source: str) -> None:
        """Note a candidate for a field; nothing and an empty value are none."""
        if value:
            self.candidates.setdefault(name, []).append(Found(value, source))

    def found(self, name: str) -> Found | None:
        """The candidate that is taken for a field."""
        return next(iter(self.candidates.get(name, ())), None)

    def value(self, name: str) -> Any:
        """The value that is taken for a field, or None."""
        found = self.found(name)
        return found.value if found else None

    def removals(self) -> list[Removal]:
        """What the rules took, by rule, in the order of the page."""
        sums: dict[str, int] = {}
        for block in self.flow.blocks:
            if block.rule is not None and block.text and not block.is_media:
                sums[block.rule] = sums.get(block.rule, 0) + len(block.text)
        return [Removal(rule=rule, characters=count) for rule, count in sums.items()]

    def statistics(self) -> dict[str, int]:
        """What happened to the page, under the names by which a run counts it.

        ``clean/<rule>`` in characters, ``parse/recovered-<how>`` in pages.
        """
        counts = {f"clean/{each.rule}": each.characters for each in self.removals()}
        recovered = [flag for flag in self.flags if flag.startswith("recovered_")]
        return counts | {f"parse/{flag.replace('_', '-')}": 1 for flag in recovered}
