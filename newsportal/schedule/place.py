"""Where a schedule is at home: its file, and how newsportal is called there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
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
        outside = {path for job in schedule.jobs for path in _outside(job)}
        folders = sorted({self.file.parent, self.output, *outside})
        return list(_outermost(folders))


def _outside(job: Job) -> Iterator[PurePosixPath]:
    """The folders of absolute names that a job writes; a section of a crawl looks like one."""
    pairs = [pair for step in job.steps for pair in pairwise(step)]
    pairs += [pair for pair in pairwise(job.crawl) if pair[0] == "--output"]
    for option, word in pairs:
        path = PurePosixPath(word)
        if path.is_absolute():
            # A file is written aside first; what lies at the root does not open the root.
            yield path if option == "--to" or len(path.parts) == 2 else path.parent


def _outermost(folders: list[PurePosixPath]) -> Iterator[str]:
    for folder in folders:
        if not any(other in folder.parents for other in folders):
            yield str(folder)
