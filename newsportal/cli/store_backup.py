"""``newsportal store backup``: a whole copy of the SQLite store in a file."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from newsportal.cli.crawl import say
from newsportal.cli.stores import opened
from newsportal.errors import NewsportalError
from newsportal.store.copying import back_up


def run(file: str, as_json: bool) -> int:
    """Back up; 0, 2 for a store in PostgreSQL, 5 where there is no store or no room."""
    try:
        with opened() as store:
            size = back_up(store, Path(file))
    except NewsportalError as error:
        return say(error)
    if as_json:
        sys.stdout.write(json.dumps({"file": file, "bytes": size}) + "\n")
    else:
        print(f"{size:,} bytes in {file}; to restore it, put it in the store's place")  # noqa: T201 - a command's own output
    return 0
