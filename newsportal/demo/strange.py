"""The same portal as nobody knows it: other ids, classes and tags, more wrappers.

A crawl that relies on a Layout finds nothing here; what is left are labels, date line and prose.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache

WRAPPERS = {"Article": 3, "Title": 2, "Paragraphs": 2}
"""For the parts that pages mark by comments, how many elements are put around them."""

TAGS = {"h1": "h2", "h3": "h5", "h4": "h6"}
"""Elements that get another name."""

_NAMED = re.compile(r' (class|id|for)="([^"]+)"')
_MARK = re.compile(r"<!-- (Start|End)_(\w+) -->")
_TAG = re.compile(rf"(</?)({'|'.join(TAGS)})\b")
_STYLE = re.compile(r"<style>.*?</style>\n", re.DOTALL)


@cache  # the names are those of the templates
def strange_name(name: str) -> str:
    """The name that stands for an id or class.

    >>> strange_name("noi-dung-tin") == strange_name("noi-dung-tin") != strange_name("tom-luoc")
    True
    """
    return "x" + hashlib.sha256(name.encode()).hexdigest()[:7]


def disguise(page: str) -> str:
    """``page`` with everything renamed that a Layout could hold on to."""
    page = _STYLE.sub("", page)
    page = _TAG.sub(lambda tag: tag[1] + TAGS[tag[2]], page)
    page = _NAMED.sub(_rename, page)
    return _MARK.sub(_wrap, page)


def _rename(attribute: re.Match[str]) -> str:
    names = " ".join(strange_name(name) for name in attribute[2].split())
    return f' {attribute[1]}="{names}"'


def _wrap(mark: re.Match[str]) -> str:
    levels = range(WRAPPERS[mark[2]])
    if mark[1] == "End":
        return "</div>" * len(levels)
    return "".join(f'<div class="{strange_name(f"{mark[2]} {level}")}">' for level in levels)
