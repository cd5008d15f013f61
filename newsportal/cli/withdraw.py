"""``newsportal dataset withdraw``: a record out of the store and of every later export."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from newsportal.cli.crawl import say
from newsportal.cli.stores import opened
from newsportal.crawl import output_folder
from newsportal.dataset import withdrawal
from newsportal.errors import NewsportalError
from newsportal.store import Store
from newsportal.store.export import json_line
from newsportal.store.withdrawal import Taken

T = TypeVar("T")


def run(name: str, reason: str, as_json: bool) -> int:
    """Withdraw; 0, 1 where there is no such record, 2 for an empty reason, 4 busy, 5 the store."""

    def work(store: Store, output: Path) -> Taken:
        return withdrawal.withdraw(store, output, name, reason)

    def words(taken: Taken) -> str:
        return (
            f"{taken.id} is withdrawn: {contents(taken)} taken out of the store.\n"
            f"It is in no later export and is not fetched again. Until `newsportal dataset purge` "
            f"deletes it for good,\n`newsportal dataset restore {taken.id}` puts it back."
            + others(taken)
        )

    return tell(work, words, as_json)


def others(taken: Taken) -> str:
    """What is said of records with the same text, or one near to it: they stay.

    >>> print(others(Taken("demo", "demo:15", "asked", "", 0, 0, 9, ("demo:16",))))
    <BLANKLINE>
    The same text, or one near to it, stays in demo:16: withdraw that as well if need be.
    """
    ids = ", ".join(taken.copies)
    told = f"\nThe same text, or one near to it, stays in {ids}: withdraw that as well if need be."
    return told if ids else ""


def contents(taken: Taken) -> str:
    """What a record consists of.

    >>> contents(Taken("demo", "demo:15", "asked", "2026-11-25T00:00:00+00:00", 1, 3, 5120))
    '1 record, 1 earlier version, 3 pictures, 5,120 characters of text'
    """
    parts = [
        counted(1, "record"),
        counted(taken.versions, "earlier version"),
        counted(taken.pictures, "picture"),
    ]
    return f"{', '.join(parts)}, {taken.characters:,} characters of text"


def counted(number: int, name: str) -> str:
    """A number of things.

    >>> counted(1, "picture"), counted(1200, "picture")
    ('1 picture', '1,200 pictures')
    """
    return f"{number:,} {name}{'' if number == 1 else 's'}"


def tell(work: Callable[[Store, Path], T], words: Callable[[T], str], as_json: bool) -> int:
    """Do something with the store and the output folder, and tell what it made; the exit code."""
    try:
        with opened() as store:
            made = work(store, output_folder())
    except withdrawal.NoRecordError as error:
        print(f"newsportal: {error}", file=sys.stderr)  # noqa: T201 - a command's own output
        return 1
    except NewsportalError as error:
        return say(error)
    values: Any = made
    text = json_line(asdict(values)) if as_json else words(made)
    sys.stdout.write(f"{text}\n")
    return 0
