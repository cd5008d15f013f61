"""Records of WARC and ARC files, packed with gzip or not, read with nothing but zlib.

This is how the core reads archives: warcio, which writes them, stops at the first damaged byte and
cannot read a file that is one gzip member. fastwarc reads sound files faster
(`newsportal.archive.fast_reader`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from newsportal.archive.members import named_fields
from newsportal.archive.record import (
    ARC_LINE,
    MAX_BLOCK,
    MAX_HEAD,
    DamagedError,
    Lost,
    Record,
    arc_fields,
    fields_of,
)
from newsportal.archive.salvage import next_record
from newsportal.archive.stream import GzipStream, PlainStream

MAX_LENGTH = 2**30
"""Bytes of a record; one that states more is taken for damaged, as no page is so large."""


def plain_records(file: BinaryIO, start: int, packed: bool) -> Iterator[Record | Lost]:
    """The records from byte ``start`` on, where one begins, and what was lost between them.

    A record is given once it was read to its end, and the checksum of its member was right.
    """
    size, at = file.seek(0, 2), start
    while at < size:
        stream = (GzipStream if packed else PlainStream)(file, at)
        try:
            while stream.begin():
                yield from _member(stream, packed)
            return
        except DamagedError as error:
            at = next_record(file, stream.begun + 1, packed)
            yield Lost(stream.begun, at - stream.begun, str(error))


def _member(stream: PlainStream, packed: bool) -> Iterator[Record]:
    """The records of one member: in a packed file one as a rule, in another all.

    Raises:
        DamagedError: One is none, or breaks off.
    """
    number = 0
    while (line := _first_line(stream)) != b"":
        offset = None if packed and number else stream.begun
        record = _record(stream, line, offset)
        number += 1
        after = stream.peek(5)  # of a member's last record: its end, and so its checksum
        if not packed and after[:1] not in (b"", b"\r", b"\n"):
            raise DamagedError("a record is not as long as it states")
        yield record


def _first_line(stream: PlainStream) -> bytes:
    """The line with which the next record begins; empty at the member's end."""
    while True:
        stream.mark()
        line = stream.line()
        if line not in (b"\r\n", b"\n"):
            return line


def _record(stream: PlainStream, line: bytes, offset: int | None) -> Record:
    if line.startswith(b"WARC/"):
        fields = fields_of(named_fields(line.rstrip() + b"\r\n" + _head(stream)).items())
    elif (found := ARC_LINE.fullmatch(line)) is not None:
        fields = arc_fields(found)
    else:
        raise DamagedError("no record begins here")
    stated = fields.get("content-length", "")
    if not stated.isdecimal() or int(stated) > MAX_LENGTH:
        raise DamagedError(f"a record states {stated[:20] or 'no'} bytes as its length")
    length = int(stated)
    block = stream.read(min(length, MAX_BLOCK))
    if len(block) + stream.skip(length - len(block)) < length:
        raise DamagedError("a record breaks off")
    return Record(offset, fields, block, whole=length <= MAX_BLOCK)


def _head(stream: PlainStream) -> bytes:
    """The named fields of a record, lines joined as they were sent."""
    lines, size = list[bytes](), 0
    while (line := stream.line()) not in (b"\r\n", b"\n"):
        size += len(line)
        if not line or size > MAX_HEAD:
            raise DamagedError("the named fields of a record do not end")
        lines.append(line.rstrip(b"\r\n"))
    return b"\r\n".join(lines)
