"""WARC and ARC files in: their records, read fast where that can be, and captures of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from newsportal.archive.answer import UnreadableError, read_answer
from newsportal.archive.capture import Capture, Origin, Skipped
from newsportal.archive.plain_reader import plain_records
from newsportal.archive.record import ARC_LINE, DamagedError, Lost, Record
from newsportal.archive.stream import GZIP, GzipStream
from newsportal.errors import ArgumentError

ZSTD = (b"\x28\xb5\x2f\xfd", *(bytes((n, 0x2A, 0x4D, 0x18)) for n in range(0x50, 0x60)))
"""How a file begins that is packed with zstd: a frame, or one that is skipped."""

_PAGES = ("response", "resource", "conversion")
_MARKUP = ("text/html", "application/xhtml+xml")


def form_of(file: BinaryIO) -> str | None:
    """What a file is by its first bytes: warc, arc, either with .gz, warc.zst; None for neither.

    Of a packed file the first record is unpacked for it.
    """
    file.seek(0)
    head = file.read(8)
    if head.startswith(ZSTD):
        return "warc.zst"
    packed = head.startswith(GZIP)
    file.seek(0)
    start = _unpacked(file) if packed else file.read(4096)
    kind = "warc" if start.startswith(b"WARC/") else "arc" if ARC_LINE.match(start) else None
    return f"{kind}.gz" if kind and packed else kind


def _unpacked(file: BinaryIO) -> bytes:
    stream = GzipStream(file, 0)
    try:
        return stream.peek(4096) if stream.begin() else b""
    except DamagedError:
        return b""


def read_records(
    file: BinaryIO, start: int = 0, fast: bool | None = None
) -> Iterator[Record | Lost]:
    """The records of a file from byte ``start`` on, where one begins; and what was lost.

    ``fast`` tells whether fastwarc reads it; where it is not said, if that is installed.

    Raises:
        ArgumentError: The file is no archive, or needs the extra ``warc``.
    """
    form = form_of(file)
    fast = find_spec("fastwarc") is not None if fast is None else fast
    if form is None:
        raise ArgumentError(f"{getattr(file, 'name', 'the input')} is no WARC or ARC file")
    if form == "warc.zst":
        if not fast:
            raise ArgumentError("a .warc.zst file needs: pip install 'newsportal[warc]'")
        from newsportal.archive.fast_reader import zstd_records

        yield from zstd_records(file, start)
        return
    packed = form.endswith(".gz")
    if fast and form.startswith("warc") and not (packed and _is_one_member(file)):
        yield from _fast_as_far(file, start, packed)
    else:
        yield from plain_records(file, start, packed)


def _fast_as_far(file: BinaryIO, start: int, packed: bool) -> Iterator[Record | Lost]:
    """The records, with fastwarc as far as it gets, and from there on without.

    It says nothing of bytes behind the last record: that is read again, and what follows is told.
    """
    from newsportal.archive.fast_reader import FellError, fast_records

    given = 0
    try:
        file.seek(start)
        for record in fast_records(file):
            yield record
            start, given = record.offset or 0, 1
    except FellError as error:
        start, given = error.offset, 0
    yield from islice(plain_records(file, start, packed), given, None)


def _is_one_member(file: BinaryIO) -> bool:
    """Whether the file's first gzip member holds more than one record: no record lies anywhere."""
    found = plain_records(file, 0, packed=True)
    next(found, None)
    second = next(found, None)
    return isinstance(second, Record) and second.offset is None


def read_warc(path: Path, start: int = 0, fast: bool | None = None) -> Iterator[Capture | Skipped]:
    """The captures of a WARC or ARC file, and why other places gave none.

    Raises:
        ArgumentError: The file is no archive, or needs the extra ``warc``.
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        yield from captures_of(file, Origin(kind="warc", name=str(path)), start, fast)


def captures_of(
    file: BinaryIO, origin: Origin, start: int = 0, fast: bool | None = None
) -> Iterator[Capture | Skipped]:
    """What `read_warc` gives, of an open file; ``origin`` says where it lies."""
    for found in read_records(file, start, fast):
        here = replace(origin, offset=found.offset)
        if isinstance(found, Lost):
            yield Skipped(reason="damaged", detail=found.why, origin=here, lost=found.size)
        elif (made := capture_of(found, here)) is not None:
            yield made


def capture_of(record: Record, origin: Origin) -> Capture | Skipped | None:
    """What a record is as a capture; None for those that hold no page: requests and the like."""
    kind, url = record.named("warc-type"), record.named("warc-target-uri") or None
    if not (url or "").startswith(("http://", "https://")):
        return None
    if kind == "revisit":
        return Skipped(reason="revisit", url=url, origin=origin)
    if kind == "continuation":
        return Skipped(reason="segmented", url=url, origin=origin)
    if kind not in _PAGES:
        return None
    try:
        return _captured(record, url, origin)
    except UnreadableError as error:
        return error.skipped(url, origin)


def _captured(record: Record, url: str | None, origin: Origin) -> Capture:
    if record.named("warc-segment-number"):
        raise UnreadableError("segmented")
    if record.named("warc-truncated"):
        raise UnreadableError("truncated", record.named("warc-truncated"))
    at, kind = moment(record.named("warc-date")), record.named("content-type").lower()
    if record.named("warc-type") == "response" and not kind.startswith("text/"):
        answer = read_answer(record.block, record.whole)
        return Capture(
            url=url, captured_at=at, status=answer.status, headers=answer.headers,
            body=answer.body, origin=origin,
        )  # fmt: skip
    if not record.whole:
        raise UnreadableError("too-large")
    is_text = kind.startswith("text/plain")
    if not is_text and not kind.startswith(_MARKUP):
        raise UnreadableError("no-page", kind)
    headers = (("content-type", kind),)
    return Capture(
        url=url, captured_at=at, headers=headers, body=record.block, text=is_text, origin=origin
    )


def moment(stated: str) -> str | None:
    """The time that a record states, in UTC to the second, as live pages have it.

    >>> moment("2022-12-01T01:31:05.123456Z"), moment("")
    ('2022-12-01T01:31:05+00:00', None)
    """
    return f"{stated[:19]}+00:00" if len(stated) > 18 and stated.endswith("Z") else stated or None
