"""How much of a text is said again: runs of words that occur twice or more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import compress, pairwise

TOP = (2, 3, 4)
"""Lengths of runs of which the most frequent one is measured."""

DUPLICATE = (5, 6, 7, 8, 9, 10)
"""Lengths of runs of which all that occur again are measured."""


def repetition(words: Sequence[str]) -> dict[str, int]:
    """Characters in repeated runs of words: ``top_2gram`` to ``top_4gram``, ``dup_5gram`` to 10.

    ``top`` is the most frequent run with its spaces, times how often it occurs; of several the one
    that comes first. ``dup`` counts, from left to right, each run that was there before, without
    its spaces, and goes on after its end. 0 where there are fewer words.

    Source: Rae et al., Scaling Language Models (Gopher), arXiv 2112.11446, table A1; how runs are
    counted, datatrove 0.10. There two runs are the same if their letters are, glued together.

    A run of n + 1 words occurs again only where its first n words do, so a text without repetition
    is done after its pairs.

    >>> found = repetition("một hai ba bốn năm một hai ba bốn năm sáu".split())
    >>> found["top_2gram"], found["dup_5gram"], found["dup_6gram"]
    (14, 14, 0)
    """
    found: dict[str, int] = {}
    runs = _pairs(words)
    for size in range(TOP[0], DUPLICATE[-1] + 1):
        if size > TOP[0]:
            runs = _longer(runs, words, size)
        if size in TOP:
            found[f"top_{size}gram"] = _top(runs, words, size)
        else:
            found[f"dup_{size}gram"] = _duplicate(runs, words, size)
    return found


Runs = list[list[int]]
"""For each run that occurs twice or more, where it begins, in order."""


def _pairs(words: Sequence[str]) -> Runs:
    pairs = list(pairwise(words))
    counts = Counter(pairs)
    if len(counts) == len(pairs):
        return []
    again: dict[tuple[str, str], list[int]] = {
        pair: [] for pair, count in counts.items() if count > 1
    }
    # Most pairs occur once, and are passed over without a step in Python.
    for at in compress(range(len(pairs)), map(again.__contains__, pairs)):
        again[pairs[at]].append(at)
    return list(again.values())


def _longer(runs: Runs, words: Sequence[str], size: int) -> Runs:
    """The runs of ``size`` words that occur again, from those that are a word shorter."""
    found: Runs = []
    last, total = size - 1, len(words)
    for places in runs:
        if len(places) == 2:  # most of them
            first, second = places
            if second + last < total and words[first + last] == words[second + last]:
                found.append(places)
            continue
        by_word: dict[str, list[int]] = {}
        for at in places:
            if at + last < total:
                by_word.setdefault(words[at + last], []).append(at)
        found += (each for each in by_word.values() if len(each) > 1)
    return found


def _top(runs: Runs, words: Sequence[str], size: int) -> int:
    if len(words) < size:
        return 0
    count = max(map(len, runs), default=1)
    at = min((places[0] for places in runs if len(places) == count), default=0)
    return len(" ".join(words[at : at + size])) * count


def _duplicate(runs: Runs, words: Sequence[str], size: int) -> int:
    seen: set[int] = set()
    characters = end = 0
    for at, name in sorted((at, places[0]) for places in runs for at in places):
        if at < end:
            continue
        if name in seen:
            end = at + size
            characters += len("".join(words[at:end]))
        else:
            seen.add(name)
    return characters
