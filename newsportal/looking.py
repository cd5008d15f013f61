"""Look at a site of which nothing is known: a few dozen pages, politely, as captures.

The home page, robots.txt, feeds, a sitemap, some articles, two listings and the second page of one:
what `newsportal.induce.proposal` needs, and no more. Each step chooses what to ask for from what
the pages before it link.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice, zip_longest
from signal import SIGINT, default_int_handler, signal
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider
from scrapy.http import Response

from newsportal.archive.address import stated_address
from newsportal.archive.capture import Capture, Origin
from newsportal.classify import MIN_HEADLINE
from newsportal.discover.feeds import is_feed
from newsportal.discover.traps import pattern_of
from newsportal.failures import failure_reason
from newsportal.fetching import SETTINGS
from newsportal.gate import refused_target
from newsportal.induce.addresses import is_other
from newsportal.induce.proposal import Draft, draft
from newsportal.induce.seen import ARTICLE, Seen, Site, look
from newsportal.links import absolute
from newsportal.resolver import LET_THROUGH
from newsportal.urls import clean_address, host_of, origin_of, rehosted

ARTICLES, FIRST_ARTICLES, LISTINGS, FEEDS = 12, 4, 2, 8
"""How many of each are asked for; the first articles tell which links are articles."""

KNOWN_FEEDS = ("/rss/home.rss", "/rss.xml", "/feed")
KNOWN_SITEMAPS = ("/sitemap.xml",)
"""Paths that are tried where nothing names one."""

_FEED_LINK = re.compile(r"(?i)\.rss(?:$|\?)|/rss/.+\.xml|/feed/?$")
_FEED_PAGE = re.compile(r"(?i)/rss(?:\.\w+)?/?$")


@dataclass(slots=True)
class Looked:
    """What was had of a site."""

    captures: list[Capture] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    """Paths that answered with one."""

    failed: dict[str, str] = field(default_factory=dict)
    """Addresses that could not be had, with the reason."""

    asked: int = 0


@dataclass(kw_only=True, slots=True)
class LookOptions:
    """What to look at."""

    address: str
    base_url: str | None = None
    """A root that is asked in the site's place."""

    tell: Callable[[str], None] = lambda _: None
    """Called with a word at each step."""

    settings: dict[str, Any] = field(default_factory=dict)


