"""Feeds, sitemaps, the archive and the JSON for more: what a crawl makes of them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from benchmarks.crash import survives
from newsportal.cli import app
from newsportal.cli.discover import shares, show
from newsportal.cli.summary import print_summary
from newsportal.demo import DemoSite, Response
from newsportal.demo.compare import compare
from newsportal.demo.server import serve
from newsportal.discover.archive import MAX_EMPTY
from newsportal.discover.entries import LEFT, Sorter, day_of
from newsportal.discover.feeds import Listed
from newsportal.discover.listing import Entry
from newsportal.discover.more import read_more
from newsportal.discover.via import chosen_sources
from newsportal.errors import ArgumentError
from newsportal.portal import Portal
from newsportal.portals import portal_named
from newsportal.report import Report
from tests.press import PAGE, Press
from tests.test_crawl import crawl, records, run
from tests.test_discovery import MAU, WITHOUT_PAGER

DEMO = portal_named("demo")
KINH_TE = MAU.sections[0]
API = "https://baomau.vn/api"


@pytest.fixture(scope="module")
def site() -> DemoSite:
    return DemoSite(40)


@pytest.fixture
def press(site: DemoSite) -> Press:
    return Press(site)


# -- JSON


def named(answer: Any, portal: Portal = MAU) -> list[tuple[str, str, str | None]]:
    found = read_more(json.dumps(answer).encode(), API, KINH_TE, portal)
    assert found is not None
    return [(each.url.removeprefix(ROOT), each.title, each.date) for each in found.entries]


ROOT = "https://baomau.vn"
A = "/kinh-te/cau-moi-12.html"
CAU = (A, "Cầu mới", "2024-03-05")


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ({"items": [{"title": "Cầu mới", "url": A, "date": "2024-03-05T08:00"}]}, [CAU]),
        ({"d": {"x": [{"u": ROOT + A, "n": "5/3/2024 8:30", "t": "Cầu mới"}]}}, [CAU]),
        ([{"a": "Hội nghị ngày 5/3/2024", "b": A}], [(A, "Hội nghị ngày 5/3/2024", None)]),
        ([A, A, f"{A}?utm_source=x"], [(A, "", None)]),
        ({"html": f"<li><a href='{A}'>Cầu mới</a> 5/3/2024</li>"}, [CAU]),
        ({"a": A, "b": "/van-hoa/le-hoi-13.html"}, [(A, "", None)]),
        ({"url": "https://khac.vn/kinh-te/cau-moi-12.html"}, []),
        ({"slug": "cau-moi-12.html", "url": "javascript:x", "more": True, "n": None}, []),
        (["/kinh-te/\0a-1.html", "/kinh-te/\ud800-1.html", "/kinh-te/a b-1.html"], []),
        ([], []),
        (None, []),
        (7, []),
    ],
)  # fmt: skip
def test_articles_in_json(answer: Any, found: list[tuple[str, str, str | None]]) -> None:
    assert named(answer) == found


@pytest.mark.parametrize("data", [b"<html>404</html>", b"{", b"[" * 100_000, b"9" * 9999])
def test_what_is_no_json(data: bytes) -> None:
    assert read_more(data, API, KINH_TE, MAU) is None


def test_an_empty_answer_is_an_end() -> None:
    found = read_more(b" \n", API, KINH_TE, MAU)
    assert found is not None
    assert found.entries == []


# -- sorting


def test_whose_address_it_is() -> None:
    listed = [
        Listed("https://baomau.vn/kinh-te/a-1.html", date="Mon, 02 Mar 2026 23:30:00 GMT"),
        Listed("http://www.baomau.vn/van-hoa/b-2.html?utm_source=rss#x", date="3/2/2026"),
        Listed("https://baomau.vn/in/kinh-te/c-3.html"),
        Listed("https://baomau.vn/kinh-te"),
        Listed("https://khac.vn/kinh-te/a-1.html"),
    ]
    found = Sorter(MAU).sort(listed)
    assert found.entries == {
        "kinh-te": [Entry("baomau:1", "https://baomau.vn/kinh-te/a-1.html", "", "2026-03-03")],
        "van-hoa": [Entry("baomau:2", "https://www.baomau.vn/van-hoa/b-2.html")],
    }
    assert found.left == {"not-article": 2, "offsite": 1}
    chosen = Sorter(MAU, MAU.sections).sort(listed)
    assert list(chosen.entries) == ["kinh-te"]
    assert chosen.left == {"not-article": 2, "offsite": 1, "other-section": 1}
    assert set(chosen.left) <= set(LEFT)


def test_addresses_that_name_no_section() -> None:
    listed = [Listed("https://baomau.vn/cau-moi-12.html")]
    section = WITHOUT_PAGER.sections[0]
    assert list(Sorter(WITHOUT_PAGER).sort(listed).entries) == [""]
    assert list(Sorter(WITHOUT_PAGER, [section]).sort(listed, section).entries) == ["kinh-te"]
    assert Sorter(WITHOUT_PAGER, [section]).sort(listed).left == {"other-section": 1}


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2026-03-02", "2026-03-02"),
        ("2026-03-02T23:30:00Z", "2026-03-03"),
        ("Mon, 02 Mar 2026 08:30:00 +0700", "2026-03-02"),
        ("2/3/2026 08:30", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_days_of_feeds(stated: str | None, day: str | None) -> None:
    assert day_of(stated) == day


@pytest.mark.parametrize(
    ("stated", "backfill", "sources"),
    [
        ([], False, "listings feeds more"),
        ([], True, "listings feeds more sitemaps archive"),
        (["sitemaps,feeds"], False, "feeds sitemaps"),
        (["archive", "listings"], True, "listings archive"),
        ("more", False, "more"),
    ],
)
def test_which_sources_are_read(stated: Any, backfill: bool, sources: str) -> None:
    assert chosen_sources(DEMO, stated, backfill) == tuple(sources.split())


def test_a_portal_without_sections_is_read_by_what_it_has() -> None:
    bare = Portal(
        name="baotrong", title="a", hosts=("a.vn",), provinces=MAU.provinces,
        article_url=r"-(?P<id>\d+)\.html", sitemaps=("/sitemap.xml",),
    )  # fmt: skip
    assert chosen_sources(bare, None, False) == ("sitemaps",)
    assert chosen_sources(bare, None, False, by_path=True) == ("listings",)


@pytest.mark.parametrize("stated", ["rss", "feeds,rss", "archive"])
def test_a_source_that_there_is_not(stated: str) -> None:
    with pytest.raises(ArgumentError, match="--via"):
        chosen_sources(MAU, stated, False)


# -- crawls


def archived(press: Press) -> list[str]:
    """The days that were asked for."""
    return [path.rsplit("/", 1)[1] for path in press.asked if "/luu-tru/" in path]


def sources(report: dict[str, Any], what: str) -> dict[str, Any]:
    return {name: counts[what] for name, counts in report["sources"].items()}


@pytest.mark.long
def test_all_sources_balance_and_then_nothing_has_changed(
    tmp_path: Path, site: DemoSite, press: Press
) -> None:
    with serve(press) as url:
        code, report = crawl(tmp_path, url, "--via", "listings,feeds,more,sitemaps")
        assert (code, report["imbalance"]) == (0, None)
        assert compare(site.truth, records(tmp_path)).equal == 40
        left = {"offsite": 1, "not-article": 1, "too-deep": 1, "no-address": 1}
        assert sources(report, "left")["sitemaps"] == left
        assert sources(report, "failed")["sitemaps"] == {"http-404": 1}
        assert report["listings_failed"] == {}
        assert sources(report, "pages")["feeds"] == 7
        assert sources(report, "pages")["listings"] == report["listings"]
        press.asked.clear()
        code, report = crawl(tmp_path, url)
        assert (code, report["discovered"], report["imbalance"]) == (0, 0, None)
        assert sources(report, "unchanged") == {"listings": 6, "feeds": 7, "more": 6}
        assert len(press.asked) == 2 + 6 + 7 + 6  # robots.txt and tdmrep.json


@pytest.mark.long
def test_a_recheck_reads_the_listings_in_full(tmp_path: Path, press: Press) -> None:
    with serve(press) as url:
        crawl(tmp_path, url, "--via", "listings")
        _, report = crawl(tmp_path, url, "--recheck", "--via", "listings")
    assert (report["unchanged"], report["sources"]["listings"]["unchanged"]) == (40, 0)


@pytest.mark.long
def test_sources_that_there_are_not_are_only_counted(tmp_path: Path, press: Press) -> None:
    press.broken = {path: Response(404, {}, b"") for path in DEMO.feeds}
    press.broken["/rss/home.rss"] = Response(200, {}, b"<html><body>404</body></html>")
    more = (f"/api/tin?muc={each.slug}&trang=1" for each in DEMO.sections)
    press.broken |= {path: Response(200, {}, b"<html></html>") for path in more}
    with serve(press) as url:
        code, report = crawl(tmp_path, url)
        assert code == 0
        assert sources(report, "failed") == {
            "listings": {}, "feeds": {"http-404": 6, "no-feed": 1}, "more": {"not-json": 6},
        }  # fmt: skip
        code, report = crawl(tmp_path, url, "--via", "feeds")
        assert (code, report["discovered"]) == (1, 0)


@pytest.mark.long
@pytest.mark.parametrize("via", ["feeds", "more", "sitemaps", "listings,more"])
def test_a_source_alone(tmp_path: Path, site: DemoSite, press: Press, via: str) -> None:
    with serve(press) as url:
        code, report = crawl(tmp_path, url, "--via", via)
    assert (code, report["imbalance"]) == (0, None)
    assert list(report["sources"]) == via.split(",")
    asked = Counter(path for path in press.asked if path != "/robots.txt")
    assert max(asked.values()) == 1
    stored = {record["id"] for record in records(tmp_path)}
    assert (stored == {each.id for each in site.truth}) is (via != "feeds")


@pytest.mark.long
def test_articles_of_other_sections_are_left_alone(tmp_path: Path, press: Press) -> None:
    with serve(press) as url:
        _, report = crawl(tmp_path, url, "--section", "kinh-te", "--via", "feeds,more,sitemaps")
        assert {record["section"] for record in records(tmp_path)} == {"kinh-te"}
        assert [path for path in press.asked if path.startswith("/rss")] == [
            "/rss/home.rss",
            "/rss/kinh-te.rss",
        ]
        left = sources(report, "left")
        assert left["feeds"]["other-section"] > 0
        assert left["sitemaps"]["other-section"] > 0
        assert report["imbalance"] is None
        stored = report["stored"]
        _, report = crawl(tmp_path, url)  # what was left alone then is read now, changed or not
        assert report["stored"] + stored == 40
        assert report["sources"]["feeds"]["unchanged"] == 1  # the section's own


@pytest.mark.long
def test_the_archive_goes_further_back_each_run(tmp_path: Path) -> None:
    press, days = Press(DemoSite(300)), list[str]()
    with serve(press) as url:
        for _ in range(3):
            press.asked.clear()
            _, report = crawl(tmp_path, url, "--via", "archive", "--backfill", "20")
            days += archived(press)
            assert list(report["reached"].values()) == [days[-1]]
            assert report["imbalance"] is None
        assert len(days) == len(set(days)) == 60
        assert days == sorted(days, reverse=True)
        options = ("--via", "archive", "--until", days[30], "--since", days[39])
        press.asked.clear()
        (tmp_path / "other").mkdir()
        crawl(tmp_path / "other", url, *options)
        assert [path.rsplit("/", 1)[1] for path in press.asked if "/luu-tru/" in path] == days[
            30:40
        ]


@pytest.mark.long
def test_an_archive_is_left_where_it_begins(tmp_path: Path) -> None:
    press = Press(DemoSite(300))
    kept = sorted(press.articles, key=lambda url: press.articles[url][1])[-3:]
    press.without["archive"] = set(press.articles) - set(kept)
    with serve(press) as url:
        _, report = crawl(tmp_path, url, "--via", "listings,archive", "--max-pages", "400")
    assert MAX_EMPTY < len(archived(press)) < 400
    assert report["sources"]["archive"]["entries"] == len(kept)
    assert DEMO.archive_url not in report["reached"]


@pytest.mark.long
def test_an_article_that_was_missing_is_looked_for_again(tmp_path: Path, press: Press) -> None:
    """An unchanged listing would not name it."""
    missing = next(url for url in press.articles if "/kinh-te/" in url).removeprefix(DEMO.root)
    press.broken = {missing: Response(404, {}, b"")}
    with serve(press) as url:
        _, report = crawl(tmp_path, url)
        assert report["failed"] == {"http-404": 1}
        press.broken.clear()
        _, report = crawl(tmp_path, url)
    assert (report["stored"], report["imbalance"]) == (1, None)


@pytest.mark.long
def test_a_page_that_failed_is_asked_for_in_full(tmp_path: Path) -> None:
    press = Press(DemoSite(120))
    second = "/vi-vn/thoi-su/currentpage/2"
    press.broken = {second: Response(500, {}, b"")}
    with serve(press) as url:
        _, report = crawl(tmp_path, url, "--via", "listings", "--section", "thoi-su")
        assert report["listings_failed"] == {"http-500": 1}
        press.broken.clear()
        _, report = crawl(tmp_path, url, "--via", "listings", "--section", "thoi-su")
        assert report["stored"] > 0
        press.asked.clear()
        crawl(tmp_path, url, "--via", "listings", "--section", "thoi-su")
        assert second not in press.asked


@pytest.mark.long
def test_a_backfill_goes_on_at_a_page_that_failed(tmp_path: Path) -> None:
    press = Press(DemoSite(300))
    press.broken = {"/vi-vn/kinh-te/currentpage/2": Response(500, {}, b"")}
    options = ("--via", "listings", "--section", "kinh-te", "--max-pages", "1", "--backfill", "9")
    with serve(press) as url:
        _, report = crawl(tmp_path, url, *options)
        assert (report["stored"], report["listings_failed"]) == (20, {"http-500": 1})
        press.broken.clear()
        _, report = crawl(tmp_path, url, *options)
    assert report["reached"] == {}
    ids = {str(each.id) for each in press.site.truth if "/kinh-te/" in str(each.url)}
    assert {record["id"] for record in records(tmp_path)} >= ids


@pytest.mark.long
@pytest.mark.parametrize("kills", [[3], [9], [14, 11], [19], [24, 2, 30], [31]], ids=str)
def test_a_killed_crawl_of_all_sources_is_gone_on_with(kills: list[int]) -> None:
    site = DemoSite(40)
    assert survives(site, kills, Press(site)) is None


@pytest.mark.long
def test_a_portal_of_a_sitemap_alone(tmp_path: Path, press: Press) -> None:
    script = tmp_path / "alone.py"
    script.write_text(
        "from dataclasses import replace\n"
        "from newsportal.portals.demo import PORTAL\n"
        "from newsportal.spider import PortalSpider\n"
        "class AloneSpider(PortalSpider):\n"
        "    portal = replace(PORTAL, sections=(), feeds=(), more_url=None, archive_url=None)\n"
    )
    with serve(press) as url:
        code, _, err = run(tmp_path, "scrapy", "runspider", str(script), "-a", f"base_url={url}")
    assert code == 0, err
    assert len(records(tmp_path)) == 40


# -- newsportal discover


def test_what_each_source_gives_and_misses(tmp_path: Path, press: Press) -> None:
    newest = sorted(press.articles, key=lambda url: press.articles[url][1])
    twins = {str(each.url) for each in press.site.truth if each.alternate_urls}
    gone = next(url for url in newest if "/kinh-te/" in url and url not in twins)
    press.without = {"more": {gone}, "sitemaps": {gone}}
    with serve(press) as url:
        arguments = ("discover", "demo", "--base-url", url, "--max-pages", "50", "--json")
        code, out, err = run(tmp_path, "newsportal", *arguments)
    assert (code, list(tmp_path.iterdir())) == (0, []), err
    assert not [path for path in press.asked if "/ID/" in path]
    answer = json.loads(out)
    found = answer["sources"]
    assert answer["articles"] == 41  # the deleted one is listed still
    assert found["listings"]["misses"] == 0
    assert found["more"]["misses_examples"].count(gone) == 1
    assert found["feeds"]["articles"] <= 7 * PAGE
    assert found["sitemaps"]["failed"] == {"http-404": 1}


def test_what_a_source_misses_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("demo", "r1", "2026-01-01", [])
    entries = [Entry(f"demo:{n}", f"http://baovinhson.example/{n}") for n in range(9)]
    for name, given in (("listings", entries[:7]), ("feeds", entries[5:])):
        report.source(name).add(given, ["pending"] * len(given), keep=True)
    report.source("feeds").failed["http-404"] = 2
    report.source("feeds").left["offsite"] = 1
    found = shares(report)
    assert [len(each.only) for each in found.values()] == [5, 2]
    assert [len(each.misses) for each in found.values()] == [2, 5]
    show(report, found)
    out = capsys.readouterr().out
    assert "feeds misses 5, such as\n  http://baovinhson.example/0\n" in out
    assert "http://baovinhson.example/3" not in out
    assert "feeds: 2 could not be read: http-404" in out
    assert "feeds: 1 left alone: offsite" in out


def test_a_portal_with_one_source_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("sotttt_hanoi", "r1", "2026-01-01", [])
    entries = [Entry("sotttt_hanoi:1", "https://a.vn/1")]
    report.source("listings").add(entries, ["pending"], keep=True)
    show(report, shares(report))
    out = " ".join(capsys.readouterr().out.split())
    assert "sotttt_hanoi has one source, listings" in out
    assert "alone gives" not in out


def test_the_summary_names_sources_and_what_they_left(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("demo", "r1", "2026-01-01T00:00:00", [])
    report.source("feeds").pages = 5
    report.source("feeds").failed["http-404"] = 2
    report.source("feeds").left["offsite"] = 3
    report.traps["trap-pages"] = 1
    print_summary(report)
    lines = {" ".join(line.split()) for line in capsys.readouterr().out.splitlines()}
    assert {"feeds 5 0 0", "not read: http-404 2", "left alone: offsite 3"} <= lines
    assert "pages of listings: trap-pages 1" in lines


def test_wrong_arguments_of_discover(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments, sentence in (
        (["nowhere"], "there is no portal"),
        (["demo", "--section", "nix"], "has no section"),
        (["demo", "--max-pages", "0"], "no number of pages"),
    ):
        done = CliRunner().invoke(app, ["discover", *arguments])
        assert done.exit_code == 2
        assert sentence in done.stderr
