"""Counts of days and sections as rows of bars: what is drawn, and what is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from newsportal.pages.axes import DAYS, LONGEST, period_of, periods, unit_for

MOST_SERIES = 7
"""Sections with a colour of their own; more could not be told apart."""


@dataclass(frozen=True, slots=True)
class Series:
    """Records in time, by section."""

    unit: str
    shown: list[str]
    """Every period, those without a record too."""

    sections: list[str]
    """Those that are told apart."""

    counts: list[list[int]]
    """Of each period: a number for each section, and at last one for all others."""

    earlier: int
    """Records before the first period."""

    later: int
    """Records after the last day that is shown."""


Days = Mapping[tuple[str, str], int]
"""Records of a day and a section."""


def finest(days: Days, until: str, longest: int) -> str:
    """The finest unit in which the days up to ``until`` are no more than ``longest`` bars.

    >>> finest({("2016-01-05", "a"): 1, ("2026-10-18", "a"): 1}, "2026-11-25", LONGEST)
    'month'
    """
    met = [day for day, _ in days if day <= until]
    return unit_for(min(met), max(met), longest) if met else DAYS


def in_time(
    days: Days, until: str, unit: str, longest: int = LONGEST, sections: Sequence[str] = ()
) -> Series:
    """Records up to the day ``until``: the last ``longest`` days, months or years there are.

    Told apart are the first `MOST_SERIES` of ``sections``, in that order, so that a section has the
    same place in each plot of a page.

    >>> days = {("2024-05-30", "a"): 2, ("2024-06-01", "b"): 1, ("2099-01-01", "a"): 1}
    >>> found = in_time(days, "2024-06-02", "day", sections=["b"])
    >>> found.shown, found.counts, found.later
    (['2024-05-30', '2024-05-31', '2024-06-01'], [[0, 2], [0, 0], [1, 0]], 1)
    """
    sections = list(sections[:MOST_SERIES])
    later = sum(count for (day, _), count in days.items() if day > until)
    met = [day for day, _ in days if day <= until]
    if not met:
        return Series(unit, [], sections, [], 0, later)
    first, last = min(met), max(met)
    shown = periods(_not_before(first, last, unit, longest), last, unit)[-longest:]
    place = {period: number for number, period in enumerate(shown)}
    series = {name: number for number, name in enumerate(sections)}
    rows = [[0] * (len(sections) + 1) for _ in shown]
    earlier = 0
    for (day, section), count in days.items():
        if day > until:
            continue
        number = place.get(period_of(day, unit))
        if number is None:
            earlier += count
        else:
            rows[number][series.get(section, -1)] += count
    return Series(unit, shown, sections, rows, earlier, later)


def _not_before(first: str, last: str, unit: str, longest: int) -> str:
    """The first day to list periods from, so that a slip of centuries lists no day of them."""
    if unit != DAYS:
        return first
    start = date.fromisoformat(last) - timedelta(
        days=min(longest, date.fromisoformat(last).toordinal() - 1)
    )
    return max(first, str(start))
