"""The demo portal's other addresses: feeds, sitemaps, archive by date, JSON, redirects, ETags."""

from __future__ import annotations

import gzip
import http.client
import json
import re
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree

from newsportal.article import Article
from newsportal.demo import DemoSite, Response
from newsportal.demo.by_date import day_path
from newsportal.demo.server import serve
from newsportal.demo.tabs import HOST, TABS

SITE = DemoSite()
TRUTH = list(SITE.truth)
NEWEST = TRUTH[::-1]
MANY = DemoSite(12_000)
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
SLUGS = [tab.slug for tab in TABS]
SOFT_404 = "Không tìm thấy trang"


def xml(path: str, site: DemoSite = SITE) -> Any:
    answer = site.respond(path)
    assert answer.status == 200
    return etree.fromstring(answer.body)


def text(path: str, site: DemoSite = SITE) -> str:
    return site.respond(path).body.decode()


def under(article: Article, slug: str) -> str | None:
    """The article's address under a tab."""
    urls = [str(article.url), *article.alternate_urls]
    return next((url for url in urls if urlsplit(url).path.split("/ID/")[0].endswith(slug)), None)


def number(article: Article) -> str:
    return str(article.id).removeprefix("demo:")


# -- feeds


@pytest.mark.parametrize("slug", ["home", *SLUGS])
def test_rss_has_the_newest_articles_of_its_tab(slug: str) -> None:
    assert (
        SITE.respond(f"/rss/{slug}.rss").headers["Content-Type"].startswith("application/rss+xml")
    )
    items = xml(f"/rss/{slug}.rss").findall("channel/item")
    placed: list[tuple[Article, str | None]]
    if slug == "home":
        placed = [(article, article.url) for article in NEWEST[:50]]
    else:
        placed = [(each, under(each, slug)) for each in NEWEST if under(each, slug)][:30]
    assert [(item.findtext("title"), item.findtext("link")) for item in items] == [
        (article.title, url) for article, url in placed
    ]
    for item, (article, _) in zip(items, placed, strict=True):
        published = parsedate_to_datetime(item.findtext("pubDate"))
        assert published.isoformat() == article.date_published
        assert item.findtext("pubDate").endswith(" +0700")
        assert item.findtext("description") == article.description
        assert item.findtext("guid") == f"{number(article)}@baovinhson.example"


def test_atom() -> None:
    entries = xml("/atom/home.xml").findall(f"{ATOM}entry")
    assert len(entries) == 50
    for entry, article in zip(entries, NEWEST, strict=False):
        assert entry.findtext(f"{ATOM}title") == article.title
        assert entry.find(f"{ATOM}link").get("href") == article.url
        assert entry.findtext(f"{ATOM}published") == article.date_published
        assert entry.findtext(f"{ATOM}updated") == article.date_published
        assert entry.findtext(f"{ATOM}summary") == article.description
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 50


@pytest.mark.parametrize("path", ["/rss/the-thao.rss", "/atom/thoi-su.xml"])
def test_no_feed(path: str) -> None:
    assert SITE.respond(path).status == 404


# -- sitemaps


def locations(path: str, site: DemoSite) -> list[tuple[str, str]]:
    """Addresses and the moments of their last changes."""
    answer = site.respond(path)
    body = gzip.decompress(answer.body) if path.endswith(".gz") else answer.body
    return [(str(each[0].text), str(each[1].text)) for each in etree.fromstring(body)]


