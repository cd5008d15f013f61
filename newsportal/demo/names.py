"""Invented names: communes, hamlets, people, pen names. None is taken from a real page."""

from __future__ import annotations

from newsportal.demo.dice import Dice

COMMUNE_FIRST = tuple(
    "Bồng Chu Dao Đan Giáp Hạc Khuê Lạc Liên Lũng Mộc Ngân Nham Ngát Quế Sa Tạ Thạch Trúc Uyên Vân "
    "Viên Vọng Yến".split()
)
COMMUNE_SECOND = tuple(
    "Bái Bích Cát Chằm Dậu Đài Đẩu Giá Hoan Hối Khánh Khoát Lãng Lĩnh Lôi Mạn Mẫn Nghè Nhuệ Phủ "
    "Quán Rạng Sở Tảo Thắng Trai Trảng Tràng Triều Ứng Vĩ Vực".split()
)
COMMUNES = len(COMMUNE_FIRST) * len(COMMUNE_SECOND)
"""How many communes the province has; more than a real one, for titles never to repeat."""

HAMLETS = tuple(
    name.strip()
    for name in """
    Ao Vối, Bãi Gạo, Bến Trám, Cầu Ngói, Cửa Đình, Đồng Mít, Đồng Sậy, Gò Quéo, Giếng Đá, Hóc Bưởi,
    Khe Cọ, Lò Gốm, Mái Gianh, Ngõ Trầu, Núi Vung, Rừng Mơ, Sau Chùa, Trại Dâu, Vườn Chè, Bến Vạn
    """.split(",")
)

SURNAMES = tuple(
    "Trịnh Lương Vũ Phùng Đặng Mạc Tạ Hoàng Ngô Cao Lê Dương Khổng Triệu Quách".split()
)
MEN = (
    tuple("Văn Đình Hữu Quốc Bá Công Đức Trọng".split()),
    tuple("Bảo Chiến Định Giáp Hậu Khoa Lực Nghĩa Phú Quyết Sáng Thịnh Toản Vịnh Uy".split()),
)
WOMEN = (
    tuple("Thị Thu Ngọc Thanh Bích Diệu".split()),
    tuple("Chanh Dịu Hiên Hòa Lụa Mận Nết Nhàn Phượng Quy Sen Thắm Thơm Vui Xoan".split()),
)
"""Middle names and given names."""

PEN_FIRST = tuple(
    "Thu Mai Ngọc Minh Hồng Bích Quỳnh Khánh Diệu Hoài Phương Tuấn Đức Việt Trường Duy Lưu "
    "Cát".split()
)
PEN_SECOND = tuple(
    "Hằng Vy Trâm Khôi Nhung Thảo Lâm Quyên Duyên Tùng Hiếu Nga Thủy Đạt Cường Linh "
    "Huệ Oanh".split()
)


def commune(number: int) -> str:
    """The commune of that number, from 0 up to `COMMUNES`.

    >>> commune(0), commune(COMMUNES - 1)
    ('Bồng Bái', 'Yến Vực')
    """
    first, second = divmod(number, len(COMMUNE_SECOND))
    return f"{COMMUNE_FIRST[first]} {COMMUNE_SECOND[second]}"


def man(dice: Dice) -> str:
    """A man's full name."""
    return f"{dice.pick(SURNAMES)} {dice.pick(MEN[0])} {dice.pick(MEN[1])}"


def woman(dice: Dice) -> str:
    """A woman's full name."""
    return f"{dice.pick(SURNAMES)} {dice.pick(WOMEN[0])} {dice.pick(WOMEN[1])}"


def pen_name(dice: Dice) -> str:
    """A journalist's pen name: two syllables."""
    return f"{dice.pick(PEN_FIRST)} {dice.pick(PEN_SECOND)}"
