"""Pictures with their captions, videos, and the documents that an article carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from newsportal.article import Attachment, Video
from newsportal.extraction.block import Block
from newsportal.links import absolute, is_document
from newsportal.page import Page
from newsportal.parse import text_of
from newsportal.text.captions import MAX_WORDS, has_credit, read_caption
from newsportal.text.normalise import normal, same_words, words
from newsportal.urls import is_gallery

LEVELS, MAX_BOX, MAX_BOXED = 4, 3, 160
"""Divisions around a picture that may be its box, blocks in one, and characters of its caption."""

_TOOL = re.compile(r"(?i)icon|logo|avatar|print|mail|share|zalo|facebook|twitter|/zoom/\d{2}_")
"""What the address of a picture says that is no picture of the article."""

MAX_BETWEEN = 12
"""Blocks between headline and body; where there are more, the headline is that of a list."""

MAX_PARTS = 100
"""Blocks after a picture that are looked at for its caption."""

_BOXES = frozenset(("div", "figure", "span", "section", "aside"))

MAX_PLAIN_CAPTION = 45
"""Words of a caption that is known by its looks alone."""


def take_media(page: Page) -> None:
    """Put pictures, videos and documents on the record, and mark the blocks that are captions."""
    for above, number in _pictures(page):
        _take_image(page, above[number], above[number + 1 :])
    body = page.body
    for number, block in enumerate(body):
        if block.rule is not None:
            continue
        if block.kind == "image":
            _take_image(page, block, body[number + 1 : number + 1 + MAX_PARTS])
        elif block.kind == "video" and (url := absolute(page.url, block.src)):
            page.article.videos.append(Video(url=url, title=block.text or None))
        elif block.role == "caption" and block.node is None:
            page.article.images.append(read_caption(block.text))
    page.article.attachments = _documents(page)


def _pictures(page: Page) -> Iterator[tuple[list[Block], int]]:
    """The pictures between headline and body, as places among the blocks there; no icon or link."""
    start = page.span[0]
    between = page.flow.blocks[page.flow.title_or(start) : start]
    for number, block in enumerate(between if len(between) <= MAX_BETWEEN else ()):
        own = block.kind == "image" and not (block.linked or block.rule)
        if own and not _TOOL.search(block.src or ""):
            yield between, number


def _take_image(page: Page, image: Block, following: list[Block]) -> None:
    gallery = bool(page.url and page.portal and is_gallery(page.url, page.portal))
    parts = _caption_parts(image, following, gallery)
    if not parts and not page.is_text:
        parts = _boxed(page, image, following)
    caption = normal(" ".join(part.text for part in parts))
    for part in parts:
        part.role = "caption"
    take_repeated(caption, following[len(parts) : len(parts) + 2])
    url = absolute(page.url, image.src) if image.src else None
    if url is None and not caption:
        return
    page.article.images.append(read_caption(caption, url))


def take_repeated(caption: str, following: list[Block]) -> None:
    """Take a caption that is printed a second time right below."""
    key = words(caption)
    for block in following if key else ():
        if not block.is_media and same_words(block.text, key):
            block.rule = block.rule or "caption-repeated"


def _boxed(page: Page, image: Block, following: list[Block]) -> list[Block]:
    """What stands with a picture in a box of its own: a division that holds both and no more."""
    element, box = image.node, 0
    for _ in range(LEVELS):
        if element is None or element.tag not in _BOXES or element not in page.flow.spans:
            break
        first, last = page.flow.spans[element]
        if last - first > MAX_BOX or page.flow.blocks[first] is not image:
            break
        box, element = last - first - 1, element.getparent()
    parts = following[:box]
    plain = all(not (b.is_media or b.rule or b.role) and b.kind == "paragraph" for b in parts)
    return parts if plain and sum(len(each.text) for each in parts) <= MAX_BOXED else []


def _caption_parts(image: Block, following: list[Block], gallery: bool) -> list[Block]:
    """The blocks right after a picture that are its caption; papers split one over several."""
    parts: list[Block] = []
    for block in following:
        if block.is_media or block.rule or block.role:
            break
        if not parts:
            if not _is_caption(image, block, gallery):
                break
        elif has_credit(parts[-1].text) or not _continues(parts[-1], block):
            break
        parts.append(block)
    return parts


def _is_caption(image: Block, block: Block, gallery: bool) -> bool:
    length = block.text.count(" ") + 1
    if block.kind == "heading" or length > MAX_WORDS:
        return False
    if block.kind == "caption" or gallery or has_credit(block.text):
        return True
    if image.text and same_words(block.text, words(image.text)):
        return True
    if _in_photo_table(image, block):
        return True
    return length <= MAX_PLAIN_CAPTION and is_set_apart(block) and not block.mostly(block.bold)


def _in_photo_table(image: Block, block: Block) -> bool:
    """Whether both stand in one table that holds that picture and no other: a cell each."""
    if image.node is None or block.node is None:
        return False
    table = next(image.node.iterancestors("table"), None)
    if table is None or table is not next(block.node.iterancestors("table"), None):
        return False
    if len(list(islice(table.iter("img"), 2))) != 1:
        return False
    cells = (cell for cell in table.iter("td", "th") if len(cell) or text_of(cell))
    return len(list(islice(cells, 3))) == 2


def is_set_apart(block: Block) -> bool:
    """Whether a line is centred or in italics, as captions are."""
    return block.align == "center" or block.mostly(block.italic)


def _continues(before: Block, block: Block) -> bool:
    """Whether ``block`` goes on with a caption: set in the same way, and short."""
    if block.kind == "caption" and (before.node is block.node or before.kind == "caption"):
        return True
    alike = (block.align, block.mostly(block.italic)) == (
        before.align,
        before.mostly(before.italic),
    )
    return alike and is_set_apart(block) and len(block.text.split()) <= MAX_PLAIN_CAPTION / 2


_FILES = re.compile(r"(?i)^\W*(?:(?:tập tin|tệp|file|tài liệu|văn bản)\b.{0,20})?đính kèm\W*$")
MAX_FILES = 6
"""Blocks below the body in which a heading may say that files follow."""


def _files_below(page: Page, end: int) -> range:
    """The blocks of a list of files below the body: from its heading on, while links follow."""
    blocks = page.flow.blocks
    below = range(end, min(end + MAX_FILES, len(blocks)))
    first = next((n for n in below if _FILES.match(blocks[n].text)), len(blocks))
    last = first + 1
    while last < len(blocks) and blocks[last].linked and not blocks[last].rule:
        last += 1
    return range(first, last)


def _documents(page: Page) -> list[Attachment]:
    found: dict[str, Attachment] = {}
    start, end = page.span
    files = _files_below(page, end)
    for number, element in page.flow.links:
        if not (start <= number <= end or number in files):
            continue
        href = (element.get("href") or "").strip()
        url = absolute(page.url, href) if is_document(href) else None
        if url is not None:
            found.setdefault(url, Attachment(url=url, title=text_of(element) or None))
    return list(found.values())
