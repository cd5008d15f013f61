"""``newsportal dataset stats``: the stored records in numbers, on screen and as a page."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from newsportal import settings
from newsportal.cli.console import Console
from newsportal.cli.crawl import say
from newsportal.cli.stats_view import view
from newsportal.clock import Clock
from newsportal.crawl import store_url
from newsportal.dataset.selection import Selection, Stored, stored
from newsportal.dataset.statistics import Judge, Statistics, statistics_of
from newsportal.dataset.statistics_page import statistics_page
from newsportal.errors import NewsportalError, StoreError
from newsportal.store import Store
from newsportal.store.database import is_made, shown
from newsportal.store.export import aside

GATES = "newsportal.dataset.gates"


def run(html: str | None, options: dict[str, Any], as_json: bool) -> int:
    """Count the records that ``options`` choose, show it, and write the page ``html``.

    0, or 2 for a wrong option, 5 where the store cannot be read or the page not be written.
    """
    try:
        made = Clock.stated(settings.NEWSPORTAL_NOW).now()
        selection = Selection(
            portals=tuple(options["portals"] or ()), since=options["since"], until=options["until"]
        )
        found = _counted(selection)
        if html is not None:
            _write(Path(html), statistics_page(found, made, in_words(selection)))
    except NewsportalError as error:
        return say(error)
    _show(found, html, made, as_json)
    return 0


def _counted(selection: Selection) -> Statistics:
    if not is_made(store_url()):
        return Statistics()
    store = Store(store_url())
    try:
        return statistics_of(_read(store, selection), judge())
    except SQLAlchemyError as error:
        raise StoreError(f"the store {shown(store.url)} cannot be read: {error}") from error
    finally:
        store.close()


def _read(store: Store, selection: Selection) -> Iterator[Stored]:
    with store.engine.connect() as connection:
        yield from stored(connection, selection)


def judge() -> Judge | None:
    """What gives the columns of the gates; None where this package has none."""
    try:
        found: Judge = import_module(GATES).columns_of
    except ModuleNotFoundError as error:
        if error.name != GATES:
            raise
        return None
    return found


def in_words(selection: Selection) -> str:
    """Which records are chosen; empty for all.

    >>> in_words(Selection(portals=("demo",), since="2024-01-01"))
    'portal demo, from 2024-01-01'
    """
    told = [f"portal {', '.join(selection.portals)}"] if selection.portals else []
    told += [f"from {selection.since}"] if selection.since else []
    told += [f"to {selection.until}"] if selection.until else []
    return ", ".join(told)


def _write(path: Path, text: str) -> None:
    try:
        with aside(path) as file:
            file.write(text)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be written ({error.strerror}): name a file in a folder of yours"
        ) from error


def _show(found: Statistics, html: str | None, made: datetime, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(found.to_dict(), ensure_ascii=False) + "\n")
    elif found.records:
        Console(highlight=False).print(view(found, made.date().isoformat()))
    elif not is_made(store_url()):
        print(f"there is no store at {shown(store_url())}: crawl first")  # noqa: T201 - a command's own output
    else:
        print("the store has no such record")  # noqa: T201 - a command's own output
    if html is not None:
        out = sys.stderr if as_json else sys.stdout
        print(f"the page is {Path(html).resolve()}", file=out)
