"""Bytes to one tree, and what to do where lxml loses the page.

lxml's HTML parser (libxml2) drops what stands behind a closed root and stops at 256 levels. Both
happen on real portals, silently, so the tree is compared with the source.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter

from lxml import etree
from lxml.etree import _Element

from newsportal.text.entities import repaired
from newsportal.text.markup import COMMENT, without_markup
from newsportal.text.normalise import normal

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_UNSEEN = frozenset(("script", "style", "noscript", "template", "head"))
_LINKED = etree.XPath("descendant-or-self::a//text()", smart_strings=False)
_COUNT = etree.XPath("count(descendant::*)")
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
SAMPLE = 8192
"""Bytes of a page that are looked at for the count of its tags."""

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, and so no tree."""


@dataclass(slots=True)
class Parsed:
    """A page's tree."""

    root: _Element
    recovered: str | None = None
    """How a lost page was got back: sibling-root, huge-tree or beautifulsoup."""


def parse(data: bytes) -> Parsed:
    """The tree of a page in UTF-8.

    An empty document gives an empty ``html`` element.
    """
    # libxml2 reads U+0000 as U+FFFD, which would stand in the text.
    data = data.replace(b"\x00", b"") if b"\x00" in data else data
    root = _lxml(data)
    if not _suspicious(root, data):
        return Parsed(root)
    source = data.decode("utf-8", "replace")
    enough = _size(without_markup(source, _UNSEEN | {COMMENT})) / 2
    if _text_size(root) >= enough:
        return Parsed(root)
    largest = max([root, *root.itersiblings()], key=_text_size)
    if _text_size(largest) >= enough:
        return Parsed(largest, "sibling-root")
    deep = _lxml(data, _parser(huge_tree=True))
    if _text_size(deep) >= enough:
        return Parsed(deep, "huge-tree")
    return Parsed(_beautifulsoup(_UNFIT.sub("", source)), "beautifulsoup")


def text_of(element: _Element) -> str:
    """All text below ``element`` on one line."""
    return normal(repaired(_text(element)))


def is_longer(element: _Element, limit: int) -> bool:
    """Whether `text_of` has more characters than ``limit``, but for repairs.

    Such elements may stand in one another, so a large one is not read to its end.
    """
    size = 0
    for number, text in enumerate(element.itertext()):
        size += len("".join(str(text).split()))
        if size > limit or number > limit:
            return True
    return len(" ".join(_text(element).split())) > limit


def linked_length(element: _Element) -> int:
    """Characters of the links in ``element``, without the spaces around them."""
    texts: list[str] = _LINKED(element)  # type: ignore[assignment]  # strings, as asked for
    return sum(map(len, map(str.strip, texts)))


def _text(element: _Element) -> str:
    """The text below ``element`` as it stands there; a fifth of what itertext costs."""
    return etree.tostring(element, encoding="unicode", method="text", with_tail=False)


def _parser(huge_tree: bool = False) -> etree.HTMLParser:
    return etree.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        huge_tree=huge_tree,
        collect_ids=False,  # a table that nothing asks, for a tenth of the cost
    )


_ONCE_MADE = _parser()  # to make one for each page would cost a tenth of the parse


def _lxml(data: bytes, parser: etree.HTMLParser = _ONCE_MADE) -> _Element:
    root: _Element | None = None
    with suppress(etree.XMLSyntaxError):  # an empty document; libxml2 has no tree for it
        root = etree.fromstring(data, parser)
    return root if root is not None else etree.Element("html")


def _suspicious(root: _Element, data: bytes) -> bool:
    """Whether far fewer elements were read than were closed outside of scripts and comments.

    An element is opened and closed, so the count of ``<`` answers for most pages, and of a large
    page a sample of it, at a tenth of the cost.
    """
    elements = float(str(_COUNT(root)))
    step = max(len(data) // SAMPLE, 1)
    if elements > 0.49 * step * data[::step].count(b"<"):  # above what is exact below
        return False
    if elements >= 0.45 * data.count(b"<") or elements >= 0.9 * data.count(b"</"):
        return False
    outside = _without(_without(data, b"<script", b"</script"), b"<!--", b"-->")
    return elements < 0.9 * outside.count(b"</")


def _without(data: bytes, opening: bytes, closing: bytes) -> bytes:
    """``data`` without what stands between two marks.

    >>> _without(b"a<!--b-->c<!--d", b"<!--", b"-->")
    b'ac'
    """
    return b"".join(part.partition(opening)[0] for part in data.split(closing))


def _size(text: str) -> int:
    """Characters but white space."""
    return len("".join(text.split()))


def _text_size(root: _Element) -> int:
    """Visible characters below ``root``."""
    unseen = (e for e in root.iter(*_UNSEEN) if next(e.iterancestors(*_UNSEEN), None) is None)
    return _size(_text(root)) - sum(_size(_text(each)) for each in unseen)


def _beautifulsoup(source: str) -> _Element:
    """The page by BeautifulSoup's own parser, ten times slower; only its strings if that fails.

    It fails on what is too deep, and on names and references that no tree can hold.
    """
    from bs4 import BeautifulSoup
    from lxml.html import soupparser

    source = _without_sections(source)
    with catch_warnings():
        simplefilter("ignore")  # of pages that look like XML
        try:
            root: _Element = soupparser.fromstring(source)
        except (RecursionError, ValueError):
            root = _strings(BeautifulSoup(source, "html.parser"))
    return root


def _without_sections(source: str) -> str:
    """``source`` without what that parser refuses or takes for ever to read.

    That is sections of SGML, which become tags; comments and tags that are never closed.

    >>> _without_sections("<![if x]><!-- a --><!-- b <p>c<d")
    '<x-if x]><!-- a --> b <p>c&lt;d'
    """
    comment, tag = source.rfind("-->") + 1, source.rfind(">") + 1
    open_comments = source[comment:tag].replace("<!--", "")
    source = source[:comment] + open_comments + source[tag:].replace("<", "&lt;")
    return source.replace("<![", "<x-")


def _strings(soup: BeautifulSoup) -> _Element:
    """A flat page: the title, and each visible string as a heading or a paragraph."""
    root = etree.Element("html")
    head, body = etree.SubElement(root, "head"), etree.SubElement(root, "body")
    if soup.title is not None:
        etree.SubElement(head, "title").text = _UNFIT.sub("", soup.title.get_text())
    for unseen in soup([*_UNSEEN]):
        unseen.decompose()
    for string in soup.strings:
        if string.strip():
            name = string.parent.name if string.parent is not None else ""
            tag = name if name in HEADINGS else "p"
            etree.SubElement(body, tag).text = _UNFIT.sub("", string)
    return root
