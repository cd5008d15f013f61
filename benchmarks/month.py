"""A month of hourly crawls: ``python -m benchmarks.month [--size 7200] [--days 30] [--every 1]``.

The demo portal lives through a month: a redesign on day 10, a pager that ends at page 6 on days 15
to 17, a line that leaks into every text on days 20 and 21, and nothing new from day 24 on. It is
crawled every hour in one process, over the network of the loopback, by the code that
``newsportal crawl`` runs, with the time of each run stated. Right is a month in which each event
raises its alarms, and nothing else does.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import sys
import tempfile
import time as system_time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from newsportal.crawl import CrawlOptions, crawl_in_turn
from newsportal.demo import DemoSite, Response
from newsportal.demo.moments import VIETNAM
from newsportal.demo.server import serve
from newsportal.demo.strange import disguise
from newsportal.demo.timeline import date_of
from newsportal.report import Report

LAST_PAGE = 6
"""The page at which the broken pager ends."""

SETTLES = 7
"""Days from the start of an event in which it may raise more alarms of its kinds, until it is
usual: a field that half of the articles have is told to be lost by more pages than a run may
read."""

LEAK = "<p>Mời bạn đọc theo dõi bản tin sáng trên kênh của tòa soạn.</p>"
MINUTE = 5
"""Of each hour, at which the crawl starts."""

_PAGE = re.compile(r"/currentpage/(\d+)")
_PAGER_LINK = re.compile(r'<a [^>]*/currentpage/(\d+)"[^>]*>[^<]*</a>')
_SAPO = re.compile(r'<div class="tom-luoc">[^<]*</div>|<meta name="description"[^>]*/>')


class Event(NamedTuple):
    """Something that happens to the portal."""

    name: str
    first: int
    last: int
    """Days."""

    alarms: frozenset[str]
    """Those that it must raise."""

    others: frozenset[str] = frozenset()
    """Those that it may raise as well."""


LEAKS_TOO = frozenset(("field-lost", "text-length"))
"""What the line does besides: it stands below the bylines, and short texts get longer by it."""

EVENTS = (
    Event("redesign", 10, 10_000, frozenset(("template-changed", "field-lost"))),
    Event("pager", 15, 17, frozenset(("listing-short",))),
    Event("leak", 20, 21, frozenset(("same-line",)), LEAKS_TOO),
    Event("dead week", 24, 10_000, frozenset(("few-articles",))),
)


@dataclass
class Paper:
    """The demo portal, and what happens to it."""

    site: DemoSite
    events: tuple[Event, ...] = EVENTS
    day: int = 0

    def move(self, now: datetime) -> None:
        """Go to a moment."""
        self.day = (now.date() - date_of(0)).days
        dead = next((each.first for each in self.events if each.name == "dead week"), 10_000)
        day = min(self.day, dead - 1)
        if self.site.day != day:
            self.site.day = day
        if day == self.day:
            self.site.tell_time(now.time())
        elif self.site.to_come:
            self.site.tell_time(time(23, 59))

    def on(self, name: str) -> bool:
        """Whether an event goes on."""
        return any(e.name == name and e.first <= self.day <= e.last for e in self.events)

    def respond(self, path: str) -> Response:
        """The answer of the portal as it is."""
        asked = _PAGE.search(path)
        broken = self.on("pager") and asked is not None and int(asked[1]) > LAST_PAGE
        response = self.site.respond("/vi-vn/nowhere" if broken else path)
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return replace(response, body=self._changed(response.body.decode()).encode())

    def _changed(self, page: str) -> str:
        if self.on("pager"):
            page = _PAGER_LINK.sub(lambda link: "" if int(link[1]) > LAST_PAGE else link[0], page)
        if self.on("leak"):
            page = page.replace("<!-- End_Paragraphs -->", f"{LEAK}<!-- End_Paragraphs -->")
        if self.on("redesign"):
            page = disguise(_SAPO.sub("", page))
        return page


class Told(NamedTuple):
    """An alarm that a run raised or ended."""

    when: datetime
    day: int
    is_end: bool
    name: str
    sentence: str

    def __str__(self) -> str:
        return (
            f"day {self.day:2} {self.when:%H:%M}  {'over ' if self.is_end else 'alarm'}"
            f"  {self.name:17} {self.sentence}"
        )


@dataclass
class Month:
    """What was seen."""

    runs: int = 0
    read: int = 0
    stored: int = 0
    told: list[Told] = field(default_factory=list)
    seconds: float = 0.0
    broken: list[str] = field(default_factory=list)

    def take(self, report: Report, now: datetime, day: int) -> None:
        """Note what a run tells."""
        self.runs, self.read = self.runs + 1, self.read + report.pages
        self.stored += report.stored
        if report.exit_code():
            self.broken.append(f"{now}: exit code {report.exit_code()}: {report.to_dict()}")
        for kind in ("raised", "ended"):
            rows: list[dict[str, Any]] = report.alarms.get(kind, [])
            for each in rows:
                told = Told(now, day, kind == "ended", each["name"], each["sentence"])
                self.told.append(told)
                print(told, flush=True)

    def wrong(self, events: tuple[Event, ...], hours: int) -> Iterator[str]:
        """Where the alarms are not those of the events, a sentence each."""
        yield from self.broken
        due: set[tuple[int, str]] = set()
        for event in events:
            days = range(event.first, event.first + SETTLES)
            due |= {(day, name) for day in days for name in event.alarms | event.others}
            first: dict[str, Told] = {}
            for each in self.told:
                if not each.is_end and each.day == event.first:
                    first.setdefault(each.name, each)
            for name in sorted(event.alarms):
                if name not in first:
                    yield f"{event.name}: day {event.first} raised no {name}"
                elif first[name].when.hour >= hours and event.name != "dead week":
                    yield f"{event.name}: {name} was raised at {first[name].when:%H:%M} only"
        for each in self.told:
            if not each.is_end and (each.day, each.name) not in due:
                yield f"a false alarm: {each}"


def moments(days: int, every: int) -> Iterator[datetime]:
    """When the portal is crawled."""
    start = datetime.combine(date_of(0), time(0, MINUTE), VIETNAM)
    yield from (start + timedelta(hours=hour) for hour in range(0, 24 * days, every))


async def live(paper: Paper, url: str, days: int, every: int) -> Month:
    """Crawl through the days; ``every`` so many hours."""
    month, begun = Month(), system_time.monotonic()
    for now in moments(days, every):
        paper.move(now)
        settings = {"NEWSPORTAL_NOW": now.isoformat(), "NEWSPORTAL_WARC": False}
        options = CrawlOptions(portal="demo", base_url=url, settings=settings)
        month.take(await crawl_in_turn(options), now, paper.day)
    month.seconds = system_time.monotonic() - begun
    return month


def in_reactor(paper: Paper, folder: Path, days: int, every: int) -> Month:
    """`live` with the portal served and a reactor around; a process has one, once."""
    os.environ |= {"NEWSPORTAL_OUTPUT": str(folder), "NEWSPORTAL_STORE": ""}
    from scrapy.utils.reactor import install_reactor

    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    reactor: Any = import_module("twisted.internet.reactor")
    with serve(paper) as url:
        task = asyncio.get_event_loop().create_task(live(paper, url, days, every))
        task.add_done_callback(lambda _: reactor.stop())
        reactor.run()
    return task.result()


def main() -> int:
    """Live through the month; 1 if an alarm is missing, late or false."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=7_200)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--every", type=int, default=1, help="hours between two crawls")
    chosen = parser.parse_args()
    events = tuple(each for each in EVENTS if each.first < chosen.days)
    with tempfile.TemporaryDirectory() as folder:
        paper = Paper(DemoSite(chosen.size, day=0), events)
        month = in_reactor(paper, Path(folder), chosen.days, chosen.every)
    wrong = list(month.wrong(events, chosen.every))
    print(
        f"{month.runs} runs in {month.seconds:.0f} s, {month.read:,} pages of articles read,"
        f" {month.stored:,} stored; {sum(not each.is_end for each in month.told)} alarms"
    )
    print("\n".join([*wrong, f"{len(wrong)} deviations"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
