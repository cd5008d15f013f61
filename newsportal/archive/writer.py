"""WARC out: request and response of each page, one gzip member a record.

https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/. A file is named
``.part`` while it is written; one that a crash left is cut after its last whole record.
"""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newsportal import __version__

MAX_FILE = 1024**3
"""Bytes after which a file is closed and another begun."""

LEVEL = 4
"""How hard records are pressed; warcio's own 9 takes twice the time for a twentieth of the size."""

REVISIT = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_CHUNK = 1024 * 1024

Headers = Iterable[tuple[str, str]]


class WarcFiles:
    """The WARC files of one run."""

    def __init__(self, folder: Path, run_id: str) -> None:
        """Make the folder, and mend what a crash left there.

        Raises:
            OSError: The folder cannot be used.
        """
        self.folder, self.run_id = folder, run_id
        self.number = 0
        self.file: Any = None
        self.builder = WARCWriter(BytesIO(), gzip=False, warc_version="WARC/1.1")
        folder.mkdir(parents=True, exist_ok=True)
        for left in sorted(folder.glob("*.part")):
            mend(left)

    @property
    def name(self) -> str:
        """The name of the file that is being written."""
        return f"{self.run_id}-{self.number:05}.warc.gz"

    def write(
        self, url: str, asked: tuple[str, Headers], answer: tuple[str, Headers, bytes], at: str
    ) -> tuple[str, int]:
        """Append a response and its request; the file and the offset of the response.

        ``asked`` is the request line and its headers, ``answer`` the status, as ``200 OK``, headers
        and body as they came; ``at`` when they came, in ISO 8601 with a Z.

        Raises:
            OSError: The disk is full, or the like.
        """
        if self.file is None or self.file.tell() >= MAX_FILE:
            self._begin()
        offset: int = self.file.tell()
        line, headers, body = answer
        revisit = line.startswith("304")
        stated = {"WARC-Date": at, **({"WARC-Profile": REVISIT} if revisit else {})}
        response = self.builder.create_warc_record(
            url,
            "revisit" if revisit else "response",
            payload=BytesIO(body),
            length=len(body),
            http_headers=StatusAndHeaders(line, list(headers), protocol="HTTP/1.1"),
            warc_headers_dict=stated,
        )
        request = self.builder.create_warc_record(
            url,
            "request",
            http_headers=StatusAndHeaders(asked[0], list(asked[1]), is_http_request=True),
            warc_headers_dict={
                "WARC-Date": at,
                "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
            },
        )
        self.file.write(self._member(response) + self._member(request))
        self.file.flush()
        return self.name, offset

    def close(self) -> None:
        """Give the file its name."""
        if self.file is None:
            return
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        part = self.folder / f"{self.name}.part"
        part.replace(self.folder / self.name)
        self.file = None

    def _begin(self) -> None:
        if self.file is not None:
            self.close()
            self.number += 1
        self.file = (self.folder / f"{self.name}.part").open("ab")
        info = {"software": f"newsportal {__version__}", "format": "WARC File Format 1.1"}
        self.file.write(self._member(self.builder.create_warcinfo_record(self.name, info)))

    def _member(self, record: Any) -> bytes:
        self.builder.out = BytesIO()
        self.builder.write_record(record)
        return gzip.compress(self.builder.out.getvalue(), LEVEL, mtime=0)


def mend(part: Path) -> int:
    """Cut a file after its last whole record and give it its name; bytes that were cut."""
    whole = whole_members(part)
    size = part.stat().st_size
    with part.open("r+b") as file:
        file.truncate(whole)
    part.replace(part.with_suffix(""))
    return size - whole


def whole_members(path: Path) -> int:
    """Bytes of the whole gzip members at the start of a file."""
    whole = 0
    with path.open("rb") as file:
        unpacker, left = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16), b""
        while chunk := left or file.read(_CHUNK):
            try:
                unpacker.decompress(chunk)
            except zlib.error:
                return whole
            left = unpacker.unused_data
            if unpacker.eof:
                whole = file.tell() - len(left)
                unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    return whole
