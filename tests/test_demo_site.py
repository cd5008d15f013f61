"""The demo portal: its truth, its pages, and that the one is what the other says."""

from __future__ import annotations

import ast
import hashlib
import http.client
import json
import re
import signal
import socket
import statistics
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from newsportal.article import Article
from newsportal.demo import SEED_FORM_ID, SEED_FORM_INDEX, DemoSite, seed_form_text, stories
from newsportal.demo.boxes import LABELS
from newsportal.demo.frame import FORBIDDEN, TODAY_LINE
from newsportal.demo.server import serve
from newsportal.demo.stock import TRAPS

SITE = DemoSite()
STRANGE = DemoSite(strange=True)
TRUTH = list(SITE.truth)
STORIES = list(stories())
PATHS = list(SITE.paths())
SPECIAL = ["/vi-vn/thoi-su/currentpage/999", "/nowhere", FORBIDDEN, urlsplit(SITE.deleted_url).path]

DIGEST = "c5462c83b8237873804d49692aabcbc13b7a9c206bb15cb5d8c2ec83105ba31d"
"""SHA-256 of the pages of 60 articles; a change of the demo that is meant writes it anew."""

SEED_FORM = """
    clock province date - title - caption - caption - p - p - p - p - p - p - p - p - p - p - p - p
    - p - p - p - p - byline - blank label - label - label - label - label
"""
"""The seed line by line; "-" is an empty line."""


def html(path: str, site: DemoSite = SITE) -> str:
    return site.respond(path).body.decode()


def seen(page: str) -> str:
    """The words of a page as a reader sees them, tags gone, one space between two words."""
    page = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", page)
    page = re.sub(r"</?(?:a|b|em|span|strong)\b[^>]*>", "", page)
    text = unescape(re.sub(r"<[^>]+>", " ", page)).replace("Ð", "Đ").replace("\u200b", "")
    return " ".join(unicodedata.normalize("NFC", text).split())


def paths_of(article: Article) -> list[str]:
    return [urlsplit(url).path for url in (article.url or "", *article.alternate_urls)]


def links(page: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'<a\b[^>]* href="([^"]*)"', page)]


# -- the truth


def test_truth_is_complete_and_ordered() -> None:
    assert len(TRUTH) == len(SITE.truth) == 300
    numbers = [int((article.id or "").removeprefix("demo:")) for article in TRUTH]
    dates = [article.date_published or "" for article in TRUTH]
    assert numbers == sorted(set(numbers))
    assert dates == sorted(set(dates))
    assert dates[0] > "2016-01-01"
    assert dates[-1] < "2026-10-30"


def test_titles_and_texts_repeat_only_when_published_again() -> None:
    by_id = {article.id: article for article in TRUTH}
    repeated = [article for article in TRUTH if article.duplicate_of]
    for article in repeated:
        first = by_id[article.duplicate_of]
        assert (first.title, first.text) == (article.title, article.text)
        assert (first.date_published or "") < (article.date_published or "")
        assert first.duplicate_of is None
    assert len({article.title for article in TRUTH}) == 300 - len(repeated)
    assert len({article.content_hash for article in TRUTH}) == 300 - len(repeated)


def test_derived_fields_agree() -> None:
    for article in TRUTH:
        check_derived_fields(article)


def check_derived_fields(article: Article) -> None:
    texts = [block.text for block in article.paragraphs if block.kind != "caption"]
    assert article.text == "\n\n".join(
        [article.description, *texts] if article.description else texts
    )
    assert unicodedata.is_normalized("NFC", json.dumps(article.to_dict(), ensure_ascii=False))
    assert all(block.text == " ".join(block.text.split()) for block in article.paragraphs)
    assert article.word_count == len(article.text.split())
    letters = "".join(filter(str.isalnum, article.text.casefold()))
    assert article.content_hash == hashlib.sha256(letters.encode()).hexdigest()
    assert ("missing_author" in article.flags) == (not article.authors)
    assert ("short_text" in article.flags) == (article.word_count < 30)
    before = (article.date_published or "") < "2025-07-01"
    assert (article.province, article.province_code) == (
        ("Vĩnh Sơn", "VN-98") if before else ("Phú Sơn", "VN-97")
    )


