"""``newsportal dataset dedup``: the pass over near-duplicates, its counts, pairs side by side."""

from __future__ import annotations

import sys
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from newsportal.cli.console import Console
from newsportal.cli.crawl import say
from newsportal.cli.stores import opened
from newsportal.crawl import output_folder
from newsportal.dataset.differing import Part, differing
from newsportal.dataset.near import Counts, find_near
from newsportal.dataset.near_pairs import Pair, pairs_of
from newsportal.errors import NewsportalError
from newsportal.lock import locked
from newsportal.store.export import json_line
from newsportal.text.normalise import normal

_HEADER = ("title", "date_published", "id", "credited_source")
"""Fields that stand above the differences; the portal is a part of the id."""

LINES = (
    ("records with a text", "documents"),
    ("records without one", "without_text"),
    ("signed now: new or changed", "signed"),
    ("no more in the store", "removed"),
    ("pairs of texts that share a band", "candidates"),
    ("of them compared word by word", "read"),
    ("of them near-duplicates", "verified"),
    ("bands of forms, not followed", "common_bands"),
    ("groups", "clusters"),
    ("records in them", "members"),
)
"""What the screen says of each count."""


def run(report: bool, limit: int, as_json: bool) -> int:
    """Find near-duplicates and note them; 0, 4 beside another pass, 5 without a store or rensa."""
    try:
        counts, found = _find(limit if report else 0)
    except NewsportalError as error:
        return say(error)
    if as_json:
        pairs = {"pairs": [_plain(each) for each in found]} if report else {}
        sys.stdout.write(json_line({**counts.to_dict(), **pairs}) + "\n")
        return 0
    console = Console(highlight=False)
    console.print(_summary(counts))
    for each in found:
        console.print(_side_by_side(each))
    return 0


def _find(limit: int) -> tuple[Counts, list[Pair]]:
    """Run the pass; its counts, and so many pairs."""
    with opened() as store:
        lock = locked(output_folder() / "dedup", "near-duplicates")
        try:
            counts = find_near(store.engine)
            with store.engine.connect() as connection:
                return counts, list(pairs_of(connection, limit)) if limit else []
        finally:
            lock.release()


def _plain(pair: Pair) -> dict[str, Any]:
    left, right = differing(pair.first["text"], pair.other["text"])
    names = (*_HEADER, "dateline")
    return {
        "relation": pair.relation,
        "similarity": round(pair.likeness.jaccard, 4),
        "within": round(pair.likeness.within, 4),
        "first": {name: pair.first[name] for name in names},
        "other": {name: pair.other[name] for name in names},
        "only_first": [part.text for part in left if part.differs],
        "only_other": [part.text for part in right if part.differs],
    }


def _summary(counts: Counts) -> RenderableType:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(justify="right")
    table.add_column()
    for label, name in LINES:
        table.add_row(f"{getattr(counts, name):,}", label)
    for name, number in counts.relations.items():
        table.add_row(f"{number:,}", f"  {name}")
    return table


def _side_by_side(pair: Pair) -> RenderableType:
    """A pair in two columns. Text is never read as markup, and has no character of control."""
    table = Table(expand=True, show_header=False, pad_edge=False)
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    for name in _HEADER:
        one, other = (normal(str(each[name] or "")) for each in (pair.first, pair.other))
        if one or other:
            differs = name == "title" and one != other
            table.add_row(*(Text(each, "bold yellow" if differs else "") for each in (one, other)))
    left, right = differing(pair.first["text"], pair.other["text"])
    table.add_section()
    table.add_row(_marked(left), _marked(right))
    likeness = f"{pair.likeness.jaccard:.0%} of the shingles in both"
    return Group("", Text(f"{pair.relation}: {likeness}", "bold"), table)


def _marked(parts: list[Part]) -> Text:
    if not parts:
        return Text("the same words", "dim")
    text = Text()
    for number, part in enumerate(parts):
        text.append(" " if number else "")
        text.append(normal(part.text), "bold yellow" if part.differs else "dim")
    return text
