"""SQL over the records: DuckDB on an export, or on tables of Arrow that are read from the store.

A statement sees the tables and nothing else: no file beside them, no network, no extension.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from newsportal.dataset.batches import batches
from newsportal.dataset.columns import arrow, batch, schema
from newsportal.dataset.gates import COLUMNS
from newsportal.dataset.rows import row_of, rows
from newsportal.dataset.selection import Selection, Stored
from newsportal.dataset.target import NOTE, settle
from newsportal.errors import ArgumentError, StoreError
from newsportal.store.schema import runs, versions

BATCH = 500

COUNTS = (
    "discovered", "stored", "changed", "unchanged", "known", "duplicate", "refused", "failed",
    "parked", "pending", "pages", "listings",
)  # fmt: skip
"""What of a run's report is a column of `runs`; of what has reasons, their sum."""


def duck() -> Any:
    """The module duckdb.

    Raises:
        StoreError: It is not installed.
    """
    try:
        import duckdb as module
    except ImportError as error:
        raise StoreError(f"SQL needs duckdb: pip install 'newsportal[data]' ({error})") from error
    return module


def ask(sql: str, tables: dict[str, Any]) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """The names of the columns and the rows that a statement answers, over Arrow tables by name.

    Raises:
        ArgumentError: The statement is wrong, or reaches for something else.
        StoreError: duckdb is not installed.
    """
    module = duck()
    connection = module.connect(config={"autoinstall_known_extensions": "false"})
    for name, table in tables.items():
        connection.register(name, table)
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    try:
        connection.execute(sql)
    except module.Error as error:
        raise ArgumentError(f"the statement is wrong: {error}") from error
    names = _told_apart([column[0] for column in connection.description or ()])
    if not names:
        raise ArgumentError("the statement answers nothing: begin it with SELECT")
    return names, _fetched(connection, module.Error)


def _told_apart(names: list[str]) -> list[str]:
    """Names of columns, of which a statement may give one twice.

    >>> _told_apart(["id", "title", "id"])
    ['id', 'title', 'id:2']
    """
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(f"{name}:{seen[name]}" if seen[name] > 1 else name)
    return found


def _fetched(connection: Any, wrong: type[Exception]) -> Iterator[tuple[Any, ...]]:
    try:
        while several := connection.fetchmany(BATCH):
            yield from several
    except wrong as error:  # rows are made as they are asked for
        raise ArgumentError(f"the statement cannot be answered: {error}") from error


def tables_of_store(connection: Connection, sql: str) -> dict[str, Any]:
    """The tables of the store that a statement names, each read whole.

    The numbers of the gates are reckoned only for a statement that may want them.

    Raises:
        StoreError: pyarrow is not installed.
    """
    named = set(re.findall(r"\w+", sql.lower()))
    every = "*" in re.sub(r"count\(\s*\*\s*\)", "", sql.lower())
    judged = every or not named.isdisjoint(name for name, _, _ in COLUMNS)
    readers: dict[str, Callable[[Connection], Any]] = {
        "articles": lambda each: _table(rows(each, Selection(), judged=judged)),
        "versions": lambda each: _table(_versions(each, judged)),
        "runs": _runs,
    }
    return {name: read(connection) for name, read in readers.items() if name in named}


def tables_of_files(source: str) -> dict[str, Any]:
    """The table ``articles`` of an exported file, a folder or a release.

    Raises:
        ArgumentError: There is none.
        StoreError: pyarrow is not installed.
    """
    path = Path(source)
    settle(path)
    files = [path] if path.is_file() else sorted(path.rglob("*.parquet"))
    releases = sorted(each.parent.name for each in path.glob(f"[!.]*/{NOTE}"))
    if releases:
        raise ArgumentError(f"--from {source} holds {', '.join(releases)}: name one of them")
    if not files or not all(each.suffix == ".parquet" for each in files):
        raise ArgumentError(
            f"--from {source}: there is no Parquet file; `newsportal export` makes one"
        )
    arrow()
    from pyarrow import ArrowInvalid, dataset

    try:
        return {"articles": dataset.dataset([str(each) for each in files], format="parquet")}
    except (ArrowInvalid, OSError) as error:
        raise ArgumentError(f"--from {source} cannot be read: {error}") from error


def _table(found: Iterable[dict[str, Any]]) -> Any:
    made = [batch(several) for several in batches(found, BATCH)]
    return arrow().Table.from_batches(made, schema=schema())


def _versions(connection: Connection, judged: bool) -> Iterator[dict[str, Any]]:
    """What articles were before they changed."""
    order = (versions.c.portal, versions.c.id, versions.c.version)
    for row in connection.execute(select(versions).order_by(*order)):
        record = json.loads(row.record)
        yield row_of(Stored(row.portal, row.id, "replaced", "", record), judged=judged)


def _runs(connection: Connection) -> Any:
    found = []
    for row in connection.execute(select(runs).order_by(runs.c.started_at, runs.c.run_id)):
        report = json.loads(row.report or "{}")
        own = {name: getattr(row, name) for name in ("run_id", "portal", "started_at", "ended_at")}
        counts = {name: _sum(report.get(name)) for name in COUNTS}
        found.append({**own, "state": row.state, **counts, "report": row.report})
    module = arrow()
    text = {name: module.string() for name in ("run_id", "portal", "started_at", "ended_at")}
    kinds = {**text, "state": module.string(), **dict.fromkeys(COUNTS, module.int64())}
    return module.Table.from_pylist(
        found, schema=module.schema({**kinds, "report": module.string()})
    )


def _sum(value: Any) -> int | None:
    return sum(value.values()) if isinstance(value, dict) else value
