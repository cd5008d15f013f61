"""Withdrawing, restoring and purging records: in the store, and in the files beside it.

Each portal that is worked on is locked meanwhile: no crawl of it can begin. Whatever is killed half
way is ended by the same command, given again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Row
from sqlalchemy.exc import SQLAlchemyError

from newsportal.archive.erasure import (
    Marks,
    Withdrawn,
    clear,
    is_touched,
    probes,
    rewrite,
    sync,
)
from newsportal.dataset import search
from newsportal.dataset.signing import forget_unused
from newsportal.errors import NewsportalError, StoreError
from newsportal.lock import locked
from newsportal.portals import all_portals
from newsportal.store import Store, captures, withdrawal
from newsportal.store.database import scrub, shown
from newsportal.store.export import write_lines
from newsportal.store.withdrawal import Taken

RECORDS = "articles.jsonl"


class NoRecordError(NewsportalError, LookupError):
    """There is no record of that name, or none in that state; the message says what there is."""


@dataclass(slots=True)
class Purged:
    """What a purge deleted for good."""

    ids: list[str] = field(default_factory=list)
    captures: int = 0
    """Pages of the articles, and listings that print their text, in WARC files."""

    files: int = 0
    """WARC files that were written anew."""


def withdraw(store: Store, output: Path, name: str, reason: str) -> Taken:
    """Take a record out of the store and out of the portal's ``articles.jsonl``.

    Raises:
        ArgumentError: The reason is empty.
        NoRecordError: There is no such record, or it is withdrawn already.
        BusyError: A crawl works on the portal.
        StoreError: The store or the disk cannot be used.
    """
    with _using(store), _portal_of(store, output, name) as key:
        with store.engine.begin() as connection:
            before = withdrawal.withdrawal_of(connection, key)
            if before is None:
                made = withdrawal.withdraw(connection, key, reason, store.clock())
        write_records(store, output, key[0])  # a withdrawal that was killed may not have come to it
        if before is not None:
            raise NoRecordError(withdrawal.told(before))
        return made


def restore(store: Store, output: Path, name: str) -> Taken:
    """Put a withdrawn record back, in the store and in the portal's ``articles.jsonl``.

    Raises:
        NoRecordError: It is not withdrawn, or was purged.
        BusyError: A crawl works on the portal.
        StoreError: The store or the disk cannot be used.
    """
    with _using(store), _portal_of(store, output, name) as key:
        with store.engine.begin() as connection:
            row = withdrawal.withdrawal_of(connection, key)
            if row is None:
                raise NoRecordError(f"{key[1]} is not withdrawn: it is in the store")
            if row.kept is None:
                raise NoRecordError(
                    f"{withdrawal.told(row)}: nothing was kept of it, so it cannot be put back"
                )
            made = withdrawal.restore(connection, key)
        write_records(store, output, key[0])
        return made


def purge(store: Store, output: Path, days: int) -> Purged:
    """Delete for good what was withdrawn ``days`` ago or earlier, in the store and WARC files.

    Raises:
        BusyError: A crawl works on one of the portals, and nothing was done; or another program
            reads the store.
        StoreError: The store or the disk cannot be used.
    """
    before = datetime.fromisoformat(store.clock()) - timedelta(days=days)
    made = Purged()
    with _using(store), ExitStack() as stack:
        with store.engine.connect() as connection:
            rows = withdrawal.due(connection, before.isoformat(timespec="seconds"))
        by_portal = {name: list(own) for name, own in groupby(rows, lambda row: str(row.portal))}
        for portal in by_portal:
            stack.enter_context(_locked(output / portal, portal))
        for portal, own in by_portal.items():
            _erase(store, output, (portal, own), made)
            with store.engine.begin() as connection:
                for row in own:
                    withdrawal.purge(connection, (portal, row.id))
                search.forget(connection)
            write_records(store, output, portal)
        if rows:
            forget_unused(store.engine)
            scrub(
                store.engine,
                [*(table.name for table in withdrawal.TABLES), *("withdrawals", "texts", "bands")],
            )
        with store.engine.begin() as connection:
            for row in rows:
                withdrawal.mark_purged(connection, (row.portal, row.id), store.clock())
        made.ids = [str(row.id) for row in rows]
    return made


def write_records(store: Store, output: Path, portal: str) -> None:
    """Write a portal's ``articles.jsonl`` anew, if there is one, and delete what a crash left."""
    path = output / portal / RECORDS
    for part in path.parent.glob(f".{RECORDS}.*.part"):
        part.unlink()
    if path.exists():
        write_lines(path, store.record_texts(portal))


def _erase(store: Store, output: Path, due: tuple[str, Sequence[Row[Any]]], made: Purged) -> None:
    """Take what is withdrawn out of a portal's WARC files, one file after the other."""
    portal, rows = due
    folder = output / portal / "warc"
    if not folder.is_dir():
        return
    with store.engine.connect() as connection:
        withdrawn = [_withdrawn(connection, row) for row in rows]
        paths = clear(folder, lambda name: captures.refers(connection, portal, _file(portal, name)))
    for path in paths:
        if is_touched(path, Marks(all_portals().get(portal), withdrawn)):
            marks = Marks(all_portals().get(portal), withdrawn)
            target, offsets, taken = rewrite(path, marks)
            files = (_file(portal, path.name), _file(portal, target.name))
            with store.engine.begin() as connection:
                captures.relocate(connection, portal, files, offsets)
            path.unlink()
            sync(folder)
            made.captures += taken
            made.files += 1


def _withdrawn(connection: Any, row: Row[Any]) -> Withdrawn:
    urls = withdrawal.addresses_of(connection, (row.portal, row.id))
    tables = json.loads(row.kept)["tables"] if row.kept else {"articles": [], "versions": []}
    records = [json.loads(each["record"]) for each in (*tables["articles"], *tables["versions"])]
    lines = dict.fromkeys(line for record in records for line in probes(record))
    return Withdrawn(row.id, row.withdrawn_at, frozenset(urls), tuple(lines))


def _file(portal: str, name: str) -> str:
    """A WARC file as records name it."""
    return f"{portal}/warc/{name}"


@contextmanager
def _portal_of(store: Store, output: Path, name: str) -> Iterator[tuple[str, str]]:
    """Portal and id of what is named; no crawl of that portal can begin meanwhile.

    Raises:
        NoRecordError: The store has no such article.
    """
    with store.engine.connect() as connection:
        key = withdrawal.key_of(connection, name)
    if key is None:
        raise NoRecordError(
            f"the store has no record {name!r}: give an id such as demo:15, or one of its addresses"
        )
    with _locked(output / key[0], key[0]):
        yield key


@contextmanager
def _locked(folder: Path, portal: str) -> Iterator[None]:
    """A portal whose folder is in use here is locked."""
    lock = locked(folder, portal) if folder.is_dir() else None
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


@contextmanager
def _using(store: Store) -> Iterator[None]:
    """Tell what the database or the disk says as a sentence."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        cause = getattr(error, "orig", None) or error
        raise StoreError(f"{shown(store.url)} or its disk cannot be used: {cause}") from error
