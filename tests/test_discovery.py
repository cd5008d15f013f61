"""Discovery: what a listing, a menu and the arguments of a crawl name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsportal.demo import DemoSite
from newsportal.discover.listing import Listing, read_listing
from newsportal.discover.menu import read_menu
from newsportal.discover.sections import (
    chosen_sections,
    read_base_url,
    read_limit,
    read_since,
)
from newsportal.errors import ArgumentError, DeclarationError
from newsportal.parse import parse
from newsportal.portal import Portal, Province, Section
from newsportal.portals import all_portals, portal_named

MAU = Portal(
    name="baomau",
    title="Báo Mẫu",
    hosts=("baomau.vn",),
    provinces=(Province(name="Vĩnh Sơn", code="VN-98"),),
    article_url=r"^/(?P<section>[\w-]+)/[\w-]+-(?P<id>\d+)\.html$",
    pager_url=r"/trang-(?P<page>\d+)\.html$",
    refused_urls=(r"^/in/",),
    sections=(Section(slug="kinh-te", name="Kinh tế", path="/kinh-te"),),
)
WITHOUT_PAGER = Portal(
    name="baokhac",
    title="Báo Khác",
    hosts=("baomau.vn",),
    provinces=MAU.provinces,
    article_url=r"^/[\w-]+-(?P<id>\d+)\.html$",
    saved_suffix=".html",
    sections=MAU.sections,
)
URL = "https://baomau.vn/kinh-te"


def listing(html: str, portal: Portal = MAU) -> Listing:
    page = f"<html><body>{html}</body></html>".encode()
    return read_listing(parse(page).root, URL, portal.sections[0], portal)


@pytest.mark.parametrize(
    ("link", "ids"),
    [
        ('<a href="/kinh-te/cau-moi-12.html">Cầu mới</a>', ["baomau:12"]),
        (
            '<a href="https://www.baomau.vn/kinh-te/cau-moi-12.html?utm_source=x#a">a</a>',
            ["baomau:12"],
        ),
        ('<a href="/van-hoa/mua-vai-13.html">của mục khác</a>', []),
        ('<a href="https://khac.vn/kinh-te/cau-moi-12.html">của báo khác</a>', []),
        (
            '<a href="javascript:void(0)">a</a><a href="http://[x/kinh-te/a-1.html">b</a><a>c</a>',
            [],
        ),
        ('<a href="/kinh-te">chính nó</a><a href="mailto:a@b.vn">thư</a>', []),
    ],
)
def test_which_links_are_articles(link: str, ids: list[str]) -> None:
    assert [entry.id for entry in listing(link).entries] == ids


def test_two_links_to_one_article() -> None:
    item = (
        "<li><a href='/kinh-te/cau-moi-12.html'><img src='a.jpg'></a>"
        "<h3><a href='/kinh-te/cau-moi-12.html'>Khánh thành cầu mới</a></h3>"
        "<span>5/3/2024 8:30</span></li>"
    )
    other = "<li><a href='/kinh-te/mua-vai-13.html'>Mùa vải</a></li>"
    entries = listing(f"<ul>{item}{other}</ul>").entries
    assert [(each.title, each.date) for each in entries] == [
        ("Khánh thành cầu mới", "2024-03-05"),
        ("Mùa vải", None),
    ]


def test_a_print_twin_is_refused_by_its_address() -> None:
    portal = portal_named("sotttt_hanoi")
    twin = "/vi/thanh-tra/-/view_content/pop_up/12-cau-moi"
    own = twin.replace("pop_up/", "")
    page = f"<html><body><a href='{twin}'>In</a><a href='{own}'>Cầu</a></body></html>"
    root = parse(page.encode()).root
    found = read_listing(root, portal.root + "/vi/thanh-tra", portal.sections[0], portal).entries
    assert [(each.id, each.refused) for each in found] == [
        ("sotttt_hanoi:12", "refused-address"),
        ("sotttt_hanoi:12", None),
    ]


def test_further_pages() -> None:
    pages = "".join(f"<a href='/kinh-te/trang-{n}.html'>{n}</a>" for n in (2, 3, 20))
    other = "<a href='/van-hoa/trang-4.html'>4</a>"
    assert sorted(listing(pages + other).pages) == [2, 3, 20]


@pytest.mark.parametrize(
    ("link", "goes_on"),
    [
        ('<a rel="next" href="/kinh-te?p=2">2</a>', True),
        ('<a href="/kinh-te?p=2">Trang sau</a>', True),
        ('<a href="/kinh-te?p=2">»</a>', True),
        ('<a href="/kinh-te?p=2">Trang chủ</a>', False),
    ],
)
def test_the_next_page_where_no_pager_is_declared(link: str, goes_on: bool) -> None:
    assert bool(listing(link, WITHOUT_PAGER).pages) is goes_on


PAGERS = {
    "path": r"/currentpage/(?P<page>\d+)$",
    "file": r"/trang-(?P<page>\d+)\.html$",
    "name": r"-trang-(?P<page>\d+)\.html$",
    "short": r"/p(?P<page>\d+)$",
    "query": r"[?&]page=(?P<page>\d+)",
    "liferay": r"[?&]_101_cur=(?P<page>\d+)",
    "none": None,
}
THIRD = "/kinh-te/currentpage/3"
LIFERAY = (
    "/kinh-te?p_p_id=101&amp;p_p_lifecycle=0&amp;p_p_state=normal&amp;p_p_mode=view"
    "&amp;p_p_col_id=column-1&amp;p_p_col_pos=1&amp;p_p_col_count=2&amp;_101_delta=10"
    "&amp;_101_keywords=&amp;_101_advancedSearch=false&amp;_101_andOperator=true"
    "&amp;p_r_p_564233524_resetCur=false&amp;_101_cur=17"
)


@pytest.mark.parametrize(
    ("pager", "links", "pages"),
    [
        ("path", "<a href='/kinh-te/currentpage/2'>2</a>", {2: "/kinh-te/currentpage/2"}),
        ("file", "<a href='/kinh-te/trang-3.html'>3</a>", {3: "/kinh-te/trang-3.html"}),
        ("name", "<a href='/kinh-te-trang-3.html'>3</a>", {3: "/kinh-te-trang-3.html"}),
        ("short", "<a href='/kinh-te/p2'>Xem thêm</a>", {2: "/kinh-te/p2"}),
        ("query", "<a href='?page=2'>2</a>", {2: "/kinh-te?page=2"}),
        ("query", "<a class=more href='/kinh-te?page=2'>Xem thêm</a>", {2: "/kinh-te?page=2"}),
        ("query", "<link rel=next href='/kinh-te?page=2'>", {2: "/kinh-te?page=2"}),
        ("query", "<link rel=prev href='/kinh-te?page=1'>", {}),
        ("liferay", f"<a href='{LIFERAY}'>17</a>", {17: LIFERAY.replace("&amp;", "&")}),
        ("none", "<a rel=next href='?p=2'>2</a>", {0: "/kinh-te?p=2"}),
        ("none", "<link rel='next' href='/kinh-te?p=2'>", {0: "/kinh-te?p=2"}),
        ("none", "<a href='?p=2'>Xem thêm</a>", {0: "/kinh-te?p=2"}),
        ("none", "<a href='/kinh-te/2'>Tải thêm tin »</a>", {0: "/kinh-te/2"}),
        ("none", "<a href='/van-hoa'>Xem thêm</a>", {}),
        ("none", "<a href='/kinh-te-so'>Xem thêm</a>", {}),
        ("none", "<a href='?p=2'>Trang sau</a><a href='?p=9'>»</a>", {0: "/kinh-te?p=2"}),
        # One address a number, whatever it is spelt like.
        ("query", "<a href='?page=02'>2</a><a href='?page=2'>2</a>", {2: "/kinh-te?page=2"}),
        ("query", "<a href='?sort=x&page=2'>2</a>", {2: "/kinh-te?page=2"}),
        ("query", "<a href='?sid=4f&page=2#top'>2</a>", {2: "/kinh-te?page=2"}),
        ("query", "<a href='?PHPSESSID=4f;page=2'>2</a>", {2: "/kinh-te?page=2"}),
        ("query", "<a href='/kinh-te;jsessionid=4F?page=2'>2</a>", {2: "/kinh-te?page=2"}),
        ("query", "<a href='?mau=do&page=2'>2</a><a href='?page=2'>2</a>", {2: "/kinh-te?page=2"}),
        ("file", "<a href='/kinh-te/trang-3.html?view=list'>3</a>", {3: "/kinh-te/trang-3.html"}),
        ("path", "<a href='/kinh-te/currentpage/2/currentpage/3'>3</a>", {3: THIRD}),
        # Another section's pages.
        ("file", "<a href='/van-hoa/trang-4.html'>4</a>", {}),
        ("file", "<a href='/kinh-te-so/trang-4.html'>4</a>", {}),
        ("query", "<a href='/kinh-te-so?page=4'>4</a>", {}),
    ],
)  # fmt: skip
def test_how_pagers_go_on(pager: str, links: str, pages: dict[int, str]) -> None:
    portal = replace(MAU, pager_url=PAGERS[pager])
    found = listing(links, portal).pages
    assert found == {number: f"https://baomau.vn{page}" for number, page in pages.items()}


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("/kinh-te/kinh-te/kinh-te/trang-2.html", "trap-repeated-segment"),
        ("/kinh-te/" + "a/b" * 15 + "/trang-2.html", "trap-depth"),
        ("/kinh-te/trang-2.html?" + "x" * 1000, "trap-length"),
        ("/kinh-te?page=2&" + "&".join(f"k{n}=1" for n in range(30)), "trap-query-keys"),
    ],
)
def test_further_pages_that_are_traps(link: str, reason: str) -> None:
    portal = replace(MAU, pager_url=r"(?:/trang-|[?&]page=)(?P<page>\d+)")
    found = listing(f"<a href='{link}'>2</a>", portal)
    assert (found.pages, found.traps) == ({}, {reason: 1})


def test_a_section_whose_path_has_an_extension() -> None:
    portal = replace(MAU, sections=(Section(slug="a", name="a", path="/kinh-te.html"),))
    root = parse(b"<html><body><a href='/kinh-te/trang-2.html'>2</a></body></html>").root
    page = read_listing(root, "https://baomau.vn/kinh-te.html", portal.sections[0], portal)
    assert list(page.pages) == [2]


@pytest.mark.parametrize(
    ("name", "own"),
    [("kinh-te3046", True), ("kinh-tee517", True), ("kinh-te", True), ("kinh-te-so3046", False)],
)
def test_pages_that_a_saving_tool_named(name: str, own: bool) -> None:
    portal = replace(MAU, pager_url=PAGERS["query"], saved_suffix=".html")
    assert bool(listing(f"<a href='/{name}.html?page=2'>2</a>", portal).pages) is own


def test_what_a_saving_tool_adds_is_cut() -> None:
    entry = listing('<a href="/cau-moi-12.html">Cầu mới</a>', WITHOUT_PAGER).entries[0]
    assert entry.url == "https://baomau.vn/cau-moi-12"


def test_every_article_of_the_demo_is_found_in_both_markups() -> None:
    portal = portal_named("demo")
    for strange in (False, True):
        site = DemoSite(120, strange=strange)
        found: set[str] = set()
        for section in portal.sections:
            pages, read = {1: portal.root + section.path}, set[int]()
            while left := sorted(set(pages) - read):
                read.add(left[0])
                url = pages[left[0]]
                page = read_listing(parse(site.respond(url).body).root, url, section, portal)
                pages.update(page.pages)
                found |= {each.id for each in page.entries}
        assert found >= {article.id for article in site.truth}
        assert len(found) == 121  # the deleted article is listed still


def test_the_menu_names_sections() -> None:
    portal = portal_named("demo")
    root = parse(DemoSite(60).respond("/").body).root
    menu = {entry.path: entry for entry in read_menu(root, portal.root + "/", portal)}
    assert {section.path for section in portal.sections} <= set(menu)
    assert menu["/vi-vn/thoi-su"].name == "Thời sự"
    assert menu["/vi-vn/thoi-su"].articles > 0
    assert not [path for path in menu if "/ID/" in path or "/Login" in path]


@pytest.mark.parametrize(
    ("names", "slugs"),
    [
        ([], ["kinh-te"]),
        (["kinh-te"], ["kinh-te"]),
        (["/kinh-te", "kinh-te"], ["kinh-te"]),
        (["kinh-te,/van-hoa"], ["kinh-te", "van-hoa"]),
        (["https://baomau.vn/van-hoa/le-hoi/"], ["le-hoi"]),
        (["/van-hoa/index.html"], ["index"]),
    ],
)
def test_sections_that_are_chosen(names: list[str], slugs: list[str]) -> None:
    assert [section.slug for section in chosen_sections(MAU, names)] == slugs


@pytest.mark.parametrize(
    "name", ["nix", "../../x", "/../x", "/a b", "https://khac.vn/x", "/%2e%2e"]
)
def test_sections_that_there_are_not(name: str) -> None:
    with pytest.raises(ArgumentError):
        chosen_sections(MAU, [name])


def test_a_portal_without_sections_says_how_to_name_one() -> None:
    bare = Portal(
        name="baotrong",
        title="a",
        hosts=("a.vn",),
        provinces=MAU.provinces,
        article_url="(?P<id>1)",
    )
    with pytest.raises(ArgumentError, match="newsportal portal sections baotrong"):
        chosen_sections(bare, [""])


@pytest.mark.parametrize("value", ["yesterday", "31/2/2024", "2024-13-01", "5/2024"])
def test_no_day(value: str) -> None:
    with pytest.raises(ArgumentError, match="write 2024-05-30"):
        read_since(value)


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5"])
def test_no_limit(value: str) -> None:
    with pytest.raises(ArgumentError):
        read_limit(value)


@pytest.mark.parametrize(
    "value", ["127.0.0.1:8090", "ftp://a.vn", "http://a.vn/x", "http://[", "x"]
)
def test_no_base_address(value: str) -> None:
    with pytest.raises(ArgumentError):
        read_base_url(value)


def test_a_base_address() -> None:
    assert read_base_url("http://127.0.0.1:8090/") == "http://127.0.0.1:8090"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "Bao Mau"},
        {"hosts": ()},
        {"hosts": ("https://a.vn",)},
        {"scheme": "ftp"},
        {"article_url": "/("},
        {"article_url": r"/\d+"},
        {"pager_url": r"/\d+"},
        {"sections": (Section(slug="../x", name="a", path="/a"),)},
        {"sections": (Section(slug="a", name="a", path="a"),)},
        {"sections": (*MAU.sections, *MAU.sections)},
        {"provinces": portal_named("demo").provinces[::-1]},
        {"feeds": ("rss/home.rss",)},
        {"feeds": ("https://baomau.vn/rss/home.rss",)},
        {"feeds": ("//khac.vn/home.rss",)},
        {"sitemaps": ("/sitemap.xml", "/sitemap.xml")},
        {"archive_url": "/luu-tru/{year}-{month}"},
        {"archive_url": "/luu-tru/{year}-{month}-{day}-{hour}"},
        {"archive_url": "/luu-tru/{year}-{month:02-{day}"},
        {"archive_url": "/luu-tru/{year:x}-{month:s}-{day}"},
        {"more_url": "/api?trang={page}"},
        {"more_url": "/api?muc={section.__class__}&trang={page}"},
        {"more_url": "/api?muc={}&trang={page}"},
    ],
    ids=str,
)
def test_a_wrong_declaration_fails_where_it_stands(wrong: dict[str, object]) -> None:
    right = {
        "name": "baomau", "title": "Báo Mẫu", "hosts": ("baomau.vn",), "provinces": MAU.provinces,
        "article_url": MAU.article_url,
    }  # fmt: skip
    with pytest.raises(DeclarationError):
        Portal(**{**right, **wrong})  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize("name", all_portals())
def test_each_portal_has_its_spider(name: str) -> None:
    from importlib import import_module

    from newsportal.spider import PortalSpider

    module = import_module(f"newsportal.spiders.{name}")
    spiders = [each for each in vars(module).values() if isinstance(each, type)]
    own = [each for each in spiders if issubclass(each, PortalSpider) and each is not PortalSpider]
    assert [each.name for each in own] == [name]
