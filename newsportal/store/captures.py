"""Where the pages of records lie in WARC files; each function works in its caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table, select, update

from newsportal.store.schema import articles, versions, withdrawals

Lying = tuple[Table, dict[str, Any], str]
"""The table of a record, its primary key there, and the record as JSON."""


def refers(connection: Connection, portal: str, file: str) -> bool:
    """Whether any record of a portal, present, earlier or withdrawn, lies in a WARC file."""
    if any(_kept_in(connection, portal, file)):
        return True
    for table in (articles, versions):
        mine = (table.c.portal == portal) & table.c.record.contains(_stated(file), autoescape=True)
        if connection.execute(select(table.c.id).where(mine).limit(1)).first() is not None:
            return True
    return False


def relocate(
    connection: Connection, portal: str, files: tuple[str, str], offsets: Mapping[int, int]
) -> None:
    """Lead the records of a WARC file to the one that takes its place.

    ``files`` are the old one and the new one, as records name them; ``offsets`` has the new offset
    of each capture that is in both. A record whose capture is no more lies nowhere.
    """
    for table, key, text in _lying(connection, portal, files[0]):
        record = _moved(json.loads(text), files, offsets)
        own = [table.c[name] == value for name, value in key.items()]
        values = {"record": json.dumps(record, ensure_ascii=False)}
        connection.execute(update(table).where(*own).values(**values))
    for withdrawn, kept in _kept_in(connection, portal, files[0]):
        for row in (*kept["tables"]["articles"], *kept["tables"]["versions"]):
            record = _moved(json.loads(row["record"]), files, offsets)
            row["record"] = json.dumps(record, ensure_ascii=False)
        mine = (withdrawals.c.portal == portal) & (withdrawals.c.id == withdrawn)
        text = json.dumps(kept, ensure_ascii=False)
        connection.execute(update(withdrawals).where(mine).values(kept=text))


def _stated(file: str) -> str:
    """What the JSON of a record says that lies in a file."""
    return f'"warc": {{"file": {json.dumps(file, ensure_ascii=False)}, '


def _moved(
    record: dict[str, Any], files: tuple[str, str], offsets: Mapping[int, int]
) -> dict[str, Any]:
    place = record["warc"]
    if place is not None and place["file"] == files[0]:
        offset = offsets.get(place["offset"])
        moved = None if offset is None else {"file": files[1], "offset": offset}
        record["warc"] = moved
    return record


def _lying(connection: Connection, portal: str, file: str) -> Iterator[Lying]:
    """The records that lie in a file; one is in memory at once, and the keys of all."""
    for table in (articles, versions):
        mine = (table.c.portal == portal) & table.c.record.contains(_stated(file), autoescape=True)
        keys = connection.execute(select(*table.primary_key).where(mine)).mappings().all()
        for key in keys:
            own = [table.c[name] == value for name, value in key.items()]
            text = connection.execute(select(table.c.record).where(*own)).scalar_one()
            yield table, dict(key), text


def _kept_in(
    connection: Connection, portal: str, file: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Id and rows of each withdrawn article of which a record lies in a file."""
    mine = (withdrawals.c.portal == portal) & withdrawals.c.kept.is_not(None)
    query = select(withdrawals.c.id, withdrawals.c.kept).where(mine)
    for row in connection.execute(query).all():
        kept = json.loads(row.kept)
        rows = (*kept["tables"]["articles"], *kept["tables"]["versions"])
        places = (json.loads(each["record"])["warc"] for each in rows)
        if any(place is not None and place["file"] == file for place in places):
            yield row.id, kept
