"""Extract: which part of the page is which field, and where that was learned.

For each field its sources are offered one by one, the surest first; the first that has something
is taken, and the others stay beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml.etree import _Element

from newsportal.credit import stated_authors
from newsportal.extraction.block import Block, first_same
from newsportal.extraction.byline import printed_authors
from newsportal.extraction.content import find_body
from newsportal.extraction.headline import find_headline
from newsportal.extraction.layout import LaidOut
from newsportal.extraction.metadata import Metadata, marked_authors, names_of
from newsportal.extraction.when import find_dates
from newsportal.page import Page
from newsportal.rights import forbids_ai, reservation
from newsportal.text.normalise import longest_with, normal, words
from newsportal.urls import absolute, article_match, canonical_address

MIN_STATED = 30
"""Letters that a stated description needs to be looked for on the page."""


def extract(page: Page, root: _Element, metadata: Metadata) -> None:
    """Find the fields of ``page`` and the span of its body."""
    laid_out = LaidOut(page.portal, root, page.flow)
    page.layout = laid_out.layout
    find_headline(page, laid_out, metadata)
    _find_body(page, laid_out)
    _find_sapo(page, laid_out, metadata)
    find_dates(page, laid_out, metadata, root)
    _find_credit(page, laid_out, metadata, root)
    _find_place(page, laid_out, metadata)
    _take_rights(page, metadata)
    page.stated = bool(metadata.jsonld or metadata.first("published"))
    if page.url is not None:
        _find_address(page, page.url, metadata)


def _find_body(page: Page, laid_out: LaidOut) -> None:
    element = laid_out.element("body")
    if element is not None:  # an empty body is the layout's answer, too: a bare attachment
        page.span = page.flow.spans.get(element, (0, 0))
        page.offer("text", page.body, "layout")
    else:
        page.span = find_body(page.flow)
        page.offer("text", page.body, "generic")


def _find_sapo(page: Page, laid_out: LaidOut, metadata: Metadata) -> None:
    """The lead. What metadata state is one only where the page prints it above its text."""
    page.offer("description", laid_out.text("sapo"), "layout")
    if page.layout is None or page.layout.sapo is None:
        stated, first = metadata.stated("description"), metadata.first("description")
        page.offer("description", _printed(page, stated), "jsonld")
        if first != stated:
            page.offer("description", _printed(page, first), "meta")
    sapo = words(page.value("description") or "")
    if (block := first_same(_opening(page, 12), sapo)) is not None:
        block.role = "sapo"  # a second one is taken by the rule sapo-repeated


def _printed(page: Page, stated: str | None) -> str | None:
    """The block above the text, or at its start, that prints a stated description in full."""
    start = words(stated or "")
    if len(start) < MIN_STATED:
        return None
    longest = int(longest_with(start))
    for block in _opening(page, 3):
        if block.rule or block.role or len(block.text) < len(start):
            continue
        if words(block.text[:longest]).startswith(start):
            return block.text
    return None


def _opening(page: Page, inside: int) -> Iterator[Block]:
    """The blocks from the title to some blocks into the body."""
    start, end = page.span
    numbers = (n for n, each in enumerate(page.flow.blocks[:end]) if each.role == "title")
    yield from islice(page.flow.blocks, min(next(numbers, start), start), min(start + inside, end))


def _find_credit(page: Page, laid_out: LaidOut, metadata: Metadata, root: _Element) -> None:
    page.offer("byline", laid_out.text("author"), "layout")
    page.offer("author", names_of(metadata.jsonld.get("author"), metadata.named), "jsonld")
    page.offer("author", metadata.meta.get("author"), "meta")
    publisher = metadata.jsonld.get("publisher")
    if isinstance(publisher, dict):
        page.offer("publisher", names_of(publisher.get("name")), "jsonld")
    if stated_authors(page) is None:  # to look at every element costs an eighth of the parse
        page.offer("author", marked_authors(root), "generic")
    if stated_authors(page) is None:
        page.offer("author", printed_authors(page), "generic")


def _find_place(page: Page, laid_out: LaidOut, metadata: Metadata) -> None:
    page.offer("section_name", laid_out.text("section_name"), "layout")
    section = _listed(metadata.jsonld.get("articleSection"))
    page.offer("section_name", section[:1] and section[0], "jsonld")
    page.offer("section_name", metadata.first("section"), "meta")
    page.offer("keywords", _listed(metadata.jsonld.get("keywords")), "jsonld")
    page.offer("keywords", _listed(metadata.meta.get("keywords")), "meta")


def _listed(stated: Any) -> list[str]:
    """The texts of a list, or of one text with commas, each once."""
    each = [stated] if isinstance(stated, str) else stated if isinstance(stated, list) else []
    parts = [normal(part) for text in each if isinstance(text, str) for part in text.split(",")]
    return [part for part in dict.fromkeys(parts) if part]


def _take_rights(page: Page, metadata: Metadata) -> None:
    page.rights.page = reservation(metadata.first("tdm_reservation"))
    if any(map(forbids_ai, metadata.meta.get("robots", ()))):
        page.rights.closed = True
    page.article.tdm_reserved = page.rights.reserved


def _find_address(page: Page, url: str, metadata: Metadata) -> None:
    stated = metadata.canonical or metadata.first("url")
    canonical = canonical_address(url, absolute(url, stated) if stated else None, page.portal)
    own = canonical == canonical_address(url, None, page.portal)
    page.offer("canonical_url", canonical, "address" if own else "meta")
    parts = article_match(url, page.portal) if page.portal else None
    page.addressed = parts is not None
    page.offer("section", (parts or {}).get("section", "").rsplit("/", 1)[-1], "address")
