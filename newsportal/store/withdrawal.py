"""Withdrawal: a record is taken out of the store, and its tombstone outranks every source.

What the store had of it is kept as JSON until it is purged, so that it can be put back as it was.
Its rows of the frontier and its addresses stay: by them it is known when a source names it again.
Each function works in the transaction of its caller.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Table,
    delete,
    insert,
    select,
    update,
)

from newsportal.errors import ArgumentError
from newsportal.store import near_marks
from newsportal.store.saving import mark_again
from newsportal.store.schema import (
    addresses,
    articles,
    evidences,
    exported,
    frontier,
    searched,
    signatures,
    versions,
    withdrawals,
)
from newsportal.text.normalise import normal
from newsportal.urls import clean_address

TABLES: tuple[Table, ...] = (articles, versions, evidences, searched)
"""The tables that hold what an article says."""

Key = tuple[str, str]
"""A portal and an id."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a withdrawal took out of the store, or a restoral put back."""

    portal: str
    id: str
    reason: str
    withdrawn_at: str
    versions: int
    """Versions before the present one."""

    pictures: int
    characters: int
    """Characters of its text, in all versions."""

    copies: tuple[str, ...] = ()
    """Other records of the same text, or near to it, which stay."""


def key_of(connection: Connection, name: str) -> Key | None:
    """Portal and id of a stored or withdrawn article, by its id or one of its addresses."""
    urls = [name]
    with suppress(ValueError):  # what is no address stays as it is
        urls.append(clean_address(name))
    for table in (articles, withdrawals):
        row = connection.execute(select(table).where(table.c.id == name)).first()
        if row is not None:
            return row.portal, row.id
        both = (addresses.c.portal == table.c.portal) & (addresses.c.id == table.c.id)
        query = select(table.c.portal, table.c.id).join(addresses, both)
        met = connection.execute(query.where(addresses.c.url.in_(urls))).first()
        if met is not None:
            return met.portal, met.id
    return None


def withdrawal_of(connection: Connection, key: Key) -> Row[Any] | None:
    """The row of a withdrawn article; None where it is not withdrawn."""
    return connection.execute(select(withdrawals).where(_own(withdrawals, key))).first()


def withdraw(connection: Connection, key: Key, reason: str, now: str) -> Taken:
    """Take a stored article out of every table, and put a tombstone in its place.

    Raises:
        ArgumentError: The reason is empty.
        LookupError: It is not stored.
    """
    reason = normal(reason)  # it is printed on terminals
    if not reason:
        raise ArgumentError("--reason is empty: say why the record is withdrawn; it is kept")
    rows = {table.name: _rows(connection, table, key) for table in TABLES}
    if not rows["articles"]:
        raise LookupError(key[1])
    record = json.loads(rows["articles"][0]["record"])
    copies = _copies(connection, key, record["content_hash"])
    kept: dict[str, Any] = {"tables": rows, "frontier": _rows(connection, frontier, key)}
    _delete(connection, key)
    kept["met"] = _note_addresses(connection, key, record)
    mark_again(connection, key[0], record["content_hash"])
    _refuse(connection, key, record)
    values = {
        "reason": reason,
        "withdrawn_at": now,
        "kept": json.dumps(kept, ensure_ascii=False),
    }
    connection.execute(insert(withdrawals).values(portal=key[0], id=key[1], **values))
    return replace(_taken(key, values["reason"], now, rows), copies=copies)


def restore(connection: Connection, key: Key) -> Taken:
    """Put a withdrawn article back as it was.

    Raises:
        LookupError: It is not withdrawn, or was purged.
    """
    row = withdrawal_of(connection, key)
    if row is None or row.kept is None:
        raise LookupError(key[1])
    kept = json.loads(row.kept)
    _delete(connection, key)
    for table in TABLES:
        for values in kept["tables"][table.name]:
            _put(connection, table, values)
    connection.execute(delete(frontier).where(_own(frontier, key)))
    for values in kept["frontier"]:
        connection.execute(insert(frontier).values(**values))
    added = _own(addresses, key) & addresses.c.url.in_(kept["met"]) & (addresses.c.run_id == "")
    connection.execute(delete(addresses).where(added))
    connection.execute(delete(withdrawals).where(_own(withdrawals, key)))
    mark_again(connection, key[0], kept["tables"]["articles"][0]["content_hash"])
    return _taken(key, row.reason, row.withdrawn_at, kept["tables"])


def due(connection: Connection, before: str) -> list[Row[Any]]:
    """The rows of what was withdrawn up to a moment and is not purged yet."""
    mine = withdrawals.c.purged_at.is_(None) & (withdrawals.c.withdrawn_at <= before)
    order = (withdrawals.c.portal, withdrawals.c.id)
    return list(connection.execute(select(withdrawals).where(mine).order_by(*order)))


