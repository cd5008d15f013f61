"""An HTTP answer as archives keep it: bytes to status, header and body, codings undone."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from newsportal.archive.capture import Origin, Skipped
from newsportal.road import MAX_BYTES

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?:[ \t][^\r\n]*)?\r?\n?")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_GZIP_MAGIC, _ZSTD_MAGIC = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"

Headers = tuple[tuple[str, str], ...]


class UnreadableError(Exception):
    """An answer that cannot be read; ``reason`` is one of `newsportal.archive.capture.SKIPPED`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason}: {detail}")

    def skipped(self, url: str | None, origin: Origin) -> Skipped:
        """What a source hands over in the answer's place."""
        return Skipped(reason=self.reason, detail=self.detail, url=url, origin=origin)


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP response."""

    status: int
    headers: Headers
    """As it was sent, names in lower case."""

    body: bytes = field(repr=False)


def read_answer(block: bytes, whole: bool = True) -> Answer:
    r"""The response that a record holds; ``whole`` tells whether its end is there.

    >>> read_answer(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Tin</p>").headers
    (('content-type', 'text/html'),)

    Raises:
        UnreadableError: It is no response; or not all of it is there, or it is too large.
    """
    start = _STATUS.match(block)
    if start is None:
        raise UnreadableError("no-http", "no status line")
    end = _HEAD_END.search(block, start.end() - 2)
    if end is None:
        raise UnreadableError("truncated", "the header breaks off")
    headers = _fields(block[start.end() : end.start()])
    body = block[end.end() :]
    if not whole:
        raise UnreadableError("too-large")
    return Answer(int(start[1]), headers, _decoded(body, headers))


def _fields(head: bytes) -> Headers:
    r"""The named fields of a header; folded lines are joined (RFC 9112, 5.2).

    >>> _fields(b"A: b\r\n  c\r\nwrong\r\nX-Y:")
    (('a', 'b c'), ('x-y', ''))
    """
    found: list[tuple[str, str]] = []
    for line in re.split(r"\r?\n", head.decode("utf-8", "replace")):
        if line[:1] in (" ", "\t") and found:
            name, value = found[-1]
            found[-1] = (name, f"{value} {line.strip()}")
        elif ":" in line:
            name, _, value = line.partition(":")
            found.append((name.strip().lower(), value.strip()))
    return tuple(found)


def _decoded(body: bytes, headers: Headers) -> bytes:
    """The body without transfer and content codings.

    Tools that keep a body decoded often leave the header as it was: what does not begin as a coded
    body does is taken as it is.
    """
    stated = dict(headers)
    if "chunked" in stated.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    elif stated.get("content-length", "").isdecimal() and "content-encoding" not in stated:
        missing = int(stated["content-length"]) - len(body)
        if missing > 0:
            raise UnreadableError("truncated", f"{missing} bytes are missing")
    codings = stated.get("content-encoding", "").lower().split(",")
    for name in reversed([each.strip() for each in codings]):
        body = _DECODERS.get(name, _as_it_is)(body)
    if len(body) > MAX_BYTES:
        raise UnreadableError("too-large")
    return body


def _unchunked(body: bytes) -> bytes:
    r"""A body without the lengths of its chunks; one that was kept without them is as it is.

    >>> _unchunked(b"3\r\nTin\r\n0\r\n\r\n"), _unchunked(b"<p>Tin")
    (b'Tin', b'<p>Tin')
    """
    at, parts = 0, list[bytes]()
    while (line := _CHUNK.match(body, at)) is not None:
        size = int(line[1], 16)
        if size == 0:
            return b"".join(parts)
        part = body[line.end() : line.end() + size]
        parts.append(part)
        at = line.end() + size
        at += len(body[at : at + 2]) if body[at : at + 2] == b"\r\n" else 0
    if not parts:
        return body
    raise UnreadableError("truncated", "the last chunk is missing")


def _as_it_is(body: bytes) -> bytes:
    return body


def _gzip(body: bytes) -> bytes:
    return _inflated(body, zlib.MAX_WBITS | 16) if body.startswith(_GZIP_MAGIC) else body


def _deflate(body: bytes) -> bytes:
    if not body or body.lstrip().startswith(b"<"):
        return body
    is_zlib = body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    return _inflated(body, zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)


def _inflated(body: bytes, wbits: int) -> bytes:
    stream = zlib.decompressobj(wbits)
    try:
        plain = stream.decompress(body, MAX_BYTES + 1)
    except zlib.error as error:
        raise UnreadableError("truncated", f"its coding is broken: {error}") from error
    if len(plain) > MAX_BYTES:
        raise UnreadableError("too-large")
    if not stream.eof:
        raise UnreadableError("truncated", "its coding breaks off")
    return plain


def _brotli(body: bytes) -> bytes:
    if body.lstrip().startswith(b"<"):
        return body
    brotli = _module("brotli", "br")
    stream, parts, size = brotli.Decompressor(), list[bytes](), 0
    try:
        while size <= MAX_BYTES and not stream.is_finished():
            part = stream.process(b"" if parts else body, output_buffer_limit=MAX_BYTES + 1)
            if not part:
                break
            parts.append(part)
            size += len(part)
    except brotli.error as error:
        raise UnreadableError("truncated", f"its coding is broken: {error}") from error
    if size > MAX_BYTES:
        raise UnreadableError("too-large")
    if not stream.is_finished():
        raise UnreadableError("truncated", "its coding breaks off")
    return b"".join(parts)


def _zstd(body: bytes) -> bytes:
    if not body.startswith(_ZSTD_MAGIC):
        return body
    zstandard = _module("zstandard", "zstd")
    stream = zstandard.ZstdDecompressor().decompressobj()
    try:
        with zstandard.ZstdDecompressor().stream_reader(body) as reader:
            plain: bytes = reader.read(MAX_BYTES + 1)
        if len(plain) <= MAX_BYTES:
            stream.decompress(body)
    except zstandard.ZstdError as error:
        raise UnreadableError("truncated", f"its coding is broken: {error}") from error
    if len(plain) > MAX_BYTES:
        raise UnreadableError("too-large")
    if not stream.eof:
        raise UnreadableError("truncated", "its coding breaks off")
    return plain


def _module(name: str, coding: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        detail = f"bodies coded with {coding} need: pip install 'newsportal[warc]'"
        raise UnreadableError("coding", detail) from error


_DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate, "br": _brotli, "zstd": _zstd,
}  # fmt: skip
"""Content codings and how each is undone (RFC 9110, 8.4.1; RFC 7932; RFC 8878)."""
