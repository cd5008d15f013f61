"""One walk down the pager of a listing: which page is next, and when it is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from newsportal.discover.limits import KNOWN_IN_A_ROW
from newsportal.discover.listing import Listing
from newsportal.validators import UNSAID, Validators

MAX_STALE = 3
"""Pages of a listing in a row without a new address after which it is left: an endless pager."""

SEEN = frozenset(("known", "due"))


@dataclass(slots=True)
class Walk:
    """One walk down the pager of a listing."""

    pages: dict[int, str]
    """Number and address of the pages that are known to be there."""

    max_stale: int = MAX_STALE
    most: int | None = None
    """Pages that are read at most."""

    stop_at_known: bool = False
    """Whether it ends at articles that are stored: below are more of them."""

    read: set[int] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    stale: int = 0
    known: int = 0
    """Stored articles in a row, up to the last one that was read."""

    page: int = 0
    """The last page that named an article not seen before."""

    advertised: int = 0
    """The last page that the pager of such a page named."""

    failed: bool = False
    validators: Validators = UNSAID
    """What the host said of the first page that was read."""

    oldest: str | None = None
    newest: str | None = None
    """The first and the last day that were seen, ISO 8601."""

    def next(self) -> tuple[int, str] | None:
        """The number and address of the next page, or None at the end."""
        left = sorted(set(self.pages) - self.read)
        return (left[0], self.pages[left[0]]) if left and self.stale < self.max_stale else None

    @property
    def is_known(self) -> bool:
        """Whether it has come to what is stored, and is to end there."""
        return self.stop_at_known and self.known >= KNOWN_IN_A_ROW

    def take(self, number: int, listing: Listing) -> None:
        """Note what a page said."""
        for further, page in listing.pages.items():
            if page not in self.pages.values() and not 0 < further <= number:
                self.pages.setdefault(further or number + 1, page)
        addresses = {entry.url for entry in listing.entries}
        self.stale = self.stale + 1 if addresses <= self.seen else 0
        if not self.stale:
            self.page, self.advertised = max(self.page, number), max((number, *self.pages))
        self.seen |= addresses
        days = [entry.date for entry in listing.entries if entry.date]
        self.oldest = earliest(self.oldest, *days)
        self.newest = max([*days, *([self.newest] if self.newest else [])], default=None)

    def end_of(self, end: str) -> str:
        """How it ended, more exactly: see `newsportal.health.measures.ListingEnd.end`."""
        if self.failed or end == "bound":
            return "failed" if self.failed else end
        if end == "known" and not self.seen:
            return "unchanged"
        return "stale" if end == "end" and self.stale >= self.max_stale else end

    def count(self, outcomes: Iterable[str]) -> None:
        """Note what the articles of a page are to the store, in their order."""
        for outcome in outcomes:
            if outcome in SEEN:
                self.known += 1
            elif outcome == "pending":
                self.known = 0


def earliest(*days: str | None) -> str | None:
    """The first of some ISO days, some of which may not be known.

    >>> earliest("2024-05-30", None, "2024-02-01"), earliest(None)
    ('2024-02-01', None)
    """
    return min(filter(None, days), default=None)
