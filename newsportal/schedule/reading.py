"""newsportal.toml becomes a schedule, or a sentence that says what is wrong in it."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from datetime import datetime, timezone
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from newsportal.alerts import Alerts
from newsportal.errors import ArgumentError
from newsportal.schedule.crawling import crawl_arguments, named_portals
from newsportal.schedule.cron import Cron
from newsportal.schedule.job import Job, Schedule
from newsportal.schedule.keys import (
    COMMON,
    GRACE,
    JOB,
    SCHEDULE,
    TIME_LIMIT,
    TIME_ZONE,
    TOP,
    at,
    check_keys,
)
from newsportal.schedule.moments import next_moment, shortest_gap
from newsportal.schedule.steps import read_step

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}\Z")
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
LONGEST = 366 * SECONDS["d"]
NEWEST = datetime(2026, 1, 1, tzinfo=timezone.utc)
"""From when on an expression's moments are looked at when it is read; any day would do."""


def read_schedule(text: str, file: str = "newsportal.toml") -> Schedule:
    """The schedule that the text of ``file`` declares.

    Raises:
        ArgumentError: It declares none; the message names file, table and key.
    """
    with at(file):
        try:
            stated = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise ArgumentError(f"it is no TOML: {error}") from error
        check_keys(stated, TOP, "at the top")
        common, jobs = stated.get("schedule", {}), stated.get("jobs", {})
        check_keys(common, SCHEDULE, "[schedule]")
        if not jobs:
            raise ArgumentError("it declares no job: write a table [jobs.NAME] for each")
        return Schedule(
            jobs=tuple(_job(name, table, common) for name, table in jobs.items()),
            folder=common.get("folder"), contact=common.get("contact"),
            alerts=_alerts(stated.get("alerts", {})),
        )  # fmt: skip


def _alerts(table: Any) -> Mapping[str, Any]:
    """The table as it is, if alerts can be sent by it."""
    if not isinstance(table, dict):
        raise ArgumentError("alerts: write a table [alerts]")
    Alerts.from_mapping(table)
    return table


def _job(name: str, table: Any, common: Mapping[str, Any]) -> Job:
    if not NAME.match(name):
        raise ArgumentError(
            f"[jobs.{name}]: the name of a job has lower-case letters, digits, - and _, at most 40"
        )
    if not isinstance(table, dict):
        raise ArgumentError(f"[jobs]: {name} is a job, and a job is a table: [jobs.{name}]")
    where = f"[jobs.{name}]"
    check_keys(table, JOB, where)
    for key in ("portal", "cron"):
        if key not in table:
            raise ArgumentError(f"{where}: it needs the key {key}")
    for_all = {key.name: common[key.name] for key in COMMON if key.name in common}
    stated = {**for_all, **table}
    with at(where):
        return _made(name, stated)


def _made(name: str, stated: Mapping[str, Any]) -> Job:
    with at("cron"):
        cron = Cron.read(stated["cron"])
    with at("portal"):
        portals = named_portals(stated["portal"])
    steps = stated.get("steps", [])
    with at("steps"):
        read = tuple(read_step(each) for each in ([steps] if isinstance(steps, str) else steps))
    job = Job(
        name=name, cron=cron, time_zone=stated.get("time_zone", TIME_ZONE), portals=portals,
        crawl=crawl_arguments(portals, stated), steps=read,
        steps_after_failure=stated.get("steps_after_failure", False),
        jitter=_seconds(stated, "jitter", 0), grace=_seconds(stated, "grace", GRACE),
        time_limit=_seconds(stated, "time_limit", TIME_LIMIT), alerts=stated.get("alerts", True),
    )  # fmt: skip
    _check_times(job)
    return job


def _seconds(stated: Mapping[str, Any], key: str, default: str | int) -> int:
    """A duration in seconds.

    >>> _seconds({"jitter": "5m"}, "jitter", 0)
    300
    """
    value = stated.get(key, default)
    match = re.fullmatch(r"([0-9]{1,9}) ?([smhd])", str(value).strip())
    seconds = int(match[1]) * SECONDS[match[2]] if match else value
    least = 0 if key == "jitter" else 1
    if not isinstance(seconds, int) or not least <= seconds <= LONGEST:
        raise ArgumentError(
            f"{key} = {value!r} is no duration: write seconds, or a text such as "
            '"90s", "5m", "6h"; at most a year'
        )
    return seconds


def _check_times(job: Job) -> None:
    """Refuse a zone that there is not, and times that make no sense in it."""
    zone = zone_named(job.time_zone)
    if next_moment(job.cron, zone, NEWEST) is None:
        raise ArgumentError(f"cron: {job.cron.text!r} does not come in the next years")
    gap = shortest_gap(job.cron, zone, NEWEST)
    if gap is not None and job.jitter >= gap.total_seconds():
        raise ArgumentError(
            f"jitter: {job.jitter} seconds are not less than the {gap.total_seconds():.0f} between "
            f"two starts of {job.cron.text!r}"
        )


def zone_named(name: str) -> ZoneInfo:
    """The time zone of that name.

    Raises:
        ArgumentError: There is none, or this machine has no data of time zones.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        there = available_timezones()
    if not there:
        raise ArgumentError(
            "this machine has no data of time zones: pip install 'newsportal[schedule]'"
        )
    by_case = {each.lower(): each for each in there}
    near = get_close_matches(name.lower(), by_case, n=1)
    meant = f"is {by_case[near[0]]!r} meant?" if near else f"write one such as {TIME_ZONE!r}"
    raise ArgumentError(f"time_zone: there is no time zone {name!r}; {meant}")
