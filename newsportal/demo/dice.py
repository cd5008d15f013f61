"""Chance that falls the same way everywhere: on every machine and every version of Python."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Throws that follow from a key alone.

    Only ``Random.random`` is used: it is the one method whose values Python promises to keep.

    >>> Dice("1-7").pick("abc") == Dice("1-7").pick("abc")
    True
    """

    def __init__(self, key: str) -> None:
        self._random = Random(key).random  # noqa: S311  # nothing here is a secret

    def chance(self, percent: float) -> bool:
        """True in ``percent`` of a hundred throws."""
        return self._random() * 100 < percent

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self._random() * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        """One of ``choices``."""
        return choices[int(self._random() * len(choices))]

    def weighed(self, choices: Sequence[tuple[int, T]]) -> T:
        """One of ``choices``, each with its weight before it."""
        throw = self._random() * sum(weight for weight, _ in choices)
        for weight, choice in choices:
            throw -= weight
            if throw < 0:
                return choice
        return choices[-1][1]

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        """All of ``choices`` in an order of chance."""
        order = list(choices)
        for last in range(len(order) - 1, 0, -1):
            other = self.between(0, last)
            order[last], order[other] = order[other], order[last]
        return order
