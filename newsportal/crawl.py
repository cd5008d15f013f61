"""Run crawls in this process, as the commands do and a schedule may."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from newsportal.clock import Clock
from newsportal.discover.limits import read_limits
from newsportal.discover.sections import chosen_sections, read_base_url
from newsportal.discover.via import chosen_sources
from newsportal.errors import ArgumentError, StoreError
from newsportal.logs import FORMAT, FORMATS, PortalLog
from newsportal.portals import portal_named
from newsportal.report import Report
from newsportal.store.database import store_address

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

Run: TypeAlias = "tuple[Crawler, asyncio.Task[None]]"
"""A crawl at work."""


@dataclass(kw_only=True, slots=True)
class CrawlOptions:
    """What to crawl and how to show it; the arguments of the spider, and Scrapy settings."""

    portal: str
    sections: list[str] = field(default_factory=list)
    limits: dict[str, Any] = field(default_factory=dict)
    """The arguments of `newsportal.discover.limits.read_limits`."""

    via: list[str] = field(default_factory=list)
    """The sources to read, of `newsportal.discover.via.SOURCES`; none for those of every run."""

    base_url: str | None = None
    menu: bool = False
    retry: bool = False
    """Whether what earlier runs left is asked for, and nothing else."""

    discover: bool = False
    """Whether the sources alone are read, and no article."""

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


def contact() -> str:
    """Where portals can reach whoever runs this, from NEWSPORTAL_CONTACT; empty for nowhere."""
    from newsportal import settings

    return settings.NEWSPORTAL_CONTACT


def run_crawl(options: CrawlOptions) -> Report:
    """Crawl until all is done or Ctrl-C; the run's report.

    Works in any folder, with or without scrapy.cfg. One process crawls once: Twisted's reactor
    cannot start twice.

    Raises:
        ArgumentError, UnknownPortalError: An argument is wrong; nothing was done.
        BusyError: Another run works on the portal.
        StoreError: The store cannot be opened.
    """
    (made,) = run_crawls([options])
    if isinstance(made, BaseException):
        raise made
    return made


def run_crawls(chosen: Sequence[CrawlOptions]) -> list[Report | BaseException]:
    """Crawl several portals side by side until all are done or Ctrl-C.

    Each has an engine of its own, and with it its pauses, lock, counts, files and log. One that
    cannot be crawled does not stop the others: its error stands in the place of its report.

    Raises:
        ArgumentError, UnknownPortalError: An argument is wrong; nothing was done.
        KeyboardInterrupt: Ctrl-C twice: nothing was closed, and the next run goes on.
    """
    for options in chosen:
        _check(options)
    from scrapy.crawler import AsyncCrawlerProcess

    settings = [_settings(options) for options in chosen]
    process = AsyncCrawlerProcess(settings[0])
    runs = [_begun(process, *each) for each in zip(chosen, settings, strict=True)]
    _spare_the_collector()
    process.start()
    return [_ended(run) for run in runs]


async def crawl_in_turn(options: CrawlOptions) -> Report:
    """Crawl in a process whose reactor runs already, as one that crawls again and again does.

    Raises:
        ArgumentError, UnknownPortalError: An argument is wrong; nothing was done.
        BusyError: Another run works on the portal.
        StoreError: The store cannot be opened, or the log not written.
    """
    from scrapy.crawler import AsyncCrawlerRunner

    _check(options)
    settings = _settings(options)
    run = _begun(AsyncCrawlerRunner(settings), options, settings)
    try:
        if not isinstance(run, StoreError):
            await asyncio.wait([run[1]])
        made = _ended(run)
    finally:
        _close_logs()
    if isinstance(made, BaseException):
        raise made
    return made


def _close_logs() -> None:
    for handler in [each for each in logging.root.handlers if isinstance(each, PortalLog)]:
        logging.root.removeHandler(handler)
        handler.close()


def _begun(process: Any, options: CrawlOptions, settings: Any) -> Run | StoreError:
    """One crawl at work, or why it cannot begin."""
    from scrapy.crawler import Crawler

    try:
        logging.root.addHandler(_log_of(options.portal, settings))
    except StoreError as error:
        return error
    crawler = Crawler(_spider_of(process.spider_loader, options.portal), settings)
    sections = ",".join(options.sections)
    own = {
        "section": sections, "via": ",".join(options.via), "base_url": options.base_url,
        "menu": options.menu, "discover": options.discover, "retry": options.retry,
    }  # fmt: skip
    return crawler, process.crawl(crawler, **own, **options.limits)


def _spider_of(loader: Any, name: str) -> Any:
    """The spider of a portal; one of a user's own folder needs no file for it."""
    if name in loader.list():
        return loader.load(name)
    from newsportal.spider import PortalSpider

    return type("OwnSpider", (PortalSpider,), {"portal": portal_named(name)})


def _ended(run: Run | StoreError) -> Report | BaseException:
    """The report of a crawl that ended, or the error with which it did.

    Raises:
        KeyboardInterrupt: It did not end.
    """
    from newsportal.extensions import keeper_of

    if isinstance(run, StoreError):
        return run
    crawler, task = run
    if not task.done():
        raise KeyboardInterrupt
    return task.exception() or keeper_of(crawler).report


def _spare_the_collector() -> None:
    """Let the garbage collector leave alone what is loaded, which lives as long as the run.

    To look at it again and again takes a twelfth of a crawl.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def _check(options: CrawlOptions) -> None:
    """Read the arguments as the spider will, so that a wrong one stops before anything starts."""
    portal = portal_named(options.portal)
    limits = read_limits(options.limits)
    if not options.menu:
        chosen_sections(portal, options.sections)
        chosen_sources(portal, options.via, limits.backfill > 0, bool(options.sections))
    read_base_url(options.base_url)


def _settings(options: CrawlOptions) -> Any:
    """The settings of one crawl.

    Raises:
        ArgumentError: NEWSPORTAL_NOW is no moment, or there is no such form of a log.
    """
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("newsportal.settings", priority="project")
    settings.set("NEWSPORTAL_PROGRESS", options.progress, priority="cmdline")
    settings.setdict(dict(options.settings), priority="cmdline")
    # The log goes to a file of ours; the screen belongs to the progress and the summary.
    settings.setdict({"LOG_ENABLED": False, "LOG_LEVEL": "INFO"}, priority="cmdline")
    Clock.stated(settings["NEWSPORTAL_NOW"])
    if settings[FORMAT] not in FORMATS:
        raise ArgumentError(f"{settings[FORMAT]!r} is no form of a log: text or json")
    return settings


def _log_of(portal: str, settings: Any) -> logging.Handler:
    """The handler of a portal's log; one that writes nothing where nothing is to be written.

    Raises:
        StoreError: The log cannot be written.
    """
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # the error is raised to the caller
    # A line that is too low for the log is not made: Scrapy has several for each page.
    logging.getLogger("scrapy").setLevel(settings["LOG_LEVEL"])
    logging.raiseExceptions = False  # a log that cannot be written is told by what else cannot
    if settings.getbool("NEWSPORTAL_IN_MEMORY"):
        return logging.NullHandler()
    path = Path(settings["NEWSPORTAL_OUTPUT"]) / portal / "crawl.log"
    try:
        return PortalLog(path, portal, settings)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}") from error
