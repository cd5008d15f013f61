"""``newsportal schedule check``: newsportal.toml as it will be gone by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from typer.exceptions import TyperException
from typer.main import get_command

from newsportal.cli.crawl import say
from newsportal.errors import ArgumentError, NewsportalError
from newsportal.schedule import Job, Schedule
from newsportal.schedule.keys import at
from newsportal.scheduler.home import Home, read_home
from newsportal.scheduler.notes import SERVICE, is_held


def run(name: str, running: bool) -> int:
    """Check the file; 0, 1 if no scheduler works and one was asked for, 2 if it is wrong."""
    try:
        home = checked_home(name)
    except NewsportalError as error:
        return say(error)
    jobs = home.schedule.jobs
    names = ", ".join(job.name for job in jobs)
    print(f"{name}: {len(jobs)} {'job' if len(jobs) == 1 else 'jobs'}: {names}; all is well")  # noqa: T201 - a command's own output
    if running and not is_held(home.notes, SERVICE):
        print(f"no `schedule run` is at work in {home.output}")  # noqa: T201 - likewise
        return 1
    return 0


def checked_home(name: str | Path) -> Home:
    """The schedule in a file, with the arguments of each command read as the command will.

    Raises:
        ArgumentError: Something is wrong.
    """
    home = read_home(name)
    with at(str(name)):
        check_commands(home.schedule)
    return home


def check_commands(schedule: Schedule) -> None:
    """Refuse a step, or a crawl, whose options there are not.

    Raises:
        ArgumentError: There is one; the message names job and step.
    """
    for job in schedule.jobs:
        for words in (job.crawl, *job.steps):
            _check(job, words)


def _check(job: Job, words: tuple[str, ...]) -> None:
    from newsportal.cli import app

    command: Any = get_command(app)
    rest = list(words)
    while hasattr(command, "commands"):
        command = command.commands[rest.pop(0)]
    try:
        command.make_context(words[0], rest)
    except TyperException as error:
        raise ArgumentError(f"[jobs.{job.name}]: newsportal {' '.join(words)}: {error}") from error
