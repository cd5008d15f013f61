"""The console that commands print on."""

from __future__ import annotations

import sys

from rich.console import Console as RichConsole


class Console(RichConsole):
    """Rich's console; whoever closes the pipe ends the program as with any other print."""

    def on_broken_pipe(self) -> None:
        """Raise the error on; Rich would exit with 1."""
        raise  # noqa: PLE0704 - Rich calls this while it handles the error


PIPED = 140
"""Columns of a table where no terminal says how wide it is."""


def report_console() -> Console:
    """The console of a command that prints tables, wide enough for them in a pipe."""
    wide = None if sys.stdout.isatty() else PIPED
    return Console(highlight=False, width=wide)


def progress_style(quiet: bool, portals: int = 1) -> str:
    """How a crawl shows its progress: a bar for a person, lines in a pipe, a log, or of several."""
    if quiet:
        return "none"
    return "bar" if sys.stderr.isatty() and portals == 1 else "lines"
