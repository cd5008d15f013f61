"""The end of a run: its files are written, and its counts are held against the store's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from newsportal.store.database import shown
from newsportal.store.export import write_lines, writer_for

if TYPE_CHECKING:
    from newsportal.extensions import RunKeeper


def write_files(keeper: RunKeeper) -> None:
    """Write the portal's records, and those of this run where that is asked for."""
    report = keeper.report
    if not keeper.in_memory:
        path = keeper.folder / "articles.jsonl"
        write_lines(path, keeper.store.record_texts(keeper.portal))
        report.files = [str(path), shown(keeper.store.url).removeprefix("sqlite:///")]
    if keeper.export:
        mine = keeper.store.records(keeper.portal, report.run_id)
        writer_for(Path(keeper.export))(Path(keeper.export), mine)
        report.files.insert(0, keeper.export)


def disagreement(keeper: RunKeeper) -> str | None:
    """Where the store's tables say otherwise than the counts of this process."""
    counts = keeper.store.counts(keeper.portal, keeper.report.run_id)
    states = {name: sum(each.values()) for name, each in counts.states.items()}
    own = {**keeper.report.parts(), "duplicate": 0}  # those are no state of the frontier
    wrong = {name: (own[name], states.get(name, 0)) for name in own}
    wrong = {name: pair for name, pair in wrong.items() if pair[0] != pair[1]}
    return f"counted and stored differ: {json.dumps(wrong)}" if wrong else None
