"""What a release has that the last one had not, and the other way round."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsportal.dataset.columns import arrow
from newsportal.dataset.target import NOTE

MOST_NAMED = 50
"""Ids that the page names of each kind; all of them stand in the file."""

FILE = "changes.jsonl"

MEANINGS = {
    "new": "not in the last release",
    "changed": "with another text, title, date or other content",
    "gone": "taken from its site by the portal; the record is kept",
    "withdrawn": "withdrawn from the dataset: take it out of copies, too",
    "left": "in the last release, and not chosen for this one",
}
"""Each kind of change, in the order in which they are told."""


@dataclass(slots=True)
class Changes:
    """The ids by kind of change."""

    since: str
    """The name of the last release."""

    ids: dict[str, list[str]] = field(default_factory=dict)

    def lines(self) -> Iterator[dict[str, str]]:
        """Each change, as it stands in the file."""
        for kind in MEANINGS:
            for key in self.ids.get(kind, ()):
                yield {"id": key, "change": kind}


def marks_of(folder: Path) -> dict[str, tuple[str, str]]:
    """Of each record of a release its state and content mark."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted(folder.glob("data/**/*.parquet")):
        file = arrow().parquet.ParquetFile(path)
        for part in file.iter_batches(columns=["id", "state", "version", "content_hash", "title"]):
            found.update((row["id"], mark_of(row)) for row in part.to_pylist())
    return found


def withdrawn_of(root: Path, withdrawn: Collection[str]) -> set[str]:
    """Those that were withdrawn, are in some release in a folder, and were not named there yet."""
    held: set[str] = set()
    named: set[str] = set()
    for folder in sorted(each.parent for each in root.glob(f"[!.]*/{NOTE}")) if withdrawn else ():
        held |= marks_of(folder).keys() & set(withdrawn)
        path = folder / FILE
        for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
            change = json.loads(line)
            named |= {change["id"]} if change["change"] == "withdrawn" else set()
    return held - named


def mark_of(row: Mapping[str, Any]) -> tuple[str, str]:
    """The state of a row, and what tells whether its content is the same."""
    return row["state"], f"{row['version']} {row['content_hash']} {row['title']}"


def compare(
    since: str,
    before: Mapping[str, tuple[str, str]],
    now: Mapping[str, tuple[str, str]],
    withdrawn: Collection[str],
) -> Changes:
    """The changes from one release to the next, ``withdrawn`` being named whichever it was in.

    >>> compare("a", {"p:1": ("live", "1"), "p:2": ("live", "1")}, {"p:1": ("gone", "1")}, []).ids
    {'gone': ['p:1'], 'left': ['p:2']}
    """
    taken = set(withdrawn)
    kinds: dict[str, list[str]] = {}
    for key in sorted({*before, *now, *taken}):
        if key not in now:
            kind = "withdrawn" if key in taken else "left"
        elif key not in before:
            kind = "new"
        elif now[key] == before[key]:
            continue
        else:
            kind = "changed" if now[key][1] != before[key][1] else "gone"
            kind = "changed" if now[key][0] == "live" else kind
        kinds.setdefault(kind, []).append(key)
    return Changes(since, kinds)


def page(name: str, made_on: str, changes: Changes | None) -> str:
    """CHANGELOG.md of a release."""
    lines = [f"# Changes in {name}", "", f"Made on {made_on}.", ""]
    if changes is None:
        return "\n".join([*lines, "The first release in its folder."]) + "\n"
    lines += [f"Since the release {changes.since}; all ids stand in `{FILE}`.", ""]
    if not changes.ids:
        lines += ["Nothing changed."]
    for kind, meaning in MEANINGS.items():
        ids = changes.ids.get(kind, [])
        if not ids:
            continue
        more = f" and {len(ids) - MOST_NAMED:,} more" if len(ids) > MOST_NAMED else ""
        lines += [f"## {len(ids):,} {kind}", "", f"{meaning.capitalize()}.", ""]
        lines += [", ".join(f"`{key}`" for key in ids[:MOST_NAMED]) + more, ""]
    return "\n".join(lines).rstrip() + "\n"
