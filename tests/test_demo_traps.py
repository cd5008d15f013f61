"""The demo portal's traps: each goes on without end, and none leads to anything new."""

from __future__ import annotations

import re
from collections import deque
from html import unescape
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from newsportal.demo import DemoSite, Section
from newsportal.demo.compare import compare
from newsportal.demo.frame import FORBIDDEN
from newsportal.demo.server import serve
from newsportal.demo.tabs import TABS
from tests.test_crawl import crawl, records

SITE = DemoSite(120, traps=True)
PLAIN = DemoSite(120)
STRANGE = DemoSite(120, strange=True, traps=True)
NUMBERS = {str(each.id).removeprefix("demo:") for each in PLAIN.truth}
DELETED = urlsplit(PLAIN.deleted_url).path
SOFT_404 = "Không tìm thấy trang"


def html(path: str, site: DemoSite = SITE) -> str:
    return site.respond(path).body.decode()


def links(path: str, site: DemoSite = SITE) -> list[str]:
    return [unescape(link) for link in re.findall(r'<a\b[^>]* href="([^"]*)"', html(path, site))]


def items(path: str, site: DemoSite = SITE) -> list[str]:
    found = re.findall(r'<h[46] class="[^"]*"><a href="([^"]+)"', html(path, site))
    return [path for path in found if path != DELETED]


