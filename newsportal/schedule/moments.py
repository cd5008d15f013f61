"""When a job starts: the moments of a cron expression in a time zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from itertools import islice, pairwise

from newsportal.schedule.cron import Cron

DAYS = 12 * 366
"""Days that are looked at for the next moment: 29 February may be eight years away, and a
weekday on it twelve times as rare, which no schedule means."""

WHOLE_DAY = 24


def moments(cron: Cron, zone: tzinfo, after: datetime) -> Iterator[datetime]:
    """The moments later than ``after``, in ascending order, in the time of ``zone``.

    A time that the clocks leap over does not come. A time that comes twice, when they are set
    back, comes once, unless the job starts in every hour: then it starts in both.

    >>> nine = datetime(2026, 1, 1, 9, tzinfo=timezone.utc)
    >>> next(moments(Cron.read("30 5 * * *"), timezone.utc, nine)).isoformat()
    '2026-01-02T05:30:00+00:00'
    """
    day = after.astimezone(zone).date()
    for number in range(DAYS):
        if cron.has_day(day + timedelta(days=number)):
            for moment in _of_day(cron, zone, day + timedelta(days=number)):
                if moment.astimezone(timezone.utc) > after:
                    yield moment


def next_moment(cron: Cron, zone: tzinfo, after: datetime) -> datetime | None:
    """The first moment later than ``after``; None if there is none in the next twelve years."""
    return next(moments(cron, zone, after), None)


def last_moment(cron: Cron, zone: tzinfo, after: datetime, until: datetime) -> datetime | None:
    """The last moment later than ``after`` that is not later than ``until``."""
    found = None
    for moment in moments(cron, zone, max(after, until - timedelta(days=366))):
        if moment.astimezone(timezone.utc) > until:
            break
        found = moment
    return found


def shortest_gap(cron: Cron, zone: tzinfo, after: datetime) -> timedelta | None:
    """The shortest time between two of the next moments; None where there is one alone."""
    found = [each.astimezone(timezone.utc) for each in islice(moments(cron, zone, after), 100)]
    gaps = [later - earlier for earlier, later in pairwise(found)]
    return min(gaps, default=None)


def _of_day(cron: Cron, zone: tzinfo, day: date) -> list[datetime]:
    twice = len(cron.hours) == WHOLE_DAY
    found = []
    for hour in cron.hours:
        for minute in cron.minutes:
            first = datetime.combine(day, time(hour, minute), zone)
            if not _is_there(first):
                continue
            found.append(first)
            second = first.replace(fold=1)
            if twice and second.utcoffset() != first.utcoffset():
                found.append(second)
    return sorted(found, key=lambda each: each.astimezone(timezone.utc))


def _is_there(moment: datetime) -> bool:
    """Whether the clocks of its zone show this time."""
    back = moment.astimezone(timezone.utc).astimezone(moment.tzinfo)
    return back.replace(tzinfo=None) == moment.replace(tzinfo=None)
