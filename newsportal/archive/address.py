"""The address of a saved page, and when it was saved: what the tool wrote, or the page says."""

from __future__ import annotations

import re
from datetime import timezone
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

SAVED_BY: dict[str, re.Pattern[bytes]] = {
    "browser": re.compile(rb"(?i)<!--\s*saved from url=\(\d+\)(https?://[^\s>]+)"),
    "HTTrack": re.compile(rb"(?i)<!--\s*Mirrored from ([^\s>]+) by HTTrack"),
    "SingleFile": re.compile(rb"(?i)<!--\s*Page saved with SingleFile\s+url:\s*(https?://\S+)"),
}
"""How tools note in a page where they had it."""

STATED: dict[str, tuple[re.Pattern[bytes], ...]] = {
    "canonical": (
        re.compile(
            rb"""(?i)<link[^>]+rel=["']?canonical["']?[^>]*href=["']?(https?://[^"'\s>]+)"""
        ),
        re.compile(rb"""(?i)<link[^>]+href=["']?(https?://[^"'\s>]+)[^>]*rel=["']?canonical"""),
    ),
    "og:url": (
        re.compile(
            rb"""(?i)<meta[^>]+property=["']og:url["'][^>]*content=["'](https?://[^"'\s>]+)"""
        ),
        re.compile(
            rb"""(?i)<meta[^>]+content=["'](https?://[^"'\s>]+)["'][^>]*property=["']og:url"""
        ),
    ),
}
"""How a page states its own address."""

_HTTRACK_TIME = re.compile(
    rb"(?i)<!--\s*Mirrored from \S+ by HTTrack[^>]*?\], ([^>]{20,40} GMT)\s*-->"
)
_SINGLEFILE_TIME = re.compile(
    rb"(?i)<!--\s*Page saved with SingleFile\s[^>]*?saved date:\s*([^\n(>]{20,40})"
)
_WITHOUT_COMMA = re.compile(r"^(\w{3}) (\w{3}) (\d\d) (\d{4})")
"""A day as JavaScript prints it."""

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:[:+]\d{1,5})?")
_FILE_TYPES = frozenset(("html", "htm", "xhtml", "php", "aspx", "txt", "mht", "xml"))
_HEAD = 200_000
"""Bytes of a page in which its address is looked for."""


def saved_address(raw: bytes) -> str | None:
    """The address that the tool which saved a page noted in it, or None.

    >>> saved_address(b"<!-- Mirrored from bao.example/tin/1.html by HTTrack Website Copier -->")
    'https://bao.example/tin/1.html'
    """
    head = raw[:_HEAD]
    found = next((match for form in SAVED_BY.values() if (match := form.search(head))), None)
    return _address(found[1]) if found else None


def stated_address(raw: bytes) -> str | None:
    """The address that a page states for itself, or the tool that saved it noted; or None."""
    forms = [form for each in STATED.values() for form in each]
    found = next((match for form in forms if (match := form.search(raw[:_HEAD]))), None)
    return _address(found[1]) if found else saved_address(raw)


def _address(stated: bytes) -> str:
    address = unescape(stated.decode("utf-8", "replace"))
    return address if "//" in address else f"https://{address}"


def path_address(path: PurePosixPath) -> str | None:
    """The address that a path below a folder spells, where a part of it is a host's name; or None.

    wget and HTTrack put each host into a folder of its name.

    >>> path_address(PurePosixPath("saved/bao.example/tin/1.html"))
    'https://bao.example/tin/1.html'
    >>> path_address(PurePosixPath("saved/1.html"))
    """
    parts = path.parts
    for number, part in enumerate(parts[:-1]):
        if _HOST.fullmatch(part.lower()) and part.rpartition(".")[2].lower() not in _FILE_TYPES:
            name = "/".join(parts[number + 1 :]).removesuffix("index.html")
            return f"https://{part.lower().replace('+', ':')}/{quote(name, safe='/?&=%:;,@+~')}"
    return None


def is_address(url: str | None) -> bool:
    """Whether ``url`` is an address of the web."""
    try:
        parts = urlsplit(url or "")
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def saved_at(raw: bytes) -> str | None:
    """When a page was saved, ISO 8601 in UTC, where the tool noted it.

    The file's own time is no witness: wget gives it the page's last change, a copy the present.

    >>> saved_at(b"<!-- Mirrored from bao.example/ by HTTrack Website Copier/3.x [XR&CO'2014], "
    ...          b"Sat, 27 Aug 2022 09:52:04 GMT -->")
    '2022-08-27T09:52:04+00:00'
    """
    found = _HTTRACK_TIME.search(raw) or _SINGLEFILE_TIME.search(raw)
    if found is None:
        return None
    stated = _WITHOUT_COMMA.sub(r"\1, \3 \2 \4", found[1].decode("latin-1"))
    try:
        moment = parsedate_to_datetime(re.sub(r"GMT(?=[+-])", "", stated).strip())
    except ValueError:
        return None
    return moment.astimezone(timezone.utc).isoformat(timespec="seconds")
