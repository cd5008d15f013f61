"""Fetch any addresses, of a declared portal or not, and make records of what is there.

The whole road of a crawl, its politeness and its limits, with no store: what comes is written.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from newsportal.article import Article
from newsportal.discover.feeds import read_feed
from newsportal.errors import ExtractionError
from newsportal.failures import failure_reason
from newsportal.gate import refused_target
from newsportal.page import Page
from newsportal.parse import parse
from newsportal.portals import portal_of
from newsportal.resolver import LET_THROUGH
from newsportal.rights import reserves
from newsportal.road import run
from newsportal.text.decode import decode
from newsportal.urls import absolute, clean_address, host_of, is_document

KINDS = ("page", "sitemap", "feed", "site")
"""What an address may be read as."""

MAX_PAGES = 1000
"""Pages of one site, or of one feed, that are asked for unless told otherwise."""

MAX_NESTED = 3
"""Levels of sitemap indexes."""

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
    when: str = field(default_factory=lambda: datetime.now(timezone.utc).isoformat("T", "seconds"))

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
        KeyboardInterrupt: Ctrl-C ended it before all was done.
    """
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("newsportal.settings", priority="project")
    settings.setdict({**SETTINGS, **options.settings}, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(FetchSpider)
    task = process.crawl(crawler, options=options, tell=tell)
    process.start()
    if not task.done():
        raise KeyboardInterrupt
    error = task.exception()
    if error is not None:
        raise error
    if getattr(crawler.spider, "ended", "") == "shutdown":
        raise KeyboardInterrupt


class FetchSpider(Spider):
    """Fetch addresses one by one, or what a sitemap, a feed or a site lists."""

    name = "fetch"

    def __init__(
        self, options: FetchOptions, tell: Callable[[Fetched], None], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.options, self.tell = options, tell
        self.private_hosts = frozenset(options.private)
        LET_THROUGH.update(self.private_hosts)
        self.ended = ""
        self.met: set[str] = set()
        self.asked = 0

    async def start(self) -> AsyncIterator[Any]:
        """Ask for each address once."""
        for url in self.options.urls:
            refused = refused_target(url, self.private_hosts)
            if refused is not None:
                self.tell(Fetched(url, reason=refused, attempts=0))
                continue
            for request in self._ask(url, self.options.kind, 0):
                yield request

    def _ask(self, url: str, kind: str, depth: int) -> Iterator[Request]:
        key = clean_address(url)
        if key in self.met:
            return
        self.met.add(key)
        read = self.read_feed if kind in ("sitemap", "feed") else self.read_page
        yield Request(url, read, errback=self.failed, cb_kwargs={"asked": url, "depth": depth})

    def read_page(self, response: Response, asked: str, depth: int) -> Iterator[Request]:
        """Make a record of a page; of a site, ask for what it links as well."""
        self.tell(self._record(response, asked))
        if self.options.kind == "site":
            yield from self._links(response, depth)

    def _record(self, response: Response, asked: str) -> Fetched:
        attempts = response.meta.get("retry_times", 0) + 1
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
        page = Page(response.body, response.url, content_type, portal_of(response.url))
        article = page.article
        article.http_status, article.source = response.status, "live"
        article.fetched_at = datetime.now(timezone.utc).isoformat(timespec="seconds")
        article.robots_allowed = True
        article.tdm_reserved = bool(response.meta.get("tdm_reserved")) or reserves(response.headers)
        try:
            return Fetched(asked, run(page).article, attempts=attempts)
        except ExtractionError as error:
            return Fetched(asked, reason=error.reason, attempts=attempts)

    def _links(self, response: Response, depth: int) -> Iterator[Request]:
        """What a page of a site links on its own host, within the budget."""
        tree = parse(decode(response.body).data).root
        for link in tree.iter("a"):
            url = absolute(response.url, link.get("href"))
            if url is None or is_document(url) or host_of(url) != host_of(response.url):
                continue
            for request in self._ask(clean_address(url), "page", depth + 1):
                if self._within():
                    yield request

    def read_feed(self, response: Response, asked: str, depth: int) -> Iterator[Request]:
        """Ask for what a feed or sitemap lists."""
        listed = list(read_feed(response.body))
        if not listed:
            attempts = response.meta.get("retry_times", 0) + 1
            self.tell(Fetched(asked, reason="no-entries", attempts=attempts))
        for each in listed:
            if each.is_sitemap and depth >= MAX_NESTED:
                self.tell(Fetched(each.url, reason="too-deep", attempts=0))
                continue
            if refused := refused_target(each.url, self.private_hosts):
                self.tell(Fetched(each.url, reason=refused, attempts=0))
                continue
            kind = "sitemap" if each.is_sitemap else "page"
            for request in self._ask(each.url, kind, depth + 1):
                if self._within():
                    yield request

    def closed(self, reason: str) -> None:
        """Note why the crawl ended."""
        self.ended = reason

    def _within(self) -> bool:
        """Whether one more page is within the budget."""
        self.asked += 1
        return self.asked < self.options.max_pages

    def failed(self, failure: Failure) -> None:
        """Tell why an address could not be had."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        error = failure.value or RuntimeError("a failure without an error")
        attempts = request.meta.get("retry_times", 0) + 1
        reason = failure_reason(error)[1]
        self.tell(Fetched(request.cb_kwargs["asked"], reason=reason, attempts=attempts))
