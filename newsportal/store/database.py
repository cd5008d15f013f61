"""The database behind a store's address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from newsportal.errors import StoreError


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
    except (ArgumentError, NoSuchModuleError) as error:
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
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def shown(url: str) -> str:
    """A database address without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return url
