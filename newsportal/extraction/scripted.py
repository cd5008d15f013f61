"""The text that stands in a script, where the page itself prints none.

Such pages are built in the reader's browser, from JSON that came along: the ``articleBody`` of
JSON-LD, or the state of the site's program.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from lxml import etree
from lxml.etree import _Element

from newsportal.parse import parse
from newsportal.text.normalise import normal

NAMES = (
    "articlebody", "contenthtml", "htmlcontent", "bodyhtml", "articlecontent", "articletext",
    "fulltext", "content", "body", "text", "html",
)  # fmt: skip
"""The names under which an article's text is kept, in lower case without dashes, surest first."""

MIN_TEXT = 400
"""Characters of a string that may be an article's text."""

MIN_SPACE = 0.02
"""White space in it, as a share: code and addresses have less."""

_STRING = re.compile(rf'"([\w-]{{4,20}})"\s*:\s*"((?:[^"\\]|\\.){{{MIN_TEXT},}})"')
_MARKED = re.compile(r"(?i)<(?:p|div|br|h[2-4])\b")


def scripted_body(scripts: Iterable[str]) -> _Element | None:
    """A ``div`` with the article's text that scripts carry, or None where none does."""
    found = [each for script in scripts for each in _texts(script)]
    best = min(found, key=lambda each: (each[0], -len(each[1])), default=None)
    return None if best is None else _element(best[1])


def _texts(script: str) -> Iterator[tuple[int, str]]:
    """The strings of a script that may be the text, each with the place of its name."""
    for name, stated in _STRING.findall(script):
        key = name.lower().replace("-", "").replace("_", "")
        if key in NAMES and (text := _read(stated)) is not None:
            yield NAMES.index(key), text


def _read(stated: str) -> str | None:
    r"""What a JSON string says; None for what is no running text.

    >>> _read(r"Một\u003cbr\u003eHai " * 2)
    'Một<br>Hai Một<br>Hai '
    >>> _read("a" * 500)
    """
    try:
        text: str = json.loads(f'"{stated}"', strict=False)
    except ValueError:
        return None
    return text if sum(map(str.isspace, text)) >= MIN_SPACE * len(text) else None


def _element(text: str) -> _Element:
    """The text as a ``div``: with its own markup, or a paragraph a line."""
    element = etree.Element("div")
    if _MARKED.search(text):
        parsed = parse(f"<body><div>{text}</div></body>".encode("utf-8", "ignore"))
        element.extend(parsed.root.iterfind("body/*"))
    else:
        for line in filter(None, map(normal, text.split("\n"))):
            etree.SubElement(element, "p").text = line
    return element
