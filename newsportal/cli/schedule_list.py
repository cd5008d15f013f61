"""``newsportal schedule list``: when each job starts, and how it ended last time."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from itertools import islice
from typing import Any

from rich.table import Table

from newsportal.cli.console import Console
from newsportal.cli.crawl import say
from newsportal.clock import Clock
from newsportal.errors import NewsportalError
from newsportal.schedule import Job
from newsportal.schedule.moments import moments
from newsportal.schedule.reading import zone_named
from newsportal.scheduler.home import Home, read_home
from newsportal.scheduler.notes import Note, read_note


def run(name: str, count: int, as_json: bool) -> int:
    """List the jobs; 0, or 2 if the file is wrong."""
    from newsportal import settings

    try:
        home = read_home(name)
        now = Clock.stated(settings.NEWSPORTAL_NOW).now()
        rows = [_row(job, home, now, count) for job in home.schedule.jobs]
    except NewsportalError as error:
        return say(error)
    if as_json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False) + "\n")
    else:
        Console(highlight=False).print(_table(rows))
    return 0


def _row(job: Job, home: Home, now: datetime, count: int) -> dict[str, Any]:
    coming = islice(moments(job.cron, zone_named(job.time_zone), now), count)
    note = read_note(home.notes, job.name)
    return {
        "job": job.name, "cron": job.cron.text, "time_zone": job.time_zone, "jitter": job.jitter,
        "command": list(job.crawl), "steps": [list(step) for step in job.steps],
        "next": [moment.isoformat(timespec="minutes") for moment in coming],
        "last": _last(note) if note else None,
    }  # fmt: skip


def _last(note: Note) -> dict[str, Any]:
    return {
        "started_at": note.started_at, "ended_at": note.ended_at, "outcome": note.outcome,
        "exit_code": note.exit_code, "words": note.words, "failures": note.failures,
    }  # fmt: skip


def _table(rows: list[dict[str, Any]]) -> Table:
    table = Table("job", "cron", "next times", "last start", "how it ended", box=None)
    for row in rows:
        late = f" (up to {row['jitter']} s later)" if row["jitter"] else ""
        zone = f"{row['time_zone']}{late}"
        last = row["last"]
        started = last["started_at"][:16].replace("T", " ") if last else "never"
        table.add_row(
            row["job"], row["cron"], "\n".join([*map(_shown, row["next"]), zone]), started,
            _ended(last) if last else "",
        )  # fmt: skip
    return table


def _shown(moment: str) -> str:
    """A moment as people read it, with its weekday.

    >>> _shown("2026-11-03T05:30+07:00")
    'Tue 2026-11-03 05:30'
    """
    return datetime.fromisoformat(moment).strftime("%a %Y-%m-%d %H:%M")


def _ended(last: dict[str, Any]) -> str:
    code = f" with exit code {last['exit_code']}" if last["exit_code"] else ""
    row = f", {last['failures']} times in a row" if last["failures"] > 1 else ""
    return f"{last['outcome']}{code}{row}" + (f": {last['words']}" if last["words"] else "")
