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
from collections import Counter
from collections.abc import Iterable

from newsportal.boilerplate import label_key
from newsportal.extraction.flow import Block
from newsportal.page import Page
from newsportal.portal import Portal
from newsportal.text.bylines import read_byline
from newsportal.text.captions import MAX_WORDS, has_credit
from newsportal.text.datelines import read_dateline
from newsportal.text.dates import PrintedDate, is_date_line, read_date
from newsportal.text.normalise import normal, words
from newsportal.text.places import PROVINCES

MIN_CAPTION_WORDS = 4
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
        if (line := normal(each))
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
    for number, block in enumerate(blocks):
        if is_date_line(block.text):
            continue
        if number < 4 and label_key(block.text) in names and len(blocks) > number + 1:
            block.rule = "site-header"
            continue
        return number, number
    return len(blocks), None


def _take_title(page: Page, blocks: list[Block], number: int | None) -> None:
    if number is not None:
        blocks[number].role = "title"
        page.offer("title", blocks[number].text, "text")


def _take_dates(page: Page, blocks: list[Block], title: int | None) -> None:
    """Find the date: a bare day on the first line is the site's own, the day of the capture."""
    end = title + 3 if title is not None else len(blocks)
    lines = [
        (number, date)
        for number, block in enumerate(blocks[:end])
        if is_date_line(block.text) and (date := read_date(block.text))
    ]
    if lines and lines[0][0] == 0 and lines[0][1].precision == "day":
        page.offer("captured_on", lines[0][1].value, "text")
        blocks[0].rule = "site-header"
        lines = lines[1:]
    published = _published([date for _, date in lines])
    page.offer("date_published", published, "text")
    for number, _ in lines:
        blocks[number].role = "date"


def _published(dates: list[PrintedDate]) -> PrintedDate | None:
    timed = [date for date in dates if date.precision == "minute"]
    return next(iter(timed or dates), None)


def _mark_kinds(body: list[Block]) -> None:
    """Tell list items and sub-headings from paragraphs: no sentence, but running text follows."""
    for block, after in zip(body, [*body[1:], None], strict=False):
        if _ITEM.match(block.text):
            block.kind = "list_item"
        elif after is not None and _is_heading(block.text) and _SENTENCE_END.search(after.text):
            block.kind = "heading"


def _is_heading(text: str) -> bool:
    return len(text.split()) <= MAX_HEADING_WORDS and not _SENTENCE_END.search(text)


def _mark_captions(page: Page, body: list[Block]) -> None:
    """Mark each caption once, and take what repeats it.

    A caption is a line printed twice, one with a credit, or, on a portal known by its form, a line
    below the headline that is no sentence: the place where that form has its picture.
    """
    counts = Counter(words(block.text) for block in body if _may_be_caption(block))
    known_form = page.portal is not None and page.portal.text_form is not None
    seen: set[str] = set()
    below_headline = True
    for block in body:
        own = words(block.text)
        if block.role == "date":
            continue
        below_headline = below_headline and not _SENTENCE_END.search(block.text)
        below = known_form and below_headline and block.kind != "list_item"
        if own in seen:
            block.rule = "caption-repeated"
        elif _may_be_caption(block) and (counts[own] > 1 or has_credit(block.text) or below):
            block.role, block.kind = "caption", "paragraph"
            seen.add(own)
            below_headline = True if counts[own] > 1 else below_headline


def _may_be_caption(block: Block) -> bool:
    length = len(block.text.split())
    fits = block.role == "" and MIN_CAPTION_WORDS <= length <= MAX_WORDS
    return fits and read_byline(block.text) is None


def _take_sapo(page: Page, body: list[Block]) -> None:
    """The first paragraph, where a dateline marks it as the lead."""
    first = next((block for block in body if not (block.rule or block.role)), None)
    if first is not None and read_dateline(first.text):
        page.offer("description", first.text, "text")
        first.role = "sapo"
