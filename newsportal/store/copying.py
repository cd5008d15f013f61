"""A store copied into an empty one, and a SQLite store backed up."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Integer, Table, func, insert, select

from newsportal.errors import ArgumentError, BusyError, StoreError
from newsportal.store.database import shown
from newsportal.store.schema import meta, metadata, runs
from newsportal.store.store import Store

BATCH = 500
"""Rows that are copied at once: an archive is not held in memory."""

TABLES: tuple[Table, ...] = tuple(each for each in metadata.sorted_tables if each is not meta)


def copy_store(
    source: Store, target: Store, tell: Callable[[str, int], None] = lambda _name, _number: None
) -> dict[str, int]:
    """Copy every table of a store into an empty one; how many rows each has.

    In one transaction of each: what another program stores meanwhile is not seen, and a target in
    which anything went wrong is as empty as before. ``tell`` hears of each table that is copied.

    Raises:
        BusyError: A run works on the source, or seems to: it was killed and not gone on with.
        StoreError: The target is not empty, or has other counts at the end.
    """
    with source.engine.connect() as old, target.engine.begin() as new:
        snapshot = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
        old.exec_driver_sql(snapshot if old.dialect.name == "postgresql" else "BEGIN")
        _check(old, new, shown(target.url))
        counts = {}
        for table in TABLES:
            counts[table.name] = _copy(table, old, new)
            tell(table.name, counts[table.name])
        _go_on_counting(new)
        for table in TABLES:
            there = new.execute(select(func.count()).select_from(table)).scalar_one()
            if there != counts[table.name]:
                raise StoreError(
                    f"{table.name} has {there:,} rows in {shown(target.url)} and not the "
                    f"{counts[table.name]:,} that were copied; nothing is kept of them"
                )
    return counts


def _check(old: Connection, new: Connection, name: str) -> None:
    working = old.execute(select(runs.c.portal).where(runs.c.state == "working")).scalars().all()
    if working:
        raise BusyError(
            f"a run works on {', '.join(sorted(set(working)))}: let it end, or, if it was killed, "
            "crawl once more first"
        )
    for table in TABLES:
        if new.execute(select(table).limit(1)).first() is not None:
            raise StoreError(f"{name} is not empty ({table.name}): name an empty store to copy to")


def _copy(table: Table, old: Connection, new: Connection) -> int:
    number = 0
    rows = old.execution_options(yield_per=BATCH).execute(select(table))
    for batch in rows.mappings().partitions():
        new.execute(insert(table), [dict(row) for row in batch])
        number += len(batch)
    return number


def _go_on_counting(new: Connection) -> None:
    """Let PostgreSQL number new rows after those that were copied; SQLite does so by itself."""
    if new.dialect.name != "postgresql":
        return
    for table in TABLES:
        (key, *others) = table.primary_key.columns
        counts = isinstance(key.type, Integer) and key.autoincrement is True and not others
        if counts:
            name = new.execute(select(func.pg_get_serial_sequence(table.name, key.name))).scalar()
            last = select(func.coalesce(func.max(key), 0) + 1).scalar_subquery()
            new.execute(select(func.setval(name, last, False)))


def back_up(store: Store, path: Path) -> int:
    """Write a whole copy of a SQLite store to a file, aside and renamed; its bytes.

    By SQLite's own backup: a run may work meanwhile, and what it commits is in it or not.

    Raises:
        ArgumentError: The store is in PostgreSQL, or the file is the store's own.
        StoreError: The file cannot be written, or is damaged.
    """
    database = store.engine.url.database
    if store.engine.dialect.name != "sqlite" or not database:
        raise ArgumentError(
            f"{shown(store.url)} is no SQLite file; PostgreSQL is backed up by its own pg_dump"
        )
    if path.exists() and path.samefile(database):
        raise ArgumentError(f"{path} is the store itself: name another file")
    aside = path.with_name(f".{path.name}.part")
    try:
        aside.unlink(missing_ok=True)
        with closing(sqlite3.connect(database)) as old, closing(sqlite3.connect(aside)) as new:
            old.backup(new)
            (said,) = new.execute("PRAGMA integrity_check").fetchone()
            new.execute("PRAGMA journal_mode=DELETE")
        if said != "ok":
            raise StoreError(f"the copy in {path} is damaged: {said}")
        aside.replace(path)
        return path.stat().st_size
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{path} cannot be written: {error}") from error
    finally:
        aside.unlink(missing_ok=True)
