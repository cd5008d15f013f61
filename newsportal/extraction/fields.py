"""Extract: which part of the page is which field, and where that was learned.

For each field its sources are offered one by one, the surest first; the first that has something
is taken, and the others stay beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element

from newsportal.extraction.block import Block, first_same
from newsportal.extraction.byline import BY
from newsportal.extraction.content import find_body, is_prose, own_article
from newsportal.extraction.headline import BETWEEN, find_headline, is_h1
from newsportal.extraction.layout import LaidOut
from newsportal.extraction.metadata import Metadata, account_names, marked_texts, names_of
from newsportal.extraction.when import find_dates
from newsportal.links import absolute
from newsportal.page import Found, Page
from newsportal.parse import text_of
from newsportal.rights import forbids_ai, reservation
from newsportal.text.bylines import is_name, is_newsroom
from newsportal.text.datelines import read_dateline
from newsportal.text.normalise import ending, longest_with, normal, same_words, words, words_in
from newsportal.urls import article_match, canonical_address

MIN_STATED = 30
"""Letters that a stated description needs to be looked for on the page."""

MAX_MARKED = 20
"""Elements marked as a lead that are looked at."""

_DATED = re.compile(r"\b(?:19|20)\d\d\b|\s[|·•]\s")
"""What a line of date and author has, and a lead seldom: a year, a divider."""

MAX_DECK, MIN_LINK = 4, 20
"""Blocks below the headline among which its lead stands, and characters of a link that is the
headline of another article."""

_SENTENCE_END = re.compile(r"[.!?…。！？”\"»“]\W*$")

MAX_BEFORE = 40
"""Letters that may be printed before it."""


def extract(page: Page, root: _Element, metadata: Metadata) -> None:
    """Find the fields of ``page`` and the span of its body."""
    laid_out = LaidOut(page.portal, root, page.flow)
    page.layout = laid_out.layout
    find_headline(page, laid_out, metadata)
    _find_body(page, laid_out)
    _find_sapo(page, laid_out, metadata)
    _begin_above(page)
    find_dates(page, laid_out, metadata)
    _find_credit(page, laid_out, metadata)
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
        page.span = find_body(page.flow, own_article(page.flow))
        page.offer("text", page.body, "generic")


def _find_sapo(page: Page, laid_out: LaidOut, metadata: Metadata) -> None:
    """The lead. What metadata state is one only where the page prints it above its text."""
    page.offer("description", laid_out.text("sapo"), "layout")
    if page.layout is None or page.layout.sapo is None:
        stated, first = metadata.stated("description"), metadata.first("description")
        page.offer("description", _printed(page, stated), "jsonld")
        if first != stated:
            page.offer("description", _printed(page, first), "meta")
        page.offer("description", _marked_sapo(page), "generic")
        _offer_deck(page)
    sapo = words(page.value("description") or "")
    if (block := first_same(_opening(page, 12), sapo)) is not None:
        block.role = "sapo"  # a second one is taken by the rule sapo-repeated


def _printed(page: Page, stated: str | None) -> str | None:
    """The block above the text, or at its start, that prints a stated description in full.

    It may print the agency or the place before it.
    """
    start = words(stated or "")
    if len(start) < MIN_STATED:
        return None
    longest = int(longest_with(start)) + MAX_BEFORE
    for block in _opening(page, 3):
        if block.rule or block.kind == "caption" or len(block.text) < len(start):
            continue  # a picture has a description of its own
        place = words_in(block.text[:longest]).find(start)
        if place == 0 or (0 < place <= MAX_BEFORE and _is_place(block.text[: place + 4])):
            return block.text
    return None


def _is_place(opening: str) -> bool:
    """Whether a lead's opening is that of its agency or place, not the end of a headline."""
    return opening.startswith("(") or read_dateline(f"{opening} -") is not None or opening.istitle()


def _marked_sapo(page: Page) -> str | None:
    """What stands near the headline, above all prose, in an element marked as the lead."""
    near = {id(block): number for number, block in enumerate(_opening(page, 2))}
    for element in page.flow.marks.get("sapo", [])[:MAX_MARKED] if near else ():
        if element.tag == "meta":
            continue
        blocks = _blocks_of(page, element)
        texts = [each for each in blocks if each.text and not each.is_media]
        if not texts or id(texts[0]) not in near or any(map(_is_no_lead, texts)):
            continue
        text = " ".join(each.text for each in texts)
        inside = any(each is texts[0] for each in page.body)
        if (
            len(text) >= MIN_STATED
            and (len(texts) == 1 or not inside)
            and _is_first(page, texts[0])
        ):
            return text
    return None


def _blocks_of(page: Page, element: _Element) -> list[Block]:
    """The blocks in an element; of an inline one the block that it fills."""
    if element in page.flow.spans:
        return page.flow.blocks[slice(*page.flow.spans[element])]
    parent, text = element.getparent(), text_of(element)
    return [each for each in page.flow.blocks if each.node is parent and each.text == text][:1]


