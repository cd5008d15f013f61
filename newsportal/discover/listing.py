"""One page of a section's listing: the articles it names and where it goes on.

Which links are articles, and which are further pages, is told by their addresses alone; so a
redesign of the listing changes nothing, and boxes of other sections' news are left to those.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml.etree import _Element

from newsportal.discover.traps import FACETS, trap_of
from newsportal.links import absolute
from newsportal.parse import text_of
from newsportal.portal import Portal, Section
from newsportal.text.dates import read_date
from newsportal.urls import (
    article_id,
    article_match,
    clean_address,
    host_of,
    present_address,
    refusal,
    without_keys,
)

_NEXT = re.compile(r"(?i)^\W*(?:trang (?:sau|tiếp|kế tiếp)|tiếp(?: theo| tục)?|sau|next|›|»|>)\W*$")
# What a button for more may be named too; but so may a link to an article or to a section.
_MORE = re.compile(r"(?i)^\W*(?:(?:xem|tải|hiển thị) (?:thêm|tiếp)(?: tin)?|load more)\W*$")
_NO_PAGER = re.compile("(?!)")

# Between a listing's path and what the pager adds to it: the rest of another section's name.
_OTHER_NAME = re.compile(r"-?[^\W\d_]")
_EXTENSION = re.compile(r"(?i)\.(?:html?|aspx|php)$")

# What a tool that saves a site puts in the place of a query.
_SAVED_QUERY = re.compile(r"[0-9a-f]{4}")
MAX_ENTRY = 600
"""Characters of the element around a link that may hold its date."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that a listing names."""

    id: str
    url: str
    """Absolute, cleaned of what does not identify the article."""

    title: str = ""
    date: str | None = None
    """The day printed beside the link, ISO 8601."""

    refused: str | None = None
    """Why the address is not asked for: ``refused-address``, the portal declares it as a print twin
    or the like; its form is that of a trap; or what else the crawl decides."""


@dataclass(slots=True)
class Listing:
    """What one page of a listing says."""

    entries: list[Entry] = field(default_factory=list)
    """Each address once, in the order of the page."""

    pages: dict[int, str] = field(default_factory=dict)
    """Number and address of the further pages that it links, one address a number: the shortest,
    without sessions and facets. 0 is a next page without a number."""

    traps: Counter[str] = field(default_factory=Counter)
    """Further pages whose addresses have the form of a trap, by reason."""

    def add_page(self, number: int, target: str) -> None:
        """Note a further page, unless its address is a trap or longer than one that is known."""
        if trap := trap_of(target):
            self.traps[trap] += 1
        elif number not in self.pages or (number and len(target) < len(self.pages[number])):
            self.pages[number] = target

    def __bool__(self) -> bool:
        return bool(self.entries or self.pages)


def read_listing(root: _Element, url: str, section: Section | None, portal: Portal) -> Listing:
    """The articles and further pages of ``section`` that the page ``url`` links.

    Without a section those of the whole portal, and the further pages of ``url`` itself.
    """
    listing = Listing()
    links: dict[_Element, str] = {}
    for link in root.iter("a", "link"):
        target = absolute(url, link.get("href"))
        if target is None or host_of(target) not in portal.known_hosts:
            continue
        if link.tag == "link" and "next" not in (link.get("rel") or "").split():
            continue
        target = present_address(target, portal)
        page = _page_of(target, url, section, portal)
        if page is not None:
            listing.add_page(*page)
        elif is_article_of(target, section, portal):
            links[link] = article_address(target, portal)
        elif portal.pager_url is None and _is_next(link, target, url):
            listing.add_page(0, without_keys(target, FACETS, _NO_PAGER))
    listing.entries = _entries(links, portal)
    return listing


def article_address(target: str, portal: Portal) -> str:
    """The address of an article without what does not identify it."""
    return clean_address(target).removesuffix(portal.saved_suffix)


def address_refusal(url: str, portal: Portal) -> str | None:
    """The reason for which the address of an article is not asked, or None."""
    return "refused-address" if refusal(url, portal) else trap_of(url)


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
            refused=address_refusal(url, portal),
        )
    return list(entries.values())


def number_of(url: str, portal: Portal) -> int:
    """The number of the page of a listing that ``url`` is; 1 where addresses have no numbers."""
    found = _pager(url, portal)
    return int(found["page"]) if found else 1


def _pager(url: str, portal: Portal) -> re.Match[str] | None:
    """What the portal's pager pattern finds in the path and query of an address."""
    parts = urlsplit(url)
    return re.search(portal.pager_url or "(?!)", f"{parts.path}?{parts.query}".rstrip("?"))


def _page_of(
    target: str, url: str, section: Section | None, portal: Portal
) -> tuple[int, str] | None:
    """Number and address of the further page of this section's listing that ``target`` is."""
    if portal.pager_url is None:
        return None
    target = without_keys(target, FACETS, re.compile(portal.pager_url))
    found = _pager(target, portal)
    if found is None:
        return None
    path, here = urlsplit(target).path, urlsplit(url).path
    listed = _EXTENSION.sub("", section.path if section else here)
    between = path[len(listed) : found.start()]
    if portal.saved_suffix and between.endswith(portal.saved_suffix):
        between = _SAVED_QUERY.sub("", between.removesuffix(portal.saved_suffix), count=1)
    if path != here and not (path.startswith(listed) and not _OTHER_NAME.match(between)):
        return None
    return int(found["page"]), _without_earlier_pages(target, found, portal)


def _without_earlier_pages(target: str, found: re.Match[str], portal: Portal) -> str:
    """``target`` with one page in it: a relative link adds it to that of the page it stands on."""
    before = found.string[: found.start()]
    while earlier := re.search(portal.pager_url or "(?!)", before):
        before = before[: earlier.start()]
    parts = urlsplit(target)
    return f"{parts.scheme}://{parts.netloc}{before}{found.string[found.start() :]}"


def is_article_of(target: str, section: Section | None, portal: Portal) -> bool:
    """Whether ``target`` is an article of this section, as far as addresses name sections."""
    return article_match(target, portal) is not None and (
        section is None or belongs(target, section, portal) is not False
    )


def belongs(target: str, section: Section, portal: Portal) -> bool | None:
    """Whether an article's address is one of ``section``; None where it names no section."""
    own = (article_match(target, portal) or {}).get("section")
    if own is None:
        return None
    path = urlsplit(clean_address(target)).path.casefold()
    listed = section.path.casefold().rstrip("/")
    return path.startswith(f"{listed}/") or listed.endswith(f"/{own.casefold()}")


def _is_next(link: _Element, target: str, url: str) -> bool:
    """Whether a link is marked or named as the next page of the listing ``url``."""
    if "next" in (link.get("rel") or "").split() or _NEXT.match(text_of(link)):
        return True
    path, here = urlsplit(target).path, _EXTENSION.sub("", urlsplit(url).path)
    same = path.startswith(here) and not _OTHER_NAME.match(path[len(here) :])
    return same and _MORE.match(text_of(link)) is not None


def _date_beside(link: _Element, links: dict[_Element, str]) -> str | None:
    """The day printed in an element around ``link`` that names no other article."""
    for element in link.iterancestors("li", "div", "tr", "article", "dl", "td", "h2", "h3", "h4"):
        if any(links.get(each, links[link]) != links[link] for each in element.iter("a")):
            return None
        text = text_of(element)
        if len(text) <= MAX_ENTRY and (date := read_date(text)):
            return date.value[:10]
    return None
