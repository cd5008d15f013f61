"""The saved pages that a command is given: files, folders, WARC and WACZ files."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from newsportal.archive.address import stated_address
from newsportal.archive.capture import Capture, Origin, Skipped
from newsportal.archive.folder import read_page, sorted_files
from newsportal.archive.reading import kind_of, read
from newsportal.errors import ArgumentError
from newsportal.road import MAX_BYTES, is_html

PACKED = (".html.gz", ".htm.gz")
"""Pages that are packed one by one."""

OF_COURSE = frozenset(("no-page",))
"""Reasons that go without saying: pictures and the like among the pages."""


def captures_in(sources: list[str]) -> Iterator[Capture]:
    """The pages in files, folders and archives that answered 200 and whose address is known.

    A folder is read with all below it; a page's JSON beside it may state its ``url``. What gave no
    page is counted on stderr, by reason.

    Raises:
        ArgumentError: One cannot be read, or holds no page.
    """
    for source in sources:
        count, left_out = 0, Counter[str]()
        try:
            for found in _found(Path(source)):
                if isinstance(found, Capture):
                    count += 1
                    yield found
                else:
                    left_out[found] += 1
        except OSError as error:
            raise ArgumentError(f"{source} cannot be read: {error.strerror or error}") from error
        if not count:
            raise ArgumentError(
                f"{source} holds no page in HTML whose address is known: by what the tool that "
                "saved it noted, its canonical link, og:url, a folder named like the host, or a "
                "JSON beside it with its url"
            )
        told = [f"{reason} {n}" for reason, n in left_out.items() if reason not in OF_COURSE]
        if told:
            sys.stderr.write(f"newsportal: left out of {source}: {', '.join(told)}\n")


def _found(path: Path) -> Iterator[Capture | str]:
    """The pages of one source, and the reason of each place that gave none."""
    path.stat()
    below = path if path.is_dir() else path.parent
    for file in sorted_files(path) if path.is_dir() else [path]:
        for each in _read(file, file.relative_to(below)):
            yield each.reason if isinstance(each, Skipped) else _usable(each, file)


def _read(file: Path, name: Path) -> Iterator[Capture | Skipped]:
    if file.name.endswith(PACKED):
        yield _unpacked(file)
    elif kind_of(file) == "page":
        yield read_page(file, PurePosixPath(name.as_posix()))
    else:
        yield from read(str(file))


def _unpacked(file: Path) -> Capture | Skipped:
    origin = Origin(kind="folder", name=str(file))
    try:
        with gzip.open(file) as packed:
            raw = packed.read(MAX_BYTES + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        return Skipped(reason="damaged", detail=str(error), origin=origin)
    if len(raw) > MAX_BYTES:
        return Skipped(reason="too-large", origin=origin)
    return Capture(url=stated_address(raw), captured_at=None, body=raw, origin=origin)


def _usable(capture: Capture, file: Path) -> Capture | str:
    """The page with its address, or why it is none."""
    if capture.text or not is_html(capture.body):
        return "no-page"
    if capture.status != 200:
        return f"http-{capture.status}"
    url = _stated(file) or capture.url
    return replace(capture, url=url) if url else "no-address"


def _stated(path: Path) -> str | None:
    """The address in the JSON beside a page.

    Raises:
        ArgumentError: It is no JSON.
    """
    beside = path.with_name(path.name.removesuffix(".gz")).with_suffix(".json")
    if not beside.is_file():
        return None
    try:
        stated = json.loads(beside.read_text("utf-8"))
    except ValueError as error:
        raise ArgumentError(f"{beside} is no JSON: {error}") from error
    return stated.get("url") if isinstance(stated, dict) else None
