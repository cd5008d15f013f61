"""Records before and after: field by field what changed, was filled, or was emptied.

For whoever reads stored pages again: with today's code, with a changed declaration, after a
redesign. Pairs go in one by one; counts and the worst examples are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from newsportal.article import Article

FROM_ELSEWHERE = frozenset(
    "schema_version id portal url alternate_urls version duplicate_of cluster run_id fetched_at "
    "captured_on http_status source warc raw_sha256 extractor field_sources removed license "
    "robots_allowed tdm_reserved language_score".split()
)
"""Fields that do not follow from a page, or tell how a record was made: they are not compared."""

COMPARED = tuple(each.name for each in fields(Article) if each.name not in FROM_ELSEWHERE)

KINDS = ("changed", "filled", "emptied")
MOST = 3
"""Examples that are kept of each field."""

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one record."""

    field: str
    kind: str
    """One of `KINDS`."""

    before: Any
    after: Any

    @property
    def size(self) -> int:
        """How many words one side has and the other has not."""
        was, now = (Counter(_words(each)) for each in (self.before, self.after))
        return sum(((was - now) + (now - was)).values())


def changes(before: Record, after: Record) -> list[Change]:
    """The fields in which two records differ.

    >>> changes({"title": "Cầu", "text": None}, {"title": "Cầu mới", "text": "Sáng nay"})[1].kind
    'filled'
    """
    found = []
    for name in COMPARED:
        was, now = before.get(name), after.get(name)
        if was != now and not (_is_empty(was) and _is_empty(now)):
            kind = "filled" if _is_empty(was) else "emptied" if _is_empty(now) else "changed"
            found.append(Change(name, kind, was, now))
    return found


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def _words(value: Any) -> list[str]:
    return as_text(value).split()


def as_text(value: Any) -> str:
    """A field's value as a text in which two can be compared word by word.

    >>> as_text([{"kind": "paragraph", "text": "Cầu mới"}]), as_text(None)
    ('paragraph Cầu mới', '')
    """
    if isinstance(value, Mapping):
        return " ".join(filter(None, map(as_text, value.values())))
    if isinstance(value, list):
        return "\n".join(map(as_text, value))
    return "" if value is None else str(value)


@dataclass(slots=True)
class Differences:
    """What many pairs came to."""

    pairs: int = 0
    same: int = 0
    """Pairs that differ in nothing that is compared."""

    lost: Counter[str] = field(default_factory=Counter)
    """Records that are none any more, by reason."""

    lost_keys: list[str] = field(default_factory=list)
    """The first of them."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    """Fields to kinds of change to records."""

    worst: dict[str, list[tuple[str, Change]]] = field(default_factory=dict)
    """For each field the largest changes, each with the key of its record."""

    def add(self, key: str, before: Record, after: Record | None, reason: str = "") -> list[Change]:
        """Take in a pair; without ``after`` a ``reason`` says why there is no record any more."""
        self.pairs += 1
        if after is None:
            self.lost[reason or "no record"] += 1
            self.lost_keys = [*self.lost_keys, key][:MOST]
            return []
        found = changes(before, after)
        self.same += not found
        for each in found:
            self.counts.setdefault(each.field, Counter())[each.kind] += 1
            kept = [*self.worst.get(each.field, ()), (key, each)]
            self.worst[each.field] = sorted(kept, key=lambda one: -one[1].size)[:MOST]
        return found

    @property
    def differ(self) -> int:
        """Pairs that are not the same."""
        return self.pairs - self.same

    def to_dict(self) -> dict[str, Any]:
        """The counts as plain data."""
        return {
            "pairs": self.pairs,
            "same": self.same,
            "lost": dict(self.lost),
            "fields": {
                name: {kind: counts[kind] for kind in KINDS} for name, counts in self._sorted()
            },
        }

    def _sorted(self) -> list[tuple[str, Counter[str]]]:
        return [(name, self.counts[name]) for name in COMPARED if name in self.counts]

    def rows(self) -> list[tuple[str, int, int, int]]:
        """Field, changed, filled, emptied, in the order of the record."""
        return [(name, *(counts[kind] for kind in KINDS)) for name, counts in self._sorted()]  # type: ignore[misc]  # three kinds
