"""What the head of a page states about its article: JSON-LD, OpenGraph and other meta elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from lxml.etree import XPath, _Element

from newsportal.extraction.jsonld import MAX_DEPTH, article_node, nodes_of, rank_of, read_json
from newsportal.parse import text_of
from newsportal.text.entities import repaired, unescaped
from newsportal.text.normalise import normal

_AUTHOR = re.compile(r"[_:.-]authors?$|^twitter:misc:written by$")
"""Names that sites give to the meta element for their author."""

MAX_TITLE = 500
"""Characters of a stated title that are read."""

MAX_NAME = 60
"""Characters of a name that markup states; a longer text is a person's portrait."""

_MARKED = XPath(
    "descendant-or-self::*/@itemprop[.='author']/.. | descendant-or-self::a[@rel='author']"
)

_META_FIELDS: dict[str, str] = {
    "og:title": "title",
    "twitter:title": "title",
    "article:published_time": "published",
    "og:published_time": "published",
    "pubdate": "published",
    "date": "published",
    "dc.date": "published",
    "dc.date.issued": "published",
    "datepublished": "published",
    "article:published:time": "published",
    "parsely-pub-date": "published",
    "sailthru.date": "published",
    "cxenseparse:publishtime": "published",
    "publish-date": "published",
    "article:modified:time": "modified",
    "article:modified_time": "modified",
    "og:updated_time": "modified",
    "lastmod": "modified",
    "og:description": "description",
    "description": "description",
    "author": "author",
    "article:author": "author",
    "articleauthor": "author",
    "dc.creator": "author",
    "dable:author": "author",
    "og:author": "author",
    "parsely-author": "author",
    "sailthru.author": "author",
    "dcsext.author": "author",
    "cxenseparse:author": "author",
    "article:section": "section",
    "article:tag": "keywords",
    "news_keywords": "keywords",
    "og:url": "url",
    "og:site_name": "site",
    "application-name": "site",
    "tdm-reservation": "tdm_reservation",
    "robots": "robots",
}
"""The meta elements that are read, in lower case, and the field that each states."""


@dataclass(slots=True)
class Metadata:
    """What JSON-LD and the meta elements state, apart, as written."""

    jsonld: dict[str, Any] = field(default_factory=dict)
    """The article's node."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    """Field of `_META_FIELDS` to what was stated for it, in order."""

    nodes: list[dict[str, Any]] = field(default_factory=list)
    """All JSON-LD nodes of an article or a video, in order."""

    named: dict[str, dict[str, Any]] = field(default_factory=dict)
    """JSON-LD nodes with a name, by their ``@id``: what other nodes refer to."""

    page_published: str | None = None
    """When the page itself was published, by a JSON-LD node of its own."""

    title: str | None = None
    """The title element."""

    canonical: str | None = None

    @property
    def is_news(self) -> bool:
        """Whether the JSON-LD node is one of news; others often state a title for searches."""
        return "News" in str(self.jsonld.get("@type"))

    def first(self, name: str) -> str | None:
        """The first statement of ``name`` by a meta element."""
        return next(iter(self.meta.get(name, ())), None)

    def stated(self, key: str) -> str | None:
        """The text that the JSON-LD node has under ``key``."""
        value = self.jsonld.get(key)
        value = value[0] if isinstance(value, list) and value else value
        text = normal(repaired(unescaped(value))) if isinstance(value, str) else ""
        return (text[:MAX_TITLE].strip() if key == "headline" else text) or None


def read_metadata(elements: Iterable[_Element]) -> Metadata:
    """What the elements of a page that state metadata state, in their order."""
    found = Metadata()
    for element in elements:
        if (take := _TAKERS.get(element.tag)) is not None:
            take(found, element)
    titles = (found.first("title"), found.title)
    addresses = (found.canonical, found.first("url"))
    found.jsonld = article_node(found.nodes, titles, addresses)
    return found


def _take_script(found: Metadata, element: _Element) -> None:
    if (element.get("type") or "").lower() == "application/ld+json":
        _take_jsonld(found, element.text or "")


def _take_link(found: Metadata, element: _Element) -> None:
    if found.canonical is None and (element.get("rel") or "").lower() == "canonical":
        found.canonical = (element.get("href") or "").strip() or None


def _take_title(found: Metadata, element: _Element) -> None:
    if found.title is None and not _in_svg(element):
        found.title = text_of(element)[:MAX_TITLE].strip() or None


def _in_svg(element: _Element) -> bool:
    return next(element.iterancestors("svg"), None) is not None


def _take_meta(found: Metadata, element: _Element) -> None:
    key = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
    name = _META_FIELDS.get(key)
    if name is None and ("author" in key or "written by" in key) and _AUTHOR.search(key):
        name = "author"
    if name is None:
        return
    content = normal(repaired(unescaped(element.get("content") or "")))
    if content:
        content = content[:MAX_TITLE].strip() if name == "title" else content
        found.meta.setdefault(name, []).append(content)


_TAKERS = {
    "meta": _take_meta, "script": _take_script, "link": _take_link, "title": _take_title,
}  # fmt: skip


def _take_jsonld(found: Metadata, text: str) -> None:
    nodes = list(nodes_of(read_json(text)))
    found.named.update(
        {str(node["@id"]): node for node in nodes if "@id" in node and "name" in node}
    )
    for node in nodes:
        if rank_of(node) is not None:
            found.nodes.append(node)
        elif node.get("@type") == "WebPage" and isinstance(node.get("datePublished"), str):
            found.page_published = found.page_published or node["datePublished"]


def names_of(
    value: Any, named: Mapping[str, Any] = MappingProxyType({}), depth: int = 0
) -> list[str]:
    """The names in a JSON-LD author: a string, a node, a reference to one, or a list of these."""
    if depth > MAX_DEPTH:
        return []
    if isinstance(value, list):
        return [name for each in value for name in names_of(each, named, depth + 1)]
    if isinstance(value, dict):
        value = named.get(str(value.get("@id")), value) if "name" not in value else value
        if value.get("@type") in ("Organization", "NewsMediaOrganization"):
            return []
        parts = [value.get("givenName"), value.get("familyName")]
        whole = " ".join(part for part in parts if isinstance(part, str))
        return names_of(value.get("name") or whole, named, depth + 1)
    name = normal(unescaped(value)) if isinstance(value, str) else ""
    return [name] if name else []


def account_names(value: Any) -> list[str]:
    """The names in a JSON-LD author whose page is that of a CMS's first account.

    >>> account_names({"name": "Tree Times", "url": "https://x.example/author/admin/"})
    ['Tree Times']
    """
    every = value if isinstance(value, list) else [value]
    nodes = [each for each in every if isinstance(each, dict)]
    pages = [str(each.get("url") or each.get("@id")).rstrip("/") for each in nodes]
    own = [each for each, page in zip(nodes, pages, strict=True) if page.endswith("/author/admin")]
    return names_of(own)


def marked_in(element: _Element) -> list[_Element]:
    """The elements below ``element`` that are marked as naming an author."""
    found: list[_Element] = _MARKED(element)  # type: ignore[assignment]  # of elements
    return found


def marked_texts(elements: Iterable[_Element]) -> list[str]:
    """The short texts, each once, of elements that the page marks as a field."""
    found: list[str] = []
    for element in elements:
        content = element.get("content") or element.get("datetime")
        if content is None:
            content = next((each.get("content") for each in element.iter("meta")), None)
        name = normal(content or text_of(element))
        if name and len(name) <= MAX_NAME:
            found.append(name)
    return list(dict.fromkeys(found))
