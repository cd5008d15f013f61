"""The date of publication: what the layout, the metadata or a date line state."""

from __future__ import annotations

import re

from lxml.etree import _Element

from newsportal.extraction.block import Block
from newsportal.extraction.byline import named_before_date
from newsportal.extraction.content import is_prose
from newsportal.extraction.layout import LaidOut
from newsportal.extraction.metadata import Metadata, marked_texts
from newsportal.page import Page
from newsportal.parse import text_of
from newsportal.text.dates import PrintedDate, is_date_line, read_date, read_stated

_ISO_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)")
_OFFSET = re.compile(r"(?:[Zz]|[+-]\d\d:?\d\d)$")
_UPDATE = re.compile(r"(?i)(?:last )?(?:updated|modified)\b|cập nhật\b")

MAX_LINE = 60
"""A longer block with a date in it is a sentence."""

MAX_AWAY = 3
"""Blocks between the date line and the title, or the body's end."""

MIN_HEADLINE = 25
"""Characters of a link from which it is the headline of another page."""

Line = tuple[int, PrintedDate]
"""A date and the number of the block that prints it."""


def find_dates(page: Page, laid_out: LaidOut, metadata: Metadata) -> None:
    """Offer what may be the dates, and mark the block that prints the date of publication."""
    page.offer("date_published", read_date(laid_out.text("date")), "layout")
    page.offer("date_published", read_stated(metadata.stated("datePublished")), "jsonld")
    page.offer("date_published", read_stated(metadata.first("published")), "meta")
    for marked in marked_texts(page.flow.marks.get("published", [])):
        page.offer("date_published", read_stated(marked), "generic")
    lines = _date_lines(page)
    line = _offer_printed(page, lines)
    page.offer("date_published", read_stated(metadata.page_published), "jsonld")
    _prefer_the_clock(page)
    _prefer_the_offset(page)
    page.offer("date_modified", read_stated(metadata.stated("dateModified")), "jsonld")
    page.offer("date_modified", read_stated(metadata.first("modified")), "meta")
    if line is not None:
        _mark(page, line, lines)


def _prefer_the_clock(page: Page) -> None:
    """Put the first statement with a clock first, if it is of the same day as the first of all.

    A Layout's date comes first whatever it states: some pages print a placeholder for the clock.
    """
    found = page.candidates.get("date_published", [])
    if not found or found[0].source == "layout" or found[0].value.precision == "minute":
        return
    for number, each in enumerate(found):
        if each.value.precision == "minute" and each.value.value[:10] == found[0].value.value[:10]:
            found.insert(0, found.pop(number))
            return


def _prefer_the_offset(page: Page) -> None:
    """Put a statement with an offset before a first one that has the same clock and no offset."""
    found = page.candidates.get("date_published", [])
    if not found or found[0].source != "jsonld" or _OFFSET.search(found[0].value.raw):
        return
    clock = _ISO_CLOCK.match(found[0].value.raw)
    for number, each in enumerate(found):
        other = _ISO_CLOCK.match(each.value.raw)
        same = clock and other and clock.groups() == other.groups()
        if same and _OFFSET.search(each.value.raw):
            found.insert(0, found.pop(number))
            return


def _offer_printed(page: Page, lines: list[Line]) -> Line | None:
    """Offer what time elements and date lines state; the line that was chosen, if any was.

    What stands between the title and the text comes first; the site's clock stands above both.
    """
    opening = _opening(page)
    times = _times(page, opening)
    near = _nearest([line for line in lines if line[0] in opening], opening.start)
    line = near or _nearest(lines, opening.start)
    first = next((value for number, value in times if number in opening), None)
    only = times[0][1] if len({value for _, value in times}) == 1 else None
    below = next((value for number, value in times if number >= opening.start), None)
    page.offer("date_published", read_stated(first), "generic")
    page.offer("date_published", near and near[1], "generic")
    page.offer("date_published", read_stated(only or below), "generic")
    page.offer("date_published", line and line[1], "generic")
    for number, date in lines:
        if number < opening.start and date.precision == "day":
            page.offer("captured_on", date.value, "generic")
    return line


