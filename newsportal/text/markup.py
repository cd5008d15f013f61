"""A source without its markup, by one look at each character: an expression looks many times."""

from __future__ import annotations

import re
from collections.abc import Set

COMMENT = "!--"
_OPENED = re.compile(r"(?ai)<(?:(script|style|noscript|template|head)\b|(?P<comment>!--))")
_CLOSED = {
    name: re.compile(rf"(?ai)</{name}\s*>")
    for name in ("script", "style", "noscript", "template", "head")
} | {COMMENT: re.compile("-->")}


def without_markup(text: str, unseen: Set[str]) -> str:
    """``text`` with a space for each tag, and for each comment or element that is ``unseen``.

    What is never closed is a tag alone.

    >>> without_markup("a<b>c<style>d</style>e<script>f < g", {"style", "script"})
    'a c e f < g'
    """
    pieces: list[str] = []
    place, endless = 0, set[str]()
    while (start := text.find("<", place)) >= 0:
        end = _end(text, start, unseen, endless)
        if not end:
            break
        pieces.append(text[place:start])
        place = end
    return " ".join([*pieces, text[place:]])


def _end(text: str, start: int, unseen: Set[str], endless: set[str]) -> int:
    """Where what opens at ``start`` ends; 0 if nowhere. Notes in ``endless`` what none closes."""
    opened = _OPENED.match(text, start)
    name = (opened[1] or COMMENT).lower() if opened else ""
    if opened and name in unseen and name not in endless:
        if closed := _CLOSED[name].search(text, opened.end()):
            return closed.end()
        endless.add(name)
    return text.find(">", start) + 1
