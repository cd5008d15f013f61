"""What a body that nobody declared carries along: lines that are no part of the running text.

A Layout names the body's element, and what stands in it is the article's. The generic extractor
finds where the prose is, and around and between it stand bylines, buttons and links.
"""

from __future__ import annotations

import re
from collections import Counter

from newsportal.extraction.block import Block
from newsportal.page import Page
from newsportal.text.bylines import read_byline
from newsportal.urls import is_document

MAX_REPEATED = 60
"""Characters of a line that, printed twice or more, is a button or a notice."""

MIN_SENTENCE = 20
"""Characters of the shortest sentence."""

MAX_LINE = 80
"""Characters of a line above the text; a longer one is a lead without its full stop."""

MAX_ABOVE = 6
"""Lines above the first sentence; more of them are a list."""

_SENTENCE_END = re.compile(r"[.!?…:;。！？”\"»“)]\W*$")


def tidy(page: Page) -> None:
    """Mark the lines of a generic body that are no running text with the rules that take them."""
    if page.is_text or (page.layout is not None and page.layout.body is not None):
        return
    body = [block for block in page.body if not (block.rule or block.role or block.is_media)]
    _take_repeated(body)
    _take_links(page, body)
    _take_ends([block for block in body if not block.rule and block.kind != "caption"])


def _take_repeated(body: list[Block]) -> None:
    short = [b for b in body if len(b.text) <= MAX_REPEATED and not b.mostly(b.bold)]
    counts = Counter(block.text for block in short)
    for block in short:
        again = block.kind == "paragraph" and counts[block.text] > 1
        if again and read_byline(block.text) is None:
            block.rule = "line-repeated"


def _take_links(page: Page, body: list[Block]) -> None:
    start, end = page.span
    links = [(number, link) for number, link in page.flow.links if start <= number < end]
    documents = [page.flow.blocks[n] for n, link in links if is_document(link.get("href"))]
    for block, after in zip(body, [*body[1:], None], strict=False):
        if block.rule or not block.mostly(block.linked):
            continue
        if block.kind == "heading" and after is not None and not after.mostly(after.linked):
            continue
        if not any(block is each for each in documents):
            block.rule = "link-line"


def _take_ends(body: list[Block]) -> None:
    """Take the short lines above the first and below the last sentence of a body."""
    prose = [number for number, block in enumerate(body) if _is_sentence(block)]
    if not prose:
        return
    above = [block for block in body[: prose[0]] if block.kind != "heading"]
    above = [block for block in above if len(block.text) <= MAX_LINE or block.kind == "caption"]
    for block in above if len(above) <= MAX_ABOVE else ():
        block.rule = "above-text"
    for block in body[prose[-1] + 1 :]:
        if block.kind in ("list_item", "table") or block.text.endswith(":"):
            continue
        if read_byline(block.text) is None:
            block.rule = "below-text"


def _is_sentence(block: Block) -> bool:
    if block.kind == "table":
        return True
    if block.linked >= 0.3 * len(block.text):
        return False
    return len(block.text) > 120 or (
        len(block.text) >= MIN_SENTENCE and _SENTENCE_END.search(block.text) is not None
    )
