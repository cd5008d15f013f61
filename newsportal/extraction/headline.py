"""The headline: the heading that the metadata confirm, without the site's name behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import compress, pairwise

from lxml.etree import _Element

from newsportal.extraction.block import Block, all_same, first_same
from newsportal.extraction.layout import LaidOut
from newsportal.extraction.metadata import Metadata
from newsportal.page import Page
from newsportal.parse import HEADINGS
from newsportal.text.normalise import words, words_in
from newsportal.urls import host_of

BETWEEN = re.compile(r"\s\s*(?:[–—·»-]\s+|\|\s*)|\|\s*")
"""What divides a page's title from the names of section and site; written so that each alternative
has a first sign, by which most places are passed over."""

DIVIDERS = "|–—·»-"
"""The signs of `BETWEEN`."""

MIN_PART = 0.35
"""Share of a stated title that its heading has: a section's name is another heading's opening."""

MIN_LETTERS = 10
"""A shorter heading is a section's name or a date."""


def find_headline(page: Page, laid_out: LaidOut, metadata: Metadata) -> None:
    """Offer what may be the title, and mark the block that prints it."""
    sites = _site_names(page, metadata)
    headline, shared, own = (
        _behind_site(text, sites)
        for text in (metadata.stated("headline"), metadata.first("title"), metadata.title)
    )
    stated = [text for text in (headline, shared, own) if text]
    page.offer("title", laid_out.text("title"), "layout")
    page.offer("title", _confirmed_heading(page, stated), "generic")
    if page.value("title") is None:
        whole = own != metadata.title
        page.offer("title", _printed_opening(page, own or "", whole), "generic")
    if metadata.is_news:
        page.offer("title", headline, "jsonld")
    if page.value("title") is None:
        page.offer("title", _only_h1(page, stated, sites), "generic")
    page.offer("title", headline, "jsonld")
    page.offer("title", _without_site(shared, page), "meta")
    page.offer("title", _without_site(own, page), "meta")
    _mark(page)


def _mark(page: Page) -> None:
    """Mark the block that prints the title; one that is a link, as in a ticker, only for want."""
    same = list(all_same(page.flow.blocks, words(page.value("title") or "")))
    if same:
        own = (each for each in same if is_h1(each) or not each.mostly(each.linked))
        next(own, same[0]).role = "title"


def is_h1(block: Block) -> bool:
    """Whether a block is a heading of the first level."""
    return block.kind == "heading" and block.node is not None and block.node.tag == "h1"


def _site_names(page: Page, metadata: Metadata) -> set[str]:
    """The site's name as stated, and the headings that lead to its home page, as words."""
    blocks, host = page.flow.blocks, host_of(page.url or "")
    roots = {"/", f"http://{host}", f"https://{host}", f"http://{host}/", f"https://{host}/"}
    logos = {
        words(blocks[number].text)
        for number, link in page.flow.links
        if link.get("href") in roots and number < len(blocks) and blocks[number].kind == "heading"
    }
    return logos | set(map(words, metadata.meta.get("site", ())))


def _behind_site(text: str | None, sites: set[str]) -> str | None:
    """``text`` without its first of several parts, if that names the site."""
    cut = BETWEEN.search(text or "")
    return text[cut.end() :] if text and cut and words(text[: cut.start()]) in sites else text


def _confirmed_heading(page: Page, stated: list[str]) -> str | None:
    """The longest heading with which a title in the metadata begins, if it is a good part of it.

    Where both have the same words it is taken as the metadata print it: a heading may put a kicker
    before the title, without the colon between.
    """
    openings = tuple(words(text) for text in stated)
    every = [each for each in page.flow.blocks if each.kind == "heading"]
    begun = [_begins(each.text, openings) for each in every]
    keys = {words_in(each.text): each.text for each in compress(every, begun)}
    broken = [  # one heading, divided by a line break
        f"{a.text} {b.text}"
        for a, b in compress(pairwise(every), begun)
        if _element(a) is _element(b)
    ]
    same = [key for key in keys if key in openings]
    parts = {*openings, *_parts(stated)} if broken else ()
    same += [key for key in map(words, broken) if key in parts]
    good = [key for key in keys if any(_opens(key, text) for text in openings)]
    own = next((key for key in same if len(key) >= MIN_LETTERS), None)
    own = own or max(good, key=len, default=None)
    joined = {words(each): each for each in broken}
    return next((text for text in stated if words(text) == own), (joined | keys).get(own or ""))


def _begins(text: str, openings: tuple[str, ...]) -> bool:
    """Whether an opening has the first letters of ``text``; the rest need not be looked at."""
    start = words_in(text[:MIN_LETTERS])
    return any(each.startswith(start) for each in openings)


def _element(block: Block) -> _Element | None:
    """The heading that a block stands in."""
    element = block.node
    while element is not None and element.tag not in HEADINGS:
        element = element.getparent()
    return element


def _parts(stated: list[str]) -> Iterator[str]:
    """What stands before each bar or dash of the stated titles, as words."""
    for text in stated:
        for cut in BETWEEN.finditer(text):
            yield words(text[: cut.start()])


def _opens(key: str, text: str) -> bool:
    return text.startswith(key) and len(key) >= max(MIN_LETTERS, MIN_PART * len(text))


def _printed_opening(page: Page, title: str, whole: bool) -> str | None:
    """The block that prints the title element without its last parts: site, section."""
    openings = [words(title[: cut.start()]) for cut in reversed(list(BETWEEN.finditer(title)))]
    openings = [words(title), *openings] if whole else openings
    for opening in openings:
        if len(opening) >= MIN_LETTERS:
            block = first_same((each for each in page.flow.blocks if not each.rule), opening)
            if block is not None:
                return block.text
    return None


def _only_h1(page: Page, stated: list[str], sites: set[str]) -> str | None:
    """The page's h1, if there is one; as it is stated where it prints a kicker before that."""
    first = [block.text for block in page.flow.blocks if is_h1(block)]
    if len(first) != 1 or len(first[0]) < MIN_LETTERS or words(first[0]) in sites:
        return None
    own = words(first[0])
    return next((text for text in stated if _closes(words(text), own)), first[0])


def _closes(key: str, text: str) -> bool:
    return text.endswith(key) and len(key) >= max(MIN_LETTERS, MIN_PART * len(text))


def _without_site(title: str | None, page: Page) -> str | None:
    """``title`` without what names the site: its last part, if there are several.

    A last part goes if it is the portal's name, holds the host's name, or is one of three.
    """
    if title is None or not any(map(title.__contains__, DIVIDERS)):
        return title
    own = words(page.portal.title) if page.portal else None
    host = host_of(page.url or "").split(".")[0]
    while len(cuts := list(BETWEEN.finditer(title))) > 0:
        last = words(title[cuts[-1].end() :])
        names_site = last == own or (host and host in last.replace(" ", "")) or len(last) < 4
        if not names_site and len(cuts) < 2:
            break
        title = title[: cuts[-1].start()]
    return title.strip() or None
