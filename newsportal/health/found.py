"""What a check of a run finds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

ALL = "*"
"""Among what was seen to be well: everything that was not found wrong."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is not as it was."""

    subject: str
    """What it is of: a field, a section, a listing, a line; with the alarm's name it is one."""

    number: float
    usual: float
    sentence: str
    """With the number, for people."""

    example: str = ""
    url: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a check could say of a run."""

    found: list[Found] = field(default_factory=list)
    well: Collection[str] = (ALL,)
    """Subjects that were looked at and are as ever: an alarm of one of these is over."""
