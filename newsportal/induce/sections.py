"""The sections of a site: links of its menus below which articles lie, or that list some."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from newsportal.discover.menu import MAX_NAME, read_menu
from newsportal.induce.addresses import is_other
from newsportal.induce.rendering import without_section
from newsportal.induce.seen import HOME, LISTING, Site
from newsportal.portal import SLUG, Portal, Section
from newsportal.text.normalise import unaccented
from newsportal.urls import article_match

MOST = 40
"""Sections that a declaration names; more are no sections, and nobody would read them."""

MOST_DEEP = 3
"""Segments of a section's path."""

_ENDING = re.compile(r"\.(?:html?|aspx|php|chn|epi|htm)$")


def menu_paths(site: Site, portal: Portal) -> dict[str, tuple[str, int]]:
    """The paths in the menus of all pages, each with its longest name and the articles below it.

    ``portal`` may have no sections yet. Pages are read home first, so its order is kept.
    """
    found: dict[str, tuple[str, int]] = {}
    for page in sorted(site.pages, key=lambda each: (each.kind != HOME, each.kind != LISTING)):
        for entry in read_menu(page.root, page.url, portal):
            _, articles = found.get(entry.path, ("", 0))
            found[entry.path] = (entry.name, max(articles, entry.articles))
    names = _names(site)
    found = {path: (names.get(path, ""), articles) for path, (_, articles) in found.items()}
    return {path: each for path, each in found.items() if each[0] and not is_other("/" + path)}


def _names(site: Site) -> dict[str, str]:
    """For each path the text of its links: the one that its address repeats, else the commonest."""
    texts: dict[str, Counter[str]] = defaultdict(Counter)
    for link in site.links:
        if 0 < len(link.text) <= MAX_NAME:
            texts[_path(link.url, site)][_plain(link.text)] += 1
    return {path: _best(path, counted) for path, counted in texts.items()}


def _best(path: str, texts: Counter[str]) -> str:
    last = _ENDING.sub("", path.rsplit("/", 1)[-1]).lower()
    return max(texts, key=lambda each: (_slug(each) == last, texts[each]))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", unaccented(text.lower())).strip("-")


def induced_sections(site: Site, portal: Portal) -> tuple[list[Section], int]:
    """The sections with something to show for it, and how many menu links have nothing.

    A section has articles below its path, gives its name to articles' addresses, or was seen to
    list some.
    """
    menu = menu_paths(site, portal)
    named = Counter(
        (article_match(link.url, portal) or {}).get("section", "") for link in site.links
    )
    listings = {_path(page.url, site) for page in site.of(LISTING)}
    ranked = sorted(menu, key=lambda path: (path not in listings, -menu[path][1]))
    chosen: dict[str, str] = {}
    for path in ranked:
        last = _ENDING.sub("", unquote(path).rsplit("/", 1)[-1])
        own = any(path.endswith(f"/{each}") for each in named if each)
        if (menu[path][1] or own or path in listings) and re.fullmatch(SLUG, last):
            chosen.setdefault(last, path)  # the same section may have two addresses
    paths = {path: slug for slug, path in chosen.items() if path.count("/") <= MOST_DEEP}
    sections = {
        path: Section(slug=paths[path], name=_plain(menu[path][0]), path=path)
        for path in menu
        if path in paths
    }
    left = len(menu) - len(sections)
    return list(sections.values())[:MOST], left


def _path(url: str, site: Site) -> str:
    return urlsplit(url).path.rstrip("/").removesuffix(site.suffix)


def _plain(name: str) -> str:
    """A name as a sentence has it, where a menu prints it in capitals.

    >>> _plain("KINH TẾ"), _plain("Kinh tế")
    ('Kinh tế', 'Kinh tế')
    """
    return name.capitalize() if name.isupper() and len(name) > 4 else name


def fitted(portal: Portal, site: Site) -> Portal:
    """``portal``, without a group for the section where the addresses' are not the listings'.

    A listing ``/kinh-te.htm`` has not the name of ``/kinh-te/...``, and one group of topics may be
    none of the menu's. Then every article that a listing links is taken as its own.
    """
    paths = {section.path for section in portal.sections}
    right = wrong = 0
    for page in site.of(LISTING):
        path = _path(page.url, site)
        if path not in paths:
            continue
        for link in page.links:
            found = article_match(link.url, portal)
            if found is not None:
                own = found.get("section", "")
                fits = urlsplit(link.url).path.startswith(f"{path}/") or path.endswith(f"/{own}")
                right, wrong = right + fits, wrong + (not fits)
    if right or not wrong:
        return portal
    return replace(portal, article_url=without_section(portal.article_url))
