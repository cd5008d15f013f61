"""A page given as text, as corpora carry it: one line a block, and only the form tells them apart.

    site's date          captured_on, never the publication
    site's province
    date line
    headline
    captions             printed twice below the headline
    body, byline
    labels               Phản hồi, Các tin khác, ... with or without link titles

The labels are those of the boilerplate table; what is left here is the part above the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from itertools import pairwise

from newsportal.boilerplate import label_key, labels_of
from newsportal.extraction.block import Block
from newsportal.page import Page
from newsportal.portal import Portal
from newsportal.text.bylines import read_byline
from newsportal.text.captions import MAX_WORDS, has_credit
from newsportal.text.datelines import read_dateline
from newsportal.text.dates import PrintedDate, is_date_line, read_date
from newsportal.text.entities import is_broken, repaired
from newsportal.text.normalise import ending, normal, words
from newsportal.text.places import PROVINCES

Line = tuple[int, PrintedDate]
"""A date with the number of its line."""

MAX_ABOVE = 4
"""Lines that a page may print above its portal's header."""

MIN_CAPTION_WORDS = 4
MAX_ASSUMED_WORDS = 45
"""Words of a caption that is known by its place alone."""

_CHANGED = re.compile(r"(?i)cập nhật|sửa")
MAX_HEADING_WORDS = 25
_SENTENCE_END = re.compile(r"[.!?…:;][\W\d]*$")
_ITEM = re.compile(r"^(?:[-–—+•*]\s+\S|(?:\d{1,2}[.)]|[a-zđ]\))\s+\S.*[.!?…:;]$)")
"""A dash always opens an item; a number may number a sub-heading, which is no sentence."""


def recognise(lines: Iterable[str], portals: Iterable[Portal]) -> Portal | None:
    """The portal whose header and labels stand in ``lines``: its header, and two labels or more.

    A header alone is a province's name, and two labels alone are any paper's.
    """
    keys = {label_key(line) for line in lines if len(line) < 60}
    for portal in portals:
        form = portal.text_form
        if form is None:
            continue
        labels = sum(label_key(label) in keys for label in form.labels)
        if labels >= 2 and any(label_key(line) in keys for line in form.header):
            return portal
    return None


def text_lines(text: str) -> list[str]:
    """The lines of ``text`` that say something, each normal."""
    return [
        line
        for each in re.split(r"[\r\n\u2028\u2029\x0b\x0c\x85]+", text)
        if (line := normal(repaired(each) if is_broken(each) else each))
    ]


def read_lines(page: Page, lines: list[str]) -> None:
    """Fill ``page``'s blocks and candidates from the lines of a text."""
    blocks = [Block("paragraph", line) for line in lines]
    page.flow.plain = True
    page.flow.blocks = blocks
    header, title = _header(page, blocks)
    _take_title(page, blocks, title)
    start = title + 1 if title is not None else header
    _take_dates(page, blocks, title)
    page.span = (start, len(blocks))
    page.offer("text", page.body, "text")
    _mark_kinds(page.body)
    _mark_captions(page, page.body)
    _take_sapo(page, page.body)


def _header(page: Page, blocks: list[Block]) -> tuple[int, int | None]:
    """How many lines stand above the headline, and the headline's number.

    Above it stand dates, provinces and what the portal declares as its header.
    """
    declared = page.portal.text_form.header if page.portal and page.portal.text_form else ()
    names = PROVINCES | {label_key(line) for line in declared}
    start = _before_header(blocks, names)
    for block in blocks[:start]:
        block.rule = None if is_date_line(block.text) else "site-header"
    for number, block in enumerate(blocks):
        if number < start or is_date_line(block.text):
            continue
        if number < start + 4 and label_key(block.text) in names and len(blocks) > number + 1:
            block.rule = "site-header"
            continue
        return number, number
    return len(blocks), None


def _before_header(blocks: list[Block], names: Set[str]) -> int:
    """How many lines stand above the portal's header: a menu's entry, the paper's name.

    The header is the line before a date with a clock; another province's name is none.
    """
    for number, (block, after) in enumerate(pairwise(blocks[: MAX_ABOVE + 2])):
        if label_key(block.text) in names and is_date_line(after.text):
            date = read_date(after.text)
            return number if date is not None and date.precision == "minute" else 0
    return 0


def _take_title(page: Page, blocks: list[Block], number: int | None) -> None:
    if number is not None:
        blocks[number].role = "title"
        page.offer("title", blocks[number].text, "text")


