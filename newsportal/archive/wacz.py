"""WACZ files in: the WARC files that they hold (https://specs.webrecorder.net/wacz/1.1.1/).

The names in the archive are read and never become paths; a file in it is unpacked into a file
without a name, as far as it is not stored as it is.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, cast

from newsportal.archive.capture import Capture, Origin, Skipped
from newsportal.archive.warc import captures_of
from newsportal.errors import ArgumentError

MAX_RATIO = 200
"""How much larger a file in the archive may become; WARC files in it are packed already."""

_LEAST = 64 * 1024
_PIECE = 1024 * 1024


def is_wacz(path: Path) -> bool:
    """Whether a file is a ZIP archive that holds WARC files in ``archive/``."""
    try:
        with zipfile.ZipFile(path) as archive:
            return bool(warc_names(archive))
    except (OSError, zipfile.BadZipFile):
        return False


def warc_names(archive: zipfile.ZipFile) -> list[str]:
    """The names of the WARC files in a WACZ."""
    endings = (".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz")
    names = (info.filename for info in archive.infolist() if not info.is_dir())
    return sorted(name for name in names if name.startswith("archive/") and name.endswith(endings))


def read_wacz(path: Path, after: str = "", start: int = 0) -> Iterator[Capture | Skipped]:
    """The captures of every WARC file in a WACZ.

    ``after`` names the file in it that was read up to byte ``start``; those before it are done.

    Raises:
        ArgumentError: It is no WACZ.
        OSError: It cannot be read.
    """
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise ArgumentError(f"{path} is no WACZ: {error}") from error
    with archive:
        for name in warc_names(archive):
            if name < after:
                continue
            origin = Origin(kind="wacz", name=f"{path}!{name}")
            try:
                with _opened(archive, name) as file:
                    yield from captures_of(file, origin, start if name == after else 0)
            except (zipfile.BadZipFile, NotImplementedError, ArgumentError, EOFError) as error:
                yield Skipped(reason="unreadable", detail=str(error), origin=origin)


def _opened(archive: zipfile.ZipFile, name: str) -> BinaryIO:
    """A file of the archive, in which one can go back and forth.

    Raises:
        BadZipFile: It is damaged, or unpacks to far more than it should.
    """
    info = archive.getinfo(name)
    if info.compress_type == zipfile.ZIP_STORED:
        return cast("BinaryIO", archive.open(info))
    left = max(info.compress_size, _LEAST) * MAX_RATIO
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile())
        with archive.open(info) as packed:
            while piece := packed.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise zipfile.BadZipFile(f"{name} unpacks to far more than it should")
                file.write(piece)
        file.seek(0)
        stack.pop_all()
        return cast("BinaryIO", file)
