"""Asking for a page that names articles, whatever its kind: once, counted, and with a reason."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from newsportal.discover.limits import Limits
from newsportal.discover.listing import Entry
from newsportal.errors import NewsportalError
from newsportal.extensions import RunKeeper
from newsportal.failures import failure_reason
from newsportal.politeness import ease, hold
from newsportal.portal import Portal, Section
from newsportal.proof import Proof
from newsportal.report import Report
from newsportal.responses import out_of_service, tree_of
from newsportal.store import ListingState, Store
from newsportal.urls import origin_of
from newsportal.validators import UNSAID, Validators, validators_of

T = TypeVar("T")
logger = logging.getLogger(__name__)


class UnreadableError(NewsportalError):
    """A page is not what its source should give; ``reason`` is its name."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Place:
    """A page that a source consists of."""

    source: str
    """One of `newsportal.discover.via.SOURCES`."""

    name: str
    """What it is the page of, for the log: a section's slug, a path."""

    url: str
    """The portal's own address."""

    most: int | None = None
    """Bytes that it may have; the setting's number if None."""


@dataclass(slots=True)
class Had(Generic[T]):
    """What came of asking for a page."""

    value: T | None = None
    """What was read; None where it could not be had, or has not changed."""

    unchanged: bool = False
    validators: Validators = UNSAID
    reason: str | None = None
    """Why it could not be had."""


@dataclass(frozen=True, slots=True)
class Where:
    """What a run may read of its portal, and at which addresses."""

    portal: Portal
    sections: Sequence[Section]
    chosen: Sequence[Section]
    """The sections whose listings are read; and those that were chosen, if any were."""

    fetched_from: Callable[[str], str]
    """The address that is asked for one of the portal's."""

    own: Callable[[str], str]
    """The portal's own address of one that was answered."""


class PageReader:
    """Asks for the pages of all sources, for one run."""

    def __init__(self, crawler: Crawler, keeper: RunKeeper, limits: Limits, where: Where) -> None:
        self.crawler, self.keeper, self.limits, self.where = crawler, keeper, limits, where
        addresses = (where.fetched_from, where.own)
        self.proof = Proof(crawler, keeper, where.portal, addresses)
        self.missed: set[str] | None = None
        self.newest: str | None = None
        """The last day that a listing of this run printed, ISO 8601."""

    @property
    def report(self) -> Report:
        """The run's report."""
        return self.keeper.report

    async def read(
        self, place: Place, read: Callable[[Response, str], T], before: ListingState | None = None
    ) -> Had[T]:
        """What ``read`` makes of the answer and its own address.

        Where ``before`` is what was read so far the host is asked whether that is still so.
        Whatever fails, the answer, the parser or ``read``: one odd page must not end the run.
        """
        counts = self.report.source(place.source)
        counts.asked += 1
        try:
            request, asked = self._request(place, before)
            response = await self.crawler.engine.download_async(request)
            said = validators_of(response.headers, origin_of(request.url))
            if response.status == 304 and asked is not None:
                counts.unchanged += 1
                self.proof.given = True  # who knows the tags of the portal's pages is the portal
                had = Had[T](unchanged=True, validators=asked)
            elif response.status != 200:
                rests = response.status == 403 and self._rests(response)
                return self._failed(place, rests or f"http-{response.status}")
            else:
                had = Had(read(response, self.where.own(response.url)), validators=said)
                if not had.value and (reason := self._rests(response)):
                    return self._failed(place, reason)
                if place.source == "listings" and not await self._is_own(response):
                    return self._failed(place, "strange-site")
        except UnreadableError as error:
            return self._failed(place, error.reason)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted by its name
            return self._failed(place, failure_reason(error)[1], error)
        ease(self.crawler, response.url)
        counts.pages += 1
        self.report.listings += place.source == "listings"
        return had

    def _rests(self, response: Response) -> str:
        """Why a page shows that its site is out of service, if so; then its host gets a pause."""
        reason = out_of_service(response) or ""
        if reason:
            hold(self.crawler, response.url, reason)
        return reason

    async def _is_own(self, response: Response) -> bool:
        """Whether a listing is the portal's; once that was seen, no page is parsed for it again."""
        return self.proof.given or await self.proof.holds(tree_of(response), response)

    def _request(
        self, place: Place, before: ListingState | None
    ) -> tuple[Request, Validators | None]:
        """The request for a page, and the validators that it carries, if any."""
        url = self.where.fetched_from(place.url)
        asked = before.validators if before is not None else UNSAID
        headers = asked.headers(origin_of(url))
        meta = {"download_maxsize": place.most} if place.most else {}
        return Request(url, headers=headers, meta=meta), asked if headers else None

    def _failed(self, place: Place, reason: str, error: Exception | None = None) -> Had[T]:
        """Count a page that could not be had, and say which in the log."""
        if place.source == "listings":
            self.keeper.listing_failed(place.name, place.url, reason, error)
        else:
            unexpected = error if reason.startswith("error-") else None
            kind = f"{place.source} of {place.name}"
            logger.warning("%s, %s: %s", kind, place.url, reason, exc_info=unexpected)
        self.report.source(place.source).failed[reason] += 1
        return Had(reason=reason)

    # -- what was read before

    def before(self, key: str, slugs: Iterable[str] = ()) -> tuple[ListingState, bool]:
        """How far a source was read, and whether the host may be asked if it has changed.

        It may not where an article was missing that only this source, if it names it again, would
        bring back; nor where every article is to be asked for anyway.
        """
        if self.missed is None:
            self.missed = self.keeper.ask(Store.missed, set[str]())
        lost = self.missed.intersection(slugs) if slugs else self.missed
        return self.keeper.listing(key), not lost and not self.limits.recheck

    def see(self, newest: str | None) -> None:
        """Note the last day that a listing printed."""
        self.newest = max(filter(None, (self.newest, newest)), default=None)

    # -- what a page names

    def take(self, source: str, slug: str, entries: Sequence[Entry]) -> list[str]:
        """Put the articles that a page names into the store; what each is to it."""
        given = list(self._within_limit([self._judged(entry) for entry in entries]))
        outcomes = self.keeper.discover(slug, given)
        self.report.source(source).add(given, outcomes, self.keeper.in_memory)
        return outcomes

    def _judged(self, entry: Entry) -> Entry:
        return replace(entry, refused=entry.refused or self.limits.refusal(entry.date))

    def _within_limit(self, entries: list[Entry]) -> Iterator[Entry]:
        """The entries up to the number of articles that was asked for."""
        most = self.limits.max_articles
        left = (most or 0) - self.report.pending
        for entry in entries:
            if entry.refused or left > 0 or not most:
                yield entry
                left -= not entry.refused

    def enough(self) -> bool:
        """Whether as many articles were found as were asked for, or nothing more can be done."""
        most = self.limits.max_articles
        full = most is not None and self.report.pending >= most
        return full or self.report.stopped or self.report.unreachable is not None
