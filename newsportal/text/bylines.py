"""Bylines: who wrote the text, who took the pictures, where it was taken from.

A Vietnamese paper prints them as the last line of the body. The forms are rows of `LABELS`; what
stands after the label is split into names, and a name is told from a phrase by its shape alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from unicodedata import normalize

from newsportal.text.normalise import name_case, normal
from newsportal.text.places import PLACES

BOTH, AUTHOR, PHOTO, SOURCE = "authors photographers", "authors", "photographers", "source"

LABELS: tuple[tuple[str, str], ...] = (
    (
        BOTH,
        r"(?:tin|bài|tin,? bài|bài viết|thực hiện)(?:\s*(?:,|và|&|-|\+)\s*(?:ảnh|video|clip))+",
    ),
    (BOTH, r"ảnh\s*(?:,|và|&|-)\s*(?:tin|bài)"),
    (AUTHOR, r"bởi"),
    (AUTHOR, r"tác giả|người viết|bài viết|thực hiện|phóng viên|tin bài|tin, bài|tin|bài|p\.?v\.?"),
    (PHOTO, r"ảnh|video|clip|đồ họa"),
    (SOURCE, r"nguồn tin|nguồn|trích|theo"),
)
"""What opens a byline and whom it credits; the first row that fits is taken."""

_LABELS = tuple(
    # "Theo" and "bởi" credit without a colon as well; every other word is one of running text then.
    (role, re.compile(rf"(?i)^(?:{form})\s*(?:[:：]|(?<=theo)\s|(?<=bởi)\s)\s*"))
    for role, form in LABELS
)
_LABELLED = re.compile(r"(?i)[:：]|(?:theo|bởi)\s")

_FURTHER = re.compile(r"(?i)\s*[-–—;,/|]\s*(?=(?:tin|bài|ảnh|video|clip|đồ họa|nguồn)\s*[:：])")
"""Where one line goes on with another label."""

_DONE = ("thực hiện", "ghi", "tổng hợp", "lược dịch")
_DONE_BY = re.compile(rf"(?i)\s+(?:{'|'.join(_DONE)})$")
_TITLES = re.compile(
    r"(?i)^(?:p\.?v\.?|ctv|btv|phóng viên|cộng tác viên|biên tập viên|nhà báo|thực hiện|by)\s+"
)
"""What stands before a name and is no part of it."""

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
_FROM = re.compile(
    r"(?i)\s*\(\s*(?:(?:theo|nguồn:?)\s+([^()]{2,60})"
    r"|((?:đài|báo|ttxvn|trung tâm|cổng|phòng|ban|sở|hội|huyện|thành|xã)\b[^()]{0,58}))\)\s*$"
)
# What opens an office's name or a signature block and has the shape of a name. "Ban Mai" and
# "Đoàn Lan" are persons, so a word that opens names too needs two more syllables or is left out.
_OFFICE = re.compile(
    r"(?i)^(?:(?:phó )?(?:giám đốc|chủ tịch|bí thư|trưởng ban|trưởng phòng)|trung tâm|tổng biên tập"
    r"|[uủ][yỷ] ban|văn phòng|việt nam|hoàng sa|trường sa|nơi nhận|ubnd|hđnd"
    r"|(?:ban|sở|phòng|hội) \S+ \S+)\b"
)
_NEWSROOM = re.compile(
    r"(?i)^(?:(?:báo|đài|tạp chí) (?!thị\b|văn\b)\S+ \S+|thông tấn|trang (?:thông )?tin"
    r"|cổng thông tin|ban biên tập|tòa soạn|toà soạn|nhóm phóng viên)\b"
)
_BETWEEN = re.compile(r"\s*(?:[,;/&|]|\s[-–—]\s|\s(?:và|với)\s)\s*")
_TIGHT = re.compile(r"[-–—]")
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|n|ngh?|nh|ph?|qu|r|s|t|th|tr|v|x)?"
    r"[aeiouyăâêôơư]{1,3}(?:c|ch|m|n|ng|nh|p|t)?"
)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_NO_NAMES = frozenset("hết xem tin bài ảnh nguồn theo in top hot trang tải".split())
"""Syllables that stand alone below a text and have the shape of a given name."""

BUTTONS = frozenset(
    "thời tiết|đọc nhiều|tỷ giá|liên hệ|video mới|xem tiếp|bình luận|sự kiện nóng|gần đây|thời sự"
    "|văn hóa|văn hoá|kinh tế|xã hội|thể thao|giáo dục|pháp luật|chính trị|giải trí|du lịch"
    "|quảng cáo|trang chủ|tin tức|công nghệ|đời sống|sức khỏe|thế giới|quốc tế|trong nước"
    "|trong tỉnh|bạn đọc|tin mới|tin nóng|tin khác|nổi bật|mới nhất|xem nhiều|đọc thêm|xem thêm"
    "|chia sẻ|phản hồi|sự kiện|từ khóa|chủ đề|chuyên mục|chuyên đề|đa phương tiện|góc nhìn"
    "|nhịp sống|quản trị|super admin|nông thôn|nông nghiệp|đô thị|môi trường|văn nghệ|an ninh"
    "|quốc phòng|phóng sự|tòa soạn|thông báo|giới thiệu|đăng nhập|đăng ký|tìm kiếm|bạn bè"
    "|ảnh đẹp|video hay|lịch sử".split("|")
)
"""Buttons and names of sections that have the shape of a person's name."""

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
    labelled: bool = False
    """Whether it opens with a word such as "Ảnh:" or "Theo"."""


