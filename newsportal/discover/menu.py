"""The menu of a home page: which of its links are sections with a listing."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.etree import _Element

from newsportal.links import absolute
from newsportal.parse import text_of
from newsportal.portal import Portal
from newsportal.urls import article_match, host_of, refusal

MAX_NAME = 40
"""Characters of the longest name of a section."""

_FILE = re.compile(r"(?i)\.(?:jpe?g|png|gif|pdf|docx?|xlsx?|zip|rss|xml|js|css|mp[34])$")


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A link of the home page that may lead to a section."""

    name: str
    path: str
    articles: int
    """How many articles below this path the home page links; a section has some."""


def read_menu(root: _Element, url: str, portal: Portal) -> list[MenuEntry]:
    """The links of the page ``url`` that may be sections, in its order.

    Those with a short name, on the portal's hosts, that are no article, file or login.
    """
    names: dict[str, str] = {}
    below: Counter[str] = Counter()
    for link in root.iter("a"):
        target = absolute(url, link.get("href"))
        if target is None or host_of(target) not in portal.known_hosts:
            continue
        path = urlsplit(target).path.rstrip("/").removesuffix(portal.saved_suffix)
        if article_match(target, portal):
            parts = path.split("/")
            below.update({"/".join(parts[:end]) for end in range(2, len(parts))})
        elif _may_be_section(target, path, portal):
            name = text_of(link)
            if len(names.get(path, "")) < len(name) <= MAX_NAME:
                names[path] = name
    return [MenuEntry(name, path, below[path]) for path, name in names.items()]


def _may_be_section(target: str, path: str, portal: Portal) -> bool:
    if not path or urlsplit(target).query or _FILE.search(path):
        return False
    return refusal(target, portal) is None
