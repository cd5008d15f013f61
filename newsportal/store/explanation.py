"""What a store can tell of one article: the evidence of its record, or why there is none."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, select

from newsportal.evidence import evidence_of
from newsportal.store.schema import addresses, articles, evidences, frontier, withdrawals
from newsportal.store.withdrawal import told as sentence_of


def explain(connection: Connection, name: str) -> dict[str, Any] | str | None:
    """The evidence of a record by its id or one of its addresses, and the state of its article.

    A sentence where an article made no record or was withdrawn; None where nothing is known of it.
    """
    own = (evidences.c.portal == articles.c.portal) & (evidences.c.id == articles.c.id)
    kept = select(articles, evidences.c.evidence).outerjoin(evidences, own)
    met = select(addresses.c.id).where(addresses.c.url == name).limit(1)
    key = connection.execute(met).scalar() or name
    tombstone = connection.execute(select(withdrawals).where(withdrawals.c.id == key)).first()
    if tombstone is not None:
        return sentence_of(tombstone)
    asked = (frontier.c.id == key) | (frontier.c.url == name)
    query = select(frontier).where(asked).order_by(frontier.c.url != name)
    row = connection.execute(query).first()
    found = connection.execute(kept.where(articles.c.id == key)).first()
    # The address of a print twin is refused, whatever became of the article.
    twin = row is not None and row.url == name and row.id != key and row.state == "refused"
    if row is not None and (found is None or twin):
        return f"{row.url} made no record: {row.state}, {row.reason or 'not yet fetched'}"
    if found is None:
        return None
    record = json.loads(found.record)
    told = json.loads(found.evidence) if found.evidence else evidence_of(record)
    state: dict[str, Any] = {"state": found.state}
    if found.state == "gone":
        state |= {"gone_at": found.gone_at, "gone_reason": found.gone_reason}
    return {"id": key, "url": record["url"], "version": record["version"], **state, **told}
