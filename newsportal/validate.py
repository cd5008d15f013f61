"""Validate: a table of checks, each with the flag it raises; a page with nothing is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from newsportal.article import Article
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


REFUSALS: tuple[tuple[str, Callable[[Article], bool]], ...] = (
    ("no-article", lambda article: not article.title and not article.text),
    ("soft-404", lambda article: not article.date_published and _says_missing(article)),
)
"""Each reason for which a page makes no record, and when it holds."""

_MISSING = re.compile(
    r"(?i)^(?:lỗi )?(?:404\b|trạng thái\b|không tìm thấy|không tồn tại|error 404|page not found"
    r"|not found|(?:trang|bài viết) .{0,30}không (?:tồn tại|tìm thấy))"
)


def _says_missing(article: Article) -> bool:
    return _MISSING.match(article.title or "") is not None and not article.authors


def validate(page: Page) -> None:
    """Flag what a reader should know.

    Raises:
        ExtractionError: The page makes no record, for one of `REFUSALS`.
    """
    article = page.article
    for reason, holds in REFUSALS:
        if holds(article):
            raise ExtractionError(reason, page.url or "")
    for name, holds in CHECKS:
        if holds(article):
            page.flag(name)
    article.flags = sorted(page.flags)
