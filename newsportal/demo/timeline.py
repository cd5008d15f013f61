"""The days of the portal: what comes new, is edited and is deleted on each.

Day 0 is the opening day. Nine tenths of the articles, the stock, were published before it; the rest
comes from day 1 on, `rate` a day. On each of these days as many articles as `EDITED` and `DELETED`
say are edited and deleted, half of them chosen among the recent ones. After the last new article
the paper stands still.

An article is edited once at most, never on the day of its publication or deletion. Articles that
are published again, those that repeat them, photo pages, traps and the page in the seed's form are
left alone, so what the truth says of these holds on every day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from newsportal.demo.archive import (
    MINUTES_A_DAY,
    OPENS,
    PERIOD,
    SEED_FORM_INDEX,
    Archive,
    Era,
    until_today,
)
from newsportal.demo.dice import Dice
from newsportal.demo.frame import TODAY

FRESH = 10
"""One article of so many comes after the opening day."""

DAYS, LEAST, MOST = 30, 3, 36
"""In how many days these come, unless that were fewer or more than so many a day."""

EDITED, DELETED = 3, 12
"""For so many new articles a day one is edited and one deleted, beside the first of each."""

RECENT = 10
"""Articles of how many days are recent."""

_THROWS = 40
"""After so many articles that must be left alone a day has one event less."""


class Edit(NamedTuple):
    """A change of an article."""

    at: int
    """The article's index in the archive."""

    when: datetime
    adds: bool
    """Whether a paragraph is added, and not a sentence changed."""

    moves: bool
    """Whether the article moves to the top of its listings."""

    is_stated: bool
    """Whether the page states ``when``."""


class Deletion(NamedTuple):
    """The end of an article."""

    at: int
    is_soft: bool
    """Whether its address answers as a soft 404, and not with status 404."""


class Day(NamedTuple):
    """What happens to articles on one day, in its order."""

    edits: tuple[Edit, ...] = ()
    deletions: tuple[Deletion, ...] = ()


def rate(size: int) -> int:
    """How many articles of ``size`` come new each day.

    >>> [rate(size) for size in (40, 300, 3_000, 100_000)]
    [3, 3, 10, 36]
    """
    return min(MOST, max(LEAST, size // FRESH // DAYS))


def eras(size: int) -> tuple[Era, Era]:
    """The years of the stock, and the days of the rest."""
    fresh = size // FRESH
    first = TODAY + timedelta(days=1)
    return until_today(size - fresh), Era(first, -(-fresh // rate(size)), fresh)


def date_of(day: int) -> date:
    """The date of a day."""
    return TODAY + timedelta(days=day)


class Timeline:
    """The days of an archive that was made with `eras`."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._rate = rate(archive.size)
        self._last = eras(archive.size)[1].days
        self._days = [Day()]
        self._edited: set[int] = set()
        self._deleted: set[int] = set()

    def count(self, day: int) -> int:
        """How many articles were published up to the end of a day, the deleted ones too."""
        end = datetime.combine(date_of(min(day, self._last)), time.max)
        everything = range(self._archive.size)
        return bisect_right(everything, end, self._archive.stock, key=self._archive.published)

    def on(self, day: int) -> Day:
        """What happens on a day; nothing on the opening day and after the last."""
        while len(self._days) <= min(day, self._last):
            self._days.append(self._made(len(self._days)))
        return self._days[day] if day <= self._last else Day()

    def until(self, day: int) -> Iterator[Day]:
        """All days up to a day."""
        return (self.on(each) for each in range(min(day, self._last) + 1))

    def _made(self, day: int) -> Day:
        dice = Dice(f"{self._archive.seed}-day-{day}")
        ends = [*self._chosen(dice, day, 1 + self._rate // DELETED, self._deleted)]
        ordinals = range(len(self._deleted), len(self._deleted) + len(ends))
        deletions = [Deletion(*each) for each in zip(ends, map(_is_odd, ordinals), strict=True)]
        self._deleted.update(ends)
        barred = self._deleted | self._edited
        chosen = [*self._chosen(dice, day, 1 + self._rate // EDITED, barred)]
        self._edited.update(chosen)
        edits = sorted((_edit(dice, day, index) for index in chosen), key=lambda edit: edit.when)
        return Day(tuple(edits), tuple(deletions))

    def _chosen(self, dice: Dice, day: int, number: int, barred: set[int]) -> Iterator[int]:
        """Articles of the days before, in turn one of the recent ones and one of all."""
        there, taken = self.count(day - 1), set(barred)
        for turn in range(day, day + number):
            reach = there if _is_odd(turn) else min(there, RECENT * self._rate)
            thrown = (there - 1 - dice.between(0, reach - 1) for _ in range(_THROWS))
            index = next((each for each in thrown if self._is_free(each, taken)), None)
            if index is not None:
                taken.add(index)
                yield index

    def _is_free(self, index: int, taken: set[int]) -> bool:
        archive = self._archive
        if index in taken or index == SEED_FORM_INDEX or not archive.slot(index).is_plain:
            return False
        later = range(index + 1, min(index + PERIOD, archive.size))
        return all(archive.original(each) != index for each in later)


def _is_odd(number: int) -> bool:
    return number % 2 == 1


def _edit(dice: Dice, day: int, index: int) -> Edit:
    minute = timedelta(minutes=dice.between(0, MINUTES_A_DAY - 1))
    when = datetime.combine(date_of(day), OPENS) + minute
    return Edit(index, when, dice.chance(50), dice.chance(50), dice.chance(50))
