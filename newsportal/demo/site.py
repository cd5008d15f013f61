"""The portal as a function from addresses to answers, without a network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, overload

from newsportal.article import Article
from newsportal.demo import by_date, feeds, legacy, listings, load_more, sitemaps
from newsportal.demo.edition import Edition
from newsportal.demo.frame import FORBIDDEN
from newsportal.demo.pages import ArticlePages, forbidden
from newsportal.demo.response import HTML, PLAIN, Response, document, missing
from newsportal.demo.strange import disguise
from newsportal.demo.tabs import HOST, TABS
from newsportal.demo.truth import Stories, stories

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


class Truth(Sequence[Article]):
    """Every article that a complete crawl stores, the oldest first, each made when asked for."""

    def __init__(self, told: Stories) -> None:
        self._stories = told

    def __len__(self) -> int:
        return len(self._stories)

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Article]: ...
    def __getitem__(self, index: int | slice) -> Article | Sequence[Article]:
        if isinstance(index, slice):
            return [story.article for story in self._stories[index]]
        return self._stories[index].article


class DemoSite:
    """The demo portal. The same arguments give the same bytes, everywhere.

    >>> site = DemoSite(size=30)
    >>> site.respond("/vi-vn/thoi-su").status, len(site.truth)
    (200, 30)
    """

    def __init__(self, size: int = 300, strange: bool = False, seed: int = 1) -> None:
        """Lay out a portal of ``size`` articles; ``strange`` renames all that a Layout could name.

        Raises:
            ValueError: ``size`` is out of range.
        """
        self.stories = stories(size, seed)
        self.truth: Sequence[Article] = Truth(self.stories)
        self._edition = Edition(self.stories.headlines)
        self._articles = ArticlePages()
        self._strange = strange

    @property
    def sections(self) -> list[Section]:
        """The tabs, in the order of the menu."""
        return [
            Section(tab.slug, tab.name, tab.listing, self._edition.listed(number))
            for number, tab in enumerate(TABS)
        ]

    @property
    def deleted_url(self) -> str:
        """Absolute address of an article that a listing links and that answers as a soft 404."""
        return HOST + listings.deleted_path(self._edition)

    def paths(self) -> Iterator[str]:
        """The home page, all pages of the listings and all addresses of articles."""
        yield "/"
        for tab in range(len(TABS)):
            last = listings.last_page(self._edition, tab)
            yield from (listings.page_path(tab, number) for number in range(1, last + 1))
        for index in range(len(self.stories)):
            headline = self._edition.headline(index)
            yield from (headline.path(tab) for tab in headline.tabs)

    def respond(self, path: str) -> Response:
        """The answer to a request for ``path``, or for an absolute address of the portal.

        A query matters to `load_more` and `legacy` alone.
        """
        path, _, query = path.removeprefix(HOST).partition("?")
        if path == "/robots.txt":
            return document(ROBOTS, PLAIN)
        for answer in _FOR_PROGRAMS:
            if response := answer(self._edition, path, query):
                return response
        if _STATIC.search(path):
            return missing()
        page = self._page(path) or listings.not_found(path)
        return document(disguise(page) if self._strange else page, HTML)

    def _page(self, path: str) -> str | None:
        if path == "/":
            return listings.home(self._edition)
        if path == FORBIDDEN:
            return forbidden()
        asked = _ADDRESS.fullmatch(path)
        if asked is None:
            return by_date.page(self._edition, path)
        tab = _TABS[asked["tab"]]
        if asked["number"] is None:
            return listings.listing(self._edition, tab, int(asked["page"] or 1))
        return self._article_page(path, tab, int(asked["number"]))

    def _article_page(self, path: str, tab: int, number: int) -> str | None:
        index = self._edition.index_of(number)
        if index is None:
            return None
        headline = self._edition.headline(index)
        if tab not in headline.tabs or headline.path(tab) != path:
            return None
        return self._articles.page(self._edition, self.stories[index], tab)
