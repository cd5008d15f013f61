"""Run one crawl in this process, as the commands do and a schedule may."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsportal.clock import Clock
from newsportal.discover.limits import read_limits
from newsportal.discover.sections import chosen_sections, read_base_url
from newsportal.errors import StoreError
from newsportal.portals import portal_named
from newsportal.report import Report
from newsportal.store.database import store_address

MAX_LOG = 10 * 1024 * 1024
"""Bytes from which a log is put aside for a new one."""


@dataclass(kw_only=True, slots=True)
class CrawlOptions:
    """What to crawl and how to show it; the arguments of the spider, and Scrapy settings."""

    portal: str
    sections: list[str] = field(default_factory=list)
    limits: dict[str, Any] = field(default_factory=dict)
    """The arguments of `newsportal.discover.limits.read_limits`."""

    base_url: str | None = None
    menu: bool = False
    progress: str = "none"
    """bar, lines or none."""

    settings: Mapping[str, Any] = field(default_factory=dict)


def output_folder() -> Path:
    """The root of everything written, from NEWSPORTAL_OUTPUT."""
    from newsportal import settings

    return Path(settings.NEWSPORTAL_OUTPUT)


def store_url() -> str:
    """The store's address, from NEWSPORTAL_STORE and NEWSPORTAL_OUTPUT."""
    from newsportal import settings

    return store_address(settings.NEWSPORTAL_STORE, output_folder())


def run_crawl(options: CrawlOptions) -> Report:
    """Crawl until all is done or Ctrl-C; the run's report.

    Works in any folder, with or without scrapy.cfg. One process runs one crawl: Twisted's reactor
    cannot start twice.

    Raises:
        ArgumentError, UnknownPortalError: An argument is wrong; nothing was done.
        BusyError: Another run works on the portal.
        StoreError: The store cannot be opened.
    """
    _check(options)
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    from newsportal.extensions import keeper_of

    settings = Settings()
    settings.setmodule("newsportal.settings", priority="project")
    settings.set("NEWSPORTAL_PROGRESS", options.progress, priority="cmdline")
    settings.setdict(dict(options.settings), priority="cmdline")
    Clock.stated(settings["NEWSPORTAL_NOW"])
    settings.setdict(_logging(settings, options.portal), priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(options.portal)
    task = process.crawl(
        crawler,
        section=",".join(options.sections),
        base_url=options.base_url,
        menu=options.menu,
        **options.limits,
    )
    process.start()
    if not task.done():  # Ctrl-C twice: nothing was closed, and the next run goes on
        raise KeyboardInterrupt
    error = task.exception()
    if error is not None:
        raise error
    return keeper_of(crawler).report


def _check(options: CrawlOptions) -> None:
    """Read the arguments as the spider will, so that a wrong one stops before anything starts."""
    portal = portal_named(options.portal)
    if not options.menu:
        chosen_sections(portal, options.sections)
    read_limits(options.limits)
    read_base_url(options.base_url)


def _logging(settings: Any, portal: str) -> dict[str, Any]:
    """Scrapy's log goes to a file; the screen belongs to the progress and the summary."""
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # the error is raised to the caller
    logging.raiseExceptions = False  # a log that cannot be written is told by what else cannot
    if settings.getbool("NEWSPORTAL_IN_MEMORY"):
        return {"LOG_LEVEL": "CRITICAL"}
    path = Path(settings["NEWSPORTAL_OUTPUT"]) / portal / "crawl.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > MAX_LOG:
            path.replace(path.with_suffix(".log.1"))
        path.touch()
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}") from error
    return {"LOG_FILE": str(path), "LOG_LEVEL": "INFO"}