def is_name(text: str) -> bool:
    """Whether ``text`` has the shape of a person's name or pen name.

    Two to five capitalised syllables, or initials with dots.

    >>> [is_name(t) for t in ("Thanh Tuyền", "NGUYỄN LAN", "K.T", "Vĩnh Phúc", "Hội nghị", "Lan")]
    [True, True, True, False, False, False]
    """
    if _INITIALS.match(text):
        return True
    if _OFFICE.match(text):
        return False
    parts, key = text.split(), text.casefold()
    if not 2 <= len(parts) <= 5 or key in PLACES or key in BUTTONS:
        return False
    return all(
        _INITIALS.match(part) or (_NAME_PART.match(part) and _capital(part)) for part in parts
    )


def is_newsroom(text: str) -> bool:
    """Whether ``text`` names a paper, a site or an office in Vietnamese, and no person.

    >>> is_newsroom("Thông tấn Sơn Hải"), is_newsroom("Trang thông tin xã Vân Khê")
    (True, True)
    >>> is_newsroom("Báo Thị Hạnh"), is_newsroom("Ban Mai")
    (False, False)
    """
    return _NEWSROOM.match(text) is not None or _OFFICE.match(text) is not None


def _capital(part: str) -> bool:
    return part[0].isupper() and (len(part) == 1 or part[1:].islower() or part.isupper())


def may_be_labelled(line: str) -> bool:
    """Whether ``line`` holds what every label ends with: a quick look before they are tried."""
    return _LABELLED.search(line) is not None


def read_byline(line: str) -> Byline | None:
    """The byline that ``line`` is, or None where it is something else.

    >>> read_byline("Bài, ảnh: KIM LAN - Hà Thu").photographers
    ['Kim Lan', 'Hà Thu']
    >>> read_byline("Bài: Hà Thu - Ảnh: Kim Lan").photographers
    ['Kim Lan']
    >>> read_byline("Theo TTXVN").source, read_byline("Theo Hồ Hương").authors
    ('TTXVN', ['Hồ Hương'])
    >>> read_byline("Hà Thu (tổng hợp)").authors, read_byline("Hà Thu (Đài Đông Hồ)").source
    (['Hà Thu'], 'Đài Đông Hồ')
    >>> read_byline("Theo kế hoạch, tỉnh sẽ khởi công.")
    """
    raw = normal(line)
    if not raw or len(raw) > 90:
        return None
    parts = _FURTHER.split(raw) if ":" in raw or "：" in raw else [raw]
    if len(parts) > 1 and (":" in parts[0] or is_name(parts[0])):
        return _joined(raw, [read_byline(part) for part in parts])
    rest, source = _NOTE.sub("", raw) if "(" in raw else raw, None
    if found := _FROM.search(rest) if "(" in rest else None:
        rest, source = rest[: found.start()], found[1] or found[2]
    rest = rest.strip(" *()[].-–—") if not _INITIALS.match(rest) else rest
    done = _DONE_BY.sub("", rest) if rest.casefold().endswith(_DONE) else rest
    rest = _TITLES.sub("", done) or rest
    for role, form in _LABELS if may_be_labelled(rest) else ():
        if label := form.match(rest):
            credited = _credit(raw, role, rest[label.end() :], source, labelled=True)
            return replace(credited, labelled=True) if credited else None
    if _is_given_name(rest):
        return Byline(raw, authors=[name_case(rest)], source=source)
    return _credit(raw, AUTHOR, rest, source)


def _joined(raw: str, parts: list[Byline | None]) -> Byline | None:
    """What the labelled parts of one line say; None where one of them is no credit."""
    read = [part for part in parts if part is not None]
    if len(read) < len(parts):
        return None
    source = next((part.source for part in read if part.source), None)
    authors = [name for part in read for name in part.authors]
    photographers = [name for part in read for name in part.photographers]
    return Byline(raw, authors, photographers, source, labelled=True)


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
    names, others = _names(rest, labelled)
    # "Dương Ngọc / Nhịp sống thị trường": the outlet stands behind its author, once.
    if others and not (names and len(others) == 1 and "/" in rest):
        return None
    return Byline(
        raw,
        authors=names if AUTHOR in role else [],
        photographers=names if PHOTO in role else [],
        source=source or (others[0] if others else None),
    )


def _names(rest: str, labelled: bool) -> tuple[list[str], list[str]]:
    """The persons in a list of names, in name case, and what in it is no person."""
    names: list[str] = []
    others: list[str] = []
    for part in filter(None, _BETWEEN.split(rest)):
        tight = [each.strip() for each in _TIGHT.split(part)]
        for each in tight if len(tight) > 1 and all(map(is_name, tight)) else [part]:
            if each.casefold().replace(" ", "_") in STAFF:
                continue
            person = is_name(each) or (labelled and _capital_word(each))
            (names if person else others).append(each)
    return [name_case(name) for name in names], others


def _is_given_name(word: str) -> bool:
    """Whether ``word`` is one capitalised Vietnamese syllable, no place and no button."""
    key = word.casefold()
    if not _capital_word(word) or key in PLACES or key in _NO_NAMES or key in STAFF:
        return False
    toneless = "".join(c for c in normalize("NFD", key) if c not in _TONES)
    return _SYLLABLE.fullmatch(normalize("NFC", toneless)) is not None


def _capital_word(part: str) -> bool:
    return bool(_NAME_PART.match(part)) and _capital(part)


def _source(raw: str, rest: str) -> Byline | None:
    """A source is a short name, not the opening of a sentence ("Theo kế hoạch ...")."""
    short = len(rest.split()) <= 8 and not rest.endswith((":", ",", "?"))
    known = _AGENCY.search(rest) or (rest[:1].isupper() and "," not in rest)
    return Byline(raw, source=rest) if rest and short and known else None