def _title(page: Page) -> int:
    """The number of the block that prints the title; where none does, of the body's first."""
    return page.flow.title_or(page.span[0])


def _opening(page: Page) -> range:
    """The numbers of the blocks from the title to the second of text: the first may be a sapo."""
    start, end = _title(page), page.span[1]
    prose = (n for n in range(start + 1, end) if is_prose(page.flow.blocks[n]))
    first = next(prose, None)
    return range(start, next(prose, end if first is None else min(first + MAX_AWAY, end)))


def _times(page: Page, opening: range) -> list[tuple[int, str]]:
    """The values of the time elements up to the body's end, with the numbers of their blocks.

    What is marked as the publication comes alone. A comment's is none, nor is that of a page whose
    headline stands beside it.
    """
    blocks, found, others = page.flow.blocks, [], _beside_headlines(page)
    end = min(page.span[1] + MAX_AWAY, len(blocks))
    for number, element in page.flow.times:
        if number >= end or number in others:
            continue
        near = number in opening or abs(number - opening.start) <= MAX_AWAY
        if not near and _is_others(blocks[number]):
            continue
        value = element.get("datetime") or text_of(element)
        if "datePublished" in (element.get("itemprop") or "") or "pubdate" in element.attrib:
            return [(number, value)]
        found.append((number, value))
    return found


def _is_others(block: Block) -> bool:
    """Whether a rule took readers' comments or headlines of other pages."""
    headlines = block.rule in ("related-news", "newest") and block.linked >= MIN_HEADLINE
    return block.rule == "feedback" or headlines


def _beside_headlines(page: Page) -> set[int]:
    """The numbers of the blocks that hold the headline of another page, and of those below them."""
    times = {near for number, _ in page.flow.times for near in (number - 1, number)}
    blocks, own = page.flow.blocks, page.value("title") or ""
    found = set()
    for number, link in page.flow.links:
        if number not in times or _own_length(link) < MIN_HEADLINE:
            continue
        if not (own and blocks[number].text.startswith(own)):
            found.add(number)
            in_list = blocks[number].kind == "list_item"
            if number + 1 < len(blocks) and (not in_list or blocks[number + 1].kind == "list_item"):
                found.add(number + 1)
    return found


def _own_length(link: _Element) -> int:
    """Characters of a link without the time elements in it."""
    return len(text_of(link)) - sum(len(text_of(each)) for each in link.iter("time"))


def _date_lines(page: Page) -> list[Line]:
    """The blocks up to the body's end that are a date and nothing else, with their numbers."""
    lines = []
    for number, block in enumerate(page.flow.blocks[: page.span[1]]):
        if len(block.text) > MAX_LINE or "20" not in block.text:
            continue
        line = block.text if is_date_line(block.text) else _behind_name(block.text)
        date = read_date(line) if line else None
        if date is not None:
            lines.append((number, date))
    return lines


def _behind_name(text: str) -> str | None:
    """The date that stands behind an author's name and a dash, or None."""
    name = named_before_date(text)
    return text.removeprefix(name) if name else None


def _nearest(lines: list[Line], title: int) -> Line | None:
    """The date line nearest to the title, one with a clock before one without.

    What says that it is of an update comes after. A bare day above the title is the site's clock:
    it tells when the page was saved.
    """
    timed = [line for line in lines if line[1].precision == "minute"]
    below = [line for line in lines if line[0] > title]
    return min(
        timed or below,
        key=lambda line: (_UPDATE.match(line[1].raw) is not None, abs(line[0] - title)),
        default=None,
    )


def _mark(page: Page, line: Line, lines: list[Line]) -> None:
    """Mark the block of the date line, near the title the first of several that print the same.

    Another date deep in the text is a part of that.
    """
    number, date = line
    title, taken = _title(page), page.value("date_published")
    same = (n for n, each in lines if each.value == date.value and abs(n - title) <= MAX_AWAY)
    number = next(same, number)
    away = min(abs(number - title), abs(page.span[1] - number))
    if away <= MAX_AWAY or date.value[:10] == taken.value[:10]:
        page.flow.blocks[number].role = "date"
