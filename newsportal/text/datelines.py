"""Datelines: the agency or paper that opens a sapo, such as "(TTXVN) -" or "PTO-"."""

from __future__ import annotations

import re

_FORMS = (
    re.compile(r"^\((?!ảnh|Ảnh)[^\W\d_][^()]{1,38}\)\s*[-–—:]\s*"),
    re.compile(r"^(?:[A-ZĐ]{2,6}|[\w-]{3,20}\.(?:vn|com|net))\s?[-–—]\s*(?=[^\W\d_\s\"“'0-9])"),
    re.compile(r"^[A-ZĐ]{2,6}\s[-–—]\s+(?=[\d\"“'])"),
)
"""In brackets; capitals or a host name before a dash and a word; capitals, a dash, a number."""


def read_dateline(text: str | None) -> str | None:
    """The dateline that ``text`` opens with, as printed, or None.

    >>> read_dateline("(Chinhphu.vn) - Tháng 3/2026 có nhiều chính sách mới.")
    '(Chinhphu.vn) -'
    >>> read_dateline("PTO-Sáng nay, tỉnh họp."), read_dateline("UBND tỉnh vừa họp.")
    ('PTO-', None)
    """
    for form in _FORMS:
        if text and (found := form.match(text)):
            return found.group().strip()
    return None
