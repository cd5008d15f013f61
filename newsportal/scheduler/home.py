"""Where a schedule works: its file on the disk, its folder, and the program that it calls."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from newsportal.errors import ArgumentError
from newsportal.schedule import Schedule, read_schedule
from newsportal.schedule.place import Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """A schedule that was read, and what its jobs need of the machine."""

    file: Path
    schedule: Schedule
    output: Path
    """The folder of everything written, absolute."""

    @property
    def notes(self) -> Path:
        """The folder of what is known of past starts."""
        return self.output / "schedule"

    def environment(self) -> dict[str, str]:
        """The environment of the jobs' processes."""
        own = {"NEWSPORTAL_OUTPUT": str(self.output), "PYTHONUNBUFFERED": "1"}
        if self.schedule.contact:
            own["NEWSPORTAL_CONTACT"] = self.schedule.contact
        return {**os.environ, **own}

    def place(self, user: str = "") -> Place:
        """What units and crontabs name."""
        file, output = PurePosixPath(self.file), PurePosixPath(self.output)
        return Place(program=program(), file=file, output=output, user=user)


def read_home(name: str | Path) -> Home:
    """The schedule in a file.

    Raises:
        ArgumentError: There is no such file, or it is wrong; the message says where.
    """
    path = Path(name).absolute()
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError as error:
        raise ArgumentError(
            f"there is no {path}: `newsportal schedule init` makes one, --file names another"
        ) from error
    except OSError as error:
        raise ArgumentError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ArgumentError(f"{path} is not in UTF-8: save it so") from error
    schedule = read_schedule(text, str(name))
    return Home(file=path, schedule=schedule, output=_output(path, schedule))


def _output(path: Path, schedule: Schedule) -> Path:
    """The folder that the file states, else the one of the environment, else one beside it."""
    if schedule.folder is not None:
        return path.parent / Path(schedule.folder).expanduser()
    from newsportal import settings

    stated = os.environ.get("NEWSPORTAL_OUTPUT")
    return Path(stated).absolute() if stated else path.parent / settings.NEWSPORTAL_OUTPUT


def program() -> tuple[str, ...]:
    """The words that call the newsportal that works here."""
    script = Path(sys.executable).with_name("newsportal")
    if script.is_file():
        return (str(script),)
    return (sys.executable, "-m", "newsportal")
