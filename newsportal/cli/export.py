"""``newsportal export``: the stored records as a file, a folder or a table."""

from __future__ import annotations

import json
import sys
from typing import Any

from newsportal.cli.crawl import say
from newsportal.cli.stores import opened, selected
from newsportal.dataset.export import Exported, check_target, export
from newsportal.errors import NewsportalError
from newsportal.store.database import shown


def run(target: str, form: str | None, chosen: dict[str, Any], name: str | None, told: str) -> int:
    """Export what was chosen, and say what was written, ``told`` as line, json or none."""
    try:
        ending = check_target(target, form, name)
        selection = selected(chosen)
        with opened() as store:
            done = Exported(target, told=_progress if told == "line" else None)
            export(store.engine, done, ending, selection, name)
    except NewsportalError as error:
        return say(error)
    if told == "json":
        values = {"target": _named(done.target), "rows": done.rows, **done.counts}
        sys.stdout.write(json.dumps(values, ensure_ascii=False) + "\n")
    elif told == "line":
        sys.stderr.write("\r" if sys.stderr.isatty() else "")
        sys.stdout.write(_sentence(done) + "\n")
    return 0


def _sentence(done: Exported) -> str:
    """What was written, on one line.

    >>> _sentence(Exported("a.csv", 2, {"new": 1, "same": 8, "withdrawn": 1}))
    'a.csv: 2 records (1 new, 1 withdrawn; 8 as they were exported before)'
    """
    told = [f"{done.counts[name]:,} {name}" for name in ("new", "changed", "withdrawn")
            if done.counts.get(name)]  # fmt: skip
    if same := done.counts.get("same"):
        told = [", ".join(told), f"{same:,} as they were exported before"]
        told = ["; ".join(filter(None, told))]
    beside = f" ({', '.join(told)})" if told else ""
    return f"{_named(done.target)}: {done.rows:,} records{beside}"


def _named(target: str) -> str:
    """A target without its password.

    >>> _named("postgresql://me:secret@h/d#t")
    'postgresql://me:***@h/d#t'
    """
    address, mark, table = target.partition("#")
    return shown(address) + mark + table


def _progress(rows: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{rows:,} records")
        sys.stderr.flush()
