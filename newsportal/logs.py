"""Log lines of a crawl: short, one a page."""

from __future__ import annotations

from typing import Any

from scrapy import Spider
from scrapy.logformatter import LogFormatter, LogFormatterResult

from newsportal.article import Article
from newsportal.page import Page


class ShortLogFormatter(LogFormatter):
    """Log lines that name an item by its address instead of printing the whole of it."""

    def scraped(self, item: Any, response: Any, spider: Spider) -> LogFormatterResult:
        """The line of a scraped item."""
        return super().scraped(_named(item), response, spider)

    def dropped(
        self, item: Any, exception: BaseException, response: Any, spider: Spider
    ) -> LogFormatterResult:
        """The line of a dropped item."""
        return super().dropped(_named(item), exception, response, spider)

    def item_error(
        self, item: Any, exception: BaseException, response: Any, spider: Spider
    ) -> LogFormatterResult:
        """The line of an item at which a pipeline broke."""
        return super().item_error(_named(item), exception, response, spider)


def _named(item: Any) -> str:
    if isinstance(item, Article):
        return str(item.id)
    return str(item.url) if isinstance(item, Page) else type(item).__name__
