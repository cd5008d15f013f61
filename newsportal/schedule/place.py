"""Where a schedule is at home: its file, and how newsportal is called there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from newsportal.schedule.job import Job, Schedule


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """What units and crontabs name; every path is absolute."""

    program: tuple[str, ...]
    """The words that call newsportal, such as ``/usr/local/bin/newsportal``."""

    file: PurePosixPath
    """newsportal.toml; names of files in it go from its folder."""

    output: PurePosixPath
    """The folder of everything written."""

    user: str = ""
    """Who runs it; empty for whoever manages the units."""

    def command(self, job: Job) -> tuple[str, ...]:
        """The words that run a job once."""
        return (*self.program, "schedule", "run", "--file", str(self.file), "--once", job.name)

    def written(self, schedule: Schedule) -> list[str]:
        """The folders that jobs write in, each once and none within another."""
        named = [word for job in schedule.jobs for step in (job.crawl, *job.steps) for word in step]
        outside = (PurePosixPath(word).parent for word in named if word.startswith("/"))
        folders = sorted({self.file.parent, self.output, *outside})
        return list(_outermost(folders))


def _outermost(folders: list[PurePosixPath]) -> Iterator[str]:
    for folder in folders:
        if not any(other in folder.parents for other in folders):
            yield str(folder)
