"""Exact duplicates: one hash for texts that differ in case, punctuation and spacing alone."""

from __future__ import annotations

import hashlib
import re
import string

from newsportal.page import Page

PUNCTUATION = string.punctuation + string.whitespace + "“”‘’«»–—…•"
"""What two texts may differ in and be one; regular expressions would cost three times as much."""

_QUOTES = "".join(sign for sign in PUNCTUATION if ord(sign) > 0x2000).encode()
_GUILLEMETS = [sign.encode() for sign in "«»"]
_TYPOGRAPHIC = re.compile(b"\xe2\x80[" + re.escape(_QUOTES[2::3]) + b"]")
_ASCII = "".join(sign for sign in PUNCTUATION if sign.isascii()).encode()


def dedup(page: Page) -> None:
    """Put the digest of the text on the record."""
    page.article.content_hash = content_hash(page.article.text)


def content_hash(text: str) -> str | None:
    """SHA-256 of ``text`` in lower case without `PUNCTUATION`; None if that leaves nothing.

    >>> content_hash("“Vĩnh Phúc”!") == content_hash("vĩnh  phúc")
    True
    >>> content_hash(" - ")
    """
    letters = text.casefold().encode().translate(None, _ASCII)
    if not letters.isascii():
        letters = _TYPOGRAPHIC.sub(b"", letters)
        for sign in _GUILLEMETS if b"\xc2" in letters else ():
            letters = letters.replace(sign, b"")
    return hashlib.sha256(letters).hexdigest() if letters else None
