"""Axes: round numbers for counts, and days, months or years in a row."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

LONGEST = 180
"""Bars that are told apart on the width of a page."""

DAYS, MONTHS, YEARS = "day", "month", "year"

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_LENGTH = {DAYS: 10, MONTHS: 7, YEARS: 4}


def round_ticks(highest: float, most: int = 4) -> list[int]:
    """Whole, round numbers from 0 to the first that is not below ``highest``.

    >>> round_ticks(7), round_ticks(1234), round_ticks(0)
    ([0, 2, 4, 6, 8], [0, 500, 1000, 1500], [0, 1])
    """
    if highest <= 0:
        return [0, 1]
    power = 10 ** max(0, math.floor(math.log10(highest / most)))
    step = next(
        size for size in (power, 2 * power, 5 * power, 10 * power) if size * most >= highest
    )
    return [step * place for place in range(math.ceil(highest / step) + 1)]


def unit_for(first: str, last: str, longest: int = LONGEST) -> str:
    """The finest unit in which a span of days is no more than ``longest`` bars; years at worst.

    >>> unit_for("2024-01-01", "2024-03-01"), unit_for("2016-01-01", "2026-01-01")
    ('day', 'month')
    >>> unit_for("1996-01-01", "2026-01-01")
    'year'
    """
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if (end - start).days < longest:
        return DAYS
    months = 12 * (end.year - start.year) + end.month - start.month
    return MONTHS if months < longest else YEARS


def period_of(day: str, unit: str) -> str:
    """The period that a day is in.

    >>> period_of("2024-05-30", MONTHS)
    '2024-05'
    """
    return day[: _LENGTH[unit]]


def periods(first: str, last: str, unit: str) -> list[str]:
    """Every period from one day to another, those without anything too.

    >>> periods("2023-12-30", "2024-01-02", DAYS)
    ['2023-12-30', '2023-12-31', '2024-01-01', '2024-01-02']
    >>> periods("2023-12-30", "2024-01-02", MONTHS)
    ['2023-12', '2024-01']
    """
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if unit == DAYS:
        return [str(start + timedelta(days=n)) for n in range((end - start).days + 1)]
    if unit == MONTHS:
        months = range(12 * start.year + start.month - 1, 12 * end.year + end.month)
        return [f"{month // 12:04}-{month % 12 + 1:02}" for month in months]
    return [f"{year:04}" for year in range(start.year, end.year + 1)]


def date_ticks(shown: Sequence[str], unit: str, most: int = 12) -> list[tuple[int, str]]:
    """Places of periods to name on an axis, and their names: at round dates, ``most`` or fewer.

    >>> date_ticks(periods("2023-11-01", "2024-02-28", DAYS), DAYS)
    [(0, 'Nov 2023'), (30, 'Dec'), (61, 'Jan 2024'), (92, 'Feb')]
    >>> date_ticks(periods("2016-04-01", "2026-03-01", MONTHS), MONTHS)[:2]
    [(9, '2017'), (21, '2018')]
    """
    for found in _grids(shown, unit):
        if 1 < len(found) <= most or len(found) == len(shown) == 1:
            return found
    return [(0, period_name(shown[0]))] if shown else []


def _grids(shown: Sequence[str], unit: str) -> Iterator[list[tuple[int, str]]]:
    """Ticks at every period, then at ever rounder ones."""
    places = list(enumerate(shown))
    if unit == DAYS:
        yield _named([(at, day) for at, day in places], cut=10)
        yield _named(
            [(at, day) for at, day in places if date.fromisoformat(day).weekday() == 0], 10
        )
        months = [(at, day) for at, day in places if day.endswith("-01")]
        yield _named([(at, day[:7]) for at, day in months], cut=7)
    elif unit == MONTHS:
        yield _named(places, cut=7)
        for step in (3, 6):
            yield _named([each for each in places if (int(each[1][5:]) - 1) % step == 0], cut=7)
        yield [(at, month[:4]) for at, month in places if month.endswith("-01")]
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        first_of_year = {each[:4]: at for at, each in reversed(places)}
        yield [(at, year) for year, at in sorted(first_of_year.items()) if not int(year) % step]


def _named(places: list[tuple[int, str]], cut: int) -> list[tuple[int, str]]:
    """Names of days or months, the year where it is first seen."""
    found, year = [], ""
    for at, period in places:
        name = period_name(period[:cut])
        found.append((at, name if period[:4] != year else name.removesuffix(f" {year}")))
        year = period[:4]
    return found


def period_name(period: str) -> str:
    """A period in words.

    >>> period_name("2024-05-03"), period_name("2024-05"), period_name("2024")
    ('3 May 2024', 'May 2024', '2024')
    """
    year, *rest = period.split("-")
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])
