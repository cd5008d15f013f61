"""The sitemaps: an index, its parts from the oldest articles on, and the news of two days."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from datetime import timedelta
from html import escape

from newsportal.demo.edition import Edition
from newsportal.demo.moments import iso
from newsportal.demo.response import Response, document, missing
from newsportal.demo.tabs import HOST, PORTAL_TITLE

PER_PART = 5_000
"""Addresses of a part at most; deleted articles leave gaps."""

NEWS_DAYS = 2
"""How far a news sitemap goes back, and may go back."""

XML_TYPE, GZIP_TYPE = "application/xml; charset=utf-8", "application/gzip"
INDEX, NEWS = "/sitemap.xml", "/sitemap-news.xml"

_ADDRESS = re.compile(r"(/sitemap(?:-news|-articles-([1-9]\d{0,5}))?\.xml)(\.gz)?")
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def part_path(number: int) -> str:
    """The address of a part as the index names it.

    >>> part_path(1)
    '/sitemap-articles-1.xml.gz'
    """
    return f"/sitemap-articles-{number}.xml.gz"


def answer(edition: Edition, path: str, _query: str) -> Response | None:
    """A sitemap, as a gzip file where its name says so; None for another address."""
    asked = _ADDRESS.fullmatch(path)
    if asked is None:
        return None
    name, part, is_packed = asked.groups()
    if part is not None and int(part) > len(_parts(edition)):
        return missing()
    if part is not None:
        text = articles(edition, _parts(edition)[int(part) - 1])
    else:
        text = news(edition) if name == NEWS else index(edition)
    if not is_packed:
        return document(text, XML_TYPE)
    packed = gzip.compress(text.encode(), mtime=0)  # a clock would make each answer another
    return Response(200, {"Content-Type": GZIP_TYPE}, packed)


def index(edition: Edition) -> str:
    """The index: its parts and the news, each with the moment of its last change."""
    named = {
        part_path(number): edition.last_change(part)
        for number, part in enumerate(_parts(edition), 1)
    }
    rows = (
        f"<sitemap><loc>{HOST}{path}</loc><lastmod>{iso(changed)}</lastmod></sitemap>"
        for path, changed in {**named, NEWS: edition.now}.items()
    )
    return _xml(f'sitemapindex xmlns="{_SITEMAP}"', rows)


def articles(edition: Edition, part: range) -> str:
    """A part: articles at their homes, the oldest first."""
    rows = (
        f"<url><loc>{HOST}{edition.headline(each).home}</loc>"
        f"<lastmod>{iso(edition.changed(each))}</lastmod></url>"
        for each in edition.within(part)
    )
    return _xml(f'urlset xmlns="{_SITEMAP}"', rows)


def news(edition: Edition) -> str:
    """What was published in the last two days, the newest first."""
    recent = edition.between(edition.now - timedelta(days=NEWS_DAYS), edition.now)
    rows = (_piece(edition, each) for each in recent)
    return _xml(f'urlset xmlns="{_SITEMAP}" xmlns:news="{_NEWS}"', rows)


def _piece(edition: Edition, each: int) -> str:
    headline = edition.headline(each)
    return (
        f"<url><loc>{HOST}{headline.home}</loc><news:news><news:publication>"
        f"<news:name>{PORTAL_TITLE}</news:name><news:language>vi</news:language></news:publication>"
        f"<news:publication_date>{iso(headline.published)}</news:publication_date>"
        f"<news:title>{escape(headline.title, quote=False)}</news:title></news:news></url>"
    )


def _parts(edition: Edition) -> list[range]:
    """The places in the archive that each part holds."""
    starts = range(0, edition.count, PER_PART)
    return [range(start, min(start + PER_PART, edition.count)) for start in starts]


def _xml(root: str, rows: Iterable[str]) -> str:
    name = root.partition(" ")[0]
    lines = ('<?xml version="1.0" encoding="utf-8"?>', f"<{root}>", *rows, f"</{name}>", "")
    return "\n".join(lines)
