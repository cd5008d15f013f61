"""Reading a portal's listings: newest first, down to what is known, and a little of the rest."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from scrapy.http import Response

from newsportal.discover.listing import Listing, number_of, read_listing
from newsportal.discover.menu import MenuEntry, read_menu
from newsportal.discover.more import more_address, page_of, read_more
from newsportal.discover.walk import MAX_STALE, Walk, earliest
from newsportal.health.measures import ListingEnd
from newsportal.portal import Portal, Section
from newsportal.reading import PageReader, Place, UnreadableError
from newsportal.responses import stated_type, tree_of
from newsportal.store import ListingState
from newsportal.validators import UNSAID, Validators

logger = logging.getLogger(__name__)

End = Literal["end", "known", "bound"]
"""Why a walk ended: at the listing's end, at what is known, or at a bound of the run."""

NO_PAGE = frozenset(("http-404", "http-410"))
"""How a host says that there is no further page."""


@dataclass(frozen=True, slots=True)
class Series:
    """A listing as a series of pages: in HTML with a pager, or the JSON behind its button."""

    source: str
    section: Section
    key: str
    """Under which the store keeps how far it was read."""

    first: str
    """The address of its first page."""

    read: Callable[[Response, str], Listing]
    number_of: Callable[[str], int]
    """The number of the page that an address is."""

    max_stale: int = MAX_STALE


def html_series(section: Section, portal: Portal) -> Series:
    """The listing of a section."""

    def read(response: Response, url: str) -> Listing:
        return read_listing(tree_of(response), url, section, portal)

    def number(url: str) -> int:
        return number_of(url, portal)

    return Series("listings", section, section.path, portal.root + section.path, read, number)


def json_series(section: Section, portal: Portal) -> Series:
    """The JSON that lists a section; a page of it without a new address is the last."""

    def read(response: Response, url: str) -> Listing:
        listing = read_more(response.body, url, section, portal, stated_type(response))
        if listing is None:
            raise UnreadableError("not-json")
        following = number(url) + 1
        listing.pages = {following: more_address(section, following, portal)}
        return listing

    def number(url: str) -> int:
        return page_of(url, section, portal)

    key = (portal.more_url or "").replace("{section}", section.slug)
    return Series("more", section, key, more_address(section, 1, portal), read, number, 1)


class ListingReader:
    """The listings of one portal, read by one run."""

    def __init__(self, reader: PageReader) -> None:
        self.reader, self.keeper, self.limits = reader, reader.keeper, reader.limits
        self.budget = reader.crawler.settings.getint("NEWSPORTAL_LISTING_PAGES")

    async def discover(self, series: Series) -> None:
        """Read a listing, and its backfill where one is wanted."""
        limits = self.limits
        before, may_ask = self.reader.before(series.key, [series.section.slug])
        known = (before.complete or limits.backfill > 0) and not limits.recheck
        walk = Walk({1: series.first}, series.max_stale, limits.max_pages, known)
        end = await self._follow(series, walk, before if before.complete and may_ask else None)
        self._note(series, walk, end)
        whole = end == "end" and not walk.failed and limits.is_whole
        if whole and series.source == "listings":
            self.keeper.read_whole.add(series.section.slug)
        validators = self._validators(walk, end)
        ahead = None if before.complete else walk.next()
        cursor = before.cursor or (ahead[1] if ahead else None)
        spent = self._is_spent(walk) and limits.is_whole
        if limits.backfill and cursor and not whole:
            filled = Walk({series.number_of(cursor): cursor}, series.max_stale, limits.backfill)
            whole = await self._follow(series, filled) == "end" and not filled.failed
            if filled.failed or filled.stale:
                self._note(series, filled, "end" if whole else "bound")
            ahead = filled.next()  # where a page failed and leads no further, it is tried again
            cursor = ahead[1] if ahead else cursor if filled.failed else None
            walk.oldest = earliest(walk.oldest, filled.oldest)
        self.reader.see(walk.newest)
        complete = before.complete or whole or spent
        oldest = earliest(walk.oldest, before.oldest)
        state = ListingState(complete, None if whole else cursor, oldest, validators)
        self.keeper.keep_listing(series.key, state)

    def _note(self, series: Series, walk: Walk, end: End) -> None:
        """Note how a walk ended, for the health of the run."""
        where = (series.key, series.section.slug, series.first)
        ended = ListingEnd(*where, walk.end_of(end), walk.page, walk.advertised)
        self.keeper.observed.listings.append(ended)

    def _validators(self, walk: Walk, end: End) -> Validators:
        """What may be kept of what the host said: all that its first page leads to was read."""
        right = end != "bound" and not walk.failed and self.limits.takes_all
        return walk.validators if right else UNSAID

    async def _follow(self, series: Series, walk: Walk, before: ListingState | None = None) -> End:
        """Follow a pager; with ``before`` the host is asked whether the first page changed."""
        while (ahead := walk.next()) is not None:
            if self.reader.enough() or len(walk.read) == walk.most:
                return "bound"
            if self._is_spent(walk):
                self._tell_spent(series)
                return "bound"
            number, url = ahead
            place = Place(series.source, series.section.slug, url)
            had = await self.reader.read(place, series.read, None if walk.read else before)
            walk.validators = walk.validators if walk.read else had.validators
            walk.read.add(number)
            if had.unchanged:
                return "known"
            if had.value is None and series.source == "more" and had.reason in NO_PAGE:
                return "end" if number > 1 else "bound"
            if had.value is None:
                walk.failed = True
                continue
            if (end := self._take(series, walk, (number, had.value))) is not None:
                return end
        return "end"

    def _take(self, series: Series, walk: Walk, page: tuple[int, Listing]) -> End | None:
        """Put what a page names into the store; whether the walk ends there."""
        number, listing = page
        walk.take(number, listing)
        self.reader.report.traps.update(listing.traps)
        walk.count(self.reader.take(series.source, series.section.slug, listing.entries))
        if self.limits.is_past(listing.entries):
            return "bound"
        return "known" if walk.is_known and walk.next() is not None else None

    def _is_spent(self, walk: Walk) -> bool:
        """Whether a listing has given as many pages as any may."""
        return len(walk.read) >= self.budget

    def _tell_spent(self, series: Series) -> None:
        self.reader.report.traps["trap-pages"] += 1
        name, most = series.section.slug, self.budget
        logger.warning("%s of %s: left after %s pages: trap-pages", series.source, name, most)

    async def menu(self) -> list[MenuEntry]:
        """The menu of the portal's home page; nothing where it could not be had."""
        portal = self.reader.where.portal

        def read(response: Response, url: str) -> list[MenuEntry]:
            return read_menu(tree_of(response), url, portal)

        had = await self.reader.read(Place("listings", "home", f"{portal.root}/"), read)
        return had.value or []