KINDS = {
    "calendar": r"/vi-vn/luu-tru/\d{4}-\d\d-\d\d",
    "facets": r"/vi-vn/[\w/-]+\?(?:(?:sap-xep|loai|mau)=[a-z-]+&?)+",
    "growing path": r"/vi-vn/(?:\w+/)?([\w-]+)(?:/\1)+",
    "session in the path": r"/vi-vn/.+;jsessionid=[0-9A-F]{24}",
    "session in the query": r"/vi-vn/.+\?sid=[0-9A-F]{24}",
    "print": r"/vi-vn/.+/ID/\d+/[a-z0-9-]+\?print=1",
    "short print": r"/In/ID/\d+",
    "login": r"/Login\?returnurl=[^&]+&state=[0-9A-F]{24}",
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("site", [SITE, STRANGE], ids=["normal", "strange"])
def test_home_and_every_page_of_a_listing_have_every_trap(site: DemoSite, kind: str) -> None:
    pages = [path for path in PLAIN.paths() if "/ID/" not in path]
    assert len(pages) > len(TABS)
    for page in [*pages, "/vi-vn/kinh-te/kinh-te", "/vi-vn/kinh-te?mau=luoi"]:
        assert any(re.fullmatch(KINDS[kind], link) for link in links(page, site)), page


@pytest.mark.parametrize("kind", KINDS)
def test_without_traps_there_is_none(kind: str) -> None:
    for page in PLAIN.paths():
        assert not any(re.fullmatch(KINDS[kind], link) for link in links(page, PLAIN))


def test_articles_and_truth_are_those_of_a_portal_without_traps() -> None:
    assert [*SITE.truth] == [*PLAIN.truth]
    assert [*SITE.paths()] == [*PLAIN.paths()]
    for path in PLAIN.paths():
        if "/ID/" in path:
            assert SITE.respond(path) == PLAIN.respond(path)
        elif path != "/":
            assert items(path) == items(path, PLAIN)


@pytest.mark.parametrize("section", SITE.sections, ids=[each.slug for each in SITE.sections])
def test_a_pager_without_end_repeats_the_last_page(section: Section) -> None:
    last = -(-section.listed // 20)
    pages = [f"{section.path}/currentpage/{number}" for number in range(max(2, last), last + 9)]
    for page, further in pairwise(pages):
        assert f'href="{further}">Trang sau<' in html(page)
        assert items(further) == items(page) != []
    assert items(f"{section.path}/currentpage/99", PLAIN) == []


def test_facets_come_in_every_combination_and_order() -> None:
    met, left = set[str](), deque(["/vi-vn/kinh-te"])
    while left:
        page = left.popleft()
        for link in links(page):
            if re.fullmatch(KINDS["facets"], link) and link not in met:
                met.add(link)
                left.append(link)
        if len(met) < 40:
            assert items(page) == items("/vi-vn/kinh-te")
    orders = {tuple(name for name, _ in parse_qsl(urlsplit(link).query)) for link in met}
    assert len(orders) == 3 + 6 + 6
    # 3, 3 and 2 values: one chosen 8, two 9 + 6 + 6 in 2 orders, all 18 in 6
    assert len(met) == 8 + 2 * 21 + 6 * 18


@pytest.mark.parametrize("section", SITE.sections, ids=[each.slug for each in SITE.sections])
def test_a_path_grows_by_one_with_each_page(section: Section) -> None:
    path = section.path
    for _ in range(5):
        grown = f"{path}/{section.slug}"
        assert grown in links(path)
        assert items(grown) == items(section.path)
        path = grown
    assert SOFT_404 in html(path, PLAIN)


def test_session_ids_are_others_on_each_page_and_the_same_each_time() -> None:
    pages = ["/", "/vi-vn/kinh-te", "/vi-vn/kinh-te/currentpage/2", "/vi-vn/kinh-te?sid=1"]
    ids = [
        {found for link in links(page) for found in re.findall(r"id=([0-9A-F]{24})$", link)}
        for page in pages
    ]
    assert [len(found) for found in ids] == [1] * 4
    assert len(set.union(*ids)) == 4
    assert links("/vi-vn/kinh-te") == links("/vi-vn/kinh-te")
    path = next(path for path in PLAIN.paths() if "/ID/" in path)
    for other in (f"{path};jsessionid=0AF", f"{path}?sid=0AF", f"{path}?print=1"):
        assert SITE.respond(other) == SITE.respond(path)
    assert items("/vi-vn/kinh-te;jsessionid=0AF") == items("/vi-vn/kinh-te")
    assert SOFT_404 in html(f"{path};jsessionid=0AF", PLAIN)


def test_print_twins() -> None:
    article = PLAIN.truth[5]
    short = f"/In/ID/{str(article.id).removeprefix('demo:')}"
    assert SITE.respond(short) == SITE.respond(str(article.url))
    assert SOFT_404 in html("/In/ID/1")
    assert SOFT_404 in html(short, PLAIN)


def test_whoever_follows_every_link_finds_no_other_article() -> None:
    met, left = {"/"}, deque(["/"])
    for _ in range(400):
        page = left.popleft()
        answer = SITE.respond(page)
        assert answer.status == 200
        for link in links(page):
            assert link.startswith("/")
            number = re.search(r"/ID/(\d+)", link)
            if number and link not in (FORBIDDEN, DELETED):
                assert number[1] in NUMBERS, link
            if link not in met:
                met.add(link)
                left.append(link)
    assert len(left) > 2000, "there is always more"


def test_markup_of_traps_is_escaped() -> None:
    for path in ("/", "/vi-vn/kinh-te?loai=tin&mau=luoi", '/vi-vn/kinh-te?a="><b>'):
        page = re.sub(r"(?s)<(script|style)\b.*?</\1>|<!DOCTYPE html>", "", html(path))
        bare = re.sub(r'</?[a-z][a-z0-9]*( [a-z-]+="[^"<>]*")*( /)?>', "", page)
        assert not re.search(r"[<>]|&(?!\w+;|#\d+;)", bare), path


def test_traps_on_a_day() -> None:
    site, plain = DemoSite(300, day=3, traps=True), DemoSite(300, day=3)
    assert [*site.truth] == [*plain.truth]
    assert "/vi-vn/luu-tru/2026-11-02" in links("/", site)
    gone = next(iter(plain.gone)).removeprefix("demo:")
    assert SOFT_404 in html(f"/In/ID/{gone}", site)


@pytest.mark.long
def test_the_spider_comes_out_of_the_traps_with_every_record(tmp_path: Path) -> None:
    with serve(SITE) as url:
        code, report = crawl(tmp_path, url, "--no-warc")
    result = compare(PLAIN.truth, records(tmp_path))
    assert (code, report["imbalance"], result.foreign) == (0, None, [])
    # Which further addresses count as the article's own is the portal's declaration to say.
    assert {name for names in result.wrong.values() for name in names} <= {"alternate_urls"}
