"""The pattern of a portal's article addresses, induced from addresses and tested on them.

Each number in each address is a guess at the id. The guess is taken that most articles share, that
names each of them differently, and that no page of another kind has. What then varies before it is
the section; what stays is written as it stands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from newsportal.induce.rendering import rendered
from newsportal.induce.slots import KINDS, QUERY, SLUG, Reading, Slot, is_date, readings
from newsportal.urls import names_query

MIN_DIFFERENT = 0.9
"""Share of headlines that must have an id of their own; one article may be in two sections."""

MIN_SHARE = 0.6
"""Share of the article pages that the first pattern explains, where it fits no three addresses."""

MOST_CAUGHT = 0.1
"""Pages taken for listings, of the articles, that a pattern may match: one may be taken wrongly."""

MIN_SUPPORT = 3
"""Addresses that a pattern must fit."""

MAX_PATTERNS = 3

_PATHS_OF_OTHERS = (
    "tag tags tu-khoa chu-de topic topics su-kien search tim-kiem author tac-gia rss feed"
    " login dang-nhap dang-ky register print in-bai pop_up user users lien-he event"
).split()
_OTHERS = re.compile(rf"(?i)/(?:{'|'.join(_PATHS_OF_OTHERS)})(?:[/.?]|$)|[?&](?:print|tag)=")
"""Addresses that are no articles, whatever their form."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """What was seen of a portal's addresses."""

    articles: frozenset[str]
    """Of pages that are articles."""

    others: frozenset[str] = frozenset()
    """Of pages that are none, and links that cannot be one: sections, pages of a listing."""

    doubtful: frozenset[str] = frozenset()
    """Links that are none by their words, as tags are; a pattern that fits them is told of."""

    suspects: frozenset[str] = frozenset()
    """Links with a headline's text: most lead to articles."""

    sections: frozenset[str] = frozenset()
    """Paths of sections, as menus name them."""

    suffix: str = ""
    """What the tool that saved the site added to addresses."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The pattern of addresses of one form."""

    text: str
    slot: Slot
    explained: frozenset[str]
    """The article pages that it matches."""

    fitting: int
    """The suspects that it matches."""

    example: tuple[str, str]
    """An address, and the id in it."""

    caught: tuple[str, ...] = ()
    """Pages of other kinds that it matches as well."""

    @property
    def is_sure(self) -> bool:
        """Whether the id is a number, of two addresses at least, and nothing else has one."""
        told = self.slot.kind != SLUG and not self.caught
        return told and len(self.explained) + self.fitting > 1


def target_of(url: str) -> str:
    """Path and query of an address.

    >>> target_of("http://a.example/b?c=1#d")
    '/b?c=1'
    """
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def is_other(url: str) -> bool:
    """Whether an address is by its words no article's: a tag, a login, a print twin.

    >>> is_other("http://a.example/tag/lua-mua-48.html"), is_other("http://a.example/tin/lua-48")
    (True, False)
    """
    return _OTHERS.search(target_of(url)) is not None


def induced(seen: Addresses) -> list[Pattern]:
    """The patterns of the articles' addresses, that of most of them first; none where none holds.

    What is left over by the first is tried for a second, such as that of another year's addresses.
    """
    left, patterns = set(seen.articles), list[Pattern]()
    while left and len(patterns) < MAX_PATTERNS:
        found = _best(left, seen, further=bool(patterns))
        if found is None:
            break
        patterns.append(found)
        left -= found.explained
    return patterns


def matches(pattern: str, url: str) -> re.Match[str] | None:
    r"""Where a pattern fits the path of an address, or path and query if it speaks of a query.

    >>> matches(r"^/(?P<id>\d+)$", "http://a.example/12")["id"]
    '12'
    """
    return re.search(pattern, target_of(url) if names_query(pattern) else urlsplit(url).path)


def _best(left: Collection[str], seen: Addresses, further: bool) -> Pattern | None:
    groups = _grouped(left, seen)
    ranked = sorted(groups.items(), key=lambda each: _rank(each[0], each[1], left), reverse=True)
    for slot, members in ranked:
        if (pattern := _tested(slot, members, left, seen)) is None:
            continue
        enough = len(pattern.explained) + pattern.fitting >= MIN_SUPPORT
        if enough or (not further and len(pattern.explained) >= MIN_SHARE * len(left)):
            return pattern
    return None


def _grouped(left: Collection[str], seen: Addresses) -> dict[Slot, dict[str, Reading]]:
    """For each slot the addresses that have it, those of `left` and of suspects."""
    groups: dict[Slot, dict[str, Reading]] = defaultdict(dict)
    wanted: set[Slot] = set()
    for url in left:
        for reading in readings(url):
            groups[reading.slot][url] = reading
            wanted.add(reading.slot)
    for url in seen.suspects - seen.others - seen.articles:
        for reading in readings(url) if not is_other(url) else ():
            if reading.slot in wanted:
                groups[reading.slot][url] = reading
    return {slot: group for slot, group in groups.items() if _tells_apart(group.values())}


def _tells_apart(group: Iterable[Reading]) -> bool:
    """Whether each headline has an id of its own, so that the number is one."""
    ids: dict[str, set[str]] = defaultdict(set)
    found = list(group)
    for each in found:
        ids[each.id].add(each.headline)
    headlines = len({each.headline for each in found})
    if len(found) > 1 and len(ids) == 1 and headlines > 1:
        return False
    shared = sum(len(names) > 1 for names in ids.values())
    return len(ids) >= MIN_DIFFERENT * headlines and shared <= (1 - MIN_DIFFERENT) * len(ids)


def _rank(
    slot: Slot, group: dict[str, Reading], left: Collection[str]
) -> tuple[float | bool | int, ...]:
    """How likely a slot is the id's: what comes first goes before all that follows."""
    explained = len(group.keys() & set(left))
    dates = all(is_date(each.id) for each in group.values())
    longest = max(len(each.id) for each in group.values())
    return (
        slot.kind != SLUG,
        explained,
        not dates,
        len(group),
        -KINDS.index(slot.kind),
        longest,
        -slot.below,
    )


def _tested(
    slot: Slot, group: dict[str, Reading], left: Collection[str], seen: Addresses
) -> Pattern | None:
    """The pattern of a slot, made as narrow as the pages of other kinds ask for; None if none."""
    members = list(group.values())
    own = {url for url in left if url in group}
    few = int(MOST_CAUGHT * len(own))
    for others, most in ((seen.others | seen.doubtful, 0), (seen.others, 0), (seen.others, few)):
        for digits in _narrower(slot, [group[url] for url in own]):
            text = rendered(slot, members, seen.sections, seen.suffix, digits)
            caught = sorted(url for url in others if matches(text, url))
            if len(caught) > most:
                continue
            if all(matches(text, url) for url in own):
                fitting = sum(bool(matches(text, url)) for url in group.keys() - own)
                explained = frozenset(url for url in left if matches(text, url))
                example = (min(own), group[min(own)].id)
                return Pattern(text, slot, explained, fitting, example, tuple(caught))
    return None


def _narrower(slot: Slot, members: Sequence[Reading]) -> tuple[int, ...]:
    """How many digits an id has at least: 1, and if that lets others in as many as all have."""
    if slot.kind in (SLUG, QUERY):
        return (1,)
    least = min(len(each.id) for each in members)
    return (1,) if least < 3 else (1, max(least // 2, 3), max(least - 1, 3))