def test_date_line() -> None:
    weekdays = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
    for article in TRUTH:
        when = datetime.fromisoformat(article.date_published or "")
        assert article.date_published_raw == (
            f"{weekdays[when.weekday()]}, {when.day}/{when.month}/{when.year} "
            f"{when.hour}:{when.minute:02}'(GMT+7)"
        )
    assert TODAY_LINE == "Thứ Sáu, 30/10/2026"


def test_shares() -> None:
    told = stories(2000)
    counts = Counter[str]()
    for story in told:
        article = story.article
        counts["gallery"] += article.kind == "gallery"
        counts["two tabs"] += bool(article.alternate_urls)
        counts["again"] += article.duplicate_of is not None
        counts["sapo"] += article.description is not None
        counts["twice"] += story.twice
        counts["no byline"] += article.byline_raw is None
        counts["document"] += bool(article.attachments)
        counts["video"] += bool(article.videos)
        counts["keywords"] += bool(article.keywords)
        counts["box inside"] += story.related_before is not None
        counts["trap"] += story.trap is not None
    expected = {
        "gallery": 8, "two tabs": 10, "again": 3, "sapo": 57, "twice": 57, "no byline": 8,
        "document": 4, "video": 2, "keywords": 28, "box inside": 9, "trap": 3,
    }  # fmt: skip
    for name, percent in expected.items():
        assert counts[name] / 20 == pytest.approx(percent, rel=0.25, abs=1), name


def test_paragraph_kinds_and_traps_all_occur() -> None:
    kinds = {block.kind for article in TRUTH for block in article.paragraphs}
    assert kinds == {"paragraph", "heading", "list_item", "quote", "table", "caption"}
    assert {story.trap for story in STORIES} == {None, *TRAPS}


@pytest.mark.parametrize("size", [0, 1_000_001])
def test_impossible_size(size: int) -> None:
    with pytest.raises(ValueError, match="articles"):
        DemoSite(size=size)


@pytest.mark.parametrize("size", [1, 5, 21])
def test_small_portals_answer(size: int) -> None:
    site = DemoSite(size=size)
    assert len(list(site.truth)) == size
    assert {site.respond(path).status for path in site.paths()} == {200}


# -- the same everywhere


@pytest.mark.parametrize("strange", [False, True])
def test_same_arguments_same_bytes(strange: bool) -> None:
    first, second = DemoSite(60, strange), DemoSite(60, strange)
    backwards = {path: second.respond(path) for path in reversed(list(second.paths()))}
    assert all(first.respond(path) == backwards[path] for path in first.paths())
    assert list(first.truth) == list(second.truth)


def test_same_bytes_on_every_machine() -> None:
    site = DemoSite(60)
    digest = hashlib.sha256()
    for path in site.paths():
        digest.update(site.respond(path).body)
    assert digest.hexdigest() == DIGEST


def test_another_seed_is_another_portal() -> None:
    assert not {article.title for article in DemoSite(60, seed=2).truth} & {
        article.title for article in DemoSite(60).truth
    }


def test_one_article_of_many_is_made_alone() -> None:
    site = DemoSite(size=100_000)
    article = site.truth[70_123]
    assert site.respond(article.url or "").status == 200
    assert article.title
    assert article.title in seen(html(article.url or "", site))
    assert site.stories.told <= 5
    assert site.sections[0].listed > 30_000
    assert site.respond("/vi-vn/thoi-su/currentpage/1200").status == 200
    assert site.stories.told <= 5


# -- the listings


def walk(site: DemoSite, start: str) -> Iterator[str]:
    """The pages of a listing, from next link to next link."""
    path: str | None = start
    while path is not None:
        page = html(path, site)
        yield page
        found = re.search(r'href="([^"]+)">Trang sau<', page)
        path = found[1] if found else None


def items(page: str) -> list[str]:
    """Links of the listing's items; in any skin they stand in the only headings of their level."""
    return re.findall(r'<h[46] class="[^"]*"><a href="([^"]+)"', page)


