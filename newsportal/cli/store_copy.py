"""``newsportal store copy``: a store into an empty one."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from newsportal.cli.crawl import say
from newsportal.errors import ArgumentError, NewsportalError, StoreError
from newsportal.store import Store
from newsportal.store.copying import copy_store
from newsportal.store.database import is_made, shown


def run(source: str, target: str, as_json: bool) -> int:
    """Copy; 0, 2 for a wrong address, 4 while a run works, 5 where a database cannot be used."""
    try:
        old_url, new_url = address_of(source), address_of(target)
        if old_url == new_url:
            raise ArgumentError("FROM and TO are one store: name two")
        if not is_made(old_url):
            raise StoreError(f"there is no store at {shown(old_url)}")
        counts = _copied(old_url, new_url, quiet=as_json)
    except NewsportalError as error:
        return say(error)
    if as_json:
        sys.stdout.write(json.dumps(counts) + "\n")
    else:
        print(  # noqa: T201 - a command's own output
            f"{sum(counts.values()):,} rows of {len(counts)} tables are in {shown(new_url)}; name "
            "it in NEWSPORTAL_STORE from now on"
        )
    return 0


def _copied(old_url: str, new_url: str, quiet: bool) -> dict[str, int]:
    old, new = Store(old_url), None
    try:
        new = Store(new_url)
        return copy_store(old, new, _say_nothing if quiet else _say)
    except SQLAlchemyError as error:
        said = getattr(error, "orig", None) or error
        raise StoreError(f"nothing was copied: {said}") from error
    finally:
        old.close()
        if new is not None:
            new.close()


def _say(name: str, number: int) -> None:
    print(f"  {name} {number:,}", flush=True)  # noqa: T201 - a command's own output


def _say_nothing(_name: str, _number: int) -> None:
    pass


def address_of(stated: str) -> str:
    """The database address that is stated; the name of a file is that of a SQLite store.

    >>> address_of("output/newsportal.db"), address_of("postgresql+psycopg://a@b/c")
    ('sqlite:///output/newsportal.db', 'postgresql+psycopg://a@b/c')
    """
    if not stated.strip():
        raise ArgumentError("an empty name is no store's address")
    return stated if "://" in stated else f"sqlite:///{Path(stated)}"
