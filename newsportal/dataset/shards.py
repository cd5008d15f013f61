"""The data of a release: Parquet by portal and split, and JSON Lines by portal."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

from newsportal.dataset.parquet import BATCH, MAX_FILE, ParquetFile, folder_of
from newsportal.dataset.splits import Splits
from newsportal.store.export import json_line


class Shards:
    """The files of a release while they are written; a portal's splits stand open side by side."""

    def __init__(self, folder: Path, splits: Splits) -> None:
        self.folder, self.splits = folder, splits
        self.rows: dict[str, dict[str, int]] = {}
        """Portal to split to records."""

        self._portal = ""
        self._files: dict[str, ParquetFile] = {}
        self._waiting: dict[str, list[dict[str, Any]]] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self._lines: gzip.GzipFile | None = None

    def add(self, row: dict[str, Any]) -> None:
        """Write a row; rows come by portal."""
        portal, split = folder_of(row), self.splits.of(row["published_on"])
        if portal != self._portal:
            self.close()
            self._begin(portal)
        counts = self.rows.setdefault(portal, {})
        counts[split] = counts.get(split, 0) + 1
        waiting = self._waiting.setdefault(split, [])
        waiting.append(row)
        if self._lines is not None:
            self._lines.write(json_line(row).encode() + b"\n")
        if len(waiting) == BATCH:
            self._write(split)

    def close(self) -> None:
        """Write what waits, and the end of each file."""
        for split in self._waiting:
            self._write(split)
        for file in self._files.values():
            file.close()
        if self._lines is not None:
            self._lines.close()
        self._files, self._waiting, self._lines = {}, {}, None

    def _begin(self, portal: str) -> None:
        self._portal = portal
        path = self.folder / "jsonl" / f"{portal}.jsonl.gz"
        path.parent.mkdir(parents=True, exist_ok=True)
        # The same bytes for the same rows: without the time at which the file was made.
        self._lines = gzip.GzipFile(path, "wb", 6, mtime=0)

    def _write(self, split: str) -> None:
        several = self._waiting[split]
        if not several:
            return
        file = self._files.get(split)
        if file is not None and file.size >= MAX_FILE:
            file.close()
            file = None
        if file is None:
            file = self._files[split] = self._opened(split)
        file.add(several)
        self._waiting[split] = []

    def _opened(self, split: str) -> ParquetFile:
        key = (self._portal, split)
        number = self._numbers[key] = self._numbers.get(key, -1) + 1
        path = self.folder / "data" / self._portal / f"{split}-{number:05}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        return ParquetFile(str(path))
