"""One record of a WARC or ARC file, and what is lost of one that is damaged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timezone

from newsportal.road import MAX_BYTES

MAX_HEAD = 64 * 1024
"""Bytes that the named fields of a record, or of an HTTP answer, may have."""

MAX_BLOCK = MAX_BYTES + MAX_HEAD
"""Bytes of a record's block that are kept; a larger one is no article's page."""

ARC_LINE = re.compile(
    rb"((?:https?|filedesc|ftp|whois)://\S+|dns:\S+) (\S+) (\d{8,14}) (\S+) "
    rb"(?:\S+ \S+ \S+ \S+ )?(\d+)\r?\n"
)
"""The line with which a record of an ARC file begins, version 1, or 2 with its further fields."""


class DamagedError(Exception):
    """The bytes are not those of a sound record."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record of any type."""

    offset: int | None
    """Where it begins: at a gzip member or a zstd frame of its own, or in a file that is not
    packed; None inside of a member that holds more than one."""

    fields: dict[str, str] = field(repr=False)
    """Its named fields, names in lower case; those of an ARC record under the names of WARC."""

    block: bytes = field(repr=False)
    whole: bool = True
    """Whether the block is all there, and not only its first `MAX_BLOCK` bytes."""

    def named(self, name: str) -> str:
        """A field's value; empty for none."""
        return self.fields.get(name, "")


@dataclass(frozen=True, slots=True)
class Lost:
    """Bytes of a file in which no record could be read."""

    offset: int
    size: int
    why: str


def fields_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Named fields of a record by their names in lower case; the first of a name counts.

    >>> fields_of([("WARC-Type", "response"), ("warc-type", "x"), ("WARC-Target-URI", "<a:b>")])
    {'warc-type': 'response', 'warc-target-uri': 'a:b'}
    """
    found: dict[str, str] = {}
    for name, value in pairs:
        found.setdefault(name.strip().lower(), value.strip())
    address = found.get("warc-target-uri", "")
    if address.startswith("<") and address.endswith(">"):  # as wget before 1.20 wrote it
        found["warc-target-uri"] = address[1:-1]
    return found


def arc_fields(line: re.Match[bytes]) -> dict[str, str]:
    r"""The fields of an ARC record by the names that WARC has for them.

    >>> found = ARC_LINE.match(b"http://a.vn/ 1.2.3.4 20080102030405 text/html 12\n")
    >>> arc_fields(found)["warc-date"]
    '2008-01-02T03:04:05Z'
    """
    url, _, stamp, kind, length = (each.decode("utf-8", "replace") for each in line.groups())
    is_page = url.startswith(("http://", "https://"))
    return {
        "warc-type": "response" if is_page else "warcinfo",
        "warc-target-uri": url,
        "warc-date": iso_of(stamp) or "",
        "content-type": "application/http; msgtype=response" if is_page else kind,
        "content-length": length,
    }


def iso_of(stamp: str) -> str | None:
    """A moment of 14 digits in ISO 8601; one that is shorter begins its year, month or day.

    >>> iso_of("20221201013059"), iso_of("2022"), iso_of("20221301000000")
    ('2022-12-01T01:30:59Z', '2022-01-01T00:00:00Z', None)
    """
    whole = stamp + "00000101000000"[len(stamp) :]
    try:
        moment = datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=timezone.utc)
    except ValueError:
        return None
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
