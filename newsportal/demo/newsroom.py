"""Who puts the portal's articles on the page: keeps the day, and what of it is to be seen yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from threading import Lock

from newsportal.demo.edition import Edition
from newsportal.demo.headlines import Headlines
from newsportal.demo.timeline import Timeline, date_of, rate

CLOSES = time(23)
"""What the portal's clock shows on a day: all its articles are out."""

LAST_DAY = 10_000


@dataclass(frozen=True)
class Changes:
    """What one day brings, by the records' ids, in the order of the events."""

    new: tuple[str, ...] = ()
    """Articles that come new, those that repeat an earlier one among them."""

    edited: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    """Of the edited ones those that move to the top of their listings."""

    deleted: tuple[str, ...] = ()
    again: Mapping[str, str] = field(default_factory=dict)
    """Of the new ones those that are published again: new id to that of the first publication."""


class Newsroom:
    """The editions of a portal: one after the other, as days go by and listings are asked for."""

    def __init__(self, headlines: Headlines, day: int | None, shifting: int | None) -> None:
        """Open on a day, or without days.

        Raises:
            ValueError: ``day`` or ``shifting`` is none.
        """
        if shifting is not None and shifting < 1:
            raise ValueError(f"one more article appears after 1 request or more, not {shifting}")
        self._headlines, self._shifting = headlines, shifting
        self._timeline = None if day is None else Timeline(headlines.archive)
        self._lock = Lock()
        self._day = day
        self._open(day)

    @property
    def day(self) -> int | None:
        """The day, 0 being the opening day; None for a portal without days."""
        return self._day

    @day.setter
    def day(self, day: int) -> None:
        """Move on, or back."""
        if self._timeline is None:
            raise ValueError("this portal has no days: make it with day=0")
        self._open(day)

    def _open(self, day: int | None) -> None:
        if day is not None and not 0 <= day <= LAST_DAY:
            raise ValueError(f"a day is a number from 0 to {LAST_DAY:,}, not {day:,}")
        with self._lock:
            self._day, self._asked = day, 0
            self.to_come = self._held_back() if self._shifting else 0
            """Articles of the day that do not stand in the listings yet."""

            self.edition = self._made()
            """What is to be seen now."""

    def tell_time(self, now: time) -> None:
        """Show of the day's articles only those that were published up to ``now``."""
        if not self._day or self._timeline is None:
            return
        archive, day = self._headlines.archive, self._day
        there = range(self._timeline.count(day - 1), self._timeline.count(day))
        with self._lock:
            self.to_come = sum(archive.published(each).time() > now for each in there)
            self.edition = self._made()

    def listing_was_asked_for(self) -> None:
        """Let one more article of the day appear after every so many requests."""
        if self._shifting is None:
            return
        with self._lock:
            self._asked += 1
            if self._asked % self._shifting == 0 and self.to_come:
                self.to_come -= 1
                self.edition = self._made()

    @property
    def gone(self) -> frozenset[str]:
        """The ids of the articles that were there and are no more."""
        return frozenset(self._ids(self.edition.deleted))

    @property
    def changes(self) -> Changes:
        """What the day brings; nothing on the opening day, and on a portal without days."""
        if self._timeline is None or not self._day:
            return Changes()
        archive, day = self._headlines.archive, self._timeline.on(self._day)
        new = range(self._timeline.count(self._day - 1), self._timeline.count(self._day))
        again = [index for index in new if archive.original(index) != index]
        return Changes(
            new=self._ids(new),
            edited=self._ids(each.at for each in day.edits),
            moved=self._ids(each.at for each in day.edits if each.moves),
            deleted=self._ids(each.at for each in day.deletions),
            again=dict(zip(self._ids(again), self._ids(map(archive.original, again)), strict=True)),
        )

    def _ids(self, indexes: Iterable[int]) -> tuple[str, ...]:
        return tuple(map(self._headlines.archive.record_id, indexes))

    def _held_back(self) -> int:
        """The articles of the day; where no day came yet, as many of the newest as one brings."""
        size = self._headlines.archive.size
        return len(self.changes.new) if self._day else min(rate(size), size - 1)

    def _made(self) -> Edition:
        if self._timeline is None or self._day is None:
            return Edition(self._headlines, self._headlines.archive.size - self.to_come)
        timeline = self._timeline
        past = ((timeline.count(day), each) for day, each in enumerate(timeline.until(self._day)))
        now = datetime.combine(date_of(self._day), CLOSES)
        return Edition(self._headlines, timeline.count(self._day) - self.to_come, now, past)
