"""Cron expressions: worked out by hand, against a count of every minute, and against systemd."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import datetime, timedelta, timezone
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from newsportal.errors import ArgumentError
from newsportal.schedule.cron import Cron
from newsportal.schedule.moments import last_moment, moments, next_moment
from newsportal.schedule.on_calendar import on_calendar

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=HANOI)
"""A Wednesday."""

NOON = "2026-11-25 05:00:00 UTC"
"""The same, as systemd reads it."""

NEXT = {
    "* * * * *": ["11-25 12:01", "11-25 12:02"],
    "@hourly": ["11-25 13:00", "11-25 14:00"],
    "30 5 * * *": ["11-26 05:30", "11-27 05:30"],
    "0 12 * * *": ["11-26 12:00", "11-27 12:00"],
    "*/25 * * * *": ["11-25 12:25", "11-25 12:50", "11-25 13:00"],
    "10-40/15 23 * * *": ["11-25 23:10", "11-25 23:25", "11-25 23:40", "11-26 23:10"],
    "0 0 * * 0": ["11-29 00:00", "12-06 00:00"],
    "0 0 * * 7": ["11-29 00:00", "12-06 00:00"],
    "0 0 * * SUN": ["11-29 00:00", "12-06 00:00"],
    "0 0 * * 1": ["11-30 00:00", "12-07 00:00"],
    "0 0 * * 1-5": ["11-26 00:00", "11-27 00:00", "11-30 00:00"],
    "0 0 * * 5-7": ["11-27 00:00", "11-28 00:00", "11-29 00:00", "12-04 00:00"],
    "0 0 * * */2": ["11-26 00:00", "11-28 00:00", "11-29 00:00", "12-01 00:00"],
    "0 0 31 * *": ["12-31 00:00", "01-31 00:00", "03-31 00:00"],
    "0 0 13 * fri": ["11-27 00:00", "12-04 00:00", "12-11 00:00", "12-13 00:00"],
    "0 0 */10 * fri": ["12-11 00:00", "01-01 00:00"],
    "15,45 6,18 1 jan-mar *": ["01-01 06:15", "01-01 06:45", "01-01 18:15"],
    "0 0 29 2 *": ["02-29 00:00"],
}
"""The next moments after noon of that Wednesday, worked out by hand: month, day, time."""

WRONG = {
    "": "0 fields",
    "* * * *": "4 fields",
    "0 0 5 * * *": "6 fields",
    "60 * * * *": "no minute",
    "* 24 * * *": "no hour",
    "* * 0 * *": "no day of the month",
    "* * * 13 *": "no month",
    "* * * * 8": "no weekday",
    "* * * * monday": "no weekday",
    "5/10 * * * *": "goes with * or a range",
    "*/0 * * * *": "a step is",
    "*/x * * * *": "a step is",
    "40-10 * * * *": "runs backwards",
    "* * * * fri-mon": "runs backwards",
    "*-5 * * * *": "a range goes",
    "1,,2 * * * *": "is no minute",
    "? * * * *": "is no minute",
    "* * L * *": "no day of the month",
    "* * * * 5#2": "is no weekday",
    "-1 * * * *": "is no minute",
    "٣ * * * *": "no minute",
    "@reboot": "names no time",
    "0 0 30 2 *": "never comes",
    "0 0 31 4,6,9,11 *": "never comes",
}


@pytest.mark.parametrize("text", NEXT)
def test_next_moments(text: str) -> None:
    found = islice(moments(Cron.read(text), HANOI, NOW), len(NEXT[text]))
    assert [f"{each:%m-%d %H:%M}" for each in found] == NEXT[text]


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_expression(text: str) -> None:
    with pytest.raises(ArgumentError, match=re.escape(WRONG[text])):
        Cron.read(text)


SPANS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))


@st.composite
def parts(draw: st.DrawFn, low: int, high: int) -> str:
    """One field: a star, a number, a range or a list, some of them with steps."""
    first, second = sorted((draw(st.integers(low, high)), draw(st.integers(low, high))))
    step = draw(st.integers(1, high))
    forms = ["*", "*", f"*/{step}", str(first), f"{first}-{second}", f"{first}-{second}/{step}"]
    return ",".join(draw(st.lists(st.sampled_from(forms), min_size=1, max_size=2)))


EXPRESSIONS = st.tuples(*(parts(*span) for span in SPANS)).map(" ".join)


def fits(text: str, place: int, value: int) -> bool:
    """Whether a value is in a field, by the words of crontab(5), with no code of ours."""
    for part in text.split(","):
        span, _, step = part.partition("/")
        low, high = SPANS[place] if span == "*" else map(int, (span.split("-") * 2)[:2])
        if span == "*" and place == 4:
            high = 6
        if "-" in span:
            low, high = map(int, span.split("-"))
        if low <= value <= high and (value - low) % int(step or 1) == 0:
            return True
    return False


def starts(text: str, moment: datetime) -> bool:
    minute, hour, day, month, weekday = text.split()
    by_day = fits(day, 2, moment.day)
    sunday = moment.isoweekday() % 7
    by_weekday = fits(weekday, 4, sunday) or (sunday == 0 and fits(weekday, 4, 7))
    star = day.startswith("*") or weekday.startswith("*")
    return (
        fits(minute, 0, moment.minute)
        and fits(hour, 1, moment.hour)
        and fits(month, 3, moment.month)
        and (by_day and by_weekday if star else by_day or by_weekday)
    )


def read(text: str) -> Cron:
    """The expression; an example that never comes is another one."""
    days, months = text.split()[2:4]
    there = [(day, month) for day in range(1, 32) for month in range(1, 13)
             if day <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]]  # fmt: skip
    comes = any(fits(days, 2, day) and fits(months, 3, month) for day, month in there)
    assume(comes or not (days.startswith("*") or text.split()[4].startswith("*")))
    return Cron.read(text)


@settings(max_examples=50)
@given(EXPRESSIONS, st.integers(0, 4 * 366 * 1440))
def test_every_minute_of_six_hours_and_every_day_of_a_year(text: str, minute: int) -> None:
    cron = read(text)
    after = datetime(2024, 1, 1, tzinfo=timezone.utc) + timedelta(minutes=minute)
    until = after + timedelta(hours=6)
    found = list(takewhile(lambda each: each <= until, moments(cron, timezone.utc, after)))
    minutes = (after + timedelta(minutes=number) for number in range(1, 361))
    assert found == [moment for moment in minutes if starts(text, moment)]
    noon = after.replace(hour=cron.hours[0], minute=cron.minutes[0])
    days = [noon + timedelta(days=number) for number in range(366)]
    assert [cron.has_day(day.date()) for day in days] == [starts(text, day) for day in days]


@settings(max_examples=50)
@given(EXPRESSIONS)
def test_a_moment_missed_is_the_last_one(text: str) -> None:
    cron = read(text)
    until = NOW + timedelta(hours=15)
    found = list(takewhile(lambda each: each <= until, moments(cron, HANOI, NOW)))
    assert last_moment(cron, HANOI, NOW, until) == (found[-1] if found else None)


BERLIN = ZoneInfo("Europe/Berlin")
CLOCKS = {
    # On 29 March 2026 two o'clock is three; on 25 October three o'clock is two again.
    ("30 2 * * *", "2026-03-28T12:00+01:00"): ["2026-03-30T02:30+02:00"],
    ("30 * * * *", "2026-03-29T01:00+01:00"): ["2026-03-29T01:30+01:00", "2026-03-29T03:30+02:00"],
    ("30 2 * * *", "2026-10-24T12:00+02:00"): ["2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00"],
    ("30 * * * *", "2026-10-25T02:00+02:00"): ["2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00"],
}


@pytest.mark.parametrize(("text", "after"), CLOCKS)
def test_clocks_that_change(text: str, after: str) -> None:
    found = moments(Cron.read(text), BERLIN, datetime.fromisoformat(after))
    told = [each.isoformat(timespec="minutes") for each in islice(found, 2)]
    assert told[: len(CLOCKS[text, after])] == CLOCKS[text, after]


def test_what_never_comes_ends() -> None:
    cron = Cron("", (0,), (0,), (30,), (2,), tuple(range(7)), False)
    assert next_moment(cron, HANOI, NOW) is None


@pytest.mark.parametrize("text", NEXT)
def test_systemd_elapses_at_the_same_moments(text: str) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("needs systemd-analyze")
    cron = Cron.read(text)
    lines = on_calendar(cron, "Asia/Ho_Chi_Minh")
    said = subprocess.run(
        ["systemd-analyze", "calendar", "--iterations=5", f"--base-time={NOON}", *lines],
        env={"TZ": "UTC", "LC_ALL": "C"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    times = re.findall(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC", said.stdout)
    found = {datetime.fromisoformat(f"{each}+00:00") for each in times}
    wanted = list(islice(moments(cron, HANOI, NOW), 5))
    assert wanted
    assert sorted(found)[: len(wanted)] == wanted
