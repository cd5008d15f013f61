"""A folder of saved pages in: HTTrack, wget, a browser's "save as", or files of any kind.

Names in it are read, and never written to; links that lead out of it are not followed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from newsportal.archive.address import path_address, saved_address, saved_at, stated_address
from newsportal.archive.capture import Capture, Origin, Skipped
from newsportal.road import MAX_BYTES, is_html

_NO_PAGES = frozenset(
    "css js json map png jpg jpeg gif webp svg ico bmp avif woff woff2 ttf eot otf mp3 mp4 webm avi"
    " mov flv pdf doc docx xls xlsx ppt pptx zip rar gz 7z swf".split()
)
"""Endings of files that are not opened: they hold no page, and a site's mirror has many."""

_TEXTS = frozenset(("txt", "text"))


def read_folder(folder: Path, after: str = "") -> Iterator[Capture | Skipped]:
    """A capture of each page in a folder and below, by name; and why other files gave none.

    ``after`` is a path below the folder: files up to it were read before.

    Raises:
        OSError: The folder cannot be read.
    """
    for path in sorted_files(folder):
        name = path.relative_to(folder).as_posix()
        if name > after:
            yield read_page(path, PurePosixPath(name))


def sorted_files(folder: Path) -> list[Path]:
    """The files in a folder and below, in the order of their names; no links.

    Raises:
        OSError: The folder cannot be read.
    """
    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=_raised):
        folders[:] = [each for each in folders if not each.startswith(".")]
        paths = (Path(place, name) for name in names if not name.startswith("."))
        found += [path for path in paths if path.is_file() and not path.is_symlink()]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _raised(error: OSError) -> None:
    raise error


def read_page(path: Path, name: PurePosixPath) -> Capture | Skipped:
    """The capture of one file; ``name``, its path below the folder, may tell its address."""
    origin = Origin(kind="folder", name=str(path))
    ending = name.suffix.lower().removeprefix(".")
    if ending in _NO_PAGES:
        return Skipped(reason="no-page", origin=origin)
    try:
        raw = _read(path)
    except OSError as error:
        return Skipped(reason="unreadable", detail=error.strerror or str(error), origin=origin)
    if len(raw) > MAX_BYTES:
        return Skipped(reason="too-large", origin=origin)
    if is_html(raw):
        url = saved_address(raw) or stated_address(raw) or path_address(name)
        return Capture(url=url, captured_at=saved_at(raw), body=raw, origin=origin)
    if ending in _TEXTS:
        return Capture(url=None, captured_at=None, body=raw, text=True, origin=origin)
    return Skipped(reason="no-page", origin=origin)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)
