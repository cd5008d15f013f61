"""``newsportal dataset release``: a folder that is never changed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from newsportal.cli.crawl import say
from newsportal.cli.stores import opened, selected
from newsportal.clock import Clock
from newsportal.crawl import output_folder
from newsportal.dataset.release import Released, release
from newsportal.errors import NewsportalError
from newsportal.settings import NEWSPORTAL_NOW


def run(
    name: str, folder: str | None, chosen: dict[str, Any], test_from: str | None, as_json: bool
) -> int:
    """Make a release and say what it holds; the exit code."""
    root = Path(folder) if folder else output_folder() / "releases"
    try:
        selection = selected(chosen)
        options = {"now": Clock.stated(NEWSPORTAL_NOW).stamp(), "test_from": test_from}
        with opened() as store, store.engine.connect() as connection:
            made = release(connection, name, root, selection, options)
    except NewsportalError as error:
        return say(error)
    if as_json:
        values = {"folder": str(made.folder), "rows": made.rows, "changes": _changes(made)}
        sys.stdout.write(json.dumps(values, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(_told(made) + "\n")
    return 0


def _changes(made: Released) -> dict[str, int] | None:
    found = made.changes
    return {kind: len(ids) for kind, ids in found.ids.items()} if found is not None else None


def _told(made: Released) -> str:
    lines = []
    for portal, splits in made.rows.items():
        counts = ", ".join(f"{number:,} {split}" for split, number in splits.items())
        lines.append(f"{portal}: {sum(splits.values()):,} records ({counts})")
    if made.changes is not None:
        counts = ", ".join(f"{number:,} {kind}" for kind, number in (_changes(made) or {}).items())
        lines.append(f"since {made.changes.since}: {counts or 'nothing changed'}")
    return "\n".join([*lines, str(made.folder)])
