"""``newsportal schedule egg``: what scrapyd takes."""

from __future__ import annotations

import os
from pathlib import Path

from newsportal.cli.crawl import say
from newsportal.errors import StoreError
from newsportal.scheduler.egg import write_egg


def run(name: str) -> int:
    """Write the egg aside and rename it; 0, or 5 where it cannot be written."""
    path = Path(name)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            count = write_egg(file)
        part.replace(path)
    except OSError as error:
        return say(StoreError(f"{path} cannot be written: {error.strerror}"))
    finally:
        part.unlink(missing_ok=True)
    print(f"{path}: {count} files")  # noqa: T201 - a command's own output
    return 0
