"""Charsets from before Unicode: tables that lose nothing, and pages whose charset words tell."""

from __future__ import annotations

import unicodedata

import pytest

from newsportal import extract
from newsportal.text.decode import decode
from newsportal.text.legacy import LEGACY, VNI_PAIRS

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
LETTERS = [unicodedata.normalize("NFC", v + t) for v in VOWELS for t in TONES] + ["đ"]
LETTERS += [letter.upper() for letter in LETTERS]
TEXT = (
    "Sáng nay, người dân xã Đông Hồ đã dự lễ khánh thành cây cầu mới bắc qua sông, với sự có mặt "
    "của lãnh đạo huyện. Đường vào thôn được mở rộng, việc đi lại của bà con thuận lợi hơn trước. "
    "Ủy ban nhân dân xã cho biết, từ nay đến cuối năm sẽ sửa thêm hai đoạn đường nữa."
)
TITLE = "Xã Đông Hồ khánh thành cây cầu mới"
URL = "https://example.vn/tin/cau-moi-12.html"


def written(text: str, charset: str) -> str:
    """``text`` as Latin-1 reads it in a charset."""
    if charset == "vni":
        shown = {letter: pair for pair, letter in reversed(VNI_PAIRS.items())}
    else:
        shown = {LEGACY[charset](chr(n)): chr(n) for n in range(255, 0, -1)}
    return "".join(shown.get(letter, letter) for letter in text)


@pytest.mark.parametrize("charset", LEGACY)
def test_every_letter_comes_back(charset: str) -> None:
    for letter in LETTERS:
        if charset == "tcvn3" and letter in "ÚỤỪỬỮỨỰỲỶỸÝỴ":
            continue  # VN1 has these below 0x20, where a font has no glyph
        assert LEGACY[charset](written(letter, charset)) == letter


@pytest.mark.parametrize("charset", LEGACY)
@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "x-user-defined", ""])
def test_a_page_of_bytes(charset: str, declared: str) -> None:
    meta = f"<meta charset='{declared}'>" if declared else ""
    html = f"<html><head>{meta}<title>{{}}</title></head><body><h1>{{}}</h1><p>{{}}</p>"
    text = TEXT.replace("Ủy", "Uỷ")
    raw = html.format(*(written(each, charset) for each in (TITLE, TITLE, text)))
    article = extract(raw.encode("latin-1"), URL)
    assert article.title == TITLE
    assert article.text == text
    assert "charset_doubtful" not in article.flags


@pytest.mark.parametrize("charset", ["tcvn3", "vni"])
def test_a_page_in_utf8_that_a_font_shows(charset: str) -> None:
    html = f"<html><body><h1>{written(TITLE, charset)}</h1><p>{written(TEXT, charset)}</p>"
    assert extract(html, URL).text == TEXT


@pytest.mark.parametrize(
    "text",
    [
        "Le Conseil d’État a jugé que la société était fondée à demander l’annulation du marché.",
        "Die Bürger der Städte Köln und Düsseldorf wählen am Sonntag größere Räte als früher.",
        "El señor Núñez llegó a la región después de la reunión de los países de América.",
        "Škoda, Ærø, naïve, façade, coöperation, Ångström and piñata are written with marks.",
    ],
)
@pytest.mark.parametrize("charset", ["cp1252", "utf-8"])
def test_other_languages_stay_as_they_are(text: str, charset: str) -> None:
    raw = f"<meta charset={charset}><p>{text * 9}".encode(charset)
    assert text in decode(raw).data.decode()


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_vietnamese_in_a_charset_of_today(charset: str) -> None:
    assert decode(f"<meta charset={charset}><p>{TEXT}".encode(charset)).charset.startswith("utf")
