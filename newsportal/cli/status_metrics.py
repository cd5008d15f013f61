"""``newsportal status metrics``: the metrics on the screen, or in a file for node_exporter."""

from __future__ import annotations

import sys
from pathlib import Path

from newsportal.cli.crawl import say
from newsportal.cli.stores import opened
from newsportal.errors import NewsportalError, StoreError
from newsportal.store.export import aside
from newsportal.store.metrics import metrics_text


def run(textfile: str | None) -> int:
    """Print or write the metrics; 0, 5 where there is no store, or the file cannot be written."""
    try:
        with opened() as store:
            text = metrics_text(store)
        if textfile is None:
            sys.stdout.write(text)
        else:
            _write(Path(textfile), text)
    except NewsportalError as error:
        return say(error)
    return 0


def _write(path: Path, text: str) -> None:
    if not path.parent.is_dir():  # node_exporter reads one folder: another is a slip of the pen
        raise StoreError(f"{path} cannot be written: there is no folder {path.parent}")
    try:
        with aside(path) as file:
            file.write(text)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}") from error
