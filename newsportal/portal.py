"""Declarations of a site: frozen data, free of Scrapy, checked when they are made.

A portal says only what differs from the defaults written here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from string import Formatter
from typing import TypeAlias

from lxml.etree import _Element

from newsportal.boilerplate import Rule
from newsportal.errors import DeclarationError

Selector: TypeAlias = str | Callable[[_Element], "_Element | str | None"]
"""A CSS selector, or a function of the root for an odd page."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where the pages of a site keep the parts of an article.

    The first element that a selector finds is taken. A field that is left out is read from
    metadata or found by the generic extractor.
    """

    body: Selector | None = None
    """The element that holds the paragraphs."""

    title: Selector | None = None
    sapo: Selector | None = None
    """The lead; it may stand inside the body."""

    date: Selector | None = None
    author: Selector | None = None
    section_name: Selector | None = None
    keywords: Selector | None = None

    def selectors(self) -> dict[str, Selector]:
        """The fields that this layout names, with their selectors."""
        chosen = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: selector for name, selector in chosen.items() if selector is not None}


@dataclass(frozen=True, kw_only=True)
class Province:
    """A province, and the day on which it ceased to be the portal's."""

    name: str
    code: str
    """ISO 3166-2, such as VN-70."""

    until: str | None = None
    """ISO date of the first day after; None while it lasts."""


SLUG = r"[A-Za-z0-9._-]*[A-Za-z0-9][A-Za-z0-9._-]*"
"""Pattern of a section's slug: it names folders, so nothing else is let in."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a portal with a listing of its own."""

    slug: str
    name: str
    path: str
    """Path of its listing, such as ``/vi/thanh-tra``."""


@dataclass(frozen=True, kw_only=True)
class TextForm:
    """The marks by which a page given as bare text is known as this portal's."""

    header: tuple[str, ...]
    """Lines above the title, such as the province's name."""

    labels: tuple[str, ...]
    """Labels printed after the article."""


def _is_host(name: str) -> bool:
    return re.fullmatch(r"(?!www\.)[a-z0-9_][a-z0-9._-]*", name) is not None


