"""Validate: refuse a page that is no article, and flag what a reader should know of a record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from newsportal.article import Article
from newsportal.classify import refused_kind
from newsportal.errors import ExtractionError
from newsportal.page import Page

MIN_WORDS = 30
"""A shorter text is flagged; FineWeb-2 wants 50 words, a notice has about 30."""


def _in_future(article: Article) -> bool:
    if not (article.date_published and article.fetched_at):
        return False
    last = datetime.fromisoformat(article.fetched_at.replace("Z", "+00:00")) + timedelta(days=1)
    return article.date_published[:10] > last.date().isoformat()


def _after_capture(article: Article) -> bool:
    return bool(
        article.captured_on
        and article.date_published
        and article.date_published[:10] > article.captured_on
    )


CHECKS: tuple[tuple[str, Callable[[Article], bool]], ...] = (
    ("missing_title", lambda article: not article.title),
    ("missing_date", lambda article: article.date_published is None),
    ("missing_author", lambda article: not article.authors),
    ("missing_portal", lambda article: article.portal is None),
    ("missing_text", lambda article: not article.text),
    ("short_text", lambda article: 0 < article.word_count < MIN_WORDS),
    ("date_in_future", _in_future),
    ("date_after_capture", _after_capture),
)
"""Each flag and when it is raised."""


def validate(page: Page) -> None:
    """Flag what a reader should know.

    Raises:
        ExtractionError: The page is of a kind that makes no record.
    """
    article = page.article
    kind = refused_kind(page)
    if kind is not None:
        raise ExtractionError(kind, page.url or "")
    if page.respects_rights and article.tdm_reserved:
        raise ExtractionError("tdm-reserved", page.url or "")
    for name, holds in CHECKS:
        if holds(article):
            page.flag(name)
    article.flags = sorted(page.flags)
