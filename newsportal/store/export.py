"""Records to files: written aside and renamed, so that a reader never sees half of one."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from newsportal.errors import ArgumentError

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""What a terminal obeys, and what ends a line for some readers."""

_SEPARATORS = {"\u2028": "\\u2028", "\u2029": "\\u2029", "\x85": "\\u0085"}
"""Line ends for some readers, and none for JSON."""


def writer_for(path: Path) -> Any:
    """The function that writes the format of a file's name.

    Raises:
        ArgumentError: No format has that ending.
    """
    writers = {".jsonl": write_jsonl, ".csv": write_csv}
    if path.suffix not in writers:
        raise ArgumentError(f"{path}: the name must end in {' or '.join(writers)}")
    return writers[path.suffix]


def json_line(record: Any) -> str:
    """One record as one line of JSON."""
    return json_text(record, None)


def json_text(value: Any, indent: int | None = 1) -> str:
    """A value as JSON in which no character ends a line but those between its parts."""
    return _escaped(json.dumps(value, ensure_ascii=False, indent=indent))


def _escaped(text: str) -> str:
    for char, escape in _SEPARATORS.items():
        text = text.replace(char, escape)
    return text


def write_jsonl(path: Path, records: Iterable[dict[str, Any]]) -> int:
    """Write a record a line; how many."""
    return write_lines(path, (json.dumps(each, ensure_ascii=False) for each in records))


def write_lines(path: Path, records: Iterable[str]) -> int:
    """Write a record that is JSON on one line already, as the store's are, a line; how many."""
    count = 0
    with aside(path) as file:
        for count, record in enumerate(records, start=1):  # noqa: B007 - the last is the number
            file.write(_escaped(record) + "\n")
    return count


def write_csv(path: Path, records: Iterable[dict[str, Any]]) -> int:
    """Write a record a row, each value as a `cell`; how many."""
    count = 0
    with aside(path) as file:
        writer = None
        for count, record in enumerate(records, start=1):  # noqa: B007 - as above
            if writer is None:
                writer = csv.DictWriter(file, list(record))
                writer.writeheader()
            writer.writerow({name: cell(value) for name, value in record.items()})
    return count


FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What opens a cell that a spreadsheet may run, https://owasp.org/www-community/attacks/CSV_Injection."""


def cell(value: Any) -> Any:
    """A value as it stands in a cell: inert in a spreadsheet, lists and nodes as JSON.

    >>> cell("=HYPERLINK(0)"), cell([1]), cell(None), cell(-1)
    ("'=HYPERLINK(0)", '[1]', None, -1)
    """
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False, default=str)
    if not isinstance(value, str):
        return value
    text = _CONTROLS.sub(" ", value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


@contextmanager
def aside(path: Path, keep: bool = False) -> Iterator[IO[str]]:
    """A file beside ``path`` that takes its place when all is written and on the disk.

    With ``keep`` it does so as well where the writing breaks off: what was had is kept.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        if keep and part.exists():
            part.replace(path)
        part.unlink(missing_ok=True)
