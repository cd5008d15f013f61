"""The rows of an export: stored records with what is said about them, in one fixed order."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, insert, select, true

from newsportal.dataset.batches import batches
from newsportal.dataset.columns import NAMES
from newsportal.dataset.gates import columns_of
from newsportal.dataset.near import Place, clusters_of
from newsportal.dataset.selection import BATCH, Selection, Stored, stored
from newsportal.store.schema import exported, withdrawals

Key = tuple[str, str]

ALONE = Place(None, None, None)
"""The place of a record that has no near-duplicate."""


@dataclass(slots=True)
class Marks:
    """What was exported under a name before, and what is now."""

    name: str
    before: dict[Key, str] = field(default_factory=dict)
    now: dict[Key, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    """new, changed, withdrawn, and same: what is left out."""

    def is_same(self, each: Stored, place: Place) -> bool:
        """Whether a record was exported as it is; notes it."""
        key, mark = (each.portal, each.id), mark_of(each, place)
        self.now[key] = mark
        known = self.before.get(key)
        self.counts["same" if known == mark else "changed" if known else "new"] += 1
        return known == mark


def mark_of(each: Stored, place: Place) -> str:
    """What tells whether a record was exported as it is: its content, and what is said of it."""
    record = each.record
    beside = (*place, record["duplicate_of"], record["language"], record["language_score"])
    digest = hashlib.sha256(repr(beside).encode()).hexdigest()[:12]
    return f"{each.state}:{record['version']}:{each.fingerprint[:40]}:{digest}"


def read_marks(connection: Connection, name: str) -> Marks:
    """What was exported under a name."""
    query = select(exported.c.portal, exported.c.id, exported.c.mark)
    rows = connection.execute(query.where(exported.c.name == name))
    return Marks(name, {(row.portal, row.id): row.mark for row in rows})


def keep_marks(connection: Connection, marks: Marks) -> None:
    """Note what is exported now; what was left out by a selection stays as it was noted."""
    changed = [key for key, mark in marks.now.items() if marks.before.get(key) != mark]
    for start in range(0, len(changed), BATCH):
        for portal, key in changed[start : start + BATCH]:
            mine = (exported.c.name == marks.name) & (exported.c.portal == portal)
            connection.execute(delete(exported).where(mine & (exported.c.id == key)))
        values = [
            {"name": marks.name, "portal": portal, "id": key, "mark": marks.now[portal, key]}
            for portal, key in changed[start : start + BATCH]
        ]
        connection.execute(insert(exported), values)


def rows(
    connection: Connection, selection: Selection, marks: Marks | None = None, judged: bool = True
) -> Iterator[dict[str, Any]]:
    """The rows of a selection; with ``marks`` those that are not as they were exported.

    With ``marks`` a record that was withdrawn since comes as a row of its id, portal and state
    alone, at the end.
    """
    for several in batches(stored(connection, selection), BATCH):
        places = clusters_of(connection, [(each.portal, each.id) for each in several])
        for each in several:
            place = places.get((each.portal, each.id), ALONE)
            if marks is None or not marks.is_same(each, place):
                yield row_of(each, place, judged)
    if marks is not None:
        yield from _withdrawn(connection, selection, marks)


def row_of(each: Stored, place: Place = ALONE, judged: bool = True) -> dict[str, Any]:
    """One row: the record, its group of near-duplicates, and if wanted the numbers of the gates."""
    record = each.record
    published = record["date_published"]
    if place.cluster is not None:  # the group has those of the same text among its members
        record["cluster"], record["duplicate_of"] = place.cluster, place.duplicate_of
    beside = {
        "state": each.state,
        "published_on": published[:10] if published else None,
        "year": int(published[:4]) if published else None,
        "relation": place.relation,
        **(columns_of(record) if judged else {}),
    }
    return _ordered(record, beside)


def _withdrawn(
    connection: Connection, selection: Selection, marks: Marks
) -> Iterator[dict[str, Any]]:
    mine = withdrawals.c.portal.in_(selection.portals) if selection.portals else true()
    query = select(withdrawals.c.portal, withdrawals.c.id).where(mine)
    for portal, key in connection.execute(query.order_by(*query.selected_columns)):
        if marks.before.get((portal, key), "withdrawn") != "withdrawn":
            marks.now[portal, key] = "withdrawn"
            marks.counts["withdrawn"] += 1
            own = {"id": key, "portal": portal, "state": "withdrawn"}
            yield _ordered({}, own)


_NOTHING: Mapping[str, Any] = dict.fromkeys(NAMES)


def _ordered(record: Mapping[str, Any], beside: Mapping[str, Any]) -> dict[str, Any]:
    """Both as one row in the order of the columns."""
    row = {**_NOTHING, **record, **beside}
    if len(row) > len(NAMES):  # of a newer program
        row = {name: row[name] for name in NAMES}
    return row
