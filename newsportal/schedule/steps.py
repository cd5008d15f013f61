"""What may follow a crawl, and the names that are put into its arguments."""

from __future__ import annotations

import re
import shlex
from datetime import datetime
from difflib import get_close_matches

from newsportal.errors import ArgumentError

STEPS: dict[str, tuple[str, ...]] = {
    "export": ("export",),
    "release": ("dataset", "release"),
    "near-duplicates": ("dataset", "dedup"),
    "gates": ("dataset", "gates"),
    "stats": ("dataset", "stats"),
    "purge": ("dataset", "purge"),
    "check": ("check",),
}
"""The steps by their names, and the commands of newsportal that they are."""

PLACES: dict[str, str] = {
    "{date}": "%Y-%m-%d",
    "{month}": "%Y-%m",
    "{time}": "%Y-%m-%dT%H%M",
}
"""Names in braces, and the part of the start's time that is put in, in the job's zone."""

_BRACES = re.compile(r"\{[^{}]*\}")


def read_step(text: str) -> tuple[str, ...]:
    """The arguments of newsportal that a step means.

    >>> read_step("release {month} --to releases")
    ('dataset', 'release', '{month}', '--to', 'releases')

    Raises:
        ArgumentError: There is no such step.
    """
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise ArgumentError(f"the step {text!r} cannot be read: {error}") from error
    if not words or words[0] not in STEPS:
        name = words[0] if words else ""
        near = get_close_matches(name, STEPS, n=1)
        meant = f"is {near[0]!r} meant?" if near else f"steps are {', '.join(STEPS)}"
        raise ArgumentError(f"there is no step {name!r}; {meant}")
    check_places(words)
    return (*STEPS[words[0]], *words[1:])


def check_places(words: list[str]) -> None:
    """Refuse a name in braces that there is not.

    Raises:
        ArgumentError: There is one.
    """
    for name in (found for word in words for found in _BRACES.findall(word)):
        if name not in PLACES:
            raise ArgumentError(f"nothing is put in for {name}; there are {', '.join(PLACES)}")


def filled(words: tuple[str, ...], start: datetime) -> list[str]:
    """The arguments with what stands for names in braces, for a job that starts at ``start``.

    >>> filled(("export", "a-{date}.csv"), datetime(2026, 11, 3))
    ['export', 'a-2026-11-03.csv']
    """
    made = list(words)
    for name, form in PLACES.items():
        made = [word.replace(name, start.strftime(form)) for word in made]
    return made
