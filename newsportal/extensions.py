"""The Scrapy extension that keeps a run: its lock, store, accounting and export."""

from __future__ import annotations

import asyncio
import copy
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from sqlalchemy.exc import SQLAlchemyError
from twisted.python.failure import Failure

from newsportal.article import Article
from newsportal.clock import Clock
from newsportal.closing import end_run, new_report
from newsportal.discover.listing import Entry
from newsportal.errors import OUT_OF_SERVICE
from newsportal.evidence import evidence
from newsportal.health.observed import Observed
from newsportal.lock import locked
from newsportal.page import Page
from newsportal.politeness import ease, hold
from newsportal.recheck import PER_RUN, is_due
from newsportal.store import ListingState, Pending, Store
from newsportal.store.database import shown, store_address

T = TypeVar("T")


def keeper_of(crawler: Crawler) -> RunKeeper:
    """The keeper of a crawler's run.

    Raises:
        RuntimeError: The extension is switched off.
    """
    keeper = crawler.get_extension(RunKeeper)
    if keeper is None:
        raise RuntimeError("the extension newsportal.extensions.RunKeeper is switched off")
    return keeper


class RunKeeper:
    """One run of one portal: nobody else's meanwhile, and every address accounted for.

    Raises:
        ArgumentError: NEWSPORTAL_NOW is no moment.
        BusyError: Another run works on the portal.
        StoreError: The store cannot be opened.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings, spider = crawler.settings, crawler.spider
        self.crawler = crawler
        self.log = logging.LoggerAdapter(logging.getLogger(__name__), {"spider": spider})
        self.portal: str = spider.name if spider else ""
        self.stats = crawler.stats
        self.folder = Path(settings["NEWSPORTAL_OUTPUT"]) / self.portal
        self.export: str = settings["NEWSPORTAL_EXPORT"]
        self.in_memory = settings.getbool("NEWSPORTAL_IN_MEMORY")
        self.clock = Clock.stated(settings["NEWSPORTAL_NOW"])
        self.lock = None if self.in_memory else locked(self.folder, self.portal)
        url = store_address(settings["NEWSPORTAL_STORE"], self.folder.parent)
        self.store = Store("sqlite://" if self.in_memory else url, self.clock.stamp)
        self.now = self.clock.now()
        self.report = new_report(self)
        self.observed = Observed()
        self.asked: dict[str, Pending] = {}
        """What is being asked for, by id."""
        self.recheck = bool(getattr(getattr(spider, "limits", None), "recheck", False))
        self.read_whole: set[str] = set()
        """Sections whose listing this run read from its beginning to its end."""
        self.closers: list[Callable[[], None]] = []  # called before the next run is let in
        # A run uses what earlier ones learned: what it stores does not depend on the order.
        self.template = self.store.template(self.portal)
        self.learning = copy.deepcopy(self.template)
        options = {"sections": self.report.sections, "base_url": self.report.base_url}
        self.report.carried = self.store.begin_run(
            self.report.run_id, self.portal, self.report.started_at, options
        )
        self.report.pending = self.report.discovered = self.report.carried

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RunKeeper:
        """The keeper, at work from now on."""
        keeper = cls(crawler)
        crawler.signals.connect(keeper.spider_closed, signals.spider_closed)
        crawler.signals.connect(keeper.item_dropped, signals.item_dropped)
        crawler.signals.connect(keeper.item_error, signals.item_error)
        crawler.signals.connect(keeper.spider_error, signals.spider_error)
        return keeper

    # -- what the spider tells

    def discover(self, section: str, entries: Iterable[Entry]) -> list[str]:
        """Note what a page of a listing names; what each address is to the store."""
        outcomes: list[str] = []
        with self._storing():
            run_id = self.report.run_id
            outcomes = self.store.discover(self.portal, run_id, section, entries, self.due)
        self.report.meet(outcomes)
        return outcomes

    def due(self, published: str | None, checked: str | None) -> bool:
        """Whether a stored article is to be asked for again."""
        return self.recheck or is_due(published, checked, self.now)

    @property
    def is_look(self) -> bool:
        """Whether the run reads sources or the menu alone, and asks for no article."""
        spider = self.crawler.spider
        return bool(getattr(spider, "menu", False) or getattr(spider, "discover", False))

    def take_due(self, sections: Iterable[str]) -> None:
        """Ask again for stored articles that listings name no more, and for those that are due.

        For the due ones of ``sections`` alone, where some were chosen.
        """
        most, run = None if self.recheck else PER_RUN, (self.portal, self.report.run_id)
        with self._storing():
            absent, self.report.doubted = self.store.take_absent(*run, self.read_whole, most)
            number = absent + self.store.take_due(*run, self.due, most, sections)
            self.report.discovered += number
            self.report.pending += number
        for section, left_out in self.report.doubted.items():
            self.log.warning("listing of %s left out %d stored articles", section, left_out)

    def ask(self, question: Callable[[Store, str], T], otherwise: T) -> T:
        """What ``question`` finds in the store of the portal, ``otherwise`` if that breaks."""
        answers = [otherwise]
        with self._storing():
            answers.append(question(self.store, self.portal))
        return answers[-1]

    def listing(self, path: str) -> ListingState:
        """How far a listing was read so far."""
        return self.ask(lambda store, portal: store.listing(portal, path), ListingState())

    def keep_listing(self, path: str, state: ListingState) -> None:
        """Note how far a listing was read, unless the run breaks off."""
        with self._storing():
            if not self.report.error:
                self.store.keep_listing(self.portal, path, state)
        self.report.reached.pop(path, None)
        if state.oldest and not state.complete:
            self.report.reached[path] = state.oldest

    def listing_failed(
        self, section: str, url: str, reason: str, error: BaseException | None = None
    ) -> None:
        """Count a page of a listing that could not be had, and say which in the log."""
        unexpected = error if reason.startswith("error-") else None
        self.log.warning("listing of %s, %s: %s", section, url, reason, exc_info=unexpected)
        self.report.listings_failed[reason] += 1
        self.observed.listing_failed(url, reason)

    def pending(self, limit: int, after: str) -> list[Pending]:
        """What is to be fetched next."""
        rows: list[Pending] = []
        with self._storing():
            rows += self.store.pending(self.portal, self.report.run_id, limit, after)
        self.asked.update((each.id, each) for each in rows)
        return rows

    def settle(self, key: str, state: str, reason: str) -> None:
        """Count an article that makes no record, once."""
        settled = ""
        with self._storing():
            settled = self.store.settle(self.portal, key, state, reason)
        if settled:
            self.report.settle(state, reason)
            asked = self.asked.pop(key, None)
            where = (asked.section, asked.url) if asked is not None else ("", key)
            self.observed.settled(*where, state, reason)
        if settled.startswith("gone"):
            self.report.gone[reason + settled.removeprefix("gone")] += 1

    def move(self, key: str, url: str) -> None:
        """Ask for an article at another of its addresses from now on."""
        with self._storing():
            self.store.move(self.portal, key, url)

    def touch(self, key: str, section: str) -> None:
        """Count an article whose page the host says has not changed."""
        with self._storing():
            self.store.touch(self.portal, key, self.report.run_id)
        self.asked.pop(key, None)
        self.report.pending -= 1
        self.report.unchanged += 1
        self.report.by_section[section] += 1
        self.observed.unchanged(section)

    # -- what the pipelines tell

    def save(self, page: Page) -> Article:
        """Store the record of a page; the record as it stands in the store."""
        with self._storing(raising=True):
            told = partial(evidence, page)
            run_id = self.report.run_id
            outcome, article = self.store.save(page.article, run_id, told, page.said)
        ease(self.crawler, page.url or "")
        if page.key is not None:
            self.report.pending -= 1
            self.asked.pop(page.key, None)
        else:
            self.report.discovered += 1
        section = page.section or article.section or ""
        self.report.add(outcome, article, section)
        self.observed.record(outcome, page, section)
        new = outcome == "stored" and article.duplicate_of is None
        if new and self.learning.wants(article.id or ""):
            self.learning.learn(page.flow.blocks)
        self.report.samples += [article] if self.in_memory else []
        for name, number in page.statistics().items():
            kind, _, what = name.partition("/")
            (self.report.removed if kind == "clean" else self.report.recovered)[what] += number
        return article

    # -- what Scrapy tells

    def item_dropped(self, item: Any, exception: BaseException) -> None:
        """Count an item that a pipeline refused, under its reason."""
        self._settle_item(item, "refused", getattr(exception, "reason", "dropped"))

    def item_error(self, item: Any, failure: Failure) -> None:
        """Count an item at which a pipeline broke."""
        self._settle_item(item, "failed", f"error-{type(failure.value).__name__}")

    def spider_error(self, failure: Failure, response: Response | None) -> None:
        """Count a page at which the spider broke; without one, it broke as it began."""
        key = response.cb_kwargs.get("key") if response and response.request else None
        if key is not None:
            self.settle(key, "failed", f"error-{type(failure.value).__name__}")

    def _settle_item(self, item: Any, state: str, reason: str) -> None:
        if state == "refused" and reason in OUT_OF_SERVICE and isinstance(item, Page):
            state = "parked"
            hold(self.crawler, item.url or "", reason)
        if isinstance(item, Page) and item.key is not None:
            self.settle(item.key, state, reason)
        else:  # of a spider that does not use the frontier
            self.report.discovered += 1
            (self.report.refused if state == "refused" else self.report.failed)[reason] += 1

    def spider_closed(self, reason: str) -> None:
        """Close the accounts, write the files, and let the next run in."""
        report = self.report
        report.ended_at = self.clock.stamp()
        report.outcome = "finished" if reason == "finished" else "interrupted"
        report.outcome = "broken" if report.stopped else report.outcome
        report.take_statistics(self.stats.get_stats())
        with self._storing():
            end_run(self)
        self.store.close()
        if self.lock is not None:
            self.lock.release()

    @contextmanager
    def _storing(self, raising: bool = False) -> Iterator[None]:
        """Stop the run where the store or the disk can no longer be used, a full one for one."""
        try:
            yield
        except (SQLAlchemyError, OSError) as error:
            self.break_off(f"{shown(self.store.url)} or its disk cannot be used: {_cause(error)}")
            if raising:
                raise

    def break_off(self, error: str) -> None:
        """End the run because of ``error``; what is stored stays, the next run goes on."""
        if self.report.error is None:
            self.log.error("the run breaks off: %s", error)
            self.report.error = error
            self.stop()

    def refuse_site(self, sentence: str) -> None:
        """End the run: the site is not the portal, and nothing of it is to be stored."""
        self.report.strange = sentence
        self.stop()

    def stop(self) -> None:
        """Ask the engine to close the spider."""
        self.stopping = asyncio.ensure_future(self.crawler.stop_async())


def _cause(error: SQLAlchemyError | OSError) -> str:
    """The database's or the system's own word, without the statement that was at work."""
    return str(getattr(error, "orig", None) or error)
