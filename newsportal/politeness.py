"""Downloader middlewares that keep a crawl polite: robots.txt, and a host's wish for a pause."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from datetime import datetime, timezone
from typing import Any, Generic, TypeVar

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.settings import BaseSettings

from newsportal.failures import FAILURES, Barred, Parked
from newsportal.pauses import Pauses
from newsportal.report import DELAY_ASKED, DELAY_KEPT
from newsportal.robots import ALLOWS_ALL, MAX_DELAY, Robots, changed_lines, read_robots, retry_after
from newsportal.store.robots import keep_robots, last_robots
from newsportal.urls import host_of, origin_of

LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))
"""Hosts that go without delay."""

PAUSES = frozenset((429, 503))
"""Statuses with which a host asks for a pause."""

TICK = 0.5
"""Seconds between two looks at whether the run is to end, while it waits."""

UNHAD: tuple[type[BaseException], ...] = tuple(row[0] for row in FAILURES)
"""What a download fails with."""


T = TypeVar("T")


class PerOrigin(Generic[T]):
    """What is asked of a host once, and shared by all that wait for the answer."""

    def __init__(self, ask: Callable[[str], Coroutine[Any, Any, T]]) -> None:
        self.ask = ask
        self.tasks: dict[str, asyncio.Future[T]] = {}

    async def of(self, url: str) -> T:
        """The answer of the host of ``url``; whatever ``ask`` raises."""
        origin = origin_of(url)
        if origin not in self.tasks:
            self.tasks[origin] = asyncio.ensure_future(self.ask(origin))
        # Shielded: a request that is cancelled must not take the answer from the others.
        return await asyncio.shield(self.tasks[origin])


def is_about_host(request: Request) -> bool:
    """Whether a request is for what a host says of itself, and so before all others."""
    return bool(request.meta.get("robots") or request.meta.get("tdmrep"))


class RobotsMiddleware:
    """Obey robots.txt: one request for it a host, shared by all that wait for the answer.

    Scrapy 2.19's own lets the third and later of concurrent requests through, and takes a server
    that fails for one that allows everything.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self.robots = PerOrigin(self._fetch)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        """The middleware of a crawler."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request pass.

        Raises:
            IgnoreRequest: robots.txt forbids it.
            Parked: robots.txt cannot be had, nor a copy of the last 30 days.
        """
        if request.meta.get("robots"):
            return
        robots = await self.robots.of(request.url)
        if not robots.allows(request.url, self.agent):
            self.crawler.stats.inc_value("robotstxt/forbidden")
            raise IgnoreRequest(f"robots.txt forbids {request.url}")
        request.meta["tdm_closed"] = robots.reserves(request.url)

    async def _fetch(self, origin: str) -> Robots:
        """What robots.txt says: as it is now, else as it was had in the last 30 days."""
        stats, robots = self.crawler.stats, None
        cause: BaseException = Parked("robots-unreachable")
        request = Request(f"{origin}/robots.txt", meta={"robots": True}, priority=1000)
        stats.inc_value("robotstxt/request_count")
        try:
            response = await self.crawler.engine.download_async(request)
            stats.inc_value(f"robotstxt/response_status_count/{response.status}")
            robots = read_robots(response.status, response.body)
        except UNHAD as error:
            cause = error
        except Parked:
            raise
        except Barred:  # it leads to where nothing is asked; no article is to blame
            stats.inc_value("robotstxt/barred")
        except IgnoreRequest:  # after five redirects the RFC takes it for one that is not there
            stats.inc_value("robotstxt/redirects")
            robots = ALLOWS_ALL
        if robots is not None:
            self._keep(origin, robots)
        robots = robots or self._kept(origin)
        if robots is None:
            raise cause
        self._slow_down(request, robots)
        return robots

    def _kept(self, origin: str) -> Robots | None:
        keeper = getattr(self.crawler.spider, "keeper", None)
        text = last_robots(keeper.store, origin) if keeper is not None else None
        return read_robots(200, text.encode()) if text is not None else None

    def _keep(self, origin: str, robots: Robots) -> None:
        keeper = getattr(self.crawler.spider, "keeper", None)
        if keeper is not None:
            before = keep_robots(keeper.store, origin, robots.text)
            if before is not None and (lines := changed_lines(before, robots.text)):
                keeper.observed.robots[origin] = lines

    def _slow_down(self, request: Request, robots: Robots) -> None:
        """Wait between two requests for as long as the portal asks, never less than is set."""
        asked = robots.asked_delay(self.agent)
        downloader: Any = self.crawler.engine.downloader
        slot = downloader.slots.get(downloader.get_slot_key(request))
        if asked is None or slot is None:
            return
        if host_of(request.url) not in LOOPBACK:
            slot.delay = max(slot.delay, min(asked, MAX_DELAY))
        self.crawler.stats.set_value(DELAY_ASKED, asked)
        self.crawler.stats.set_value(DELAY_KEPT, slot.delay)


class PatientRetryMiddleware(RetryMiddleware):
    """Try again what failed; wait as long as a host asks for, or leave it to the next run."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self.pauses = Pauses()

    async def process_request(self, request: Request) -> None:
        """Wait until the host's pause is over.

        Raises:
            Parked: The host asked for a longer pause than a run waits for.
        """
        host, pauses = host_of(request.url), self.pauses
        while host not in pauses.closed and (left := pauses.left(host, time.monotonic())) > 0:
            if not self.crawler.crawling:  # Ctrl-C does not wait for the end of a pause
                raise Parked("stopped")
            await asyncio.sleep(min(left, TICK))
        if host in pauses.closed:
            raise Parked(pauses.closed[host])

    def process_response(  # type: ignore[override]  # Scrapy drops the spider from it
        self, request: Request, response: Response
    ) -> Request | Response:
        """The response, or the request again.

        Raises:
            Parked: The host asks for a pause, and goes on asking.
        """
        if response.status not in PAUSES:
            return super().process_response(request, response)
        host, reason = host_of(request.url), f"http-{response.status}"
        stated = (response.headers.get("Retry-After") or b"").decode("latin-1")
        pause = retry_after(stated, datetime.now(timezone.utc))
        self.pauses.note(host, reason, time.monotonic(), pause)
        once = host in self.pauses.closed or request.meta.get("dont_retry")
        again = None if once else self._retry(request, reason)
        if again is None and is_about_host(request):
            return response
        if again is None:
            raise Parked(reason)
        return again


def hold(crawler: Crawler, url: str, reason: str) -> None:
    """Note that the host of a page needs a pause, as the page itself says."""
    middleware = crawler.get_downloader_middleware(PatientRetryMiddleware)
    if middleware is not None:
        middleware.pauses.note(_asked_host(crawler, url), reason, time.monotonic())


def ease(crawler: Crawler, url: str) -> None:
    """Note that the host of a page gave one that was of use."""
    middleware = crawler.get_downloader_middleware(PatientRetryMiddleware)
    if middleware is not None:
        middleware.pauses.ease(_asked_host(crawler, url))


def _asked_host(crawler: Crawler, url: str) -> str:
    """The host that was asked for the page of ``url``: it may be a mirror's."""
    return host_of(getattr(crawler.spider, "base_url", None) or url)