@pytest.mark.parametrize("site", [SITE, MANY], ids=["300", "12,000"])
def test_sitemaps_name_every_article_once_the_oldest_first(site: DemoSite) -> None:
    index = locations("/sitemap.xml", site)
    assert index == locations("/sitemap.xml.gz", site)
    *parts, news = [urlsplit(url).path for url, _ in index]
    assert news == "/sitemap-news.xml"
    assert parts == [
        f"/sitemap-articles-{n}.xml.gz" for n in range(1, -(-len(site.truth) // 5000) + 1)
    ]
    found = [locations(part, site) for part in parts]
    assert max(map(len, found)) <= 5000
    assert [max(changed for _, changed in part) for part in found] == [
        changed for _, changed in index[:-1]
    ]
    named = [each for part in found for each in part]
    assert len(named) == len(site.truth)
    for at in range(0, len(named), 97):
        article = site.truth[at]
        assert named[at] == (article.url, article.date_published)


def test_a_part_of_a_sitemap_is_gzip_that_no_clock_changes() -> None:
    first, second = (SITE.respond("/sitemap-articles-1.xml.gz") for _ in "ab")
    assert first == second
    assert first.body[:8] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00"
    assert "Content-Encoding" not in first.headers
    assert gzip.decompress(first.body) == SITE.respond("/sitemap-articles-1.xml").body


@pytest.mark.parametrize("path", ["/sitemap-articles-2.xml.gz", "/sitemap-articles-2.xml"])
def test_a_part_that_is_not_there(path: str) -> None:
    assert SITE.respond(path).status == 404
    assert MANY.respond(path).status == 200


def test_news_sitemap_has_the_last_two_days() -> None:
    recent = list(MANY.truth[-200:])[::-1]
    expected = [each for each in recent if str(each.date_published) >= "2026-10-28"]
    rows = xml("/sitemap-news.xml", MANY)
    names = (f"{SITEMAP}loc", f".//{NEWS}title", f".//{NEWS}publication_date")
    assert [tuple(row.findtext(name) for name in names) for row in rows] == [
        (article.url, article.title, article.date_published) for article in expected
    ]
    assert 4 <= len(expected) <= 8
    assert rows[0].findtext(f".//{NEWS}name") == "Báo Vĩnh Sơn"


# -- the archive by date


def items(page: str) -> list[str]:
    return re.findall(r'<h[46] class="[^"]*"><a href="([^"]+)"', page)


@pytest.mark.parametrize("site", [MANY, DemoSite(12_000, strange=True)], ids=["normal", "strange"])
def test_a_day_lists_its_articles_at_their_homes(site: DemoSite) -> None:
    recent = list(MANY.truth[-40:])
    days = {str(article.date_published)[:10] for article in recent}
    assert len(days) > 10
    for day in sorted(days)[1:]:
        own = [each for each in recent[::-1] if str(each.date_published).startswith(day)]
        assert items(text(f"/vi-vn/luu-tru/{day}", site)) == [
            urlsplit(str(each.url)).path for each in own
        ]


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        ("2026-10-30", "2026-10-29", "2026-10-31"),
        ("2024-03-01", "2024-02-29", "2024-03-02"),
        ("1899-12-31", "1899-12-30", "1900-01-01"),
        ("3026-01-01", "3025-12-31", "3026-01-02"),
        ("0001-01-01", None, "0001-01-02"),
        ("9999-12-31", "9999-12-30", None),
    ],
)
def test_days_follow_each_other_without_end(
    day: str, before: str | None, after: str | None
) -> None:
    page = text(f"/vi-vn/luu-tru/{day}")
    found = re.findall(r'href="(/vi-vn/luu-tru/[^"]+)">(Ngày \w+)<', page)
    expected = [(before, "Ngày trước"), (after, "Ngày sau")]
    assert found == [(f"/vi-vn/luu-tru/{each}", name) for each, name in expected if each]
    assert items(page) == []


@pytest.mark.parametrize("day", ["2026-02-30", "2026-2-3", "2026-13-01", "0000-01-01", "hom-nay"])
def test_no_day(day: str) -> None:
    assert SOFT_404 in text(f"/vi-vn/luu-tru/{day}")
    assert day_path(date(2026, 2, 3)) == "/vi-vn/luu-tru/2026-02-03"


# -- more of a listing


@pytest.mark.parametrize("tab", TABS, ids=SLUGS)
def test_load_more_gives_what_the_listing_gives(tab: Any) -> None:
    number, more, found = 0, True, []
    while more:
        number += 1
        answer = SITE.respond(f"/api/tin?muc={tab.slug}&trang={number}")
        assert answer.headers["Content-Type"].startswith("application/json")
        page = json.loads(answer.body)
        listing = text(f"{tab.listing}/currentpage/{number}" if number > 1 else tab.listing)
        deleted = urlsplit(SITE.deleted_url).path
        assert [each["url"] for each in page["items"]] == [
            url for url in items(listing) if url != deleted
        ]
        more = page["more"]
        assert more == ("Trang sau" in listing)
        found += page["items"]
    by_path = {
        urlsplit(url).path: each for each in TRUTH for url in (str(each.url), *each.alternate_urls)
    }
    for each in found:
        article = by_path[each["url"]]
        assert (each["title"], each["date"], each["sapo"]) == (
            article.title,
            article.date_published,
            article.description,
        )
    assert len(found) == next(each.listed for each in SITE.sections if each.slug == tab.slug)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("muc=thoi-su", 200), ("muc=thoi-su&trang=999", 200), ("muc=the-thao&trang=1", 404),
        ("trang=1", 404), ("muc=thoi-su&trang=0", 404), ("muc=thoi-su&trang=-1", 404),
        ("muc=thoi-su&trang=a", 404), ("", 404),
    ],
)  # fmt: skip
def test_load_more_of_what_is_not_there(query: str, status: int) -> None:
    answer = SITE.respond(f"/api/tin?{query}")
    page = json.loads(answer.body)
    assert answer.status == status
    assert (len(page["items"]) == 20) == (query == "muc=thoi-su")
    assert page["more"] == (query == "muc=thoi-su")


# -- old addresses

ONE = next(article for article in TRUTH if article.section == "thoi-su" and article.alternate_urls)
HOME = urlsplit(str(ONE.url)).path
OTHER = urlsplit(ONE.alternate_urls[0]).path
PHOTO = urlsplit(str(next(each for each in TRUTH if each.kind == "gallery").url)).path


