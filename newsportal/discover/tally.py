"""What the sources of a run gave: pages, addresses, and what of them was new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from newsportal.discover.listing import Entry


@dataclass(slots=True)
class Source:
    """What one kind of source gave in a run."""

    asked: int = 0
    """Pages and files that were asked for."""

    pages: int = 0
    """Of these, those that were read or had not changed."""

    unchanged: int = 0
    """Of these, those that the host said had not changed since the last run: 304."""

    entries: int = 0
    """Addresses of articles, each as often as a page gave it."""

    new: int = 0
    """Of these, those of articles that the store did not have."""

    left: Counter[str] = field(default_factory=Counter)
    """Addresses that were left alone, by a reason of `newsportal.discover.entries.LEFT`."""

    failed: Counter[str] = field(default_factory=Counter)
    """Pages that could not be had, by reason."""

    articles: dict[str, str] = field(default_factory=dict, repr=False)
    """Id and address of each article, of a run that writes nothing."""

    addresses: set[str] = field(default_factory=set, repr=False)
    """The addresses of these, each once."""

    def add(self, entries: Iterable[Entry], outcomes: Iterable[str], keep: bool) -> None:
        """Count what a page gave, and what that is to the store."""
        given = list(entries)
        self.entries += len(given)
        self.new += sum(outcome == "pending" for outcome in outcomes)
        if keep:
            for each in given:
                if each.refused is None:
                    self.articles.setdefault(each.id, each.url)
                    self.addresses.add(each.url)

    def to_dict(self) -> dict[str, Any]:
        """The counts as plain data."""
        return {
            "asked": self.asked, "pages": self.pages, "unchanged": self.unchanged,
            "entries": self.entries, "new": self.new, "left": dict(self.left),
            "failed": dict(self.failed),
        }  # fmt: skip
