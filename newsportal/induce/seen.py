"""Pages of a site that nothing is known of: what kind each is, what it links, where it stood."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml.etree import _Element

from newsportal.archive.address import saved_address
from newsportal.archive.capture import Capture
from newsportal.classify import MIN_HEADLINE
from newsportal.errors import ExtractionError
from newsportal.induce.addresses import Addresses, is_other, target_of
from newsportal.links import absolute, is_document
from newsportal.page import Page
from newsportal.parse import parse, text_of
from newsportal.road import run
from newsportal.text.decode import decode
from newsportal.urls import clean_address, host_of

HOME, ARTICLE, LISTING, OTHER, DOUBTFUL = "home", "article", "listing", "other", "doubtful"
"""Kinds of pages; one is doubtful that may be an article, but neither says so nor has a date."""

PAGE_KINDS = (HOME, LISTING, ARTICLE, DOUBTFUL, OTHER)

KINDS = {"listing": LISTING, "login-wall": OTHER}
"""What a page is by the reason for which it makes no record. By any other it may be an article, a
missing one among them: its address is an article's."""

_HOME = re.compile(r"(?i)^/?(?:index\.\w+|default\.aspx|trang-chu(?:\.\w+)?|(?:vi|vi-vn)/?)?$")
COPY_SUFFIX = ".html"


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a page of the same site."""

    url: str
    text: str
    on: str
    """The address of the page that has it."""


@dataclass(slots=True)
class Seen:
    """One page, read with nothing known of its portal."""

    capture: Capture = field(repr=False)
    url: str
    kind: str
    root: _Element = field(repr=False)
    page: Page | None = field(default=None, repr=False)
    """The carrier of its record, if it makes one."""

    links: list[Link] = field(default_factory=list, repr=False)


@dataclass(slots=True)
class Site:
    """All pages of one host, and what is told by their addresses."""

    host: str
    pages: list[Seen]
    suffix: str = ""
    """What the tool that saved the pages added to addresses."""

    strange: int = 0
    """Pages of other hosts, which were left out."""

    def of(self, kind: str) -> list[Seen]:
        """The pages of one kind."""
        return [each for each in self.pages if each.kind == kind]

    @property
    def links(self) -> list[Link]:
        """Every link of every page."""
        return [link for each in self.pages for link in each.links]

    def addresses(self, sections: Iterable[str] = (), others: Iterable[str] = ()) -> Addresses:
        """What the addresses of the site are to the induction of a pattern."""
        articles = {self.bare(each.url) for each in self.of(ARTICLE)}
        pages = {self.bare(each.url) for each in self.pages if each.kind != DOUBTFUL} - articles
        long = {self.bare(link.url) for link in self.links if len(link.text) >= MIN_HEADLINE}
        other = pages | set(others)
        doubtful = {each for each in articles | long if is_other(each)}
        return Addresses(
            frozenset(articles - other - doubtful),
            frozenset(other),
            frozenset(doubtful),
            frozenset(long - other - doubtful),
            frozenset(sections),
            self.suffix,
        )

    def bare(self, url: str) -> str:
        """An address without what the saving tool added, and without session or campaign."""
        return clean_address(url).removesuffix(self.suffix) if self.suffix else clean_address(url)


def address_of(capture: Capture) -> str | None:
    """The address of a page: what the tool that saved it noted, else what the capture says.

    A canonical link may be shorter than the address, and relative links lead astray from it.
    """
    if (found := saved_address(capture.body)) is None:
        return capture.url
    scheme = urlsplit(capture.url or found).scheme  # HTTrack notes none
    return urlsplit(found)._replace(scheme=scheme).geturl()


def look(captures: Iterable[Capture], known: dict[str, Seen] | None = None) -> Site:
    """Read every page that answers 200 and has an address; those of the host with most stay.

    ``known`` are pages that were read before, by their address; what is read is added to them.
    """
    found: dict[str, Seen] = {}
    read = known if known is not None else {}
    hosts: Counter[str] = Counter()
    for capture in captures:
        url = address_of(capture)
        if url is None or capture.status != 200 or capture.text:
            continue
        seen = read[url] if url in read else _seen(capture, url)
        read[url] = seen
        found.setdefault(clean_address(url), seen)
        hosts[host_of(url)] += 1
    host = hosts.most_common(1)[0][0] if hosts else ""
    own = [each for each in found.values() if host_of(each.url) == host]
    return Site(host, own, _suffix(own), len(found) - len(own))


def _seen(capture: Capture, url: str) -> Seen:
    content_type = capture.header("content-type")
    root = parse(decode(capture.body, content_type).data).root
    page: Page | None = Page(capture.body, url, content_type, None)
    try:
        kind = _kind(run(page)) if page is not None else OTHER
    except ExtractionError as error:
        page, kind = None, KINDS.get(error.reason, DOUBTFUL)
    if _HOME.match(urlsplit(url).path) and not urlsplit(url).query:
        kind = HOME
    elif is_other(url):
        kind = OTHER
    return Seen(capture, url, kind, root, page, list(_links(root, url)))


def _kind(page: Page) -> str:
    """Whether a page that makes a record is surely an article."""
    article = page.article
    dated = article.date_published is not None and bool(article.title)
    return ARTICLE if page.stated or dated else DOUBTFUL


def _links(root: _Element, url: str) -> Iterable[Link]:
    for link in root.iter("a"):
        target = absolute(url, link.get("href"))
        if target is None or (link.get("href") or "").startswith("#"):
            continue
        if host_of(target) != host_of(url) or is_document(target):
            continue
        text = text_of(link) or (link.get("title") or "").strip()
        yield Link(target.partition("#")[0], text, url)


def _suffix(pages: Sequence[Seen]) -> str:
    """What the saving tool added: ``.html``, where it names pages that had no ending."""
    copied = [each for each in pages if saved_address(each.capture.body)]
    bare = [each for each in copied if "." not in urlsplit(each.url).path.rsplit("/", 1)[-1]]
    named = any(target_of(link.url).endswith(COPY_SUFFIX) for each in copied for link in each.links)
    return COPY_SUFFIX if bare and named else ""
