"""Cron expressions, as crontab(5) has them: five fields, Sunday is 0 or 7."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from newsportal.errors import ArgumentError

MONTHS = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())
WEEKDAYS = tuple("sun mon tue wed thu fri sat".split())


@dataclass(frozen=True, slots=True)
class Field:
    """One of the five: its name, its values, and names that stand for them."""

    name: str
    first: int
    last: int
    names: tuple[str, ...] = ()


FIELDS = (
    Field("minute", 0, 59),
    Field("hour", 0, 23),
    Field("day of the month", 1, 31),
    Field("month", 1, 12, MONTHS),
    Field("weekday", 0, 7, WEEKDAYS),
)
"""The fields in the order in which they are written."""

SHORT: dict[str, str] = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
"""Expressions that have a name of their own."""

_PART = re.compile(r"(?P<first>\*|\w+)(?:-(?P<last>\w+))?(?:/(?P<step>\w+))?\Z")
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Cron:
    """The minutes, hours and days at which something starts, in the time of some zone."""

    text: str
    """As it was written."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: tuple[int, ...]
    months: tuple[int, ...]
    weekdays: tuple[int, ...]
    """Each in ascending order; Sunday is 0."""

    either: bool
    """Whether a day fits by its number or its weekday; both must fit if one begins with ``*``."""

    @classmethod
    def read(cls, text: str) -> Cron:
        """The expression that ``text`` is.

        >>> Cron.read("*/20 5,17 * * mon-fri").minutes
        (0, 20, 40)
        >>> Cron.read("0 5 * * 7").weekdays
        (0,)

        Raises:
            ArgumentError: It is none; the message says what is wrong with it.
        """
        parts = SHORT.get(text.strip().lower(), text).split()
        if text.strip().startswith("@") and len(parts) == 1:
            known = ", ".join(SHORT)
            raise ArgumentError(f"{text!r} names no time; of this kind there are {known}")
        if len(parts) != len(FIELDS):
            raise ArgumentError(
                f"{text!r} has {len(parts)} fields; a cron expression has five: minute, hour, day "
                "of the month, month, weekday, such as '30 5 * * *' for half past five each day"
            )
        minutes, hours, days, months, weekdays = (
            _values(field, part) for field, part in zip(FIELDS, parts, strict=True)
        )
        weekdays = tuple(sorted({day % 7 for day in weekdays}))
        either = not (parts[2].startswith("*") or parts[4].startswith("*"))
        made = cls(text, minutes, hours, days, months, weekdays, either)
        if not either and all(min(days) > _LONGEST[month - 1] for month in months):
            raise ArgumentError(f"{text!r} never comes: no such month has a day {min(days)}")
        return made

    def has_day(self, day: date) -> bool:
        """Whether something starts on that day.

        >>> Cron.read("0 0 13 * fri").has_day(date(2026, 11, 13))
        True
        """
        by_number = day.day in self.days
        by_weekday = day.isoweekday() % 7 in self.weekdays
        fits = by_number or by_weekday if self.either else by_number and by_weekday
        return fits and day.month in self.months


def _values(field: Field, text: str) -> tuple[int, ...]:
    """The values of one field: numbers, names, ranges, steps, and lists of these."""
    found: set[int] = set()
    for part in text.split(","):
        match = _PART.match(part)
        if match is None:
            raise ArgumentError(
                f"{part!r} is no {field.name} of a cron expression: write a number, 1-5, */10, "
                "2-20/3, or several of these with commas"
            )
        found.update(_range(field, part, match))
    return tuple(sorted(found))


def _range(field: Field, part: str, match: re.Match[str]) -> range:
    first, last, step = match["first"], match["last"], match["step"]
    if first == "*":
        if last is not None:
            raise ArgumentError(f"{part!r}: a range goes from a number to a number")
        # 7 is Sunday again: steps of the weekday end with Saturday.
        low, high = field.first, 6 if field.names is WEEKDAYS else field.last
    else:
        low = _number(field, first)
        high = low if last is None else _number(field, last)
        if step is not None and last is None:
            raise ArgumentError(f"{part!r}: a step goes with * or a range: {first}-{field.last}")
    if high < low:
        raise ArgumentError(f"{part!r} runs backwards: give the two ends apart, with a comma")
    width = 1 if step is None else int(step) if step.isascii() and step.isdigit() else 0
    if width < 1:
        raise ArgumentError(f"{part!r}: a step is a number from 1 on")
    return range(low, high + 1, width)


def _number(field: Field, text: str) -> int:
    if text.lower() in field.names:
        return field.first + field.names.index(text.lower())
    number = int(text) if text.isascii() and text.isdigit() else -1
    if not field.first <= number <= field.last:
        raise ArgumentError(
            f"{text!r} is no {field.name}: it is a number from {field.first} to {field.last}"
            + (f", or one of {', '.join(field.names)}" if field.names else "")
        )
    return number
