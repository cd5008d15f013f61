"""`portal scrub`: nothing of a page's text survives, and its record keeps its shape."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from newsportal.article import Article
from newsportal.cli import app
from newsportal.errors import ExtractionError
from newsportal.induce.invented import Inventor, is_label
from newsportal.induce.scrub import KEPT_HOSTS, scrub
from newsportal.page import Page
from newsportal.parse import parse
from newsportal.road import run
from newsportal.text.decode import decode
from newsportal.text.normalise import words
from newsportal.urls import host_of
from tests.golden import pages, read_case

SHARED = Path(__file__).parents[2] / "shared" / "pages" / "vi_dev"
LONG = 8
"""Words in a row that are somebody's text."""

PRINTED = frozenset(
    "ngày đăng xuất bản cập nhật view count lượt xem am pm gmt thứ chủ hai ba tư năm sáu bảy tháng"
    " giờ phút theo ảnh tin bài".split()
)
"""Words of date lines and bylines, which stay."""

ARTICLES = [path for path in pages() if not read_case(path).refused and "legacy" not in path.stem]
PAGE = """<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>Khánh thành cầu mới ở Vĩnh Sơn - Báo Mẫu</title>
<link rel="canonical" href="https://bao.vn/kinh-te/khanh-thanh-cau-moi-o-vinh-son-48213.html">
<meta property="og:url" content="https://bao.vn/kinh-te/khanh-thanh-cau-moi-o-vinh-son-48213.html">
<meta property="og:description" content="Sáng 12/5, cây cầu dài 240 m bắc qua sông Lam Hà.">
<script type="application/ld+json">{"@type": "NewsArticle",
"datePublished": "2024-05-12T08:31:00+07:00", "headline": "Khánh thành cầu mới ở Vĩnh Sơn",
"author": {"name": "Hà Thu"}}</script>
<script>var bao_mat = "mật khẩu";</script></head><body><!-- người trực: Nguyễn Văn A -->
<div class="menu"><a href="/kinh-te">Kinh tế</a></div>
<h1 class="tieu-de">Khánh thành cầu mới ở Vĩnh Sơn</h1>
<div class="ngay">Chủ nhật, 12/5/2024 08:31 (GMT+7)</div>
<p class="sapo"><b>Sáng 12/5, cây cầu dài 240 m bắc qua sông Lam Hà.</b></p>
<p>“Bà con mong cây cầu này đã lâu”, ông Trần Văn Lúa, 71 tuổi, ở thôn Đồi Chè nói.</p>
<p>Công trình hết 125.400 triệu đồng, xong trước hẹn 3 tháng, do người dân góp công làm.</p>
<img src="https://cdn.bao.vn/anh/2024/cau-moi-o-vinh-son-hom-nay-1.jpg"
alt="Cầu mới nhìn từ bờ sông">
<p><b>Hà Thu</b></p><h3>Các tin khác</h3><ul><li><a
href="https://bao.vn/kinh-te/khanh-thanh-cau-moi-o-vinh-son-48213.html"
>Khánh thành cầu mới ở Vĩnh Sơn</a></li>
</ul></body></html>"""
URL = "https://bao.vn/kinh-te/khanh-thanh-cau-moi-o-vinh-son-48213.html"


def record(raw: bytes, url: str | None) -> Article | None:
    try:
        return run(Page(raw, url, None, None)).article
    except ExtractionError:
        return None


def runs(raw: bytes) -> set[tuple[str, ...]]:
    """Every eight words in a row in texts and attributes that are read, but for dates."""
    found: set[tuple[str, ...]] = set()
    for element in parse(decode(raw).data).root.iter("*"):
        if element.tag in ("script", "style"):
            continue
        told = (element.get(name) for name in ("alt", "title", "content", "placeholder"))
        for text in (element.text, element.tail, *told):
            if text and not re.match(r"(?i)\s*(?:https?:)?//|[\w-]+\s*=", text):
                each = words(text).split()
                found |= {tuple(each[n : n + LONG]) for n in range(len(each) - LONG + 1)}
    return {each for each in found if sum(w not in PRINTED and not w.isdigit() for w in each) > 2}


def shape(article: Article) -> dict[str, object]:
    """What must be the same of a record and of its fixture's."""
    return {
        "kinds": [each.kind for each in article.paragraphs],
        "title": len((article.title or "").split()),
        "date": article.date_published,
        "signed": bool(article.authors),
        "sapo": bool(article.description),
        "images": len(article.images),
    }


