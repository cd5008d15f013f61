"""``newsportal schedule systemd``: a service and a timer for each job."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from newsportal.cli.crawl import say
from newsportal.cli.schedule_check import checked_home
from newsportal.errors import NewsportalError, StoreError
from newsportal.schedule.units import units
from newsportal.store.export import aside


def run(name: str, out: str | None, user: bool, run_as: str | None) -> int:
    """Print the units, or write them into the folder ``out``; 0, 2 wrong file, 5 disk."""
    try:
        home = checked_home(name)
        made = units(home.schedule, home.place(run_as or getpass.getuser()), user)
        if out is None:
            print("\n".join(f"# {file}\n{text}" for file, text in made.items()), end="")  # noqa: T201 - a command's own output
            return 0
        _write(Path(out), made)
    except NewsportalError as error:
        return say(error)
    control = "systemctl --user" if user else "systemctl"
    timers = " ".join(file for file in made if file.endswith(".timer"))
    sys.stdout.write(
        f"{len(made)} units are in {Path(out).absolute()}; {home.output} must be there. Then:\n"
        f"  {control} daemon-reload\n  {control} enable --now {timers}\n"
    )
    return 0


def _write(folder: Path, made: dict[str, str]) -> None:
    try:
        for name, text in made.items():
            with aside(folder / name) as file:
                file.write(text)
    except OSError as error:
        raise StoreError(f"{folder} cannot be written: {error.strerror}") from error
