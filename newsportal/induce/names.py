"""The selectors by which an element can be known, and how long each is likely to hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element

from newsportal.extraction.elements import BLOCKS
from newsportal.extraction.select import name_words

_NAME = re.compile(r"-?[A-Za-z_][A-Za-z0-9_-]*")
"""What CSS reads as a name without escapes."""

STYLING = frozenset(
    "active align auto block bold border center clear clearfix cl col color column container cover "
    "cur current fade first fix flex fl float fr full grid group hidden hide hover img inline item "
    "justify large last left lg lt margin mb md ml mr mt nopadding odd even pad padding pb pr pt "
    "pull px py right rounded row rt shadow show sm small span text top visible w100 width wrap "
    "wrapper xl xs".split()
)
"""Words of classes that say how something looks, not what it is: the first to go."""

TELLING = {"h1": 1.5, "main": 1.5, "article": 1.5, "time": 2.0, "h2": 3.5}
"""Tags that say what an element is without any name, and what they cost."""

MARKLESS = frozenset("b strong i em u font sub sup small br".split())
"""Elements whose attributes the walk never asks."""

LEVELS, PER_LEVEL = 6, 3
"""Elements above that are looked at, and names of each."""

Named = dict[str, float]
"""Selectors to what they cost; the cheapest that holds is taken."""


def selectors_of(element: _Element, telling: frozenset[str] = frozenset()) -> Named:
    """The selectors that may stand for ``element``, with their costs; it may be none's first match.

    A name costs 1, more with a digit or where it only says how a thing looks, less with a word
    that is ``telling``; two parts cost both.
    """
    if element.tag in MARKLESS:
        return {}
    own = _own(element, telling)
    found = dict(own)
    last = dict(own) or {str(element.tag): 2.5}
    for level, above in enumerate(islice(element.iterancestors(), LEVELS)):
        for name, cost in _cheapest(_own(above)):
            for part, more in _cheapest(last):
                found.setdefault(f"{name} {part}", cost + more + 1 + 0.1 * level)
            if level == 0 and not own:
                found.setdefault(f"{name} > {element.tag}", cost + 3.5)
    return found


def _own(element: _Element, telling: frozenset[str] = frozenset()) -> Named:
    found: Named = {}
    tag, block = str(element.tag), element.tag in BLOCKS
    if _NAME.fullmatch(key := element.get("id") or ""):
        css, more = (f"#{key}", 0.0) if block else (f'[id="{key}"]', 1.0)  # the walk asks no inline
        found[css] = _cost(key, telling) + more
    classes = [each for each in (element.get("class") or "").split() if _NAME.fullmatch(each)]
    for name in classes[:6]:
        cost = found[f".{name}"] = _cost(name, telling)
        if block or tag in ("span", "a"):
            found[f"{tag}.{name}"] = cost + 0.5
    if tag in TELLING and block:
        found[tag] = TELLING[tag]
    return found


def _cost(name: str, telling: frozenset[str] = frozenset()) -> float:
    """What a name costs.

    >>> [_cost(name) for name in ("detail-sapo", "text-left", "dnn_ctr412_View")]
    [1.0, 2.5, 3.0]
    """
    told = name_words(name)
    tells = bool(told & telling)
    return 1.0 + 2.0 * any(map(str.isdigit, name)) + 1.5 * (not told - STYLING) - 0.25 * tells


def _cheapest(named: Named) -> Iterator[tuple[str, float]]:
    yield from sorted(named.items(), key=lambda each: (each[1], len(each[0])))[:PER_LEVEL]
