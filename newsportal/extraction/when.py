"""The date of publication: what the layout, the metadata or a date line state."""

from __future__ import annotations

import re

from lxml.etree import _Element

from newsportal.extraction.byline import named_before_date
from newsportal.extraction.layout import LaidOut
from newsportal.extraction.metadata import Metadata, marked_texts
from newsportal.page import Page
from newsportal.parse import text_of
from newsportal.text.dates import PrintedDate, is_date_line, read_date

_ISO_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)")
_OFFSET = re.compile(r"(?:[Zz]|[+-]\d\d:?\d\d)$")

MAX_LINE = 60
"""A longer block with a date in it is a sentence."""


def find_dates(page: Page, laid_out: LaidOut, metadata: Metadata) -> None:
    """Offer what may be the dates, and mark the block that prints the date of publication."""
    lines = _date_lines(page)
    page.offer("date_published", read_date(laid_out.text("date")), "layout")
    page.offer("date_published", read_date(metadata.stated("datePublished")), "jsonld")
    page.offer("date_published", read_date(metadata.first("published")), "meta")
    for marked in marked_texts(page.flow.marks.get("published", [])):
        page.offer("date_published", read_date(marked), "generic")
    page.offer("date_published", read_date(_time_element(page.flow.stating)), "generic")
    page.offer("date_published", _nearest(page, lines), "generic")
    page.offer("date_published", read_date(metadata.page_published), "jsonld")
    _prefer_the_clock(page)
    _prefer_the_offset(page)
    page.offer("date_modified", read_date(metadata.stated("dateModified")), "jsonld")
    page.offer("date_modified", read_date(metadata.first("modified")), "meta")


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


def _time_element(elements: list[_Element]) -> str | None:
    """What the page's time elements state.

    The one marked as the publication, the one value of all, or the first below the headline.
    """
    below: str | None = None
    stated: dict[str, None] = {}
    headline = False
    for element in elements:
        if element.tag != "time":
            headline = headline or element.tag == "h1"
            continue
        value = element.get("datetime") or text_of(element)
        if "datePublished" in (element.get("itemprop") or "") or "pubdate" in element.attrib:
            return value
        below = below or (value if headline else None)
        stated[value] = None
    return next(iter(stated)) if len(stated) == 1 else below


def _date_lines(page: Page) -> list[tuple[int, PrintedDate]]:
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


def _nearest(page: Page, lines: list[tuple[int, PrintedDate]]) -> PrintedDate | None:
    """The date line nearest to the title, one with a clock before one without.

    A bare day above the title is the site's clock: it tells when the page was saved.
    """
    blocks = page.flow.blocks
    title = next((n for n, block in enumerate(blocks) if block.role == "title"), page.span[0])
    timed = [line for line in lines if line[1].precision == "minute"]
    chosen = min(
        timed or [line for line in lines if line[0] > title],
        key=lambda line: abs(line[0] - title),
        default=None,
    )
    for line in lines:
        if line[0] < title and line[1].precision == "day" and line is not chosen:
            page.offer("captured_on", line[1].value, "generic")
    if chosen is None:
        return None
    blocks[chosen[0]].role = "date"
    return chosen[1]
