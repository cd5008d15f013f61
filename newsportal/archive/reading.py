"""Captures from whatever a source is: told by what it holds, not by its name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from newsportal.archive.capture import Capture, Skipped
from newsportal.archive.folder import read_folder, read_page
from newsportal.archive.wacz import is_wacz, read_wacz
from newsportal.archive.warc import form_of, read_warc
from newsportal.errors import ArgumentError


def captures(source: str) -> Iterator[Capture]:
    """The captures of a file or folder; what gave none is left out.

    Answers of every status are among them. ``read`` tells of the rest.

    Raises:
        ArgumentError: There is no such file, or it is of no kind that is known.
        OSError: It cannot be read.
    """
    return (each for each in read(source) if isinstance(each, Capture))


def read(source: str) -> Iterator[Capture | Skipped]:
    """The captures of a source, and why places of it gave none.

    Raises:
        ArgumentError: There is no such file, or it is of no kind that is known.
        OSError: It cannot be read.
    """
    path = Path(source)
    kind = kind_of(path)
    if kind == "folder":
        return read_folder(path)
    if kind == "wacz":
        return read_wacz(path)
    if kind == "warc":
        return read_warc(path)
    return iter([read_page(path, PurePosixPath(path.name))])


def kind_of(path: Path) -> str:
    """What a file or folder is: folder, warc (ARC among it), wacz, or page.

    Raises:
        ArgumentError: There is none of that name.
        OSError: It cannot be read.
    """
    if path.is_dir():
        return "folder"
    if not path.is_file():
        raise ArgumentError(f"there is no file or folder {path}")
    with path.open("rb") as file:
        if form_of(file) is not None:
            return "warc"
    return "wacz" if is_wacz(path) else "page"
