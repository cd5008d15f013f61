"""Progress on screen while a crawl works: a bar in a terminal, plain lines in a pipe or a log."""

from __future__ import annotations

import sys
import time
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newsportal.extensions import RunKeeper, keeper_of
from newsportal.report import Report

BAR_EVERY = 0.1
LINE_EVERY = 10.0
"""Seconds between two pictures of the bar, and between two lines."""


class Progress:
    """Show a run's counts as they grow, on stderr."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.every = BAR_EVERY if crawler.settings["NEWSPORTAL_PROGRESS"] == "bar" else LINE_EVERY
        self.started = self.shown = time.monotonic()
        self.bar: Any = None
        self.task: Any = None
        self.keeper: RunKeeper

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Progress:
        """The progress of a crawler.

        Raises:
            NotConfigured: None is wanted.
        """
        if crawler.settings["NEWSPORTAL_PROGRESS"] not in ("bar", "lines"):
            raise NotConfigured
        progress = cls(crawler)
        crawler.signals.connect(progress.opened, signals.spider_opened)
        crawler.signals.connect(progress.tick, signals.response_received)
        crawler.signals.connect(progress.tick, signals.item_scraped)
        crawler.signals.connect(progress.closed, signals.spider_closed)
        return progress

    def opened(self) -> None:
        """Draw the bar, if there is to be one."""
        self.keeper = keeper_of(self.crawler)
        if self.every != BAR_EVERY:
            return
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Bar

        self.bar = Bar(
            TextColumn("[bold]{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[counts]}"),
            console=Console(stderr=True),
            auto_refresh=False,
            transient=True,
        )
        self.task = self.bar.add_task(self.keeper.portal, total=None, counts="reading listings")
        self.bar.start()

    def tick(self) -> None:
        """Show the counts, unless that was just done."""
        now = time.monotonic()
        if now - self.shown < self.every:
            return
        self.shown = now
        self.show()

    def show(self) -> None:
        """Show the counts."""
        report = self.keeper.report
        text = counts_line(report, time.monotonic() - self.started)
        if self.bar is None:
            sys.stderr.write(f"{time.strftime('%H:%M:%S')} {report.portal}: {text}\n")
            return
        done = report.records + report.refused.total() + report.failed.total()
        total = done + report.pending if report.pages else None
        self.bar.update(self.task, completed=done, total=total, counts=text)
        self.bar.refresh()

    def closed(self) -> None:
        """Take the bar away; the summary follows."""
        self.show()
        if self.bar is not None:
            self.bar.stop()


def counts_line(report: Report, seconds: float) -> str:
    """The counts of a run on one line.

    >>> counts_line(Report("demo", "r", "", [], listings=3, discovered=40), 2.0)
    '3 listings, 40 found, 0 articles, 0 errors, 1.5 pages/s'
    """
    rate = (report.pages + report.listings) / max(seconds, 0.001)
    sections = ", ".join(f"{name} {number}" for name, number in report.by_section.most_common(4))
    text = (
        f"{report.listings} listings, {report.discovered} found, {report.records} articles, "
        f"{report.failures} errors, {rate:.1f} pages/s"
    )
    return f"{text} ({sections})" if sections else text
