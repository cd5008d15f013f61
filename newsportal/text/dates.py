"""Dates as Vietnamese portals print them: day first, 24 hours, +07:00 unless another is stated.

The forms are rows of two tables, one for the day and one for the clock; the engine takes the first
row that fits. A date that cannot exist is no date; nothing is taken from today.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache

from newsportal.text.normalise import normal

HANOI = timezone(timedelta(hours=7))

_ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTHS: dict[str, int] = {
    **{name: number for number, name in enumerate(_ENGLISH, 1)},
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_LETTERS = "giêng|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười (?:một|hai)|mười|chạp"
_YEAR_BEHIND = r"\s*(?:,|năm)?\s*(?P<y>\d{4})"

_DAY_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?i)(?<!\d){form}(?!\d)"))
    for name, form in (
        ("iso", r"(?P<y>\d{4})(?P<sign>[/-])(?P<m>\d{1,2})(?P=sign)(?P<d>\d{1,2})"),
        ("day first", r"(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4})"),
        (
            "in words",
            r"(?P<d>\d{1,2})\s+(?:tháng|thg)\s+(?P<m>\d{1,2})\s*(?:,|năm)?\s*(?P<y>\d{4})",
        ),
        ("in letters", rf"(?P<d>\d{{1,2}})\s+tháng\s+(?P<mon>{_LETTERS}){_YEAR_BEHIND}"),
        ("english", r"(?P<d>\d{1,2})\s+(?P<mon>[a-z]{3})[a-z]*\.?,?\s+(?P<y>\d{4})"),
        ("unix", r"(?P<mon>[a-z]{3})\s+(?P<d>\d{1,2})\s(?=[\d:]+\s[a-z]{3,4}\s(?P<y>\d{4}))"),
        ("american", r"\b(?P<mon>[a-z]{3})[a-z]*\.?\s+(?P<d>\d{1,2}),?\s+(?P<y>\d{4})"),
    )
)

# "8:31", "8:31'", "8h31", "16h", "8 giờ 31 phút"; a minute may be missing only after a letter.
_CLOCK = re.compile(
    r"(?i)(?<![\d:/.-])(?P<H>\d{1,2})\s?(?::\s?(?P<M>\d{2})|(?:giờ|h|g)\s?(?P<M2>\d{2})?)(?!\d)"
    r"(?P<s>:\d{2})?(?:[.,]\d+)?\s?(?:'|’|′|phút)?\s?(?P<half>(?:am|pm|sa|ch)\b)?"
)
_ZONE = re.compile(
    r"(?i)(?P<utc>\bz\b|(?<=\d)z\b)|(?:gmt|utc)?\s?(?P<sign>[+-])(?P<zh>\d{1,2})(?::?(?P<zm>\d{2}))?\b"
    r"|(?P<gmt>\bgmt\b|\butc\b)"
)
# Zones that are named, in hours; where one name means several the clock is not known.
_ZONES: dict[str, float | None] = {
    "ICT": 7, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "BST": 1, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "SGT": 8, "HKT": 8,
    "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11,
    "ET": None, "CT": None, "MT": None, "PT": None, "CST": None, "IST": None, "AST": None,
}  # fmt: skip
_NAMED_ZONE = re.compile(rf"\s*\(?\b(?P<name>{'|'.join(_ZONES)})\b")

_WEEKDAYS: dict[str, int] = {
    "hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "nhật": 6,
    "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
    "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5,
}  # fmt: skip
_WEEKDAY = re.compile(
    r"(?i)\bthứ\s?(hai|ba|tư|năm|sáu|bảy|[2-7])\b|\bT([2-7])(?=[,\s])|\b(?:chủ|chúa)\s?(nhật)\b|\bCN\b"
    r"|\b(mon|tue|wed|thu|fri|sat|sun)(?:s?day|nesday|rsday|urday)?\b"
)


_YEAR = re.compile(r"\d{4}")
_DIVIDING_T = re.compile(r"(?<=\d)T(?=\d\d:)")
_DIGITS = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(?:\d\d)?([Z+-].*)?)?$")
_SECONDS = re.compile(r"[1-3]\d{9}(?:\d{3})?$")
_PLACE = re.compile(r"(?:[^\W\d_]+ ){0,3}[^\W\d_]+,\s(?=\d)")

# What stands around a date on a line of its own.
_AROUND = re.compile(
    r"(?i)ngày|đăng|cập nhật|xuất bản|lúc|gmt|tháng|năm|view count|lượt (?:xem|đọc)|thời gian"
    r"|\b(?:published|posted|(?:last )?(?:updated|modified)|on|at)\b|[\W\d_]"
)


# What such a line opens with; most lines with a year in them are told by that.
_OPENING = re.compile(
    rf"(?i)[\W\d_]|thứ|ch[ủú]|cn\b|ngày|đăng|cập|xuất|lúc|gmt|utc|tháng|năm|view|lượt|wed|thu|fri|sat|sun|mon|tue|z\b"
    rf"|am\b|pm\b|sa\b|t[2-7]\b|thời gian|publ|post|last|upda|modi|{'|'.join(_ENGLISH)}"
)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date read from a page."""

    value: str
    """ISO 8601: ``2022-12-01T08:31:00+07:00``, or the bare date where only the day is known."""

    precision: str
    """minute or day."""

    raw: str
    """What was read."""

    weekday_agrees: bool = True
    """False where a weekday is printed that is not that of the date."""


