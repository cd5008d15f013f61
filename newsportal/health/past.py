"""The past of a run: earlier finished runs of the same portal, sections and arguments."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from newsportal.health.measures import ListingEnd, Measures
from newsportal.text.dates import HANOI

KEPT = timedelta(days=36)
"""How far the past goes back: five of each weekday."""

MOST_RUNS = 1_000
"""Runs of the past that are compared at most: five weeks of hourly ones."""

MIN_RUNS = 3
MIN_READ = 30
"""Runs, and pages in them, from which on anything is said: fewer tell no rate."""

DAY = timedelta(days=1)
WEEKS = 5
MIN_WEEKS = 2
"""Days of the same weekday that a day is compared with: at most, and at least. A paper's Sunday
says nothing of its Monday."""

WINDOWS = (timedelta(hours=6), timedelta(hours=12), DAY, 7 * DAY)
"""Spans up to now whose new articles are counted; of a schedule, those that hold a run."""


class TooFewError(Exception):
    """There is too little to compare; the message says what and how much."""


@dataclass(frozen=True, slots=True)
class Past:
    """Earlier runs, the earliest first; of another outcome than finished there are none."""

    runs: tuple[Measures, ...] = ()
    recent: tuple[Measures, ...] = ()
    """All of them, where ``runs`` are only those that are compared: see `standing.pasts`."""

    @classmethod
    def of(cls, runs: Iterable[Measures]) -> Past:
        """The past that some runs are."""
        kept = tuple(runs)
        return cls(kept, kept)

    def between(self, begin: str | None, end: str | None) -> Past:
        """The part of the past from one moment on and before another, where they are named."""
        kept = (
            each
            for each in self.runs
            if (begin is None or each.started_at >= begin)
            and (end is None or each.started_at < end)
        )
        return replace(self, runs=tuple(kept))

    def enough(self) -> Past:
        """The past itself, if there is enough of it.

        Raises:
            TooFewError: It has too few runs, or too few pages.
        """
        if len(self.runs) < MIN_RUNS:
            raise TooFewError(f"too few runs to compare: {len(self.runs)} of {MIN_RUNS}")
        if self.read < MIN_READ:
            raise TooFewError(f"too few pages to compare: {self.read} of {MIN_READ}")
        return self

    @property
    def read(self) -> int:
        """Pages that made records, in all runs."""
        return sum(each.read for each in self.runs)

    def total(self, name: str) -> int:
        """The sum of a number over all runs."""
        return sum(getattr(each, name) for each in self.runs)

    def counted(self, name: str) -> Counter[str]:
        """The sums of a table of numbers over all runs."""
        found: Counter[str] = Counter()
        for each in self.runs:
            found.update(getattr(each, name))
        return found

    def reasons(self, state: str) -> Counter[str]:
        """Articles that were ``state``, by reason, over all runs."""
        found: Counter[str] = Counter()
        for each in self.runs:
            found.update(each.reasons(state))
        return found

    def lengths(self, section: str) -> Counter[str]:
        """A section's texts by the bucket of their length, over all runs."""
        found: Counter[str] = Counter()
        for each in self.runs:
            found.update(each.lengths.get(section, {}))
        return found

    def listing(self, key: str) -> list[ListingEnd]:
        """How the walks down a listing ended whose pager was seen."""
        walks = (walk for each in self.runs for walk in each.listings if walk.key == key)
        return [walk for walk in walks if walk.advertised]

    def lately(self, now: Measures, span: timedelta = DAY) -> tuple[Measures, ...]:
        """``now`` and the runs of the ``span`` before it."""
        return (*(each for each in self.recent if now.at - each.at < span), now)

    def weekdays(self, now: Measures, span: timedelta) -> tuple[int, list[int]]:
        """New articles in a ``span`` up to ``now``, and in as long a one on earlier such weekdays.

        Raises:
            TooFewError: It was not crawled in that span on enough of these weekdays.
        """
        here, new = _within([*self.recent, now], now.at, span)
        found: list[int] = []
        for week in range(1, WEEKS + 1):
            end = now.at - 7 * week * DAY
            number, then = _within(self.runs, end + timedelta(minutes=30), span)
            crawled = any(each.at <= end - span for each in self.runs)
            if crawled and 2 * number >= here:
                found.append(then)
        if len(found) < MIN_WEEKS:
            day = now.at.astimezone(HANOI).strftime("%A")
            raise TooFewError(f"too few weeks to compare: {len(found)} {day}s of {MIN_WEEKS}")
        return new, found

    def gap(self) -> timedelta:
        """The usual time between two runs."""
        moments = [each.at for each in self.runs]
        gaps = sorted(later - one for one, later in pairwise(moments))
        return gaps[len(gaps) // 2] if gaps else timedelta()


def _within(runs: Iterable[Measures], end: datetime, span: timedelta) -> tuple[int, int]:
    """How many runs started in a span up to ``end``, and how many new articles they stored."""
    inside = [each.new for each in runs if end - span < each.at <= end]
    return len(inside), sum(inside)


def scope_of(sections: Iterable[str], arguments: Mapping[str, Any]) -> str:
    """Under which runs are compared: the sections, and what the arguments ask for.

    A day that moves with the calendar is one argument, and so is the address of any mirror.

    >>> scope_of(["b", "a"], {"since": "2026-01-01", "backfill": 0, "base_url": "http://[::1]:1"})
    '{"base_url": true, "sections": ["a", "b"], "since": true}'
    """
    given = {name: value for name, value in arguments.items() if value}
    moving = {name: True for name in ("since", "until", "base_url") if name in given}
    return json.dumps({**given, **moving, "sections": sorted(sections)}, sort_keys=True)
