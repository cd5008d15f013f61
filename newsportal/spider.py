"""The one spider: a portal's listings first, then its articles; every portal's is this one.

Listings move on while one crawls, so they are read first and quickly; their articles stand in the
store from then on, and a run that breaks off is resumed from there. Of two articles with the same
text the older is fetched first.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from newsportal.discover.limits import LIMITS, read_limits
from newsportal.discover.listing import is_article_of
from newsportal.discover.sections import check_names, chosen_sections, read_base_url
from newsportal.errors import ExtractionError
from newsportal.extensions import RunKeeper, keeper_of
from newsportal.failures import failure_reason
from newsportal.listings import ListingReader
from newsportal.page import Page
from newsportal.portal import Portal
from newsportal.resolver import LET_THROUGH
from newsportal.responses import page_of_response
from newsportal.road import begin, run
from newsportal.store.frontier import Pending
from newsportal.urls import article_id, lies_elsewhere

BATCH = 100
"""Articles that are handed to the scheduler at once."""


class PortalSpider(Spider):
    """Crawl one portal.

    Arguments, all optional: ``section`` (slugs, paths or addresses, divided by commas), ``since``
    and ``until`` (days), ``max_articles``, ``max_pages`` (of each listing), ``backfill`` (pages of
    each listing beyond what is new), ``recheck`` (ask for every stored article again),
    ``base_url`` (a root that is asked in the portal's place; records keep the portal's own
    addresses), ``menu`` (read the home page's menu and nothing else).

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
        base_url: str | None = None,
        menu: bool = False,
        **kwargs: Any,
    ) -> None:
        bounds = {name: kwargs.pop(name) for name in LIMITS if name in kwargs}
        super().__init__(**kwargs)
        check_names(kwargs)
        self.menu = menu
        self.sections = [] if menu else chosen_sections(self.portal, [section or ""])
        self.chosen = [each.slug for each in self.sections] if section else []
        self.limits = read_limits(bounds)
        self.base_url = read_base_url(base_url)
        host = urlsplit(self.base_url).hostname if self.base_url else None
        self.allowed_domains = [host] if host else list(self.portal.hosts)
        self.private_hosts = {host} if host else set()
        LET_THROUGH.update(self.private_hosts)
        self.handle_httpstatus_list = [304]
        self.keeper: RunKeeper

    async def start(self) -> AsyncIterator[Any]:
        """Read the listings, then yield the articles that are pending, batch after batch."""
        crawler: Crawler = self.crawler
        self.keeper = keeper_of(crawler)
        report, where = self.keeper.report, (self._fetched_from, self.own_address)
        reader = ListingReader(crawler, self.keeper, self.portal, self.limits, where)
        if self.menu:
            report.menu = await reader.menu()
        for section in self.sections:
            if not report.unreachable and not report.error:
                await reader.discover(section)
        if self.sections and not self.limits.max_articles and not report.unreachable:
            self.keeper.take_due(self.chosen)
        last = ""
        while (batch := self.keeper.pending(BATCH, last)) and not report.error:
            for article in batch:
                yield self._article(article)
            last = batch[-1].id
            await crawler.signals.wait_for(signals.scheduler_empty)

    # -- articles

    def _article(self, article: Pending, kept: Page | None = None) -> Request:
        said = {"If-None-Match": article.etag, "If-Modified-Since": article.modified}
        return Request(
            self._fetched_from(article.url),
            callback=self.parse_article,
            errback=self.article_failed,
            headers={name: value for name, value in said.items() if value},
            cb_kwargs={"key": article.id, "section": article.section, "kept": kept},
            meta={"is_new": article.is_new},
        )

    def parse_article(
        self, response: Response, key: str, section: str, kept: Page | None
    ) -> Iterator[Page | Request]:
        """Hand the page of an article to the pipelines, or count why it is none.

        One that says to have its home in another section of the run is asked for there; ``kept`` is
        the page that said so, and stands if there is none.
        """
        self.keeper.report.pages += 1
        if response.status == 304:
            self.keeper.touch(key, section)
            return
        try:
            if kept is not None:
                run(self._page(response, key, section))  # in the pipelines it is too late to turn
            page = self._checked(begin(self._page(response, key, section)))
        except ExtractionError as error:
            if kept is None:
                self.keeper.settle(key, "refused", error.reason)
            else:
                yield kept
            return
        home = str(page.value("canonical_url"))
        if kept is not None:
            self.keeper.move(key, str(page.url))
        elif response.meta["is_new"] and self._is_home(home, page):
            yield self._article(Pending(key, home, section), page)
            return
        yield page

    def _is_home(self, home: str, page: Page) -> bool:
        """Whether ``home`` is an address of the page's article in another section of the run."""
        mine = any(is_article_of(home, section, self.portal) for section in self.sections)
        return mine and lies_elsewhere(home, page.url or "", self.portal)

    def _page(self, response: Response, key: str, section: str) -> Page:
        """The carrier of an article's page."""
        url, when = self.own_address(response.url), self.keeper.clock.stamp()
        page = page_of_response(response, url, self.portal, when)
        page.template = self.keeper.template
        page.article.run_id = self.keeper.report.run_id
        page.key, page.section = key, section
        return page

    def _checked(self, page: Page) -> Page:
        """``page``, if it is the article that was asked for and new enough.

        Raises:
            ExtractionError: It is not.
        """
        if article_id(page.url or "", self.portal) != page.key:
            raise ExtractionError("other-article", page.url or "")
        date = page.value("date_published")
        reason = self.limits.refusal(date.value[:10] if date is not None else None)
        if reason is not None:
            raise ExtractionError(reason, page.url or "")
        return page

    def article_failed(self, failure: Failure) -> list[Page]:
        """Count an article that could not be had, or hand on its page at another address."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        if (kept := request.cb_kwargs["kept"]) is not None:
            return [kept]
        error = failure.value or RuntimeError("a failure without an error")
        self.keeper.settle(request.cb_kwargs["key"], *failure_reason(error))
        return []

    # -- addresses

    def _fetched_from(self, url: str) -> str:
        """The address that is asked for a page of the portal."""
        return _at(self.base_url, url) if self.base_url else url

    def own_address(self, url: str) -> str:
        """The portal's own address of a page that was answered."""
        return _at(self.portal.root, url) if self.base_url else url


def _at(root: str, url: str) -> str:
    """``url`` on another host.

    >>> _at("http://127.0.0.1:8090", "https://example.vn/vi/a?b=1")
    'http://127.0.0.1:8090/vi/a?b=1'
    """
    parts = urlsplit(url)
    return f"{root}{parts.path}" + (f"?{parts.query}" if parts.query else "")