@lru_cache(maxsize=1024)
def read_date(raw: str | None) -> PrintedDate | None:
    """The date that ``raw`` states, or None where it states none or an impossible one.

    "12:00 AM" is what migrated pages print for a time that is unknown. An hour above 12 beside AM
    or PM is a clock of 24 hours.

    >>> read_date("Thứ Năm, 1/12/2022 8:31'(GMT+7)").value
    '2022-12-01T08:31:00+07:00'
    >>> read_date("Ngày đăng 07/10/2015 | 12:00 AM | View count: 675").value
    '2015-10-07'
    >>> read_date("07-03-2026 - 00:01 AM").value
    '2026-03-07T00:01:00+07:00'
    >>> read_date("2 giờ trước")
    """
    text = normal(raw or "")
    day = _day(text)
    if day is None:
        return None
    date, rest = day
    weekday = _weekday(text)
    agrees = weekday is None or weekday == date.weekday()
    clock, zone = _clock(rest), _zone(rest)
    if clock is None or zone is None:
        return PrintedDate(date.strftime("%Y-%m-%d"), "day", text, agrees)
    moment = date.replace(hour=clock[0], minute=clock[1], tzinfo=zone).astimezone(HANOI)
    return PrintedDate(moment.strftime("%Y-%m-%dT%H:%M:00+07:00"), "minute", text, agrees)


def read_stated(raw: str | None) -> PrintedDate | None:
    """The date that metadata state: as `read_date` does, or in digits alone.

    Digits are a day, with or without its clock, or seconds since 1970, with or without thousandths.

    >>> read_stated("20240514").value, read_stated("1715650200").value
    ('2024-05-14', '2024-05-14T08:30:00+07:00')
    """
    if not raw:
        return None
    text = normal(raw)
    if found := _DIGITS.match(text):
        year, month, day, hour, minute, zone = found.groups("")
        return read_date(f"{year}-{month}-{day} {hour}:{minute}{zone}".rstrip(" :"))
    if _SECONDS.match(text):
        moment = datetime.fromtimestamp(int(text[:10]), HANOI)
        return PrintedDate(moment.strftime("%Y-%m-%dT%H:%M:00+07:00"), "minute", text)
    return read_date(text)


@lru_cache(maxsize=1024)
def is_date_line(text: str) -> bool:
    """Whether ``text`` is a date with its weekday, clock and zone, and nothing else.

    Before a date with a clock a place may stand.

    >>> is_date_line("Thứ Năm, 30/5/2024"), is_date_line("Ngày 30/5/2024, tỉnh đã họp")
    (True, False)
    """
    text = normal(text)
    if len(text) > 60 or _YEAR.search(text) is None:
        return False
    place = None if _WEEKDAY.match(text) else _PLACE.match(text)
    if place and place[0].istitle():
        text = text[place.end() :]
        if _CLOCK.search(text) is None:
            return False
    if _OPENING.match(text) is None or _day(text) is None:
        return False
    text = _DIVIDING_T.sub(" ", text)
    for form in (_WEEKDAY, _ZONE, _CLOCK, *(form for _, form in _DAY_FORMS), _NAMED_ZONE):
        text = form.sub(" ", text)
    return not _AROUND.sub("", text)


def _day(text: str) -> tuple[datetime, str] | None:
    """The day, as a midnight without zone, and ``text`` with a blank in its place."""
    for _, form in _DAY_FORMS:
        for found in form.finditer(text):
            part = found.groupdict()
            month = part.get("m") or _month(part.get("mon") or "")
            try:
                day = datetime(int(part["y"]), int(month), int(part["d"]))  # noqa: DTZ001 - the zone follows
            except ValueError:
                continue
            if 1900 < day.year <= 2100:
                return day, f"{text[: found.start()]} {text[found.end() :].removeprefix('T')}"
    return None


def _month(name: str) -> int:
    return _MONTHS.get(name.lower(), 0)


def _clock(text: str) -> tuple[int, int] | None:
    found = _CLOCK.search(text)
    if found is None:
        return None
    hour, minute = int(found["H"]), int(found["M"] or found["M2"] or 0)
    half = (found["half"] or "").lower()
    if hour == 12 and minute == 0 and half in ("am", "sa"):
        return None
    if half in ("pm", "ch") and hour < 12:
        hour += 12
    elif half in ("am", "sa") and hour == 12:
        hour = 0
    return (hour, minute) if hour < 24 and minute < 60 else None


def _zone(text: str) -> timezone | None:
    """The zone behind the clock, Hanoi's if none is stated; None for a name that means several."""
    clock = _CLOCK.search(text)
    end = clock.end() if clock else 0
    found = _ZONE.search(text, end)
    if found is None:
        named = _NAMED_ZONE.match(text, end)
        hours = _ZONES[named["name"]] if named else 7
        return None if hours is None else timezone(timedelta(hours=hours))
    if found["sign"] is None:
        return timezone.utc
    ahead = timedelta(hours=int(found["zh"]), minutes=int(found["zm"] or 0))
    if ahead > timedelta(hours=14):
        return HANOI
    return timezone(ahead if found["sign"] == "+" else -ahead)


def _weekday(text: str) -> int | None:
    found = _WEEKDAY.search(text)
    if found is None:
        return None
    return _WEEKDAYS[(found[found.lastindex] if found.lastindex else "nhật").lower()]
