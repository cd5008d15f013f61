"""Reading what lists articles beside the listings: feeds, sitemaps, and the archive by day."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import replace

from scrapy.http import Response

from newsportal.discover.archive import MAX_EMPTY, day_address, day_before, days_back
from newsportal.discover.entries import Sorter, section_of_feed
from newsportal.discover.feeds import MAX_NESTED, Listed, is_feed, read_feed
from newsportal.discover.listing import Entry, Listing, read_listing
from newsportal.discover.stream import MAX_BYTES
from newsportal.discover.walk import Walk
from newsportal.links import absolute
from newsportal.listings import NO_PAGE
from newsportal.portal import Section
from newsportal.reading import PageReader, Place, UnreadableError
from newsportal.responses import tree_of
from newsportal.store import ListingState, Store
from newsportal.text.dates import HANOI
from newsportal.urls import clean_address, host_of, origin_of
from newsportal.validators import UNSAID

BATCH = 500
"""Addresses that are put into the store at once; between two batches the crawler may do else."""

MAX_FAILED = 10
"""Days of the archive in a row that cannot be had, after which no further one is asked for."""


class SourceReader:
    """The feeds, sitemaps and the archive of one portal, read by one run."""

    def __init__(self, reader: PageReader) -> None:
        self.reader, self.keeper, self.limits = reader, reader.keeper, reader.limits
        self.portal = reader.where.portal
        self.sorter = Sorter(self.portal, reader.where.chosen)
        self.budget = reader.crawler.settings.getint("NEWSPORTAL_LISTING_PAGES")

    # -- feeds and sitemaps

    async def feeds(self) -> None:
        """Read each feed, but for those of sections that were not chosen."""
        chosen = self.reader.where.chosen
        for path in self.portal.feeds:
            own = section_of_feed(path, self.portal)
            if not (chosen and own and own not in chosen) and not self.reader.enough():
                await self._file(Place("feeds", path, self.portal.root + path), own)

    async def sitemaps(self) -> None:
        """Read each sitemap, and those that an index names, each once."""
        left = self.reader.report.source("sitemaps").left
        waiting = deque((self.portal.root + path, 0) for path in self.portal.sitemaps)
        met: set[str] = set()
        while waiting and not self.reader.enough():
            url, depth = waiting.popleft()
            if host_of(url) not in self.portal.hosts:
                left["offsite"] += 1
            elif clean_address(url) in met or depth > MAX_NESTED:
                left["too-deep"] += 1
            elif len(met) >= min(self.limits.max_pages or self.budget, self.budget):
                left["over-budget"] += 1
            else:
                met.add(clean_address(url))
                named = await self._file(Place("sitemaps", url, url, MAX_BYTES))
                waiting.extend((each.url, depth + 1) for each in named)

    async def _file(self, place: Place, own: Section | None = None) -> list[Listed]:
        """Read a feed or sitemap; the sitemaps that it names, if it is an index."""
        key = place.url.removeprefix(self.portal.root)
        before, may_ask = self.reader.before(key)
        had = await self.reader.read(place, self._listed, before if may_ask else None)
        if had.value is None:
            return []
        listed, left = had.value
        named = [each for each in listed if each.is_sitemap]
        found = self.sorter.sort((each for each in listed if not each.is_sitemap), own)
        self.reader.report.source(place.source).left.update(left + found.left)
        for slug, entries in found.entries.items():
            await self._take(place.source, slug, entries)
        # A host that says that an index has not changed says nothing of what it names.
        whole = not left and not named and not found.left["other-section"] and self.limits.takes_all
        validators = had.validators if whole else UNSAID
        if validators != before.validators:
            self.keeper.keep_listing(key, replace(before, validators=validators))
        return named

    def _listed(self, response: Response, _url: str) -> tuple[list[Listed], Counter[str]]:
        """What an answer lists, at the portal's own addresses, and what of it was not read."""
        left: Counter[str] = Counter()
        listed = list(read_feed(response.body, left))
        if not listed and not is_feed(response.body):
            raise UnreadableError("no-feed")
        readable = [each for each in listed if absolute(None, each.url)]
        left["no-address"] += len(listed) - len(readable)
        return [self._own(each) for each in readable], +left

    def _own(self, listed: Listed) -> Listed:
        """An entry of a mirror that names its own addresses, as one of the portal."""
        where = self.reader.where
        mirror = origin_of(where.fetched_from(f"{self.portal.root}/"))
        own = origin_of(listed.url) == mirror
        return replace(listed, url=where.own(listed.url)) if own else listed

    async def _take(self, source: str, slug: str, entries: Sequence[Entry]) -> list[str]:
        outcomes: list[str] = []
        for start in range(0, len(entries), BATCH):
            outcomes += self.reader.take(source, slug, entries[start : start + BATCH])
            await asyncio.sleep(0)
        return outcomes

    # -- the archive

    async def archive(self) -> None:
        """Read the archive day by day, from where the last run stopped or the newest day."""
        limits, key = self.limits, self._archive_key()
        before = ListingState() if limits.recheck else self.keeper.listing(key)
        if limits.backfill and before.complete:
            return
        start = before.cursor or self._newest_day()
        keep = not limits.max_articles and (not limits.until or limits.until >= start)
        start = min(start, limits.until or start)
        known = before.complete and not limits.recheck
        walk = Walk({}, MAX_EMPTY, limits.backfill or limits.max_pages or self.budget, known)
        failed = 0
        for number, day in enumerate(days_back(start, limits.since)):
            if self.reader.enough() or number == walk.most or walk.is_known or failed == MAX_FAILED:
                return
            right = await self._day(day, walk)
            failed, keep = 0 if right else failed + 1, keep and right
            ended = walk.stale >= walk.max_stale
            if keep and not before.complete:
                cursor = None if ended else day_before(day)
                self.keeper.keep_listing(key, ListingState(ended, cursor, day))
            if ended:
                return

    def _newest_day(self) -> str:
        """The last day of which an article is known, else today; a portal may be frozen."""
        today = self.keeper.now.astimezone(HANOI).date().isoformat()
        known = filter(None, (self.reader.newest, self.keeper.ask(Store.newest_day, None)))
        return min(max(known, default=today), today)

    def _archive_key(self) -> str:
        """Under which the store keeps how far the archive was read, for the chosen sections."""
        slugs = sorted(each.slug for each in self.reader.where.chosen)
        return (self.portal.archive_url or "") + ("#" + ",".join(slugs) if slugs else "")

    async def _day(self, day: str, archive: Walk) -> bool:
        """Read the pages of a day; whether that need not be done again."""
        walk = Walk({1: day_address(day, self.portal)})
        entries: list[Entry] = []
        while (ahead := walk.next()) is not None and len(walk.read) < self.budget:
            walk.read.add(ahead[0])
            had = await self.reader.read(Place("archive", day, ahead[1]), self._day_page)
            if had.value is not None:
                walk.take(ahead[0], had.value)
                entries += had.value.entries
            elif had.reason not in NO_PAGE:
                walk.failed = True
        if not walk.failed or entries:
            archive.take(0, Listing(entries))
        found = self.sorter.sort(entries)
        self.reader.report.source("archive").left.update(found.left)
        for slug, of_section in found.entries.items():
            archive.count(await self._take("archive", slug, of_section))
        return not walk.failed

    def _day_page(self, response: Response, url: str) -> Listing:
        return read_listing(tree_of(response), url, None, self.portal)
