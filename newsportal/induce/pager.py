"""How the listings of a site go on: numbered pages by path or query, a next link, a button."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from newsportal.induce.seen import HOME, LISTING, Link, Seen

_NUMBER = re.compile(r"\W*(?:trang\s*)?(\d{1,4})\W*", re.IGNORECASE)
_NEXT = re.compile(r"(?i)^\W*(?:trang (?:sau|tiếp|kế tiếp)|tiếp(?: theo| tục)?|sau|next|›|»|>)\W*$")
_MORE = re.compile(r"(?i)^\W*(?:(?:xem|tải|hiển thị) (?:thêm|tiếp)(?: tin)?|load more)\W*$")

MIN_VOTES = 2
"""Numbered links that must agree."""


@dataclass(frozen=True, slots=True)
class Pager:
    """How listings go on."""

    style: str
    """path, query, next link, button or none."""

    pattern: str | None = None
    """With a group ``page``; None where no number stands in the address."""

    example: str = ""


def induced_pager(
    pages: Sequence[Seen], own: str | None, is_article: Callable[[str], bool]
) -> Pager:
    """The pager of the listings among ``pages``.

    ``own`` is the pattern of the site's system, taken where a link fits it.
    """
    listings = [each for each in pages if each.kind == LISTING]
    listings = listings or [each for each in pages if each.kind == HOME]
    links = [link for each in listings for link in each.links if not is_article(link.url)]
    if own and (fitting := next((e.url for e in links if re.search(own, _target(e.url))), None)):
        style = "query" if own.startswith("[?&]") else "path"
        return Pager(style, own, fitting)
    votes: Counter[str] = Counter()
    against: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for link in links:
        if (found := _NUMBER.fullmatch(link.text)) is not None:
            number = int(found[1])
            for pattern, value in _places(link.url):
                (votes if value == number and number > 1 else against)[pattern] += 1
                if value == number:
                    examples.setdefault(pattern, link.url)
    right = {each: votes[each] for each in votes if votes[each] > 4 * against[each]}
    if right and max(right.values()) >= MIN_VOTES:
        pattern = max(right, key=lambda each: (right[each], "?" not in each, -len(each)))
        return Pager("query" if pattern.startswith("[?&]") else "path", pattern, examples[pattern])
    return _unnumbered(listings, links)


def _unnumbered(listings: Sequence[Seen], links: Sequence[Link]) -> Pager:
    marked = [
        link for each in listings for link in each.root.iter("a", "link")
        if "next" in (link.get("rel") or "").split()
    ]  # fmt: skip
    named = next((link for link in links if _NEXT.match(link.text)), None)
    if marked or named:
        return Pager("next link", None, named.url if named else str(marked[0].get("href")))
    buttons = any(_MORE.match(text) for each in listings for text in _labels(each))
    return Pager("button") if buttons else Pager("none")


def _labels(page: Seen) -> Iterator[str]:
    for element in page.root.iter("a", "button", "span", "div"):
        if len(element) == 0 and element.text:
            yield element.text.strip()


def _target(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}".rstrip("?")


def _places(url: str) -> Iterator[tuple[str, int]]:
    """Each place in which an address may say its page: a pattern, and the number there."""
    parts = urlsplit(url)
    for key, value in parse_qsl(parts.query):
        if value.isdecimal() and len(value) < 5:
            yield rf"[?&]{re.escape(key)}=(?P<page>\d+)", int(value)
    path = [each for each in parts.path.split("/") if each]
    for above, segment in zip(["", *path], path, strict=False):
        found = re.fullmatch(r"(?:(.*?)([-_.]?[A-Za-z]*[-_]?))?(\d{1,4})(\.\w{2,5})?", segment)
        if found is None:
            continue
        last = segment == path[-1]
        end = (re.escape(found[4]) if found[4] else "") + (r"/?$" if last and not found[4] else "$")
        end = end if last else "(?:/|$)"
        mark = found[2] or ""
        if not found[1] and not mark:
            if above.isalpha():
                yield rf"/{above}/(?P<page>\d+){end}", int(found[3])
        else:
            start = "/" if not found[1] else ""
            yield rf"{start}{_bare(mark)}(?P<page>\d+){end}", int(found[3])


def _bare(text: str) -> str:
    return re.escape(text).replace(r"\-", "-")
