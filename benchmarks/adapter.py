"""The extractor in the form that the comparison harness calls: ``f(html, url) -> dict``."""

from __future__ import annotations

from typing import Any

from newsportal import Article, ExtractionError
from newsportal.page import Page
from newsportal.portal import Portal
from newsportal.portals import portal_of
from newsportal.road import run


def _record(html: bytes, url: str, portal: Portal | None) -> dict[str, Any]:
    try:
        article = run(Page(html, url=url, portal=portal)).article
    except ExtractionError:
        article = Article()
    return {
        "body": article.text,
        "title": article.title,
        "published": article.date_published,
        "authors": article.authors,
    }


def with_layouts(html: bytes, url: str) -> dict[str, Any]:
    """The page as a user gets it: its portal's Layout where one is declared."""
    return _record(html, url, portal_of(url))


def without_layouts(html: bytes, url: str) -> dict[str, Any]:
    """The page as one of a site that was never seen."""
    return _record(html, url, None)
