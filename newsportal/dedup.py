"""Exact duplicates: one hash for texts that differ in case, punctuation and spacing alone."""

from __future__ import annotations

import hashlib

from newsportal.page import Page
from newsportal.text.normalise import words


def dedup(page: Page) -> None:
    """Put the digest of the text on the record."""
    page.article.content_hash = content_hash(page.article.text)


def content_hash(text: str) -> str | None:
    """SHA-256 of the letters and digits of ``text`` in lower case; None if it has none.

    >>> content_hash("Vĩnh Phúc!") == content_hash("vĩnh  phúc")
    True
    >>> content_hash(" - ")
    """
    key = words(text)
    return hashlib.sha256(key.encode()).hexdigest() if key else None
