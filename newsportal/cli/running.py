"""Running a command's module: imported when it is called, left with its exit code."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any, NoReturn

import typer


def run_command(command: str, *arguments: Any) -> NoReturn:
    """Run a command's module and leave with its exit code; a closed pipe and Ctrl-C end it."""
    try:
        code = import_module(f"newsportal.cli.{command}").run(*arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 141
    except KeyboardInterrupt:
        code = 130
    raise typer.Exit(code)
