"""Cron expressions as systemd.time(7) has them."""

from __future__ import annotations

from newsportal.schedule.cron import FIELDS, WEEKDAYS, Cron

DAYS_OF_WEEK = 7


def on_calendar(cron: Cron, time_zone: str) -> list[str]:
    """The lines of ``OnCalendar=`` that elapse when ``cron`` does; two where a day fits by either.

    Numbers are listed, not stepped: a step of systemd's starts anew elsewhere than one of cron's.
    There is no expression that cron has and systemd cannot say.

    >>> on_calendar(Cron.read("30 5 * * mon,fri"), "UTC")
    ['Mon,Fri *-*-* 05:30:00 UTC']
    >>> on_calendar(Cron.read("0 */12 13 * 5"), "UTC")
    ['*-*-13 00,12:00:00 UTC', 'Fri *-*-* 00,12:00:00 UTC']
    """
    weekdays = ",".join(WEEKDAYS[day].capitalize() for day in cron.weekdays)
    every_day = len(cron.weekdays) == DAYS_OF_WEEK
    days, hours = _listed(cron.days, 2), _listed(cron.hours, 1)
    months, minutes = _listed(cron.months, 3), _listed(cron.minutes, 0)
    chosen = [(weekdays, "*"), ("", days)] if cron.either else [(weekdays, days)]
    made = []
    for weekday, day in reversed(chosen):
        before = "" if every_day or not weekday else f"{weekday} "
        made.append(f"{before}*-{months}-{day} {hours}:{minutes}:00 {time_zone}")
    return made


def _listed(values: tuple[int, ...], place: int) -> str:
    field = FIELDS[place]
    if len(values) == field.last - field.first + 1:
        return "*"
    return ",".join(f"{value:02}" for value in values)
