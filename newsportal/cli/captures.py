"""The saved pages that a command is given: files, folders, WARC files, or those of the store."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from newsportal.archive.capture import Capture, Origin
from newsportal.archive.members import Member, members, named_fields
from newsportal.cli.extract import stated_address
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
        answers = (_answer(member, path) for member in members(path))
        yield from (each for each in answers if each is not None and is_html(each.body))
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


def _answer(member: Member, path: Path) -> Capture | None:
    """The capture of a member of a WARC file; None for what is no answer of HTTP status 200."""
    stated = member.headers()
    if stated.get("warc-type") != "response" or not stated.get("warc-target-uri"):
        return None
    head, _, body = member.block().partition(b"\r\n\r\n")
    status = head[9:12].decode("latin-1")
    if status != "200":
        return None
    return Capture(
        url=stated["warc-target-uri"],
        captured_at=stated.get("warc-date"),
        headers=tuple(named_fields(head).items()),
        body=body.removesuffix(b"\r\n\r\n"),
        origin=Origin(kind="warc", name=str(path), offset=member.offset),
    )


def stored_capture(output: Path, record: Mapping[str, Any]) -> Capture | None:
    """The page from which a stored record was made; None where its WARC file has it no more."""
    place = record.get("warc")
    path = output / place["file"] if place else None
    if path is None or not path.is_file():
        return None
    try:
        member = next(members(path, place["offset"]), None) if place else None
    except OSError:
        return None
    found = _answer(member, path) if member is not None else None
    return found if found is None else replace(found, url=record["url"] or found.url)