def _is_no_lead(block: Block) -> bool:
    return bool(block.rule) or block.kind == "caption" or block.mostly(block.linked)


def _is_first(page: Page, lead: Block) -> bool:
    """Whether no prose of the body and no link to another article stands right above a block."""
    above: Block | None = None
    for block in _opening(page, 2):
        if block is lead:
            return above is None or not above.mostly(above.linked)
        if is_prose(block):
            return False
        above = block
    return False


def _offer_deck(page: Page) -> None:
    """Offer the line that stands between the headline and the body, as papers print a lead.

    It goes before one that metadata state and the body prints: that is the start of the text.
    """
    stated = page.value("description")
    if stated is not None and first_same(page.body, words(stated)) is None:
        return
    if (deck := _deck(page)) is not None:
        page.candidates.setdefault("description", []).insert(0, Found(deck.text, "generic"))


def _deck(page: Page) -> Block | None:
    """The first prose among the few blocks from the headline to the body."""
    blocks, start = page.flow.blocks, page.span[0]
    title = page.flow.title
    if title is None:
        title = next((n for n in range(start - 1, -1, -1) if is_h1(blocks[n])), None)
    if title is None:
        return None
    for block in blocks[title + 1 : min(title + 1 + MAX_DECK, start)]:
        if block.linked >= MIN_LINK and block.mostly(block.linked):
            return None  # the headline of another article
        if block.kind in ("heading", "paragraph") and not block.role and is_prose(block):
            headline = is_h1(block) or same_words(block.text, words(page.value("title") or ""))
            return None if headline or is_line_above(block.text) else block
    return None


def is_line_above(text: str) -> bool:
    """Whether a line below a headline says who wrote when, and is not its lead.

    >>> [is_line_above(t) for t in ("By Jane Roe and Jan Poe, the Tree Times", "Trees for all.")]
    [True, False]
    """
    return BY.match(text) is not None or _DATED.search(text) is not None


def _begin_above(page: Page) -> None:
    """Begin the body with the prose right above it: many papers set the first paragraph apart."""
    blocks, (start, end) = page.flow.blocks, page.span
    title = page.flow.title
    if title is None or not title < start < end or page.layout is not None:
        return
    for number in range(start - 1, title, -1):
        block = blocks[number]
        if block.rule or block.is_media or block.role == "caption":
            continue
        told = block.kind == "paragraph" and not block.role and is_prose(block)
        if not told or _SENTENCE_END.search(ending(block.text)) is None:
            break  # a list of the main points, a caption
        start = number
    page.span = (start, end)


def _opening(page: Page, inside: int) -> Iterator[Block]:
    """The blocks from the title on, to some blocks of text into the body or below the title."""
    start, end = page.span
    title = page.flow.title_or(start)
    title = title if title < end else start
    for number, block in enumerate(page.flow.blocks[min(title, start) : end], min(title, start)):
        if block.is_media or block.role == "title":
            continue
        if number >= max(start, title) and not block.rule and len(block.text) >= MIN_STATED:
            inside -= 1
            if inside < 0:
                return
        yield block


def _find_credit(page: Page, laid_out: LaidOut, metadata: Metadata) -> None:
    page.offer("byline", laid_out.text("author"), "layout")
    page.offer("author", names_of(metadata.jsonld.get("author"), metadata.named), "jsonld")
    page.offer("account", account_names(metadata.jsonld.get("author")), "jsonld")
    page.offer("author", metadata.meta.get("author"), "meta")
    publisher = metadata.jsonld.get("publisher")
    if isinstance(publisher, dict):
        page.offer("publisher", names_of(publisher.get("name")), "jsonld")
    page.offer("site", metadata.meta.get("site"), "meta")
    last = BETWEEN.split(metadata.title or "")[1:][-1:]
    page.offer("site", [each for each in last if is_newsroom(each) or not is_name(each)], "meta")
    page.offer("author", marked_texts(page.flow.marks.get("author", [])), "generic")


def _find_place(page: Page, laid_out: LaidOut, metadata: Metadata) -> None:
    page.offer("section_name", laid_out.text("section_name"), "layout")
    section = _listed(metadata.jsonld.get("articleSection"))
    page.offer("section_name", section[:1] and section[0], "jsonld")
    page.offer("section_name", metadata.first("section"), "meta")
    marked = marked_texts(page.flow.marks.get("section", []))
    page.offer("section_name", next(iter(marked), None), "generic")
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
    own = canonical_address(url, None, page.portal)
    canonical = canonical_address(url, absolute(url, stated), page.portal) if stated else own
    page.offer("canonical_url", canonical, "address" if canonical == own else "meta")
    parts = article_match(url, page.portal) if page.portal else None
    page.addressed = parts is not None
    page.offer("section", (parts or {}).get("section", "").rsplit("/", 1)[-1], "address")
