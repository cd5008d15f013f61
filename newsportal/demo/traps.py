"""Links that lead a crawler on without end, and never to an article that no listing names.

One row of `TRAPS_OF` a kind: a calendar, facets in every combination and order, a path that grows,
session ids that are others on each page, print twins, logins that remember the page. The pager
without end is in `listings`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from html import escape
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlencode

from newsportal.demo.by_date import day_path
from newsportal.demo.edition import Edition
from newsportal.demo.headlines import Headline
from newsportal.demo.listings import page_path
from newsportal.demo.tabs import TABS

FACETS = {
    "sap-xep": ("moi", "cu", "xem-nhieu"),
    "loai": ("tin", "anh", "phim"),
    "mau": ("luoi", "danh-sach"),
}
"""What a listing lets its reader choose; it shows the same whatever is chosen."""

_SESSION = re.compile(r";jsessionid=[0-9A-F]+")
_PRINTED = re.compile(r"/In/ID/(\d{1,9})")
_GROWN = {number: re.compile(rf"{tab.listing}(?:/{tab.slug})*") for number, tab in enumerate(TABS)}


class Page(NamedTuple):
    """A page that traps are set on."""

    address: str
    """Path and query as they were asked for."""

    edition: Edition
    tabs: tuple[int, ...]
    """The tab that the page lists, or all of them."""

    headlines: Sequence[Headline]
    """The articles that the page lists."""

    @property
    def mark(self) -> str:
        """What is another on each page and the same each time."""
        return blake2b(self.address.encode(), digest_size=12).hexdigest().upper()


def path_behind(edition: Edition, path: str) -> str:
    """The path of the page that an address of a trap shows; any other path as it is."""
    path = _SESSION.sub("", path)
    if found := _PRINTED.fullmatch(path):
        index = edition.index_of(int(found[1]))
        return path if index is None else edition.headline(index).home
    return next((TABS[tab].listing for tab, grown in _GROWN.items() if grown.fullmatch(path)), path)


def box(address: str, edition: Edition, tab: int | None, headlines: Sequence[Headline]) -> str:
    """All traps of a page, as one box of links."""
    tabs = tuple(range(len(TABS))) if tab is None else (tab,)
    page = Page(address, edition, tabs, headlines)
    links = "".join(
        f'<li><a class="muc-loi-di" href="{escape(path)}">{text}</a></li>'
        for text, lead in TRAPS_OF
        for path in lead(page)
    )
    return (
        f'<div class="DnnModule khoi-loi-di" id="dnn_ctr405_ModuleContent"><ul>{links}</ul></div>'
    )


def _calendar(page: Page) -> Iterator[str]:
    yield day_path(page.edition.today)


def _facets(page: Page) -> Iterator[str]:
    """What was chosen with one choice more, or one other."""
    pairs = parse_qsl(page.address.partition("?")[2])
    chosen = {name: value for name, value in pairs if name in FACETS}
    for tab in page.tabs:
        for name, values in FACETS.items():
            others = (value for value in values if value != chosen.get(name))
            yield from (
                f"{TABS[tab].listing}?{urlencode({**chosen, name: value})}" for value in others
            )


def _growing(page: Page) -> Iterator[str]:
    path = _SESSION.sub("", page.address.partition("?")[0])
    for tab in page.tabs:
        grown = path if _GROWN[tab].fullmatch(path) else TABS[tab].listing
        yield f"{grown}/{TABS[tab].slug}"


def _sessions(page: Page) -> Iterator[str]:
    paths = [path for tab in page.tabs for path in (page_path(tab, 1), page_path(tab, 2))]
    paths += [headline.home for headline in page.headlines]
    for number, path in enumerate(paths):
        yield f"{path};jsessionid={page.mark}" if number % 2 else f"{path}?sid={page.mark}"


def _prints(page: Page) -> Iterator[str]:
    for headline in page.headlines:
        yield f"{headline.home}?print=1"
        yield f"/In/ID/{headline.number}"


def _logins(page: Page) -> Iterator[str]:
    yield f"/Login?returnurl={quote(page.address, safe='')}&state={page.mark}"


TRAPS_OF: tuple[tuple[str, Callable[[Page], Iterator[str]]], ...] = (
    ("Lịch", _calendar),
    ("Chọn", _facets),
    ("Vào", _growing),
    ("Xem", _sessions),
    ("In", _prints),
    ("Gửi", _logins),
)
"""The text of the links of each trap, and where they lead."""
