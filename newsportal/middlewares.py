"""Downloader middlewares: only the portal is asked, and what arrives is whole or an error."""

from __future__ import annotations

import zlib

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Response

from newsportal.failures import Barred
from newsportal.gate import refused_target
from newsportal.politeness import is_about_host
from newsportal.report import MOVED
from newsportal.text.gzip import is_complete
from newsportal.urls import host_of


class AddressGateMiddleware:
    """Refuse every address that is private or on no host of the portal, redirects among them.

    Stands in the place of Scrapy's own, which drops a redirect without telling the spider.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AddressGateMiddleware:
        """The gate of a crawler."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let the request pass.

        Raises:
            Barred: It leads to a private network, or to none of the spider's ``allowed_domains``.
        """
        spider = self.crawler.spider
        reason = refused_target(request.url, getattr(spider, "private_hosts", ()))
        allowed = getattr(spider, "allowed_domains", None) or ()
        # RFC 9309 follows redirects of robots.txt even to other hosts.
        if allowed and not is_about_host(request) and host_of(request.url) not in allowed:
            reason = reason or "offsite"
        if reason is not None:
            raise Barred(reason, request.url)

    def process_response(self, request: Request, response: Response) -> Response:
        """The response; one to which another host led is counted under its own host."""
        first = next(iter(request.meta.get("redirect_urls", ())), request.url)
        host = host_of(request.url)
        if host != host_of(first) and not is_about_host(request):
            self.crawler.stats.inc_value(f"{MOVED}{host}")
        return response


class CompleteBodyMiddleware:
    """Refuse a gzip body that breaks off; Scrapy itself would hand its first half on.

    Stands between the network and Scrapy's decompression. A short Content-Length is an error
    already by ``DOWNLOAD_FAIL_ON_DATALOSS``, Scrapy's default.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        """The response, or a data loss that the retry middleware tries again.

        Raises:
            ResponseDataLossError: The gzip stream has no end, or its checksum is wrong.
        """
        encoding = (response.headers.get("Content-Encoding") or b"").strip().lower()
        if encoding in (b"gzip", b"x-gzip") and response.body:
            try:
                complete = is_complete(response.body)
            except zlib.error as error:
                raise ResponseDataLossError(f"broken gzip from {request.url}: {error}") from error
            if not complete:
                raise ResponseDataLossError(f"gzip from {request.url} breaks off")
        return response