def run_look(options: LookOptions) -> Looked:
    """Look until all is had; one process looks once, for Twisted's reactor cannot start twice.

    Raises:
        KeyboardInterrupt: Ctrl-C ended it.
    """
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("newsportal.settings", priority="project")
    settings.setdict({**SETTINGS, **options.settings}, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(LookSpider)
    task = process.crawl(crawler, options=options)
    process.start()
    signal(SIGINT, default_int_handler)  # what follows ends by Ctrl-C as any program does
    if not task.done():
        raise KeyboardInterrupt
    if (error := task.exception()) is not None:
        raise error
    spider = crawler.spider
    if not isinstance(spider, LookSpider) or spider.ended == "shutdown":
        raise KeyboardInterrupt
    return spider.looked


class LookSpider(Spider):
    """Ask for a few pages of one site, each step after the one before."""

    name = "look"

    def __init__(self, options: LookOptions, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.options, self.looked, self.ended = options, Looked(), ""
        asked = options.base_url or origin_of(options.address)
        host = urlsplit(asked).hostname or ""
        self.asked_root, self.own_root = asked, origin_of(options.address)
        # A mirror that was named lies where it lies; a public name must not lead inside.
        self.private_hosts = {host} if options.base_url or host in _LOOPBACK else set()
        LET_THROUGH.update(self.private_hosts)
        self.met: set[str] = set()
        self.known: dict[str, Seen] = {}
        self._left: tuple[Request, ...] = ()
        """What the scheduler gets: nothing, but `start` must be a generator."""

    async def start(self) -> AsyncIterator[Any]:
        """Go through the steps; nothing is left for the scheduler."""
        if await self._home():
            await self._sources()
            await self._pages()
        for request in self._left:
            yield request

    async def _home(self) -> bool:
        self.options.tell("home page")
        response = await self._ask(self.options.address)
        if response is None:
            return False
        stated = stated_address(response.body)
        if not self.options.base_url:  # a site may lead to https, to www, or to another host
            self.asked_root = self.own_root = origin_of(response.url)
        if self.private_hosts and stated and not self.options.base_url:
            self.own_root = origin_of(stated)
        self._keep(response)
        return True

    async def _sources(self) -> None:
        """What robots.txt names, and the feeds that the home page links."""
        self.options.tell("robots.txt, feeds, sitemap")
        robots = await self._ask(f"{self.own_root}/robots.txt")
        text = robots.text if robots is not None and "html" not in _type(robots) else ""
        named = re.findall(r"(?im)^\s*sitemap:\s*(\S+)", text)
        paths = [urlsplit(urljoin(self.own_root, each)).path for each in named]
        for path in paths or KNOWN_SITEMAPS:
            if (found := await self._ask(self.own_root + path)) and is_feed(found.body):
                self.looked.sitemaps.append(path)
        await self._feeds(list(self._feed_links()))

    async def _feeds(self, linked: list[str]) -> None:
        for url in linked:
            if _FEED_PAGE.search(url) and (page := await self._ask(url)) is not None:
                if is_feed(page.body):
                    self.looked.feeds.append(urlsplit(url).path)
                else:
                    self._keep(page)
        for url in [*dict.fromkeys(self._feed_links()), *map(self._at, KNOWN_FEEDS)]:
            known = len(self.looked.feeds)
            if known >= FEEDS or (known and urlsplit(url).path in KNOWN_FEEDS):
                return
            if _FEED_PAGE.search(url):
                continue
            if (found := await self._ask(url)) is not None and is_feed(found.body):
                self.looked.feeds.append(urlsplit(url).path)

    def _feed_links(self) -> Iterator[str]:
        for page in self._site().pages:
            for link in page.root.iter("a", "link"):
                url = absolute(page.url, link.get("href"))
                kind = (link.get("type") or "").lower()
                if url and host_of(url) == host_of(self.own_root):
                    feed = "rss" in kind or "atom" in kind or _FEED_LINK.search(url)
                    if feed or (link.tag == "a" and _FEED_PAGE.search(url)):
                        yield url

    async def _pages(self) -> None:
        """Articles of each form that links have, listings of what these are, and more articles."""
        self.options.tell("a few articles")
        for url in islice(self._headlines(None), FIRST_ARTICLES):
            await self._take(url)
        self.options.tell("two listings")
        made = self._draft()
        for section in made.portal.sections[:LISTINGS]:
            await self._take(made.portal.root + section.path)
        made = self._draft()
        if made.pager.example:
            await self._take(made.pager.example)
        self.options.tell("a dozen articles")
        for url in self._headlines(made):
            if len(self._site().of(ARTICLE)) >= ARTICLES:
                return
            if self.looked.asked > 4 * ARTICLES:
                return
            await self._take(url)

    def _site(self) -> Site:
        """What was had so far; each page is read once."""
        return look(self.looked.captures, self.known)

    def _draft(self) -> Draft:
        return draft(self._site())

    def _headlines(self, made: Draft | None) -> Iterator[str]:
        """Links with a headline's text, of each page and form of address in turn."""
        groups: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for page in self._site().pages:
            for link in page.links:
                url = clean_address(link.url)
                if self._may_be_article(link.text, url, made):
                    groups[(page.url, pattern_of(url))][url] = None
        ranked = sorted(groups.values(), key=len, reverse=True)
        turns = chain.from_iterable(zip_longest(*ranked))
        yield from (url for url in turns if url is not None and url not in self.met)

    def _may_be_article(self, text: str, url: str, made: Draft | None) -> bool:
        if made is not None and made.patterns:
            return made.is_article(url)
        return len(text) >= MIN_HEADLINE and not is_other(url)

    # -- asking

    def _at(self, path: str) -> str:
        return self.own_root + path

    async def _take(self, url: str) -> None:
        response = await self._ask(url)
        if response is not None:
            self._keep(response)

    async def _ask(self, url: str) -> Response | None:
        """The answer to a request for a page of the site; None where there is none, counted."""
        asked = rehosted(self.asked_root, url)
        key = clean_address(url)
        reason = refused_target(asked, self.private_hosts)
        if reason is not None or key in self.met:
            self.looked.failed.update({url: reason} if reason else {})
            return None
        self.met.add(key)
        self.looked.asked += 1
        try:
            response = await self.crawler.engine.download_async(Request(asked))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told by its name
            self.looked.failed[url] = failure_reason(error)[1]
            return None
        if response.status != 200:
            self.looked.failed[url] = f"http-{response.status}"
            return None
        return response

    def _keep(self, response: Response) -> None:
        """Keep an answer as a capture at the site's own address."""
        headers = tuple(
            (name.decode("latin-1").lower(), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        )
        url = rehosted(self.own_root, response.url)
        origin = Origin(kind="live", name=response.url)
        self.looked.captures.append(
            Capture(url=url, captured_at=None, headers=headers, body=response.body, origin=origin)
        )

    def closed(self, reason: str) -> None:
        """Note why it ended."""
        self.ended = reason


_LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))


def _type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1").lower()


def unreachable(looked: Looked) -> str | None:
    """Why nothing was had, or None."""
    reasons: Iterable[str] = looked.failed.values()
    return None if looked.captures else next(iter(reasons), "no answer")
