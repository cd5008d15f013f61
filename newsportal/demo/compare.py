"""Records against the truth, field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from newsportal.article import Article

LEFT_OUT = (
    "run_id", "fetched_at", "captured_on", "warc", "raw_sha256", "extractor", "field_sources",
    "removed", "language_score",
)  # fmt: skip
"""Fields that tell how a record was made, or how sure its maker is, which no truth can know."""

SURE = ("title", "date_published", "authors", "text")
"""Fields that must be right in any markup: labels and date lines are all that is known of it."""


@dataclass(slots=True)
class Comparison:
    """How many records equal the truth."""

    expected: int = 0
    stored: int = 0
    equal: int = 0
    """Records whose every compared field is right."""

    sure: int = 0
    """Records whose `SURE` fields are right."""

    fields: Counter[str] = field(default_factory=Counter)
    """For each compared field, in how many records it is right."""

    wrong: dict[str, list[str]] = field(default_factory=dict)
    """Id of a record to its fields that are wrong; a missing record has the field ``id``."""

    foreign: list[str] = field(default_factory=list)
    """Ids that no truth has."""


def compare(truth: Iterable[Article], records: Iterable[Mapping[str, Any]]) -> Comparison:
    """Compare each record with the truth of its id."""
    found = {str(record["id"]): record for record in records}
    result = Comparison(stored=len(found))
    for article in truth:
        expected = article.to_dict()
        record = found.pop(str(article.id), None)
        result.expected += 1
        names = [name for name in expected if name not in LEFT_OUT]
        right = [name for name in names if record and record.get(name) == expected[name]]
        result.fields.update(right)
        result.equal += len(right) == len(names)
        result.sure += set(SURE) <= set(right)
        if len(right) < len(names):
            wrong = sorted(set(names) - set(right)) if record else ["id"]
            result.wrong[str(article.id)] = wrong
    result.foreign = sorted(found)
    return result
