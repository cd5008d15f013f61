"""Records of WARC files, packed with gzip, zstd or not, read with fastwarc (the extra ``warc``)."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any, BinaryIO

from newsportal.archive.record import MAX_BLOCK, DamagedError, Lost, Record, fields_of
from newsportal.archive.salvage import FRAME, next_match

_SKIPPABLE = (0x184D2A50, 0x184D2A5F)
"""Magic numbers of a zstd frame that is no data: the dictionary of a .warc.zst file."""


class FellError(Exception):
    """fastwarc cannot read on; ``offset`` is where the last record began that is not given.

    ``last`` is that record, where it was read and no checksum of it.
    """

    def __init__(self, offset: int, last: Record | None, why: str) -> None:
        self.offset, self.last = offset, last
        super().__init__(why)


def fast_records(stream: Any, ahead: int = 0) -> Iterator[Record]:
    """The records of a stream from its present byte on; ``ahead`` is by how much it runs ahead.

    One is given once the next was found, as the checksum of a member is looked at then.

    Raises:
        FellError: The bytes are not those of sound records.
    """
    from fastwarc.warc import ArchiveIterator

    begun, last = stream.tell() - ahead, None
    try:
        for found in ArchiveIterator(stream, parse_http=False):
            record = _record(found, ahead)
            if last is not None:
                yield last
            begun, last = record.offset or 0, record
    except (OSError, ValueError, DamagedError) as error:
        raise FellError(begun, last, str(error)) from error
    if last is not None:
        yield last


def _record(found: Any, ahead: int) -> Record:
    length = found.content_length
    block = found.reader.read(min(length, MAX_BLOCK)) if length else b""
    if len(block) < min(length, MAX_BLOCK):
        raise DamagedError("a record breaks off")
    fields = fields_of(found.headers.items())
    if "content-length" not in fields:
        raise DamagedError("the named fields of a record break off")
    return Record(found.stream_pos - ahead, fields, block, whole=length <= MAX_BLOCK)


def zstd_records(file: BinaryIO, start: int = 0) -> Iterator[Record | Lost]:
    """The records of a .warc.zst file, and what was lost between them.

    https://iipc.github.io/warc-specifications/specifications/warc-zstd/
    """
    size, at, lost_at = file.seek(0, 2), start, -1
    dictionary = _dictionary(file)
    while at < size:
        try:
            for record in _frames(file, at, dictionary):
                if lost_at >= 0:
                    yield Lost(lost_at, at - lost_at, "zstd frames are damaged")
                    lost_at = -1
                yield record
            return
        except FellError as error:
            if error.last is not None:
                if lost_at >= 0:
                    yield Lost(lost_at, at - lost_at, "zstd frames are damaged")
                yield error.last
                lost_at = next_match(file, error.offset + 1, FRAME)
            at = max(lost_at, at) if lost_at >= 0 else at
            lost_at = lost_at if lost_at >= 0 else at
            at = next_match(file, at + 1, FRAME)
    if 0 <= lost_at < size:
        yield Lost(lost_at, size - lost_at, "zstd frames are damaged")


def _frames(file: BinaryIO, at: int, dictionary: bytes) -> Iterator[Record]:
    """The records from byte ``at`` on, where a frame begins."""
    file.seek(at)
    if not at or not dictionary:
        return fast_records(file)
    return fast_records(_Joined(dictionary, file, at), len(dictionary) - at)


def _dictionary(file: BinaryIO) -> bytes:
    """The frame at a file's beginning that holds its dictionary; empty for none."""
    file.seek(0)
    head = file.read(8)
    if len(head) < 8:
        return b""
    magic, size = struct.unpack("<II", head)
    return head + file.read(size) if _SKIPPABLE[0] <= magic <= _SKIPPABLE[1] else b""


class _Joined(io.RawIOBase):
    """A file from byte ``start`` on, with other bytes before."""

    def __init__(self, before: bytes, file: BinaryIO, start: int) -> None:
        self.before, self.file, self.start, self.at = before, file, start, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_END:
            offset += len(self.before) + self.file.seek(0, io.SEEK_END) - self.start
        self.at = offset + (self.at if whence == io.SEEK_CUR else 0)
        return self.at

    def read(self, size: int = -1) -> bytes:
        data = self.before[self.at :][: max(size, 0)]
        if not data:
            self.file.seek(self.at - len(self.before) + self.start)
            data = self.file.read(size)
        self.at += len(data)
        return data