def test_invented_page() -> None:
    made = scrub(PAGE.encode(), URL)
    assert not runs(PAGE.encode()) & runs(made.page)
    before, after = record(PAGE.encode(), URL), record(made.page, made.url)
    assert before is not None
    assert after is not None
    assert shape(before) == shape(after)
    text = made.page.decode()
    assert "bao.vn" not in text
    assert "Nguyễn Văn A" not in text
    assert "mật khẩu" not in text
    assert 'class="tieu-de"' in text
    assert "Chủ nhật, 12/5/2024 08:31 (GMT+7)" in text
    assert "<h3>Các tin khác</h3>" in text
    assert ">Kinh tế</a>" in text
    assert 'content="text/html; charset=utf-8"' in text


def test_addresses_stay_consistent() -> None:
    made = scrub(PAGE.encode(), URL)
    found = set(re.findall(r'(?:href|content)="(https://[^"]+\.html)"', made.page.decode()))
    assert found == {made.url}
    assert re.fullmatch(r"https://[\w.-]+\.example/kinh-te/[a-z-]+-\d{5}\.html", made.url or "")
    assert made.url != URL


def test_same_page_is_changed_alike_and_another_otherwise() -> None:
    assert scrub(PAGE.encode(), URL) == scrub(PAGE.encode(), URL)
    other = PAGE.replace("240 m", "241 m")
    assert scrub(other.encode(), URL).page != scrub(PAGE.encode(), URL).page


def test_what_is_to_be_kept_stays() -> None:
    assert b"B\xc3\xa1o M\xe1\xba\xabu</title>" in scrub(PAGE.encode(), URL, keep=["Báo Mẫu"]).page


@pytest.mark.parametrize("page", ARTICLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_golden_pages(page: Path) -> None:
    raw, url = page.read_bytes(), read_case(page).stated["url"]
    made = scrub(raw, url)
    assert not runs(raw) & runs(made.page)
    hosts = {host_of(each) for each in re.findall(r"https?://[^\s\"'<>]+", made.page.decode())}
    assert all(each.endswith(".example") or each in KEPT_HOSTS for each in hosts if each)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real pages are not here")
@pytest.mark.long
def test_real_pages() -> None:
    """Nothing survives, and nine in ten make a record of the same shape."""
    same = []
    for line in (SHARED / "gold.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        raw = gzip.decompress((SHARED / f"{case['id']}.html.gz").read_bytes())
        made = scrub(raw, case["url"])
        assert not runs(raw) & runs(made.page), case["id"]
        before, after = record(raw, case["url"]), record(made.page, made.url)
        same.append(before is not None and after is not None and shape(before) == shape(after))
    assert sum(same) >= 0.85 * len(same)


@pytest.mark.parametrize(
    "kept",
    [
        "Các tin khác",
        "Trang chủ",
        "12/5/2024",
        "Thứ Năm, 1/12/2022 8:31'",
        "Xem thêm",
        "2 tháng 9 năm 2024",
    ],
)
def test_labels_and_dates_stay(kept: str) -> None:
    assert Inventor("a").text(kept) == kept


@pytest.mark.parametrize("text", ["Cầu mới", "Vĩnh Sơn: Mùa vải", "Ông Trần Văn Lúa"])
def test_text_does_not(text: str) -> None:
    assert not is_label(text)
    assert not set(words(text).split()) & set(words(Inventor("a").text(text)).split())


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_shape_of_any_text(text: str) -> None:
    changed = Inventor("a").text(text)
    mark = re.compile(r"[^\w]|_")
    if "@" not in text:
        assert mark.findall(changed) == mark.findall(text)
    assert Inventor("a").text(text) == changed


@given(st.binary(max_size=300))
def test_any_bytes(raw: bytes) -> None:
    assert isinstance(scrub(b"<p>" + raw, "https://bao.vn/a").page, bytes)


def test_command(tmp_path: Path) -> None:
    page, out = tmp_path / "page.html", tmp_path / "fixture.html"
    page.write_text(PAGE, "utf-8")
    done = CliRunner().invoke(app, ["portal", "scrub", str(page), "-o", str(out)])
    assert done.exit_code == 0
    assert out.read_bytes() == scrub(PAGE.encode(), URL).page
    assert "its address now: https://" in done.output


@pytest.mark.parametrize("name", ["missing.html", "text.txt", "."])
def test_command_refuses(tmp_path: Path, name: str) -> None:
    (tmp_path / "text.txt").write_text("Không phải trang", "utf-8")
    done = CliRunner().invoke(app, ["portal", "scrub", str(tmp_path / name)])
    assert done.exit_code == 2
    assert "newsportal: " in done.output
