"""Captures taken out of WARC files: of withdrawn articles, and of listings that print their text.

A file is never changed where it lies: a new one is written under the next name and the old one
deleted once nothing refers to it. Records that stay keep their bytes, but not their offsets.

In the place of a capture stands a ``metadata`` record, which WARC 1.1 has for what describes
another record: ``WARC-Refers-To`` names the capture. It has no ``WARC-Target-URI``, as addresses
hold titles.
https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from __future__ import annotations

import gzip
import html
import json
import os
import re
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.warcwriter import WARCWriter

from newsportal.archive.members import Member, members, named_fields
from newsportal.archive.writer import LEVEL, mend
from newsportal.portal import Portal
from newsportal.urls import article_id, article_match, clean_address

PROBE = 40
"""Characters that a line of a text has at least to tell that a page prints it."""

CAPTURES = frozenset(("response", "revisit", "resource", "conversion"))
"""Types of records in whose place one stays that says what became of them."""

_NAME = re.compile(r"(?P<stem>.+?)(?:\.g(?P<number>[0-9]+))?\.warc\.gz")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A withdrawn article, as it is found in an archive."""

    id: str
    day: str
    """When it was withdrawn, ISO 8601."""

    addresses: frozenset[str]
    """Every address that it is known to have."""

    lines: tuple[str, ...] = ()
    """Lines of its text by which a listing or feed is known to print it."""


def next_name(name: str) -> str:
    """The name of a file that takes another's place.

    >>> next_name("r1-00000.warc.gz"), next_name("r1-00000.g9.warc.gz")
    ('r1-00000.g1.warc.gz', 'r1-00000.g10.warc.gz')
    """
    stem, number = _parts(name)
    return f"{stem}.g{number + 1}.warc.gz"


def _parts(name: str) -> tuple[str, int]:
    found = _NAME.fullmatch(name)
    return (found["stem"], int(found["number"] or 0)) if found else (name, 0)


def clear(folder: Path, refers: Callable[[str], bool]) -> list[Path]:
    """Undo or end what a crash broke off, and mend what a crawl left; the folder's files.

    ``refers`` tells whether any record lies in the file of a name. Of a file and the one that was
    to take its place, the one stays to which records refer; if none does, the newer.

    Raises:
        OSError: The folder cannot be used.
    """
    for unfinished in folder.glob("*.new"):
        unfinished.unlink()
    for part in sorted(folder.glob("*.part")):
        mend(part)
    for path in sorted(folder.glob("*.warc.gz"), key=lambda path: _parts(path.name)):
        newer = path.with_name(next_name(path.name))
        if newer.exists():
            (newer if refers(path.name) else path).unlink()
    return sorted(folder.glob("*.warc.gz"))


def is_touched(path: Path, marks: Marks) -> bool:
    """Whether a file has records to be taken out.

    Raises:
        OSError: It cannot be read, or is damaged.
    """
    return any(marks.of(member) is not None for member in members(path))


def rewrite(path: Path, marks: Marks) -> tuple[Path, dict[int, int], int]:
    """Write the file that is to take another's place.

    Returns:
        Its path; the new offset for that of each record that stays; and the captures left out.

    Raises:
        OSError: The disk is full, or the like; or the file is damaged. Nothing was changed.
    """
    target, offsets, taken = path.with_name(next_name(path.name)), dict[int, int](), 0
    part = target.with_name(f"{target.name}.new")
    with part.open("wb") as file:
        for member in members(path):
            withdrawn = marks.of(member)
            if withdrawn is None:
                offsets[member.offset] = file.tell()
                file.write(member.pressed)
            elif member.headers().get("warc-type") in CAPTURES:
                file.write(_tombstone(member, withdrawn))
                taken += 1
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)
    sync(path.parent)
    return target, offsets, taken


