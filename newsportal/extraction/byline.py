"""The byline that papers outside Vietnam print above the text: ``By Jane Roe``, ``Von Jan Roe``.

Read only where no metadata name a person. A Vietnamese byline stands below the text, and is read
by `newsportal.text.bylines`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from newsportal.extraction.block import Block
from newsportal.page import Page
from newsportal.text.bylines import is_name, may_be_labelled, read_byline
from newsportal.text.dates import is_date_line
from newsportal.text.normalise import is_vietnamese, words

BY = re.compile(
    r"(?i)^(?:(?:written|words|story|text|reported|reporting|posted|published) by|by|von|par|por|di"
    r"|door|av|af|od|przez|oleh|authors?|autor(?:in)?|auteur|redakteur(?:in)?|texte? von"
    r"|escrito por|publié par)\b\s*:?\s+(?=\S)"
)
"""What opens such a line, in the languages of the pages it was read from."""

_LABEL = re.compile(
    r"(?i)^(?:authors?|autor(?:in)?(?:/autor(?:in)?)?|auteurs?|redakteur(?:in)?|skribent|forfatter)"
    r"\b\s*:?\s+(?=\S)"
)
"""What names the author in the notes below a text."""

_CLASS = re.compile(
    r"(?i)(?:^|[\s_-])(?:authors?|authorline|byline|autor(?:en|es)?|writers?|auteurs?)(?:$|[\s_-])"
    r"|tac-?gia"
)
_SOURCE = re.compile(r"(?i)(?:^|[\s_-])(?:sources?|nguon)(?:$|[\s_-])")
_END = re.compile(
    r"(?i)\s*(?:\d|[|–—•·]\s|\(|\b(?:on|updated|published|am|den|le)\s"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d"
    r"|(?-i:(?<=[a-z])(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\s\d))"
)
"""Where the names end: a date, even one right behind them, a divider, a bracket."""

_DATED = re.compile(r"^\w[^|–—•·\d]{3,40}\s?[|–—•·]\s?.*\b(?:19|20)\d\d\b")
"""A line of a name, a divider and a date."""

_BEFORE_DATE = re.compile(
    r"(?i)(\D{3,40}?)\s*([-–—|·]?)\s+"
    r"(?=(?:thứ|chủ)\s|\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d)"
)
_BETWEEN = re.compile(r"\s*(?:[,;/&]|\s(?:and|und|et|y|og|och|en|e|i)\s)\s*")
_PARTICLES = frozenset(
    "von van de der den del della di da dos du la le el al bin ibn ten ter zu y e af av".split()
)
NO_NAMES = frozenset(
    "author authors by editor editors reporter staff team updated written writer news redaktion"
    " published posted reviewer founder contributor correspondent the our about"
    " this article".split()
)
"""Words of a line about its author that are no part of a name."""

_WORD = re.compile(r"[^\W\d_][\w’'.-]*")

ABOVE, BELOW, BEHIND = 8, 4, 12
"""Blocks above the headline, into the body, and behind it in which a byline is looked for."""

OPENING, MAX_PERSONS = 4, 4
"""Lines at the start of the text of which one may be its byline, and persons in that."""

MAX_LINE, MAX_PERSON = 120, 40
"""Characters of a byline, and of one name in it."""

LEVELS = 2
"""Elements, a line's own and those around it, whose class may say that it is a byline."""

MAX_SIGNED = 20
"""Marked elements that are looked at."""


def printed_authors(page: Page) -> list[str]:
    """The persons in the first line near the headline that opens or is marked as a byline."""
    signed = {element.getparent() for element in page.flow.marks.get("signed", [])[:MAX_SIGNED]}
    vietnamese = is_vietnamese(page.value("title") or "")
    for block in _near_headline(page):
        if vietnamese or is_vietnamese(block.text):
            persons = _no_entries(page, _persons_marked(block, block.node in signed))
        else:
            persons = _persons_in(block)
        if persons:
            return persons
    return [] if vietnamese else _labelled_behind(page)


def _labelled_behind(page: Page) -> list[str]:
    """The persons in the first line behind the body that is labelled as its author."""
    end = page.span[1]
    for block in page.flow.blocks[end : end + BEHIND]:
        label = _LABEL.match(block.text) if len(block.text) <= MAX_LINE else None
        names = _BETWEEN.split(block.text[label.end() :]) if label else []
        if persons := list(filter(is_person, names)):
            return persons
    return []


