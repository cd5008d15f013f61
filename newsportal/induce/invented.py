"""Invented words in the place of others: as long, with the same capitals, figures and marks.

A word is chosen by itself and the one before it, so the same sentence becomes the same wherever a
page repeats it, in a heading, an abstract or its metadata, and no word always stands for one other.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

from newsportal.boilerplate import BOILERPLATE
from newsportal.text.bylines import STAFF
from newsportal.text.normalise import unaccented, words

_SYLLABLES = """
y ở ý à ô
là và có đi ra về cá cổ cờ da dì đá để đò gà gỗ hạ hè hồ kể kỳ lá lê mẹ mơ nẻ nó nụ
ồn ơn sẽ số tổ từ tư út võ vụ xứ ấm ăn ai ao
các của cho với một bàn bến bưởi cam cau cây chè chợ con cửa dâu dừa đất đèn
đêm gió hoa hẹn khế làm làng lúa mai mận mây mùa nắm nền ngô nhà nón núi nên qua quê ruộng sân
sen sông thơ tre trà vải vàng vui vườn xuân xem xóm yên rau rơm sáo dệt
được những trên trong người việc bướm chiều chim chuối cánh cành duyên đồng giếng giống hạnh
hiền khoai kênh lụa mương mạnh nghề nghỉ nhiều nước phiên quanh rừng sương thăm thuyền thóc tiếng
trăng trâu tranh trồng vững xanh xoài hương bánh bằng cách cùng đường điểm dịu dựng giấy gặp
chuyện chương khoảng khuyên nghiệp nguồn nhường phương quyển quyết thường thương thuyết
truyền xưởng xương trưởng chuông giường hướng nghĩa khiêng
nghiêng chuyển khuyến nguyện nguyên
"""
_BY_LENGTH: dict[int, tuple[str, ...]] = {
    size: tuple(dict.fromkeys(each for each in _SYLLABLES.split() if len(each) == size))
    for size in range(1, 8)
}
_ENTITIES = "ldquo rdquo lsquo rsquo ndash mdash hellip nbsp amp quot"

MENU_WORDS = """
trang chủ | tin tức | tin tức sự kiện | thời sự | chính trị | kinh tế | xã hội | văn hóa | văn hoá
| giáo dục | thể thao | pháp luật | quốc tế | thế giới | giải trí | sức khỏe | y tế | công nghệ
| khoa học | du lịch | bạn đọc | đời sống | video | ảnh | multimedia | đa phương tiện | podcast
| infographic | giới thiệu | liên hệ | đăng nhập | đăng ký | tìm kiếm | sơ đồ trang | rss | home
| trang sau | trang trước | tiếp | sau | trước | trang tiếp | xem thêm | tải thêm | load more
| in bài viết | gửi mail | in bài | ngày đăng | view count | lượt xem | chia sẻ | quay lại
| về đầu trang | mới nhất | từ khóa | tags | chủ đề | tác giả | nguồn
"""
"""What menus and buttons are called everywhere; it is nobody's text."""

MOST_KEPT = 7
"""Words of the longest label that is kept."""

_LABELS = frozenset(
    words(label)
    for label in [*MENU_WORDS.split("|"), *(each for row in BOILERPLATE for each in row.labels)]
    if len(label.split()) <= MOST_KEPT
)
_STAFF = frozenset(STAFF) | {"ttxvn", "vov", "vtv", "tr", "vnd"}

_DATE = (
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:\s?(?:Z\b|[+-]\d{2}:?\d{2}))?"
    r"|\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}"
    r"|(?<!\d)\d{1,2}(?::\d{2}(?::\d{2})?|h\d{0,2}|\s?giờ\s?\d{0,2})(?:\s?phút|')?(?:\s?[AP]M\b)?"
    r"|(?i:\b(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)\b)"
    r"|(?i:\b(?:ngày\s+)?\d{1,2}\s+tháng\s+\d{1,2}(?:\s*,?\s*năm)?\s+\d{4})"
    r"|(?i:\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*, \d{1,2} [a-z]{3} \d{4})"
    r"|\(?\b(?:GMT|UTC)\s?[+-]?\d{0,2}(?::\d{2})?\)?"
    r"|(?i:\b(?:ngày đăng|cập nhật|xuất bản|view count|lượt xem)\b)"
)
_CREDIT = (
    r"(?i:\b(?:tin|bài|tin bài|bài viết|ảnh|video|clip|nguồn|tác giả|người viết|thực hiện"
    r"|đồ họa|theo|phóng viên)(?:\s*(?:,|và|&)\s*(?:ảnh|bài|video|clip))*(?=\s*[:：]))"
    r"|(?:(?<=^)|(?<=\())\s*(?i:theo)\b"
    r"|(?i:\((?:tổng hợp|t/h|lược dịch|thực hiện|ghi|dịch)\))"
)
_PIECE = re.compile(
    rf"(?P<kept>{_DATE}|{_CREDIT}|\b(?:{'|'.join(_ENTITIES.split())});)"
    r"|(?P<mail>[\w.+-]+@[\w-]+\.[\w.-]+)|(?P<word>[^\W\d_]+)|(?P<digits>\d+)"
)
_NOTHING_LONG = 3
"""Digits from which a number is changed; shorter ones say nothing."""


