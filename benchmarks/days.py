"""Crawls over simulated days: ``python -m benchmarks.days [--size 300] [--days 10]``.

One demo portal whose day moves, its articles appearing while the listings are read; for each
schedule one store, and crawls by the command line with NEWSPORTAL_NOW set to the moment. Right is a
day after which the live records equal the truth in every compared field, versions among them, and
what is gone is marked so. Two differences are none, and are counted: an article that appeared in a
listing after it was read, and a change of an article that was not due for a check. At the end both
must be made up for. A quiet run, with nothing new, must ask for no more than the first pages of the
listings, feeds, and what is due.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import select

from newsportal.demo import DemoSite, Response
from newsportal.demo.compare import compare
from newsportal.demo.listings import PAGE_SIZE
from newsportal.demo.moments import VIETNAM
from newsportal.demo.server import serve
from newsportal.demo.timeline import date_of
from newsportal.discover.limits import KNOWN_IN_A_ROW
from newsportal.portals.demo import PORTAL
from newsportal.recheck import is_due
from newsportal.store import Store
from newsportal.store.schema import articles, frontier

AT = time(23, 30, tzinfo=VIETNAM)
"""When the crawl of a day starts: all that the day brings was published."""

LATER = timedelta(days=200)
"""After which every article was due, whatever its age."""


class Schedule(NamedTuple):
    """When and how the portal is crawled."""

    name: str
    options: tuple[str, ...]
    pauses: tuple[timedelta, ...]
    """After the crawl of the day, the time before each of the others until the next one."""


SCHEDULES = (
    Schedule("once a day, --recheck", ("--recheck",), ()),
    Schedule("once a day", (), ()),
    Schedule("every six hours", (), (timedelta(hours=6),) * 3),
)


class Stored(NamedTuple):
    """An article of the store, with what the frontier says of it."""

    id: str
    state: str
    record: str
    date_published: str | None
    checked_at: str | None
    misses: int | None

    def is_due(self, now: datetime) -> bool:
        """Whether the crawl asks for it again, as the store decides it."""
        published = self.checked_at if self.misses else self.date_published
        return is_due(published, self.checked_at, now)


def kind_of(path: str) -> str:
    """What a request asked for.

    >>> [kind_of(each) for each in ("/vi-vn/thoi-su/ID/20017/a", "/rss/home.rss", "/vi-vn/kinh-te")]
    ['article', 'feed', 'listing']
    """
    if path in ("/robots.txt", "/.well-known/tdmrep.json"):
        return "robots"
    if path.startswith(("/rss/", "/atom/", "/sitemap", "/api/")):
        return "feed"
    return "article" if "/ID/" in path else "listing"


@dataclass
class Counting:
    """The demo portal, and how often each kind of page was asked for."""

    site: DemoSite
    asked: Counter[str] = field(default_factory=Counter)
    lock: Lock = field(default_factory=Lock)

    def respond(self, path: str) -> Response:
        """Count, and answer."""
        with self.lock:
            self.asked[kind_of(path)] += 1
        return self.site.respond(path)


@dataclass
class Verdict:
    """What the store holds after a run, beside the truth."""

    equal: int = 0
    late: list[str] = field(default_factory=list)
    """Articles that appeared while the run read the listings."""

    waiting: list[str] = field(default_factory=list)
    """Articles that changed or went, and were not due."""

    wrong: list[str] = field(default_factory=list)
    """Everything else that differs, a sentence each."""


@dataclass
class Trial:
    """One schedule: its portal, its folder, and what was seen."""

    site: DemoSite
    folder: Path
    counting: Counting
    url: str
    told: Counter[str] = field(default_factory=Counter)
    """What the reports of a day counted."""

    wrong: list[str] = field(default_factory=list)

    def crawl(self, now: datetime, options: Sequence[str]) -> None:
        """Run one crawl at a moment, and note what it tells."""
        command = ["crawl", "demo", "--base-url", self.url, "--json", "--no-warc", *options]
        environment = {**os.environ, "NEWSPORTAL_OUTPUT": str(self.folder), "NEWSPORTAL_STORE": ""}
        environment["NEWSPORTAL_NOW"] = now.isoformat()
        self.counting.asked.clear()
        done = subprocess.run(
            [sys.executable, "-m", "newsportal", *command],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            raise RuntimeError(f"exit code {done.returncode}: {done.stderr or done.stdout}")
        report: dict[str, Any] = json.loads(done.stdout)
        if report["imbalance"]:
            self.wrong.append(str(report["imbalance"]))
        self.told.update({name: report[name] for name in ("stored", "changed")})
        self.told["gone"] += sum(report["gone"].values())

    def rows(self) -> list[Stored]:
        """What is stored."""
        store = Store(f"sqlite:///{self.folder}/newsportal.db")
        both = (articles.c.portal == frontier.c.portal) & (articles.c.id == frontier.c.id)
        query = select(
            articles.c.id, articles.c.state, articles.c.record, articles.c.date_published,
            frontier.c.checked_at, frontier.c.misses,
        ).join(frontier, both)  # fmt: skip
        with store.engine.connect() as connection:
            rows = [Stored(*row) for row in connection.execute(query)]
        store.close()
        return rows

    def due(self, now: datetime) -> set[str]:
        """The live articles that a run at this moment asks for again."""
        return {row.id for row in self.rows() if row.state == "live" and row.is_due(now)}

    def judge(self, there: set[str], asked: set[str]) -> Verdict:
        """The store beside the truth.

        ``there`` is what stood in the portal when the run began, ``asked`` what was due then.
        """
        rows = {row.id: row for row in self.rows()}
        live = [json.loads(row.record) for row in rows.values() if row.state == "live"]
        result, verdict = compare(self.site.truth, live), Verdict()
        verdict.equal = result.equal
        for key, names in result.wrong.items():
            if key not in rows and key not in there:
                verdict.late.append(key)
            elif key in rows and key not in asked:
                verdict.waiting.append(key)
            else:
                verdict.wrong.append(f"{key} differs in {', '.join(names)}")
        for key in result.foreign:
            if key in self.site.gone and (key not in asked or rows[key].misses):
                verdict.waiting.append(key)
            else:
                verdict.wrong.append(f"{key} is live in the store")
        buried = {key for key, row in rows.items() if row.state == "gone"}
        verdict.wrong += [f"{key} is marked as gone" for key in buried - self.site.gone]
        return verdict


@contextmanager
def trial(size: int, shifting: int | None) -> Iterator[Trial]:
    """A portal on its opening day, served, and an empty store."""
    site = DemoSite(size, day=0, shifting=shifting)
    counting = Counting(site)
    with tempfile.TemporaryDirectory() as folder, serve(counting) as url:
        yield Trial(site, Path(folder), counting, url)


def run_day(trial: Trial, schedule: Schedule, day: int) -> None:
    """Move the portal to a day, crawl as the schedule has it, and print what is there after."""
    site, now = trial.site, datetime.combine(date_of(day), AT)
    site.day = day
    there, asked = {str(each.id) for each in site.truth}, trial.due(now)
    trial.told.clear()
    trial.crawl(now, schedule.options)
    verdict = trial.judge(there, asked)
    if "--recheck" in schedule.options:
        verdict.wrong += [f"{key} is not known yet" for key in verdict.waiting]
    quiet = ""
    for pause in schedule.pauses:
        now += pause
        still, there = not site.to_come and not verdict.late, {str(e.id) for e in site.truth}
        asked = trial.due(now)
        trial.crawl(now, ())
        quiet = check_quiet(trial, len(asked)) if still else quiet
        verdict = trial.judge(there, asked)
    trial.wrong += [f"day {day}: {each}" for each in verdict.wrong]
    print_day(trial, day, verdict, quiet)


def print_day(trial: Trial, day: int, verdict: Verdict, quiet: str) -> None:
    """Print a row of the table."""
    changes, told = trial.site.changes, trial.told
    print(
        f"{day:4} {len(changes.new):4} {len(changes.edited):6} {len(changes.deleted):7}"
        f" {told['stored']:6} {told['changed']:7} {told['gone']:4} {len(trial.site.truth):6}"
        f" {verdict.equal:5} {len(verdict.late):4} {len(verdict.waiting):7}"
        f" {len(verdict.wrong):5}  {quiet}",
        flush=True,
    )


def check_quiet(trial: Trial, due: int) -> str:
    """The requests of a run without news beside what it needed."""
    asked = trial.counting.asked
    needed = {
        "listing": sum(
            -(-min(each.listed, KNOWN_IN_A_ROW) // PAGE_SIZE) or 1 for each in trial.site.sections
        ),
        "feed": len(PORTAL.feeds) + len(PORTAL.sections),  # RSS, and the JSON of each section
        "article": due,
    }
    for kind, most in needed.items():
        if asked[kind] > most:
            trial.wrong.append(f"a quiet run asked for {asked[kind]} {kind}s, not {most}")
    return ", ".join(f"{asked[kind]} of {most} {kind}s" for kind, most in needed.items())


HEAD = " day  new edited deleted stored changed gone  there equal late waiting wrong  a quiet run"


def run_schedule(schedule: Schedule, size: int, days: int, shifting: int | None) -> list[str]:
    """Crawl day by day, and at last until everything was due; what was wrong."""
    print(f"\n{schedule.name}\n{HEAD}")
    with trial(size, shifting) as each:
        for day in range(days + 1):
            run_day(each, schedule, day)
        now = datetime.combine(date_of(days), AT) + LATER
        runs = 0
        while each.due(now) or not runs:
            each.crawl(now, ())
            now, runs = now + timedelta(hours=6), runs + 1
        verdict = each.judge(set(), {row.id for row in each.rows()})
        left = [*verdict.late, *verdict.waiting]
        each.wrong += [*verdict.wrong, *(f"{key} was never known" for key in left)]
        total = len(each.site.truth)
        print(f"{LATER.days} days later, after {runs} runs: {verdict.equal} of {total} equal")
        return each.wrong


def main() -> int:
    """Crawl by each schedule; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=300)
    parser.add_argument("--days", type=int, default=10)
    parser.add_argument("--shifting", type=int, default=2)
    options = parser.parse_args()
    wrong = []
    for schedule in SCHEDULES:
        found = run_schedule(schedule, options.size, options.days, options.shifting)
        wrong += [f"{schedule.name}: {each}" for each in found]
    print("\n".join(["", *wrong, f"{len(wrong)} deviations"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
