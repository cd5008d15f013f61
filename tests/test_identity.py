"""A site in strange hands is told from the portal, and from the portal on a bad day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from newsportal.demo import DemoSite, Response
from newsportal.demo.server import serve
from newsportal.identity import ITSELF, STRANGE, UNCLEAR, judge, read_signs, strange_site
from newsportal.parse import parse
from newsportal.portal import Portal
from newsportal.portals import portal_named
from tests import live
from tests.live import Net, redirect
from tests.test_crawl import crawl, records, run

DEMO = portal_named("demo")
MARKED = replace(DEMO, marks=("Báo Vĩnh Sơn điện tử",))
SITE = DemoSite(30)
LISTING = "/vi-vn/thoi-su"

BET = "<p>Play slots and live casino, deposit today, win big and cash out fast every day.</p>" * 8
VIETNAMESE = "<p>Nhà cái uy tín, nạp tiền nhanh, cá cược bóng đá mỗi ngày, thưởng lớn.</p>" * 8
LINKS = "".join(f"<a href='/play/{n}'>Slot {n}</a>" for n in range(8))
ARTICLES = "".join(f"<a href='/vi-vn/thoi-su/ID/{n}/a'>Bet {n}</a>" for n in range(8))
MENU = "<a href='/vi-vn/kinh-te'>A</a><a href='/vi-vn/van-hoa/'>B</a>"
LOGO = "<img src='/logo.png' alt='Báo Vĩnh Sơn'>"


def page(title: str | None, body: str, head: str = "") -> bytes:
    named = f"<title>{title}</title>" if title is not None else ""
    return f"<html><head>{named}{head}</head><body>{body}</body></html>".encode()


def verdict(body: bytes, portal: Portal = DEMO, path: str = LISTING) -> str:
    return judge(read_signs(parse(body).root, portal.root + path, portal), portal).kind


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param(page("Slot Gacor 88", BET + LINKS), STRANGE, id="gambling"),
        pytest.param(page("Nhà cái số 1", VIETNAMESE + LINKS), STRANGE, id="gambling, Vietnamese"),
        pytest.param(page("Báo Vĩnh Sơn", BET + LINKS), STRANGE, id="with the old name"),
        pytest.param(page("Slot Gacor 88", BET + ARTICLES), STRANGE, id="with old addresses"),
        pytest.param(page("Slot", "<h1>Slot</h1><a href='/play'>Play</a>"), STRANGE, id="short"),
        pytest.param(page("baovinhson.example is for sale", ""), STRANGE, id="parked"),
        pytest.param(page(None, BET + LINKS), STRANGE, id="no title, and nothing else"),
        pytest.param(page("Slot", f"<a href='{LISTING}'>Home</a>{BET}"), STRANGE, id="own address"),
        pytest.param(page("Trang lạ", f"<script>{VIETNAMESE}</script>{BET}"), STRANGE, id="script"),
        pytest.param(page("Báo Vĩnh Sơn", VIETNAMESE), ITSELF, id="name and language"),
        pytest.param(page("Thời sự", VIETNAMESE + ARTICLES), ITSELF, id="language, addresses"),
        pytest.param(page("Thời sự", VIETNAMESE + MENU), ITSELF, id="language, menu"),
        pytest.param(page("News - BÁO VĨNH SƠN", BET + ARTICLES), ITSELF, id="name, addresses"),
        pytest.param(page("Tin", VIETNAMESE + LOGO), ITSELF, id="a logo's name"),
        pytest.param(
            page("Tin", VIETNAMESE, "<meta property='og:site_name' content='Báo Vĩnh Sơn'>"),
            ITSELF,
            id="a site's name",
        ),
        pytest.param(page("Báo Vĩnh Sơn", "<p>Chưa có tin</p>"), ITSELF, id="empty section"),
        pytest.param(page(None, ARTICLES[:60]), ITSELF, id="bare, an article"),
        pytest.param(page("Tin tức", "<p>Chưa có tin</p>"), UNCLEAR, id="bare, the language"),
        pytest.param(page(None, "<p>a</p>"), UNCLEAR, id="nothing"),
        pytest.param(b"", UNCLEAR, id="empty"),
        pytest.param(page(None, BET + ARTICLES), UNCLEAR, id="no title, but addresses"),
        pytest.param(page("Báo Vĩnh Sơn 2", VIETNAMESE), ITSELF, id="a longer title"),
        pytest.param(page("Báo Vĩnh Sơning", BET), STRANGE, id="no whole word"),
    ],
)
def test_whose_a_page_is(body: bytes, kind: str) -> None:
    assert verdict(body) == kind


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (page("Thời sự - Báo Vĩnh Sơn điện tử", VIETNAMESE), ITSELF),
        (page("Báo Vĩnh Sơn", VIETNAMESE + ARTICLES), STRANGE),
        (page(None, ARTICLES[:60]), UNCLEAR),
    ],
)
def test_declared_marks_must_be_there(body: bytes, kind: str) -> None:
    assert verdict(body, MARKED) == kind


@pytest.mark.parametrize("strange", [False, True])
def test_every_listing_of_the_demo_is_its_own(strange: bool) -> None:
    site = DemoSite(60, strange=strange)
    paths = [path for path in site.paths() if "/ID/" not in path]
    assert {verdict(site.respond(path).body, DEMO, path) for path in paths} == {ITSELF}


def test_the_sentence_says_what_was_expected_and_seen() -> None:
    seen = judge(read_signs(parse(page("Slot Gacor", BET)).root, DEMO.root, DEMO), DEMO).seen
    said = strange_site(seen, DEMO)
    for part in ("'Báo Vĩnh Sơn'", "in Vietnamese", "'Slot Gacor'", "0% of", "0 links", "demo.py"):
        assert part in said


# -- against a server

SPAM = Response(200, {"Content-Type": "text/html; charset=utf-8"}, page("Slot 88", BET + LINKS))
ODD = replace(SPAM, body=page("Widget", BET + LINKS))


@dataclass
class Taken:
    """The demo portal, some of whose pages are another's."""

    answer: Callable[[str], Response | None]
    asked: list[str] = field(default_factory=list)

    def respond(self, path: str) -> Response:
        self.asked.append(path)
        if path in ("/robots.txt", "/.well-known/tdmrep.json"):
            return Response(404)
        return self.answer(path) or SITE.respond(path)


