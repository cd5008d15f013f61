"""Which stored records are meant, and those records in one fixed order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, true

from newsportal.errors import ArgumentError
from newsportal.flags import FLAGS
from newsportal.portals import all_portals
from newsportal.store.schema import articles

BATCH = 200
"""Records that are in memory at once."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it is stored."""

    portal: str
    id: str
    state: str
    """live, or gone: what the portal took from its site is kept, and said to be so."""

    fingerprint: str
    """Equal while the article did not change."""

    record: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Records by portal, section, day of publication, flag and language; all where none is named.

    Raises:
        ArgumentError: A portal or flag that there is none of, a day that is none.
    """

    portals: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    """Slugs."""

    since: str | None = None
    until: str | None = None
    """The first and the last day, ISO 8601; a record without a date is of none."""

    flags: tuple[str, ...] = ()
    """Flags that a record has, each of them."""

    without: tuple[str, ...] = ()
    """Flags that it has none of."""

    language: str | None = None

    def __post_init__(self) -> None:
        for name in self.portals:
            if name not in all_portals():
                known = ", ".join(all_portals())
                raise ArgumentError(f"no portal {name!r} is declared; there are {known}")
        for flag in (*self.flags, *self.without):
            if flag not in FLAGS:
                raise ArgumentError(f"{flag!r} is no flag; there are {', '.join(FLAGS)}")
        for name, day in (("--since", self.since), ("--until", self.until)):
            if day is not None and not is_day(day):
                raise ArgumentError(f"{name} {day}: a day is written as 2024-05-30")

    def fits(self, record: dict[str, Any]) -> bool:
        """Whether a record is one of these, by what the database is not asked."""
        flags = set(record["flags"])
        return (
            (not self.sections or record["section"] in self.sections)
            and flags.issuperset(self.flags)
            and flags.isdisjoint(self.without)
            and self.language in (None, record["language"])
        )

    def where(self) -> ColumnElement[bool]:
        """The condition of the database: portal and day."""
        found: ColumnElement[bool] = true()
        day = func.substr(articles.c.date_published, 1, 10)
        if self.portals:
            found &= articles.c.portal.in_(self.portals)
        if self.since:
            found &= day >= self.since
        if self.until:
            found &= day <= self.until
        return found


def is_day(text: str) -> bool:
    """Whether ``text`` is a day as ISO 8601 writes it.

    >>> is_day("2024-02-29"), is_day("2024-02-30"), is_day("1/2/2024")
    (True, False, False)
    """
    try:
        return _DAY.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def stored(connection: Connection, selection: Selection) -> Iterator[Stored]:
    """The records of a selection by portal, day and id; `BATCH` of them are in memory at once."""
    order = (articles.c.portal, func.coalesce(articles.c.date_published, ""), articles.c.id)
    keys = select(articles.c.portal, articles.c.id).where(selection.where()).order_by(*order)
    # The database sorts keys alone: whole records would grow its memory with the archive.
    for rows in connection.execute(keys).partitions(BATCH):
        yield from _batch(connection, [(row.portal, row.id) for row in rows], selection)


def _batch(
    connection: Connection, keys: list[tuple[str, str]], selection: Selection
) -> Iterator[Stored]:
    found: dict[tuple[str, str], Stored] = {}
    columns = (
        articles.c.portal, articles.c.id, articles.c.state, articles.c.fingerprint,
        articles.c.record,
    )  # fmt: skip
    for portal in dict.fromkeys(portal for portal, _ in keys):
        ids = [key for name, key in keys if name == portal]
        mine = (articles.c.portal == portal) & articles.c.id.in_(ids)
        for row in connection.execute(select(*columns).where(mine)):
            record = json.loads(row.record)
            if selection.fits(record):
                found[portal, row.id] = Stored(
                    portal, row.id, row.state, row.fingerprint, record
                )  # fmt: skip
    yield from (found[key] for key in keys if key in found)
