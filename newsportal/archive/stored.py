"""The page from which a stored record was made, out of the WARC file that the record names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from newsportal.archive.capture import Capture
from newsportal.archive.warc import read_warc
from newsportal.errors import ArgumentError


def stored_capture(output: Path, record: Mapping[str, Any]) -> Capture | None:
    """The capture at a record's place, under the record's address; None where it is no more.

    ``output`` is the folder to which the names of WARC files in records are relative.
    """
    place = record.get("warc")
    path = output / place["file"] if place else None
    if place is None or path is None or not path.is_file():
        return None
    try:
        found = next(read_warc(path, place["offset"], fast=False), None)
    except (ArgumentError, OSError):
        return None
    if not isinstance(found, Capture) or found.origin.offset != place["offset"]:
        return None
    return replace(found, url=record["url"] or found.url)
