"""What metadata and the generic extractor say of a page: the values that selectors are tried on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml.etree import _Element

from newsportal.induce.sample import Sample
from newsportal.parse import is_longer, text_of
from newsportal.text.bylines import read_byline
from newsportal.text.dates import read_date
from newsportal.text.normalise import unaccented, words, words_in
from newsportal.urls import article_match

MAX_SHORT = 160
"""Characters of an element that holds a date, a section's or an author's name."""

MAX_AROUND = 3
"""Elements around a block that may have just its text."""

STATED = ("jsonld", "meta")

TELLING: dict[str, frozenset[str]] = {
    "title": frozenset("title tieude headline heading tieu".split()),
    "sapo": frozenset("sapo lead summary desc description tomluoc chapeau".split()),
    "date": frozenset("date ngay time published publish".split()),
    "author": frozenset("author tacgia byline".split()),
    "section_name": frozenset("breadcrumb category cate chuyenmuc section muc".split()),
    "body": frozenset("content body noidung detail article".split()),
}
"""For each field the words of a name that says so."""

ORDER = ("title", "sapo", "date", "author", "section_name")
"""The short fields, in the order in which they are learned."""

RECORD = {
    "title": "title",
    "sapo": "description",
    "date": "date_published",
    "author": "authors",
    "section_name": "section_name",
    "keywords": "keywords",
    "body": "text",
}
"""A Layout's fields, and the record's field that each fills."""


def has_value(sample: Sample, name: str) -> bool:
    """Whether a teacher gives a value for a field of a page."""
    if name == "section_name":
        return bool(_sections(sample))
    if name == "author" and sample.article.byline_raw:
        return False  # the text's last line tells it, and needs no selector
    return bool(getattr(sample.article, RECORD[name]))


def is_stated(sample: Sample, name: str) -> bool:
    """Whether metadata state a field so well that no selector need be kept for it."""
    source = sample.article.field_sources.get(RECORD[name])
    if name == "date":
        return source in STATED and sample.article.date_precision == "minute"
    return source in STATED


def agrees(sample: Sample, name: str, text: str) -> bool:
    """Whether ``text`` is what the teachers say of a field."""
    return len(text) > 1 and _AGREEING[name](sample, text)


def _title(sample: Sample, text: str) -> bool:
    return words_in(text) == words(sample.article.title or "")


def _sapo(sample: Sample, text: str) -> bool:
    return words_in(text) == words(sample.article.description or "")


def _date(sample: Sample, text: str) -> bool:
    if len(text) > MAX_SHORT or "20" not in text:
        return False
    date = read_date(text)
    return date is not None and date.value == sample.article.date_published


def _author(sample: Sample, text: str) -> bool:
    byline = read_byline(text) if len(text) <= MAX_SHORT else None
    return byline is not None and byline.authors == sample.article.authors != []


def _section(sample: Sample, text: str) -> bool:
    names = _sections(sample) if len(text) <= MAX_SHORT else set()
    return words_in(text) in names or _slug(text) in names


_AGREEING: dict[str, Callable[[Sample, str], bool]] = {
    "title": _title, "sapo": _sapo, "date": _date, "author": _author, "section_name": _section,
}  # fmt: skip


def _sections(sample: Sample) -> set[str]:
    """How the page's section may be written: as stated, as declared, or as its address has it."""
    names = {words(sample.article.section_name or "")}
    portal, url = sample.page.portal, sample.page.url
    parts = (url and portal and article_match(url, portal)) or {}
    slug = (parts.get("section") or "").strip("/").rsplit("/", 1)[-1].lower()
    names |= (
        {words(each.name) for each in portal.sections if each.slug.lower() == slug}
        if portal
        else set()
    )
    return (names | {slug}) - {""}


def _slug(text: str) -> str:
    """A name as addresses have it.

    >>> _slug("Thời sự - Chính trị")
    'thoi-su-chinh-tri'
    """
    return unaccented(words_in(text)).replace(" ", "-")


def elements_of(sample: Sample, name: str) -> Iterator[_Element]:
    """The elements of a page whose text is what the teachers say of a field."""
    for block in sample.page.flow.blocks:
        node = block.node
        if block.is_media or node is None or not _may_hold(sample, name, block.text):
            continue
        around = [
            node,
            *(each for _, each in zip(range(MAX_AROUND), node.iterancestors(), strict=False)),
        ]
        inside = () if is_longer(node, 10 * MAX_SHORT) else node.iterdescendants()
        for element in (*around, *inside):
            short = not is_longer(element, len(block.text) + MAX_SHORT)
            if short and agrees(sample, name, text_of(element)):
                yield element


def _may_hold(sample: Sample, name: str, text: str) -> bool:
    if name in ("title", "sapo"):
        value = words(getattr(sample.article, RECORD[name]) or "")
        return bool(value) and value in words_in(text)
    if len(text) > 2 * MAX_SHORT:
        return False
    if name == "date":
        return "20" in text
    if name == "author":
        return any(each.casefold() in text.casefold() for each in sample.article.authors)
    spaced = {each.replace("-", " ") for each in _sections(sample)}
    plain = (words_in(text), unaccented(words_in(text)))
    return any(each in form for each in spaced for form in plain)
