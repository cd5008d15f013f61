"""Groups of things that are linked, and the first record of each: pure functions."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import NamedTuple, TypeVar

Thing = TypeVar("Thing", bound=Hashable)


class Member(NamedTuple):
    """A record that may be in a group."""

    portal: str
    id: str
    date: str | None


def groups_of(links: Iterable[tuple[Thing, Thing]]) -> dict[Thing, Thing]:
    """For each thing that is linked one of its group, the same for all of the group.

    Connected components by union-find with halved paths (Tarjan and van Leeuwen 1984).

    >>> found = groups_of([(1, 2), (3, 4), (2, 5)])
    >>> found[1] == found[2] == found[5] != found[3] == found[4]
    True
    """
    above: dict[Thing, Thing] = {}

    def top(thing: Thing) -> Thing:
        above.setdefault(thing, thing)
        while above[thing] != thing:
            above[thing] = thing = above[above[thing]]
        return thing

    for one, other in links:
        above[top(one)] = top(other)
    return {thing: top(thing) for thing in list(above)}


def first_of(members: Iterable[Member]) -> Member:
    """The record that stands for a group: the earliest, then of the shortest id, then by id.

    A record without a date is later than all that have one.

    >>> first_of([Member("a", "a:10", "2024-01-02"), Member("a", "a:9", "2024-01-02")]).id
    'a:9'
    """
    return min(members, key=lambda own: (own.date or "9999", len(own.id), own.id, own.portal))
