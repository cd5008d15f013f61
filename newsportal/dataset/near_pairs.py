"""Pairs of near-duplicates from the store: a record and the first of its group."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, select

from newsportal.dataset.alike import Likeness, compare
from newsportal.dataset.shingles import content_of, words_of
from newsportal.store.schema import articles, signatures


@dataclass(frozen=True, slots=True)
class Pair:
    """A record and the first of its group."""

    relation: str
    likeness: Likeness
    first: dict[str, Any]
    other: dict[str, Any]
    """Their records."""


def pairs_of(connection: Connection, limit: int) -> Iterator[Pair]:
    """Up to ``limit`` pairs by group; those of the very same text come last."""
    own, first = signatures.alias("own"), signatures.alias("first")
    stored, kept = articles.alias("stored"), articles.alias("kept")
    same_group = and_(first.c.cluster == own.c.cluster, first.c.id == own.c.duplicate_of)
    query = (
        select(own.c.relation, stored.c.record.label("other"), kept.c.record.label("first"))
        .join(first, and_(same_group, first.c.duplicate_of.is_(None)))
        .join(stored, and_(stored.c.portal == own.c.portal, stored.c.id == own.c.id))
        .join(kept, and_(kept.c.portal == first.c.portal, kept.c.id == first.c.id))
        .order_by(own.c.content_hash == first.c.content_hash, own.c.cluster, own.c.id)
        .limit(limit)
    )
    for row in connection.execute(query):
        kept_record, record = json.loads(row.first), json.loads(row.other)
        contents = (content_of(words_of(each["text"])) for each in (kept_record, record))
        yield Pair(row.relation, compare(*contents), kept_record, record)
