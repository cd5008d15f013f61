"""Fetch any addresses, of a declared portal or not, and make records of what is there.

The whole road of a crawl, its politeness and its limits, with no store: what comes is written.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from newsportal.article import Article
from newsportal.clock import Clock
from newsportal.discover.feeds import MAX_NESTED, read_feed
from newsportal.discover.traps import Budgets, pattern_of
from newsportal.errors import OUT_OF_SERVICE, ExtractionError
from newsportal.failures import failure_reason
from newsportal.gate import refused_target
from newsportal.links import absolute, is_document
from newsportal.parse import parse
from newsportal.politeness import ease, hold
from newsportal.portals import portal_of
from newsportal.resolver import LET_THROUGH
from newsportal.responses import page_of_response, stated_type
from newsportal.road import run
from newsportal.text.decode import decode
from newsportal.urls import clean_address, host_of

KINDS = ("page", "sitemap", "feed", "site")
"""What an address may be read as."""

MAX_PAGES = 1000
"""Pages of one site, or of one feed, that are asked for unless told otherwise."""

SETTINGS: dict[str, Any] = {
    "CONCURRENT_REQUESTS": 8,
    "EXTENSIONS": {},
    "NEWSPORTAL_WARC": False,
    "ITEM_PIPELINES": {},
    "LOG_LEVEL": "CRITICAL",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one address: a record, or the reason for which there is none."""

    url: str
    article: Article | None = None
    reason: str | None = None
    attempts: int = 1
    when: str = ""
    """When it was told, ISO 8601."""

    def error(self) -> dict[str, Any]:
        """The line of an address that made no record."""
        return {
            "url": self.url, "reason": self.reason, "attempts": self.attempts, "when": self.when,
        }  # fmt: skip


@dataclass(kw_only=True, slots=True)
class FetchOptions:
    """What to fetch."""

    urls: Iterable[str]
    kind: str = "page"
    private: tuple[str, ...] = ()
    """Hosts that may be in a private network: for tests and mirrors."""

    max_pages: int = MAX_PAGES
    settings: dict[str, Any] = field(default_factory=dict)


def run_fetch(options: FetchOptions, tell: Callable[[Fetched], None]) -> None:
    """Fetch until all is done; ``tell`` is called for each address.

    One process fetches once: Twisted's reactor cannot start twice.

    Raises:
        ArgumentError: NEWSPORTAL_NOW is no moment; nothing was done.
        KeyboardInterrupt: Ctrl-C ended it before all was done.
        OSError: ``tell`` could not write; nothing was asked from then on.
    """
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("newsportal.settings", priority="project")
    settings.setdict({**SETTINGS, **options.settings}, priority="cmdline")
    clock = Clock.stated(settings["NEWSPORTAL_NOW"])
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(FetchSpider)
    task = process.crawl(crawler, options=options, tell=tell, clock=clock)
    process.start()
    if not task.done():
        raise KeyboardInterrupt
    error = task.exception()
    if error is not None:
        raise error
    spider = crawler.spider
    if isinstance(spider, FetchSpider) and spider.broken is not None:
        raise spider.broken
    if isinstance(spider, FetchSpider) and spider.ended == "shutdown":
        raise KeyboardInterrupt


@dataclass(frozen=True, slots=True)
class Ask:
    """An address that is to be asked for."""

    url: str
    kind: str = "page"
    depth: int = 0
    """How many pages lead to it; 0 for one that was named."""

    linked_by: str | None = None
    """The page on which a site links it."""


