"""How a store of an older version becomes one of this version."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Table, exists, func, insert, inspect, select, text

from newsportal.store.schema import (
    alarms,
    articles,
    bands,
    evidences,
    exported,
    frontier,
    listed,
    listings,
    measured,
    meta,
    metadata,
    pairs,
    robots,
    searched,
    signatures,
    templates,
    texts,
    verified,
    withdrawals,
)


def _add_evidences(connection: Connection) -> None:
    evidences.create(connection, checkfirst=True)


def _add_templates(connection: Connection) -> None:
    templates.create(connection, checkfirst=True)


def _add_checks(connection: Connection) -> None:
    types = {"checked_at": "VARCHAR(32)", "misses": "INTEGER", "etag": "TEXT", "modified": "TEXT"}
    _add_columns(connection, frontier, types)
    listings.create(connection, checkfirst=True)
    robots.create(connection, checkfirst=True)


def _add_validators(connection: Connection) -> None:
    types = {"etag": "TEXT", "modified": "TEXT", "origin": "VARCHAR(300)"}
    _add_columns(connection, listings, types)


def _add_tombstones(connection: Connection) -> None:
    """Note beside it why an article is gone, and where each was listed as far as that is known."""
    _add_columns(connection, frontier, {"unlisted": "VARCHAR(32)"})
    _add_columns(connection, articles, {"gone_at": "VARCHAR(32)", "gone_reason": "VARCHAR(64)"})
    listed.create(connection, checkfirst=True)
    both = (articles.c.portal == frontier.c.portal) & (articles.c.id == frontier.c.id)
    last = select(frontier.c.portal, frontier.c.id, frontier.c.section).join(articles, both)
    noted = (listed.c.portal == frontier.c.portal) & (listed.c.id == frontier.c.id)
    noted &= listed.c.section == frontier.c.section
    new = (func.coalesce(frontier.c.section, "") != "") & ~exists().where(noted)
    connection.execute(insert(listed).from_select(["portal", "id", "section"], last.where(new)))


def _add_datasets(connection: Connection) -> None:
    for table in (exported, withdrawals, signatures, texts, bands, pairs, searched):
        table.create(connection, checkfirst=True)


def _add_verified(connection: Connection) -> None:
    verified.create(connection, checkfirst=True)


def _add_health(connection: Connection) -> None:
    for table in (measured, alarms):
        table.create(connection, checkfirst=True)


def _add_columns(connection: Connection, table: Table, types: dict[str, str]) -> None:
    """Give a table the columns that it does not have."""
    there = {column["name"] for column in inspect(connection).get_columns(table.name)}
    for name, kind in types.items():
        if name not in there:
            connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {name} {kind}"))


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    metadata.create_all,
    _add_evidences,
    _add_templates,
    _add_checks,
    _add_validators,
    _add_tombstones,
    _add_datasets,
    _add_verified,
    _add_health,
)
"""Step n makes of a store of version n one of version n + 1; an empty database has version 0."""

SCHEMA_VERSION = len(MIGRATIONS)


def version_of(connection: Connection) -> int:
    """The schema version of a store; 0 for an empty database."""
    if not inspect(connection).has_table(meta.name):
        return 0
    return connection.execute(select(meta.c.schema_version)).scalar() or 0


def migrate(connection: Connection, steps: tuple[Callable[[Connection], None], ...]) -> int:
    """Bring the store to the version that ``steps`` lead to; the version it had before."""
    before = version_of(connection)
    for step in steps[before:]:
        step(connection)
    if before < len(steps):
        connection.execute(meta.delete())
        connection.execute(meta.insert().values(schema_version=len(steps)))
    return before
