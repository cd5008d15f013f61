"""Two texts beside each other: the words in which they differ, and a few around them."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

AROUND = 8
"""Words that are shown on each side of a difference."""

LONG = 4_000
"""Words above which frequent ones no longer count as common to both: it takes too long."""

SKIPPED = "…"


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words of one text."""

    text: str
    differs: bool
    """Whether the other text has it not at this place."""


def differing(one: str, other: str) -> tuple[list[Part], list[Part]]:
    """What each of two texts says where they differ; `SKIPPED` for what is long and the same.

    Words are what white space divides. Empty for two texts of the same words.

    >>> differing("ba người dân", "bốn người dân")[1]
    [Part(text='bốn', differs=True), Part(text='người dân', differs=False)]
    """
    ours, theirs = one.split(), other.split()
    matcher = SequenceMatcher(None, ours, theirs, autojunk=max(len(ours), len(theirs)) > LONG)
    left: list[Part] = []
    right: list[Part] = []
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind != "equal":
            left += _parts(ours[start:end])
            right += _parts(theirs[begin:stop])
        elif (start, begin) != (0, 0) or (end, stop) != (len(ours), len(theirs)):
            shown = _shown(ours[start:end], start == begin == 0, end == len(ours))
            left += [Part(shown, False)]
            right += [Part(shown, False)]
    return left, right


def _parts(words: list[str]) -> list[Part]:
    return [Part(" ".join(words), True)] if words else []


def _shown(words: list[str], opens: bool, closes: bool) -> str:
    """Equal words, those in the middle skipped."""
    head, tail = ([] if opens else words[:AROUND]), ([] if closes else words[-AROUND:])
    if len(words) <= len(head) + len(tail):
        return " ".join(words)
    return " ".join([*head, SKIPPED, *tail])
