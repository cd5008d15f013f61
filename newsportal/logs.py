"""The log of a crawl: a file a portal, its lines short, one a page."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from scrapy import Spider
from scrapy.logformatter import LogFormatter, LogFormatterResult
from scrapy.settings import BaseSettings

from newsportal.article import Article
from newsportal.page import Page

MAX_LOG = 10 * 1024 * 1024
"""Bytes from which a log is put aside for a new one."""


class PortalLog(logging.FileHandler):
    """The log file of one portal: the lines of its own crawl, and those that name no crawl.

    Scrapy has one log a process, whatever that crawls.
    """

    def __init__(self, path: Path, portal: str, settings: BaseSettings) -> None:
        """Open the file, after putting one aside that has grown too long.

        Raises:
            OSError: It cannot be written.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > MAX_LOG:
            path.replace(path.with_suffix(".log.1"))
        super().__init__(path, encoding="utf-8")
        self.portal = portal
        self.setLevel(settings["LOG_LEVEL"])
        self.setFormatter(logging.Formatter(settings["LOG_FORMAT"], settings["LOG_DATEFORMAT"]))

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a line belongs here."""
        spider = getattr(record, "spider", None) or getattr(
            getattr(record, "crawler", None), "spider", None
        )
        return spider is None or spider.name == self.portal


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
