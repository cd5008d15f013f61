"""Bylines: who wrote the text, who took the pictures, where it was taken from.

A Vietnamese paper prints them as the last line of the body. The forms are rows of `LABELS`; what
stands after the label is split into names, and a name is told from a phrase by its shape alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newsportal.text.normalise import name_case, normal
from newsportal.text.places import PLACES

BOTH, AUTHOR, PHOTO, SOURCE = "authors photographers", "authors", "photographers", "source"

LABELS: tuple[tuple[str, str], ...] = (
    (BOTH, r"(?:tin|bài|tin bài|tin, bài|bài viết|thực hiện)\s*(?:,|và|&|-|\+)\s*ảnh"),
    (BOTH, r"ảnh\s*(?:,|và|&|-)\s*(?:tin|bài)"),
    (AUTHOR, r"tác giả|người viết|bài viết|thực hiện|phóng viên|tin bài|tin, bài|tin|bài|p\.?v\.?"),
    (PHOTO, r"ảnh"),
    (SOURCE, r"nguồn tin|nguồn|trích|theo"),
)
"""What opens a byline and whom it credits; the first row that fits is taken."""

_LABELS = tuple(
    # "Theo" credits without a colon as well; every other word is one of running text without it.
    (role, re.compile(rf"(?i)^(?:{form})\s*(?:[:：]|(?<=theo)\s)\s*"))
    for role, form in LABELS
)

STAFF = frozenset(
    "pv p.v p.v. ctv c.t.v bbt b.b.t th t.h đ.s admin administrator webmaster biên_tập_viên "
    "ban_biên_tập phóng_viên nhóm_phóng_viên nhóm_pv cộng_tác_viên tòa_soạn pv-ctv pv_-_ctv".split()
)
"""Words in a byline's place that credit the newsroom, not a person."""

_AGENCY = re.compile(
    r"(?i)\b(ttxvn|vietnam\s?\+|vietnamplus|vov|vtv|bnews|reuters|afp|báo|cổng|đài|trang|tạp chí"
    r"|thông tấn|online|[\w-]+\.(?:vn|com|net|org))\b"
)
_NOTE = re.compile(
    r"(?i)\s*\(\s*(?:tổng hợp|t/?h|thực hiện|lược dịch|dịch|ghi|s/?t|sưu tầm|biên soạn)\s*\)\s*$"
)
_FROM = re.compile(r"(?i)\s*\(\s*(?:theo|nguồn:?)\s+([^()]{2,60})\)\s*$")
_BETWEEN = re.compile(r"\s*(?:[,;/&|]|\s[-–—]\s|\s(?:và|với)\s)\s*")
_INITIALS = re.compile(r"^(?:[^\W\d_]{1,3}\.){1,4}[^\W\d_]{0,6}\.?$")
_NAME_PART = re.compile(r"^[^\W\d_]{1,7}$")


@dataclass(frozen=True, slots=True)
class Byline:
    """What one printed byline says."""

    raw: str
    """The line as printed."""

    authors: list[str] = field(default_factory=list)
    photographers: list[str] = field(default_factory=list)
    source: str | None = None


def is_name(text: str) -> bool:
    """Whether ``text`` has the shape of a person's name or pen name.

    Two to five capitalised syllables, or initials with dots.

    >>> [is_name(t) for t in ("Thanh Tuyền", "NGUYỄN LAN", "K.T", "Vĩnh Phúc", "Hội nghị", "Lan")]
    [True, True, True, False, False, False]
    """
    if _INITIALS.match(text):
        return True
    parts = text.split()
    if not 2 <= len(parts) <= 5 or text.casefold() in PLACES:
        return False
    return all(
        _INITIALS.match(part) or (_NAME_PART.match(part) and _capital(part)) for part in parts
    )


def _capital(part: str) -> bool:
    return part[0].isupper() and (len(part) == 1 or part[1:].islower() or part.isupper())


def read_byline(line: str) -> Byline | None:
    """The byline that ``line`` is, or None where it is something else.

    >>> read_byline("Bài, ảnh: KIM LAN - Hà Thu").photographers
    ['Kim Lan', 'Hà Thu']
    >>> read_byline("Theo TTXVN").source, read_byline("Theo Hồ Hương").authors
    ('TTXVN', ['Hồ Hương'])
    >>> read_byline("Hà Thu (tổng hợp)").authors
    ['Hà Thu']
    >>> read_byline("Theo kế hoạch, tỉnh sẽ khởi công.")
    """
    raw = normal(line)
    if not raw or len(raw) > 90:
        return None
    rest, source = raw.strip(" *()[]."), None
    if found := _FROM.search(raw):
        rest, source = raw[: found.start()].strip(), found[1].strip()
    rest = _NOTE.sub("", rest if found else _NOTE.sub("", raw).strip(" *"))
    role = next(
        ((role, rest[m.end() :]) for role, form in _LABELS if (m := form.match(rest))), None
    )
    if role is None:
        return _credit(raw, AUTHOR, rest, source)
    return _credit(raw, role[0], role[1], source, labelled=True)


def _credit(
    raw: str, role: str, rest: str, source: str | None, labelled: bool = False
) -> Byline | None:
    """Share the names in ``rest`` out by ``role``; None where any of it is no credit."""
    rest = rest.strip().rstrip(".") if not _INITIALS.match(rest.strip()) else rest.strip()
    if rest.casefold().replace(" ", "_") in STAFF:
        return Byline(raw, source=source)
    if role == SOURCE:
        named = is_name(rest) and not _AGENCY.search(rest) and raw.casefold().startswith("theo")
        return Byline(raw, authors=[name_case(rest)]) if named else _source(raw, rest)
    if _AGENCY.fullmatch(rest):
        return Byline(raw, source=rest)
    names: list[str] = []
    others: list[str] = []
    for part in filter(None, _BETWEEN.split(rest)):
        if part.casefold().replace(" ", "_") in STAFF:
            continue
        (names if is_name(part) or (labelled and _capital_word(part)) else others).append(part)
    # "Dương Ngọc / Nhịp sống thị trường": the outlet stands behind its author, once.
    if others and not (names and len(others) == 1 and "/" in rest):
        return None
    names = [name_case(name) for name in names]
    return Byline(
        raw,
        authors=names if AUTHOR in role else [],
        photographers=names if PHOTO in role else [],
        source=source or (others[0] if others else None),
    )


def _capital_word(part: str) -> bool:
    return bool(_NAME_PART.match(part)) and _capital(part)


def _source(raw: str, rest: str) -> Byline | None:
    """A source is a short name, not the opening of a sentence ("Theo kế hoạch ...")."""
    short = len(rest.split()) <= 8 and not rest.endswith((":", ",", "?"))
    known = _AGENCY.search(rest) or (rest[:1].isupper() and "," not in rest)
    return Byline(raw, source=rest) if rest and short and known else None
