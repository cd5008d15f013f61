"""What the stored records are, in numbers: one pass that keeps counts and no record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from functools import lru_cache
from typing import Any

from newsportal.article import Article
from newsportal.dataset.selection import Stored
from newsportal.dataset.tally import Tally, largest, quantile

FIELDS = tuple(each.name for each in fields(Article))
"""The fields whose coverage is counted: all of the record, in its order."""

Judge = Callable[[dict[str, Any]], dict[str, Any]]
"""Gives the columns of the gates for a record."""

PASSES = "_passes"
"""Ends the name of a column that says whether a gate lets a record through."""

EDGES = (
    0, 10, 13, 16, 20, 25, 32, 40, 50, 63, 80, 100, 125, 160, 200, 250, 315, 400, 500, 630, 800,
    1_000, 1_250, 1_600, 2_000, 2_500, 3_150, 4_000, 5_000, 6_300, 8_000, 10_000, 20_000, 50_000,
    100_000,
)  # fmt: skip
"""Where the classes of word counts begin: ten a decade as the preferred numbers R10 of ISO 3, on
which a logarithmic axis has equal steps; the last is open."""

QUANTILES = {"p10": 0.1, "median": 0.5, "p90": 0.9}

MOST_LISTED = 20
"""Names that are listed by themselves; the rest is one sum."""

_ABSENT: tuple[Any, ...] = (None, "", [], {}, "unknown")
"""Values that say nothing; "unknown" is how a licence is written that no page states."""


@dataclass(slots=True)
class Statistics:
    """Counts of records; `statistics_of` makes it."""

    records: int = 0
    states: dict[str, Counter[str]] = field(default_factory=dict)
    """Portal to state to records."""

    days: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Records of a day and a section."""

    undated: int = 0
    spans: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The first and last day of each portal."""

    sections: Tally = field(default_factory=Tally)
    """By slug, by the printed name where a page has that alone, under "" where it has neither."""

    section_names: dict[str, Tally] = field(default_factory=dict)
    """What a slug is printed as."""

    words: Counter[int] = field(default_factory=Counter)
    """Records by their number of words."""

    coverage: dict[str, Counter[str]] = field(default_factory=dict)
    """Portal to field to records that state it."""

    field_sources: dict[str, Counter[str]] = field(default_factory=dict)
    """Field to where it was read to records."""

    credited: Tally = field(default_factory=Tally)
    authors: Tally = field(default_factory=Tally)
    languages: Tally = field(default_factory=Tally)
    kinds: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    originals: Tally = field(default_factory=Tally)
    """What records are duplicates of."""

    clusters: Tally = field(default_factory=Tally)
    gates: dict[str, Counter[bool]] = field(default_factory=dict)
    """Gate to its answer to records; a gate that gave none is not counted."""

    def name_of(self, section: str) -> str:
        """What a section is called: as it is printed most often, else its slug."""
        names = self.section_names.get(section)
        return names.top(1)[0][0][0] if names else section or "no section"

    def total_coverage(self) -> Counter[str]:
        """Field to records that state it, of all portals."""
        return sum(self.coverage.values(), Counter())

    def to_dict(self) -> dict[str, Any]:
        """The statistics as plain data; equal for the same records in any order."""
        return {
            "records": self.records,
            "portals": {name: self._portal(name) for name in sorted(self.states)},
            **self._times(),
            "sections": [
                {"section": slug or None, "name": self.name_of(slug), "records": count}
                for slug, count in largest(self.sections.counts)
            ],
            "words": self._words(),
            "field_sources": {
                name: dict(sorted(self.field_sources[name].items()))
                for name in FIELDS
                if name in self.field_sources
            },
            "credited_sources": _listed(self.credited),
            "authors": _listed(self.authors),
            "languages": dict(largest(self.languages.counts)),
            "kinds": dict(largest(self.kinds)),
            "flags": dict(largest(self.flags)),
            "duplicates": self._duplicates(),
            "gates": {
                name: {"judged": answers.total(), "passed": answers[True]}
                for name, answers in sorted(self.gates.items())
            },
        }

    def _portal(self, name: str) -> dict[str, Any]:
        first, last = self.spans.get(name, (None, None))
        return {
            "states": dict(sorted(self.states[name].items())),
            "first_day": first,
            "last_day": last,
            "coverage": {field: self.coverage[name][field] for field in FIELDS},
        }

    def _times(self) -> dict[str, Any]:
        days: Counter[str] = Counter()
        years: Counter[str] = Counter()
        for (day, _), count in sorted(self.days.items()):
            days[day] += count
            years[day[:4]] += count
        return {"undated": self.undated, "years": dict(years), "days": dict(days)}

    def _words(self) -> dict[str, Any]:
        return {
            "total": sum(words * count for words, count in self.words.items()),
            **{name: quantile(self.words, share) for name, share in QUANTILES.items()},
            "classes": [{"from": low, "records": count} for low, count in classes(self.words)],
        }

    def _duplicates(self) -> dict[str, Any]:
        sizes = cluster_sizes(self.clusters)
        return {
            "duplicates": self.originals.total,
            "originals": self.originals.distinct,
            "clusters": sum(sizes.values()),
            "clustered": sum(size * count for size, count in sizes.items()),
            "cluster_sizes": {str(size): sizes[size] for size in sorted(sizes)},
        }


def statistics_of(records: Iterable[Stored], judge: Judge | None = None) -> Statistics:
    """Count ``records`` in one pass; none is kept.

    Args:
        records: As `newsportal.dataset.selection.stored` gives them.
        judge: Gives the columns of the gates; without it the gates are left out.
    """
    found = Statistics()
    for each in records:
        _add(found, each)
        if judge is not None:
            for name, answer in judge(each.record).items():
                if name.endswith(PASSES) and answer is not None:
                    gate = name.removesuffix(PASSES)
                    found.gates.setdefault(gate, Counter())[bool(answer)] += 1
    return found


def _add(found: Statistics, each: Stored) -> None:
    record = each.record
    found.records += 1
    found.states.setdefault(each.portal, Counter())[each.state] += 1
    covered = found.coverage.setdefault(each.portal, Counter())
    covered.update([name for name in FIELDS if record.get(name) not in _ABSENT])
    found.words[record.get("word_count") or 0] += 1
    found.kinds[record["kind"]] += 1
    found.flags.update(record["flags"])
    for name, source in record["field_sources"].items():
        found.field_sources.setdefault(name, Counter())[source] += 1
    for author in record["authors"]:
        found.authors.add(author)
    for tally, name in (
        (found.credited, record["credited_source"]), (found.languages, record["language"]),
        (found.originals, record["duplicate_of"]), (found.clusters, record["cluster"]),
    ):  # fmt: skip
        if name:
            tally.add(name)
    _add_place_in_time(found, each)


def _add_place_in_time(found: Statistics, each: Stored) -> None:
    name = each.record["section_name"]
    section = each.record["section"] or name or ""
    found.sections.add(section)
    if name and section in found.sections.counts:
        found.section_names.setdefault(section, Tally(most=100)).add(name)
    day = _day((each.record["date_published"] or "")[:10])
    if day is None:
        found.undated += 1
        return
    found.days[day, section if section in found.sections.counts else ""] += 1
    first, last = found.spans.get(each.portal, (day, day))
    found.spans[each.portal] = (min(first, day), max(last, day))


@lru_cache(maxsize=4096)
def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _listed(tally: Tally) -> dict[str, Any]:
    top, others = tally.top(MOST_LISTED)
    return {
        "distinct": tally.distinct,
        "top": [{"name": name, "records": count} for name, count in top],
        "others": others,
    }


def cluster_sizes(clusters: Tally) -> Counter[int]:
    """Size of a cluster to the number of clusters; what stands alone is no cluster.

    >>> cluster_sizes(Tally(Counter({"a": 2, "b": 1, "c": 2})))
    Counter({2: 2})
    """
    return Counter(size for size in clusters.counts.values() if size > 1)


def classes(words: Counter[int]) -> list[tuple[int, int]]:
    """Where each class of word counts begins and how many records it has; none empty at the ends.

    >>> classes(Counter({12: 3, 21: 1}))
    [(10, 3), (13, 0), (16, 0), (20, 1)]
    """
    found = [0] * len(EDGES)
    for value, count in words.items():
        found[sum(edge <= value for edge in EDGES) - 1] += count
    met = [place for place, count in enumerate(found) if count]
    span = range(met[0], met[-1] + 1) if met else range(0)
    return [(EDGES[place], found[place]) for place in span]
