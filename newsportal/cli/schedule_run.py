"""``newsportal schedule run``: the service, or one job now."""

from __future__ import annotations

import random
import signal
from collections.abc import Callable
from threading import Thread
from typing import Any

from newsportal.cli.crawl import say
from newsportal.cli.schedule_check import check_commands, checked_home
from newsportal.errors import ArgumentError, NewsportalError, StoreError
from newsportal.schedule import Job
from newsportal.scheduler.children import Children
from newsportal.scheduler.home import Home
from newsportal.scheduler.telling import Teller
from newsportal.scheduler.work import INTERRUPTED, run_job

FORMS = ("text", "json")


def run(name: str, once: str | None, how: dict[str, bool], form: str, quiet: bool) -> int:
    """Work by the file until stopped, or run the job ``once``; the exit code.

    0 after SIGTERM, 130 after Ctrl-C, 2 for a wrong file or argument, 4 if another works already,
    5 where the extra is missing or the folder cannot be used; with ``once`` the job's own.
    """
    try:
        if form not in FORMS:
            raise ArgumentError(f"--log-format {form}: it is one of {', '.join(FORMS)}")
        home = checked_home(name)
        teller = Teller(form, quiet)
        if once is not None:
            return _once(_job(home, once), home, teller, how["jitter"])
        if how["jitter"]:
            raise ArgumentError("--jitter goes with --once: the service puts starts off by itself")
        return _serve(home, teller, how["now"])
    except NewsportalError as error:
        return say(error)


def _job(home: Home, name: str) -> Job:
    job = home.schedule.job(name)
    if job is None:
        there = ", ".join(each.name for each in home.schedule.jobs)
        raise ArgumentError(f"there is no job {name!r} in {home.file}; there are {there}")
    return job


def _once(job: Job, home: Home, teller: Teller, jitter: bool) -> int:
    children = Children()

    def stop(*_: Any) -> None:
        # Processes are waited for in a thread: a handler must not block what it interrupts.
        Thread(target=children.stop).start()

    _on_signals(stop)
    if jitter and children.stopping.wait(random.uniform(0, job.jitter)):  # noqa: S311 - no secret
        return INTERRUPTED
    return run_job(job, home, children, teller)


def _serve(home: Home, teller: Teller, now: bool) -> int:
    try:
        from newsportal.scheduler.service import REREAD, STOP, Service
    except ImportError as error:
        raise StoreError(
            f"`schedule run` needs apscheduler: pip install 'newsportal[schedule]' ({error}); "
            "without it, `schedule systemd` and `schedule cron` start jobs with --once"
        ) from error
    service = Service(home, teller, check_commands)
    signals: list[int] = []

    def stop(number: int, _frame: Any) -> None:
        signals.append(number)
        service.inbox.put(STOP)

    _on_signals(stop)
    signal.signal(signal.SIGHUP, lambda *_: service.inbox.put(REREAD))
    service.run(now)
    return INTERRUPTED if signals[0] == signal.SIGINT else 0


def _on_signals(handler: Callable[[int, Any], None]) -> None:
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, handler)
