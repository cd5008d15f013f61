"""Hostile pages: none crashes the extractor, and none costs more than its size allows."""

from __future__ import annotations

import random
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from newsportal import Article, ExtractionError, extract, extract_text
from newsportal.clean import _is_encoded
from newsportal.road import is_html
from newsportal.text.markup import COMMENT, without_markup
from tests.golden import pages as golden_pages

URL = "https://example.vn/a"
LIMIT = 10
"""Seconds after which a page is given up; none needs one here."""

PROSE = "<p>Sáng nay, xã Đông Hồ khánh thành cây cầu mới bắc qua sông, nối liền hai thôn.</p>" * 6
HEAD = "<title>Khánh thành cây cầu mới</title><h1>Khánh thành cây cầu mới</h1>"
PAGE = f"<html><body>{HEAD}{PROSE}"


@pytest.fixture(autouse=True)
def hard_limit() -> Iterator[None]:
    """Break off what does not end."""

    def give_up(_number: int, _frame: FrameType | None) -> None:
        pytest.fail(f"not done after {LIMIT} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(LIMIT)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def record(raw: bytes | str) -> Article | None:
    """The record of a page, or None where it is refused; anything else that is raised is a bug."""
    try:
        return extract(raw, URL)
    except ExtractionError:
        return None


@pytest.mark.parametrize(
    ("element", "pictures"),
    [
        ("<img width=1 height=1 data-src=/real.jpg src=data:image/gif;base64,R0>", 1),
        ("<img width=0 data-original=/real.jpg>", 1),
        ("<img width=20 height=20 data-src=/icon.png>", 0),
        ("<img width=1 height=1 src=/counter.gif>", 0),
        (f"<img width={'9' * 5000} src=/large.jpg>", 1),
        (f"<img width={'0' * 5000} src=/odd.jpg>", 1),
    ],
)
def test_the_stated_size_of_a_picture(element: str, pictures: int) -> None:
    article = record(f"<html><body>{HEAD}{PROSE}{element}{PROSE}")
    assert article is not None
    assert len(article.images) == pictures


LOST = f"<html><title>Khánh thành cây cầu mới{{}}{PROSE * 4}"
"""A page of which lxml makes a title and nothing else."""


@pytest.mark.parametrize(
    "part",
    [
        "\x01",
        "\ufffe &#1; &#xfffe; &#xd800; &#99999999;",
        "<opti<on>",
        "<p a='&#1;' :=2>",
        "<?xml version=1 ?>",
        "<![foo[ x>",
        "<!DOCTYPE foo [",
        "<![CDATA[" * 20_000,
    ],
)
def test_a_lost_page_is_got_back_whatever_stands_in_it(part: str) -> None:
    article = record(LOST.format(part))
    assert article is not None
    assert "recovered_beautifulsoup" in article.flags
    assert "bắc qua sông" in article.text


def test_a_lost_page_that_looks_like_xml() -> None:
    article = record("<?xml version='1.0'?>" + LOST.format(""))
    assert article is not None
    assert "bắc qua sông" in article.text


def nested(opening: str, depth: int, inside: str) -> str:
    return opening * depth + inside + "</div>" * depth


def table(cells: int, inside: str) -> str:
    return f"<table>{f'<tr><td>{inside}<td>Cầu mới' * cells}</table>"


def statements(count: int) -> str:
    nodes = ",".join(f'{{"@type":"NewsArticle","k{n}":{n}}}' for n in range(count))
    return f'<script type="application/ld+json">[{nodes}]</script>'


MARKED = '<span class="sapo">Cầu mới</span>'
HOSTILE: dict[str, str | bytes] = {
    "a word of 20,000 letters": f"{PAGE}<p>{'文' * 20_000}",
    "a word of Base64 that ends otherwise": f"{PAGE}<p>{'aB3' * 20_000}!",
    "a title of bars": f"<html><title>{'Cầu | ' * 15_000}</title>{PROSE}",
    "an og:title of bars": f"<html><meta property=og:title content='{'a | ' * 20_000}'>{PROSE}",
    "headings that are divided, and a title of bars": (
        f"<html><title>{'Cầu | ' * 500}</title>{'<h2>Cầu<br>Cầu | Cầu</h2>' * 3000}{PROSE}"
    ),
    "scripts that are not closed": "<script>" * 5000 + "</b>" * 20_000,
    "comments that are not closed": "</b>" * 20_000 + "<!-- a" * 20_000,
    "tags that are not closed": "</b>" * 20_000
    + "</a " * 20_000
    + "<?a " * 20_000
    + "<b c='" * 20_000,
    "doctypes that are not closed": "</b>" * 20_000 + "<!doctype " * 20_000,
    "angle brackets": "<" * 300_000 + PROSE,
    "styles in no charset": b"\xff" + b"<style " * 20_000,
    "meta elements in no charset": b"\xff" + b"<meta " * 250_000,
    "charsets in no meta element": b"\xff" + b"charset=a " * 50_000,
    "a charset of spaces": b"\xff<meta charset=" + b" " * 200_000,
    "dots": f"{PAGE}<p>{'.' * 200_000}a<p>{'!' * 200_000}a",
    "a table of pictures": PAGE + table(1600, "<img src=/a.jpg>") + PROSE,
    "leads": f"<html><body>{HEAD}{MARKED * 10_000}{PROSE}",
    "links to documents": PAGE + "<p><a href=/a.pdf>Quyết định của xã</a>" * 3000 + PROSE,
    "captions in captions": PAGE + nested("<div class=caption>", 200, "Cầu mới. <br>" * 20_000),
    "boxes in boxes": PAGE + nested("<div class=related>", 200, "Cầu mới. <br>" * 20_000),
    "statements": f"<html><head>{statements(20_000)}</head><body>{HEAD}{PROSE}",
}
"""Pages of less than 2 MB whose cost once grew with the square of their size, or worse."""


LONG = {
    "comments that are not closed",
    "tags that are not closed",
    "boxes in boxes",
    "captions in captions",
}


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.long if name in LONG else ()) for name in HOSTILE],
)
def test_a_hostile_page_comes_to_an_end(name: str) -> None:
    page = HOSTILE[name]
    raw = page if isinstance(page, bytes) else page.encode()
    assert len(raw) < 2_000_000
    record(raw)


