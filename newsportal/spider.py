"""The one spider: a portal's listings first, then its articles; every portal's is this one.

Listings move on while one crawls, so they are read first and quickly; their articles stand in the
store from then on, and a run that breaks off is resumed from there. Of two articles with the same
text the older is fetched first.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import datetime, timezone
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from lxml.etree import _Element
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from newsportal.discover.listing import Entry, Listing, read_listing
from newsportal.discover.menu import read_menu
from newsportal.discover.sections import (
    check_names,
    chosen_sections,
    read_base_url,
    read_limit,
    read_since,
)
from newsportal.errors import ExtractionError
from newsportal.extensions import RunKeeper, keeper_of
from newsportal.failures import failure_reason
from newsportal.page import Page
from newsportal.parse import parse
from newsportal.portal import Portal, Section
from newsportal.road import begin
from newsportal.text.decode import decode
from newsportal.urls import article_id

T = TypeVar("T")

BATCH = 100
"""Articles that are handed to the scheduler at once."""

MAX_STALE = 3
"""Pages of a listing in a row without a new article after which it is left: an endless pager."""


class PortalSpider(Spider):
    """Crawl one portal.

    Arguments, all optional: ``section`` (slugs, paths or addresses, divided by commas), ``since``
    (a day), ``max_articles``, ``base_url`` (a root that is asked in the portal's place; records
    keep the portal's own addresses), ``menu`` (read the home page's menu and nothing else).

    Raises:
        ArgumentError: An argument is wrong; the message says which, and what there is.
    """

    portal: ClassVar[Portal]

    def __init_subclass__(cls) -> None:
        """Take the spider's name from the portal."""
        cls.name = cls.portal.name

    def __init__(
        self,
        section: str | None = None,
        since: str | None = None,
        max_articles: str | int | None = None,
        base_url: str | None = None,
        menu: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        check_names(kwargs)
        self.menu = menu
        self.sections = [] if menu else chosen_sections(self.portal, [section or ""])
        self.since = read_since(since)
        self.max_articles = read_limit(max_articles)
        self.base_url = read_base_url(base_url)
        host = urlsplit(self.base_url).hostname if self.base_url else None
        self.allowed_domains = [host] if host else list(self.portal.hosts)
        self.keeper: RunKeeper

    async def start(self) -> AsyncIterator[Any]:
        """Read the listings, then yield the articles that are pending, batch after batch."""
        crawler: Crawler = self.crawler
        self.keeper = keeper_of(crawler)
        if self.menu:
            await self._read_menu()
        for section in self.sections:
            report = self.keeper.report
            if not self._enough() and not report.unreachable and not report.error:
                await self._discover(section)
        last = ""
        while (batch := self.keeper.pending(BATCH, last)) and not self.keeper.report.error:
            for key, url, name in batch:
                yield self._article(key, url, name)
            last = batch[-1][0]
            await crawler.signals.wait_for(signals.scheduler_empty)

    # -- listings

    async def _discover(self, section: Section) -> None:
        """Follow the pager of a section's listing from its first page on."""
        pages, read, stale = {1: self.portal.root + section.path}, set[int](), 0
        seen: set[str] = set()
        while (left := sorted(set(pages) - read)) and stale < MAX_STALE and not self._enough():
            number, url = left[0], pages[left[0]]
            read.add(number)
            listing = await self._listing(section, url)
            if listing is None:
                continue
            for further, page in listing.pages.items():
                if page not in pages.values():
                    pages.setdefault(further or number + 1, page)
            entries = [self._judged(entry) for entry in listing.entries]
            self.keeper.discover(section.slug, self._within_limit(entries))
            addresses = {entry.url for entry in entries}
            stale = stale + 1 if addresses <= seen else 0
            seen |= addresses
            if self._is_past(entries):
                break

    async def _listing(self, section: Section, url: str) -> Listing | None:
        """One page of a listing, or None where it could not be had, which is counted."""
        return await self._read(
            section.slug, url, lambda root, own: read_listing(root, own, section, self.portal)
        )

    async def _read_menu(self) -> None:
        url = self.portal.root + "/"
        menu = await self._read("home", url, lambda root, own: read_menu(root, own, self.portal))
        self.keeper.report.menu = menu or []

    async def _read(self, name: str, url: str, read: Callable[[_Element, str], T]) -> T | None:
        """What ``read`` makes of a page that links articles; None for a failure, which is counted.

        Whatever fails, the answer, the parser or ``read``: one odd page must not end the run.
        """
        try:
            response = await self.crawler.engine.download_async(Request(self._fetched_from(url)))
            if response.status != 200:
                self.keeper.listing_failed(name, url, f"http-{response.status}")
                return None
            content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
            tree = parse(decode(response.body, content_type).data).root
            result = read(tree, self._own(response.url))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted by its name
            self.keeper.listing_failed(name, url, failure_reason(error)[1], error)
            return None
        self.keeper.report.listings += 1
        return result

    def _judged(self, entry: Entry) -> Entry:
        if self.since and entry.date and entry.date < self.since and not entry.refused:
            return replace(entry, refused="before-since")
        return entry

    def _within_limit(self, entries: list[Entry]) -> Iterator[Entry]:
        """The entries up to the number of articles that was asked for."""
        wanted = [entry.id for entry in entries if not entry.refused]
        left = (self.max_articles or len(wanted)) - self.keeper.report.pending
        for entry in entries:
            if entry.refused or left > 0 or not self.max_articles:
                yield entry
                left -= not entry.refused

    def _is_past(self, entries: list[Entry]) -> bool:
        """Whether all articles of a page were published before ``since``."""
        dates = [entry.date for entry in entries if entry.date]
        return bool(self.since and dates) and max(dates) < str(self.since)

    def _enough(self) -> bool:
        return bool(self.max_articles) and self.keeper.report.pending >= int(self.max_articles or 0)

    # -- articles

    def _article(self, key: str, url: str, section: str) -> Request:
        return Request(
            self._fetched_from(url),
            callback=self.parse_article,
            errback=self.article_failed,
            cb_kwargs={"key": key, "section": section},
        )

    def parse_article(self, response: Response, key: str, section: str) -> Iterator[Page]:
        """Hand the page of an article to the pipelines, or count why it is none."""
        self.keeper.report.pages += 1
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
        page = Page(response.body, self._own(response.url), content_type, self.portal)
        page.template = self.keeper.template
        article = page.article
        article.run_id, article.http_status = self.keeper.report.run_id, response.status
        article.fetched_at = datetime.now(timezone.utc).isoformat(timespec="seconds")
        article.source, article.robots_allowed = "live", True
        page.key, page.section = key, section
        try:
            yield self._checked(begin(page))
        except ExtractionError as error:
            self.keeper.settle(key, "refused", error.reason)

    def _checked(self, page: Page) -> Page:
        """``page``, if it is the article that was asked for and new enough.

        Raises:
            ExtractionError: It is not.
        """
        if article_id(page.url or "", self.portal) != page.key:
            raise ExtractionError("other-article", page.url or "")
        date = page.value("date_published")
        if self.since and date is not None and date.value[:10] < self.since:
            raise ExtractionError("before-since", page.url or "")
        return page

    def article_failed(self, failure: Failure) -> None:
        """Count an article that could not be had."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        error = failure.value or RuntimeError("a failure without an error")
        self.keeper.settle(request.cb_kwargs["key"], *failure_reason(error))

    # -- addresses

    def _fetched_from(self, url: str) -> str:
        """The address that is asked for a page of the portal."""
        return _at(self.base_url, url) if self.base_url else url

    def _own(self, url: str) -> str:
        """The portal's own address of a page that was answered."""
        return _at(self.portal.root, url) if self.base_url else url


def _at(root: str, url: str) -> str:
    """``url`` on another host.

    >>> _at("http://127.0.0.1:8090", "https://example.vn/vi/a?b=1")
    'http://127.0.0.1:8090/vi/a?b=1'
    """
    parts = urlsplit(url)
    return f"{root}{parts.path}" + (f"?{parts.query}" if parts.query else "")
