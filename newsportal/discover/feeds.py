"""RSS, Atom and sitemaps: the addresses that they list. Broken XML keeps what is well formed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from lxml import etree
from lxml.etree import _Element

from newsportal.discover.stream import blocks, texts, unpacked
from newsportal.text.normalise import normal

MAX_URLS = 50_000
"""Addresses of one sitemap, https://www.sitemaps.org/protocol.html."""

MAX_NESTED = 3
"""Levels of sitemap indexes that are followed."""

_ROOT = re.compile(r"(?i)<(?:[\w.-]+:)?(?:rss|feed|rdf|urlset|sitemapindex)[\s>/]")
_BROKEN = re.compile(
    r"<!\[CDATA\[(?P<text>.*?)(?:\]\]>|\Z)"
    r"|&#(?:(?P<number>\d{1,7})|x(?P<hex>[0-9a-fA-F]{1,6}));"
    r"|&(?!(?:amp|lt|gt|quot|apos);)"
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]",
    re.DOTALL,
)
_PUBLISHED = frozenset(("pubdate", "published", "publication_date", "date"))

# Elements with addresses and titles of their own.
_ASIDE = re.compile(r"(?:\w+:)?(?:image|video|source|author)|media:\w+")


@dataclass(frozen=True, slots=True)
class Listed:
    """One address that a feed or a sitemap lists."""

    url: str
    title: str = ""
    date: str | None = None
    """When it was published, as it is stated; a sitemap's ``lastmod`` tells of changes, and is
    none."""

    is_sitemap: bool = False
    """Whether a sitemap index names a further sitemap by it."""


def read_feed(data: bytes, left: Counter[str] | None = None) -> Iterator[Listed]:
    """What a feed, a sitemap or a sitemap index lists, in its order, read as a stream.

    A bare ``&``, ``&nbsp;``, control characters, a wrong charset and tags without an end spoil no
    other entry; a file that breaks off gives the entries before the break. ``left`` counts what was
    not read: too-large, truncated, no-address, over-limit.

    >>> [each.url for each in read_feed(b"<urlset><url><loc>http://a.vn/?a=1&b=2</loc></url><url>")]
    ['http://a.vn/?a=1&b=2']
    """
    left = Counter() if left is None else left
    count = 0
    for block in blocks(texts(unpacked(data, left)), left):
        listed = _listed(block)
        if listed is None:
            left["no-address"] += 1
            continue
        if count == MAX_URLS:
            left["over-limit"] += 1
            return
        count += 1
        yield listed


def is_feed(data: bytes) -> bool:
    """Whether ``data`` is a feed or a sitemap at all, perhaps an empty one.

    >>> is_feed(b"<?xml version='1.0'?><rss><channel/></rss>"), is_feed(b"<html><body>404")
    (True, False)
    """
    return _ROOT.search(next(texts(unpacked(data, Counter())), "")) is not None


def _listed(block: str) -> Listed | None:
    """What the text of an entry lists; a link of Atom is an attribute, and ``alternate``."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    entry = etree.fromstring(_BROKEN.sub(_mended, block).encode("utf-8", "ignore"), parser)
    found: dict[str, str] = {}
    for child in _own(entry) if entry is not None else ():
        name, text = _name(child), normal(child.text or "")
        if name == "link" and child.get("href") and child.get("rel", "alternate") == "alternate":
            text = child.get("href") or ""
        name = "date" if name in _PUBLISHED else name
        if text and name in ("loc", "link", "guid", "title", "date"):
            found.setdefault(name, text)
    url = found.get("loc") or found.get("link") or found.get("guid") or ""
    if not url.lower().startswith(("http://", "https://")):
        return None
    title = normal(unescape(found.get("title", "")))
    return Listed(url, title, found.get("date"), _name(entry) == "sitemap")


def _mended(broken: re.Match[str]) -> str:
    if broken["text"] is not None:
        return escape(broken["text"], quote=False)
    if broken[0] == "&":
        return "&amp;"
    number = int(broken["number"] or broken["hex"] or "0", 10 if broken["number"] else 16)
    return broken[0] if _is_character(number) else ""


def _is_character(number: int) -> bool:
    """Whether XML has a character of that number, https://www.w3.org/TR/xml/#charsets."""
    return number in (9, 10, 13) or any(
        first <= number <= last
        for first, last in ((0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))
    )


def _own(element: _Element) -> Iterator[_Element]:
    """The elements below ``element``, but for those that tell of a picture or another's page."""
    for child in element.iterchildren("*"):
        if not _ASIDE.fullmatch(str(child.tag)):
            yield child
            yield from _own(child)


def _name(element: _Element) -> str:
    """The name of an element without namespace or prefix, which may not be declared."""
    return re.split(r"[}:]", str(element.tag))[-1].lower()
