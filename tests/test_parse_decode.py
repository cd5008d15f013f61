"""Bytes to a tree: charsets, and pages that lxml loses."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsportal import ExtractionError, extract, extract_text
from newsportal.page import Page
from newsportal.road import is_html, run
from newsportal.text.decode import decode
from newsportal.text.normalise import normal

PROSE = "<p>Sáng nay, xã Đông Hồ khánh thành cây cầu mới bắc qua sông, nối liền hai thôn.</p>" * 3
TEXT = "Sáng nay, xã Đông Hồ khánh thành cây cầu mới bắc qua sông"
HEAD = "<head><title>Khánh thành cây cầu mới</title></head>"
URL = "https://example.vn/a"


@pytest.mark.parametrize(
    ("html", "flag"),
    [
        (f"<html></html>{HEAD}<body>{PROSE}</body>", "recovered_sibling_root"),
        (
            f"<html>{HEAD}<body>{'<div>' * 400}{PROSE}{'</div>' * 400}</body></html>",
            "recovered_huge_tree",
        ),
        (
            f"<html>{HEAD}<body>{'<div>' * 4000}{PROSE}{'</div>' * 4000}</body></html>",
            "recovered_beautifulsoup",
        ),
    ],
    ids=["sibling root", "deep", "very deep"],
)
def test_recovery(html: str, flag: str) -> None:
    article = extract(html, URL)
    assert TEXT in article.text
    assert flag in article.flags
    page = run(Page(html.encode(), url=URL))
    assert page.statistics()["parse/" + flag.replace("_", "-")] == 1


def test_a_very_deep_page_keeps_its_headline() -> None:
    deep = f"{'<div>' * 5000}<h1>Khánh thành cầu mới ở xã</h1>{PROSE}{'</div>' * 5000}"
    article = extract(f"<html>{HEAD}<body>{deep}</body></html>", URL)
    assert article.title == "Khánh thành cầu mới ở xã"
    assert TEXT in article.text


def in_windows_1258(text: str) -> bytes:
    """Each letter with its circumflex or horn, then its tone."""
    tones, parts = "\u0300\u0301\u0303\u0309\u0323", []
    for letter in unicodedata.normalize("NFC", text):
        marks = unicodedata.normalize("NFD", letter)
        parts.append(unicodedata.normalize("NFC", "".join(c for c in marks if c not in tones)))
        parts += [c for c in marks if c in tones]
    return "".join(parts).encode("cp1258")


@pytest.mark.parametrize(
    ("raw", "charset"),
    [
        (in_windows_1258(PROSE), "cp1258"),
        (
            "<p>Perché può darsi che ciò sia più vero; così è, però già.</p>".encode("cp1252"),
            "cp1252",
        ),
        (
            "<p>Où était-il passé ? Là-bas, à côté du hôtel, dès août.</p>".encode("cp1252"),
            "cp1252",
        ),
    ],
    ids=["Vietnamese", "Italian", "French"],
)
def test_windows_1258_under_another_label(raw: bytes, charset: str) -> None:
    assert decode(raw, "text/html; charset=iso-8859-1").charset == charset


def test_no_recovery_where_nothing_is_lost() -> None:
    script = "<script>" + "x('</b></i></u>');" * 200 + "</script>"
    article = extract(f"<html>{HEAD}<body>{script}{PROSE}</body></html>", URL)
    assert not [flag for flag in article.flags if flag.startswith("recovered")]


@pytest.mark.parametrize(
    ("raw", "content_type"),
    [
        (f"<meta charset=utf-8>{PROSE}".encode(), None),
        (("\r\r\n<!-- " + "x" * 18_000 + f" --><meta charset=utf-8>{PROSE}").encode(), None),
        (PROSE.encode(), "text/html; charset=iso-8859-1"),
        (PROSE.encode("utf-16"), None),
        (b"\xef\xbb\xbf" + PROSE.encode(), "text/html"),
        (f"<meta charset=utf-8>{PROSE}".encode().replace(b"</p>", b"\x00</p>"), None),
    ],
    ids=["meta", "late meta", "header lies", "utf-16", "bom", "nul"],
)
def test_charset(raw: bytes, content_type: str | None) -> None:
    assert TEXT in extract(raw, URL, content_type=content_type).text


def test_windows_1258_is_composed() -> None:
    raw = unicodedata.normalize("NFD", "Hà Nội").encode("cp1258", "ignore")
    assert decode(raw, "text/html; charset=windows-1258").charset == "cp1258"


def test_a_cut_character_is_flagged_not_hidden() -> None:
    raw = f"<html>{HEAD}<body>{PROSE}".encode() + "ệ".encode()[:2]
    assert "charset_doubtful" in extract(raw, URL, content_type="text/html; charset=utf-8").flags


@given(st.text())
def test_normal_is_idempotent_and_nfc(text: str) -> None:
    once = normal(text)
    assert normal(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\n" not in once
    assert not [c for c in once if unicodedata.category(c) in ("Cc", "Cs")]


@given(st.binary(max_size=300))
def test_any_bytes_make_a_record_or_our_error(raw: bytes) -> None:
    try:
        article = extract(b"<html><p>" + raw, URL)
    except ExtractionError:
        return
    assert unicodedata.is_normalized("NFC", article.text)


@given(st.text(max_size=300))
def test_any_text_makes_a_record_or_our_error(text: str) -> None:
    try:
        article = extract_text(text)
    except ExtractionError:
        return
    assert article.title or article.text


@pytest.mark.parametrize(
    "part",
    [
        "<link rel=canonical href='http://example.vn:99999/x'>",
        "<link rel=canonical href='http://[bad/x'>",
        "<img src='http://[bad/x.jpg'>",
        "<a href='http://[bad/x.pdf'>Tải về</a>",
        "<a href='javascript:x.pdf'>Tải về</a>",
        '<script type="application/ld+json">{"@type":"NewsArticle","author":'
        + "[" * 900
        + "]" * 900
        + "}</script>",
    ],
)
def test_a_broken_part_costs_that_part_alone(part: str) -> None:
    article = extract(f"<html><head>{part}</head><body><h1>Khánh thành cầu</h1>{PROSE}{part}", URL)
    assert TEXT in article.text
    assert article.canonical_url == URL
    assert (article.images, article.attachments) == ([], [])


@pytest.mark.parametrize("label", ["base64", "rot13", "idna", "undefined", "utf-7", "nonsense"])
def test_a_label_that_is_no_charset_is_not_read(label: str) -> None:
    raw = f"<meta charset={label}>{PROSE}".encode() + b"\xff"
    assert extract(raw, URL, content_type=f"text/html; charset={label}").flags


@pytest.mark.parametrize(
    ("raw", "url", "reason"),
    [
        (b"", URL, "empty"),
        (b"  \n", URL, "empty"),
        (b"%PDF-1.4 ...", URL, "binary"),
        (b"x" * 11_000_000, URL, "too-large"),
        (b"<html><body></body></html>", URL, "no-article"),
        (b"<p>a", "ftp://example.vn/a", "wrong-address"),
        (b"<p>a", "example.vn/a", "wrong-address"),
        (b"<p>a", "http://example.vn:abc/x", "wrong-address"),
        (b"<p>a", "http://[x/", "wrong-address"),
        (b"<p>a", "https://sotttt.hanoi.gov.vn/vi/a/-/view_content/pop_up/12-a", "refused-address"),
    ],
)
def test_refusal(raw: bytes, url: str, reason: str) -> None:
    with pytest.raises(ExtractionError) as caught:
        extract(raw, url)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("raw", "html"),
    [
        ("<!DOCTYPE html><p>a", True),
        ("\n<!-- saved -->\n<HTML><body>a", True),
        ("<h1>Tiêu đề</h1>Xin chào", True),
        ("Dòng một<br>Dòng hai<br/>Dòng ba", True),
        ("Thẻ <table> dùng để kẻ bảng", False),
        ("a < b và c > d", False),
        ("Xin chào", False),
    ],
)
def test_is_html(raw: str, html: bool) -> None:
    assert is_html(raw.encode()) is html


def test_text_is_never_html() -> None:
    line = "Thẻ <table> và <div> và <p> dùng để kẻ bảng trong trang web của tỉnh."
    assert extract_text(f"Dạy tin học ở xã\n{line}\n{line} Hai.").text.startswith("Thẻ <table>")


def test_utf_8_that_was_encoded_twice() -> None:
    twice = PROSE.encode().decode("latin-1").encode()
    assert decode(twice).data == PROSE.encode()
    assert TEXT in extract(b"<html><body>" + twice + b"</body></html>", URL).text
    for plain in ("Ngày xưa, à, á, Ä và Ã đều là chữ cái.", "São Paulo, Ångström, Ænes " * 9):
        assert decode(plain.encode()).data == plain.encode()


def test_broken_references_are_repaired_and_flagged() -> None:
    broken = PROSE.replace("bắc qua", "bắc ldquo;qua&amp;rdquo;")
    article = extract(
        f"<html>{HEAD}<body><h1>Khánh thành TTamp;TT mới</h1>{broken}</body></html>", URL
    )
    assert "bắc “qua” sông" in article.text
    assert "entities_repaired" in article.flags
    assert "entities_repaired" not in extract(f"<html>{HEAD}<body>{PROSE}</body></html>", URL).flags
    assert "“qua”" in extract_text("Khánh thành cầu mới\nXã bắc ldquo;quardquo; sông.\nHết.").text