@dataclass(frozen=True, kw_only=True)
class Portal:
    """A news portal."""

    name: str
    """Lower case letters, digits and underscores: ``scrapy crawl NAME``."""

    title: str
    """The paper's own name; it is cut from page titles and is no author."""

    marks: tuple[str, ...] = ()
    """Names of which its pages show one, in the title, the site's name or a logo's text; a site
    that shows none is taken for another. Without any, the title is one sign among others."""

    hosts: tuple[str, ...]
    """Host names without www; the first is the one to cite."""

    formerly: tuple[str, ...] = ()
    """Host names that it had before: an address there is the same article on the first host."""

    successor: str | None = None
    """Who took the portal over: the name of a portal, declared here or not, or a host. Redirects to
    a successor whose host is known are followed, and counted."""

    provinces: tuple[Province, ...]
    """From the earliest to the present one; none where it serves the whole country."""

    scheme: str = "https"

    article_url: str
    """Pattern of an article's path, with a group ``id`` and, where there is one, ``section``. Its
    case does not matter where the id is a number. One that has ``[?&]`` in it is a pattern of path
    and query: ``/View_Detail[?&]ItemID=(?P<id>\\d+)``."""

    article_twins: tuple[str, ...] = ()
    """Patterns of the path and query of an article's other addresses, each with a group ``id``:
    ``[?&]tabid=\\d+&id=(?P<id>\\d+)``."""

    refused_urls: tuple[str, ...] = ()
    """Patterns of paths and queries never to be requested: print twins, logins."""

    gallery_url: str | None = None
    """Pattern of the path of a photo page."""

    pager_url: str | None = None
    """Pattern of the path and query of a listing's further pages, with a group ``page``. Without
    one, a listing is followed by its link marked or named as the next page."""

    feeds: tuple[str, ...] = ()
    """Paths of RSS and Atom feeds. One whose file is named like a section's slug, such as
    ``/rss/kinh-te.rss``, is that section's; the others are read for every section."""

    sitemaps: tuple[str, ...] = ()
    """Paths of sitemaps or of their indexes; a ``.gz`` may be packed."""

    archive_url: str | None = None
    """Path of the page that lists a day's articles, with the places ``{year}``, ``{month}`` and
    ``{day}`` of `str.format`, such as ``/luu-tru/{year}-{month:02}-{day:02}``."""

    more_url: str | None = None
    """Path and query of the JSON that a listing's button for more asks for, with the places
    ``{section}``, the slug, and ``{page}``, counted from 1."""

    saved_suffix: str = ""
    """What tools that save the site add to an article's address, such as ``.html``."""

    sections: tuple[Section, ...] = ()
    layouts: tuple[Layout, ...] = ()
    """A page takes the first whose body it has, else the first whose title it has; after a redesign
    a portal keeps both."""

    rules: tuple[Rule, ...] = ()
    """Boilerplate that only this portal has."""

    labels: tuple[str, ...] = ()
    """Labels that this portal prints around its articles; none may occur in a text."""

    text_form: TextForm | None = None
    staff: tuple[str, ...] = ()
    """Names in a byline's place that are accounts, not persons."""

    timeless_midnight: bool = False
    """Whether 00:00 on this site means that the time is unknown."""

    verified: str | None = None
    """Month or day, ISO 8601, of the real pages on which this declaration was last seen to make
    right records; None where no real page could be seen."""

    def __post_init__(self) -> None:
        """Refuse a wrong declaration where it stands."""
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.name):
            raise DeclarationError(f"portal name {self.name!r}: use a-z, 0-9 and _ only")
        if any(not p.until for p in self.provinces[:-1]):
            raise DeclarationError(f"{self.name}: each province but the last needs `until`")
        if self.scheme not in ("http", "https"):
            raise DeclarationError(f"{self.name}: scheme is http or https")
        self._check_hosts()
        self._check_patterns()
        self._check_sections()
        self._check_sources()
        if self.verified and not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", self.verified):
            raise DeclarationError(f"{self.name}: verified is a month or a day, such as 2026-11")

    def _check_hosts(self) -> None:
        if not self.hosts or not all(map(_is_host, self.known_hosts)):
            raise DeclarationError(
                f"{self.name}: hosts are lower case names without scheme, path or www"
            )
        if self.successor is not None and not _is_host(self.successor):
            raise DeclarationError(f"{self.name}: successor is a portal's name or a host")

    def _check_patterns(self) -> None:
        articles = (self.article_url, *self.article_twins)
        patterns = (self.gallery_url or "", self.pager_url or "", *self.refused_urls)
        for pattern in (*articles, *patterns):
            self._compiles(pattern)
        for pattern in articles:
            if "id" not in re.compile(pattern).groupindex:
                raise DeclarationError(f"{self.name}: {pattern!r} has no group named id")
        if self.pager_url and "page" not in re.compile(self.pager_url).groupindex:
            raise DeclarationError(f"{self.name}: pager_url has no group named page")

    def _check_sections(self) -> None:
        slugs = [section.slug for section in self.sections]
        if len(set(slugs)) != len(slugs):
            raise DeclarationError(f"{self.name}: two sections share one slug")
        for section in self.sections:
            if not re.fullmatch(SLUG, section.slug) or not section.path.startswith("/"):
                raise DeclarationError(
                    f"{self.name}: section {section.slug!r} needs a slug of letters, digits, "
                    "'.', '_' and '-' and a path that starts with /"
                )

    def _check_sources(self) -> None:
        archive, more = self.archive_url or "", self.more_url or ""
        declared = (*self.feeds, *self.sitemaps, *filter(None, (archive, more)))
        for path in declared:
            if not path.startswith("/") or path.startswith("//"):
                raise DeclarationError(f"{self.name}: {path!r} is no path: write /rss/home.rss")
        if len(set(declared)) != len(declared):
            raise DeclarationError(f"{self.name}: one path is declared twice as a source")
        for name, template, places in (
            ("archive_url", archive, {"year": 2024, "month": 5, "day": 3}),
            ("more_url", more, {"section": "a", "page": 2}),
        ):
            if template and not _fills(template, places):
                wanted = ", ".join(f"{{{place}}}" for place in places)
                raise DeclarationError(f"{self.name}: {name} needs the places {wanted}, no others")

    def _compiles(self, pattern: str) -> None:
        try:
            re.compile(pattern)
        except re.error as error:
            raise DeclarationError(f"{self.name}: {pattern!r} is no pattern: {error}") from error

    @property
    def root(self) -> str:
        """The address of the home page, without a slash at its end."""
        return f"{self.scheme}://{self.hosts[0]}"

    @property
    def known_hosts(self) -> tuple[str, ...]:
        """The hosts that it has and those that it had."""
        return self.hosts + self.formerly

    def province_on(self, day: str | None) -> Province | None:
        """The portal's province on an ISO day; None where that day is unknown and it changed."""
        if day is None or not self.provinces:
            return self.provinces[0] if len(self.provinces) == 1 else None
        return next(each for each in self.provinces if each.until is None or day < each.until)

    def province_by(self, day: str | None) -> Province | None:
        """The province of all that was published up to an ISO day, if it did not change before."""
        first = next(iter(self.provinces), None)
        if first is None:
            return None
        return first if day is not None and (first.until is None or day < first.until) else None


def _fills(template: str, places: Mapping[str, object]) -> bool:
    """Whether ``template`` has the named places, no others, and takes these values.

    >>> _fills("/{year}/{month:02}", {"year": 2024, "month": 5}), _fills("/{x}", {"year": 2024})
    (True, False)
    """
    try:
        named = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
        return named == set(places) and bool(template.format(**places))
    except (ValueError, LookupError):
        return False