def lower(path: str) -> str:
    return path.replace("/ID/", "/id/")


def renamed(path: str) -> str:
    return path.rsplit("/", 1)[0] + "/tieu-de-cu---2015"


@pytest.mark.parametrize(
    ("path", "status", "to"),
    [
        (f"/tabid/61/language/vi-VN/Default.aspx?ID={number(ONE)}", 301, HOME),
        (f"/tabid/99/language/vi-vn/default.aspx?tid=3&id={number(ONE)}", 301, HOME),
        (lower(HOME), 301, HOME),
        (lower(OTHER), 301, OTHER),
        (renamed(HOME), 301, HOME),
        (renamed(lower(HOME)), 301, HOME),
        (HOME.rsplit("/", 1)[0], 301, HOME),
        (HOME.replace("vi-vn", "vi-VN"), 301, HOME),
        (f"{HOME}?AspxAutoDetectCookieSupport=1", 301, HOME),
        (f"{OTHER}?a=b&aspxautodetectcookiesupport=1", 301, OTHER),
        (f"{HOST}{lower(HOME)}?a=b", 301, HOME),
        (HOME.replace("vi-vn", "en-us"), 302, HOME),
        (renamed(PHOTO.replace("vi-vn", "en-us")), 302, PHOTO),
        (lower(PHOTO), 301, PHOTO),
        (f"{HOME}?a=b", 200, None),
        (OTHER, 200, None),
    ],
)
def test_old_addresses_lead_to_the_present_one(path: str, status: int, to: str | None) -> None:
    answer = SITE.respond(path)
    assert (answer.status, answer.headers.get("Location")) == (status, to)
    assert to is None or SITE.respond(to).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/tabid/61/language/vi-VN/Default.aspx?ID=1",
        "/tabid/61/language/vi-VN/Default.aspx?ID=x",
        "/tabid/61/language/vi-VN/Default.aspx",
        "/vi-vn/thoi-su/id/1/khong-co",
        "/en-us/thoi-su/ID/999999999999/khong-co",
        "/en-us/thoi-su",
        lower(HOME).replace("thoi-su", "Multimedia/Images"),
    ],
)
def test_old_addresses_of_nothing(path: str) -> None:
    assert SITE.respond(path).status == 200
    assert SOFT_404 in text(path)


# -- the server


def test_every_answer_has_a_strong_etag_and_304_spares_its_body() -> None:
    paths = [
        "/", "/robots.txt", "/rss/home.rss", "/sitemap-articles-1.xml.gz",
        "/api/tin?muc=kinh-te&trang=2", HOME,
    ]  # fmt: skip
    with serve(SITE) as url:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)

        def ask(path: str, method: str = "GET", **headers: str) -> Response:
            connection.request(method, path, headers={"If-None-Match": headers.get("known", "")})
            answer = connection.getresponse()
            return Response(answer.status, dict(answer.headers), answer.read())

        for path in paths:
            first = ask(path)
            etag = first.headers["ETag"]
            assert re.fullmatch(r'"[0-9a-f]{16}"', etag)
            assert first.body == SITE.respond(path).body
            head = ask(path, "HEAD")
            assert (head.status, head.headers["ETag"], head.body) == (200, etag, b"")
            for known in (etag, f'"other", {etag}', "*"):
                again = ask(path, known=known)
                assert (again.status, again.headers["ETag"], again.body) == (304, etag, b"")
            assert ask(path, known='"other"').status == 200
        moved = ask(lower(HOME))
        assert (moved.status, moved.headers["Location"], moved.body) == (301, HOME, b"")
        connection.close()


def test_these_addresses_are_the_same_in_a_strange_portal() -> None:
    strange = DemoSite(strange=True)
    for path in ("/rss/home.rss", "/atom/home.xml", "/sitemap.xml", "/api/tin?muc=thoi-su"):
        assert strange.respond(path) == SITE.respond(path)


# -- the docs

GUIDE = (Path(__file__).parents[1] / "docs" / "demo.md").read_text("utf-8")


def test_every_address_of_the_guide_is_answered() -> None:
    rows = [line for line in GUIDE.splitlines() if line.startswith("| `/")]
    named = [path for row in rows for path in re.findall(r"`(/[^`]*)`", row)]
    assert len(named) >= 14
    for path in named:
        if path not in ("/Admin/", "/vi-vn/noi-bo/"):
            answer = SITE.respond(path)
            assert answer.status == 200
            assert SOFT_404.encode() not in answer.body, path
        else:
            assert f"Disallow: {path}" in text("/robots.txt")
    moved = re.findall(r"`(/tabid/[^`]*|/en-us/[^`]*)`", GUIDE)
    assert [SITE.respond(path).status for path in moved] == [301, 302]
