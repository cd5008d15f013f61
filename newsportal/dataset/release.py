"""A release: a folder with a version that is never changed, and all that others need to use it."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from newsportal import __version__
from newsportal.article import SCHEMA_VERSION
from newsportal.dataset import changes
from newsportal.dataset.card import Card
from newsportal.dataset.columns import meanings
from newsportal.dataset.croissant import croissant
from newsportal.dataset.rows import rows
from newsportal.dataset.selection import Selection, Stored
from newsportal.dataset.shards import Shards
from newsportal.dataset.splits import Splits, divide
from newsportal.dataset.statistics import statistics_of
from newsportal.dataset.target import NOTE, note_in, written
from newsportal.errors import ArgumentError
from newsportal.portals import all_portals
from newsportal.store.export import json_line, json_text
from newsportal.store.schema import articles, withdrawals

SUMS = "SHA256SUMS"
CHUNK = 1024 * 1024
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(slots=True)
class Released:
    """What a release holds."""

    folder: Path
    rows: dict[str, dict[str, int]]
    """Portal to split to records."""

    splits: Splits
    changes: changes.Changes | None
    """Since the last release, if there is one."""


@dataclass(slots=True)
class Tally:
    """What is noted of the rows as they are written."""

    marks: dict[str, tuple[str, str]] = field(default_factory=dict)
    reserved: Counter[bool | None] = field(default_factory=Counter)
    first: str | None = None
    last: str | None = None

    def add(self, row: dict[str, Any]) -> None:
        """Note one."""
        self.marks[row["id"]] = changes.mark_of(row)
        self.reserved[row["tdm_reserved"]] += 1
        if at := row["fetched_at"]:
            self.first = min(self.first or at, at)
            self.last = max(self.last or at, at)


def release(
    connection: Connection, name: str, root: Path, selection: Selection, options: dict[str, Any]
) -> Released:
    """Make the release ``name`` in the folder ``root``.

    ``options`` are ``now``, the moment in ISO 8601, and ``test_from``, the first day of the test.

    Raises:
        ArgumentError: The name is none, there is a release of it, or nothing to release.
        StoreError: The folder cannot be written, or pyarrow is not installed.
    """
    folder = root / checked(name, root)
    made_on = options["now"][:10]
    splits = divide(_days(connection, selection), options["test_from"])
    tally, last = Tally(), last_release(root)
    with written(str(folder), is_folder=True, once=True) as part:
        shards = Shards(part, splits)
        found = _noted(rows(connection, selection), shards, tally)
        counted = statistics_of(found, judge=lambda row: row).to_dict()
        shards.close()
        if not shards.rows:
            raise ArgumentError("no record is chosen: there is nothing to release")
        changed = last and _changes(connection, last, tally)
        titles = {each: portal.title for each, portal in all_portals().items()}
        card = Card(
            name, made_on, shards.rows, titles, splits, meanings(), counted, tally.reserved,
            (tally.first, tally.last),
        )  # fmt: skip
        _write_about(part, card, changed or None)
        note_in(part, {
            "release": name, "made_at": options["now"], "schema_version": SCHEMA_VERSION,
            "made_by": f"newsportal {__version__}", "rows": len(tally.marks),
        })  # fmt: skip
        _seal(part)
    return Released(folder, shards.rows, splits, changed or None)


def checked(name: str, root: Path) -> str:
    """``name``, if a release can have it.

    Raises:
        ArgumentError: It cannot, or there is one.
    """
    if not _NAME.fullmatch(name) or ".." in name:
        raise ArgumentError(f"{name!r} is no name of a release: letters, digits, . _ and -")
    if (root / name).exists():
        raise ArgumentError(f"there is a release {name} in {root}, and it is never changed")
    return name


def last_release(root: Path) -> Path | None:
    """The release in a folder that was made last, or None.

    Raises:
        ArgumentError: What a folder in it says of itself cannot be read.
    """
    found: list[tuple[str, Path]] = []
    for path in root.glob(f"[!.]*/{NOTE}"):
        try:
            note = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ArgumentError(f"{path} cannot be read ({error}): mend or delete it") from error
        if "release" in note:
            found.append((note["made_at"], path.parent))
    return max(found)[1] if found else None


def _changes(connection: Connection, last: Path, tally: Tally) -> changes.Changes:
    """What is otherwise than in the last release."""
    every = set(connection.execute(select(withdrawals.c.id)).scalars())
    withdrawn = changes.withdrawn_of(last.parent, every)
    return changes.compare(last.name, changes.marks_of(last), tally.marks, withdrawn)


def _days(connection: Connection, selection: Selection) -> dict[str, int]:
    """How many records of a selection there are of each day, by what the database knows."""
    day = func.substr(articles.c.date_published, 1, 10)
    dated = selection.where() & articles.c.date_published.is_not(None)
    query = select(day, func.count()).where(dated).group_by(day)
    return {str(each): number for each, number in connection.execute(query)}


def _noted(found: Iterator[dict[str, Any]], shards: Shards, tally: Tally) -> Iterator[Stored]:
    for row in found:
        shards.add(row)
        tally.add(row)
        yield Stored(row["portal"], row["id"], row["state"], "", row)


def _write_about(part: Path, card: Card, changed: changes.Changes | None) -> None:
    """Write the pages beside the data: card, changes, statistics, croissant."""
    pages = {
        "README.md": card.text(),
        "CHANGELOG.md": changes.page(card.name, card.made_on, changed),
        "stats.json": json_text(card.counted) + "\n",
    }
    if changed is not None:
        pages[changes.FILE] = "".join(json_line(each) + "\n" for each in changed.lines())
    about = {
        "name": card.name, "date": card.made_on,
        "description": f"News articles in Vietnamese of {', '.join(card.rows)}.",
    }  # fmt: skip
    described = croissant(about, card.meanings, digests(part))
    pages["croissant.json"] = json_text(described) + "\n"
    for name, text in pages.items():
        (part / name).write_text(text, encoding="utf-8")


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file below a folder, by its path in it."""
    files = sorted(each for each in folder.rglob("*") if each.is_file())
    return {path.relative_to(folder).as_posix(): _digest(path) for path in files}


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(CHUNK):
            found.update(part)
    return found.hexdigest()


def _seal(part: Path) -> None:
    """Write the checksums, as ``sha256sum -c`` takes them, and let nobody write to the files."""
    lines = [f"{digest}  {path}\n" for path, digest in digests(part).items()]
    (part / SUMS).write_text("".join(lines), encoding="utf-8")
    for path in part.rglob("*"):
        if path.is_file():
            path.chmod(0o444)
