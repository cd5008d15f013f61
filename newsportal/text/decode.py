"""Bytes to text: which charset a page is in.

The order is that of the WHATWG encoding standard's sniffing, with one change that saved pages
need: bytes that are valid UTF-8 are UTF-8, whatever header or meta claim.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from newsportal.text.legacy import LEGACY
from newsportal.text.markup import without_markup
from newsportal.text.syllables import vietnamese_share

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The whole page is searched: some portals print their meta element 18 kB into it.
_STATED = re.compile(rb"""(?i)charset\s*=\s*(?:["']\s*)?([\w:.-]{2,40})""")
MAX_ATTRIBUTES = 200
"""Bytes of a meta element before its charset."""

_HEADER = re.compile(r"""(?i)charset\s*=\s*(?:["']\s*)?([\w:.-]{2,40})""")

# Labels that browsers read otherwise than Python does, https://encoding.spec.whatwg.org/#names-and-labels
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "latin-1": "cp1252", "tis-620": "cp874"}

_NO_CHARSETS = frozenset(("idna", "punycode", "unicode_escape", "raw-unicode-escape", "utf-7"))
"""Codecs that decode what no page is written in."""

# In windows-1258 a tone is a byte after its vowel. Western Europe has a letter there, which seldom
# stands behind a vowel, and no Italian or French text has the bytes of đ, ơ and ư.
_TONED = re.compile(
    rb"[aeiouyAEIOUY\xc2\xca\xd4\xe2\xea\xf4\xc3\xe3\xd5\xf5\xdd\xfd][\xcc\xd2\xde\xec\xf2]"
)
_HORNED = re.compile(rb"[\xd0\xd5\xdd\xf0\xf5\xfd]")

# How ạ, ế, ộ and their kind begin: of a page that has them nothing is written for a font.
_MODERN = b"\xe1\xba"

_TWICE = "áº".encode()
_RARE = (_TWICE[2:3], _TWICE[3:4])  # pages in Vietnamese hardly have the first, others the second
MIN_TWICE = 5
"""Such letters that were encoded twice, and how many make one look."""

# The two letters of ươ in UTF-8, as TCVN3 has them, the second with any tone, and VNI fonts.
_FONT_MARKS = (b"\xc2\xad\xc2\xac", b"\xc2\xad\xc3", "öô".encode())

# One byte of each, which is counted far sooner.
_FONT_BYTES = (0xAD, 0xB6)

_WESTERN = {bytes([code]).decode("cp1252", "ignore"): code for code in range(0x80, 0xA0)}
_WESTERN.pop("", None)
_TWICE_RUN = re.compile(f"(?:[Â-ô][\x80-\xbf{re.escape(''.join(_WESTERN))}]{{1,3}})+")
"""Letters as which windows-1252 shows the bytes of UTF-8: a first one and those that go on."""

MIN_BEYOND = 0.002
"""Letters beyond ASCII in all that a page of such letters has; its text alone has a fifth."""

MAX_HEAD = 10_000
"""Bytes in which the title of a Vietnamese page stands, which seldom lacks such a letter."""

MAX_FONT_SAMPLE = 60_000
"""Bytes that are looked at for such letters."""

PART = 16_384
"""Bytes that are decoded at a time."""

SURE = 0.8
"""Share of words with marks that are Vietnamese syllables in a text that is Vietnamese."""

MAX_SAMPLE = 200_000
_SCRIPTS = frozenset(("script", "style"))

TOLERATED = 0.001
"""Share of bytes that may fail before a declared charset is given up."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's bytes in UTF-8, and how that was reached."""

    data: bytes
    charset: str
    doubtful: bool = False
    """Whether some characters may be wrong."""


def decode(raw: bytes, content_type: str | None = None) -> Decoded:
    """``raw`` in UTF-8: by byte order mark, valid UTF-8, words, header, meta element.

    Words tell the charsets of Vietnam from before Unicode; windows-1258 is the last resort.

    >>> decode("Vĩnh Phúc".encode("utf-16")).data.decode()
    'Vĩnh Phúc'
    >>> decode("Hà Nội".encode("cp1258", "ignore"), "text/html; charset=windows-1258").charset
    'cp1258'
    """
    for mark, charset in _BOMS:
        if raw.startswith(mark):
            return _as(raw[len(mark) :], charset)
    size = _utf8_size(raw)
    if size is not None:
        return _encoded_once(raw, size) or _from_a_font(raw, size) or Decoded(raw, "utf-8")
    return _as_declared(raw, content_type)


def _as_declared(raw: bytes, content_type: str | None) -> Decoded:
    """Bytes that are no UTF-8, in the charset that their words, the header or the page name."""
    declared = [name for name in _declared(raw, content_type) if name]
    if "cp1252" in declared and _is_vietnamese(raw):
        declared.insert(0, "cp1258")
    if legacy := _from_legacy(raw, declared[0] if declared else "cp1258"):
        return legacy
    for charset in declared:
        tried = _as(raw, charset)
        if not tried.doubtful:
            return tried
    for charset in [*declared, "utf-8"]:
        tried = _as(raw, charset)
        if tried.data.count("\ufffd".encode()) <= max(3, len(raw) * TOLERATED):
            return tried
    guess = _as(raw, "cp1258")
    return Decoded(guess.data, guess.charset, doubtful=True)


