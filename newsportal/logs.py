"""The log of a crawl: a file a portal, its lines short, one a page."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from scrapy import Spider
from scrapy.logformatter import LogFormatter, LogFormatterResult
from scrapy.settings import BaseSettings

from newsportal.article import Article
from newsportal.page import Page

FORMAT = "NEWSPORTAL_LOG_FORMAT"
FORMATS = ("text", "json")
"""The setting, and what it may be."""

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
        lines = logging.Formatter(settings["LOG_FORMAT"], settings["LOG_DATEFORMAT"])
        self.setFormatter(JsonLines(portal) if settings[FORMAT] == "json" else lines)

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a line belongs here."""
        spider = getattr(record, "spider", None) or getattr(
            getattr(record, "crawler", None), "spider", None
        )
        return spider is None or spider.name == self.portal


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, portal, message, and error where one is.

    In ASCII, so that no character that a page or an address brings in ends a line or moves a
    terminal's cursor.
    """

    def __init__(self, portal: str) -> None:
        super().__init__()
        self.portal = portal

    def format(self, record: logging.LogRecord) -> str:
        """The line of one event."""
        when = datetime.fromtimestamp(record.created, timezone.utc)
        event = {
            "time": when.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "portal": self.portal,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0] is not None:
            event["error"] = self.formatException(record.exc_info)
        return json.dumps(event)


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