def opening_authors(page: Page) -> list[str]:
    """The persons in the bold line of nothing but names that the text begins with."""
    if is_vietnamese(page.value("title") or ""):
        return []
    start, end = page.span
    first = max(start, page.flow.title_or(start - 1) + 1)
    texts = [each for each in page.flow.blocks[first:end] if each.kind == "paragraph"]
    for block in texts[:OPENING]:
        if len(block.text) > MAX_LINE or block.linked or not block.mostly(block.bold):
            continue
        names = _BETWEEN.split(block.text)
        if len(names) <= MAX_PERSONS and all(map(is_person, names)):
            return names
    return []


def _no_entries(page: Page, persons: list[str]) -> list[str]:
    """The persons whose names are no entries of the menus above the headline."""
    if not persons:
        return persons
    above = page.flow.blocks[: page.flow.title_or(0)]
    entries = {words(block.text) for block in above if block.linked}
    return [each for each in persons if words(each) not in entries]


def is_source(block: Block) -> bool:
    """Whether the class of a block's element says that it names the text's source."""
    return block.node is not None and _SOURCE.search(block.node.get("class") or "") is not None


def _near_headline(page: Page) -> Iterator[Block]:
    blocks, start = page.flow.blocks, page.span[0]
    title = page.flow.title_or(start)
    for block in blocks[max(title - ABOVE, 0) : max(start, title) + BELOW]:
        if not (block.is_media or block.role == "title") and len(block.text) <= MAX_LINE:
            yield block


def _persons_in(block: Block) -> list[str]:
    opening = BY.match(block.text)
    if opening is None and not (is_marked(block) or _DATED.search(block.text)):
        return []
    line = block.text[opening.end() :] if opening else block.text
    end = _END.search(line)
    names = _BETWEEN.split(line[: end.start()] if end else line)
    persons = dict.fromkeys(filter(is_person, names))
    # Among names as they are written, one in capitals is a paper or a town.
    return [each for each in persons if not each.isupper()] or list(persons)


def _persons_marked(block: Block, signed: bool) -> list[str]:
    """The persons in a Vietnamese line that is marked as a byline, or a name before its date."""
    name = named_before_date(block.text, divided=not signed)
    sure = bool(name) or signed or is_marked(block)
    if not (sure or may_be_labelled(block.text)):
        return []
    byline = read_byline(name or block.text)
    return byline.authors if byline and (sure or byline.labelled) else []


def named_before_date(text: str, divided: bool = True) -> str | None:
    """The name that stands before a date on one line, with a divider between unless told otherwise.

    >>> named_before_date("Hà Thu - 14/05/2024 08:30"), named_before_date("Thứ Sáu - 14/05/2024")
    ('Hà Thu', None)
    >>> named_before_date("Hà Thu 14/05/2024"), named_before_date("Hà Thu 14/05/2024", False)
    (None, 'Hà Thu')
    """
    found = _BEFORE_DATE.match(text) if "20" in text or "19" in text else None
    if found is None or (divided and not found[2]) or not is_name(found[1]) or is_date_line(text):
        return None
    return found[1] if is_date_line(text[found.end() :]) else None


def is_marked(block: Block) -> bool:
    """Whether the class of a block's element, or of one around it, says that it is a byline."""
    element, level = block.node, 0
    while element is not None and level < LEVELS:
        if _names_byline(element.get("class") or ""):
            return True
        element, level = element.getparent(), level + 1
    return False


@lru_cache(maxsize=1024)
def _names_byline(classes: str) -> bool:
    """Whether classes say so; the lines of a page, and the pages of a site, share them."""
    return _CLASS.search(classes) is not None


def is_person(text: str) -> bool:
    """Whether ``text`` has the shape of a person's name in a European script.

    >>> [is_person(t) for t in ("Jane Roe", "H. van der Roe", "Staff Writer", "jane roe", "Roe")]
    [True, True, False, False, False]
    """
    parts = text.split()
    if not 2 <= len(parts) <= 4 or len(text) > MAX_PERSON:
        return False
    if any(_WORD.fullmatch(each) is None or each.lower() in NO_NAMES for each in parts):
        return False
    proper = [each for each in parts if each not in _PARTICLES]
    return len(proper) >= 2 and all(each[0].isupper() for each in proper)
