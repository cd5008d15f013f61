"""A portal's declaration, proposed from pages alone, with what a person should look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from newsportal.archive.capture import Capture
from newsportal.discover.feeds import is_feed
from newsportal.errors import ArgumentError
from newsportal.induce.addresses import Pattern, induced, matches, target_of
from newsportal.induce.families import Family, family_of, shown_by
from newsportal.induce.learned import Induced, induce_layout
from newsportal.induce.naming import (
    charset_of,
    date_form,
    paper_title,
    portal_name,
    provinces_of,
)
from newsportal.induce.pager import Pager, induced_pager
from newsportal.induce.questions import questions_of
from newsportal.induce.rendering import LOCALES
from newsportal.induce.sections import fitted, induced_sections, menu_paths
from newsportal.induce.seen import ARTICLE, LISTING, Site, look
from newsportal.induce.slots import is_headline, segments
from newsportal.links import absolute
from newsportal.portal import Portal, Section
from newsportal.portal_map import MapRow
from newsportal.urls import host_of, refusal

NO_ARTICLE = r"^/(?P<id>(?!))"
"""Stands for the pattern of articles until one is found; it fits nothing."""

LOGIN = r"(?i)/(?:dang-nhap|dang-ky|login|register|signin)(?:[/.?]|$)"
PRINT = r"(?i)/(?:print|in-bai|ban-in)/|[?&]print="
MIN_ARTICLES = 3


@dataclass(slots=True)
class Proposal:
    """What pages came to: a declaration, what it rests on, and what is not sure."""

    portal: Portal
    site: Site
    patterns: list[Pattern]
    pager: Pager
    family: tuple[Family, tuple[str, ...]] | None
    learned: Induced
    charset: str
    dates: str | None
    questions: list[str] = field(default_factory=list)

    @property
    def is_sure(self) -> bool:
        """Whether the pattern of articles was found and fits every article that was seen."""
        return bool(self.patterns) and self.patterns[0].is_sure and not self.unmatched

    @property
    def unmatched(self) -> list[str]:
        """Article pages that no pattern fits."""
        explained = frozenset[str]().union(*(each.explained for each in self.patterns))
        return sorted(self.site.addresses().articles - explained)


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What is known of a site beside its pages."""

    name: str | None = None
    """The portal's name, if the user chose one."""

    rows: Sequence[MapRow] = ()
    """The map of provinces and their papers."""

    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    """Paths that were seen to answer with a feed or a sitemap."""

    scheme: str | None = None


@dataclass(slots=True)
class Draft:
    """What the addresses and menus of a site came to, before its articles are compared."""

    site: Site
    portal: Portal
    patterns: list[Pattern]
    pager: Pager
    family: tuple[Family, tuple[str, ...]] | None
    left: int
    """Links of the menus that are no section, as far as is seen."""

    def is_article(self, url: str) -> bool:
        """Whether one of the patterns fits an address."""
        return any(matches(each.text, self.site.bare(url)) for each in self.patterns)


NOTHING_KNOWN = Known()


def draft(site: Site, known: Known = NOTHING_KNOWN) -> Draft:
    """All of a declaration but the Layout, as far as the pages of a site tell."""
    family = family_of(shown_by(each.root, each.url, each.capture.body) for each in site.pages)
    portal = _bare(site, known, family[0] if family else None)
    patterns = _patterns(site, portal)
    if patterns:
        first, *twins = [each.text for each in patterns]
        portal = replace(portal, article_url=first, article_twins=tuple(twins))
    made = Draft(site, portal, patterns, Pager("none"), family, 0)
    made.pager = induced_pager(site.pages, family[0].pager if family else None, made.is_article)
    made.portal = replace(portal, pager_url=made.pager.pattern)
    sections, made.left = induced_sections(site, made.portal)
    made.portal = replace(made.portal, sections=tuple(sections or _listed(site)))
    made.portal = replace(fitted(made.portal, site), gallery_url=_gallery(site, family))
    made.portal = replace(made.portal, refused_urls=_refused(site, made.portal))
    return made


def propose(captures: Iterable[Capture], known: Known) -> Proposal:
    """Propose the declaration of the site of which ``captures`` are pages.

    Raises:
        ArgumentError: There are no pages with an address, or fewer than 3 articles among them.
    """
    captures = list(captures)
    site = look(captures)
    _check(site)
    made = draft(site, known)
    portal = replace(made.portal, feeds=_feeds(site, captures, known), sitemaps=known.sitemaps)
    articles = [
        replace(each.capture, url=site.bare(each.url))
        for each in site.of(ARTICLE)
        if any(site.bare(each.url) in found.explained for found in made.patterns)
    ]
    learned = induce_layout(articles, portal) if articles else Induced(None)
    layouts = tuple(each for each in (learned.layout, *learned.further) if each is not None)
    proposal = Proposal(
        replace(portal, layouts=layouts), site, made.patterns, made.pager, made.family, learned,
        charset_of(site), date_form(site),
    )  # fmt: skip
    proposal.questions = [*questions_of(proposal, made.left), *learned.questions]
    return proposal


