"""Bare Scrapy for `benchmarks.crawl`: the listings followed, the articles fetched and left alone.

python -m benchmarks.bare ADDRESS [trafilatura]
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

LISTINGS = (
    "thoi-su", "chinh-tri", "kinh-te", "van-hoa", "giao-duc", "Multimedia/Images",
)  # fmt: skip
_ARTICLE = re.compile(r"/ID/\d+/")
SETTINGS = {
    "ROBOTSTXT_OBEY": True,
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "COOKIES_ENABLED": False,
}


class BareSpider(Spider):
    """Listings and articles, nothing else."""

    name = "bare"

    def __init__(self, root: str, extract: Any = None) -> None:
        super().__init__()
        self.root, self.extract, self.pages = root, extract, 0

    async def start(self) -> Any:
        """Ask for each listing's first page."""
        for path in LISTINGS:
            yield Request(f"{self.root}/vi-vn/{path}", self.listing)

    def listing(self, response: Response) -> Iterator[Request]:
        """Follow what a listing links."""
        for href in response.css("a::attr(href)").getall():
            if _ARTICLE.search(href):
                yield response.follow(href, self.article)
            elif "/currentpage/" in href:
                yield response.follow(href, self.listing)

    def article(self, response: Response) -> Iterator[dict[str, Any]]:
        """Count an article; make a text of it where that is asked for."""
        self.pages += 1
        if self.extract is not None:
            yield {"url": response.url, "text": self.extract(response.text)}


def main() -> None:
    """Crawl, and print the number of articles."""
    extract = import_module(sys.argv[2]).extract if len(sys.argv) > 2 else None
    process = AsyncCrawlerProcess(SETTINGS)
    crawler = process.create_crawler(BareSpider)
    process.crawl(crawler, root=sys.argv[1], extract=extract)
    process.start()
    sys.stdout.write(f"{crawler.spider.pages}\n")  # type: ignore[union-attr]  # it ran


if __name__ == "__main__":
    main()
