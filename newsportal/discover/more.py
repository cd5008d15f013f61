"""The JSON behind a button for more: the articles that it names, whatever its keys are called."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from string import Formatter
from typing import Any
from urllib.parse import urlsplit

from newsportal.discover.listing import (
    Entry,
    Listing,
    address_refusal,
    article_address,
    belongs,
    read_listing,
)
from newsportal.links import absolute
from newsportal.parse import parse
from newsportal.portal import Portal, Section
from newsportal.text.dates import is_date_line, read_date
from newsportal.text.decode import decode
from newsportal.text.normalise import normal
from newsportal.urls import article_id, article_match, host_of

_ADDRESS = re.compile(r"(?i)^(?:https?:/)?/[^\s\x00-\x1f\ud800-\udfff]+$")
_FRAGMENT = re.compile(r"(?i)<a\s[^>]*\bhref\b")
_MARKUP = re.compile(r"<[^>]*>")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ][\d:.]+ ?(?:Z|[+-]\d\d:?\d\d)?)?")


def more_address(section: Section, page: int, portal: Portal) -> str:
    """The address of a page of the JSON that lists a section, counted from 1."""
    return portal.root + (portal.more_url or "").format(section=section.slug, page=page)


def read_more(
    data: bytes, url: str, section: Section, portal: Portal, content_type: str | None = None
) -> Listing | None:
    """The articles of ``section`` that the JSON at ``url`` names; None where it is no JSON.

    Strings that are addresses of articles, and strings that are HTML, which are read as a listing.
    Whether more is to come is not read from it: a page without a new address is the last. An empty
    answer names none.
    """
    if not data.strip():
        return Listing()
    try:
        answer = json.loads(decode(data, content_type).data.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    entries: dict[str, Entry] = {}
    for beside, text in _strings(answer):
        for entry in _entries(text, beside, url, (section, portal)):
            entries.setdefault(entry.url, entry)
    return Listing(list(entries.values()))


def _strings(answer: Any) -> Iterator[tuple[list[str], str]]:
    """Each string of a JSON value in its order, after the strings of the object it stands in."""
    waiting: list[tuple[list[str], Any]] = [([], answer)]
    while waiting:
        beside, value = waiting.pop()
        if isinstance(value, str):
            yield beside, value
        elif isinstance(value, dict | list):
            inner = list(value.values()) if isinstance(value, dict) else value
            strings = [each for each in inner if isinstance(each, str)]
            own = strings if isinstance(value, dict) else []
            waiting += [(own, each) for each in reversed(inner)]


def _entries(
    text: str, beside: list[str], url: str, where: tuple[Section, Portal]
) -> Iterator[Entry]:
    section, portal = where
    if _FRAGMENT.search(text):
        root = parse(text.encode("utf-8", "ignore")).root
        yield from read_listing(root, url, section, portal).entries
        return
    target = absolute(url, text) if _ADDRESS.match(text.strip()) else None
    if target is None or host_of(target) not in portal.hosts:
        return
    if article_match(target, portal) is None or belongs(target, section, portal) is False:
        return
    own = article_address(target, portal)
    yield Entry(
        id=article_id(own, portal),
        url=own,
        title=_title(beside),
        date=next(filter(None, map(_day, beside)), None),
        refused=address_refusal(own, portal),
    )


def _title(beside: list[str]) -> str:
    """The first of some strings that is a text of several words, and no date."""
    texts = (normal(_MARKUP.sub(" ", each)) for each in beside if not _ADDRESS.match(each.strip()))
    return next((each for each in texts if " " in each and not _day(each)), "")


def _day(text: str) -> str | None:
    """The day that a string states, if it is a date and nothing else.

    >>> _day("2024-05-30T08:31:00+07:00"), _day("30/5/2024 8:31"), _day("Lịch ngày 30/5/2024")
    ('2024-05-30', '2024-05-30', None)
    """
    alone = _ISO.fullmatch(text.strip()) or is_date_line(text)
    date = read_date(text) if alone else None
    return date.value[:10] if date is not None else None


def page_of(url: str, section: Section, portal: Portal) -> int:
    """The number of the page that an address of `more_address` has; 1 for any other.

    >>> from newsportal.portals import portal_named
    >>> portal = portal_named("demo")
    >>> page_of(more_address(portal.sections[0], 12, portal), portal.sections[0], portal)
    12
    """
    places = {"section": re.escape(section.slug), "page": r"(?P<page>\d+)"}
    pattern = "".join(
        re.escape(before) + (places.get(name, "") if name else "")
        for before, name, _, _ in Formatter().parse(portal.more_url or "")
    )
    parts = urlsplit(url)
    found = re.fullmatch(pattern, f"{parts.path}?{parts.query}".rstrip("?"))
    return int(found["page"]) if found else 1
