"""The feeds: RSS 2.0 of all tabs and of each, and Atom of all."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlsplit

from newsportal.demo.edition import Edition
from newsportal.demo.frame import DESCRIPTION
from newsportal.demo.headlines import Headline
from newsportal.demo.moments import iso, rfc822
from newsportal.demo.response import Response, document, missing
from newsportal.demo.tabs import HOST, PORTAL_TITLE, TABS

IN_ALL, IN_TAB = 50, 30
"""Entries of a feed of all tabs, and of one."""

HOME = "home"
RSS_TYPE, ATOM_TYPE = "application/rss+xml; charset=utf-8", "application/atom+xml; charset=utf-8"

_RSS = re.compile(r"/rss/([A-Za-z-]+)\.rss")
_ATOM = f"/atom/{HOME}.xml"
_AUTHORITY = urlsplit(HOST).netloc


def rss_path(tab: int | None = None) -> str:
    """The address of the RSS feed of a tab, or of all.

    >>> rss_path(), rss_path(0)
    ('/rss/home.rss', '/rss/thoi-su.rss')
    """
    return f"/rss/{HOME if tab is None else TABS[tab].slug}.rss"


def answer(edition: Edition, path: str, _query: str) -> Response | None:
    """A feed; 404 for one of no tab; None for an address that is none of a feed."""
    if path == _ATOM:
        return document(atom(edition), ATOM_TYPE)
    asked = _RSS.fullmatch(path)
    if asked is None:
        return None
    tabs: dict[str, int | None] = {HOME: None}
    tabs.update((tab.slug, number) for number, tab in enumerate(TABS))
    if asked[1] not in tabs:
        return missing()
    return document(rss(edition, tabs[asked[1]]), RSS_TYPE)


def rss(edition: Edition, tab: int | None) -> str:
    """The feed of a tab, its articles at their addresses there, or of all, at their homes."""
    title = PORTAL_TITLE if tab is None else f"{TABS[tab].name} - {PORTAL_TITLE}"
    link = HOST + ("/" if tab is None else TABS[tab].listing)
    entries = edition.latest(IN_ALL if tab is None else IN_TAB, tab)
    items = "".join(_item(edition, index, tab) for index in entries)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0">\n<channel>\n'
        f"<title>{title}</title>\n<link>{link}</link>\n<description>{DESCRIPTION}</description>\n"
        f"<language>vi</language>\n{items}</channel>\n</rss>\n"
    )


def _item(edition: Edition, index: int, tab: int | None) -> str:
    headline, sapo = edition.headline(index), edition.headlines.lead(index)
    path = headline.home if tab is None else headline.path(tab)
    lead = f"<description>{escape(sapo, quote=False)}</description>" if sapo else ""
    return (
        f"<item><title>{escape(headline.title, quote=False)}</title><link>{HOST}{path}</link>"
        f'<guid isPermaLink="false">{headline.number}@{_AUTHORITY}</guid>'
        f"<pubDate>{rfc822(headline.published)}</pubDate>{lead}</item>\n"
    )


def atom(edition: Edition) -> str:
    """The feed of all tabs, with the moments of changes."""
    entries = edition.latest(IN_ALL)
    updated = max((edition.changed(index) for index in entries), default=edition.now)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{PORTAL_TITLE}</title>\n<id>{HOST}/</id>\n<updated>{iso(updated)}</updated>\n"
        f'<link rel="self" href="{HOST}{_ATOM}" />\n<link href="{HOST}/" />\n'
        f"<author><name>{PORTAL_TITLE}</name></author>\n"
        + "".join(_entry(edition, index) for index in entries)
        + "</feed>\n"
    )


def _entry(edition: Edition, index: int) -> str:
    headline, sapo = edition.headline(index), edition.headlines.lead(index)
    lead = f"<summary>{escape(sapo, quote=False)}</summary>" if sapo else ""
    return (
        f"<entry><title>{escape(headline.title, quote=False)}</title><id>{_tag(headline)}</id>"
        f'<link rel="alternate" href="{HOST}{headline.home}" />'
        f"<published>{iso(headline.published)}</published>"
        f"<updated>{iso(edition.changed(index))}</updated>{lead}</entry>\n"
    )


def _tag(headline: Headline) -> str:
    """The entry's id, RFC 4151."""
    return f"tag:{_AUTHORITY},{headline.published.year}:{headline.number}"
