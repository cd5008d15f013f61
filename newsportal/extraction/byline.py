"""The byline that papers outside Vietnam print above the text: ``By Jane Roe``, ``Von Jan Roe``.

Read only where no metadata name a person. A Vietnamese byline stands below the text, and is read
by `newsportal.text.bylines`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsportal.extraction.block import Block
from newsportal.page import Page
from newsportal.text.bylines import read_byline
from newsportal.text.dates import is_date_line
from newsportal.text.normalise import is_vietnamese

_BY = re.compile(
    r"(?i)^(?:(?:written|words|story|text|reported|reporting|posted|published) by|by|von|par|por|di"
    r"|door|av|af|od|przez|oleh|authors?|autor(?:in)?|auteur|redakteur(?:in)?|texte? von"
    r"|escrito por|publié par)\b\s*:?\s+(?=\S)"
)
"""What opens such a line, in the languages of the pages it was read from."""

_CLASS = re.compile(
    r"(?i)(?:^|[\s_-])(?:authors?|authorline|byline|autor(?:en|es)?|writers?|auteurs?|tac-?gia"
    r"|source|nguon)(?:$|[\s_-])"
)
_END = re.compile(
    r"(?i)\s*(?:\d|[|–—•·]\s|\(|\b(?:on|updated|published|am|den|le)\s"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d)"
)
"""Where the names end: a date, a divider, a bracket."""

_DATED = re.compile(r"^\w[^|–—•·\d]{3,40}\s?[|–—•·]\s?.*\b(?:19|20)\d\d\b")
"""A line of a name, a divider and a date."""

_BETWEEN = re.compile(r"\s*(?:[,;/&]|\s(?:and|und|et|y|og|och|en|e|i)\s)\s*")
_PARTICLES = frozenset(
    "von van de der den del della di da dos du la le el al bin ibn ten ter zu y e af av".split()
)
_NO_NAMES = frozenset(
    "author authors by editor editors reporter staff team updated written writer news redaktion"
    " published posted reviewer founder contributor correspondent the our about".split()
)
"""Words of a line about its author that are no part of a name."""

_WORD = re.compile(r"[^\W\d_][\w’'.-]*")

ABOVE, BELOW = 8, 4
"""Blocks above the headline, and into the body, in which a byline is looked for."""

MAX_LINE, MAX_PERSON = 120, 40
"""Characters of a byline, and of one name in it."""

LEVELS = 3
"""Elements around a line whose class may say that it is a byline."""


def printed_authors(page: Page) -> list[str]:
    """The persons in the first line near the headline that opens or is marked as a byline."""
    return next(filter(None, map(_persons_in, _near_headline(page))), [])


def _near_headline(page: Page) -> Iterator[Block]:
    blocks, start = page.flow.blocks, page.span[0]
    title = next((n for n, block in enumerate(blocks) if block.role == "title"), start)
    for block in blocks[max(title - ABOVE, 0) : max(start, title) + BELOW]:
        if not block.is_media and len(block.text) <= MAX_LINE:
            yield block


def _persons_in(block: Block) -> list[str]:
    if is_vietnamese(block.text):
        return _persons_marked(block)
    opening = _BY.match(block.text)
    if opening is None and not (is_marked(block) or _DATED.search(block.text)):
        return []
    line = block.text[opening.end() :] if opening else block.text
    end = _END.search(line)
    names = _BETWEEN.split(line[: end.start()] if end else line)
    persons = dict.fromkeys(filter(is_person, names))
    # Among names as they are written, one in capitals is a paper or a town.
    return [each for each in persons if not each.isupper()] or list(persons)


def _persons_marked(block: Block) -> list[str]:
    """The persons in a Vietnamese line that is marked as a byline, or a name before its date."""
    name, divider, rest = block.text.partition(" - ")
    dated = bool(divider) and is_date_line(rest)
    if not (dated or is_marked(block)):
        return []
    byline = read_byline(name if dated else block.text)
    return byline.authors if byline is not None else []


def is_marked(block: Block) -> bool:
    """Whether the class of a block's element, or of one around it, says that it is a byline."""
    element, level = block.node, 0
    while element is not None and level < LEVELS:
        if _CLASS.search(element.get("class") or ""):
            return True
        element, level = element.getparent(), level + 1
    return False


def is_person(text: str) -> bool:
    """Whether ``text`` has the shape of a person's name in a European script.

    >>> [is_person(t) for t in ("Jane Roe", "H. van der Roe", "Staff Writer", "jane roe", "Roe")]
    [True, True, False, False, False]
    """
    words = text.split()
    if not 2 <= len(words) <= 4 or len(text) > MAX_PERSON:
        return False
    if any(_WORD.fullmatch(each) is None or each.lower() in _NO_NAMES for each in words):
        return False
    proper = [each for each in words if each not in _PARTICLES]
    return len(proper) >= 2 and all(each[0].isupper() for each in proper)
