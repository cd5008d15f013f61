"""Reading a portal's listings: newest first, down to what is known, and a little of the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from lxml.etree import _Element
from scrapy import Request
from scrapy.crawler import Crawler

from newsportal.discover.limits import KNOWN_IN_A_ROW, Limits
from newsportal.discover.listing import Entry, Listing, number_of, read_listing
from newsportal.discover.menu import MenuEntry, read_menu
from newsportal.extensions import RunKeeper
from newsportal.failures import failure_reason
from newsportal.parse import parse
from newsportal.portal import Portal, Section
from newsportal.responses import stated_type
from newsportal.store.store import ListingState
from newsportal.text.decode import decode

T = TypeVar("T")

MAX_STALE = 3
"""Pages of a listing in a row without a new address after which it is left: an endless pager."""

SEEN = frozenset(("known", "due"))


@dataclass(slots=True)
class Walk:
    """One walk down the pager of a listing."""

    pages: dict[int, str]
    """Number and address of the pages that are known to be there."""

    read: set[int] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    stale: int = 0
    known: int = 0
    """Stored articles in a row, up to the last one that was read."""

    failed: bool = False
    oldest: str | None = None

    def next(self) -> tuple[int, str] | None:
        """The number and address of the next page, or None at the end."""
        left = sorted(set(self.pages) - self.read)
        return (left[0], self.pages[left[0]]) if left and self.stale < MAX_STALE else None

    def take(self, number: int, listing: Listing) -> None:
        """Note what a page said."""
        for further, page in listing.pages.items():
            if page not in self.pages.values() and not 0 < further <= number:
                self.pages.setdefault(further or number + 1, page)
        addresses = {entry.url for entry in listing.entries}
        self.stale = self.stale + 1 if addresses <= self.seen else 0
        self.seen |= addresses
        dates = [entry.date for entry in listing.entries if entry.date]
        self.oldest = min([*dates, *([self.oldest] if self.oldest else [])], default=None)

    def count(self, outcomes: list[str]) -> None:
        """Note what the articles of a page are to the store, in their order."""
        for outcome in outcomes:
            if outcome in SEEN:
                self.known += 1
            elif outcome == "pending":
                self.known = 0


class ListingReader:
    """The listings of one portal, read by one run."""

    def __init__(
        self,
        crawler: Crawler,
        keeper: RunKeeper,
        portal: Portal,
        limits: Limits,
        where: tuple[Callable[[str], str], Callable[[str], str]],
    ) -> None:
        self.crawler, self.keeper, self.portal, self.limits = crawler, keeper, portal, limits
        self.fetched_from, self.own = where

    async def discover(self, section: Section) -> None:
        """Read a section's listing, and its backfill where one is wanted."""
        before = self.keeper.listing(section.path)
        stop_at_known = (before.complete or self.limits.backfill > 0) and not self.limits.recheck
        walk = Walk({1: self.portal.root + section.path})
        ended = await self._follow(section, walk, self.limits.max_pages, stop_at_known)
        whole = ended and not walk.failed and self.limits.is_whole
        if whole:
            self.keeper.read_whole.add(section.slug)
        ahead = walk.next()
        cursor = before.cursor or (ahead[1] if ahead else None)
        if self.limits.backfill and not before.complete and not whole and cursor:
            filled = Walk({number_of(cursor, self.portal): cursor})
            whole = await self._follow(section, filled, self.limits.backfill, False)
            ahead = filled.next()
            cursor = ahead[1] if ahead else None
            walk.oldest = min(filter(None, (walk.oldest, filled.oldest)), default=None)
        oldest = min(filter(None, (walk.oldest, before.oldest)), default=None)
        complete = before.complete or whole
        self.keeper.keep_listing(
            section.path, ListingState(complete, None if complete else cursor, oldest)
        )

    async def _follow(
        self, section: Section, walk: Walk, most: int | None, stop_at_known: bool
    ) -> bool:
        """Follow a pager for ``most`` pages; whether it came to its end."""
        while (ahead := walk.next()) is not None:
            if self._enough() or (most is not None and len(walk.read) >= most):
                return False
            number, url = ahead
            walk.read.add(number)
            listing = await self._listing(section, url)
            if listing is None:
                walk.failed = True
                continue
            walk.take(number, listing)
            entries = [self._judged(entry) for entry in listing.entries]
            walk.count(self.keeper.discover(section.slug, self._within_limit(entries)))
            if self.limits.is_past(entries):
                return False
            if stop_at_known and walk.known >= KNOWN_IN_A_ROW:
                return walk.next() is None
        return True

    async def _listing(self, section: Section, url: str) -> Listing | None:
        """One page of a listing, or None where it could not be had, which is counted."""
        return await self.read(
            section.slug, url, lambda root, own: read_listing(root, own, section, self.portal)
        )

    async def menu(self) -> list[MenuEntry]:
        """The menu of the portal's home page; nothing where it could not be had."""
        url = self.portal.root + "/"
        menu = await self.read("home", url, lambda root, own: read_menu(root, own, self.portal))
        return menu or []

    async def read(self, name: str, url: str, read: Callable[[_Element, str], T]) -> T | None:
        """What ``read`` makes of a page that links articles; None for a failure, which is counted.

        Whatever fails, the answer, the parser or ``read``: one odd page must not end the run.
        """
        try:
            request = Request(self.fetched_from(url))
            response = await self.crawler.engine.download_async(request)
            if response.status != 200:
                self.keeper.listing_failed(name, url, f"http-{response.status}")
                return None
            tree = parse(decode(response.body, stated_type(response)).data).root
            result = read(tree, self.own(response.url))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted by its name
            self.keeper.listing_failed(name, url, failure_reason(error)[1], error)
            return None
        self.keeper.report.listings += 1
        return result

    def _judged(self, entry: Entry) -> Entry:
        refused = entry.refused or self.limits.refusal(entry.date)
        return replace(entry, refused=refused)

    def _within_limit(self, entries: list[Entry]) -> Iterator[Entry]:
        """The entries up to the number of articles that was asked for."""
        most = self.limits.max_articles
        left = (most or 0) - self.keeper.report.pending
        for entry in entries:
            if entry.refused or left > 0 or not most:
                yield entry
                left -= not entry.refused

    def _enough(self) -> bool:
        most = self.limits.max_articles
        return most is not None and self.keeper.report.pending >= most
