"""The bytes of an archive, unpacked as they are read: plain, or gzip members one by one."""

from __future__ import annotations

import zlib
from typing import BinaryIO

from newsportal.archive.record import MAX_HEAD, DamagedError

CHUNK = 64 * 1024
GZIP = b"\x1f\x8b\x08"
_WBITS = zlib.MAX_WBITS | 16


class PlainStream:
    """A file that is not packed: it is one member as a whole."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        self.file, self.buffer, self.read_to = file, b"", offset
        self.begun = offset
        """Where the record that is read begins; of a packed file, its member."""

        file.seek(offset)

    def begin(self) -> bool:
        """Begin the next member; whether there is one.

        Raises:
            DamagedError: What follows is none.
        """
        return bool(self.peek(1))

    def mark(self) -> None:
        """Note that a record begins here."""
        self.begun = self.read_to - len(self.buffer)

    def peek(self, size: int) -> bytes:
        """So many bytes, which are read again next; fewer at the member's end.

        Raises:
            DamagedError: The member is broken or breaks off.
        """
        while len(self.buffer) < size and (data := self.unpacked(size - len(self.buffer))):
            self.buffer += data
        return self.buffer[:size]

    def read(self, size: int) -> bytes:
        """So many bytes; fewer at the member's end."""
        data = self.peek(size)
        self.buffer = self.buffer[len(data) :]
        return data

    def skip(self, size: int) -> int:
        """Pass over so many bytes; how many there were."""
        left = size
        while left and (data := self.read(min(left, CHUNK))):
            left -= len(data)
        return size - left

    def line(self) -> bytes:
        """The bytes up to a line's end and that; a line that is too long is cut."""
        size = 256
        while b"\n" not in (data := self.peek(size)) and len(data) == size and size < MAX_HEAD:
            size *= 4
        end = data.find(b"\n") + 1
        return self.read(end or len(data))

    def unpacked(self, size: int) -> bytes:
        """Some bytes more, of about that size; none at the member's end."""
        data = self.file.read(max(size, CHUNK))
        self.read_to += len(data)
        return data


class GzipStream(PlainStream):
    """A file of gzip members (RFC 1952)."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        super().__init__(file, offset)
        self.packed, self.at = b"", offset
        self.unpacker = zlib.decompressobj(_WBITS)
        self.is_open = False

    def mark(self) -> None:
        """Nothing: damage is told by members."""

    def begin(self) -> bool:
        """Begin the next member; whether there is one."""
        self.begun, self.buffer = self.at, b""
        if len(self.packed) < len(GZIP):
            self.packed += self.file.read(CHUNK)
        if not self.packed:
            return False
        if not self.packed.startswith(GZIP):
            raise DamagedError("no gzip member begins here")
        self.unpacker, self.is_open = zlib.decompressobj(_WBITS), True
        return True

    def unpacked(self, size: int) -> bytes:
        """Some bytes more; at the member's end, once its checksum was found right, none."""
        while self.is_open and not self.unpacker.eof:
            self.packed = self.packed or self.file.read(CHUNK)
            if not self.packed:
                raise DamagedError("the file breaks off")
            try:
                data = self.unpacker.decompress(self.packed, max(size, CHUNK))
            except zlib.error as error:
                raise DamagedError(str(error)) from error
            left = self.unpacker.unused_data or self.unpacker.unconsumed_tail
            self.at += len(self.packed) - len(left)
            self.packed = left
            if data:
                return data
        self.is_open = False
        return b""
