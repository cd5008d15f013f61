"""Whether a gzip stream is all there."""

from __future__ import annotations

import zlib

MAX_INFLATED = 64 * 1024 * 1024
"""Bytes that are inflated to find the end; a longer one is left to the limits of the download."""

_GZIP = zlib.MAX_WBITS | 16
_STEP = 1024 * 1024


def is_complete(data: bytes) -> bool:
    """Whether ``data`` reaches the end of its gzip stream, with the right checksum (RFC 1952).

    Bytes that do not begin as gzip are complete: servers label plain text so.

    >>> import gzip
    >>> whole = gzip.compress(b"Vinh Phuc" * 100)
    >>> is_complete(whole), is_complete(whole[:-9]), is_complete(b"<html>")
    (True, False, True)

    Raises:
        zlib.error: The stream or its checksum is broken.
    """
    if not data.startswith(b"\x1f\x8b"):
        return True
    stream, inflated = zlib.decompressobj(_GZIP), 0
    while data and not stream.eof and inflated < MAX_INFLATED:
        inflated += len(stream.decompress(data, _STEP))
        data = stream.unconsumed_tail
    return stream.eof or inflated >= MAX_INFLATED