def sync(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    if hasattr(os, "O_DIRECTORY"):  # elsewhere a folder cannot be opened
        number = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


class Marks:
    """Which records of an archive are to be taken out, and for which withdrawn article."""

    def __init__(self, portal: Portal | None, withdrawn: Iterable[Withdrawn]) -> None:
        self.portal = portal
        self.withdrawn = {each.id: each for each in withdrawn}
        self.by_address = {
            clean_address(url): each for each in self.withdrawn.values() for url in each.addresses
        }
        self.taken: dict[str, Withdrawn] = {}
        """Ids of captures that are taken out, for the requests that follow them."""

    def of(self, member: Member) -> Withdrawn | None:
        """The withdrawn article for whose sake a record is taken out; None where it stays."""
        headers = member.headers()
        found = self._met_at(headers.get("warc-target-uri", "").strip("<>"))
        found = found or self.taken.get(headers.get("warc-concurrent-to", ""))
        if found is None and self._is_read(headers):
            found = self._printed(member.block())
        if found is not None and "warc-record-id" in headers:
            self.taken[headers["warc-record-id"]] = found
        return found

    def _met_at(self, url: str) -> Withdrawn | None:
        if not url.startswith("http"):
            return None
        found = self.by_address.get(clean_address(url))
        if found is None and self.portal is not None:
            found = self.withdrawn.get(article_id(url, self.portal))
        return found

    def _is_read(self, headers: dict[str, str]) -> bool:
        """Whether it is a page, of no article: the records of others lie where their pages do."""
        if headers.get("warc-type") != "response" or self.portal is None:
            return False
        return article_match(headers.get("warc-target-uri", "").strip("<>"), self.portal) is None

    def _printed(self, block: bytes) -> Withdrawn | None:
        probed = [each for each in self.withdrawn.values() if each.lines]
        text = plain_text(block) if probed else ""
        return next((each for each in probed if any(line in text for line in each.lines)), None)


def probes(record: dict[str, Any]) -> tuple[str, ...]:
    r"""The lines of a record's text that are long enough to be its own.

    >>> probes({"text": "Ngắn.\n\n" + "Một  câu dài hơn hẳn bốn mươi ký tự, có hai dấu cách."})
    ('Một câu dài hơn hẳn bốn mươi ký tự, có hai dấu cách.',)
    """
    lines = (" ".join(line.split()) for line in record["text"].splitlines())
    return tuple(line for line in lines if len(line) >= PROBE)


def plain_text(block: bytes) -> str:
    r"""The words of an HTTP response in HTML, XML or JSON, without tags, a space between two.

    >>> plain_text(b"HTTP/1.1 200 OK\r\n\r\n<p>Th&#7901;i s\\u1ef1</p>&lt;b&gt; m&amp;#7899;i")
    'Thời sự mới'
    """
    head, _, body = block.partition(b"\r\n\r\n")
    text = _unpacked(body, named_fields(head).get("content-encoding", "")).decode(
        "utf-8", "replace"
    )
    text = _ESCAPED.sub(lambda found: str(json.loads(f'"{found[0]}"')), text)
    for _ in range(2):  # a feed holds HTML that is escaped once more
        text = html.unescape(_TAG.sub("", text))
    return " ".join(_TAG.sub("", text).split())


def _unpacked(body: bytes, encoding: str) -> bytes:
    bits = {"gzip": 16, "x-gzip": 16, "deflate": 0}.get(encoding.lower())
    if bits is None:
        return body
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | bits).decompress(body)
    except zlib.error:
        return body


def _tombstone(member: Member, withdrawn: Withdrawn) -> bytes:
    """The member that stands in the place of a capture."""
    headers = member.headers()
    refers = {"WARC-Refers-To": headers["warc-record-id"]} if "warc-record-id" in headers else {}
    stated = f"withdrawn: {withdrawn.id}\r\nwithdrawn-on: {withdrawn.day[:10]}\r\n".encode()
    builder = WARCWriter(BytesIO(), gzip=False, warc_version="WARC/1.1")
    record = builder.create_warc_record(
        "",
        "metadata",
        payload=BytesIO(stated),
        length=len(stated),
        warc_headers_dict={"WARC-Date": headers["warc-date"], **refers},
    )
    builder.write_record(record)
    return gzip.compress(builder.out.getvalue(), LEVEL, mtime=0)
