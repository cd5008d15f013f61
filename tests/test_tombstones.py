"""Articles that go: what listings read whole name no more, and what the host says of it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from newsportal.demo import DemoSite, Response
from newsportal.demo.server import serve
from tests.hiding import without_links
from tests.test_crawl import crawl, records, run

DAY = "2026-11-{:02}T23:30:00+07:00"
SECTION = ("--section", "van-hoa", "--via", "listings")  # other sources may still name it


@dataclass
class Hiding:
    """The demo portal; a hidden article is named nowhere, a deleted one is not there either."""

    site: DemoSite
    hidden: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    asked: Counter[str] = field(default_factory=Counter)

    def respond(self, path: str) -> Response:
        self.asked[path] += 1
        if path in self.deleted:
            return replace(self.site.respond(self.site.deleted_url), status=404)
        response = self.site.respond(path)
        if "/ID/" in path:
            return response
        return without_links(response, self.hidden)

    def times(self, path: str) -> int:
        number = self.asked[path]
        self.asked.clear()
        return number


def states(folder: Path) -> dict[str, tuple[str, str | None]]:
    """State and reason of each stored article."""
    with sqlite3.connect(folder / "output/newsportal.db") as store:
        rows = store.execute("SELECT id, state, gone_reason FROM articles").fetchall()
    store.close()
    return {key: (state, reason) for key, state, reason in rows}


@pytest.fixture
def site() -> DemoSite:
    return DemoSite(40)


@pytest.mark.long
def test_an_article_that_is_listed_nowhere_and_missing_is_gone_at_once(
    tmp_path: Path, site: DemoSite
) -> None:
    article = next(each for each in site.truth if each.section == "van-hoa")
    path = urlsplit(str(article.url)).path
    hiding = Hiding(site)
    with serve(hiding) as url:
        crawl(tmp_path, url, *SECTION, now=DAY.format(1))
        before = records(tmp_path)
        hiding.hidden = hiding.deleted = {path}
        _, report = crawl(tmp_path, url, *SECTION, now=DAY.format(2))
    assert (report["gone"], report["failed"]) == ({"http-404-unlisted": 1}, {"http-404": 1})
    assert report["imbalance"] is None
    assert states(tmp_path)[str(article.id)] == ("gone", "http-404-unlisted")
    assert records(tmp_path) == before  # nothing is deleted


@pytest.mark.long
def test_an_article_that_no_listing_names_any_more(tmp_path: Path, site: DemoSite) -> None:
    article = next(each for each in site.truth if each.section == "van-hoa")
    key, path = str(article.id), urlsplit(str(article.url)).path
    hiding = Hiding(site)
    with serve(hiding) as url:
        crawl(tmp_path, url, *SECTION, now=DAY.format(1))
        hiding.hidden.add(path)
        hiding.asked.clear()
        _, report = crawl(tmp_path, url, *SECTION, now=DAY.format(2))
        assert (hiding.times(path), report["unchanged"], report["gone"]) == (1, 1, {})
        assert report["imbalance"] is None
        _, report = crawl(tmp_path, url, *SECTION, now=DAY.format(3))
        assert (hiding.times(path), report["pages"]) == (0, 0)  # it was asked for once
        hiding.deleted.add(path)
        _, report = crawl(tmp_path, url, *SECTION, now="2027-11-01T00:00:00Z")
        assert (hiding.times(path), report["gone"]) == (1, {"http-404-unlisted": 1})
        assert report["imbalance"] is None
        _, out, _ = run(tmp_path, "newsportal", "why", key)
        assert "gone since 2027-11-01T00:00" in out
        assert "http-404, and no listing names it" in out
        hiding.hidden.clear()
        hiding.deleted.clear()
        _, report = crawl(tmp_path, url, *SECTION, now="2027-11-02T00:00:00Z")
    assert (report["unchanged"], report["imbalance"]) == (1, None)
    assert states(tmp_path)[key][0] == "live"


@pytest.mark.long
def test_a_listing_that_breaks_buries_nothing(tmp_path: Path, site: DemoSite) -> None:
    urls = [url for each in site.truth for url in (str(each.url), *each.alternate_urls)]
    paths = {urlsplit(url).path for url in urls if "/van-hoa/" in url}
    hiding = Hiding(site)
    with serve(hiding) as url:
        crawl(tmp_path, url, *SECTION, now=DAY.format(1))
        hiding.hidden = hiding.deleted = paths
        hiding.asked.clear()
        _, report = crawl(tmp_path, url, *SECTION, now=DAY.format(2))
    stored = states(tmp_path)
    assert report["doubted"] == {"van-hoa": len(stored)}
    assert {state for state, _ in stored.values()} == {"live"}
    assert sum(hiding.asked[path] for path in paths) == 0
    assert report["imbalance"] is None
    log = (tmp_path / "output/demo/crawl.log").read_text("utf-8")
    assert f"listing of van-hoa left out {len(stored)} stored articles" in log


@pytest.mark.long
def test_a_limit_judges_nothing(tmp_path: Path, site: DemoSite) -> None:
    article = next(each for each in site.truth if each.section == "van-hoa")
    path = urlsplit(str(article.url)).path
    hiding = Hiding(site)
    with serve(hiding) as url:
        crawl(tmp_path, url, *SECTION, now=DAY.format(1))
        hiding.hidden = hiding.deleted = {path}
        for limit in (("--max-pages", "9"), ("--since", "2000-01-01"), ("--max-articles", "99")):
            hiding.asked.clear()
            crawl(tmp_path, url, *SECTION, *limit, now=DAY.format(2))
            assert hiding.times(path) == 0
    assert {state for state, _ in states(tmp_path).values()} == {"live"}


@pytest.mark.long
def test_a_day_on_which_articles_are_deleted_is_told_by_one_crawl(tmp_path: Path) -> None:
    site = DemoSite(300, day=0)
    with serve(site) as url:
        for day in range(4):
            site.day = day
            _, report = crawl(tmp_path, url, "--recheck", "--no-warc", now=DAY.format(day + 1))
            assert report["imbalance"] is None
            assert sum(report["gone"].values()) == len(site.changes.deleted)
            found = states(tmp_path)
            assert {key for key, each in found.items() if each[0] == "gone"} == site.gone
    reasons = {reason for state, reason in found.values() if state == "gone"}
    assert reasons == {"http-404-unlisted", "soft-404-unlisted"}
