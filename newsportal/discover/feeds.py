"""RSS, Atom and sitemaps: the addresses that they list. Broken XML keeps what is well formed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree
from lxml.etree import _Element

from newsportal.text.normalise import normal

MAX_URLS = 50_000
MAX_BYTES = 50 * 1024 * 1024
"""Addresses and bytes of one sitemap, https://www.sitemaps.org/protocol.html."""

_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DATES = frozenset(("pubdate", "published", "updated", "lastmod", "publication_date", "date"))
_ENTRIES = frozenset(("item", "entry", "url", "sitemap"))


@dataclass(frozen=True, slots=True)
class Listed:
    """One address that a feed or a sitemap lists."""

    url: str
    title: str = ""
    date: str | None = None
    """As it is stated."""

    is_sitemap: bool = False
    """Whether a sitemap index names a further sitemap by it."""


def read_feed(data: bytes) -> Iterator[Listed]:
    """What a feed, a sitemap or a sitemap index lists, in its order, read as a stream.

    A bare ``&``, ``&nbsp;`` and control characters are mended; a file that breaks off gives the
    entries before the break.

    >>> [each.url for each in read_feed(b"<urlset><url><loc>http://a.vn/?a=1&b=2</loc></url><url>")]
    ['http://a.vn/?a=1&b=2']
    """
    data = _CONTROL.sub(b"", _ENTITY.sub(b"&amp;", _unpacked(data)[:MAX_BYTES])).lstrip()
    events = etree.iterparse(
        BytesIO(data), events=("end",), recover=True, resolve_entities=False, no_network=True
    )
    count = 0
    try:
        for _, element in events:
            if _name(element) in _ENTRIES and count < MAX_URLS:
                listed = _listed(element)
                element.clear()
                if listed is not None:
                    count += 1
                    yield listed
    except etree.XMLSyntaxError:  # nothing more can be read
        return


def _unpacked(data: bytes) -> bytes:
    """``data`` itself, or what a gzip file holds, up to `MAX_BYTES`; nothing of a broken one."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        return unpacker.decompress(data, MAX_BYTES)
    except zlib.error:
        return b""


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _listed(element: _Element) -> Listed | None:
    """The entry that an element is; a link of Atom is an attribute, and ``alternate``."""
    found: dict[str, str] = {}
    for child in element.iter():
        name, text = _name(child), normal(child.text or "")
        if name == "link" and child.get("href") and child.get("rel", "alternate") == "alternate":
            text = child.get("href") or ""
        if text and name in ("loc", "link", "guid", "title", *_DATES):
            found.setdefault("date" if name in _DATES else name, text)
    url = found.get("loc") or found.get("link") or found.get("guid") or ""
    if not url.lower().startswith(("http://", "https://")):
        return None
    return Listed(url, found.get("title", ""), found.get("date"), _name(element) == "sitemap")
