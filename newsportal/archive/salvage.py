"""Where the next record begins in a file that is damaged."""

from __future__ import annotations

import re
import zlib
from typing import BinaryIO

from newsportal.archive.record import ARC_LINE

_PIECE = 1024 * 1024
_OVERLAP = 4096
"""Bytes that are looked at twice, so that nothing hides between two pieces."""

_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
_BARE = re.compile(
    rb"(?<=\n)(?:WARC/[01]\.\d{1,2}\r?\n|(?=https?://\S{1,2000} \S+ \d{14} \S+ \d+\r?\n))"
)
"""Where a record begins in a file that is not packed: at a line's beginning."""

FRAME = re.compile(rb"\x28\xb5\x2f\xfd")


def next_record(file: BinaryIO, after: int, packed: bool) -> int:
    """The first byte from ``after`` on at which a record begins; the file's size if none does."""
    return next_match(file, after, _MEMBER if packed else _BARE)


def next_match(file: BinaryIO, after: int, form: re.Pattern[bytes]) -> int:
    """The first byte from ``after`` on at which a pattern fits; of gzip, what holds a record."""
    size, begin = file.seek(0, 2), max(after - 1, 0)  # a line's end may stand before it
    while begin < size:
        file.seek(begin)
        piece = file.read(_PIECE + _OVERLAP)
        for found in form.finditer(piece):
            at = begin + found.start()
            if at >= after and (form is not _MEMBER or _holds_record(piece[found.start() :])):
                return at
        begin += _PIECE
    return size


def _holds_record(data: bytes) -> bool:
    """Whether a gzip member begins here, and in it a record."""
    try:
        start = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data[:_OVERLAP], 4096)
    except zlib.error:
        return False
    return start.startswith(b"WARC/") or ARC_LINE.match(start) is not None
