"""What is measured of one run: plain data, kept as a row beside it and compared with later ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from math import log2
from typing import Any

STEP = 4
"""Buckets of a text's length in each doubling of it: one is a fifth longer than the one before."""

Example = tuple[str, str]
"""An article's id and its address."""


@dataclass(slots=True)
class ListingEnd:
    """How one walk down a listing ended."""

    key: str
    """Its path, under which the store keeps how far it was read."""

    section: str
    url: str
    """Of its first page."""

    end: str = "bound"
    """end (no further page), known (articles that are stored), stale (pages that repeat what was
    seen, or are empty), bound (of the run), unchanged (304), failed (a page could not be had)."""

    page: int = 0
    """The last page that named an article not seen before."""

    advertised: int = 0
    """The last page that its pager named."""


@dataclass(slots=True)
class Line:
    """A first or last line of texts."""

    key: str
    """A short name of it, the same in each run."""

    which: str = ""
    """first or last."""

    text: str = ""
    """Not kept in the store of a line that one article alone has."""

    ids: list[str] = field(default_factory=list)
    """Articles that have it, `observed.MAX_IDS` at most; reprints of one text count once."""

    url: str = ""


@dataclass(slots=True)
class Measures:
    """One run in numbers."""

    run_id: str
    portal: str
    started_at: str
    """ISO 8601 in UTC."""

    scope: str = ""
    """The sections and arguments; runs of one scope are compared."""

    outcome: str = "finished"
    outcomes: dict[str, dict[str, int]] = field(default_factory=dict)
    """For each section, articles by what became of them: stored, changed, unchanged, and
    ``failed: http-500``, ``refused: no-article``, ``parked: ...`` with the reason."""

    covered: dict[str, int] = field(default_factory=dict)
    """Pages that gave each field, of `read`; and of new records in `covered_new`."""

    covered_new: dict[str, int] = field(default_factory=dict)
    lacking: dict[str, Example] = field(default_factory=dict)
    """For each field an article that lacks it."""

    lengths: dict[str, dict[str, int]] = field(default_factory=dict)
    """For each section, texts by the bucket of their length, see `bucket`."""

    extremes: dict[str, dict[str, Example]] = field(default_factory=dict)
    """For each section the shortest and the longest text."""

    lines: list[Line] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    """Pages by the place of their text in the markup, see `newsportal.template.place_of`."""

    placed: dict[str, Example] = field(default_factory=dict)
    """For each place an article."""

    by_layout: int = 0
    """Pages whose title a declared Layout gave."""

    read: int = 0
    """Pages that made a record: new, changed, or as it was."""

    new: int = 0
    duplicates: int = 0
    """New records whose text was stored before."""

    duplicate: Example | None = None
    listings: list[ListingEnd] = field(default_factory=list)
    listing_errors: dict[str, int] = field(default_factory=dict)
    errors: list[tuple[str, str, str]] = field(default_factory=list)
    """State, reason and address of what made no record, `observed.MAX_ERRORS` at most."""

    slowest: list[tuple[float, str]] = field(default_factory=list)
    """Seconds and address of the pages that were waited for longest."""

    robots: dict[str, list[str]] = field(default_factory=dict)
    """Lines that came into a robots.txt (``+``) and went out of it (``-``) since the last run."""

    @property
    def at(self) -> datetime:
        """When the run started."""
        return datetime.fromisoformat(self.started_at)

    def reasons(self, state: str) -> Counter[str]:
        """Articles that were ``state`` (failed, refused, parked), by reason."""
        found: Counter[str] = Counter()
        for counts in self.outcomes.values():
            for name, number in counts.items():
                kind, _, reason = name.partition(": ")
                if kind == state:
                    found[reason] += number
        return found

    def to_dict(self) -> dict[str, Any]:
        """The measures as plain data."""
        data = asdict(self)
        alone = [{"key": each.key, "ids": each.ids} for each in self.lines if len(each.ids) < 2]
        data["lines"] = [each for each in data["lines"] if len(each["ids"]) > 1] + alone
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Measures:
        """The measures that `to_dict` gave; what another version measured beside is left out."""
        names = {each.name for each in fields(cls)}
        made = cls(**{name: value for name, value in data.items() if name in names})
        made.listings = [ListingEnd(**each) for each in data.get("listings", ())]
        made.lines = [Line(**each) for each in data.get("lines", ())]
        return made


def bucket(length: int) -> str:
    """The bucket of a text of so many characters.

    >>> bucket(1000), bucket(1180), bucket(500), bucket(0)
    ('39', '40', '35', '0')
    """
    return str(int(log2(length + 1) * STEP))


def characters(place: float) -> int:
    """About how many characters the texts of a bucket have.

    >>> characters(39), characters(35)
    (938, 469)
    """
    return round(2 ** ((place + 0.5) / STEP)) - 1


def quantile(counts: Mapping[str, int], share: float) -> int:
    """The bucket below or in which ``share`` of the texts are.

    >>> quantile({"30": 1, "35": 8, "39": 1}, 0.5)
    35
    """
    left = share * sum(counts.values())
    for place in sorted(counts, key=int):
        left -= counts[place]
        if left <= 0:
            return int(place)
    return 0
