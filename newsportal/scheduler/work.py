"""One start of a job: the crawl and its steps, one child process after the other."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from newsportal.alerts import Alerts, notify
from newsportal.alerts.message import FINE
from newsportal.errors import BusyError
from newsportal.schedule.job import Job
from newsportal.schedule.reading import zone_named
from newsportal.schedule.steps import filled
from newsportal.scheduler.children import Children
from newsportal.scheduler.home import Home, program
from newsportal.scheduler.notes import Note, held, read_note, write_note
from newsportal.scheduler.telling import Teller

BUSY, INTERRUPTED, NOT_STARTED, TOO_LONG = 4, 130, 5, 1
"""Exit codes, as `newsportal.report.EXIT_CODES` has them."""

STILL = "it is still at work and is not started twice"


@dataclass(kw_only=True, slots=True)
class Work:
    """A job at work."""

    job: Job
    home: Home
    children: Children
    teller: Teller
    start: datetime
    ends: float = 0.0
    """When its time is over, by the monotonic clock."""

    reports: list[dict[str, Any]] = field(default_factory=list)
    """What the crawl told, one a portal."""

    last: str = ""
    """The last line that a child printed: what went wrong stands there."""

    def tell(self, event: str, words: str, **values: Any) -> None:
        """Say what happened to this job."""
        self.teller.tell(event, self.job.name, words, **values)


def run_job(job: Job, home: Home, children: Children, teller: Teller) -> int:
    """Run a job now; its exit code: the crawl's, or that of the first step that failed.

    4 if it is at work already, 130 if it was stopped. Whatever happens is told and noted.

    Raises:
        StoreError: The folder of notes cannot be used.
    """
    if children.stopping.is_set():
        return INTERRUPTED
    start = datetime.now(zone_named(job.time_zone))
    work = Work(job=job, home=home, children=children, teller=teller, start=start)
    before = read_note(home.notes, job.name)
    try:
        with held(home.notes, job.name, STILL):
            return _run_held(work, before.failures if before else 0)
    except BusyError as error:
        teller.tell("busy", job.name, str(error))
        return BUSY


def _run_held(work: Work, failures: int) -> int:
    work.ends = time.monotonic() + work.job.time_limit
    _note(work, Note(_stamp(work.start), failures=failures))
    code = _crawl(work)
    if code == 0 or (work.job.steps_after_failure and code != INTERRUPTED):
        after = _steps(work)
        code = code or after
    return _ended(work, code, failures)


def _crawl(work: Work) -> int:
    words = filled(work.job.crawl, work.start)
    work.tell("started", f"started: newsportal {' '.join(words)}", command=words)
    return _run(work, [*words, "--quiet", "--json"])


def _steps(work: Work) -> int:
    """The exit code of the first step that fails; what would follow is left out."""
    for step in work.job.steps:
        if work.children.stopping.is_set():
            return INTERRUPTED
        words = filled(step, work.start)
        named = f"newsportal {' '.join(words)}"
        work.tell("step-started", f"then: {named}", command=words)
        if code := _run(work, words):
            work.tell("step-failed", f"{named} ended with exit code {code}", exit_code=code)
            return code
        work.tell("step-ended", f"done: {named}", command=words)
    return 0


def _run(work: Work, words: Sequence[str]) -> int:
    left = work.ends - time.monotonic()
    place = (work.home.file.parent, work.home.environment())
    try:
        code = work.children.run([*program(), *words], place, lambda line: _said(work, line), left)
    except OSError as error:
        work.tell("said", f"it cannot be started: {error.strerror}")
        return NOT_STARTED
    if code and time.monotonic() > work.ends:
        work.tell("too-long", f"stopped after {work.job.time_limit} seconds, its time_limit")
        return TOO_LONG
    return INTERRUPTED if code and work.children.stopping.is_set() else code


def _said(work: Work, line: str) -> None:
    """A line of the child: a report of a crawl is kept, anything else is told on."""
    try:
        made = json.loads(line)
    except ValueError:
        made = None
    if isinstance(made, dict) and "portal" in made and "exit_code" in made:
        work.reports.append(made)
    elif line:
        work.last = line
        work.tell("said", line)


def _ended(work: Work, code: int, failures: int) -> int:
    stopped = code == INTERRUPTED
    outcome = "finished" if code == 0 else "interrupted" if stopped else "failed"
    failures = 0 if code == 0 else failures if stopped else failures + 1
    now = datetime.now(work.start.tzinfo)
    seconds = round((now - work.start).total_seconds())
    did = "; ".join(_counted(report) for report in work.reports) or "no report"
    did += f"; {work.last}" if outcome == "failed" and work.last else ""
    row = f", {failures} times in a row" if failures > 1 else ""
    words = f"{outcome} with exit code {code} after {seconds} s{row}: {did}"
    _note(work, Note(_stamp(work.start), _stamp(now), outcome, code, did, failures))
    values = {"exit_code": code, "seconds": seconds, "failures": failures}
    work.tell("ended" if code == 0 else outcome, words, **values)
    _send(work, code)
    return code


def _send(work: Work, code: int) -> None:
    """Send what the crawl tells that wants a person, and that the job failed where no run says so.

    What cannot be sent is told by its name, and fails nothing.
    """
    if not (work.home.schedule.alerts and work.job.alerts):
        return
    alerts, reports = Alerts.from_mapping(work.home.schedule.alerts), list(work.reports)
    if code not in FINE and all(report["exit_code"] in FINE for report in reports):
        why = work.last or "what follows the crawl failed"
        reports.append({"portal": work.job.name, "exit_code": code, "error": why})
    for report in reports:
        for made in notify(alerts, report):
            failed = f"not sent: {made.failed}" if made.failed else "sent"
            work.tell("unsent" if made.failed else "sent", f"an alert by {made.channel}: {failed}")


def _counted(report: dict[str, Any]) -> str:
    """A report in a few words.

    >>> _counted({"portal": "demo", "stored": 3, "changed": 0, "failed": {"timeout": 2}})
    'demo 3 stored, 2 failed'
    """
    if report.get("error"):
        return f"{report['portal']} {report['error']}"
    counts = {name: report.get(name, 0) for name in ("stored", "changed", "refused", "failed")}
    numbers = {
        name: sum(value.values()) if isinstance(value, dict) else value
        for name, value in counts.items()
    }
    told = [f"{number} {name}" for name, number in numbers.items() if number or name == "stored"]
    return f"{report['portal']} {', '.join(told)}"


def _note(work: Work, note: Note) -> None:
    """Keep it; a disk that is full stops no crawl."""
    try:
        write_note(work.home.notes, work.job.name, note)
    except OSError as error:
        work.tell("unnoted", f"{work.home.notes} cannot be written: {error.strerror}")


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
