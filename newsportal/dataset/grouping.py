"""The groups of near-duplicates, made anew from all pairs; only what differs is written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, bindparam, func, or_, select, update

from newsportal.dataset.batches import batches
from newsportal.dataset.groups import Member, first_of, groups_of
from newsportal.dataset.relation import Facts, facts_of, relation_of
from newsportal.store.schema import articles, pairs, signatures

BATCH = 200
"""Records that are read at once, and written in one transaction."""

Key = tuple[str, str]
"""Portal and id of a record."""

_SAME = (signatures.c.portal == articles.c.portal) & (signatures.c.id == articles.c.id)
_NOTE = update(signatures).where(
    (signatures.c.portal == bindparam("own_portal")) & (signatures.c.id == bindparam("own_id"))
)


def group_all(engine: Engine) -> None:
    """Note of each record its group, the first record of that, and what it is to it."""
    with engine.connect() as connection:
        rows = connection.execute(_members()).all()
        linked = connection.execute(select(pairs.c.first, pairs.c.second)).all()
    members = {(row.portal, row.id): row for row in rows}
    groups = _groups(members, [(row.first, row.second) for row in linked])
    firsts = {key: first for first, keys in groups.items() for key in keys}
    alone = [key for key, row in members.items() if key not in firsts and row.cluster is not None]
    _write(engine, [_row(key, None, None) for key in alone])
    stale = [(first, key) for first, keys in groups.items() if _is_stale(first, keys, members)
             for key in keys]  # fmt: skip
    _write(engine, _related(engine, stale))


def _members() -> Select[Any]:
    """The records that are in a group, or were."""
    linked = select(pairs.c.first).union(select(pairs.c.second))
    several = func.count() > 1
    same_words = select(signatures.c.text).group_by(signatures.c.text).having(several)
    digest = signatures.c.content_hash
    same_text = select(digest).group_by(digest).having(several)
    columns = (
        signatures.c.portal, signatures.c.id, signatures.c.text, digest, signatures.c.cluster,
        signatures.c.duplicate_of, signatures.c.relation, articles.c.date_published,
    )  # fmt: skip
    chosen = or_(
        signatures.c.cluster.is_not(None),
        signatures.c.text.in_(linked),
        signatures.c.text.in_(same_words),
        digest.in_(same_text),
    )
    return select(*columns).join(articles, _SAME).where(chosen)


def _groups(
    members: Mapping[Key, Row[Any]], linked: Sequence[tuple[int, int]]
) -> dict[Key, list[Key]]:
    """The records of each group, by the first of them."""
    links: list[tuple[int | str, int | str]] = list(linked)
    links += [(row.text, row.content_hash) for row in members.values()]
    top = groups_of(links)
    found: dict[int | str, list[Key]] = {}
    for key, row in members.items():
        found.setdefault(top[row.text], []).append(key)
    groups = {}
    for keys in found.values():
        if len(keys) > 1:
            first = first_of(Member(*key, members[key].date_published) for key in keys)
            groups[first.portal, first.id] = sorted(keys)
    return groups


def _is_stale(first: Key, keys: list[Key], members: Mapping[Key, Row[Any]]) -> bool:
    """Whether a group is noted otherwise than it is; a record that changed has no note."""
    for key in keys:
        row = members[key]
        named = None if key == first else first[1]
        if row.cluster != first[1] or row.duplicate_of != named:
            return True
        if (row.relation is None) != (key == first):
            return True
    return False


def _related(engine: Engine, stale: Sequence[tuple[Key, Key]]) -> Iterator[dict[str, Any]]:
    """The notes on the records of stale groups, given as the first record and the own one."""
    known: tuple[Key, Facts] | None = None
    for start in range(0, len(stale), BATCH):
        part = stale[start : start + BATCH]
        with engine.connect() as connection:
            found = _facts(connection, {key for both in part for key in both})
        for first, key in part:
            if known is None or known[0] != first:
                known = (first, found[first])
            if key == first:
                yield _row(key, first[1], None)
            elif key in found:
                yield _row(key, first[1], relation_of(found[key], known[1]))


def _facts(connection: Connection, keys: set[Key]) -> dict[Key, Facts]:
    found: dict[Key, Facts] = {}
    for portal in sorted({portal for portal, _ in keys}):
        ids = sorted(key for name, key in keys if name == portal)
        mine = (articles.c.portal == portal) & articles.c.id.in_(ids)
        for row in connection.execute(select(articles.c.id, articles.c.record).where(mine)):
            found[portal, row.id] = facts_of(json.loads(row.record))
    return found


def _row(key: Key, cluster: str | None, relation: str | None) -> dict[str, Any]:
    duplicate = None if key[1] == cluster else cluster
    return {
        "own_portal": key[0], "own_id": key[1], "cluster": cluster, "duplicate_of": duplicate,
        "relation": relation,
    }  # fmt: skip


def _write(engine: Engine, rows: Any) -> None:
    for part in batches(rows, BATCH):
        with engine.begin() as connection:
            connection.execute(_NOTE, part)


def count_groups(connection: Connection) -> tuple[int, int, dict[str, int]]:
    """How many groups there are, records in them, and records of each relation."""
    grouped = select(func.count(signatures.c.cluster.distinct()), func.count(signatures.c.cluster))
    groups, members = connection.execute(grouped).one()
    relation = signatures.c.relation
    counted = select(relation, func.count()).where(relation.is_not(None)).group_by(relation)
    found = Counter({row[0]: row[1] for row in connection.execute(counted)})
    return groups, members, dict(sorted(found.items()))
