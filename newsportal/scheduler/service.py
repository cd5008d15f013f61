"""The service behind `newsportal schedule run`: APScheduler starts jobs, each a child process."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timezone
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler

from newsportal.errors import NewsportalError
from newsportal.schedule.job import Job, Schedule
from newsportal.scheduler.children import Children
from newsportal.scheduler.home import Home, read_home
from newsportal.scheduler.notes import SERVICE, held, read_note
from newsportal.scheduler.telling import Teller
from newsportal.scheduler.trigger import JobTimes
from newsportal.scheduler.work import STILL, run_job

AT_ONCE = 16
"""Jobs at work side by side; more wait for a place."""

LOOK_SECONDS = 2.0
"""How often the file is looked at."""

STOP, REREAD, LOOK = "stop", "reread", "look"
"""What the service can be told."""

TOLD: dict[int, tuple[str, str]] = {
    EVENT_JOB_MAX_INSTANCES: ("busy", STILL),
    EVENT_JOB_MISSED: ("missed", "its time was missed by more than its grace: it is left out"),
    EVENT_JOB_ERROR: ("failed", "it could not be started: {}"),
}
"""Events of APScheduler, and what is said of them."""


class Service:
    """One foreground process over the jobs of a file."""

    def __init__(
        self, home: Home, teller: Teller, check: Callable[[Schedule], None] = lambda _: None
    ) -> None:
        self.home = home
        self.teller = teller
        self._check = check
        self.children = Children()
        self.inbox: SimpleQueue[str] = SimpleQueue()
        """Takes `STOP` and `REREAD`; safe to fill from a signal's handler."""

        self.scheduler = BackgroundScheduler(
            timezone=timezone.utc,
            executors={"default": ThreadPoolExecutor(AT_ONCE)},
            # Starts that fell together, after a sleep of the machine, are one start.
            job_defaults={"coalesce": True, "max_instances": 1},
        )
        logging.getLogger("apscheduler").setLevel(logging.CRITICAL)  # its events are told by us
        self.scheduler.add_listener(self._told, sum(TOLD))
        self._seen = _state(home.file)

    def run(self, now: bool = False) -> None:
        """Work until told to stop; with ``now`` each job starts at once as well.

        Raises:
            BusyError: Another scheduler works in the folder.
            StoreError: The folder cannot be used.
        """
        sentence = f"another scheduler works in {self.home.output}: stop it first"
        with held(self.home.notes, SERVICE, sentence):
            for job in self.home.schedule.jobs:
                self._add(job, now)
            self.scheduler.start()
            self._ready()
            while (word := self._next()) != STOP:
                self._look(word == REREAD)
            self._stop()

    def _next(self) -> str:
        try:
            return self.inbox.get(timeout=LOOK_SECONDS)
        except Empty:
            return LOOK

    def _ready(self) -> None:
        jobs = self.home.schedule.jobs
        names = ", ".join(job.name for job in jobs)
        self.teller.tell("ready", None, f"{len(jobs)} jobs of {self.home.file}: {names}")

    def _stop(self) -> None:
        self.teller.tell("stopping", None, "stopping: jobs at work are asked to end")
        self.scheduler.pause()
        self.children.stop()
        self.scheduler.shutdown(wait=True)
        self.teller.tell("stopped", None, "stopped", counts=dict(self.teller.counts))

    def _add(self, job: Job, now: bool = False) -> None:
        """Put a job among those that are started, in place of one of its name."""
        trigger, present = JobTimes(job), datetime.now(timezone.utc)
        note = read_note(self.home.notes, job.name)
        last = datetime.fromisoformat(note.started_at) if note else None
        due = now or (last is not None and trigger.missed(last, present) is not None)
        first = present if due else trigger.get_next_fire_time(None, present)
        self.scheduler.add_job(
            self._work, trigger, args=[job.name], id=job.name, name=job.name,
            misfire_grace_time=job.grace, next_run_time=first, replace_existing=True,
        )  # fmt: skip

    def _work(self, name: str) -> int | None:
        job = self.home.schedule.job(name)
        return run_job(job, self.home, self.children, self.teller) if job else None

    def _told(self, event: Any) -> None:
        name, words = TOLD[event.code]
        self.teller.tell(name, event.job_id, words.format(getattr(event, "exception", "")))

    def _look(self, asked: bool) -> None:
        """Read the file again if it changed, or if that was asked for."""
        seen = _state(self.home.file)
        if not asked and seen == self._seen:
            return
        self._seen = seen
        try:
            home = read_home(self.home.file)
            self._check(home.schedule)
            self._take(home)
        except NewsportalError as error:
            self.teller.tell("kept", None, f"the schedule stays as it was: {error}")

    def _take(self, home: Home) -> None:
        """Go by another schedule; a job that stayed as it was keeps its next time."""
        before = {job.name: job for job in self.home.schedule.jobs}
        after = {job.name: job for job in home.schedule.jobs}
        self.home = Home(file=home.file, schedule=home.schedule, output=self.home.output)
        for name in before.keys() - after.keys():
            with suppress(JobLookupError):  # its last time has come already
                self.scheduler.remove_job(name)
        changed = [name for name, job in after.items() if job != before.get(name)]
        for name in changed:
            self._add(after[name])
        moved = "; another folder is gone by after a restart"
        self.teller.tell(
            "reread", None, f"{self.home.file} was read again: {', '.join(changed) or 'no job'} "
            f"changed, {len(before.keys() - after.keys())} left out"
            + (moved if home.output != self.home.output else ""),
        )  # fmt: skip


def _state(file: Path) -> tuple[int, ...] | None:
    """What tells one state of a file from another; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino)
