"""Where an id may stand in an address: every number of every address is a guess to be tested."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

WHOLE, TRAILING, LEADING, QUERY, SLUG = "whole", "trailing", "leading", "query", "slug"
KINDS = (TRAILING, WHOLE, LEADING, QUERY, SLUG)
"""Forms of an id, the likelier first: ``slug-48213.html``, ``/ID/48213/``, ``48213-slug``,
``?ItemID=48213``, and where there is no number the headline itself."""

SLUG_WORDS = 4
"""Words from which a segment is a headline's, and no section's name."""

_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,5}$")
_TRAILING = re.compile(r"(?P<head>.*[-_.])?(?P<mark>[A-Za-z]{0,8})(?P<id>\d+)")
_LEADING = re.compile(r"(?P<id>\d+)(?P<mark>[-_])\D.*")
_NO_IDS = re.compile(
    r"(?i)^(?:p_p_.*|_\d+_(?:cur|delta)|page|p|trang|pageindex|cur|tabid|mid|lang.*|v|ver|w|h|year"
    r"|month|day|delta|rows?)$"
)
"""Keys of a query whose number is no article's."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in which addresses of one form have their id."""

    kind: str
    mark: str = ""
    """What stands in the segment between headline and number; the key of a query."""

    extension: str = ""
    below: int = 0
    """Segments after the one with the id."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One guess of what an address says."""

    slot: Slot
    id: str
    above: tuple[str, ...]
    """Segments before the one with the id; of a query the whole path."""

    headline: str
    """The longest run of words in the address, by which articles are told apart."""


def segments(url: str) -> tuple[str, ...]:
    """The segments of the path of an address.

    >>> segments("http://a.example/vi/kinh-te/")
    ('vi', 'kinh-te')
    """
    return tuple(each for each in unquote(urlsplit(url).path).split("/") if each)


def is_headline(segment: str) -> bool:
    """Whether a segment has as many words as a headline.

    >>> is_headline("khanh-thanh-cau-moi-48213.html"), is_headline("tin-tuc-su-kien")
    (True, False)
    """
    words = [each for each in re.split(r"[-_+.\s]+", stem(segment)[0]) if each]
    return len([each for each in words if not each.isdigit()]) >= SLUG_WORDS and len(segment) > 18


def stem(segment: str) -> tuple[str, str]:
    """A segment without its extension, and that.

    >>> stem("default.aspx"), stem("so-1.2")
    (('default', '.aspx'), ('so-1.2', ''))
    """
    found = _EXTENSION.search(segment)
    return (segment[: found.start()], found[0]) if found else (segment, "")


def is_date(digits: str) -> bool:
    """Whether digits may be a year, a month or a day, and so no id.

    >>> is_date("202210"), is_date("20150323"), is_date("724099")
    (True, True, False)
    """
    known = digits.isdecimal() and len(digits) in (4, 6, 8)
    if not known or not 1990 <= int(digits[:4]) <= 2100:
        return False
    month, day = digits[4:6] or "01", digits[6:] or "01"
    return 1 <= int(month) <= 12 and 1 <= int(day) <= 31


def readings(url: str) -> Iterator[Reading]:
    """Every guess of where the address ``url`` has its id."""
    parts, path = urlsplit(url), segments(url)
    headline = max((stem(each)[0] for each in path), key=_length, default="")
    for number, segment in enumerate(path):
        below, above = len(path) - number - 1, path[:number]
        for kind, mark, extension, found in _in_segment(segment):
            told = _without(headline, found) if kind != SLUG else headline
            yield Reading(Slot(kind, mark, extension, below), found, above, told)
    for key, value in parse_qsl(parts.query):
        if value.isdecimal() and not _NO_IDS.match(key):
            yield Reading(Slot(QUERY, key), value, path, _without(headline, value))


def _length(text: str) -> int:
    return len(re.findall(r"[^\W\d]+", text))


def _without(headline: str, digits: str) -> str:
    return re.sub(rf"(?<!\d){digits}(?!\d)", "", headline).strip("-_")


def _in_segment(segment: str) -> Iterator[tuple[str, str, str, str]]:
    name, extension = stem(segment)
    if name.isdecimal() and name.isascii():
        yield WHOLE, "", extension, name
        return
    if found := _TRAILING.fullmatch(name):
        separator = (found["head"] or "")[-1:]
        yield TRAILING, separator + found["mark"], extension, found["id"]
    if found := _LEADING.fullmatch(name):
        yield LEADING, found["mark"], "", found["id"]
    if is_headline(segment):
        yield SLUG, "", extension, name
