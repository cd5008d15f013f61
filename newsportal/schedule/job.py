"""What a schedule is: its jobs, and what holds for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from newsportal.schedule.cron import Cron


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """One job: a crawl at certain times, and what follows it."""

    name: str
    """Lower-case letters, digits, - and _: files and units are named after it."""

    cron: Cron
    time_zone: str
    portals: tuple[str, ...]
    """Names of portals; none for all that are declared but the demo."""

    crawl: tuple[str, ...]
    """The arguments of `newsportal crawl`, without ``newsportal``."""

    steps: tuple[tuple[str, ...], ...] = ()
    """What follows, each as the arguments of `newsportal`; names in braces are put in at start."""

    steps_after_failure: bool = False
    jitter: int = 0
    """Seconds: each start is put off by a random time up to it."""

    grace: int
    """Seconds: a start that was missed by more is left out."""

    time_limit: int
    """Seconds after which the job is stopped."""

    alerts: bool = True
    """Whether what the crawl raises is sent to where ``[alerts]`` says."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """A file of jobs."""

    jobs: tuple[Job, ...]
    """In the order of the file."""

    folder: str | None = None
    """The folder of everything written, from the file's folder; None for NEWSPORTAL_OUTPUT."""

    contact: str | None = None
    """Where portals can write to; None for NEWSPORTAL_CONTACT."""

    alerts: Mapping[str, Any] = field(default_factory=dict)
    """The table ``[alerts]`` as it stands in the file."""

    def job(self, name: str) -> Job | None:
        """The job of that name, if there is one."""
        return next((job for job in self.jobs if job.name == name), None)
