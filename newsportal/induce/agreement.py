"""Field by field: on how many pages Layout, metadata and generic extractor say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from newsportal.article import Article
from newsportal.extraction.block import Block
from newsportal.induce.sample import Sample
from newsportal.induce.teachers import RECORD, STATED
from newsportal.portal import Layout
from newsportal.text.dates import PrintedDate
from newsportal.text.normalise import normal, words_in

MOST = 3
"""Examples of each field."""

OFFERED = {
    "title": "title", "sapo": "description", "date": "date_published", "author": "author",
    "section_name": "section_name", "keywords": "keywords", "body": "text",
}  # fmt: skip
"""A Layout's fields, and the name under which a page's candidates for them stand."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a field's teachers and its selector say, over all pages."""

    field: str
    """As a Layout names it."""

    selector: str | None
    pages: int
    """All of them."""

    layout: int
    """Pages on which the record with the Layout has it."""

    metadata: int
    """Pages on which metadata state it."""

    generic: int
    """Pages on which the generic extractor finds it."""

    metadata_agrees: int = 0
    """Pages on which metadata state what the record with the Layout has."""

    generic_agrees: int = 0
    """Pages on which the generic extractor finds just that."""

    examples: tuple[str, ...] = ()
    """Three values of the record with the Layout; those that nobody agrees with first."""


def agreement_of(samples: Sequence[Sample], layout: Layout | None) -> tuple[Agreement, ...]:
    """The table of a Layout; without one, of the records that need none."""
    records = [each.trial(layout) if layout else each.article for each in samples]
    rows = []
    for name in OFFERED:
        selector = getattr(layout, name) if layout else None
        rows.append(_row(name, selector if isinstance(selector, str) else None, samples, records))
    return tuple(rows)


def _row(
    name: str, selector: str | None, samples: Sequence[Sample], records: Sequence[Article | None]
) -> Agreement:
    own = [_of_record(record, name) for record in records]
    stated = [_offered(each, name, STATED) for each in samples]
    found = [_offered(each, name, ("generic",)) for each in samples]
    if name in ("author", "body"):  # these are made of the blocks of the page, not offered
        found = [_generic(each, name) for each in samples]
    pairs = list(zip(own, stated, found, strict=True))
    shown = sorted(zip(own, pairs, records, strict=True), key=lambda each: _agreed(*each[1]))
    examples = [_shown(record, name) for value, _, record in shown if value and record]
    return Agreement(
        name, selector, len(samples),
        layout=len(own) - own.count(""),
        metadata=len(stated) - stated.count(""),
        generic=len(found) - found.count(""),
        metadata_agrees=sum(bool(mine) and mine == said for mine, said, _ in pairs),
        generic_agrees=sum(bool(mine) and mine == said for mine, _, said in pairs),
        examples=tuple(dict.fromkeys(examples))[:MOST],
    )  # fmt: skip


def _generic(sample: Sample, name: str) -> str:
    """What the record without a Layout has of a field that the generic extractor gave."""
    source = sample.article.field_sources.get(RECORD[name])
    return _of_record(sample.article, name) if source == "generic" else ""


def _agreed(own: str, stated: str, found: str) -> int:
    return (own == stated) + (own == found)


def _of_record(record: Article | None, name: str) -> str:
    return _key(getattr(record, RECORD[name])) if record else ""


def _offered(sample: Sample, name: str, sources: Sequence[str]) -> str:
    """What the first of some sources offers for a field of a page, in one form; empty for none."""
    found = sample.page.candidates.get(OFFERED[name], ())
    return next((_key(each.value) for each in found if each.source in sources), "")


def _key(value: Any) -> str:
    """A value in a form in which two that say the same are equal.

    >>> _key(["Hà Thu", "K.T"]), _key("Vĩnh Tường: Tin"), _key(None)
    ('hà thu k t', 'vĩnh tường tin', '')
    """
    if isinstance(value, PrintedDate):
        return value.value[:16]
    if isinstance(value, list):
        texts = [each.text if isinstance(each, Block) else str(each) for each in value]
        return words_in(" ".join(texts))
    text = normal(str(value or ""))
    return text[:16] if text[:2] in ("19", "20") and text[4:5] == "-" else words_in(text)


def _shown(record: Article, name: str) -> str:
    value = getattr(record, RECORD[name])
    text = " ".join((", ".join(value) if isinstance(value, list) else str(value)).split())
    return text if len(text) <= 80 else text[:79] + "…"
