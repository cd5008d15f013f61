"""Captions: the sentence under a picture and the credit at its end."""

from __future__ import annotations

import re

from newsportal.article import Image
from newsportal.text.normalise import normal

_CREDIT = re.compile(
    r"(?i)\s*(?:[-–—/|]\s*)?(?P<open>\()?\s*(?:ảnh và video|ảnh|hình|photo|nguồn ảnh|nguồn)\s?[:：]"
    r"\s*(?P<who>[^()]{1,60}?)\s*(?(open)\)|)\.?\s*$"
)
_MARK = re.compile(
    r"(?i)(?:^|[\s(./–-])(?:ảnh|hình ảnh|nguồn ảnh)\s?[:：]|^ảnh (?:minh họa|minh hoạ|tư liệu)\b"
    r"|\(ảnh [^()]{2,60}\)\s*$"
)
_AGENCY = re.compile(
    r"(?i)\((?:image|photo|foto|bild|picture|credit|imagen)s?\s?[:：/][^()]{2,60}\)\W*$"
    r"|(?:^|[\s.(])(?:photo|foto|bild|credit|bildrechte|©|crédit photo)\s?[:：][^.:]{2,60}$"
    r"|(?:/|via |\| |— )\s?(?:getty images|afp|reuters|ap(?: photo)?|dpa|epa|imago|shutterstock)"
    r"\)?$"
)
"""The credit below a picture in other languages, and the agencies that picture desks name."""

_SIGNS = (":", "：", "(", "/", "|", "—", "via ", "VIA ", "Via ")
"""What such marks have in them, found at a tenth of their cost."""

MAX_WORDS = 70
"""A longer block under a picture is a paragraph that follows it."""


def read_caption(text: str, url: str | None = None) -> Image:
    """The picture that a printed caption describes.

    >>> read_caption("Quang cảnh hội nghị. (Ảnh: Mai Hương)")
    Image(url=None, caption='Quang cảnh hội nghị.', credit='Mai Hương')
    >>> read_caption("Ảnh: Kim Lan").credit
    'Kim Lan'
    """
    text = normal(text)
    found = _CREDIT.search(text)
    if found is None:
        return Image(url=url, caption=text or None)
    return Image(
        url=url, caption=text[: found.start()].strip(" -–") or None, credit=found["who"].strip()
    )


def has_credit(text: str) -> bool:
    """Whether ``text`` carries the mark of a caption.

    >>> has_credit("Lễ khánh thành. Ảnh: K.T"), has_credit("Hình ảnh đẹp về quê hương")
    (True, False)
    """
    if not (any(map(text.__contains__, _SIGNS)) or text[:3].casefold() == "ảnh"):
        return False
    marked = _MARK.search(text) is not None or _AGENCY.search(text) is not None
    return marked and len(text.split()) <= MAX_WORDS
