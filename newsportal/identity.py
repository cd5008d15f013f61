"""Whether a site is the portal that was declared: by its name, its language and its addresses.

A domain that lapsed may be in strange hands: what stands there must not become records under the
portal's name. One sign may fail, after a redesign or in an odd section; two do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.etree import _Element

from newsportal.links import absolute
from newsportal.parse import text_of
from newsportal.portal import Portal
from newsportal.text.normalise import marked_share, normal, words
from newsportal.urls import article_match, host_of

ITSELF, STRANGE, UNCLEAR = "itself", "strange", "unclear"

ENOUGH = 2
"""Signs that a page must show, of those in `SIGNS`."""

MIN_VIETNAMESE = 0.05
"""Letters that few languages share, of all letters: of Vietnamese a fifth, of Romanian a 25th."""

BARE_WORDS, BARE_LINKS = 40, 5
"""A page with less of both is too bare to show more than one sign."""

MAX_TITLE = 80
_NAMED = ("og:site_name", "og:title", "application-name")
_UNSEEN = frozenset(("script", "style", "noscript", "template"))


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page shows of whose it is."""

    title: str
    """Its title element; empty for none."""

    mark: str | None
    """The portal's mark that was found in its title, its site's name or a picture's text."""

    vietnamese: float
    """`marked_share` of its text."""

    fitting: int
    """Links to articles by the portal's pattern, and to its sections where there are several."""

    bare: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the signs of a page come to."""

    kind: str
    """itself, strange or unclear: too bare to tell."""

    seen: str
    """What was looked for and seen, for people."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: whether a page shows it, and what is expected and seen, in words."""

    name: str
    holds: Callable[[Signs], bool]
    expected: Callable[[Portal], str]
    seen: Callable[[Signs], str]


SIGNS: tuple[Sign, ...] = (
    Sign(
        "name",
        lambda signs: signs.mark is not None,
        lambda portal: f"the name {' or '.join(map(repr, marks_of(portal)))}",
        lambda signs: f"the name {signs.mark!r}" if signs.mark else _title(signs),
    ),
    Sign(
        "language",
        lambda signs: signs.vietnamese >= MIN_VIETNAMESE,
        lambda _: "text in Vietnamese",
        lambda signs: f"{signs.vietnamese:.0%} of the letters Vietnamese",
    ),
    Sign(
        "addresses",
        lambda signs: signs.fitting > 0,
        lambda portal: f"links that fit {portal.article_url}",
        lambda signs: f"{signs.fitting} links that fit",
    ),
)


def _title(signs: Signs) -> str:
    return f"the title {signs.title[:MAX_TITLE]!r}" if signs.title else "no title"


def marks_of(portal: Portal) -> tuple[str, ...]:
    """The names by which the portal's pages are known."""
    return portal.marks or (portal.title,)


def judge(signs: Signs, portal: Portal) -> Verdict:
    """What the signs of a page come to.

    Marks that a portal declares must be there; its title may be missing where the other signs are
    not. A page is strange that has a title and too few signs, or that has none at all.
    """
    held = {sign.name for sign in SIGNS if sign.holds(signs)}
    named = "name" in held or not portal.marks
    seen = ", ".join(sign.seen(signs) for sign in SIGNS)
    if named and (len(held) >= ENOUGH or (signs.bare and held - {"language"})):
        return Verdict(ITSELF, seen)
    other_title = bool(signs.title) and not (signs.bare and held)
    nothing = not held and not signs.bare
    return Verdict(STRANGE if other_title or nothing else UNCLEAR, seen)


def strange_site(seen: str, portal: Portal) -> str:
    """The sentence for a site that is not the portal: what was expected, and what was seen."""
    expected = ", ".join(sign.expected(portal) for sign in SIGNS)
    return (
        f"the site is not {portal.name} as it is declared; nothing was stored. "
        f"Expected: {expected}. Seen: {seen}. "
        f"Look at it in a browser; after a redesign, correct portals/{portal.name}.py"
    )


def read_signs(root: _Element, url: str, portal: Portal) -> Signs:
    """What the page ``url`` of the portal shows of whose it is."""
    title = next((text_of(each) for each in root.iter("title")), "")
    text = normal(" ".join(_visible(root)))
    links = [absolute(url, link.get("href")) for link in root.iter("a")]
    return Signs(
        title=title,
        mark=_mark(" | ".join([title, *_names(root)]), portal),
        vietnamese=marked_share(text),
        fitting=_fitting([each for each in links if each is not None], url, portal),
        bare=text.count(" ") < BARE_WORDS and len(links) < BARE_LINKS,
    )


def _mark(names: str, portal: Portal) -> str | None:
    found = f" {words(names)} "
    return next((each for each in marks_of(portal) if f" {words(each)} " in found), None)


def _names(root: _Element) -> Iterator[str]:
    """What the page's metadata and the texts of its pictures, a logo's among them, name."""
    for element in root.iter("meta", "img"):
        if element.tag == "img":
            yield element.get("alt") or ""
        elif (element.get("property") or element.get("name") or "").lower() in _NAMED:
            yield element.get("content") or ""


def _visible(root: _Element) -> Iterator[str]:
    for element in root.iter():
        if element.tag not in _UNSEEN:
            yield element.text or ""
        yield element.tail or ""


def _fitting(links: list[str], url: str, portal: Portal) -> int:
    """Links to articles; with several sections, links to two of them or more count as well."""
    own = [each for each in links if host_of(each) in portal.known_hosts]
    articles = {each for each in own if article_match(each, portal)}
    sections = {_place(section.path, portal) for section in portal.sections}
    named = {_place(urlsplit(each).path, portal) for each in own} & sections
    named.discard(_place(urlsplit(url).path, portal))
    return len(articles) + (len(named) if len(named) > 1 else 0)


def _place(path: str, portal: Portal) -> str:
    return path.rstrip("/").removesuffix(portal.saved_suffix).casefold()
