"""Records that were found to be near-duplicates of one that leaves, or comes back.

Each function works in the transaction of its caller.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from newsportal.store.schema import articles, bands, signatures


def take(connection: Connection, key: tuple[str, str]) -> list[dict[str, Any]]:
    """Forget what names an article as the earlier one; what that was, as plain data.

    `newsportal dataset dedup` has not looked at these records then, and compares them anew.
    """
    portal, own = key
    named = (signatures.c.portal == portal) & (signatures.c.duplicate_of == own)
    taken = []
    for row in connection.execute(select(signatures).where(named)).mappings().all():
        mine = (bands.c.portal == portal) & (bands.c.id == row["id"])
        marks = list(connection.execute(select(bands.c.band).where(mine)).scalars())
        connection.execute(delete(bands).where(mine))
        marked = _mark(connection, (portal, row["id"]), own, None)
        signature = b64encode(row["signature"]).decode()
        taken.append({**row, "signature": signature, "bands": marks, "marked": marked})
    connection.execute(delete(signatures).where(named))
    return taken


def put_back(connection: Connection, portal: str, taken: list[dict[str, Any]]) -> None:
    """Put back what `take` took, of records whose text is still the same."""
    for each in taken:
        row = {name: value for name, value in each.items() if name not in ("bands", "marked")}
        own = (articles.c.portal == portal) & (articles.c.id == row["id"])
        text = connection.execute(select(articles.c.content_hash).where(own)).scalar()
        if text != row["content_hash"]:
            continue
        for table in (signatures, bands):
            mine = (table.c.portal == portal) & (table.c.id == row["id"])
            connection.execute(delete(table).where(mine))
        row["signature"] = b64decode(row["signature"])
        connection.execute(insert(signatures).values(**row))
        for band in each["bands"]:
            connection.execute(insert(bands).values(portal=portal, id=row["id"], band=band))
        if each["marked"]:
            _mark(connection, (portal, row["id"]), None, row["duplicate_of"])


def _mark(
    connection: Connection, key: tuple[str, str], before: str | None, after: str | None
) -> bool:
    """Change what a record says that it is a duplicate of; whether it said ``before``."""
    own = (articles.c.portal == key[0]) & (articles.c.id == key[1])
    text = connection.execute(select(articles.c.record).where(own)).scalar()
    record = json.loads(text) if text else {"duplicate_of": after}
    if record["duplicate_of"] != before:
        return False
    record["duplicate_of"] = after
    text = json.dumps(record, ensure_ascii=False)
    connection.execute(update(articles).where(own).values(record=text))
    return True
