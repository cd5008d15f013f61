"""A file of XML as a stream: unpacked, in its true charset, and cut into the text of its entries.

Each entry stands alone, so that one which is broken takes no other with it.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

CHUNK = 64 * 1024
MAX_BYTES = 50 * 1024 * 1024
"""Bytes of one sitemap once it is unpacked, https://www.sitemaps.org/protocol.html."""

MAX_ENTRY = 1024 * 1024
"""Characters of one entry; a longer one is left out."""

_GZIP = b"\x1f\x8b"
_GZIP_FORM = zlib.MAX_WBITS | 16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)

# Where an entry begins or ends, and where something begins that may hide that: text, a comment.
_MARK = re.compile(
    r"(?P<open><!\[CDATA\[|<!--)"
    r"|<(?P<end>/?)(?:[\w.-]+:)?(?P<name>item|entry|url|sitemap)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_CLOSED_BY = {"<![CDATA[": "]]>", "<!--": "-->"}
_MAX_TAG = 500
_LAST_END = re.compile(r".*(?:</[^<>]*>|/>)", re.DOTALL)


def _western(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8, read as what they mostly are then."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("newsportal-western", _western)


def unpacked(data: bytes, left: Counter[str], most: int = MAX_BYTES) -> Iterator[bytes]:
    """``data``, or what a gzip file holds, in pieces, up to ``most`` bytes.

    A broken stream gives what stands before the break. ``left`` counts what is not given.
    """
    pieces = _inflated(data, left) if data.startswith(_GZIP) else _pieces(data)
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            left["too-large"] += 1
            return
        yield piece


def _pieces(data: bytes) -> Iterator[bytes]:
    return (data[start : start + CHUNK] for start in range(0, len(data), CHUNK))


def _inflated(data: bytes, left: Counter[str]) -> Iterator[bytes]:
    """What a gzip file of one or more members holds."""
    unpacker = zlib.decompressobj(_GZIP_FORM)
    for piece in _pieces(data):
        packed = piece
        while packed:
            if unpacker.eof:
                unpacker = zlib.decompressobj(_GZIP_FORM)
            try:
                yield unpacker.decompress(packed, CHUNK)
            except zlib.error:
                left["truncated"] += 1
                return
            packed = unpacker.unconsumed_tail or unpacker.unused_data.lstrip(b"\0")
    if not unpacker.eof:
        left["truncated"] += 1


def texts(pieces: Iterable[bytes]) -> Iterator[str]:
    """The text of ``pieces``: by byte order mark or zeros, else UTF-8, whatever is declared.

    >>> "".join(texts(["<?xml encoding='utf-16'?>Hà Nội".encode()]))
    "<?xml encoding='utf-16'?>Hà Nội"
    >>> "".join(texts(["<?xml encoding='utf-8'?>Déjà".encode("cp1252")]))
    "<?xml encoding='utf-8'?>Déjà"
    """
    pieces = iter(pieces)
    first = next(pieces, b"")
    charset = next((name for mark, name in _BOMS if first.startswith(mark)), "utf-8")
    errors = "newsportal-western" if charset == "utf-8" else "replace"
    decoder = codecs.getincrementaldecoder(charset)(errors)
    for piece in chain([first], pieces):
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def blocks(pieces: Iterable[str], left: Counter[str]) -> Iterator[str]:
    """The text of each entry: what stands between its tags, and these.

    The last one of a file that breaks off goes as far as its last whole element.

    >>> list(blocks(["<rss><item><link>a</link></it", "em><item><link>b</link><titl"], Counter()))
    ['<item><link>a</link></item>', '<item><link>b</link>']
    """
    cutter = _Cutter(left)
    for piece in pieces:
        yield from cutter.feed(piece)
    yield from cutter.end()


class _Cutter:
    """Cuts a text that comes in pieces into entries."""

    def __init__(self, left: Counter[str]) -> None:
        self.left = left
        self.held = ""
        self.name: str | None = None
        """The tag of the entry that ``held`` begins with, if it begins with one."""

        self.scanned = 0
        """Characters of ``held`` that need not be looked at again."""

    def feed(self, piece: str) -> Iterator[str]:
        """The entries that end in ``piece``."""
        self.held += piece
        yield from self._cut(ended=False)
        if len(self.held) > MAX_ENTRY:  # an entry, or a comment before one, that has no end
            self.left["too-large"] += 1
            self.name, self.held, self.scanned = None, self.held[-_MAX_TAG:], 0

    def end(self) -> Iterator[str]:
        """The entries that are left at the end of the file."""
        yield from self._cut(ended=True)
        if self.name is not None and (whole := _LAST_END.match(self.held)):
            yield whole[0]

    def _cut(self, ended: bool) -> Iterator[str]:
        begin = 0
        for mark in self._marks(ended):
            name = mark["name"].lower()
            if self.name not in (None, name):
                continue
            if self.name is not None:
                yield self.held[begin : mark.end() if mark["end"] else mark.start()]
            self.name = None if mark["end"] else name
            begin = mark.end() if mark["end"] else mark.start()
        begin = self.scanned if self.name is None else begin
        self.held, self.scanned = self.held[begin:], self.scanned - begin

    def _marks(self, ended: bool) -> Iterator[re.Match[str]]:
        """The tags of entries in what is held, but for those in text and comments."""
        endless: set[str] = set()
        while (mark := _MARK.search(self.held, self.scanned)) is not None:
            self.scanned = mark.end()
            if mark["open"] is None:
                yield mark
                continue
            closed_by = _CLOSED_BY[mark["open"].upper()]
            end = -1 if closed_by in endless else self.held.find(closed_by, mark.end())
            if end >= 0:
                self.scanned = end + len(closed_by)
            elif ended:
                endless.add(closed_by)
            else:
                self.scanned = mark.start()  # its end may be still to come
                return
        self.scanned = max(self.scanned, len(self.held) - _MAX_TAG)  # a tag may have begun
