"""Splits by date: who learns from a dataset is tested on what came later.

Never at random: an article that is printed again with an edit would stand on both sides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from newsportal.dataset.selection import is_day
from newsportal.errors import ArgumentError

TRAIN, VALIDATION, TEST = "train", "validation", "test"
NAMES = (TRAIN, VALIDATION, TEST)

SHARE = 0.1
"""The part of the dated records in the test split, and in the one for validation before it; whole
days, so that the parts are a little larger."""


@dataclass(frozen=True, slots=True)
class Splits:
    """The first days of the later splits; None where a split is empty."""

    validation_from: str | None
    test_from: str | None

    def of(self, day: str | None) -> str:
        """The split of a day; what has no date is for training.

        >>> splits = Splits("2024-05-01", "2024-06-01")
        >>> [splits.of(day) for day in (None, "2024-04-30", "2024-05-01", "2024-06-01")]
        ['train', 'train', 'validation', 'test']
        """
        if day is None:
            return TRAIN
        if self.test_from is not None and day >= self.test_from:
            return TEST
        return VALIDATION if self.validation_from and day >= self.validation_from else TRAIN


def divide(days: Mapping[str, int], test_from: str | None = None) -> Splits:
    """The splits of records by day; the test begins on ``test_from`` where that is given.

    >>> divide({f"2024-05-{day:02}": 1 for day in range(1, 21)})
    Splits(validation_from='2024-05-17', test_from='2024-05-19')
    >>> divide({"2024-05-01": 5})
    Splits(validation_from=None, test_from=None)

    Raises:
        ArgumentError: ``test_from`` is no day, or a part would be empty for it.
    """
    if test_from is not None and not is_day(test_from):
        raise ArgumentError(f"--test-from {test_from}: a day is written as 2024-05-30")
    if test_from is not None and days and max(days) < test_from:
        raise ArgumentError(
            f"--test-from {test_from}: no record is as late, the last is of {max(days)}"
        )
    if test_from is not None and days and min(days) >= test_from:
        raise ArgumentError(
            f"--test-from {test_from}: no record is older, the oldest is of {min(days)}"
        )
    wanted = SHARE * sum(days.values())
    test = test_from or _start(days, wanted)
    before = {day: number for day, number in days.items() if test is not None and day < test}
    return Splits(_start(before, wanted), test)


def _start(days: Mapping[str, int], wanted: float) -> str | None:
    """The day from which on there are so many records; None where nothing would be before it."""
    size = 0
    ordered = sorted(days, reverse=True)
    for day in ordered[:-1]:
        size += days[day]
        if size >= wanted:
            return day
    return None
