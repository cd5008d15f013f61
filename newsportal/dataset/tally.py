"""Counting what may have any number of names, and quantiles of what was counted."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_NAMES = 50_000
"""Names that a tally tells apart, so that hostile ones do not fill the memory."""


@dataclass(slots=True)
class Tally:
    """How often each name was met.

    >>> tally = Tally(most=2)
    >>> for name in "abcab":
    ...     tally.add(name)
    >>> tally.top(1), tally.distinct, tally.total
    (([('a', 2)], 3), 2, 5)
    """

    counts: Counter[str] = field(default_factory=Counter)
    beyond: int = 0
    """Of names that were met first after ``most`` others: told together."""

    most: int = MOST_NAMES

    def add(self, name: str) -> None:
        """Count a name."""
        if name in self.counts or len(self.counts) < self.most:
            self.counts[name] += 1
        else:
            self.beyond += 1

    @property
    def distinct(self) -> int:
        """Names that are told apart."""
        return len(self.counts)

    @property
    def total(self) -> int:
        """All that was counted."""
        return self.counts.total() + self.beyond

    def top(self, most: int) -> tuple[list[tuple[str, int]], int]:
        """The names met most often, and how often all others together were met."""
        chosen = largest(self.counts, most)
        return chosen, self.total - sum(count for _, count in chosen)


def largest(counts: Mapping[str, int], most: int | None = None) -> list[tuple[str, int]]:
    """The names with the largest counts, equal ones by name: the order is the same each time.

    >>> largest({"b": 2, "a": 2, "c": 5}, 2)
    [('c', 5), ('a', 2)]
    """
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:most]


def quantile(counts: Mapping[int, int], share: float) -> int | None:
    """The least value that ``share`` of all do not exceed; None of nothing.

    The nearest rank, a value that was met: type 1 of Hyndman and Fan, "Sample Quantiles in
    Statistical Packages" (1996).

    >>> quantile({10: 1, 20: 1, 30: 2}, 0.5), quantile({10: 1, 20: 1, 30: 2}, 0.9)
    (20, 30)
    >>> quantile({}, 0.5) is None
    True
    """
    left = max(1, math.ceil(share * sum(counts.values()) - 1e-9))
    for value in sorted(counts):
        left -= counts[value]
        if left <= 0:
            return value
    return None
