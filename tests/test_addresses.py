"""Addresses: spellings of one article, on the hosts that a portal has, had, and went to."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsportal import extract
from newsportal.demo import DemoSite
from newsportal.discover.listing import read_listing
from newsportal.discover.menu import read_menu
from newsportal.discover.sections import chosen_sections
from newsportal.errors import DeclarationError
from newsportal.links import absolute
from newsportal.parse import parse
from newsportal.portal import Portal, Province
from newsportal.portals import portal_named, portal_of, successor_hosts
from newsportal.urls import (
    article_id,
    article_match,
    canonical_address,
    clean_address,
    present_address,
    refusal,
)

VINH_PHUC = portal_named("baovinhphuc")
ROOT = "https://baovinhphuc.com.vn"
PATH = "/vi-vn/thoi-su/id/1234/khanh-thanh-cau"
MOVED = Portal(
    name="baomoi_mau",
    title="Báo Mới Mẫu",
    hosts=("baomoi.example",),
    formerly=("baocu.example", "cu.example"),
    successor="baovinhphuc",
    provinces=(Province(name="Vĩnh Sơn", code="VN-98"),),
    article_url=r"^/(?:vi-vn|en-us)/(?P<section>[\w/-]+)/id/(?P<id>\d+)(?:/|$)",
    article_twins=(
        r"(?i)^/(?:\w+/)?default\.aspx\?(?:.*&)?tabid=\d+&(?:.*&)?id=(?P<id>\d+)(?:&|$)",
        r"(?i)/tabid/\d+/id/(?P<id>\d+)/default\.aspx$",
        r"^/in/(?P<id>\d+)$",
    ),
    refused_urls=(r"^/in/",),
)
LETTERS = replace(MOVED, article_url=r"^/(?P<id>[a-z]\w+)$", article_twins=())


@pytest.mark.parametrize(
    "url",
    [
        ROOT + PATH,
        f"http://baovinhphuc.com.vn{PATH}",
        f"https://www.baovinhphuc.com.vn{PATH}",
        f"HTTPS://WWW.BaoVinhPhuc.com.vn:443{PATH}/",
        f"{ROOT}/vi-vn/thoi-su/ID/1234/khanh-thanh-cau",
        f"{ROOT}/VI-VN/Thoi-Su/Id/1234/Khanh-Thanh-Cau",
        f"{ROOT}/en-us/thoi-su/id/1234/khanh-thanh-cau",
        f"{ROOT}/vi-vn/kinh-te/nong-nghiep/id/1234/khanh-thanh-cau",
        f"{ROOT}/vi-vn/thoi-su/id/1234",
        f"{ROOT}/vi-vn/thoi-su/id/1234/",
        f"{ROOT}/vi-vn/thoi-su/id/1234/tieu-de-khac",
        f"{ROOT}{PATH}?utm_source=zalo&utm_medium=social#binh-luan",
        f"{ROOT}{PATH}?AspxAutoDetectCookieSupport=1",
        f"{ROOT}{PATH};jsessionid=0A1B2C",
        f"{ROOT}/vi-vn/thoi-su/id/1234;jsessionid=0A1B2C?sid=9",
        f"{ROOT}/(S(abc123))/vi-vn/thoi-su/id/1234/khanh-thanh-cau",
        f"{ROOT}/(X(1)S(abc123))/vi-vn/thoi-su/id/1234/khanh-thanh-cau",
        f"{ROOT}{PATH}?PHPSESSID=77&sid=1&fbclid=x",
        f"{ROOT}{PATH}?SkinSrc=%5BG%5DSkins%2FNo+Skin&ContainerSrc=%5BG%5Da&dnnprintmode=true",
        f"{ROOT}{PATH}?print=1",
    ],
)
def test_spellings_of_one_article(url: str) -> None:
    assert portal_of(url) is VINH_PHUC
    assert article_id(url, VINH_PHUC) == "baovinhphuc:1234"
    assert article_id(clean_address(url), VINH_PHUC) == "baovinhphuc:1234"
    assert canonical_address(url, ROOT + PATH, VINH_PHUC) == ROOT + PATH


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://cu.example/vi-vn/a/id/12/b", "12"),
        ("https://www.baocu.example/en-us/a/ID/12/b", "12"),
        ("https://baomoi.example/Default.aspx?tabid=5&id=12", "12"),
        ("https://baomoi.example/vi/default.aspx?language=vi-VN&TabID=5&mid=7&id=12&p=1", "12"),
        ("https://baomoi.example/vi-vn/a/tabid/85/id/12/Default.aspx", "12"),
        ("https://baomoi.example/in/12", "12"),
        ("https://baomoi.example/Default.aspx?tabid=5", None),
        ("https://baomoi.example/vi-vn/a", None),
    ],
)
def test_twins_and_old_hosts(url: str, key: str | None) -> None:
    found = article_match(url, MOVED)
    assert (found or {}).get("id") == key
    if key is not None:
        assert article_id(url, MOVED) == f"baomoi_mau:{key}"
        assert canonical_address(url, None, MOVED).startswith("https://baomoi.example/")


def test_a_pop_up_twin_is_the_article() -> None:
    portal = portal_named("sotttt_hanoi")
    own = f"{portal.root}/vi/thanh-tra/-/view_content/12-cau-moi"
    twin = own.replace("view_content/", "view_content/pop_up/")
    assert article_id(twin, portal) == article_id(own, portal) == "sotttt_hanoi:12"
    assert canonical_address(twin, own, portal) == own
    assert refusal(twin, portal) is not None


def test_an_id_of_letters_keeps_its_case() -> None:
    assert article_match("https://baomoi.example/aBc", LETTERS) == {"id": "aBc"}
    assert article_match("https://baomoi.example/ABC", LETTERS) is None


def test_a_print_twin_is_refused_in_any_case() -> None:
    assert refusal("https://baomoi.example/IN/12", MOVED) == r"^/in/"


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://a.vn:80/b", "https://a.vn:80/b"),
        ("http://a.vn:80/b", "http://a.vn/b"),
        ("http://[2606:4700::1111]:81/b", "http://[2606:4700::1111]:81/b"),
        ("http://a.vn/tên bài/?q=á", "http://a.vn/t%C3%AAn%20b%C3%A0i?q=%C3%A1"),
        ("http://a.vn/t%c3%aan", "http://a.vn/t%C3%AAn"),
        ("http://báo.example/x", "http://xn--bo-mia.example/x"),
        ("http://a.vn//b///c//", "http://a.vn/b/c"),
        ("http://a.vn/b?print=123&ref=x", "http://a.vn/b?print=123"),
        ("http://a.vn/b?side=1&preference=2&printer=3", "http://a.vn/b?side=1&preference=2&printer=3"),
        ("http://a.vn/(S(x(1)))/b", "http://a.vn/(S(x(1)))/b"),
        ("http://a.vn/ca(si)/b", "http://a.vn/ca(si)/b"),
    ],
)  # fmt: skip
def test_what_a_clean_address_is(url: str, clean: str) -> None:
    assert clean_address(url) == clean


@pytest.mark.parametrize(
    ("stated", "cited"),
    [
        (None, "https://baomoi.example/vi-vn/a/id/12/b"),
        ("https://baocu.example/vi-vn/c/id/12/b", "https://baomoi.example/vi-vn/c/id/12/b"),
        ("http://www.baomoi.example/vi-vn/c/id/12/b", "https://baomoi.example/vi-vn/c/id/12/b"),
        ("https://baomoi.example/vi-vn/a/id/13/b", "https://baomoi.example/vi-vn/a/id/12/b"),
        ("https://khac.example/vi-vn/a/id/12/b", "https://baomoi.example/vi-vn/a/id/12/b"),
    ],
)
def test_an_article_is_cited_on_the_present_host(stated: str | None, cited: str) -> None:
    assert canonical_address("http://cu.example/vi-vn/a/id/12/b/", stated, MOVED) == cited


def test_what_is_no_article_keeps_its_id_on_a_new_host() -> None:
    ids = {article_id(f"https://{host}/gioi-thieu", MOVED) for host in MOVED.known_hosts}
    assert len(ids) == 1
    assert next(iter(ids)).startswith("baomoi_mau:")


def test_a_page_of_an_old_host_makes_the_same_record() -> None:
    demo = portal_named("demo")
    moved = replace(demo, hosts=("moi.example",), formerly=demo.hosts)
    site = DemoSite(8)
    url = str(site.truth[3].url)
    old, new = (extract(site.respond(url).body, each, portal=moved)
                for each in (url, present_address(url, moved)))  # fmt: skip
    assert (old.id, old.canonical_url) == (new.id, new.canonical_url)
    assert str(new.canonical_url).startswith("http://moi.example/")
    assert old.url == url


def test_a_listing_that_links_old_hosts_names_the_present_one() -> None:
    demo = portal_named("demo")
    moved = replace(demo, hosts=("moi.example",), formerly=demo.hosts)
    site = DemoSite(30)
    section = moved.sections[0]
    body = site.respond(section.path).body
    linked = body.replace(b'href="/', b'href="http://www.baovinhson.example/')
    assert linked != body
    url = moved.root + section.path
    found, own = (read_listing(parse(each).root, url, section, moved) for each in (linked, body))
    assert [each.url for each in found.entries] == [each.url for each in own.entries]
    assert found.pages == own.pages
    assert {each.url.split("/vi-vn")[0] for each in found.entries} == {"http://moi.example"}
    assert read_menu(parse(linked).root, url, moved) == read_menu(parse(body).root, url, moved)
    assert chosen_sections(moved, ["http://baovinhson.example/vi-vn/kinh-te"])[0].slug == "kinh-te"


@pytest.mark.parametrize(
    ("successor", "hosts"),
    [
        ("baophutho.vn", ("baophutho.vn",)),
        ("sotttt_hanoi", ("sotttt.hanoi.gov.vn",)),
        ("not_declared_here", ()),
        (None, ()),
    ],
)
def test_where_a_successor_is(successor: str | None, hosts: tuple[str, ...]) -> None:
    assert successor_hosts(replace(MOVED, successor=successor)) == hosts


@pytest.mark.parametrize(
    "wrong",
    [
        {"formerly": ("https://cu.example",)},
        {"formerly": ("www.cu.example",)},
        {"successor": "https://baophutho.vn/"},
        {"article_twins": (r"/tabid/\d+",)},
        {"article_twins": ("(",)},
    ],
    ids=str,
)
def test_a_wrong_declaration_of_a_move(wrong: dict[str, object]) -> None:
    with pytest.raises(DeclarationError):
        replace(MOVED, **wrong)  # type: ignore[arg-type]  # wrong on purpose


# -- for any address

SEGMENT = st.text("abzAZ09-_.~%()SX;=á ô\u3000", min_size=1, max_size=12)
NAMES = st.sampled_from(["p", "id", "mid", "print", "utm_source", "sid", "ref", "á"])
QUERY = st.lists(st.tuples(NAMES, st.text("a1 &=+%á", max_size=5)), max_size=4)


@st.composite
def addresses(draw: st.DrawFn) -> str:
    scheme = draw(st.sampled_from(["http", "https", "HTTP"]))
    host = draw(st.sampled_from(["a.vn", "www.A.vn", "báo.vn", "a.vn:80", "a.vn:443", "[::1]:8"]))
    path = "".join(f"/{each}" for each in draw(st.lists(SEGMENT, max_size=4)))
    asked = "&".join(f"{name}={value}" for name, value in draw(QUERY))
    return (
        f"{scheme}://{host}{path}{'?' if asked else ''}{asked}{draw(st.sampled_from(['', '#x']))}"
    )


@given(addresses())
def test_to_clean_twice_changes_nothing(url: str) -> None:
    clean = clean_address(url)
    assert clean_address(clean) == clean
    assert clean.isascii()
    assert article_id(clean, None) == article_id(url, None)


@st.composite
def spellings(draw: st.DrawFn) -> str:
    """An address of article 12 of the portal that moved."""
    hosts = ["baomoi.example", "www.BaoMoi.example", "cu.example", "www.baocu.example"]
    scheme = draw(st.sampled_from(["http", "https", "HTTPS"]))
    session = draw(st.sampled_from(["", "/", "/(S(abc))", "/(X(1)F(z)S(abc))"]))
    end = draw(st.sampled_from(["", "/", "//", ";jsessionid=1"]))
    noise = draw(st.sets(st.sampled_from(["utm_source=a", "PHPSESSID=1", "print=1", "ref=b"])))
    query = f"?{'&'.join(sorted(noise))}" if noise else ""
    path = f"{session}/vi-vn/kinh-te/id/12/b{end}{query}"
    return f"{scheme}://{draw(st.sampled_from(hosts))}{path}{draw(st.sampled_from(['', '#a']))}"


@given(spellings())
def test_all_spellings_are_cited_alike(url: str) -> None:
    cited = canonical_address(url, None, MOVED)
    assert cited == "https://baomoi.example/vi-vn/kinh-te/id/12/b"
    assert canonical_address(cited, url, MOVED) == cited
    assert article_id(url, MOVED) == "baomoi_mau:12"


LINK = st.text("abc/.?#:;%1", max_size=9).filter(lambda text: text.strip())


@given(addresses(), st.sampled_from(["", "/", "//", "../", "../../../", "./"]), LINK)
def test_a_link_means_what_the_standard_library_says(base: str, start: str, end: str) -> None:
    """RFC 3986, 5.2; the quick ways for what most pages print make no difference."""
    href = start + end
    meant: str | None
    try:
        meant = urljoin(base, href)
        parts = urlsplit(meant)
        if not (parts.scheme in ("http", "https") and parts.hostname and (parts.port or 80) > 0):
            meant = None
    except ValueError:
        meant = None
    assert absolute(base, href) == meant
