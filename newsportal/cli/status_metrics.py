"""``newsportal status metrics``: the metrics on the screen, or in a file for node_exporter."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from newsportal.cli.crawl import say
from newsportal.cli.stores import opened
from newsportal.errors import NewsportalError, StoreError
from newsportal.store.metrics import metrics_text


def run(textfile: str | None) -> int:
    """Print or write the metrics; 0, 5 where there is no store, or the file cannot be written."""
    try:
        with opened() as store:
            text = metrics_text(store)
        if textfile is None:
            sys.stdout.write(text)
        else:
            write_aside(Path(textfile), text)
    except NewsportalError as error:
        return say(error)
    return 0


def write_aside(path: Path, text: str) -> None:
    """Write a file aside and rename it, so that whoever reads it has all of it.

    Raises:
        StoreError: It cannot be written.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise StoreError(f"{path} cannot be written: {error.strerror}") from error
