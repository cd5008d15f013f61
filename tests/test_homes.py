"""Articles that stand in several sections: one record, at home, whoever names it first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from newsportal.article import Article
from newsportal.demo import DemoSite, Response
from newsportal.demo.compare import compare
from newsportal.demo.server import serve
from newsportal.portals.demo import PORTAL
from newsportal.urls import lies_elsewhere
from tests.hiding import without_links
from tests.test_crawl import crawl, records

ROOT = "http://baovinhson.example/vi-vn"


@pytest.mark.parametrize(
    ("canonical", "url", "elsewhere"),
    [
        ("/kinh-te/ID/15/a", "/van-hoa/ID/15/a", True),
        ("/kinh-te/ID/15/a", "/kinh-te/ID/15/b", False),
        ("/Kinh-Te/ID/15/a", "/kinh-te/ID/15/a", False),
        ("/kinh-te", "/van-hoa/ID/15/a", False),
    ],
)
def test_where_an_article_has_its_home(canonical: str, url: str, elsewhere: bool) -> None:
    assert lies_elsewhere(ROOT + canonical, ROOT + url, PORTAL) is elsewhere


@dataclass
class OneSided:
    """The demo portal; addresses that are hidden are in no listing, broken ones answer oddly."""

    site: DemoSite
    hidden: set[str] = field(default_factory=set)
    broken: dict[str, Callable[[Response], Response]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def respond(self, path: str) -> Response:
        self.asked.append(path)
        response = self.site.respond(path)
        if path in self.broken:
            return self.broken[path](response)
        if "/ID/" in path:
            return response
        return without_links(response, self.hidden)


@pytest.fixture
def site() -> DemoSite:
    return DemoSite(40)


@pytest.fixture
def article(site: DemoSite) -> Article:
    """One that stands in two sections."""
    return next(each for each in site.truth if each.alternate_urls and not each.duplicate_of)


def paths(article: Article) -> tuple[str, str]:
    return urlsplit(str(article.url)).path, urlsplit(article.alternate_urls[0]).path


def record(folder: Path, article: Article) -> dict[str, Any]:
    return next(each for each in records(folder) if each["id"] == article.id)


@pytest.mark.long
def test_an_article_met_away_from_home_is_had_at_home(
    tmp_path: Path, site: DemoSite, article: Article
) -> None:
    home, away = paths(article)
    portal = OneSided(site, hidden={home})
    with serve(portal) as url:
        _, report = crawl(tmp_path, url)
        assert (report["stored"], report["imbalance"]) == (40, None)
        assert compare([article], [record(tmp_path, article)]).wrong == {}
        portal.asked.clear()
        _, report = crawl(tmp_path, url, "--recheck")
    assert (report["changed"], report["imbalance"]) == (0, None)
    assert [path for path in portal.asked if path in (home, away)] == [home]
    assert compare(site.truth, records(tmp_path)).equal == 40


@pytest.mark.long
@pytest.mark.parametrize(
    "answer",
    [
        lambda response: replace(response, status=500),
        lambda response: replace(response, status=404),
        lambda response: replace(response, body=b"<html><body><p>Trang</p></body></html>"),
    ],
    ids=["500", "404", "no article"],
)
def test_a_home_that_cannot_be_had(
    tmp_path: Path, site: DemoSite, article: Article, answer: Callable[[Response], Response]
) -> None:
    home, away = paths(article)
    portal = OneSided(site, {home}, {home: answer})
    with serve(portal) as url:
        _, report = crawl(tmp_path, url)
        assert (report["stored"], report["failed"], report["imbalance"]) == (40, {}, None)
        found = record(tmp_path, article)
        assert (urlsplit(found["url"]).path, found["text"]) == (away, article.text)
        portal.asked.clear()
        _, report = crawl(tmp_path, url, "--recheck")
    assert (report["changed"], report["imbalance"]) == (0, None)
    assert home not in portal.asked


@pytest.mark.long
def test_a_run_of_one_section_keeps_to_it(tmp_path: Path, site: DemoSite, article: Article) -> None:
    home, away = paths(article)
    portal = OneSided(site)
    with serve(portal) as url:
        crawl(tmp_path, url, "--section", away.split("/ID/")[0])
        assert home not in portal.asked
        assert urlsplit(record(tmp_path, article)["url"]).path == away
        _, report = crawl(tmp_path, url, "--recheck")
    assert (report["changed"], report["imbalance"]) == (0, None)
    assert record(tmp_path, article)["alternate_urls"] == [article.url]


@pytest.mark.long
def test_a_second_address_is_noted_when_it_is_met(
    tmp_path: Path, site: DemoSite, article: Article
) -> None:
    home, away = paths(article)
    portal = OneSided(site, hidden={away})
    with serve(portal) as url:
        crawl(tmp_path, url, "--via", "listings")
        assert record(tmp_path, article)["alternate_urls"] == []
        portal.hidden.clear()
        portal.asked.clear()
        _, report = crawl(tmp_path, url, "--via", "listings")
        assert not {home, away} & set(portal.asked)
    assert report["imbalance"] is None
    assert compare(site.truth, records(tmp_path)).equal == 40


@pytest.mark.long
def test_what_is_stored_stays_at_its_address(
    tmp_path: Path, site: DemoSite, article: Article
) -> None:
    home, away = paths(article)
    portal = OneSided(site)
    with serve(portal) as url:
        crawl(tmp_path, url, "--via", "listings")
        portal.hidden, portal.asked = {home}, []
        _, report = crawl(tmp_path, url, "--recheck")
        assert [path for path in portal.asked if path in (home, away)] == [home]
        assert (report["changed"], report["imbalance"]) == (0, None)
        portal.broken[home] = lambda response: replace(response, status=404)
        crawl(tmp_path, url, "--recheck")
        portal.asked.clear()
        _, report = crawl(tmp_path, url, "--recheck")
        assert (report["gone"], report["imbalance"]) == ({}, None)
    assert away in portal.asked  # where it is missing, what the listing names is asked for
