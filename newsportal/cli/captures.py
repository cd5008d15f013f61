"""The saved pages that a command is given: files, folders, WARC files."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from newsportal.archive.address import stated_address
from newsportal.archive.capture import Capture, Origin
from newsportal.archive.warc import read_warc
from newsportal.errors import ArgumentError
from newsportal.road import is_html

PAGES = (".html", ".htm", ".html.gz", ".htm.gz")
WARCS = (".warc", ".warc.gz")


def captures_in(sources: list[str]) -> Iterator[Capture]:
    """The pages in files, folders and WARC files, those that state their address or have it beside.

    A folder is read with all below it; a page's JSON beside it may state its ``url``.

    Raises:
        ArgumentError: One cannot be read, or holds no page.
    """
    for source in sources:
        path, count = Path(source), 0
        try:
            for file in _files(path):
                for capture in _captures(file):
                    count += 1
                    yield capture
        except OSError as error:
            raise ArgumentError(f"{source} cannot be read: {error.strerror or error}") from error
        if not count:
            raise ArgumentError(
                f"{source} holds no page in HTML whose address is known: by its canonical link, "
                "og:url, or a JSON beside it with its url"
            )


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (each for each in sorted(path.rglob("*")) if each.name.endswith(PAGES + WARCS))
    else:
        yield path


def _captures(path: Path) -> Iterator[Capture]:
    if path.name.endswith(WARCS):
        found = (each for each in read_warc(path) if isinstance(each, Capture))
        yield from (each for each in found if each.status == 200 and is_html(each.body))
        return
    raw = path.read_bytes()
    raw = gzip.decompress(raw) if path.name.endswith(".gz") else raw
    url = _stated(path) or stated_address(raw)
    if url is not None and is_html(raw):
        origin = Origin(kind="folder", name=str(path))
        yield Capture(url=url, captured_at=None, body=raw, origin=origin)


def _stated(path: Path) -> str | None:
    """The address in the JSON beside a page."""
    beside = path.with_name(path.name.removesuffix(".gz")).with_suffix(".json")
    if not beside.is_file():
        return None
    stated = json.loads(beside.read_text("utf-8"))
    return stated.get("url") if isinstance(stated, dict) else None
