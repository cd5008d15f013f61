"""What a run did: its counts, whether they add up, and the exit code they mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from newsportal.article import Article
from newsportal.discover.menu import MenuEntry
from newsportal.discover.tally import Source
from newsportal.health.measures import Measures
from newsportal.recheck import MISSING

EXIT_CODES: dict[int, str] = {
    0: "all went well; single pages that failed are counted in the summary",
    1: "an input made no record (extract); a run stored nothing because all failed, or met a bug",
    2: "a wrong argument; nothing was done",
    3: "the portal cannot be reached",
    4: "another run works on the same portal",
    5: "the store or the disk cannot be used, or the run's counts do not add up",
    6: "the site is not the portal that was declared; nothing was stored",
    7: "the run is whole and raised an alarm; of `crawl --fail-on-alarm` alone",
    130: "stopped by Ctrl-C; the next run goes on where it stopped",
    141: "whoever read the output went away",
}
"""The exit codes of every command and what they mean."""

COVERED = (
    "title", "description", "text", "section_name", "province", "authors", "date_published",
    "images", "keywords", "attachments",
)  # fmt: skip
"""Fields whose coverage the summary shows."""


MOVED = "newsportal/moved/"
"""Statistics of answers to which a redirect from another host led: the host follows."""

DELAY_ASKED = "robotstxt/crawl_delay/asked"
DELAY_KEPT = "robotstxt/crawl_delay/kept"
"""Statistics of the seconds between two requests that robots.txt asks for, and that are kept."""

UNREACHABLE = frozenset(("dns", "connection", "timeout"))
"""Reasons of a failed listing for which the portal as a whole counts as out of reach."""


@dataclass(slots=True)
class Report:
    """One run, while it works and when it is done."""

    portal: str
    run_id: str
    started_at: str
    sections: list[str]
    base_url: str | None = None
    carried: int = 0
    """Articles that earlier runs had left: interrupted, failed, parked."""

    ended_at: str | None = None
    outcome: str = "working"
    """working, finished, interrupted, broken."""

    error: str | None = None
    """What broke the run, a sentence."""

    strange: str | None = None
    """Why the site is not the portal that was declared, a sentence; the run stopped there."""

    identity: str = "not seen"
    """By what the site was seen to be the portal, or another."""

    listings: int = 0
    """Pages of listings that were read."""

    pages: int = 0
    """Pages of articles that were answered."""

    discovered: int = 0
    duplicate: int = 0
    stored: int = 0
    changed: int = 0
    unchanged: int = 0
    known: int = 0
    """Stored articles that were not due, and so not asked for."""

    gone: Counter[str] = field(default_factory=Counter)
    """Stored articles that are no more, by what the host said twice in a row, or once where no
    listing names the article any more (``-unlisted``). They are counted among the failed and
    refused ones, and stay in the store."""

    doubted: dict[str, int] = field(default_factory=dict)
    """Sections whose listing was read whole and left out most of what is stored, and how many; none
    of these was judged by it."""

    pending: int = 0
    parked: Counter[str] = field(default_factory=Counter)
    """Articles left for the next run because the host asked for a pause, by reason."""

    refused: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    listings_failed: Counter[str] = field(default_factory=Counter)
    sources: dict[str, Source] = field(default_factory=dict)
    """What each kind of source gave: listings, feeds, more, sitemaps, archive."""

    traps: Counter[str] = field(default_factory=Counter)
    """Pages of listings that were left alone because their addresses may have no end, by reason;
    and listings that were left after the most pages that one may have."""

    by_section: Counter[str] = field(default_factory=Counter)
    """Records that were stored or met again, by section."""

    flags: Counter[str] = field(default_factory=Counter)
    covered: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    """Characters that each rule took."""

    recovered: Counter[str] = field(default_factory=Counter)
    reached: dict[str, str] = field(default_factory=dict)
    """For each listing that was not yet read to its end, the earliest day that was seen in it."""

    moved: Counter[str] = field(default_factory=Counter)
    """Answers to which a redirect from another host led, by the host that gave them: the portal's
    present one, or its successor's."""

    files: list[str] = field(default_factory=list)
    robots: str = "not asked"
    """What robots.txt said: the status it was answered with, or why there is none."""

    delay: str | None = None
    """What robots.txt asks for between two requests, and what became of that, a sentence."""

    samples: list[Article] = field(default_factory=list, repr=False)
    """The records themselves, of a run that writes nothing."""

    menu: list[MenuEntry] = field(default_factory=list)
    """The portal's menu, of a run that reads it."""

    alarms: dict[str, Any] = field(default_factory=dict)
    """How the run differs from its past: raised, standing and ended alarms, see
    `newsportal.watching.told`; empty of a run that was not measured."""

    measured: Measures | None = field(default=None, repr=False)
    """The same run in the numbers by which it is compared."""

    imbalance: str | None = None
    """Where the counts do not add up, a sentence that says so."""

    @property
    def records(self) -> int:
        """Records that the run wrote or found unchanged."""
        return self.stored + self.changed + self.unchanged

    @property
    def failures(self) -> int:
        """Articles that could not be had, and pages of listings."""
        return self.failed.total() + self.listings_failed.total()

    def source(self, name: str) -> Source:
        """The counts of one kind of source."""
        return self.sources.setdefault(name, Source())

    def add(self, outcome: str, article: Article, section: str) -> None:
        """Count a record that was saved."""
        setattr(self, outcome, getattr(self, outcome) + 1)
        self.by_section[section] += 1
        self.flags.update(article.flags)
        self.covered.update(name for name in COVERED if getattr(article, name))

    def meet(self, outcomes: Iterable[str]) -> None:
        """Count the addresses that a page of a listing named."""
        counts = Counter(outcomes)
        del counts["met"]
        self.discovered += counts.total()
        self.pending += counts.pop("pending", 0) + counts.pop("due", 0)
        self.duplicate += counts.pop("duplicate", 0)
        self.known += counts.pop("known", 0)
        self.refused.update(counts)

    def settle(self, state: str, reason: str) -> None:
        """Count an article that made no record."""
        {"refused": self.refused, "parked": self.parked}.get(state, self.failed)[reason] += 1
        self.pending -= 1

    def parts(self) -> dict[str, int]:
        """What the addresses that were discovered became."""
        return {
            "stored": self.stored, "changed": self.changed, "unchanged": self.unchanged,
            "known": self.known, "duplicate": self.duplicate, "refused": self.refused.total(),
            "failed": self.failed.total(), "parked": self.parked.total(), "pending": self.pending,
        }  # fmt: skip

    def take_statistics(self, stats: Mapping[str, Any]) -> None:
        """Take what Scrapy's statistics say: of robots.txt, and of redirects to other hosts."""
        self.robots = robots_answer(stats)
        self.delay = delay_answer(stats)
        moved = {name.removeprefix(MOVED): n for name, n in stats.items() if name.startswith(MOVED)}
        self.moved.update(moved)

    def balance(self) -> str | None:
        """None where every address that was discovered is accounted for, else what is not."""
        parts = self.parts()
        if self.outcome == "finished" and self.pending:
            return f"the run is finished, but {self.pending} articles are still pending"
        total = sum(parts.values())
        if total == self.discovered:
            return None
        named = " + ".join(f"{number} {name}" for name, number in parts.items())
        return f"{self.discovered} discovered, but {named} = {total}"

    @property
    def stopped(self) -> bool:
        """Whether the run ended itself before all was done."""
        return self.error is not None or self.strange is not None

    @property
    def unreachable(self) -> str | None:
        """The reason for which nothing of the portal could be had, or None."""
        if self.pages or any(each.pages for each in self.sources.values()):
            return None
        failed = [reason for each in self.sources.values() for reason in each.failed]
        return next((each for each in failed if each in UNREACHABLE), None)

    def exit_code(self) -> int:
        """The exit code of the run, one of `EXIT_CODES`."""
        if self.error:
            return 5
        if self.strange:
            return 6
        if self.outcome == "interrupted":
            return 130
        if self.unreachable:
            return 3
        if self.imbalance:
            return 5
        sources = self.sources.values()
        broken = self.failed.total() + self.refused.total() + self.listings_failed.total()
        broken -= self.refused["withdrawn"]  # by whoever runs this, not by the portal
        if not any(each.pages for each in sources):  # nothing but sources that could not be read
            broken += sum(each.failed.total() for each in sources)
        if self.known:  # a portal that works tells that some articles are no more
            broken -= sum(self.failed[each] + self.refused[each] for each in MISSING)
        reasons = (*self.failed, *(reason for each in sources for reason in each.failed))
        errors = any(each.startswith("error-") for each in reasons)
        return 1 if errors or (broken and not self.records) else 0

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        plain = {
            name: dict(value) if isinstance(value, Counter) else value
            for name, value in values.items()
            if name not in ("samples", "menu", "measured")
        }
        plain["sources"] = {name: each.to_dict() for name, each in self.sources.items()}
        return {**plain, "records": self.records, "exit_code": self.exit_code()}


def robots_answer(stats: Mapping[str, Any]) -> str:
    """What robots.txt was answered with, in Scrapy's statistics."""
    prefix = "robotstxt/response_status_count/"
    status = next((name.removeprefix(prefix) for name in stats if name.startswith(prefix)), None)
    forbidden = stats.get("robotstxt/forbidden", 0)
    if status is None:
        return "no answer" if stats.get("robotstxt/request_count") else "not asked"
    return f"{status}, {forbidden} addresses forbidden" if forbidden else status


def delay_answer(stats: Mapping[str, Any]) -> str | None:
    """What became of robots.txt's Crawl-delay, in Scrapy's statistics; None if there is none.

    >>> delay_answer({DELAY_ASKED: 900.0, DELAY_KEPT: 30.0})
    'robots.txt asks for 900 s between two requests: capped, 30 s are kept'
    """
    asked, kept = stats.get(DELAY_ASKED), stats.get(DELAY_KEPT)
    if asked is None or kept is None:
        return None
    said = f"robots.txt asks for {asked:g} s between two requests"
    if not kept:
        return f"{said}; the loopback interface goes without"
    return f"{said}: {'capped, ' if kept < asked else ''}{kept:g} s are kept"
