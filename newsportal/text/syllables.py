"""How much of a text is Vietnamese, as its syllables tell: each is one short word."""

from __future__ import annotations

import re
import unicodedata

_TONES = {ord(mark): None for mark in "\u0300\u0301\u0303\u0309\u0323"}
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
    r"(?:iêu|yêu|oai|oao|oay|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă"
    r"|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|[aăâeêioôơuưy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)
_MARKED = re.compile(r"\b[a-z]*[^\W\d_a-z][^\W\d_]*\b")


def vietnamese_share(text: str) -> tuple[float, int]:
    """The share of words with a letter beyond ASCII that are Vietnamese syllables; their number.

    >>> vietnamese_share("Huyện Vĩnh Tường, café Zürich")
    (0.6, 5)
    """
    marked = _MARKED.findall(unicodedata.normalize("NFC", text.lower()))
    good = sum(_SYLLABLE.fullmatch(_without_tone(word)) is not None for word in marked)
    return good / max(len(marked), 1), len(marked)


def _without_tone(word: str) -> str:
    bare = unicodedata.normalize("NFD", word).translate(_TONES)
    return unicodedata.normalize("NFC", bare)
