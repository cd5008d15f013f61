"""Counts of days and sections as rows of bars: what is drawn, and what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from newsportal.dataset.tally import largest
from newsportal.pages.axes import LONGEST, period_of, periods, unit_for

MOST_SERIES = 7
"""Sections with a colour of their own; more could not be told apart."""


@dataclass(frozen=True, slots=True)
class Series:
    """Records in time, by section."""

    unit: str
    shown: list[str]
    """Every period, those without a record too."""

    sections: list[str]
    """Those that are told apart, the largest first."""

    counts: list[list[int]]
    """Of each period: a number for each section, and at last one for all others."""

    earlier: int
    """Records before the first period."""

    later: int
    """Records after the last day that is shown."""


def in_time(
    days: Mapping[tuple[str, str], int], until: str, longest: int = LONGEST, unit: str | None = None
) -> Series:
    """Records up to the day ``until`` in days, months or years: the finest that fits.

    With a ``unit`` it is that, and the last ``longest`` of them are shown.

    >>> found = in_time({("2024-05-30", "a"): 2, ("2024-06-01", "b"): 1}, "2024-06-02")
    >>> found.unit, found.shown, found.counts
    ('day', ['2024-05-30', '2024-05-31', '2024-06-01'], [[2, 0, 0], [0, 0, 0], [0, 1, 0]])
    """
    met = [day for day, _ in days if day <= until]
    if not met:
        return Series(unit or "day", [], [], [], 0, sum(days.values()))
    first, last = min(met), max(met)
    unit = unit or unit_for(first, last, longest)
    shown = periods(_not_before(first, last, unit, longest), last, unit)[-longest:]
    place = {period: number for number, period in enumerate(shown)}
    inside: Counter[str] = Counter()
    for (day, section), count in days.items():
        if day <= until and period_of(day, unit) in place:
            inside[section] += count
    sections = [name for name, _ in largest(inside, MOST_SERIES)]
    rows = [[0] * (len(sections) + 1) for _ in shown]
    series = {name: number for number, name in enumerate(sections)}
    for (day, section), count in days.items():
        if day <= until and (number := place.get(period_of(day, unit))) is not None:
            rows[number][series.get(section, -1)] += count
    later = sum(count for (day, _), count in days.items() if day > until)
    earlier = sum(days.values()) - later - sum(inside.values())
    return Series(unit, shown, sections, rows, earlier, later)


def _not_before(first: str, last: str, unit: str, longest: int) -> str:
    """The first day to list periods from, so that a slip of centuries lists no day of them."""
    if unit != "day":
        return first
    start = date.fromisoformat(last) - timedelta(
        days=min(longest, date.fromisoformat(last).toordinal() - 1)
    )
    return max(first, str(start))
