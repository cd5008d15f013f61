"""The one spider: what lists a portal's articles first, then these; every portal's is this one.

Listings move on while one crawls, so they are read first and quickly; their articles stand in the
store from then on, and a run that breaks off is resumed from there. Of two articles with the same
text the older is fetched first.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsportal.discover.limits import LIMITS, read_limits
from newsportal.discover.listing import is_article_of
from newsportal.discover.sections import check_names, chosen_sections, is_true, read_base_url
from newsportal.discover.via import chosen_sources
from newsportal.discovery import discover
from newsportal.errors import ExtractionError
from newsportal.extensions import RunKeeper, keeper_of
from newsportal.failures import PARKED, REFUSED, failure_reason
from newsportal.listings import ListingReader
from newsportal.page import Page
from newsportal.politeness import ease, hold
from newsportal.portal import Portal
from newsportal.portals import successor_hosts
from newsportal.reading import PageReader, Where
from newsportal.resolver import LET_THROUGH
from newsportal.responses import out_of_service, page_of_response
from newsportal.road import begin, run
from newsportal.store.frontier import Pending
from newsportal.urls import article_id, lies_elsewhere, present_address, rehosted

BATCH = 100
"""Articles that are handed to the scheduler at once."""


class PortalSpider(Spider):
    """Crawl one portal.

    Arguments, all optional: ``section`` (slugs, paths or addresses, divided by commas), ``since``
    and ``until`` (days), ``max_articles``, ``max_pages`` (of each listing), ``backfill`` (pages of
    each listing beyond what is new), ``recheck`` (ask for every stored article again), ``via``
    (sources to read, divided by commas), ``base_url`` (a root that is asked in the portal's place;
    records keep the portal's own addresses), ``menu`` (read the home page's menu and nothing else),
    ``discover`` (read the sources and no article), ``retry`` (ask for what earlier runs left
    failed, parked or pending, and for nothing else), ``respect_tdm`` (make no record of what is
    reserved from text and data mining).

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
        **kwargs: Any,
    ) -> None:
        self.respect_tdm = kwargs.pop("respect_tdm", None)
        bounds = {name: kwargs.pop(name) for name in LIMITS if name in kwargs}
        modes = ("menu", "discover", "retry")
        self.menu, self.discover, self.retry = (is_true(kwargs.pop(n, None)) for n in modes)
        via = kwargs.pop("via", None)
        super().__init__(**kwargs)
        check_names(kwargs)
        self.limits = read_limits(bounds)
        self.sections = [] if self.menu else chosen_sections(self.portal, [section or ""])
        self.chosen = self.sections if section else []
        backfill = self.limits.backfill > 0
        bare = self.menu or self.retry
        self.via = () if bare else chosen_sources(self.portal, via, backfill, bool(section))
        self.base_url = read_base_url(base_url)
        self.arguments = {**asdict(self.limits), "via": via, "retry": self.retry}
        """What the run was asked for, under which it is compared."""
        host = urlsplit(self.base_url).hostname if self.base_url else None
        own = [*self.portal.known_hosts, *successor_hosts(self.portal)]
        self.allowed_domains = [host] if host else own
        self.private_hosts = {host} if host else set()
        LET_THROUGH.update(self.private_hosts)
        self.handle_httpstatus_list = [304]
        self.keeper: RunKeeper

    async def start(self) -> AsyncIterator[Any]:
        """Read the sources, then yield the articles that are pending, batch after batch."""
        crawler: Crawler = self.crawler
        self.keeper = keeper_of(crawler)
        report = self.keeper.report
        addresses = (self._fetched_from, self.own_address)
        where = Where(self.portal, self.sections, self.chosen, *addresses)
        reader = PageReader(crawler, self.keeper, self.limits, where)
        if self.menu:
            report.menu = await ListingReader(reader).menu()
        await discover(reader, self.via)
        if self.menu or self.discover:
            return
        gone_through = not self.limits.max_articles and not report.unreachable
        if gone_through and not report.stopped and not self.retry:
            self.keeper.take_due([each.slug for each in self.chosen])
        unproven = bool(report.pending) or "http-404" in report.listings_failed
        if unproven and not report.unreachable:
            await reader.proof.seek()
        async for request in self._articles():
            yield request

    async def _articles(self) -> AsyncIterator[Request]:
        """The articles that are pending, batch after batch."""
        last = ""
        while (batch := self.keeper.pending(BATCH, last)) and not self.keeper.report.stopped:
            for article in batch:
                yield self._article(article)
            last = batch[-1].id
            await self.crawler.signals.wait_for(signals.scheduler_empty)

    def respects(self, settings: BaseSettings) -> bool:
        """Whether what is reserved makes no record: by the argument, else by the setting."""
        if self.respect_tdm is None:
            return settings.getbool("NEWSPORTAL_RESPECT_TDM")
        return is_true(self.respect_tdm)

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
        self.keeper.observed.waited(response.meta.get("download_latency", 0.0), response.url)
        if response.status == 304:
            ease(self.crawler, response.url)
            self.keeper.touch(key, section)
            return
        try:
            if kept is not None:
                run(self._page(response, key, section))  # in the pipelines it is too late to turn
            page = self._checked(begin(self._page(response, key, section)))
        except ExtractionError as error:
            if kept is None:
                self._settle(key, REFUSED, error.reason, response)
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
        page.respects_rights = self.respects(self.crawler.settings)
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
        response = error.response if isinstance(error, HttpError) else None
        self._settle(request.cb_kwargs["key"], *failure_reason(error), response)
        return []

    def _settle(self, key: str, state: str, reason: str, response: Response | None) -> None:
        """Count an article that makes no record; parked where the whole site is out of service."""
        kind = out_of_service(response) if response is not None else None
        if response is not None and kind is not None:
            hold(self.crawler, response.url, kind)
            state, reason = PARKED, kind
        self.keeper.settle(key, state, reason)

    # -- addresses

    def _fetched_from(self, url: str) -> str:
        """The address that is asked for a page of the portal."""
        if self.base_url:
            return rehosted(self.base_url, url)
        return present_address(url, self.portal)  # who holds an old host now, nobody knows

    def own_address(self, url: str) -> str:
        """The portal's own address of a page that was answered."""
        return rehosted(self.portal.root, url) if self.base_url else url
