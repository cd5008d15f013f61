"""The file /.well-known/tdmrep.json of TDMRep: for which addresses a site reserves mining."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from newsportal.rights import reservation

PATH = "/.well-known/tdmrep.json"
MAX_SIZE = 500 * 1024
"""Bytes of a file that is read."""

_ESCAPED = re.compile(r"%[0-9a-fA-F]{2}")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_SAFE = "%/:?#[]@!&'()+,;=~"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: a pattern of paths, as in robots.txt, and whether what it fits is reserved."""

    location: str
    reserved: bool | None

    def fits(self, target: str) -> bool:
        """Whether the pattern fits a path and query that `_spelled` gave.

        >>> Rule("/anh/*.jpg$", True).fits("/anh/2024/a.jpg")
        True
        """
        pattern = self.location.removesuffix("$")
        ends = pattern != self.location
        first, *parts = map(_spelled, pattern.split("*"))
        if not parts:
            return target == first if ends else target.startswith(first)
        if not target.startswith(first):
            return False
        at, last = len(first), parts.pop() if ends else ""
        for part in parts:
            found = target.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        return target.endswith(last, at)


def read_tdmrep(body: bytes) -> tuple[Rule, ...]:
    """The rules of a file, in its order; none of what is not such a file.

    >>> read_tdmrep(b'[{"location": "/", "tdm-reservation": 1}]')
    (Rule(location='/', reserved=True),)
    >>> read_tdmrep(b"<html>404</html>")
    ()
    """
    if len(body) > MAX_SIZE:
        return ()
    try:
        stated: Any = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return ()
    rows = stated if isinstance(stated, list) else [stated]  # the brackets are often forgotten
    return tuple(
        Rule(row["location"], reservation(row.get("tdm-reservation")))
        for row in rows
        if isinstance(row, dict) and isinstance(row.get("location"), str) and row["location"]
    )


def reservation_of(rules: Iterable[Rule], url: str) -> bool | None:
    """Whether the first rule that fits ``url`` reserves it; None if none fits, or it says nothing.

    >>> rules = [Rule("/anh/", False), Rule("/", True)]
    >>> [reservation_of(rules, f"http://a.vn{path}") for path in ("/anh/a.jpg", "/tin/b", "")]
    [False, True, True]
    """
    parts = urlsplit(url)
    target = _spelled((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
    return next((rule.reserved for rule in rules if rule.fits(target)), None)


def _spelled(text: str) -> str:
    """A path in one spelling: only what is unreserved or divides it stands for itself.

    >>> _spelled("/%74in/tên$")
    '/tin/t%C3%AAn%24'
    """
    return _ESCAPED.sub(_plain, quote(text, safe=_SAFE, errors="replace"))


def _plain(found: re.Match[str]) -> str:
    letter = chr(int(found[0][1:], 16))
    return letter if _UNRESERVED.fullmatch(letter) else found[0].upper()