class Inventor:
    """Changes the words of one page; the same page is always changed alike."""

    def __init__(self, seed: str, keep: Iterable[str] = ()) -> None:
        self._seed = seed
        self._before = ""
        self._kept = {words(each) for each in keep if each.strip()}
        parts = [re.escape(each) for each in keep if each.strip()]
        self._whole = re.compile(rf"(?i)({'|'.join(parts)})") if parts else None

    def begin(self) -> None:
        """Forget the words before: another block begins."""
        self._before = ""

    def text(self, text: str) -> str:
        """``text`` in other words.

        >>> Inventor("a").text("Các tin khác"), Inventor("a").text("12/5/2024 8:31 AM")
        ('Các tin khác', '12/5/2024 8:31 AM')
        """
        if is_label(text):
            return text
        if self._whole is None:
            return self._text(text)
        pieces = self._whole.split(text)
        return "".join(p if words(p) in self._kept else self._text(p) for p in pieces)

    def _text(self, text: str) -> str:
        return _PIECE.sub(self._piece, text)

    def _piece(self, found: re.Match[str]) -> str:
        if found["kept"]:
            return found[0]
        if found["mail"]:
            return "toasoan@thu.example"
        if found["digits"]:
            return self.number(found[0])
        return self._word(found[0])

    def _word(self, word: str) -> str:
        low = word.lower()
        chosen = word if low in _STAFF and word.isupper() else _cased(self._chosen(low), word)
        self._before = low
        return chosen

    def _chosen(self, low: str) -> str:
        number = self._draw(self._before, low)
        return of_length(len(low), number, low)

    def number(self, digits: str) -> str:
        """Other digits, as many, the same for the same; short ones and years stay.

        >>> Inventor("a").number("2024"), len(Inventor("a").number("250123"))
        ('2024', 6)
        """
        year = len(digits) == 4 and digits[:2] in ("19", "20")
        if len(digits) < _NOTHING_LONG or year:
            return digits
        drawn = str(self._draw("number", digits))
        while len(drawn) < len(digits):
            drawn += str(self._draw("more", drawn))
        first = "0" if digits[0] == "0" else drawn[0].replace("0", "7")
        return first + drawn[1 : len(digits)]

    def slug(self, slug: str) -> str:
        """A headline's words in an address, each another; numbers as `number` has them."""
        self.begin()
        changed = re.sub(
            r"[A-Za-z]+|\d+",
            lambda found: (
                self.number(found[0]) if found[0].isdigit() else unaccented(self._word(found[0]))
            ),
            slug,
        )
        self.begin()
        return changed

    def host(self, host: str) -> str:
        """An invented host, the same for the same.

        >>> Inventor("a").host("www.bao.vn").endswith(".example")
        True
        """
        bare = host.lower().removeprefix("www.")
        drawn = self._draw("host", bare)
        name = unaccented(of_length(4, drawn, bare) + of_length(5, drawn // 97, bare))
        return ("www." if bare != host.lower() else "") + f"{name}-{drawn % 997}.example"

    def _draw(self, *parts: str) -> int:
        key = "\n".join((self._seed, *parts)).encode("utf-8", "replace")
        return int.from_bytes(hashlib.blake2b(key, digest_size=6).digest(), "big")


def is_label(text: str) -> bool:
    """Whether ``text`` is what portals print around their articles, and nothing else.

    >>> is_label("Các tin khác:"), is_label("Trang chủ"), is_label("Cầu mới ở Vĩnh Sơn")
    (True, True, False)
    """
    return words(text) in _LABELS


def of_length(size: int, number: int, but: str) -> str:
    """The word of a stock of about that length that a number names, never ``but`` itself.

    >>> len(of_length(4, 12, "")), of_length(4, 12, of_length(4, 12, "")) == of_length(4, 12, "")
    (4, False)
    """
    longest = max(_BY_LENGTH)
    if size > longest:
        rest = size - longest
        return of_length(longest, number, but) + of_length(rest, number // 31, but)
    stock: Sequence[str] = _BY_LENGTH[size]
    word = stock[number % len(stock)]
    return word if word != but else stock[(number + 1) % len(stock)]


def _cased(chosen: str, word: str) -> str:
    if word.isupper() and len(word) > 1:
        return chosen.upper()
    return chosen.capitalize() if word[:1].isupper() else chosen