def purge(connection: Connection, key: Key) -> None:
    """Delete what was kept of a withdrawn article; it cannot be put back from then on.

    `mark_purged` is to follow when nothing of it is left in any file.
    """
    _delete(connection, key)  # what a crawl elsewhere may have stored at the same moment
    mine = update(withdrawals).where(_own(withdrawals, key))
    connection.execute(mine.values(kept=None))
    connection.execute(update(exported).where(_own(exported, key)).values(mark="purged"))


def mark_purged(connection: Connection, key: Key, now: str) -> None:
    """Note that nothing is left of a withdrawn article."""
    mine = update(withdrawals).where(_own(withdrawals, key))
    connection.execute(mine.values(purged_at=now))


def addresses_of(connection: Connection, key: Key) -> set[str]:
    """Every address at which an article was met."""
    urls = connection.execute(select(addresses.c.url).where(_own(addresses, key))).scalars()
    own = connection.execute(select(frontier.c.url).where(_own(frontier, key))).scalars()
    return {*urls, *own}


def told(row: Row[Any]) -> str:
    """The sentence that says since when and why an article is withdrawn."""
    sentence = f"{row.id} was withdrawn at {row.withdrawn_at}: {row.reason}"
    if row.kept is None:
        return f"{sentence} (purged{f' at {row.purged_at}' if row.purged_at else ''})"
    return f"{sentence} (`newsportal dataset restore {row.id}` puts it back)"


def _own(table: Table, key: Key) -> ColumnElement[bool]:
    return (table.c.portal == key[0]) & (table.c.id == key[1])


def _rows(connection: Connection, table: Table, key: Key) -> list[dict[str, Any]]:
    found = connection.execute(select(table).where(_own(table, key))).mappings()
    return [dict(row) for row in found]


def _delete(connection: Connection, key: Key) -> None:
    """Delete an article's rows."""
    for table in TABLES:
        connection.execute(delete(table).where(_own(table, key)))
    near_marks.forget(connection, key)


def _put(connection: Connection, table: Table, values: dict[str, Any]) -> None:
    """Insert a row that was kept; a number that another row has meanwhile is given anew."""
    values = dict(values)
    if "number" in values:
        same = select(table.c.number).where(table.c.number == values["number"])
        if connection.execute(same).first() is not None:
            del values["number"]
    connection.execute(insert(table).values(**values))


def _note_addresses(connection: Connection, key: Key, record: dict[str, Any]) -> list[str]:
    """Note the addresses of a record that no source named; which these are."""
    stated = [record["url"], record["canonical_url"], *record["alternate_urls"]]
    urls = [url for url in dict.fromkeys(stated) if url]
    here = (addresses.c.portal == key[0]) & addresses.c.url.in_(urls)
    known = set(connection.execute(select(addresses.c.url).where(here)).scalars())
    new = [url for url in urls if url not in known]
    for url in new:
        own = {"portal": key[0], "id": key[1], "url": url}
        connection.execute(insert(addresses).values(**own, run_id=""))
    return new


def _copies(connection: Connection, key: Key, content_hash: str | None) -> tuple[str, ...]:
    """The ids of other records with the same text, or in the same group of near-duplicates."""
    same = select(articles.c.id).where(articles.c.content_hash == content_hash)
    own = select(signatures.c.cluster).where(_own(signatures, key)).scalar_subquery()
    near = select(signatures.c.id).where(signatures.c.cluster == own)
    found = {*connection.execute(same).scalars(), *connection.execute(near).scalars()}
    return tuple(sorted(found - {key[1]}))


def _refuse(connection: Connection, key: Key, record: dict[str, Any]) -> None:
    """Let no run ask for the article."""
    state = {"state": "refused", "reason": "withdrawn", "etag": None, "modified": None}
    mine = update(frontier).where(_own(frontier, key)).values(**state)
    if connection.execute(mine).rowcount == 0:
        own = {"portal": key[0], "id": key[1], "url": record["url"] or "", "run_id": ""}
        connection.execute(insert(frontier).values(**own, section=record["section"], **state))


def _taken(key: Key, reason: str, now: str, rows: dict[str, list[dict[str, Any]]]) -> Taken:
    records = [json.loads(row["record"]) for row in (*rows["articles"], *rows["versions"])]
    pictures = len(records[0]["images"])
    characters = sum(len(each["text"]) for each in records)
    return Taken(*key, reason, now, len(rows["versions"]), pictures, characters)