def _take_dates(page: Page, blocks: list[Block], title: int | None) -> None:
    """Find the date: a bare day on the first line is the site's own, the day of the capture."""
    lines = [
        (number, date)
        for number, block in enumerate(blocks[: _first_label(page, blocks, title or 0)])
        if is_date_line(block.text) and (date := read_date(block.text))
    ]
    if lines and lines[0][1].precision == "day" and _is_clock(lines[0][0], blocks, title):
        number, date = lines.pop(0)
        page.offer("captured_on", date.value, "text")
        blocks[number].rule = "site-header"
    below = [line for line in lines if title is not None and line[0] > title + 2]
    above = [line for line in lines if line not in below]
    _offer_published(page, above, [line for line in below if line[1].precision == "minute"])
    for number, date in lines:
        if (number, date) in above or date.precision == "minute":
            blocks[number].role = "date"


def _first_label(page: Page, blocks: list[Block], start: int) -> int:
    """The first line below ``start`` that is a label; dates below it are of other articles."""
    labels = labels_of(page.portal)
    below = range(start + 1, len(blocks))
    return next((n for n in below if labels.rule(blocks[n].text)), len(blocks))


def _is_clock(number: int, blocks: list[Block], title: int | None) -> bool:
    """Whether a bare day is the site's own: on the first line, or right above its header."""
    after = blocks[number + 1].rule if number + 1 < len(blocks) else None
    return number == 0 or (title is not None and number < title and after == "site-header")


def _offer_published(page: Page, above: list[Line], below: list[Line]) -> None:
    """The date by the headline; one below the text where there is none, else its last change."""
    page.offer("date_published", _published([date for _, date in above]), "text")
    for _, date in below:
        changed = page.found("date_published") and _CHANGED.search(date.raw)
        page.offer("date_modified" if changed else "date_published", date, "text")


def _published(dates: list[PrintedDate]) -> PrintedDate | None:
    timed = [date for date in dates if date.precision == "minute"]
    return next(iter(timed or dates), None)


def _mark_kinds(body: list[Block]) -> None:
    """Tell list items and sub-headings from paragraphs: no sentence, but running text follows."""
    for block, after in zip(body, [*body[1:], None], strict=False):
        if _ITEM.match(block.text):
            block.kind = "list_item"
        elif after is not None and _is_heading(block.text) and _is_ended(after.text):
            block.kind = "heading"


def _is_heading(text: str) -> bool:
    return len(text.split()) <= MAX_HEADING_WORDS and not _is_ended(text)


def _is_ended(text: str) -> bool:
    return _SENTENCE_END.search(ending(text)) is not None


def _mark_captions(page: Page, body: list[Block]) -> None:
    """Mark each caption once, and take what repeats it.

    A caption is a line printed twice, one line right after the other or below the headline; one
    with a credit; or, on a portal known by its form, a line below the headline that is no
    sentence: the place where that form has its picture.
    """
    lines = [block for block in body if block.role != "date"]
    known_form = page.portal is not None and page.portal.text_form is not None
    keys = [words(block.text) for block in lines]
    last = {key: number for number, key in enumerate(keys)}
    ended = max((n for n, block in enumerate(lines) if _is_ended(block.text)), default=-1)
    seen: set[str] = set()
    below_headline = True
    for number, block in enumerate(lines):
        own = keys[number]
        below_headline = below_headline and not _is_ended(block.text)
        again = last[own] > number if below_headline else own in keys[number + 1 : number + 2]
        # The last lines are bylines, and those are printed twice as well.
        twice = again and number < ended and not block.role and _may_be_twice(own)
        if own in seen:
            block.rule = "caption-repeated"
        elif twice or _has_caption_words(block):
            seen.add(own)
            block.role, block.kind = "caption", "paragraph"
            below_headline = below_headline or twice
        elif known_form and below_headline and _may_be_caption(block):
            seen.add(own)
            block.role, block.kind = "caption", "paragraph"
            page.flag("caption_assumed")


def _may_be_twice(own: str) -> bool:
    """Whether the words of a line that is printed again may be a caption's."""
    return 0 < len(own.split()) <= MAX_WORDS


def _has_caption_words(block: Block) -> bool:
    return block.role == "" and has_credit(block.text) and read_byline(block.text) is None


def _may_be_caption(block: Block) -> bool:
    length = len(block.text.split())
    fits = block.role == "" and MIN_CAPTION_WORDS <= length <= MAX_ASSUMED_WORDS
    return fits and block.kind != "list_item" and read_byline(block.text) is None


def _take_sapo(page: Page, body: list[Block]) -> None:
    """The first paragraph, where a dateline marks it as the lead."""
    first = next((block for block in body if not (block.rule or block.role)), None)
    if first is not None and read_dateline(first.text):
        page.offer("description", first.text, "text")
        first.role = "sapo"
