"""Bylines: each printed form with whom it credits, and lines that are none."""

from __future__ import annotations

import pytest

from newsportal import extract
from newsportal.text.bylines import read_byline

FORMS: list[tuple[str, list[str], list[str], str | None]] = [
    ("Thanh Tuyền", ["Thanh Tuyền"], [], None),
    ("NGUYỄN THỊ LAN", ["Nguyễn Thị Lan"], [], None),
    ("Hoàng", ["Hoàng"], [], None),
    ("- Hà Thu -", ["Hà Thu"], [], None),
    ("Hà Thu-Mai Lan", ["Hà Thu", "Mai Lan"], [], None),
    ("Hà Thu – Mai Lan", ["Hà Thu", "Mai Lan"], [], None),
    ("Thanh Tuyền (Đài TT-TH Vĩnh Tường)", ["Thanh Tuyền"], [], "Đài TT-TH Vĩnh Tường"),
    ("Hà Thu (theo TTXVN)", ["Hà Thu"], [], "TTXVN"),
    ("Hà Thu (tổng hợp)", ["Hà Thu"], [], None),
    ("Bài, ảnh: Kim Lan", ["Kim Lan"], ["Kim Lan"], None),
    ("Tin, ảnh: K.T", ["K.T"], ["K.T"], None),
    ("Ảnh: Mai Hương", [], ["Mai Hương"], None),
    ("Tác giả: Ban Mai", ["Ban Mai"], [], None),
    ("Đoàn Lan", ["Đoàn Lan"], [], None),
    ("Theo TTXVN", [], [], "TTXVN"),
    ("Nguồn: Báo Nhân Dân", [], [], "Báo Nhân Dân"),
    ("P.V", [], [], None),
]

NO_BYLINES = [
    "Hội nghị thành công tốt đẹp.",
    "Theo kế hoạch, tỉnh sẽ khởi công.",
    "Vĩnh Phúc",
    "Huế",
    "Share",
    "Hết",
    "Giám Đốc Sở Y Tế",
    "Trường Sa",
    "Nơi Nhận",
]


@pytest.mark.parametrize(("line", "authors", "photographers", "source"), FORMS)
def test_form(line: str, authors: list[str], photographers: list[str], source: str | None) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert (byline.authors, byline.photographers, byline.source) == (authors, photographers, source)
    assert byline.raw == line


@pytest.mark.parametrize("line", NO_BYLINES)
def test_no_byline(line: str) -> None:
    assert read_byline(line) is None


PROSE = "<p>Sáng 5/3, xã Đông Hồ khánh thành cây cầu mới bắc qua sông, nối hai thôn.</p>" * 4


@pytest.mark.parametrize(
    ("end", "authors", "kept"),
    [
        ("<p>Hà Thu</p>", ["Hà Thu"], ""),
        ("<p>Hà Thu</p><p>Hà Thu</p>", ["Hà Thu"], ""),
        ("<p>Hà Thu</p><p>Ảnh: Mai Lan</p>", ["Hà Thu"], ""),
        # A list that a colon announces, and a name above the byline that is not doubled.
        ("<p>Người trúng giải:</p><p>Hà Thu</p>", [], "Hà Thu"),
        ("<p>Trần Văn Bình</p><p>Hà Thu</p>", ["Hà Thu"], "Trần Văn Bình"),
    ],
)
def test_the_last_lines(end: str, authors: list[str], kept: str) -> None:
    page = f"<html><body><h1>Khánh thành cầu mới</h1><div>{PROSE}{end}</div></body></html>"
    article = extract(page, "https://example.vn/a")
    assert article.authors == authors
    assert article.text.rsplit("\n\n", 1)[1] == kept if kept else "Hà Thu" not in article.text