@pytest.mark.long
def test_a_strange_site_stops_the_run_and_nothing_is_stored(tmp_path: Path) -> None:
    site = Taken(lambda _: SPAM)
    with serve(site) as url:
        arguments = ("newsportal", "crawl", "demo", "--base-url", url)
        code, out, err = run(tmp_path, *arguments)
        assert code == 6
        assert "the site is not demo as it is declared; nothing was stored" in err
        assert "Expected: the name 'Báo Vĩnh Sơn'" in err
        assert "Seen: the title 'Slot 88'" in err
        assert "strange-site" in out
        assert records(tmp_path) == []
        assert site.asked == ["/robots.txt", "/.well-known/tdmrep.json", LISTING, "/"]
        site.answer = lambda _: None
        code, report = crawl(tmp_path, url)
    assert (code, report["carried"], report["imbalance"]) == (0, 0, None)
    assert len(records(tmp_path)) == 30


@pytest.mark.long
def test_check_and_sections_say_so(tmp_path: Path) -> None:
    with serve(Taken(lambda _: SPAM)) as url:
        for command in (("check",), ("portal", "sections")):
            code, out, err = run(tmp_path, "newsportal", *command, "demo", "--base-url", url)
            assert code == 6
            assert "is not demo as it is declared" in err
            assert "identity" in out or command != ("check",)


def test_an_odd_section_is_not_a_strange_site(tmp_path: Path) -> None:
    site = Taken(lambda path: ODD if path == LISTING else None)
    with serve(site) as url:
        code, report = crawl(tmp_path, url, "--section", "thoi-su", "--section", "kinh-te")
    assert (code, report["strange"], report["imbalance"]) == (0, None, None)
    assert report["stored"] > 0
    assert site.asked.count("/") == 1
    assert report["identity"].startswith("the name 'Báo Vĩnh Sơn'")


@pytest.mark.long
@pytest.mark.parametrize(
    ("answer", "failed"),
    [
        (Response(500, {}, page("Error", BET)), {"http-500": 1}),
        (replace(SPAM, body=page("404 Not Found", "<h1>Not Found</h1>")), {}),
    ],
    ids=["error", "soft-404"],
)
def test_a_bad_day_is_not_a_strange_site(
    tmp_path: Path, answer: Response, failed: dict[str, int]
) -> None:
    with serve(Taken(lambda _: answer)) as url:
        code, out, _ = run(
            tmp_path, "newsportal", "crawl", "demo", "--base-url", url, "--section", "kinh-te"
        )
    assert code == (1 if failed else 0)
    assert all(f"listing failed: {reason}" in out for reason in failed)


@pytest.mark.long
def test_left_articles_are_not_asked_of_a_strange_site(tmp_path: Path) -> None:
    busy = Response(503, {"Retry-After": "900"})
    site = Taken(lambda path: busy if "/ID/" in path else None)
    options = ("--section", "kinh-te")
    with serve(site) as url:
        _, report = crawl(tmp_path, url, *options)
        left = sum(report["parked"].values())
        assert left > 2
        taken = Taken(lambda path: Response(404) if path == "/vi-vn/khac" else SPAM)
        with serve(taken) as other:  # whose listings fail, so that only the home page tells
            code, report = crawl(tmp_path, other, "--section", "/vi-vn/khac")
        assert (code, report["pending"], report["stored"]) == (6, left, 0)
        assert taken.asked[-3:] == ["/vi-vn/khac", "/rss/home.rss", "/"]
        site.answer = lambda _: None
        code, report = crawl(tmp_path, url, *options)
    assert (code, report["carried"], report["stored"]) == (0, left, report["discovered"])


@pytest.mark.long
def test_a_strange_site_without_the_sections_is_told_by_its_home_page(tmp_path: Path) -> None:
    taken = Taken(lambda path: SPAM if path == "/" else Response(404))
    with serve(taken) as url:
        code, report = crawl(tmp_path, url, "--section", "thoi-su")
    assert (code, report["listings_failed"]) == (6, {"http-404": 1})


def test_a_successor_is_no_strange_site(tmp_path: Path) -> None:
    net = Net(SITE, {"baovinhson.example": redirect("http://ketiep.example")})
    net.hosts["ketiep.example"] = lambda path: Response(404) if path == "/robots.txt" else ODD
    changes = "demo.PORTAL = replace(demo.PORTAL, successor='ketiep.example')"
    with serve(net) as proxy:
        code, report, _ = live.crawl(tmp_path, proxy, changes, "--section", "thoi-su")
    assert (code, report["strange"], report["stored"]) == (0, None, 0)
    assert report["identity"] == "led to its successor, ketiep.example"
    assert report["moved"].keys() == {"ketiep.example"}
