"""Who is an author and what is the lead, where nobody wrote a Layout: a case a row."""

from __future__ import annotations

import pytest

from newsportal import Article, extract
from newsportal.text.decode import decode

PROSE = (
    "Sáng nay, huyện Vân Khê tổ chức lễ phát động trồng cây đầu xuân với sự tham gia của hơn hai"
    " trăm cán bộ, đoàn viên và nhân dân các xã trong vùng dự án."
)
BODY = "".join(f"<p>{PROSE} Đoạn {number} nói thêm về kế hoạch.</p>" for number in range(3))
TITLE = "Vân Khê triển khai kế hoạch trồng rừng năm mới"
SAPO = "Đây là phần mở đầu của bài viết này, dài vừa đủ để nhận ra."


def page(body: str, head: str = "", host: str = "x.vn") -> Article:
    title = f"<meta charset=utf-8><title>{TITLE}</title>"
    html = f"<html><head>{title}{head}</head><body>{body}</body></html>"
    return extract(html, f"https://{host}/a-1.html")


@pytest.mark.parametrize(
    ("stated", "host", "authors"),
    [
        ("Nguyễn Thanh Hoa", "baothanhhoa.vn", ["Nguyễn Thanh Hoa"]),
        ("Báo Thanh Hóa", "baothanhhoa.vn", []),
        ("Thanh Hóa Online", "baothanhhoa.vn", []),
        ("Trang thông tin xã Vân Khê", "x.vn", []),
        ("PV Hà Thu", "x.vn", ["Hà Thu"]),
        ("Bài và ảnh: Hà Thu", "x.vn", ["Hà Thu"]),
        ("Hà Thu - Kim Lan", "x.vn", ["Hà Thu", "Kim Lan"]),
        ("Hà Thu; Kim Lan", "x.vn", ["Hà Thu", "Kim Lan"]),
        ("Theo TTXVN", "x.vn", []),
        ("btv01", "x.vn", []),
        ("Quản trị", "x.vn", []),
    ],
)
def test_stated_authors(stated: str, host: str, authors: list[str]) -> None:
    head = f'<meta name="author" content="{stated}">'
    assert page(f"<h1>{TITLE}</h1><div>{BODY}</div>", head, host).authors == authors


@pytest.mark.parametrize(
    ("below", "authors"),
    [
        ("<div>Thời Tiết</div>", []),
        ("<div>Đọc Nhiều</div>", []),
        ("<div>Liên Kết Nhanh</div>", []),
        ("<div>Hà Thu</div>", []),
        ('<div class="tac-gia">Hà Thu</div>', ["Hà Thu"]),
        ("<p><b>Hà Thu</b></p>", ["Hà Thu"]),
        ('<p align="right">Hà Thu</p>', ["Hà Thu"]),
        ("<p>Bài, ảnh: Hà Thu</p>", ["Hà Thu"]),
    ],
)
def test_bylines_below_the_body(below: str, authors: list[str]) -> None:
    assert page(f"<h1>{TITLE}</h1><div>{BODY}</div><section>{below}</section>").authors == authors


@pytest.mark.parametrize(
    ("above", "authors"),
    [
        ('<div><span class="author">Hà Thu</span> <span>14/05/2024 08:30</span></div>', ["Hà Thu"]),
        ("<div>Hà Thu - 14/05/2024 08:30</div>", ["Hà Thu"]),
        ("<div>Tác giả: Hà Thu</div>", ["Hà Thu"]),
        ("<div>Thời Sự - 14/05/2024 08:30</div>", []),
        ('<div class="source">Sự Kiện</div>', []),
        ("<div>Thứ Sáu - 17/05/2024</div>", []),
    ],
)
def test_bylines_above_the_body(above: str, authors: list[str]) -> None:
    assert page(f"<h1>{TITLE}</h1>{above}<div>{BODY}</div>").authors == authors


def test_an_entry_of_the_menu_is_no_author() -> None:
    menu = "<ul><li><a href='/x'>Miền Tây</a></li></ul>"
    assert page(f"{menu}<h1>{TITLE}</h1><div>Miền Tây - 14/05/2024</div>{BODY}").authors == []


@pytest.mark.parametrize(
    ("above", "sapo"),
    [
        (f'<div class="sapo">{SAPO}</div>', SAPO),
        (f'<div><a href="/x">Một tiêu đề khác hẳn ở đây</a><p class="sapo">{SAPO}</p></div>', None),
        (f'<div>14/05/2024 08:30 | 120<br><span class="sapo">{SAPO}</span></div>', SAPO),
        (f'<div><meta itemprop="description" content="x">{SAPO}<br>{SAPO[:30]}</div>', SAPO),
        (f'<div class="sapo"><p>{SAPO}</p><p>Đoạn hai.</p></div>', f"{SAPO} Đoạn hai."),
    ],
)
def test_marked_leads(above: str, sapo: str | None) -> None:
    assert page(f"<h1>{TITLE}</h1>{above}<div>{BODY}</div>").description == sapo


def test_a_marked_quote_in_the_body_is_no_lead() -> None:
    quote = f'<div class="sapo">{SAPO}</div>'
    assert page(f"<h1>{TITLE}</h1><div><p>{PROSE}</p>{quote}{BODY}</div>").description is None


def test_the_article_around_the_headline() -> None:
    own, other = f"<article><h1>{TITLE}</h1>{BODY}</article>", BODY.replace("Đoạn", "Phần")
    further = f"<article><h2>Một bài khác hẳn ở bên dưới</h2>{other}</article>"
    assert "Phần" not in page(f"<main>{own}{further}</main>").text
    lead = f"<article><h1>{TITLE}</h1><p>{PROSE} {PROSE}</p></article>"
    card = f"<article><p>{PROSE} {PROSE} Thẻ.</p></article>"
    assert "Phần 2" in page(f"<main>{lead}<div>{other}</div>{card}</main>").text


def test_a_lead_in_italics_is_no_caption_of_a_picture_above() -> None:
    lead = f"<p><em>{SAPO}</em></p>"
    body = f"<h1>{TITLE}</h1><div><img src='/a.jpg'></div><div>{lead}{BODY}</div>"
    assert SAPO in page(body).text


def test_utf_8_that_was_taken_for_windows_1252() -> None:
    html = f"<html><title>{TITLE}</title>{BODY}<footer>“a” – b…</footer>".encode()
    shown = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in html)
    found = decode(f"{shown}<p>“Đảng bộ”</p>".encode())
    assert (found.charset, found.doubtful) == ("utf-8 twice", False)
    assert found.data.decode() == f"{html.decode()}<p>“Đảng bộ”</p>"
