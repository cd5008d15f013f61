"""The database behind a store's address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from newsportal.errors import BusyError, StoreError

WAIT = 30_000
"""Milliseconds that SQLite waits for another program to end what it does."""


def store_address(configured: str, output: Path) -> str:
    """The address of the store: the one configured, else of a SQLite file in the output folder.

    >>> store_address("", Path("output"))
    'sqlite:///output/newsportal.db'
    """
    return configured or f"sqlite:///{output}/newsportal.db"


def is_made(url: str) -> bool:
    """Whether a store can be there: a SQLite file that does not exist is none, and not made."""
    try:
        address = make_url(url)
    except ArgumentError:
        return True  # whoever opens it is told what is wrong
    sqlite = address.get_backend_name() == "sqlite" and address.database
    return not sqlite or Path(str(address.database)).is_file()


def engine_of(url: str) -> Engine:
    """The engine of a store's address.

    Raises:
        StoreError: The address is wrong, its driver is missing, its folder cannot be made.
    """
    try:
        address = make_url(url)
        if address.get_backend_name() == "sqlite" and address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(address)
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise StoreError(f"{shown(url)!r} is no address of a store: {error}") from error
    except ModuleNotFoundError as error:
        raise StoreError(
            f"{shown(url)} needs a driver: pip install 'newsportal[postgres]' ({error})"
        ) from error
    except OSError as error:
        raise StoreError(f"the store {shown(url)} cannot be made: {error}") from error
    if address.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """A log that a crash leaves whole, and a wait instead of an error while another writes."""
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={WAIT}"):
        connection.execute(f"PRAGMA {pragma}")


def scrub(engine: Engine, tables: Iterable[str]) -> None:
    """Leave nothing in the database's files of what was deleted.

    SQLite keeps deleted rows in free pages and in its log until they are written over: the file is
    written anew and the log emptied. PostgreSQL frees the space; its own log and backups are kept
    as long as whoever runs it says.

    Raises:
        BusyError: Another program reads the store, so that its log cannot be emptied.
        SQLAlchemyError: The disk is full, or the like.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name != "sqlite":
            for name in tables:
                connection.exec_driver_sql(f"VACUUM {name}")
            return
        try:
            connection.exec_driver_sql("VACUUM")
            (busy, *_) = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            busy = 1
    if busy:
        raise BusyError(
            f"another program reads {shown(str(engine.url))}, which may still hold what was "
            "deleted; let it end and purge again"
        )


def shown(url: str) -> str:
    """A database address without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return re.sub(r"(://[^:/@]*):[^@/]*@", r"\1:***@", url)
