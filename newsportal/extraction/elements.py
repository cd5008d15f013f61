"""What elements mean to the walk, whatever they are called."""

from __future__ import annotations

from collections.abc import Mapping

from lxml.etree import _Element

from newsportal.parse import HEADINGS

BLOCKS = frozenset(
    "html body address article aside blockquote caption center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol "
    "p pre section summary table tbody td tfoot th thead tr ul".split()
)
"""Elements that begin and end a block."""

SKIPPED = frozenset(
    "script style noscript template svg math head select option datalist button textarea object "
    "applet canvas audio map input meter progress dialog".split()
)
"""Elements whose text no reader reads."""

KEPT = frozenset(
    "body main article form table tbody td h1 h2 h3 h4 h5 h6 p li a span b strong em i".split()
)
"""Elements that a word of their names does not condemn: they hold the article, or parts of it."""

MAX_NAMED = 500
"""Characters of running text that an element may hold and still go for a word of its name."""

LONGER = {"feedback": 100_000, "author-box": 1500, "fact-box": 2500, "newsletter": 3000}
"""Rules whose elements may hold more."""

STATING = ("meta", "link", "title", "script")
"""Elements that state metadata."""

ITEMPROPS = {
    "author": "author",
    "articleSection": "section",
    "description": "sapo",
    "datePublished": "published",
}
"""Properties of schema.org by which microdata mark a field, and the field."""

KINDS = {
    **dict.fromkeys(HEADINGS, "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "list_item"),
    **dict.fromkeys(("blockquote",), "quote"),
    **dict.fromkeys(("figcaption",), "caption"),
}
EMPHASIS = {"a": "linked", "b": "bold", "strong": "bold", "i": "italic", "em": "italic"}
LAZY = ("data-src", "data-original", "data-lazy-src")
SOURCES = (*LAZY, "src")
MAX_ICON, MAX_DIGITS = 40, 6
"""Pixels of the side of a picture that is an icon or a portrait beside a name, and digits of a
side that is read."""

PLAYERS = (
    "youtube.com/embed",
    "youtube-nocookie.com/embed",
    "player.vimeo.com",
    "/video",
    "player.",
)


def most_named(rule: str) -> int:
    """Characters of running text in an element that goes for a word of its name."""
    return LONGER.get(rule, MAX_NAMED)


def is_icon(attributes: Mapping[str, str]) -> bool:
    """Whether a picture is too small to be the article's.

    One that is loaded late may state the size of what stands for it: a single pixel.
    """
    stated = (attributes.get("width") or "", attributes.get("height") or "")
    if stated == ("", ""):  # most pictures state none
        return False
    sides = [int(each) for each in stated if each.isdecimal() and len(each) <= MAX_DIGITS]
    if not sides or min(sides) > MAX_ICON:
        return False
    least = 1 if any(map(attributes.get, LAZY)) else -1
    return any(least < side <= MAX_ICON for side in sides)


def source_of(attributes: Mapping[str, str]) -> str | None:
    """The address of a picture or video, that of the one loaded late first; no data: address.

    >>> source_of({"src": "data:image/gif;base64,R0", "data-src": "/a.jpg"}), source_of({})
    ('/a.jpg', None)
    """
    for name in SOURCES:
        source = attributes.get(name)
        if source and not source.startswith("data:"):
            return source
    return None


def holds_more(element: _Element, limit: int) -> bool:
    """Whether an element holds a headline, or more running text than ``limit``, at a first look.

    Wrappers of whole pages have such words, and their paragraphs tell at a fraction of the cost.
    """
    if next(element.iter("h1"), None) is not None:
        return True
    size = 0
    for paragraph in element.iter("p"):
        opening = paragraph.text
        if opening and next(paragraph.iterancestors("a"), None) is None:
            size += len(" ".join(opening.split()))
            if size > limit:
                return True
    return False