@pytest.mark.parametrize("site", [SITE, STRANGE], ids=["normal", "strange"])
def test_listings_have_every_article_and_no_other(site: DemoSite) -> None:
    deleted = urlsplit(site.deleted_url).path
    found: list[str] = []
    for section in site.sections:
        pages = [items(page) for page in walk(site, section.path)]
        own = [link for page in pages for link in page if link != deleted]
        assert len(own) == section.listed
        assert all(link.startswith(f"{section.path}/ID/") for link in own)
        assert {len(page) - (deleted in page) for page in pages[:-1]} <= {20}
        numbers = [int(link.split("/ID/")[1].split("/")[0]) for link in own]
        assert numbers == sorted(numbers, reverse=True)
        found += own
    expected = [path for article in TRUTH for path in paths_of(article)]
    assert sorted(found) == sorted(expected)
    assert sorted(expected) == sorted(path for path in PATHS if "/ID/" in path)


def test_listing_beyond_the_last_page_is_empty() -> None:
    for section in SITE.sections:
        answer = SITE.respond(f"{section.path}/currentpage/99")
        assert answer.status == 200
        assert items(answer.body.decode()) == []
        assert "Trang sau" not in answer.body.decode()


def test_sections() -> None:
    assert [section[:3] for section in SITE.sections] == [
        ("thoi-su", "Thời sự", "/vi-vn/thoi-su"),
        ("chinh-tri", "Chính trị", "/vi-vn/chinh-tri"),
        ("kinh-te", "Kinh tế", "/vi-vn/kinh-te"),
        ("van-hoa", "Văn hóa", "/vi-vn/van-hoa"),
        ("giao-duc", "Giáo dục", "/vi-vn/giao-duc"),
        ("Images", "Ảnh", "/vi-vn/Multimedia/Images"),
    ]


# -- the articles' pages


@pytest.mark.parametrize("site", [SITE, STRANGE], ids=["normal", "strange"])
def test_page_prints_the_truth_in_order(site: DemoSite) -> None:
    for article in TRUTH:
        for path in paths_of(article):
            check_page(article, html(path, site))


def check_page(article: Article, page: str) -> None:
    text = seen(page[page.index("<body") :])
    pieces = [article.date_published_raw, article.title, article.description]
    for block in article.paragraphs:
        pieces += block.text.split(" | ") if block.kind == "table" else [block.text]
    at = 0
    for piece in filter(None, [*pieces, article.byline_raw, *LABELS]):
        at = text.find(piece, at)
        assert at >= 0, (article.id, piece)
        at += len(piece)
    for image in article.images:
        assert f'src="{urlsplit(image.url or "").path}"' in page
        assert image.caption is not None
        assert image.caption in text
    files = [video.url for video in article.videos]
    files += [document.url for document in article.attachments]
    assert all(f'"{urlsplit(url).path}"' in page for url in files)
    assert f'<link rel="canonical" href="{article.canonical_url}" />' in page
    assert f'<meta property="og:url" content="{article.canonical_url}" />' in page
    keywords = re.search(r'name="news_keywords" content="([^"]*)"', page)
    assert (unescape(keywords[1]).split(", ") if keywords else []) == article.keywords


def test_captions_are_printed_twice_where_the_story_says_so() -> None:
    for story in STORIES:
        page = seen(re.sub(r"<img[^>]*>", "", html(story.article.url or "")))
        for figure in story.figures:
            assert page.count(figure.printed) == 1 + story.twice


def test_breadcrumb_names_the_section() -> None:
    for article in TRUTH[:40]:
        crumbs = re.findall(r'<a class="muc" href="([^"]+)">([^<]+)</a>', html(article.url or ""))
        assert crumbs == [(paths_of(article)[0].split("/ID/")[0], article.section_name)]


def trapped(name: str) -> str:
    return html(next(story.article.url or "" for story in STORIES if story.trap == name))


def test_traps() -> None:
    assert re.search(
        r"<p[^>]*>[^<]*(<span[^>]*>)?[^<]*[Cc]ác tin khác về", trapped("label-in-sentence")
    )
    assert '<h3 class="tieu-muc">Mới nhất</h3>' in trapped("label-as-heading")
    assert trapped("eth").count("Ð") == 1
    assert not unicodedata.is_normalized("NFC", trapped("decomposed"))
    assert "&nbsp;" in trapped("unseen")
    assert "\u00a0" in trapped("unseen")
    assert "\u200b" in trapped("unseen")


