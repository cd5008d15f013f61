"""A sequence of numbers in which some are left out and some stand elsewhere, found by bisection."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping


class Order:
    """The numbers below ``total`` in their order, but for those ``gone`` and those ``moved``.

    ``moved`` maps a number to that before which it stands now; of two that stand before the same
    one, that which is named later comes later. The cost of each answer grows with the logarithm of
    how many are gone or moved, whatever ``total`` is.

    >>> order = Order(6, gone=[1], moved={2: 6, 0: 4})
    >>> [order.at(place) for place in range(len(order))]
    [3, 0, 4, 5, 2]
    >>> [order.place(number) for number in (3, 0, 4, 5, 2)]
    [0, 1, 2, 3, 4]
    """

    def __init__(
        self, total: int, gone: Iterable[int] = (), moved: Mapping[int, int] | None = None
    ) -> None:
        moved = moved or {}
        self._holes = sorted({*gone, *moved})
        self._before = [hole - number for number, hole in enumerate(self._holes)]
        """For each hole, how many are before it that stayed where they were."""

        ordered = sorted(moved.items(), key=lambda each: each[1])
        self._moved = [number for number, _ in ordered]
        self._above = [self._stayed(min(before, total)) for _, before in ordered]
        """For each that moved, how many that stayed are before it."""

        self._places = [above + number for number, above in enumerate(self._above)]
        self._place_of = dict(zip(self._moved, self._places, strict=True))
        self._length = self._stayed(total) + len(self._moved)

    def __len__(self) -> int:
        return self._length

    def at(self, place: int) -> int:
        """The number at a place."""
        moved = bisect_left(self._places, place)
        if moved < len(self._places) and self._places[moved] == place:
            return self._moved[moved]
        stayed = place - moved
        return stayed + bisect_right(self._before, stayed)

    def place(self, number: int) -> int:
        """The place of a number that is not gone."""
        if number in self._place_of:
            return self._place_of[number]
        stayed = self._stayed(number)
        return stayed + bisect_right(self._above, stayed)

    def _stayed(self, number: int) -> int:
        """How many below ``number`` are neither gone nor moved."""
        return number - bisect_left(self._holes, number)
