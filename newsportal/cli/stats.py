"""``newsportal dataset stats``: the stored records in numbers, on screen and as a page."""

from __future__ import annotations

import errno
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from newsportal import settings
from newsportal.cli.console import Console
from newsportal.cli.crawl import say
from newsportal.cli.stats_view import view
from newsportal.cli.stores import opened, selected
from newsportal.clock import Clock
from newsportal.dataset.rows import rows
from newsportal.dataset.selection import Selection, Stored
from newsportal.dataset.statistics import Statistics, statistics_of
from newsportal.dataset.statistics_page import statistics_page
from newsportal.errors import NewsportalError, StoreError
from newsportal.store.export import aside, json_line


def run(html: str | None, options: dict[str, Any], as_json: bool) -> int:
    """Count the records that ``options`` choose, show it, and write the page ``html``.

    0, or 2 for a wrong option, 5 where the store cannot be read or the page not be written.
    """
    try:
        made = Clock.stated(settings.NEWSPORTAL_NOW).now()
        selection = selected(options)
        found = _counted(selection)
        if html is not None:
            _write(Path(html), statistics_page(found, made, in_words(selection)))
    except NewsportalError as error:
        return say(error)
    _show(found, html, made, as_json)
    return 0


def _counted(selection: Selection) -> Statistics:
    with opened() as store, store.engine.connect() as connection:
        found = rows(connection, selection)
        told = (Stored(row["portal"], row["id"], row["state"], "", row) for row in found)
        return statistics_of(told, judge=dict)


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
        if not path.name or path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a folder")
        with aside(path) as file:
            file.write(text)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be written ({error.strerror}): name a file in a folder of yours"
        ) from error


def _show(found: Statistics, html: str | None, made: datetime, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json_line(found.to_dict()) + "\n")
    elif found.records:
        Console(highlight=False).print(view(found, made.date().isoformat()))
    else:
        print("the store has no such record")  # noqa: T201 - a command's own output
    if html is not None:
        out = sys.stderr if as_json else sys.stdout
        print(f"the page is {Path(html).resolve()}", file=out)
