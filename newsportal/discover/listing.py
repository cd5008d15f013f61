"""One page of a section's listing: the articles it names and where it goes on.

Which links are articles, and which are further pages, is told by their addresses alone; so a
redesign of the listing changes nothing, and boxes of other sections' news are left to those.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from lxml.etree import _Element

from newsportal.parse import text_of
from newsportal.portal import Portal, Section
from newsportal.text.dates import read_date
from newsportal.urls import (
    absolute,
    article_id,
    article_match,
    clean_address,
    host_of,
    refusal,
)

_NEXT = re.compile(r"(?i)^\W*(?:trang (?:sau|tiếp|kế tiếp)|tiếp(?: theo| tục)?|sau|next|›|»|>)\W*$")
MAX_ENTRY = 600
"""Characters of the element around a link that may hold its date."""

FOLLOWERS = 4
"""Articles below one that are looked at to see whether it was moved up."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that a listing names."""

    id: str
    url: str
    """Absolute, cleaned of what does not identify the article."""

    title: str = ""
    date: str | None = None
    """The day printed beside the link, ISO 8601."""

    above: str | None = None
    """The newest day printed below it, where that is a later one: the article was moved up."""

    refused: str | None = None
    """Why the address is not asked for: ``refused-address``, the portal declares it as a print twin
    or the like, or what else the crawl decides."""


@dataclass(slots=True)
class Listing:
    """What one page of a listing says."""

    entries: list[Entry] = field(default_factory=list)
    """Each address once, in the order of the page."""

    pages: dict[int, str] = field(default_factory=dict)
    """Number and address of the further pages that it links."""


def read_listing(root: _Element, url: str, section: Section, portal: Portal) -> Listing:
    """The articles and further pages of ``section`` that the page ``url`` links."""
    listing = Listing()
    links: dict[_Element, str] = {}
    for link in root.iter("a"):
        target = absolute(url, link.get("href"))
        if target is None or host_of(target) not in portal.hosts:
            continue
        page = _page_number(target, url, section, portal)
        if page is not None:
            listing.pages.setdefault(page, target)
        elif is_article_of(target, section, portal):
            links[link] = clean_address(target).removesuffix(portal.saved_suffix)
        elif portal.pager_url is None and _is_next(link):
            listing.pages.setdefault(0, target)
    listing.entries = _entries(links, portal)
    return listing


def _entries(links: dict[_Element, str], portal: Portal) -> list[Entry]:
    """The articles that ``links`` lead to, each with the longest text of its links as title."""
    entries: dict[str, Entry] = {}
    for link, url in links.items():
        title, known = text_of(link), entries.get(url)
        entries[url] = Entry(
            id=article_id(url, portal),
            url=url,
            title=max(title, known.title if known else "", key=len),
            date=known.date if known else _date_beside(link, links),
            refused="refused-address" if refusal(url, portal) else None,
        )
    return moved_up(list(entries.values()))


def moved_up(entries: list[Entry]) -> list[Entry]:
    """The entries of a page; those that stand over mostly newer ones know it.

    Listings have the newest on top, and some put an article there again when it was edited.
    """
    return [
        replace(entry, above=_newest_below(entry, entries[number + 1 : number + 1 + FOLLOWERS]))
        for number, entry in enumerate(entries)
    ]


def _newest_below(entry: Entry, followers: list[Entry]) -> str | None:
    """The newest day of ``followers``, if half of them or more are newer than ``entry``."""
    newer = [each.date for each in followers if entry.date and each.date and each.date > entry.date]
    return max(newer) if newer and 2 * len(newer) >= len(followers) else None


def number_of(url: str, portal: Portal) -> int:
    """The number of the page of a listing that ``url`` is; 1 where addresses have no numbers."""
    return _pager(url, portal) or 1


def _pager(url: str, portal: Portal) -> int | None:
    """The number that the portal's pager pattern finds in an address."""
    parts = urlsplit(url)
    found = re.search(portal.pager_url or "(?!)", f"{parts.path}?{parts.query}".rstrip("?"))
    return int(found["page"]) if found else None


def _page_number(target: str, url: str, section: Section, portal: Portal) -> int | None:
    """The number of the further page of this section's listing that ``target`` is."""
    path = urlsplit(target).path
    own = path.startswith(section.path) or path == urlsplit(url).path
    return _pager(target, portal) if own else None


def is_article_of(target: str, section: Section, portal: Portal) -> bool:
    """Whether ``target`` is an article of this section, as far as addresses name sections."""
    parts = article_match(target, portal)
    if parts is None:
        return False
    own = parts.get("section")
    if own is None:
        return True
    path, listed = urlsplit(target).path.casefold(), section.path.casefold().rstrip("/")
    return path.startswith(f"{listed}/") or listed.endswith(f"/{own.casefold()}")


def _is_next(link: _Element) -> bool:
    return "next" in (link.get("rel") or "").split() or _NEXT.match(text_of(link)) is not None


def _date_beside(link: _Element, links: dict[_Element, str]) -> str | None:
    """The day printed in an element around ``link`` that names no other article."""
    for element in link.iterancestors("li", "div", "tr", "article", "dl", "td", "h2", "h3", "h4"):
        if any(links.get(each, links[link]) != links[link] for each in element.iter("a")):
            return None
        text = text_of(element)
        if len(text) <= MAX_ENTRY and (date := read_date(text)):
            return date.value[:10]
    return None
