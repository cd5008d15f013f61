"""An export: the rows of a selection to a target, and what is noted of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, select

from newsportal import __version__
from newsportal.article import SCHEMA_VERSION
from newsportal.dataset.formats import FORMATS, format_of
from newsportal.dataset.parquet import write_folder
from newsportal.dataset.postgres import drop_withdrawn, is_database, write_table
from newsportal.dataset.rows import keep_marks, read_marks, rows
from newsportal.dataset.selection import Selection
from newsportal.dataset.target import note_in, written
from newsportal.errors import ArgumentError
from newsportal.store.database import shown
from newsportal.store.schema import withdrawals

STEP = 1000
MAX_NAME = 64
"""Characters of the name under which an export is noted."""


@dataclass(slots=True)
class Exported:
    """What an export wrote."""

    target: str
    rows: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    """With a name: new, changed, withdrawn, and same, which was left out."""

    told: Callable[[int], None] | None = None
    """What is told the number of rows after each `STEP`."""


def check_target(target: str, said: str | None, name: str | None) -> str:
    """The format of a target: an ending of `FORMATS`, '' for a folder, or postgres.

    Raises:
        ArgumentError: There is no such format, or the name of the export cannot be noted.
    """
    if name is not None and not 0 < len(name) <= MAX_NAME:
        raise ArgumentError(f"--since-export: a name has 1 to {MAX_NAME} characters")
    if is_database(target):
        if said not in (None, "postgres"):
            raise ArgumentError(f"--as {said}: {shown(target)} is a database")
        return "postgres"
    if said == "postgres":
        raise ArgumentError(f"--as postgres: {target} is no address of a database")
    return format_of(target, said)


def export(
    engine: Engine, done: Exported, form: str, selection: Selection, name: str | None = None
) -> Exported:
    """Write the rows of a selection to ``done.target``; with ``name`` what changed since the last.

    What is exported is noted under the name once it stands at its target: an export that is
    stopped is made again, and none is left out.

    Raises:
        ArgumentError: The target is something else than an export.
        StoreError: The target cannot be used.
        SQLAlchemyError: The store cannot; `newsportal.cli.stores.opened` makes a sentence of it.
    """
    target = done.target
    with engine.connect() as connection:
        marks = read_marks(connection, name) if name is not None else None
        found = _counted(rows(connection, selection, marks), done)
        if form == "postgres":
            write_table(target, found)
            drop_withdrawn(target, connection.execute(select(withdrawals.c.id)).scalars())
        else:
            _write(target, form, found)
    if marks is not None:
        done.counts = dict(marks.counts)
        with engine.begin() as connection:
            keep_marks(connection, marks)
    return done


def _write(target: str, form: str, found: Iterator[dict[str, Any]]) -> None:
    with written(target, is_folder=not form) as path:
        if form:
            FORMATS[form](path, found)
            return
        count = write_folder(path, found)
        note = {"schema_version": SCHEMA_VERSION, "made_by": f"newsportal {__version__}"}
        note_in(path, {**note, "rows": count})


def _counted(found: Iterator[dict[str, Any]], done: Exported) -> Iterator[dict[str, Any]]:
    for row in found:
        done.rows += 1
        if done.told is not None and done.rows % STEP == 0:
            done.told(done.rows)
        yield row
