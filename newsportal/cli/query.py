"""``newsportal dataset query``: SQL over the records, as a table, CSV or JSON."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from contextlib import nullcontext
from typing import Any

from rich.markup import escape
from rich.table import Table

from newsportal.cli.console import Console
from newsportal.cli.crawl import say
from newsportal.cli.stores import opened
from newsportal.dataset.query import ask, tables_of_files, tables_of_store
from newsportal.errors import ArgumentError, NewsportalError
from newsportal.pages.elements import printable
from newsportal.store.export import cell, json_line

FORMS = ("table", "csv", "json")
MOST = 1000
"""Rows that a table on the screen has; the others are counted."""


def run(sql: str, source: str | None, form: str | None) -> int:
    """Answer a statement over the store, or over the files at ``source``; the exit code."""
    form = form or ("table" if sys.stdout.isatty() else "csv")
    try:
        if form not in FORMS:
            raise ArgumentError(f"--as {form}: there are {', '.join(FORMS)}")
        with nullcontext() if source is not None else opened() as store:
            if store is None:
                tables = tables_of_files(str(source))
            else:
                with store.engine.connect() as connection:
                    tables = tables_of_store(connection, sql)
        _PRINTERS[form](*ask(sql, tables))
    except NewsportalError as error:
        return say(error)
    return 0


def _csv(names: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([cell(value) for value in row])


def _json(names: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    for row in rows:
        values = {name: _plain(value) for name, value in zip(names, row, strict=True)}
        sys.stdout.write(json_line(values) + "\n")


def _plain(value: Any) -> Any:
    """A value as JSON has it; dates, decimals and infinite numbers as text."""
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError):
        return str(value)
    return value


def _table(names: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    table = Table(box=None, pad_edge=False)
    for name in names:
        table.add_column(escape(name), header_style="dim", overflow="fold")
    count = 0
    for count, row in enumerate(rows, start=1):
        if count <= MOST:
            table.add_row(*(escape(_shown(value)) for value in row))
    Console(highlight=False).print(table)
    if count > MOST:
        print(f"{count - MOST:,} more rows; `--as csv` has them all")  # noqa: T201 - a command's own output


def _shown(value: Any) -> str:
    """A value on one line, inert on a terminal."""
    return "" if value is None else printable(str(value))


_PRINTERS = {"table": _table, "csv": _csv, "json": _json}
