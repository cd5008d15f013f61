"""The gzip members of a WARC file, and what the record in one says of itself.

Members are read as they are: what is copied to another file stays the same to the byte.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_CHUNK = 64 * 1024
_GZIP = zlib.MAX_WBITS | 16


@dataclass(frozen=True, slots=True)
class Member:
    """One gzip member of a WARC file."""

    offset: int
    pressed: bytes = field(repr=False)
    content: bytes = field(repr=False)
    """The record, as it is when unpacked."""

    def headers(self) -> dict[str, str]:
        """The record's named fields, their names in lower case."""
        return named_fields(self.content.partition(b"\r\n\r\n")[0])

    def block(self) -> bytes:
        """What follows the named fields."""
        return self.content.partition(b"\r\n\r\n")[2]


def named_fields(head: bytes) -> dict[str, str]:
    r"""The named fields of a record or of an HTTP message, after its first line.

    >>> named_fields(b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 0")
    {'warc-type': 'response', 'content-length': '0'}
    """
    lines = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n")[1:])
    return {name.strip().lower(): value.strip() for name, _, value in lines}


def members(path: Path) -> Iterator[Member]:
    """The members of a file in their order; one is in memory at once.

    Raises:
        OSError: The file cannot be read, or is damaged; the message says at which byte.
    """
    offset = 0
    with path.open("rb") as file:
        data = file.read(_CHUNK)
        while data:
            unpacker = zlib.decompressobj(wbits=_GZIP)
            pressed, content = [], []
            while not unpacker.eof:
                if not data:
                    raise OSError(f"{path} breaks off in the record at byte {offset}")
                try:
                    content.append(unpacker.decompress(data))
                except zlib.error as error:
                    raise OSError(f"{path} is damaged at byte {offset}: {error}") from error
                left = unpacker.unused_data  # what follows the member, once its end was met
                pressed.append(data[: len(data) - len(left)])
                data = left or file.read(_CHUNK)
            member = Member(offset, b"".join(pressed), b"".join(content))
            offset += len(member.pressed)
            yield member
