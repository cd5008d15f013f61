"""The downloader middleware that asks a host for its tdmrep.json before anything else of it."""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from newsportal.politeness import UNHAD, PerOrigin, is_about_host
from newsportal.tdmrep import PATH, Rule, read_tdmrep, reservation_of

SAYS_NOTHING: tuple[type[BaseException], ...] = (*UNHAD, IgnoreRequest)
"""What the request for a file ends with where none can be had."""


class ReservationMiddleware:
    """Note for each request what the host's tdmrep.json says of it; asked for once a host.

    A file that cannot be had, or that robots.txt forbids, says nothing: so TDMRep has it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.rules = PerOrigin(self._fetch)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ReservationMiddleware:
        """The middleware of a crawler."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request pass, once its host's file is known."""
        if not is_about_host(request):
            rules = await self.rules.of(request.url)
            request.meta["tdm_site"] = reservation_of(rules, request.url)

    async def _fetch(self, origin: str) -> tuple[Rule, ...]:
        request = Request(origin + PATH, meta={"tdmrep": True, "dont_retry": True}, priority=999)
        stats = self.crawler.stats
        stats.inc_value("tdmrep/request_count")
        try:
            response = await self.crawler.engine.download_async(request)
        except SAYS_NOTHING:
            stats.inc_value("tdmrep/unavailable")
            return ()
        stats.inc_value(f"tdmrep/response_status_count/{response.status}")
        return read_tdmrep(response.body) if response.status == 200 else ()
