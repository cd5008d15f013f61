"""A demo portal of 100,000 articles: an answer costs what it shows, whatever lies beside it."""

from __future__ import annotations

from typing import Any

import pytest

from newsportal.demo import DemoSite

SIZE = 100_000
SITES = {
    "as ever": DemoSite(SIZE),
    "on a day": DemoSite(SIZE, day=200),
    "shifting, with traps": DemoSite(SIZE, day=30, shifting=3, traps=True),
}

COSTS = {
    "/": (0, 50),
    "/vi-vn/thoi-su": (0, 40),
    "/vi-vn/thoi-su/currentpage/1500": (0, 40),
    "/vi-vn/Multimedia/Images/currentpage/300": (0, 40),
    "/vi-vn/luu-tru/2021-05-19": (0, 60),
    "/vi-vn/luu-tru/1821-05-19": (0, 0),
    "/api/tin?muc=kinh-te&trang=800": (0, 30),
    "/rss/home.rss": (0, 60),
    "/rss/van-hoa.rss": (0, 40),
    "/atom/home.xml": (0, 60),
    "/sitemap.xml": (0, 0),
    "/sitemap-articles-9.xml.gz": (0, 5_000),
    "/sitemap-news.xml": (0, 100),
    "/tabid/61/language/vi-VN/Default.aspx?ID=170011": (0, 1),
}
"""How many bodies, and how many headlines, are written for an answer at most."""


def work(site: DemoSite) -> tuple[int, int]:
    """Bodies and headlines that were written so far."""
    made: Any = site.stories.headlines.of
    return site.stories.told, made.cache_info().misses


@pytest.mark.parametrize("path", COSTS)
@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_an_answer_costs_what_it_shows(site: DemoSite, path: str) -> None:
    bodies, headlines = work(site)
    answer = site.respond(path)
    assert answer.status in (200, 301)
    assert "Không tìm thấy trang".encode() not in answer.body
    assert work(site)[0] - bodies <= COSTS[path][0]
    assert work(site)[1] - headlines <= COSTS[path][1]


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
@pytest.mark.parametrize("place", [0, 70_123, -1])
def test_an_article_is_told_alone(site: DemoSite, place: int) -> None:
    bodies, headlines = work(site)
    url = str(site.truth[place].url)
    assert work(site)[0] - bodies == 1
    assert b"<!-- Start_Article -->" in site.respond(url).body
    assert work(site)[0] - bodies == 2
    assert work(site)[1] - headlines <= 40


def test_the_last_page_of_a_listing_is_full_of_the_oldest() -> None:
    for site in SITES.values():
        section = site.sections[0]
        last = -(-section.listed // 20)
        page = site.respond(f"{section.path}/currentpage/{last}").body.decode()
        assert page.count('class="muc-tin"') == section.listed - 20 * (last - 1)
        assert str(site.truth[0].url).removeprefix("http://baovinhson.example") in page


@pytest.mark.parametrize(("day", "come"), [(1, 36), (30, 1079), (278, 10_000), (9_000, 10_000)])
def test_moving_the_day_tells_nothing(day: int, come: int) -> None:
    site = DemoSite(SIZE, day=0)
    stock = len(site.truth)
    site.day = day
    assert len(site.truth) + len(site.gone) == stock + come
    assert work(site) == (0, 0)
