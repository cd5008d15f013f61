"""The formats of an export: a table of endings, and how rows are written in each."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

from newsportal.dataset.columns import NAMES, arrow
from newsportal.dataset.parquet import write_file
from newsportal.errors import ArgumentError
from newsportal.store.export import cell, json_line

Rows = Iterable[dict[str, Any]]


def _jsonl(path: Path, rows: Rows, opened: Callable[[Path], Any]) -> int:
    count = 0
    with opened(path) as file:
        for count, row in enumerate(rows, start=1):  # noqa: B007 - the last is the number
            file.write(json_line(row) + "\n")
    return count


def _csv(path: Path, rows: Rows, opened: Callable[[Path], Any]) -> int:
    count = 0
    with opened(path) as file:
        writer = csv.writer(file)
        writer.writerow(NAMES)
        for count, row in enumerate(rows, start=1):  # noqa: B007 - as above
            writer.writerow([cell(value) for value in row.values()])
    return count


@contextmanager
def _plain(path: Path) -> Iterator[IO[str]]:
    with path.open("w", encoding="utf-8", newline="") as file:
        yield file


@contextmanager
def _gzip(path: Path) -> Iterator[IO[str]]:
    """A file in gzip, the same bytes for the same rows: without the time and its own name."""
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as file:
        yield from _text(file)


@contextmanager
def _zstd(path: Path) -> Iterator[IO[str]]:
    module = arrow()
    with module.OSFile(str(path), "wb") as raw, module.CompressedOutputStream(raw, "zstd") as file:
        yield from _text(file)


def _text(file: Any) -> Iterator[IO[str]]:
    text = TextIOWrapper(file, encoding="utf-8", newline="")
    yield text
    text.flush()
    text.detach()


FORMATS: dict[str, Callable[[Path, Rows], int]] = {
    ".jsonl": lambda path, rows: _jsonl(path, rows, _plain),
    ".jsonl.gz": lambda path, rows: _jsonl(path, rows, _gzip),
    ".jsonl.zst": lambda path, rows: _jsonl(path, rows, _zstd),
    ".csv": lambda path, rows: _csv(path, rows, _plain),
    ".csv.gz": lambda path, rows: _csv(path, rows, _gzip),
    ".parquet": write_file,
}
"""By the ending of a file's name: what writes rows to it, and says how many there were."""

NAMED = {"jsonl": ".jsonl", "csv": ".csv", "parquet": ".parquet"}
"""What `--as` takes for a file whose name does not tell."""


def format_of(name: str, said: str | None) -> str:
    """The ending of `FORMATS` that a file is written in; '' for a folder of Parquet.

    >>> format_of("a.jsonl.gz", None), format_of("out/articles", None), format_of("a.txt", "csv")
    ('.jsonl.gz', '', '.csv')

    Raises:
        ArgumentError: No format has that ending or name.
    """
    endings = [ending for ending in FORMATS if name.lower().endswith(ending)]
    if said is not None and said not in NAMED:
        raise ArgumentError(f"--as {said}: there are {', '.join(NAMED)}, postgres")
    if endings and said in (None, endings[0].split(".")[1]):
        return endings[0]
    if endings:
        raise ArgumentError(f"{name}: its name says {endings[0]}, and --as says {said}")
    if said is not None:
        return "" if said == "parquet" else NAMED[said]
    if "." in name.rstrip("/").rsplit("/", 1)[-1].lstrip("."):
        known = ", ".join(FORMATS)
        raise ArgumentError(f"{name}: the name must end in {known}, or be that of a folder")
    return ""
