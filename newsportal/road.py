"""The road of one page, in one direction: the public functions, and the order of the steps."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

from lxml.etree import _Element

from newsportal.article import Article
from newsportal.clean import clean, holding_headline, overtaken
from newsportal.dedup import dedup
from newsportal.errors import ExtractionError
from newsportal.extraction.content import prose_of
from newsportal.extraction.fields import extract as extract_fields
from newsportal.extraction.layout import matcher_for
from newsportal.extraction.metadata import read_metadata
from newsportal.extraction.scripted import scripted_body
from newsportal.extraction.walk import walk
from newsportal.links import check_address
from newsportal.normalise import normalise
from newsportal.page import Page
from newsportal.parse import parse
from newsportal.portal import Portal
from newsportal.portals import all_portals, portal_of
from newsportal.template import RULE, mark
from newsportal.text.decode import decode
from newsportal.text.plain import read_lines, recognise, text_lines
from newsportal.urls import refusal
from newsportal.validate import validate

MAX_BYTES = 10 * 1024 * 1024
"""A larger input is refused; no article is."""

_RECOVERED = {
    "sibling-root": "recovered_sibling_root",
    "huge-tree": "recovered_huge_tree",
    "beautifulsoup": "recovered_beautifulsoup",
}
_BINARY = re.compile(
    rb"^(?:%PDF|\x89PNG|GIF8|\xff\xd8\xff|PK\x03\x04|\x1f\x8b|RIFF|\x00\x00\x00.ftyp)"
)
_OPENING = re.compile(
    rb"(?i)^(?:\xef\xbb\xbf|\s|<!--(?:(?!-->).)*-->)*<(?:!doctype\s+html|html|head|body|\?xml)\b",
    re.DOTALL,
)
_TAG = re.compile(
    rb"(?i)<(/?(?:div|p|table|tr|td|meta|link|title|article|section|h[1-6]|br|span|img|a|ul|li|b|i|strong|em"
    rb"|font|body|html|head|script))(?:\s[^<>]*)?/?>"
)
MIN_PROSE = 200
"""Characters of running text in a body; where there are fewer, scripts are looked at."""

MIN_TAGS = 2
"""Tags that make a page HTML which does not open as such; a text may mention one."""


def read(page: Page) -> None:
    """Decode, parse once, walk, and find the fields of a page in HTML."""
    decoded = decode(page.raw, page.content_type)
    if decoded.doubtful:
        page.flag("charset_doubtful")
    parsed = parse(decoded.data)
    if parsed.recovered is not None:
        page.flag(_RECOVERED[parsed.recovered])
    _read_tree(page, parsed.root, frozenset())
    if page.layout is None and prose_of(page.body) < MIN_PROSE:
        _read_script(page, parsed.root)


def _read_script(page: Page, root: _Element) -> None:
    """Read a page that prints no text with that of its scripts, if they carry one."""
    scripts = (each.text or "" for each in page.flow.stating if each.tag == "script")
    body, told = root.find("body"), scripted_body(scripts)
    if body is None or told is None:
        return
    body.append(told)
    _read_tree(page, root, frozenset())
    if found := page.found("text"):
        found.source = "script"


def _read_tree(page: Page, root: _Element, without: frozenset[str]) -> None:
    """Walk the tree and find the fields; once more without the rules that took half of the body."""
    page.flow = walk(root, matcher_for(page.portal), without)
    if RULE not in without and not (page.portal and page.portal.layouts):
        mark(page.template, page.flow.blocks)
    page.candidates.clear()
    if page.flow.repaired:
        page.flag("entities_repaired")
    extract_fields(page, root, read_metadata(page.flow.stating))
    too_much = overtaken(page.body) | holding_headline(page) - without
    if too_much:
        page.flag("brake")
        _read_tree(page, root, without | too_much)


def read_text(page: Page) -> None:
    """Decode a page given as text, find out its portal, and find its fields."""
    decoded = decode(page.raw, page.content_type)
    if decoded.doubtful:
        page.flag("charset_doubtful")
    lines = text_lines(decoded.data.decode("utf-8"))
    page.portal = page.portal or recognise(lines, all_portals().values())
    read_lines(page, lines)


STEPS: tuple[Callable[[Page], None], ...] = (clean, normalise, validate, dedup)
"""What follows the reading, for HTML and text alike, in this order."""


def begin(page: Page) -> Page:
    """Read ``page`` and note what it was made from: all that comes before the steps.

    Raises:
        ExtractionError: The input makes no record.
    """
    from newsportal import __version__

    _check(page)
    (read_text if page.is_text else read)(page)
    page.article.extractor = f"newsportal {__version__}"
    page.article.raw_sha256 = hashlib.sha256(page.raw).hexdigest()
    return page


def run(page: Page) -> Page:
    """Lead ``page`` along the road; its record is ``page.article``.

    Raises:
        ExtractionError: The page makes no record.
    """
    begin(page)
    for step in STEPS:
        step(page)
    return page


def kind_of(raw: bytes, url: str, content_type: str | None = None) -> str | None:
    """The reason for which a page makes no record, whatever its address says; None if it does."""
    try:
        run(Page(raw, url, content_type))
    except ExtractionError as error:
        return error.reason
    return None


def is_html(raw: bytes) -> bool:
    """Whether ``raw`` is a page in HTML, by what stands in it and not by any name."""
    start = raw[:65_536].replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return _OPENING.match(start) is not None or len(_TAG.findall(start)) >= MIN_TAGS


def extract(
    html: bytes | str,
    url: str,
    *,
    content_type: str | None = None,
    portal: Portal | None = None,
) -> Article:
    """The record of one page in HTML.

    ``html`` is the body as it came, best as bytes; ``content_type`` the HTTP header of that name.
    Without ``portal`` the declared portal is taken that serves the address, if there is one.

    Raises:
        ExtractionError: The input makes no record; ``reason`` says why.
    """
    check_address(url)
    if isinstance(html, str):
        content_type = "text/html; charset=utf-8"
    return run(Page(_bytes(html), url, content_type, portal or portal_of(url))).article


def extract_text(text: str, *, portal: Portal | None = None) -> Article:
    """The record of one page given as text, as corpora carry it.

    Without ``portal`` the portal is recognised by its header and labels, if it declares them.

    Raises:
        ExtractionError: The input makes no record; ``reason`` says why.
    """
    content_type = "text/plain; charset=utf-8"
    return run(Page(_bytes(text), None, content_type, portal, is_text=True)).article


def _bytes(text: bytes | str) -> bytes:
    return text.encode("utf-8", "ignore") if isinstance(text, str) else text


def _check(page: Page) -> None:
    if not page.raw or page.raw.isspace():
        raise ExtractionError("empty", page.url or "")
    if len(page.raw) > MAX_BYTES:
        raise ExtractionError("too-large", page.url or "")
    if _BINARY.match(page.raw[:16]):
        raise ExtractionError("binary", page.url or "")
    if page.url and page.portal and (pattern := refusal(page.url, page.portal)):
        raise ExtractionError("refused-address", f"{page.url} fits {pattern!r}")
