"""JSON-LD: the nodes of a page, and which of them is the page's own article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from newsportal.text.entities import unescaped
from newsportal.text.normalise import words

MAX_DEPTH = 6
"""Levels of nested JSON-LD that are read."""

MAX_NODES = 100
"""Nodes of one page that are looked through for more of its article."""

MIN_SAME = 10
"""Letters that a headline and a title have in common where one begins with the other."""

RANKS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (r"news(?!video)", r"article$|^report$|posting$", r"^(?:newsvideo|videoobject)$")
)
"""The types of nodes that state an article, the surest first."""

VIDEO = 2
"""The rank of a video, which may stand on an article's page and be another's work."""


def read_json(text: str) -> Any | None:
    """The value of a JSON text as pages print it, or None where it cannot be read.

    Raw line breaks inside strings, comments around it, a semicolon or comma too many: all are met.

    >>> read_json('<!-- {"a": 1,} -->')
    {'a': 1}
    """
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    for attempt in (text, re.sub(r",\s*([}\]])", r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def nodes_of(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The nodes of a JSON-LD value; the items of a list are other pages and left out."""
    if depth > MAX_DEPTH:
        return
    if isinstance(data, list):
        for each in data:
            yield from nodes_of(each, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from nodes_of(data.get(key), depth + 1)


def rank_of(node: dict[str, Any]) -> int | None:
    """The place of a node's type in `RANKS`, or None for one that states no article.

    >>> rank_of({"@type": ["Article", "NewsArticle"]}), rank_of({"@type": "Person"})
    (0, None)
    """
    types = node.get("@type")
    types = [
        each for each in (types if isinstance(types, list) else [types]) if isinstance(each, str)
    ]
    article = any(RANKS[1].search(each) or RANKS[2].search(each) for each in types)
    if not article:
        return None
    return next(n for n, rank in enumerate(RANKS) if any(map(rank.search, types)))


def article_node(
    nodes: list[dict[str, Any]], titles: Iterable[str | None], addresses: Iterable[str | None]
) -> dict[str, Any]:
    """The node of the page's own article, with what further nodes of the same state beside it.

    It is the first of the surest kind, before others one whose headline begins like a title of the
    page or whose address is the page's. An empty node if there is none.
    """
    stated = [words(each) for each in titles if each]
    places = {_place(each) for each in addresses if each}

    def order(node: dict[str, Any]) -> tuple[int, bool]:
        own = any(_alike(_headline(node), each) for each in stated) or places & _places(node)
        return rank_of(node) or 0, not own

    article: dict[str, Any] = min(nodes, key=order, default={})
    video, headline, own = rank_of(article) == VIDEO, _headline(article), _places(article)
    for node in nodes[:MAX_NODES]:
        same = (headline and _headline(node) == headline) or own & _places(node)
        if same and (rank_of(node) == VIDEO) == video:
            article = {**node, **article}
    return article


def _alike(headline: str, title: str) -> bool:
    shorter, longer = sorted((headline, title), key=len)
    return len(shorter) >= MIN_SAME and longer.startswith(shorter)


def _headline(node: dict[str, Any]) -> str:
    value = node.get("headline")
    return words(unescaped(value)) if isinstance(value, str) else ""


def _places(node: dict[str, Any]) -> set[str]:
    """The addresses that a node gives itself, in the form of `_place`."""
    page = node.get("mainEntityOfPage")
    stated = [node.get("@id"), node.get("url"), page.get("@id") if isinstance(page, dict) else page]
    return {_place(each) for each in stated if isinstance(each, str) and each}


def _place(address: str) -> str:
    """An address without its scheme, its fragment and a slash at its end."""
    return address.partition("://")[2].partition("#")[0].rstrip("/") or address
