"""Rows as Parquet: one file, or a folder divided by portal and year.

The folders bear plain names, ``demo/2024/part-00000.parquet``, and the columns stand in the files:
readers that take ``portal=demo`` for a column of its own refuse one that is in the file as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from newsportal.dataset.batches import batches
from newsportal.dataset.columns import arrow, batch, schema
from newsportal.errors import StoreError

BATCH = 500
"""Rows that are made into columns at once."""

ROW_GROUP = 64 * 1024 * 1024
"""Bytes of columns in one group: what a reader holds at least."""

MAX_FILE = 512 * 1024 * 1024
"""Bytes of columns, before they are pressed, after which another file is begun."""

_PORTAL = re.compile(r"[a-z0-9][a-z0-9_-]*")

UNDATED = "undated"
"""The folder of the records that state no date."""


class ParquetFile:
    """One file that is being written: its rows are put together to groups."""

    def __init__(self, target: Any) -> None:
        module = arrow()
        self.writer = module.parquet.ParquetWriter(target, schema(), compression="zstd")
        self.waiting: list[Any] = []
        self.waits = self.size = self.rows = 0

    def add(self, rows: list[dict[str, Any]]) -> None:
        """Append rows."""
        columns = batch(rows)
        self.waiting.append(columns)
        self.waits += columns.nbytes
        self.rows += len(rows)
        if self.waits >= ROW_GROUP:
            self._flush()

    def _flush(self) -> None:
        if self.waiting:
            table = arrow().Table.from_batches(self.waiting)
            self.writer.write_table(table, row_group_size=max(table.num_rows, 1))
        self.size += self.waits
        self.waiting, self.waits = [], 0

    def close(self) -> None:
        """Write what waits, and the end of the file."""
        self._flush()
        self.writer.close()


def write_file(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    """Write one file; how many rows.

    Raises:
        StoreError: pyarrow is not installed.
    """
    file = ParquetFile(str(path))
    for several in batches(rows, BATCH):
        file.add(several)
    file.close()
    return file.rows


def write_folder(folder: Path, rows: Iterable[dict[str, Any]]) -> int:
    """Write files below ``folder`` by portal and year; how many rows.

    ``rows`` come by portal and year, as `newsportal.dataset.rows` gives them; others make more
    files than there need be.

    Raises:
        StoreError: pyarrow is not installed.
    """
    numbers: dict[str, int] = {}
    file, place, count = None, "", 0
    for several in batches(rows, BATCH):
        for part, of_part in _parted(several):
            if file is not None and (part != place or file.size >= MAX_FILE):
                file.close()
                file = None
            if file is None:
                number = numbers[part] = numbers.get(part, -1) + 1
                file, place = _begin(folder, part, number), part
            file.add(of_part)
            count += len(of_part)
    if file is not None:
        file.close()
    return count


def _begin(folder: Path, part: str, number: int) -> ParquetFile:
    path = folder / part / f"part-{number:05}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    return ParquetFile(str(path))


def folder_of(row: Mapping[str, Any]) -> str:
    """The name of a portal's own folder.

    >>> folder_of({"portal": "sotttt_hanoi"})
    'sotttt_hanoi'

    Raises:
        StoreError: The store names a portal that none can be named, such as ``../x``.
    """
    name = str(row["portal"])
    if not _PORTAL.fullmatch(name):
        raise StoreError(f"the store has a record of a portal {name!r}, which is no portal's name")
    return name


def _parted(rows: list[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The rows by the folder that they belong to, in their order."""
    parts: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        parts.setdefault(f"{folder_of(row)}/{row['year'] or UNDATED}", []).append(row)
    yield from parts.items()
