"""What `portal new` finds: families, addresses, pagers, sections, and the file that it writes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsportal.archive.capture import Capture, Origin
from newsportal.errors import ArgumentError
from newsportal.induce.addresses import Addresses, Pattern, induced, is_other, matches
from newsportal.induce.families import FAMILIES, Family, family_of, marks_shown, shown_by
from newsportal.induce.naming import paper_title, portal_name, provinces_of
from newsportal.induce.pager import induced_pager
from newsportal.induce.proposal import Known, propose
from newsportal.induce.seen import LISTING, look
from newsportal.induce.writing import declaration, spider
from newsportal.parse import parse
from newsportal.portal import Layout, Portal, Province, Section
from newsportal.portal_map import MapRow
from newsportal.portals import all_portals

HOST = "http://bao.example"
SLUGS = (
    "khanh-thanh-cau-moi-qua-song",
    "mua-vai-chin-som-hon-moi-nam",
    "hop-bao-cao-quy-hai-cua-tinh",
    "le-hoi-dinh-lang-mo-hom-nay-1",
)
SECTIONS = ("kinh-te", "van-hoa", "kinh-te", "xa-hoi")


def seen(*articles: str, others: tuple[str, ...] = (), sections: str = "") -> Addresses:
    return Addresses(
        frozenset(HOST + each for each in articles),
        frozenset(HOST + each for each in others),
        sections=frozenset(sections.split()),
    )


def first(found: Addresses) -> Pattern:
    patterns = induced(found)
    assert patterns
    return patterns[0]


# -- addresses: every form of FACTS 5, the host invented

FORMS: dict[str, tuple[str, str, int]] = {
    "slug-id.htm": ("/{slug}-{id}.htm", r"^/[^/]*-(?P<id>\d+)\.htm$", 259355),
    "slug-id.html": ("/{slug}-{id}.html", r"^/[^/]*-(?P<id>\d+)\.html$", 179493),
    "section/slug-post": (
        "/{section}/{slug}-post{id}.html",
        r"^/(?P<section>[^/]+)/[^/]*-post(?P<id>\d+)\.html$",
        259355,
    ),
    "postid.bbg": ("/{slug}-postid{id}.bbg", r"^/[^/]*-postid(?P<id>\d+)\.bbg$", 413098),
    "id/slug.bbg": (
        "/bg/{section}/{section}-con/{id}/{slug}.bbg",
        r"^/bg/(?P<section>.+?)/(?P<id>\d+)(?:/|$)",
        403571,
    ),
    "section/id/slug": (
        "/tin-tuc/{section}/{id}/{slug}",
        r"^/tin-tuc/(?P<section>[^/]+)/(?P<id>\d+)(?:/|$)",
        403571,
    ),
    "slug/n-n-id": (
        "/tin-bai/{section}/{slug}/51-800-{id}",
        r"^/tin-bai/(?P<section>[^/]+)/[^/]+/[^/]*-(?P<id>\d+)/?$",
        273106,
    ),
    "month": (
        "/{section}/202210/{slug}-{id}/",
        r"^/(?P<section>[^/]+)/\d+/[^/]*-(?P<id>\d+)/?$",
        2203947,
    ),
    "DotNetNuke": (
        "/vi-vn/{section}/ID/{id}/{slug}",
        r"^/(?:vi-vn|en-us)/(?P<section>[^/]+)/ID/(?P<id>\d+)(?:/|$)",
        24726,
    ),
    "DotNetNuke pid": (
        "/tabid/61/language/vi-VN/Default.aspx/tid/{slug}.html/pid/{id}/cid/121",
        r"^/tabid/\d+/language/vi-VN/Default\.aspx/tid/[^/]+/pid/(?P<id>\d+)(?:/|$)",
        1891,
    ),
    "DotNetNuke title": (
        "/Chuyen-muc/Chi-tiet/tabid/92/t/{slug}/title/{id}/ctitle/191/language/vi-VN/Default.aspx",
        r"^/Chuyen-muc/Chi-tiet/tabid/\d+/t/[^/]+/title/(?P<id>\d+)(?:/|$)",
        14489,
    ),
    "SharePoint": (
        "/ct/cms/tintuc/Lists/{section}/View_Detail.aspx?ItemID={id}",
        r"^/(?:.+/)?View_Detail\.aspx.*[?&]ItemID=(?P<id>\d+)",
        503,
    ),
    "Liferay": (
        "/vi/{section}/-/view_content/{id}-{slug}",
        r"^/(?:vi|en)/(?P<section>[^/]+)/-/view_content/(?P<id>\d+)-",
        707232,
    ),
    "day/slug/id": (
        "/tin/{section}/2015032{n}/{slug}/{id}.html",
        r"^/tin/(?P<section>[^/]+)/\d+/[^/]+/(?P<id>\d+)\.html$",
        724115,
    ),
}


def addresses(form: str, number: int) -> list[str]:
    rows = enumerate(zip(SLUGS, SECTIONS, strict=True))
    return [
        form.format(slug=slug, section=section, id=number + 37 * n, n=n)
        for n, (slug, section) in rows
    ]


@pytest.mark.parametrize("name", FORMS)
def test_pattern(name: str) -> None:
    form, pattern, number = FORMS[name]
    articles = addresses(form, number)
    found = first(seen(*articles, others=("/", "/kinh-te", "/kinh-te.htm", "/tag/lua-mua")))
    assert found.text == pattern
    assert found.is_sure
    ids = {matches(found.text, HOST + each)["id"] for each in articles}  # type: ignore[index]
    assert ids == {str(number + 37 * n) for n in range(len(articles))}


def test_number_that_all_share_is_no_id() -> None:
    found = first(seen(*addresses("/web/vi/news/-/details/{id}/{slug}", 0)))
    constant = first(seen(*(f"/web/vi/news/-/details/20182/{slug}" for slug in SLUGS)))
    assert found.is_sure
    assert not constant.is_sure
    assert constant.slot.kind == "slug"


def test_no_id_at_all() -> None:
    assert induced(seen("/tin.html", "/bai.html", "/anh.html")) == []


def test_section_of_which_all_pages_are_is_no_literal() -> None:
    articles = [f"/vi/kinh-te/-/view_content/{70 + n}-{slug}" for n, slug in enumerate(SLUGS)]
    found = first(seen(*articles, sections="/vi/kinh-te"))
    assert matches(found.text, f"{HOST}/vi/van-hoa/-/view_content/9-x")


def test_pattern_is_narrowed_by_listings() -> None:
    articles = addresses("/{section}/{slug}-{id}.htm", 2026030708)
    found = first(seen(*articles, others=("/su-kien/ky-hop-thu-12.htm",)))
    assert not matches(found.text, f"{HOST}/su-kien/ky-hop-thu-12.htm")
    assert len(found.explained) == len(articles)


def test_page_that_was_taken_wrongly_spoils_no_pattern() -> None:
    """One of eleven: the pattern is found, and is not sure."""
    articles = [f"/kinh-te/{SLUGS[n % 4]}-{n}a-{4000 + n}.htm" for n in range(11)]
    found = first(seen(*articles[1:], others=(articles[0], "/kinh-te.htm")))
    assert found.caught == (HOST + articles[0],)
    assert not found.is_sure
    assert induced(seen(*articles[:4], others=tuple(articles[4:]))) == []


def test_two_years_forms_are_two_patterns() -> None:
    old, new = (addresses(FORMS[n][0], FORMS[n][2]) for n in ("day/slug/id", "slug-id.htm"))
    found = induced(seen(*old, *new))
    assert [len(each.explained) for each in found] == [4, 4]
    assert {*found[0].explained} | {*found[1].explained} == {HOST + each for each in (*old, *new)}


def test_saved_suffix_may_follow() -> None:
    found = first(
        Addresses(
            frozenset(f"{HOST}/vi/kinh-te/ID/{n}/{slug}" for n, slug in enumerate(SLUGS, 80)),
            suffix=".html",
        )
    )
    assert matches(found.text, f"{HOST}/vi/kinh-te/ID/80/a.html")


@given(
    st.sampled_from(sorted(FORMS)),
    st.lists(
        st.tuples(
            st.lists(st.sampled_from("lua vai chin cau moi song que".split()), min_size=4),
            st.sampled_from(["kinh-te", "van-hoa", "xa-hoi"]),
            st.integers(10_000, 9_999_999),
        ),
        min_size=3,
        max_size=12,
        unique_by=(lambda row: tuple(row[0]), lambda row: row[2]),
    ),
)
def test_pattern_matches_all_that_it_was_made_from(
    name: str, rows: list[tuple[list[str], str, int]]
) -> None:
    form = FORMS[name][0]
    made = [
        form.format(slug="-".join(words), section=section, id=number, n=n % 10)
        for n, (words, section, number) in enumerate(rows)
    ]
    for pattern in induced(seen(*made, others=("/", "/kinh-te", "/van-hoa"))):
        assert re.compile(pattern.text).groupindex["id"]
        assert all(matches(pattern.text, url) for url in pattern.explained)
        assert not any(matches(pattern.text, HOST + each) for each in ("/", "/kinh-te"))


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/tag/lua-mua-48.html", True),
        ("/dang-nhap", True),
        ("/print/ab3f/134147.htm", True),
        ("/vi/a/-/view_content/pop_up/7-b", True),
        ("/kinh-te/tag-gia-lua-48.html", False),
    ],
)
def test_addresses_that_are_none_by_their_words(path: str, other: bool) -> None:
    assert is_other(HOST + path) is other


# -- families: a page for each mark, invented


def page_with(mark: str) -> tuple[str, str]:
    """A page that shows a mark, and its address."""
    kind, _, pattern = mark.partition(":")
    word = mark[1:].replace("*", "x")
    if mark[0] == "#":
        return f'<p id="{word}">Lúa</p>', f"{HOST}/a"
    if mark[0] == ".":
        return f'<p class="{word.replace(".", " ")}">Lúa</p>', f"{HOST}/a"
    if kind == "generator":
        return f'<meta name="generator" content="{pattern.replace("(?i)", "")}">', f"{HOST}/a"
    if kind == "path":
        return "<p>Lúa</p>", HOST + PATHS[pattern]
    return f"<script>{pattern}</script>", f"{HOST}/a"


PATHS = {
    r"^/[\w-]+/20\d{4}/[\w-]+-\d+$": "/kinh-te/202210/mua-vai-2203947",
    "/-/(?:asset_publisher|view_content|details)/": "/vi/tin/-/view_content/7-mua-vai",
    r"(?i)/ID/\d+(?:/|$)": "/vi-vn/tin-tuc/ID/24726/mua-vai",
    r"(?i)/tabid/\d+/": "/tabid/61/language/vi-VN/Default.aspx",
    "(?i)/Lists/": "/ct/cms/Lists/tin/View_Detail.aspx",
    "(?i)/_layouts/": "/_layouts/a.aspx",
    r"(?i)/Default\.aspx": "/Default.aspx",
    r"\.bbg$": "/mua-vai.bbg",
    r"-postid\d+\.": "/mua-vai-postid413098.bbg",
    "^/bg2?/": "/bg/kinh-te/403571/mua-vai.bbg",
    r"\.ldo$": "/thoi-su/mua-vai-12.ldo",
    r"^/tin-bai/[\w-]+/[\w-]+/\d+-\d+-\d+$": "/tin-bai/kinh-te/mua-vai/51-800-273106",
}


@pytest.mark.parametrize(
    ("row", "mark"),
    [pytest.param(row, mark, id=f"{row.name} {mark}") for row in FAMILIES for mark in row.marks],
)
def test_mark(row: Family, mark: str) -> None:
    source, url = page_with(mark)
    shown = shown_by(parse(source.encode()).root, url, source.encode())
    assert mark in marks_shown(row, shown)
    plain = b"<p class='lua' id='cau'>M\xc3\xb9a v\xe1\xba\xa3i</p>"
    assert not marks_shown(row, shown_by(parse(plain).root, f"{HOST}/a", plain))


@pytest.mark.parametrize("row", FAMILIES, ids=lambda row: row.name)
def test_family_is_known_by_all_its_marks(row: Family) -> None:
    pages = [page_with(mark) for mark in row.marks]
    shown = [shown_by(parse(text.encode()).root, url, text.encode()) for text, url in pages]
    found = family_of(shown)
    assert found is not None
    assert found[0].name == row.name
    assert row.source


def test_families_patterns_compile_and_names_differ() -> None:
    for row in FAMILIES:
        for pattern in (*row.refused, row.pager or "", row.gallery or ""):
            re.compile(pattern)
    assert len({row.name for row in FAMILIES}) == len(FAMILIES)


# -- pagers, names, provinces


def listing_of(*links: str) -> list[Capture]:
    heads = "".join(
        f'<h3><a href="/tin-{n}{n}{n}.htm">Mùa vải chín sớm hơn mọi năm ở thôn {n}</a></h3>'
        f"<p>{n}/5/2024</p><p>Người dân trong thôn đã hái những chùm đầu tiên.</p>"
        for n in range(1, 9)
    )
    page = f"<title>Kinh tế</title><body>{heads}{''.join(links)}</body>"
    return [
        Capture(
            url=f"{HOST}/kinh-te", captured_at=None, body=page.encode(),
            origin=Origin(kind="folder", name="a"),
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "style", "pattern"),
    [
        ("/kinh-te/trang-{n}.html", "path", r"/trang-(?P<page>\d+)\.html$"),
        ("/kinh-te/currentpage/{n}", "path", r"/currentpage/(?P<page>\d+)/?$"),
        ("/kinh-te-p{n}", "path", r"-p(?P<page>\d+)/?$"),
        ("/kinh-te/page/{n}/", "path", r"/page/(?P<page>\d+)/?$"),
        ("/kinh-te?delta=2&amp;cur={n}", "query", r"[?&]cur=(?P<page>\d+)"),
    ],
)
def test_pager(address: str, style: str, pattern: str) -> None:
    links = [f'<a href="{address.format(n=n)}">{n}</a>' for n in (2, 3, 4)]
    site = look(listing_of(*links))
    assert site.pages[0].kind == LISTING
    found = induced_pager(site.pages, None, lambda url: url.endswith(".htm"))
    assert (found.style, found.pattern) == (style, pattern)


@pytest.mark.parametrize(
    ("link", "style"),
    [
        ('<a href="/kinh-te?xa=1" rel="next">x</a>', "next link"),
        ('<a href="/kinh-te/2">Trang sau</a>', "next link"),
        ("<button>Xem thêm</button>", "button"),
        ("", "none"),
    ],
)
def test_pager_without_numbers(link: str, style: str) -> None:
    site = look(listing_of(link))
    found = induced_pager(site.pages, None, lambda url: url.endswith(".htm"))
    assert (found.style, found.pattern) == (style, None)


def row(province: str, code: str, now: str, code_now: str, host: str) -> MapRow:
    said = dict.fromkeys(("title", "successor", "family", "feed", "source", "verified"), "")
    return MapRow(
        province=province, code=code, province_now=now, code_now=code_now, host=host, **said
    )


ROWS = (
    row("Vĩnh Sơn", "VN-98", "Phú Sơn", "VN-97", "baovinhson.example"),
    row("Lam Hà", "VN-96", "Lam Hà", "VN-96", ""),
)


@pytest.mark.parametrize(
    ("host", "title", "names"),
    [
        ("baovinhson.example", None, ["Vĩnh Sơn", "Phú Sơn"]),
        ("so.lamha.example", "Sở Y tế", ["Lam Hà"]),
        ("bao.example", "Báo Lam Hà", ["Lam Hà"]),
        ("bao.example", "Báo Mới", []),
    ],
)
def test_province(host: str, title: str | None, names: list[str]) -> None:
    found = provinces_of(host, title, ROWS)
    assert [each.name for each in found] == names
    assert all(each.until for each in found[:-1])


@pytest.mark.parametrize(
    ("host", "name"),
    [("baovinhson.com.vn", "baovinhson"), ("so.lamha.gov.vn", "so_lamha"), ("24.vn", "portal_24")],
)
def test_name(host: str, name: str) -> None:
    assert portal_name(host) == name


def test_title_is_what_all_pages_share() -> None:
    pages = [
        Capture(
            url=f"{HOST}/{n}", captured_at=None, origin=Origin(kind="folder", name="a"),
            body=f"<title>Mùa vải thôn {n} - Báo Vĩnh Sơn</title>".encode(),
        )
        for n in range(3)
    ]  # fmt: skip
    assert paper_title(look(pages)) == "Báo Vĩnh Sơn"


# -- the file


@pytest.mark.parametrize("portal", all_portals().values(), ids=lambda portal: portal.name)
def test_declaration_means_the_portal_that_it_was_made_of(portal: Portal) -> None:
    said = "A portal."
    plain = Portal(**{
        name: getattr(portal, name)
        for name in portal.__dataclass_fields__
        if name not in ("text_form", "rules")
    })  # fmt: skip
    found: dict[str, Portal] = {}
    exec(declaration(plain, said), found)  # noqa: S102 - the text under test is a module
    assert found["PORTAL"] == plain
    compile(spider(plain), "spider", "exec")


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_can_be_written(title: str, name: str) -> None:
    portal = Portal(
        name="mau", title=title, hosts=("bao.example",), article_url=r"^/(?P<id>\d+)$",
        provinces=(Province(name=name, code="VN-98"),),
        sections=(Section(slug="a", name=name, path="/a"),), layouts=(Layout(body="#a"),),
    )  # fmt: skip
    found: dict[str, Portal] = {}
    exec(declaration(portal, f"{title} {name}"), found)  # noqa: S102 - as above
    assert found["PORTAL"] == portal


# -- too little


def test_no_page_with_an_address() -> None:
    page = Capture(
        url=None, captured_at=None, body=b"<p>a</p>", origin=Origin(kind="folder", name="a")
    )
    with pytest.raises(ArgumentError, match="at which address"):
        propose([page], Known())


def test_too_few_articles() -> None:
    with pytest.raises(ArgumentError, match="0 of 1 pages"):
        propose(listing_of(), Known())
