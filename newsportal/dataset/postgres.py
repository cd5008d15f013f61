"""Rows into a table of PostgreSQL: put in or brought up to date by id, never twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    Double,
    MetaData,
    Table,
    Text,
    delete,
    inspect,
)
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.exc import SQLAlchemyError

from newsportal.dataset.batches import batches
from newsportal.dataset.columns import kinds
from newsportal.errors import ArgumentError, StoreError
from newsportal.store.database import engine_of, shown

TABLE = "newsportal_articles"
"""The table, where the address names none behind ``#``."""

BATCH = 500

_TYPES: dict[str, Any] = {
    "str": Text, "int": BigInteger, "float": Double, "bool": Boolean, "date": Date,
}  # fmt: skip


def is_database(target: str) -> bool:
    """Whether a target is the address of a database: ``postgresql+psycopg://...#table``."""
    return re.match(r"postgres(?:ql)?(?:\+\w+)?://", target) is not None


def table_named(name: str) -> Table:
    """The table of an export: a column for each of a row, what is nested as JSON.

    Raises:
        ArgumentError: A table cannot have that name.
    """
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", name):
        raise ArgumentError(f"{name!r} is no name of a table: small letters, digits and _")
    columns = [Column(each, _TYPES.get(kind, JSONB)) for each, kind in kinds().items()]
    own = [Column("id", Text, primary_key=True) if each.name == "id" else each for each in columns]
    return Table(name, MetaData(), *own)


def write_table(target: str, rows: Iterable[dict[str, Any]]) -> int:
    """Put rows into the table of an address, in one transaction; how many.

    A row of an article that was withdrawn takes its own out.

    Raises:
        ArgumentError: The table is one of other columns.
        StoreError: The database cannot be used.
    """
    address, _, name = target.partition("#")
    address = re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", address)
    table = table_named(name or TABLE)
    engine = engine_of(address)
    try:
        with engine.begin() as connection:
            _make(connection, table)
            return sum(_put(connection, table, several) for several in batches(rows, BATCH))
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error)
        raise StoreError(f"{shown(address)} cannot be used: {reason}") from error
    finally:
        engine.dispose()


def drop_withdrawn(target: str, keys: Iterable[str]) -> None:
    """Take articles that were withdrawn out of the table of an address."""
    write_table(target, ({"id": key, "state": "withdrawn"} for key in keys))


def _make(connection: Connection, table: Table) -> None:
    there = inspect(connection)
    if not there.has_table(table.name):
        table.create(connection)
        return
    have = {column["name"] for column in there.get_columns(table.name)}
    if "id" not in have or "content_hash" not in have:
        raise ArgumentError(f"the table {table.name} is no export: name another behind the address")
    for column in table.columns:
        if column.name not in have:  # of a newer program
            kind = column.type.compile(connection.dialect)
            connection.exec_driver_sql(
                f'ALTER TABLE {table.name} ADD COLUMN "{column.name}" {kind}'
            )


def _put(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> int:
    gone = [row["id"] for row in rows if row["state"] == "withdrawn"]
    if gone:
        connection.execute(delete(table).where(table.c.id.in_(gone)))
    # One statement may not touch a row twice; the last of an id is the one that counts.
    kept = {row["id"]: row for row in rows if row["state"] != "withdrawn"}
    if kept:
        statement = insert(table)
        new = {name: statement.excluded[name] for name in table.columns.keys() if name != "id"}  # noqa: SIM118 - names, not columns
        put = statement.on_conflict_do_update(index_elements=["id"], set_=new)
        connection.execute(put, list(kept.values()))
    return len(rows)
