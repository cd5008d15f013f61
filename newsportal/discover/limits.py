"""How far a crawl goes: its arguments, read once, and what they say of an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from newsportal.discover.listing import Entry
from newsportal.discover.sections import is_true, read_limit, read_since
from newsportal.errors import ArgumentError

KNOWN_IN_A_ROW = 15
"""Stored articles in a row after which a listing that was once read whole is left: below are more
of them. More than a page of most listings has, since an edited article may move up."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What bounds a crawl; nothing by default."""

    since: str | None = None
    until: str | None = None
    """ISO days; what was published before the one or after the other is refused."""

    max_articles: int | None = None
    max_pages: int | None = None
    """Articles in all, and pages of each listing or other source, that are asked for."""

    backfill: int = 0
    """Pages of each listing, and days of the archive, that are read beyond what is new, from where
    the last run stopped."""

    recheck: bool = False
    """Whether every stored article is asked for again."""

    def refusal(self, day: str | None) -> str | None:
        """The reason for which an article of that day is refused, or None."""
        if day is None:
            return None
        if self.since and day < self.since:
            return "before-since"
        return "after-until" if self.until and day > self.until else None

    def is_past(self, entries: list[Entry]) -> bool:
        """Whether all articles of a page were published before ``since``."""
        dates = [entry.date for entry in entries if entry.date]
        return bool(self.since and dates) and max(dates) < str(self.since)

    @property
    def takes_all(self) -> bool:
        """Whether every article that a page names is taken."""
        return not (self.since or self.until or self.max_articles)

    @property
    def is_whole(self) -> bool:
        """Whether a listing that ends was read whole."""
        return self.takes_all and not self.max_pages


LIMITS = tuple(each.name for each in fields(Limits))
"""The names of the arguments."""


def read_limits(stated: Mapping[str, Any]) -> Limits:
    """The limits that a command's or a spider's arguments state, under the names of `Limits`.

    Raises:
        ArgumentError: One of them is wrong; the message says which.
    """
    limits = Limits(
        since=read_since(stated.get("since")),
        until=read_since(stated.get("until")),
        max_articles=read_limit(stated.get("max_articles")),
        max_pages=read_limit(stated.get("max_pages"), "pages"),
        backfill=read_limit(stated.get("backfill"), "pages") or 0,
        recheck=is_true(stated.get("recheck")),
    )
    if limits.since and limits.until and limits.until < limits.since:
        raise ArgumentError(f"--until {limits.until} is before --since {limits.since}")
    return limits