def test_box_inside_the_body() -> None:
    story = next(story for story in STORIES if story.related_before is not None)
    page = html(story.article.url or "")
    box = page.index('<div class="tinlienquan"><b>Tin liên quan</b><ul><li><a')
    assert page.index("<!-- Start_Paragraphs -->") < box < page.index("<!-- End_Paragraphs -->")


def test_page_sizes() -> None:
    sizes = [len(SITE.respond(path).body) for path in PATHS if "/ID/" in path]
    assert 20_000 <= statistics.median(sizes) <= 25_000


def test_markup_is_escaped() -> None:
    for path in (*PATHS, *SPECIAL):
        page = re.sub(r"(?s)<(script|style)\b.*?</\1>|<!--.*?-->|<!DOCTYPE html>", "", html(path))
        bare = re.sub(r'</?[a-z][a-z0-9]*( [a-z-]+="[^"<>]*")*( /)?>', "", page)
        assert not re.search(r"[<>]|&(?!\w+;|#\d+;)", bare), path
    assert any("< " in article.text for article in TRUTH)
    assert any("&" in article.text for article in TRUTH)


def test_every_page_links_within_the_portal_and_to_what_is_forbidden() -> None:
    for path in (*PATHS, *SPECIAL):
        found = links(html(path))
        assert all(link.startswith("/") and not link.startswith("//") for link in found), path
        assert FORBIDDEN in found
        assert sum(link.startswith("/Login?returnurl=") for link in found) == 1


# -- what is not there


@pytest.mark.parametrize(
    "path",
    [
        urlsplit(SITE.deleted_url).path, "/nowhere", "/vi-vn/thoi-su/ID/1/khong-co",
        "/vi-vn/the-thao", "/vi-vn/thoi-su/currentpage/0", "/Login?returnurl=%2F", "/Admin/", "",
        '/"><b>',
    ],
)  # fmt: skip
def test_soft_404(path: str) -> None:
    answer = SITE.respond(path)
    assert answer.status == 200
    assert "<title>Không tìm thấy trang - Báo Vĩnh Sơn</title>" in answer.body.decode()
    assert "Trang bạn yêu cầu không tồn tại hoặc đã bị xóa." in answer.body.decode()
    assert "<b>" not in answer.body.decode()


def test_article_under_a_tab_that_does_not_list_it_is_not_there() -> None:
    article = next(each for each in TRUTH if each.section == "thoi-su" and not each.alternate_urls)
    assert "Không tìm thấy trang" in html(paths_of(article)[0].replace("thoi-su", "giao-duc"))


@pytest.mark.parametrize("path", ["/a.css", "/Portals/0/x.JPG", "/b/c.js?v=1", "/d.png"])
def test_static_files_are_not_there(path: str) -> None:
    assert SITE.respond(path).status == 404


def test_deleted_article_is_linked_once() -> None:
    path = urlsplit(SITE.deleted_url).path
    assert [each for each in PATHS if path in links(html(each))] == ["/vi-vn/thoi-su"]


def test_robots() -> None:
    answer = SITE.respond("/robots.txt")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.body.decode().splitlines()[1:] == [
        "Disallow: /Admin/",
        "Disallow: /vi-vn/noi-bo/",
        "Sitemap: http://baovinhson.example/sitemap.xml",
    ]


# -- the strange portal


def names(site: DemoSite) -> set[str]:
    found: set[str] = set()
    for path in (*PATHS, *SPECIAL):
        for value in re.findall(r'\b(?:class|id|for)="([^"]*)"', html(path, site)):
            found.update(value.split())
    return found


def test_strange_portal_shares_no_name() -> None:
    normal, strange = names(SITE), names(STRANGE)
    assert not normal & strange
    assert len(strange) >= len(normal), "two names became one"
    assert "<style" not in html("/", STRANGE)


