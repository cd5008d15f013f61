"""What the gates do to many records: how many pass, what stops the rest, what cleaning did."""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from newsportal.dataset.gates import FAMILIES, RULES, Rule, Scores, score

SAMPLE = 200
"""Records whose raw pages are scored; each is read and parsed again, which takes milliseconds."""


@dataclass(slots=True)
class Stops:
    """What one rule does."""

    stops: int = 0
    alone: int = 0
    """Records that no other rule of its family stops."""

    examples: list[dict[str, Any]] = field(default_factory=list)


class Tally:
    """Counts of verdicts, with the first few examples of each rule."""

    def __init__(self, examples: int) -> None:
        self.most = examples
        self.records = 0
        self.passed: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.stops = {rule.key: Stops() for rule in RULES}

    def add(self, record: Mapping[str, Any], scores: Scores) -> None:
        """Count one record."""
        self.records += 1
        families = Counter(rule.family for rule in scores.failed)
        self.passed.update(FAMILIES.keys() - families.keys())
        self.skipped.update(rule.key for rule in scores.skipped)
        for rule in scores.failed:
            found = self.stops[rule.key]
            found.stops += 1
            found.alone += families[rule.family] == 1
            if len(found.examples) < self.most:
                value = scores.numbers[rule.measure]
                example = {"id": record["id"], "value": value, "title": record["title"]}
                found.examples.append(example)

    def to_dict(self) -> dict[str, Any]:
        """The counts by family as plain data, the rule that stops most first."""
        return {
            "records": self.records,
            "families": {name: self._family(name) for name in FAMILIES},
        }

    def _family(self, name: str) -> dict[str, Any]:
        mine = [rule for rule in RULES if rule.family == name and self.stops[rule.key].stops]
        mine.sort(key=lambda rule: -self.stops[rule.key].stops)
        return {
            "pass": self.passed[name],
            "rules": [self._rule(rule) for rule in mine],
            "skipped": {
                rule.name: number
                for rule in RULES
                if rule.family == name and (number := self.skipped[rule.key])
            },
        }

    def _rule(self, rule: Rule) -> dict[str, Any]:
        found = self.stops[rule.key]
        return {
            "rule": rule.name,
            "measure": rule.measure,
            "threshold": f"{rule.comparison} {rule.threshold:g}",
            "source": rule.source,
            "stops": found.stops,
            "alone": found.alone,
            "examples": found.examples,
        }


class Sample:
    """A fixed number of records, the same whatever order they come in: those of least hash."""

    def __init__(self, size: int = SAMPLE) -> None:
        self.size = size
        self._heap: list[tuple[int, str, dict[str, Any]]] = []

    def add(self, record: dict[str, Any]) -> None:
        """Offer a record; its paragraphs and pictures are not kept."""
        key = f"{record['portal']}/{record['id']}"
        rank = -int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
        if len(self._heap) >= self.size and rank <= self._heap[0][0]:
            return
        kept = {name: record[name] for name in _KEPT}
        put = heapq.heappush if len(self._heap) < self.size else heapq.heappushpop
        put(self._heap, (rank, key, kept))

    @property
    def records(self) -> list[dict[str, Any]]:
        """The records, in the order of portal and id."""
        return [kept for _, _, kept in sorted(self._heap, key=lambda each: each[1])]


_KEPT = ("portal", "id", "title", "text", "language", "language_score", "warc", "raw_sha256")


class Effect:
    """The verdicts on texts as they are, and on the same pages before the cleaning."""

    def __init__(self) -> None:
        self.sources: Counter[str] = Counter()
        self.clean, self.raw = Tally(0), Tally(0)

    def add(self, record: Mapping[str, Any], raw: str | None, source: str) -> None:
        """Count a record; ``raw`` is None where nothing of its page is kept."""
        self.sources[source if raw is not None else "nothing"] += 1
        if raw is None:
            return
        language = record["language"], record["language_score"]
        self.clean.add(record, score(record["text"], *language))
        self.raw.add(record, score(raw, *language))

    def to_dict(self) -> dict[str, Any]:
        """Who passes clean and raw, and the rules that stop one of them, as plain data."""
        stops = [(rule, self.clean.stops[rule.key], self.raw.stops[rule.key]) for rule in RULES]
        return {
            "records": self.clean.records,
            "from": {name: self.sources[name] for name in ("warc", "evidence", "nothing")},
            "families": {
                name: {"clean": self.clean.passed[name], "raw": self.raw.passed[name]}
                for name in FAMILIES
            },
            "rules": {
                rule.key: {"clean": clean.stops, "raw": raw.stops}
                for rule, clean, raw in stops
                if clean.stops or raw.stops
            },
        }