def _check(site: Site) -> None:
    """Refuse pages of which no portal can be made.

    Raises:
        ArgumentError: They are too few, or have no address.
    """
    if not site.pages:
        raise ArgumentError(
            "none of the pages says at which address it stood: save them with a tool that notes "
            "it, such as HTTrack, or in folders named like their host"
        )
    if len(site.of(ARTICLE)) < MIN_ARTICLES:
        raise ArgumentError(
            f"{len(site.of(ARTICLE))} of {len(site.pages)} pages of {site.host} look like an "
            f"article, and {MIN_ARTICLES} are needed: save some more, and a listing or two"
        )


def _bare(site: Site, known: Known, family: Family | None) -> Portal:
    """The portal as far as it is known before any address is looked at."""
    title = paper_title(site)
    scheme = known.scheme or urlsplit(site.pages[0].url).scheme
    return Portal(
        name=known.name or portal_name(site.host),
        title=title or site.host,
        hosts=(site.host,),
        provinces=provinces_of(site.host, title, known.rows),
        scheme=scheme if scheme in ("http", "https") else "https",
        article_url=NO_ARTICLE,
        refused_urls=family.refused if family else (),
        saved_suffix=site.suffix,
    )


def _patterns(site: Site, portal: Portal) -> list[Pattern]:
    """The patterns of articles: first with no section known, then with the menu's paths."""
    menu = {path for path in menu_paths(site, portal) if not is_headline(path.rsplit("/")[-1])}
    refused = {link.url for link in site.links if refusal(link.url, portal)}
    found = induced(site.addresses(menu, map(site.bare, refused)))
    if not found:
        return []
    twins = tuple(each.text for each in found[1:])
    told = replace(portal, article_url=found[0].text, article_twins=twins)
    root = portal.root
    sections, _ = induced_sections(site, told)
    others = {root + path for path in menu_paths(site, told)} | set(map(site.bare, refused))
    return induced(site.addresses({each.path for each in sections}, others)) or found


def _gallery(site: Site, family: tuple[Family, tuple[str, ...]] | None) -> str | None:
    """The family's pattern of photo pages, if a link fits it."""
    pattern = family[0].gallery if family else None
    fits = pattern and any(re.search(pattern, target_of(link.url)) for link in site.links)
    return pattern if fits else None


def _listed(site: Site) -> list[Section]:
    """The listings that were seen, where no menu names them."""
    paths = {urlsplit(site.bare(each.url)).path for each in site.of(LISTING)}
    slugs = {path.rsplit("/", 1)[-1].split(".")[0]: path for path in sorted(paths)}
    return [Section(slug=slug, name=slug, path=path) for slug, path in slugs.items() if slug]


def _refused(site: Site, portal: Portal) -> tuple[str, ...]:
    """The rows of the family; logins, print twins and another language, where a link shows them."""
    targets = [target_of(link.url) for link in site.links]
    source = b"\n".join(each.capture.body for each in site.pages[:4]).decode("utf-8", "replace")
    found = list(portal.refused_urls)
    printed = re.search(r"(?i)[\"'/](?:print|in-bai|ban-in)/", source) is not None
    for pattern, shown in ((LOGIN, False), (PRINT, printed)):
        if shown or any(re.search(pattern, each) for each in targets):
            found.append(pattern)
    doubtful = {each for each in site.addresses().doubtful if matches(portal.article_url, each)}
    found += [f"^/{re.escape(word)}/" for word in sorted({segments(e)[0] for e in doubtful})]
    found += [f"(?i)^/{other}/" for _, other in LOCALES if f"|{other})/" in portal.article_url]
    return tuple(dict.fromkeys(found))


def _feeds(site: Site, captures: Sequence[Capture], known: Known) -> tuple[str, ...]:
    """Feeds that were seen to answer, among them captures that are one; then those linked."""
    seen = [
        urlsplit(each.url).path
        for each in captures
        if each.url and host_of(each.url) == site.host and is_feed(each.body[:4096])
        and b"<urlset" not in each.body[:4096] and b"<sitemapindex" not in each.body[:4096]
    ]  # fmt: skip
    linked = [
        urlsplit(target).path
        for page in site.pages
        for link in page.root.iter("link")
        if "alternate" in (link.get("rel") or "") and (link.get("type") or "").endswith("+xml")
        and (target := absolute(page.url, link.get("href"))) and host_of(target) == site.host
    ]  # fmt: skip
    if known.feeds or seen:
        return tuple(dict.fromkeys([*known.feeds, *seen]))
    return tuple(path for path in dict.fromkeys(linked) if len(path) > 1)