def _encoded_once(raw: bytes, size: int) -> Decoded | None:
    """UTF-8 that was taken for windows-1252 and encoded again, as it was before; None if not.

    ``size`` is the number of characters. Vietnamese in such a page is full of á with a sign after
    it. What was added later, a footer's quotes, was encoded once and stays.
    """
    if len(raw) == size or not all(_has_often(raw, byte) for byte in _RARE):
        return None
    if raw.count(_TWICE) < MIN_TWICE:
        return None
    once = _TWICE_RUN.sub(_before, raw.decode()).encode("utf-8", "ignore")
    return Decoded(once, "utf-8 twice", doubtful=once.count(_TWICE) >= MIN_TWICE)


def _has_often(raw: bytes, byte: bytes) -> bool:
    """Whether ``byte`` is met `MIN_TWICE` times: to look for it is far faster than to count it."""
    place = -1
    for _ in range(MIN_TWICE):
        place = raw.find(byte, place + 1)
        if place < 0:
            return False
    return True


def _before(found: re.Match[str]) -> str:
    """What a run of letters was before it was encoded twice; itself if it was nothing."""
    try:
        return bytes(_WESTERN.get(char, ord(char)) for char in found[0]).decode("utf-8")
    except (UnicodeDecodeError, ValueError):
        return found[0]


def _from_a_font(raw: bytes, size: int) -> Decoded | None:
    """UTF-8 whose Western letters a Vietnamese font shows as others; None if there are none."""
    if len(raw) - size < MIN_BEYOND * size or _MODERN in raw[:MAX_HEAD]:
        return None
    spare = max(len(raw) - MAX_FONT_SAMPLE, 0)
    start = spare // 4  # a long page's head is full of scripts
    sample = raw[start : start + MAX_FONT_SAMPLE]
    if sum(map(sample.count, _FONT_BYTES)) < MIN_TWICE or _MODERN in sample:
        return None
    if sum(map(sample.count, _FONT_MARKS)) < MIN_TWICE:
        return None
    text = raw.decode()
    return _best_legacy(text, text)


def _from_legacy(raw: bytes, charset: str) -> Decoded | None:
    """Bytes of a charset that Python lacks, if in ``charset`` their words are not Vietnamese."""
    return _best_legacy(raw.decode("latin-1"), raw.decode(charset, "replace"))


def _best_legacy(text: str, otherwise: str) -> Decoded | None:
    """``text`` in the charset that makes Vietnamese of it, if ``otherwise`` is none."""
    share, marked = vietnamese_share(_sample(otherwise))
    if share >= SURE and marked:
        return None
    sample = _sample(text)
    shares = {name: vietnamese_share(read(sample)) for name, read in LEGACY.items()}
    name = max(shares, key=lambda each: shares[each])
    found, number = shares[name]
    if found < max(SURE, share) or number < MIN_TWICE:
        return None
    return Decoded(LEGACY[name](text).encode("utf-8", "ignore"), name)


def _sample(text: str) -> str:
    """What a reader sees of the first part of a page."""
    return without_markup(text[:MAX_SAMPLE], _SCRIPTS)


def _utf8_size(raw: bytes) -> int | None:
    """The characters of ``raw`` in UTF-8; None where it is none, or UTF-16 without its mark.

    Most of a page is ASCII, and in parts that is told at a fraction of what decoding costs.
    """
    size = place = 0
    while place < len(raw):
        part = raw[place : place + PART]
        if part.isascii():
            place, size = place + len(part), size + len(part)
            continue
        try:
            text, read = codecs.utf_8_decode(part, "strict", place + PART >= len(raw))
        except UnicodeDecodeError:
            return None
        place, size = place + read, size + len(text)
    return size if b"\x00" not in raw[:200] else None


def _is_vietnamese(raw: bytes) -> bool:
    """Whether bytes that claim to be Western European are windows-1258, as their tones tell."""
    toned = len(_TONED.findall(raw))
    return toned >= 3 and len(_HORNED.findall(raw)) >= toned / 10


def _declared(raw: bytes, content_type: str | None) -> list[str | None]:
    header = _HEADER.search(content_type or "")
    meta = next((each for each in _STATED.finditer(raw) if _in_meta(raw, each.start())), None)
    names = [header[1] if header else None, meta[1].decode("ascii") if meta else None]
    return [_codec(name) for name in names]


def _in_meta(raw: bytes, place: int) -> bool:
    """Whether ``place`` is inside a meta element."""
    before = raw[max(place - MAX_ATTRIBUTES - len("<meta"), 0) : place]
    return b"<meta" in before[before.rfind(b">") + 1 :].lower()


def _codec(label: str | None) -> str | None:
    """The codec that a charset's label names, or None."""
    if label is None:
        return None
    try:
        name = codecs.lookup(label).name
        b"a".decode(name)  # Python has codecs that are no charset: base64, rot13, undefined
    except (LookupError, ValueError):
        return None
    if name in _NO_CHARSETS:
        return None
    return _READ_AS.get(name, name)


def _as(raw: bytes, charset: str) -> Decoded:
    text = raw.decode(charset, "replace")
    data = text.encode("utf-8", "ignore")
    return Decoded(data, charset, doubtful="\ufffd" in text)