@pytest.mark.parametrize(
    ("opening", "html"),
    [("<!-- a -->" * 3000 + "<html>", True), ("<!-- a -->" * 3000 + "b", False)],
)
def test_comments_above_a_page(opening: str, html: bool) -> None:
    assert is_html(opening.encode()) is html


@pytest.mark.parametrize("end", ["", "Hết."])
def test_a_text_of_lines_without_a_full_stop(end: str) -> None:
    lines = "\n".join(f"Dòng thứ {number} của trang" for number in range(5000))
    assert "Dòng thứ 7 của trang" in extract_text(f"Khánh thành cầu\n{lines}\n{end}").text


@pytest.mark.parametrize(
    ("word", "taken"),
    [
        ("aB3" * 20, True),
        ("aB3" * 20 + "==", True),
        ("x:" + "aB3" * 20, True),
        ("aB3" * 20 + "===", False),
        ("aB3" * 20 + "!", False),
        ("ab3" * 20, False),
        ("aBc" * 20, False),
        ("aB3" * 19 + "文" * 9, False),
    ],
)
def test_what_only_a_script_can_read(word: str, taken: bool) -> None:
    assert _is_encoded(word) is taken


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a<B>b", "a b"),
        ("a<script>b</SCRIPT >c", "a c"),
        ("a<scripts>b</script>", "a b "),
        ("a<script>b", "a b"),
        ("a<style>b<script>c</style>d</script>e", "a d e"),
        ("a<!-- > -->b", "a b"),
        ("a<!-- > b", "a  b"),
        ("a<!-->b", "a b"),
        ("a<!--->b-->c", "a c"),
        ("a<b", "a<b"),
        ("a<b<c>d", "a d"),
    ],
)
def test_a_source_without_its_markup(source: str, text: str) -> None:
    assert without_markup(source, {"script", "style", COMMENT}) == text


ODD = ("\x00", "\x01", "\ufffe", "&#1;", "<!--", "<![x[", "<title>", "<script>", "<?xml ", "<a b='")
NAMES = ("caption", "related", "sapo", "author", "comment", "tags")
LONG_PARTS = (".", "| ", "aB3", "Theo ", "1/", " ", "Ảnh: ", "<br>")


def worsened(raw: bytes, dice: random.Random) -> bytes:
    """A page that was cut, doubled, nested or filled up at a random place."""
    first, last = sorted(dice.randrange(len(raw) + 1) for _ in range(2))
    part = raw[first:last]
    odd = dice.choice(ODD).encode()
    box = f"<div class={dice.choice(NAMES)}>".encode()
    filling = dice.choice(LONG_PARTS).encode() * dice.choice((100, 5000))
    inserted = dice.choice(
        (b"", part * 3, odd, box * dice.choice((5, 300, 3000)), filling, b"<p title='" + filling)
    )
    return raw[:first] + inserted + (raw[first:] if dice.random() < 0.7 else raw[last:])


@pytest.mark.long
@pytest.mark.parametrize("path", golden_pages(), ids=lambda path: path.stem)
def test_worsened_pages_make_a_record_or_our_error(path: Path) -> None:
    dice, whole = random.Random(path.stem), path.read_bytes()  # noqa: S311 - a seed, no secret
    for _ in range(10):
        raw = whole
        for _ in range(dice.randint(1, 4)):
            raw = worsened(raw, dice)[:1_000_000]
        record(raw)