class FetchSpider(Spider):
    """Fetch addresses one by one, or what a sitemap, a feed or a site lists."""

    name = "fetch"

    def __init__(
        self, options: FetchOptions, tell: Callable[[Fetched], None], clock: Clock, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.options, self.tell, self.clock = options, tell, clock
        self.private_hosts = frozenset(options.private)
        LET_THROUGH.update(self.private_hosts)
        self.ended = ""
        self.broken: OSError | None = None
        self.met: set[str] = set()
        self.pages = 0
        self.budgets = Budgets()
        self.waiting: dict[str, deque[Ask]] = {}
        """What a site links beyond the budget of its pattern, which may grow."""

        self.made: set[str] = set()
        """Digests of the texts of records, by which a new one is known."""

    async def start(self) -> AsyncIterator[Any]:
        """Ask for each address once."""
        for url in self.options.urls:
            for request in self._ask(Ask(url, self.options.kind)):
                yield request

    def _ask(self, ask: Ask) -> Iterator[Request]:
        """The request for an address, or a line that says why there is none."""
        reason = refused_target(ask.url, self.private_hosts)
        key = "" if reason else clean_address(ask.url)
        reason = reason or self._refusal(ask, key)
        if reason is not None:
            self._tell(Fetched(ask.url, reason=reason, attempts=0))
            return
        self.met.add(key)
        if ask.linked_by is not None and not self.budgets.take(key):
            self.waiting.setdefault(pattern_of(key), deque()).append(ask)
        else:
            yield self._request(ask)

    def _refusal(self, ask: Ask, key: str) -> str | None:
        """The reason for which an address that could be asked is not, or None."""
        if key in self.met:
            return "duplicate"
        if ask.kind == "sitemap" and ask.depth > MAX_NESTED:
            return "too-deep"
        if ask.depth and ask.kind == "page" and self.pages >= self.options.max_pages:
            return "over-budget"
        if ask.linked_by is not None and (reason := self.budgets.refusal(key)):
            self.met.add(key)  # it is told once
            return reason
        return None

    def _request(self, ask: Ask) -> Request:
        self.pages += ask.kind in ("page", "site")
        read = self.read_feed if ask.kind in ("sitemap", "feed") else self.read_page
        request = Request(ask.url, read, errback=self.failed, cb_kwargs={"ask": ask})
        # What is near comes first: a trap is as deep as one likes.
        return request.replace(priority=-ask.depth)

    def read_page(self, response: Response, ask: Ask) -> Iterator[Request]:
        """Make a record of a page; of a site, ask for what it links as well."""
        fetched = self._record(response, ask.url)
        self._tell(fetched)
        if self.options.kind != "site":
            return
        digest = fetched.article.content_hash if fetched.article is not None else None
        if digest is not None and digest not in self.made:
            self.made.add(digest)
            self.budgets.earn(clean_address(ask.url), ask.linked_by)
            yield from self._further(ask)
        for url in self._links(response):
            yield from self._ask(Ask(url, "page", ask.depth + 1, clean_address(ask.url)))

    def _further(self, earning: Ask) -> Iterator[Request]:
        """Ask for what waited for the budgets that a record lets grow."""
        for url in filter(None, (earning.url, earning.linked_by)):
            waiting = self.waiting.get(pattern_of(clean_address(url)), deque())
            while waiting and self.pages < self.options.max_pages:
                if not self.budgets.take(clean_address(waiting[0].url)):
                    break
                yield self._request(waiting.popleft())

    def _record(self, response: Response, asked: str) -> Fetched:
        portal, when = portal_of(response.url), self.clock.stamp()
        page = page_of_response(response, response.url, portal, when)
        page.respects_rights = self.settings.getbool("NEWSPORTAL_RESPECT_TDM")
        try:
            article = run(page).article
            ease(self.crawler, response.url)
            return Fetched(asked, article, attempts=_attempts(response.meta))
        except ExtractionError as error:
            if error.reason in OUT_OF_SERVICE:
                hold(self.crawler, response.url, error.reason)
            return Fetched(asked, reason=error.reason, attempts=_attempts(response.meta))
        except Exception as error:  # noqa: BLE001 - one odd page must not vanish; it has a reason
            reason = failure_reason(error)[1]
            return Fetched(asked, reason=reason, attempts=_attempts(response.meta))

    def _links(self, response: Response) -> Iterator[str]:
        """The further pages of its own host that a page links, as far as the budget goes.

        The page is parsed once more: the walk leaves out what stands in boxes.
        """
        tree = parse(decode(response.body, stated_type(response)).data).root
        for link in tree.iter("a"):
            url = absolute(response.url, link.get("href"))
            if url is None or is_document(url) or host_of(url) != host_of(response.url):
                continue
            if clean_address(url) not in self.met and self.pages < self.options.max_pages:
                yield clean_address(url)

    def read_feed(self, response: Response, ask: Ask) -> Iterator[Request]:
        """Ask for what a feed or sitemap lists."""
        listed = list(read_feed(response.body))
        if not listed:
            self._tell(Fetched(ask.url, reason="no-entries", attempts=_attempts(response.meta)))
        for each in listed:
            kind = "sitemap" if each.is_sitemap else "page"
            yield from self._ask(Ask(each.url, kind, ask.depth + 1))

    def failed(self, failure: Failure) -> None:
        """Tell why an address could not be had."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        error = failure.value or RuntimeError("a failure without an error")
        reason, attempts = failure_reason(error)[1], _attempts(request.meta)
        self._tell(Fetched(request.cb_kwargs["ask"].url, reason=reason, attempts=attempts))

    def _tell(self, fetched: Fetched) -> None:
        """Tell what became of an address; end where that cannot be written any more."""
        if self.broken is not None:
            return
        try:
            self.tell(replace(fetched, when=self.clock.stamp()))
        except OSError as error:
            self.broken = error
            self.stopping = asyncio.ensure_future(self.crawler.stop_async())

    def closed(self, reason: str) -> None:
        """Note why the crawl ended; what waited for a budget until then is no longer asked."""
        self.ended = reason
        left = (ask for waiting in self.waiting.values() for ask in waiting)
        for ask in left if reason == "finished" else ():
            self._tell(Fetched(ask.url, reason="trap-pattern", attempts=0))


def _attempts(meta: dict[str, Any]) -> int:
    return int(meta.get("retry_times", 0)) + 1