def test_strange_portal_has_the_same_truth_links_and_words() -> None:
    assert list(STRANGE.truth) == TRUTH
    for path in (*PATHS[::7], *SPECIAL):
        normal, strange = html(path), html(path, STRANGE)
        assert links(normal) == links(strange)
        assert seen(normal) == seen(strange)
        assert strange.count("<div") == strange.count("</div>")
        assert normal.count("<div") == normal.count("</div>")


# -- the form of the seed


def kind_of(line: str) -> str:
    """What a line of the seed's form is, by its looks alone."""
    forms = {
        "-": r"",
        "blank": r"\u00a0",
        "clock": r"Thứ \w+, \d{1,2}/\d{1,2}/\d{4}",
        "date": r"(Thứ \w+|Chủ Nhật), \d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d'\(GMT\+7\)",
        "province": "Vĩnh Sơn",
        "label": "|".join(LABELS),
        "p": r".{60,}[.”]",
        "byline": r"\w{2,7} \w{2,7}",
    }
    return next((kind for kind, form in forms.items() if re.fullmatch(form, line)), "text")


def test_seed_form_text() -> None:
    lines = seed_form_text().split("\n")
    form = SEED_FORM.split()
    assert len(lines) == len(form) == 54
    assert [kind_of(line) for line in lines] == [
        "text" if kind in ("title", "caption") else kind for kind in form
    ]
    captions = [line for line, kind in zip(lines, form, strict=True) if kind == "caption"]
    assert captions[0] == captions[1]


def test_seed_form_page() -> None:
    article = SITE.truth[SEED_FORM_INDEX]
    assert article.id == SEED_FORM_ID
    page = html(article.url or "")
    text, at = seen(page), 0
    for line in filter(str.strip, seed_form_text().split("\n")):
        at = text.index(line, at) + len(line)
    assert " ".join(LABELS) in text
    assert "<p>&nbsp;</p>" in page
    assert text.count(article.images[0].caption or "") == 2


# -- the server


def test_server_answers_with_a_length_on_one_connection() -> None:
    with serve(SITE) as url:
        parts = urlsplit(url)
        assert parts.hostname == "127.0.0.1"
        connection = http.client.HTTPConnection("127.0.0.1", parts.port or 0, timeout=10)
        for path in ("/", "/robots.txt", "/missing.css", TRUTH[0].url or ""):
            connection.request("GET", urlsplit(path).path)
            answer = connection.getresponse()
            body = answer.read()
            assert answer.version == 11
            assert answer.headers["Content-Length"] == str(len(body))
            assert (answer.status, body) == (SITE.respond(path).status, SITE.respond(path).body)
        connection.request("HEAD", "/")
        head = connection.getresponse()
        assert head.read() == b""
        assert int(head.headers["Content-Length"]) > 5_000
        connection.close()


def test_server_is_on_loopback_alone() -> None:
    with serve(SITE) as url:
        port = urlsplit(url).port or 0
        # A socket bound to all interfaces would answer here, too.
        with pytest.raises(OSError, match=r".+"):
            socket.create_connection(("127.0.0.2", port), timeout=2)
    with pytest.raises(OSError, match=r".+"):
        socket.create_connection(("127.0.0.1", port), timeout=2)


def test_command() -> None:
    command = [sys.executable, "-W", "error", "-m", "newsportal.demo.server", "--size", "30"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        url = process.stdout.readline().decode().strip()
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
        connection.request("GET", "/vi-vn/thoi-su")
        assert b"</html>" in connection.getresponse().read()
        connection.close()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=10)
    assert (process.returncode, errors) == (0, b"")


# -- the layers


def test_demo_imports_nothing_else_of_the_project() -> None:
    folder = Path(__file__).parent.parent / "newsportal" / "demo"
    modules = sorted(folder.glob("*.py"))
    assert len(modules) > 10
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            imported: list[str] = []
            if isinstance(node, ast.Import):
                imported = [each.name for each in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0
                imported = [node.module or ""]
            for name in imported:
                allowed = name == "newsportal.article" or re.match(r"newsportal\.demo\b", name)
                assert allowed or name.split(".")[0] in sys.stdlib_module_names, (module, name)
