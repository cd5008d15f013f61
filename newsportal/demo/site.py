"""The portal as a function from addresses to answers, without a network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time
from functools import partial
from typing import NamedTuple

from newsportal.demo import by_date, feeds, legacy, listings, load_more, sitemaps, traps
from newsportal.demo.archive import Archive
from newsportal.demo.edition import Edition
from newsportal.demo.frame import FORBIDDEN
from newsportal.demo.headlines import Headlines
from newsportal.demo.live import Truth, story_of
from newsportal.demo.newsroom import Changes, Newsroom
from newsportal.demo.pages import ArticlePages, forbidden
from newsportal.demo.response import HTML, PLAIN, Response, document, missing
from newsportal.demo.strange import disguise
from newsportal.demo.tabs import HOST, TABS
from newsportal.demo.timeline import eras
from newsportal.demo.truth import Stories

ROBOTS = (
    f"User-agent: *\nDisallow: /Admin/\nDisallow: /vi-vn/noi-bo/\nSitemap: {HOST}{sitemaps.INDEX}\n"
)

_ADDRESS = re.compile(
    r"/vi-vn/(?P<tab>{})(?:/ID/(?P<number>\d{{1,9}})/[a-z0-9-]+|/currentpage/(?P<page>[1-9]\d{{0,8}}))?".format(
        "|".join(tab.path for tab in TABS)
    )
)
_STATIC = re.compile(r"\.(?:css|js|jpe?g|png|gif|svg|ico|pdf|docx?|mp4|xml|txt)$", re.IGNORECASE)
_FOR_PROGRAMS = (feeds.answer, sitemaps.answer, load_more.answer, legacy.answer)
"""What answers the addresses that lead to no page, in turn."""

_TABS = {tab.path: number for number, tab in enumerate(TABS)}


class Section(NamedTuple):
    """A part of the portal with a listing of its own."""

    slug: str
    name: str
    path: str
    listed: int
    """How many articles its listing has on all its pages."""


class DemoSite:
    """The demo portal. The same arguments give the same bytes, everywhere.

    >>> site = DemoSite(size=30)
    >>> site.respond("/vi-vn/thoi-su").status, len(site.truth)
    (200, 30)
    >>> site = DemoSite(size=300, day=0)
    >>> len(site.truth)
    270
    >>> site.day = 1
    >>> len(site.changes.new), len(site.changes.edited), len(site.gone)
    (3, 2, 1)
    """

    def __init__(  # noqa: PLR0913 - each is one thing that a portal can be asked for
        self,
        size: int = 300,
        strange: bool = False,
        seed: int = 1,
        *,
        day: int | None = None,
        shifting: int | None = None,
        traps: bool = False,
    ) -> None:
        """Lay out a portal of ``size`` articles; ``strange`` renames all that a Layout could name.

        With a ``day`` the portal is as it was so many days after its opening day; see `timeline`.
        With ``shifting`` the articles of the day appear one by one, each after so many requests
        for pages of listings; without a day, the newest few do. With ``traps`` the home page and
        the listings lead a crawler astray, but to no article that no listing has; see `traps`.

        Raises:
            ValueError: ``size``, ``day`` or ``shifting`` is out of range.
        """
        archive = Archive(size, seed, () if day is None else eras(size))
        self.stories = Stories(Headlines(archive))
        self._newsroom = Newsroom(self.stories.headlines, day, shifting)
        self._articles = ArticlePages()
        self._strange, self._traps = strange, traps

    # -- what is there

    @property
    def day(self) -> int | None:
        """The day; setting it moves the portal, also while it is served."""
        return self._newsroom.day

    @day.setter
    def day(self, day: int) -> None:
        self._newsroom.day = day

    def tell_time(self, now: time) -> None:
        """Show of the day's articles only those that were published up to ``now``.

        >>> site = DemoSite(size=300, day=1)
        >>> site.tell_time(time(0, 1))
        >>> len(site.truth)
        269
        """
        self._newsroom.tell_time(now)

    @property
    def to_come(self) -> int:
        """With ``shifting``, how many articles of the day are not to be seen yet."""
        return self._newsroom.to_come

    @property
    def truth(self) -> Truth:
        """The records that a complete crawl holds now, if one ran every day until today."""
        return Truth(self.stories, self._newsroom.edition)

    @property
    def gone(self) -> frozenset[str]:
        """The ids of the records of articles that were there and are no more."""
        return self._newsroom.gone

    @property
    def changes(self) -> Changes:
        """What the day brings, `to_come` included; nothing on day 0 and without days."""
        return self._newsroom.changes

    @property
    def sections(self) -> list[Section]:
        """The tabs, in the order of the menu."""
        return [
            Section(tab.slug, tab.name, tab.listing, self._newsroom.edition.listed(number))
            for number, tab in enumerate(TABS)
        ]

    @property
    def deleted_url(self) -> str:
        """Absolute address of an article that a listing links and that answers as a soft 404."""
        return HOST + listings.deleted_path(self.stories.headlines.archive)

    def paths(self) -> Iterator[str]:
        """The home page, all pages of the listings and all addresses of articles."""
        edition = self._newsroom.edition
        yield "/"
        for tab in range(len(TABS)):
            last = listings.last_page(edition, tab)
            yield from (listings.page_path(tab, number) for number in range(1, last + 1))
        for place in range(len(edition)):
            headline = edition.headline(edition.live(place))
            yield from (headline.path(tab) for tab in headline.tabs)

    # -- what it answers

    def respond(self, path: str) -> Response:
        """The answer to a request for ``path``, or for an absolute address of the portal.

        A query matters to `load_more` and `legacy` alone, and to the links of `traps`.
        """
        address, edition = path.removeprefix(HOST), self._newsroom.edition
        path, _, query = address.partition("?")
        if self._traps:
            path = traps.path_behind(edition, path)
        if path == "/robots.txt":
            return document(ROBOTS, PLAIN)
        for answer in _FOR_PROGRAMS:
            if response := answer(edition, path, query):
                self._count(path)
                return response
        if _STATIC.search(path):
            return missing()
        page = self._page(edition, path, address)
        self._count(path)
        status = 200
        if page is None:
            page = listings.not_found(edition, path)
            status = 404 if _is_deleted(edition, path) else 200
        return document(disguise(page) if self._strange else page, HTML, status)

    def _count(self, path: str) -> None:
        """Tell the newsroom of a page of a listing."""
        asked = _ADDRESS.fullmatch(path)
        if path == load_more.ADDRESS or (asked and asked["number"] is None):
            self._newsroom.listing_was_asked_for()

    def _page(self, edition: Edition, path: str, address: str) -> str | None:
        if path == "/":
            return listings.home(edition, self._set(address, edition, None))
        if path == FORBIDDEN:
            return forbidden(edition)
        asked = _ADDRESS.fullmatch(path)
        if asked is None:
            return by_date.page(edition, path)
        tab = _TABS[asked["tab"]]
        if asked["number"] is None:
            number = int(asked["page"] or 1)
            return listings.listing(edition, tab, number, self._set(address, edition, tab))
        return self._article_page(edition, path, tab)

    def _set(self, address: str, edition: Edition, tab: int | None) -> listings.Around | None:
        """The traps of a page, if there are any."""
        return partial(traps.box, address, edition, tab) if self._traps else None

    def _article_page(self, edition: Edition, path: str, tab: int) -> str | None:
        index = edition.index_of(_number(path))
        if index is None:
            return None
        headline = edition.headline(index)
        if tab not in headline.tabs or headline.path(tab) != path:
            return None
        return self._articles.page(edition, story_of(self.stories, edition, index), tab)


def _number(path: str) -> int:
    """The id in the CMS that an address states, or 0."""
    asked = _ADDRESS.fullmatch(path)
    return int(asked["number"] or 0) if asked else 0


def _is_deleted(edition: Edition, path: str) -> bool:
    """Whether the CMS says with status 404 that an article is no more."""
    deletion = edition.deletion_of(_number(path))
    return deletion is not None and not deletion.is_soft
