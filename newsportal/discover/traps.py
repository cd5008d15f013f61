"""Traps of crawlers: addresses without end, and how far each kind of them is followed.

Calendars, pagers that never end, filters that combine, paths that grow by relative links, and ids
of sessions make new addresses of old pages. None can be told from an archive by looking at one
address, so most rows are budgets; `newsportal.errors.REASONS` says what each means.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

MARK, SLUG_MARK = "#", "*"
"""What stands for a number, and for a headline, in the pattern of an address."""

_SLUG = re.compile(r"[^\W_]+(?:-+[^\W_]+){3,}")

_NUMBER = re.compile(r"(?i)(?<![^\W_])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}(?![^\W_])|\d+")

FACETS = re.compile(
    r"(?i)^(?:sort|sort_?by|order|order_?by|dir|direction|filter|filter_?by|view|view_?as|layout"
    r"|per_?page|page_?size|limit|show)(?:\[.*\])?$"
)
"""Query keys that show one listing in another order or form."""


@dataclass(frozen=True, slots=True)
class Trap:
    """One way in which addresses have no end, and how much of it is let pass."""

    reason: str
    most: int
    measure: Callable[[str], int] | None = None
    """What of a single address is counted; None for what only many of them show."""


def _depth(url: str) -> int:
    return len([each for each in urlsplit(url).path.split("/") if each])


def _repeats(url: str) -> int:
    """How often the path names the segment that it names most; bare numbers do not count."""
    named = Counter(each for each in _segments(url) if each != MARK)
    return max(named.values(), default=0)


def _segments(url: str) -> list[str]:
    """The segments of the path, a mark in the place of each number."""
    return [each for each in _NUMBER.sub(MARK, urlsplit(url).path).split("/") if each]


def _keys(url: str) -> int:
    return len(parse_qsl(urlsplit(url).query, keep_blank_values=True))


TRAPS: tuple[Trap, ...] = (
    Trap("trap-length", 1000, len),
    Trap("trap-depth", 16, _depth),
    Trap("trap-repeated-segment", 2, _repeats),
    Trap("trap-query-keys", 24, _keys),  # a pager of Liferay has 13
    Trap("trap-key-sets", 8),
    Trap("trap-pattern", 50),
    Trap("trap-pages", 5000),
)
"""Characters, segments, one segment, keys of an address; sets of keys of a path, pages of a pattern
without a new record, pages of a listing."""

_MOST = {trap.reason: trap.most for trap in TRAPS}
MAX_LISTING_PAGES = _MOST["trap-pages"]
"""Pages of one listing after which it is left: more than real archives have."""


EARNED = 3
"""Further pages of its pattern that a new record stands for."""


def trap_of(url: str) -> str | None:
    """The reason for which the form of an address tells a trap, or None.

    >>> trap_of("http://a.vn/tin/tin/tin/a.html"), trap_of("http://a.vn/vi-vn/tin/ID/5/a")
    ('trap-repeated-segment', None)
    """
    rows = (trap for trap in TRAPS if trap.measure is not None and trap.measure(url) > trap.most)
    return next((trap.reason for trap in rows), None)


def pattern_of(url: str) -> str:
    """What the addresses of one kind of page share: no numbers, no headline, no query.

    A segment that the path names again does not count again: a path that grows stays of one kind.

    >>> pattern_of("http://a.vn/lich/2024/05?ngay=3"), pattern_of("http://a.vn/s/9f86d081e0/x")
    ('http://a.vn/lich/#/#?', 'http://a.vn/s/#/x')
    >>> pattern_of("http://a.vn/van-hoa/mua-vai-chin-som-48190.html")
    'http://a.vn/van-hoa/*-#.html'
    """
    return _path_pattern(url) + ("?" if urlsplit(url).query else "")


def _path_pattern(url: str) -> str:
    parts, segments = urlsplit(url), list[str]()
    for segment in _segments(url):
        kind = _SLUG.sub(SLUG_MARK, segment)
        if kind == MARK or kind not in segments:
            segments.append(kind)
    return f"{parts.scheme}://{parts.netloc}/{'/'.join(segments)}"


def _key_set(url: str) -> frozenset[str]:
    pairs = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    return frozenset(_NUMBER.sub(MARK, key) for key, _ in pairs)


@dataclass(slots=True)
class Budgets:
    """What is left of the budgets of one site.

    A record that was not met before earns its pattern, and that of the page which linked it, three
    further pages: where articles are, the budget grows, and where none are it ends.

    >>> budgets = Budgets(per_pattern=2)
    >>> [budgets.take(f"http://a.vn/lich/{day}") for day in (1, 2, 3)]
    [True, True, False]
    >>> budgets.earn("http://a.vn/tin/a-1.html", "http://a.vn/lich/2")
    >>> budgets.take("http://a.vn/lich/3")
    True
    """

    per_pattern: int = _MOST["trap-pattern"]
    asked: Counter[str] = field(default_factory=Counter)
    earned: Counter[str] = field(default_factory=Counter)
    key_sets: dict[str, set[frozenset[str]]] = field(default_factory=dict)

    def refusal(self, url: str) -> str | None:
        """The reason for which ``url`` is never asked, or None."""
        reason = trap_of(url)
        if reason is None and (keys := _key_set(url)):
            known = self.key_sets.setdefault(_path_pattern(url), set())
            if keys not in known and len(known) >= _MOST["trap-key-sets"]:
                return "trap-key-sets"
            known.add(keys)
        return reason

    def take(self, url: str) -> bool:
        """Whether ``url`` may be asked now, which is taken from the budget of its pattern."""
        pattern = pattern_of(url)
        if self.asked[pattern] >= self.per_pattern + self.earned[pattern]:
            return False
        self.asked[pattern] += 1
        return True

    def earn(self, url: str, linked_by: str | None = None) -> None:
        """Note that ``url`` made a record that was not met before."""
        for pattern in {pattern_of(each) for each in (url, linked_by) if each}:
            self.earned[pattern] += EARNED
