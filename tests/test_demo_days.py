"""The demo portal from day to day: what comes, changes and goes, and listings that shift."""

from __future__ import annotations

import http.client
import json
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsportal import extract
from newsportal.article import Article
from newsportal.demo import SEED_FORM_ID, DemoSite
from newsportal.demo.compare import compare
from newsportal.demo.frame import TODAY
from newsportal.demo.headlines import day_line
from newsportal.demo.order import Order
from newsportal.demo.server import serve
from tests.test_crawl import crawl, records

SIZE = 300
DAYS = 10
SOFT_404 = "Không tìm thấy trang"

SITES = [DemoSite(SIZE, day=day) for day in range(DAYS + 1)]


class Truths(dict[int, dict[str, Article]]):
    """For each day its records by their ids, told when they are asked for."""

    def __missing__(self, day: int) -> dict[str, Article]:
        self[day] = {str(each.id): each for each in SITES[day].truth}
        return self[day]


TRUTHS = Truths()
PAIRS = list(range(1, DAYS + 1))
PROVENANCE = {"removed", "field_sources", "raw_sha256", "extractor", "captured_on"}
PROVENANCE |= {"language_score"}
OF_A_CRAWL = {"alternate_urls", "duplicate_of", "robots_allowed", "http_status", "source"}
OF_A_CRAWL |= {"tdm_reserved", "version"}


def text(site: DemoSite, path: str) -> str:
    return site.respond(path).body.decode()


def items(page: str) -> list[str]:
    return re.findall(r'<h4 class="ten-tin"><a href="([^"]+)"', page)


def listed(site: DemoSite, path: str) -> list[str]:
    """All articles of a listing, in its order, without the one that is never there."""
    found, page = [], text(site, path)
    while True:
        found += items(page)
        further = re.search(r'href="([^"]+)">Trang sau<', page)
        if further is None:
            return [each for each in found if each != urlsplit(site.deleted_url).path]
        page = text(site, further[1])


def path_of(article: Article) -> str:
    return urlsplit(str(article.url)).path


# -- what a day brings


@pytest.mark.parametrize(
    ("size", "stock", "least", "most", "days"),
    [(5, 5, 0, 0, 0), (40, 36, 2, 2, 2), (300, 270, 3, 3, 10), (1200, 1080, 4, 4, 30),
     (9000, 8100, 30, 30, 30), (100_000, 90_000, 35, 37, 30)],
)  # fmt: skip
def test_a_stock_of_nine_tenths_and_then_some_a_day(
    size: int, stock: int, least: int, most: int, days: int
) -> None:
    site = DemoSite(size, day=0)
    assert len(site.truth) == stock
    assert str(site.truth[-1].date_published) < "2026-10-30"
    assert (site.changes.new, site.gone) == ((), frozenset())
    for day in range(1, days + 1):
        site.day = day
        assert least <= len(site.changes.new) <= most
    site.day = 1000
    assert len(site.truth) + len(site.gone) == size
    assert site.changes.new == site.changes.edited == site.changes.deleted == ()


@pytest.mark.parametrize("day", PAIRS)
def test_the_changes_are_what_tells_two_days_apart(day: int) -> None:
    before, after, changes = TRUTHS[day - 1], TRUTHS[day], SITES[day].changes
    assert set(changes.new) == after.keys() - before.keys()
    assert set(changes.deleted) == before.keys() - after.keys()
    assert SITES[day].gone == SITES[day - 1].gone | set(changes.deleted)
    altered = {key for key in before.keys() & after.keys() if before[key] != after[key]}
    assert set(changes.edited) == altered
    assert set(changes.moved) <= altered
    assert changes.again == {
        key: after[key].duplicate_of for key in changes.new if after[key].duplicate_of
    }
    for key in changes.new:
        assert str(after[key].date_published)[:10] == (TODAY + timedelta(days=day)).isoformat()
        assert after[key].version == 1


def test_every_kind_of_change_occurs() -> None:
    every = [site.changes for site in SITES]
    assert all(changes.edited and changes.deleted for changes in every[1:])
    assert any(changes.again for changes in every)
    edited = {key for changes in every for key in changes.edited}
    moved = {key for changes in every for key in changes.moved}
    assert 0 < len(moved) < len(edited)
    assert len(edited) == sum(len(changes.edited) for changes in every), "edited twice"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_special_is_left_alone(seed: int) -> None:
    site = DemoSite(2000, seed=seed, day=0)
    archive = site.stories.headlines.archive
    first = {archive.record_id(archive.original(index)): index for index in range(2000)}
    repeated = {key for key, index in first.items() if archive.record_id(index) != key}
    assert repeated
    for day in range(1, 31):
        site.day = day
        changed = {*site.changes.edited, *site.changes.deleted}
        assert not changed & (repeated | {SEED_FORM_ID})
        indexes = [archive.index_of(int(key.removeprefix("demo:"))) for key in changed]
        assert all(index is not None and archive.slot(index).is_plain for index in indexes)


@pytest.mark.parametrize("day", PAIRS)
def test_an_edit_changes_the_text_and_nothing_that_identifies_the_article(day: int) -> None:
    for key in SITES[day].changes.edited:
        old, new = TRUTHS[day - 1][key].to_dict(), TRUTHS[day][key].to_dict()
        different = {name for name in old if old[name] != new[name]}
        expected = {"text", "paragraphs", "content_hash", "word_count", "version"}
        assert expected - {"word_count"} <= different <= expected | {"date_modified"}
        assert (old["version"], new["version"]) == (1, 2)
        more = len(new["paragraphs"]) - len(old["paragraphs"])
        assert more in (0, 1)
        assert new["paragraphs"][: -1 - more] == old["paragraphs"][:-1]
        page = text(SITES[day], new["url"])
        stated = re.search(r'"article:modified_time" content="([^"]+)"', page)
        assert new["date_modified"] == (stated[1] if stated else None)


def test_some_pages_state_when_they_were_edited_and_some_do_not() -> None:
    edited = [TRUTHS[day][key] for day in PAIRS for key in SITES[day].changes.edited]
    assert {each.date_modified is None for each in edited} == {True, False}
    for day in PAIRS:
        for key in SITES[day].changes.edited:
            stated = TRUTHS[day][key].date_modified
            assert stated is None or stated[:10] == (TODAY + timedelta(days=day)).isoformat()


@pytest.mark.parametrize("strange", [False, True])
def test_every_field_of_what_is_new_or_edited(strange: bool) -> None:
    site = DemoSite(SIZE, strange, day=DAYS)
    wanted = {key for each in SITES for key in (*each.changes.new, *each.changes.edited)}
    names = {"title", "date_published", "authors", "text", "date_modified"}
    for truth in site.truth:
        if truth.id in wanted:
            article = extract(site.respond(str(truth.url)).body, str(truth.url))
            got, expected = article.to_dict(), truth.to_dict()
            compared = names if strange else set(expected) - OF_A_CRAWL - PROVENANCE
            assert {n: got[n] for n in compared} == {n: expected[n] for n in compared}, truth.id


# -- what is to be seen


def expected_listing(day: int, slug: str) -> list[str]:
    """By publication and, where an article was moved, by the end of the day of that."""
    stands: dict[str, str] = {key: str(a.date_published) for key, a in TRUTHS[day].items()}
    for each in range(1, day + 1):
        for order, key in enumerate(SITES[each].changes.moved):
            if key in stands:
                moved = TODAY + timedelta(days=each)
                stands[key] = f"{moved.isoformat()}T23:59:{order:02}"
    urls = [
        (stands[key], path)
        for key, article in TRUTHS[day].items()
        for path in (urlsplit(url).path for url in (str(article.url), *article.alternate_urls))
        if path.split("/ID/")[0].endswith(f"/{slug}")
    ]
    return [path for _, path in sorted(urls, reverse=True)]


@pytest.mark.parametrize("day", [0, 1, 2, 5, DAYS])
def test_listings_show_the_state_of_the_day(day: int) -> None:
    site = SITES[day]
    for section in site.sections:
        found = listed(site, section.path)
        assert found == expected_listing(day, section.slug)
        assert len(found) == section.listed
    assert sorted(
        path for section in site.sections for path in listed(site, section.path)
    ) == sorted(path for path in site.paths() if "/ID/" in path)


@pytest.mark.parametrize("day", PAIRS)
def test_what_moved_stands_on_top(day: int) -> None:
    for key in SITES[day].changes.moved:
        article = TRUTHS[day][key]
        for url in (str(article.url), *article.alternate_urls):
            path = urlsplit(url).path
            first = text(SITES[day], path.split("/ID/")[0])
            assert path in items(first)[: len(SITES[day].changes.moved) + 1]


@pytest.mark.parametrize("day", [1, 4, DAYS])
def test_feeds_sitemaps_and_archive_show_the_state_of_the_day(day: int) -> None:
    site, truth = SITES[day], TRUTHS[day]
    newest = sorted(truth.values(), key=lambda each: str(each.date_published), reverse=True)
    feed = text(site, "/rss/home.rss")
    assert re.findall(r"<item>.*?<link>(.*?)</link>", feed) == [each.url for each in newest[:50]]
    assert re.findall(r"<loc>(.*?)</loc>", text(site, "/sitemap-articles-1.xml")) == [
        each.url for each in newest[::-1]
    ]
    today = TODAY + timedelta(days=day)
    own = [each for each in newest if str(each.date_published).startswith(today.isoformat())]
    assert own
    assert items(text(site, f"/vi-vn/luu-tru/{today}")) == [path_of(each) for each in own]
    since = (today - timedelta(days=1)).isoformat()
    assert re.findall(r"<loc>(.*?)</loc>", text(site, "/sitemap-news.xml")) == [
        each.url for each in newest if str(each.date_published) >= since
    ]
    more = json.loads(text(site, "/api/tin?muc=kinh-te&trang=1"))["items"]
    assert [each["url"] for each in more] == expected_listing(day, "kinh-te")[:20]
    assert day_line(today) in text(site, "/")
    assert day_line(today) in text(site, path_of(newest[0]))


@pytest.mark.parametrize("day", PAIRS)
def test_an_edit_is_told_by_sitemap_and_atom(day: int) -> None:
    site, today = SITES[day], (TODAY + timedelta(days=day)).isoformat()
    rows = dict(
        re.findall(r"<loc>(.*?)</loc><lastmod>(.*?)<", text(site, "/sitemap-articles-1.xml"))
    )
    fresh = {*site.changes.new, *site.changes.edited}
    assert {url for url, changed in rows.items() if changed.startswith(today)} == {
        TRUTHS[day][key].url for key in fresh
    }
    assert max(rows.values()) in text(site, "/sitemap.xml")
    atom = text(site, "/atom/home.xml")
    told = re.findall(r'href="([^"]+)" /><published>.*?</published><updated>(.*?)<', atom)
    assert len(told) == 50
    assert all(rows[url] == changed for url, changed in told)


def test_a_deleted_article_is_named_nowhere_and_answers_404_or_a_soft_one() -> None:
    site = SITES[DAYS]
    statuses = []
    pages = [text(site, path) for path in [*site.paths()]]
    pages += [text(site, "/rss/home.rss"), text(site, "/sitemap-articles-1.xml")]
    everything = "\n".join(pages)
    for day in PAIRS:
        for key in SITES[day].changes.deleted:
            path = path_of(TRUTHS[day - 1][key])
            assert SITES[day - 1].respond(path).status == 200
            assert SOFT_404 not in text(SITES[day - 1], path)
            assert path not in everything
            answer = site.respond(path)
            assert SOFT_404 in answer.body.decode()
            statuses.append(answer.status)
    assert statuses.count(404) == statuses.count(200) == len(site.gone) / 2


def test_an_article_is_not_there_before_its_day() -> None:
    for day in PAIRS:
        for key in SITES[day].changes.new:
            path = path_of(TRUTHS[day][key])
            assert SOFT_404 in text(SITES[day - 1], path)
            assert SOFT_404 in text(SITES[day - 1], path.replace("/ID/", "/id/"))
            assert SITES[day].respond(path.replace("/ID/", "/id/")).status == 301


def test_the_same_day_is_the_same_however_one_came_there() -> None:
    site = DemoSite(SIZE, day=DAYS)
    for day in (0, 7, 3, 4):
        site.day = day
        assert site.day == day
        assert {str(each.id): each for each in site.truth} == TRUTHS[day]
        assert (site.changes, site.gone) == (SITES[day].changes, SITES[day].gone)
        for path in [*SITES[day].paths()][::9]:
            assert site.respond(path) == SITES[day].respond(path)


def test_another_seed_has_other_days() -> None:
    assert DemoSite(SIZE, seed=2, day=5).changes.edited != SITES[5].changes.edited


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"day": -1}, "a day is a number from 0 to 10,000, not -1"),
        ({"day": 10_001}, "not 10,001"),
        ({"shifting": 0}, "after 1 request or more, not 0"),
        ({"day": 0, "size": 0}, "1 to 1,000,000 articles"),
    ],
)
def test_impossible_days(arguments: dict[str, int], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        DemoSite(**arguments)  # type: ignore[arg-type]  # all of them are numbers


def test_a_portal_without_days() -> None:
    site = DemoSite(SIZE)
    assert (site.day, site.gone, site.changes.new, site.to_come) == (None, frozenset(), (), 0)
    with pytest.raises(ValueError, match="has no days"):
        site.day = 1


def test_one_server_serves_several_days() -> None:
    site = DemoSite(SIZE, day=0)
    with serve(site) as url:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
        for day in (0, 1, 2):
            site.day = day
            connection.request("GET", "/vi-vn/thoi-su")
            answer = connection.getresponse().read()
            assert answer == SITES[day].respond("/vi-vn/thoi-su").body
        connection.close()


# -- listings that shift


def test_an_article_of_the_day_appears_after_every_so_many_listings() -> None:
    site = DemoSite(SIZE, day=3, shifting=2)
    new = SITES[3].changes.new
    assert site.changes == SITES[3].changes
    paths = {"/vi-vn/thoi-su": 1, "/": 0, "/vi-vn/kinh-te/currentpage/2": 1, "/robots.txt": 0}
    paths |= {"/api/tin?muc=thoi-su": 1, "/vi-vn/luu-tru/2026-10-30": 0, "/rss/home.rss": 0}
    asked = 0
    for _ in range(3):
        for path, counts in paths.items():
            appeared = min(asked // 2, len(new))
            assert site.to_come == len(new) - appeared
            assert len(site.truth) == len(TRUTHS[3]) - site.to_come
            assert site.truth[-1].id == [*TRUTHS[3]][-1 - site.to_come]
            site.respond(path)
            asked += counts
    assert site.to_come == 0
    assert [*site.truth] == [*SITES[3].truth]
    assert listed(site, "/vi-vn/thoi-su") == expected_listing(3, "thoi-su")


def test_items_shift_over_the_pages_of_a_listing() -> None:
    site, still = DemoSite(3000, day=4, shifting=1), DemoSite(3000, day=4)
    first = listed(site, "/vi-vn/thoi-su")
    assert len(first) > len(set(first)), "no article was met on two pages"
    assert site.to_come == 0
    assert set(listed(still, "/vi-vn/thoi-su")) > set(first), "the newest were not missed"
    assert listed(site, "/vi-vn/thoi-su") == listed(still, "/vi-vn/thoi-su")


def test_without_a_day_the_newest_few_appear() -> None:
    site = DemoSite(SIZE, shifting=1)
    assert (site.to_come, len(site.truth)) == (3, 297)
    for left in (2, 1, 0, 0):
        site.respond("/vi-vn/van-hoa")
        assert site.to_come == left
    assert [*site.truth] == [*DemoSite(SIZE).truth]


def test_each_day_shifts_anew() -> None:
    site = DemoSite(SIZE, day=0, shifting=1)
    assert (site.to_come, len(site.truth)) == (3, 267)
    site.day = 1
    assert (site.to_come, len(site.truth)) == (3, 269)
    site.day = 500
    assert site.to_come == 0


# -- the order of listings


@given(st.data())
def test_order_is_that_of_a_list(data: st.DataObject) -> None:
    total = data.draw(st.integers(0, 30))
    numbers = st.integers(0, max(0, total - 1))
    gone = data.draw(st.sets(numbers, max_size=total)) if total else set()
    rest = sorted(set(range(total)) - gone)
    moving = data.draw(st.lists(st.sampled_from(rest), unique=True)) if rest else []
    moved = {each: data.draw(st.integers(each + 1, total + 3)) for each in moving}
    order = Order(total, gone, moved)
    stands = {each: (moved[each] - 0.5, moving.index(each)) for each in moving}
    expected = sorted(rest, key=lambda each: stands.get(each, (each, 0)))
    assert len(order) == len(expected)
    assert [order.at(place) for place in range(len(order))] == expected
    assert [order.place(number) for number in expected] == list(range(len(order)))


# -- a crawl every day


@pytest.mark.long
def test_a_crawl_every_day_holds_the_truth_of_the_last(tmp_path: Path) -> None:
    site = DemoSite(120, day=0)
    with serve(site) as url:
        for day in range(4):
            site.day = day
            code, report = crawl(tmp_path, url, "--recheck", "--no-warc")
            assert (code, report["imbalance"]) == (0, None)
            assert report["stored"] == (len(site.changes.new) if day else len(site.truth))
            assert report["changed"] == len(site.changes.edited)
            result = compare(site.truth, records(tmp_path))
            assert (result.wrong, result.equal) == ({}, len(site.truth))
            assert set(result.foreign) == site.gone


@pytest.mark.long
def test_a_crawl_after_the_listings_shifted_holds_the_truth(tmp_path: Path) -> None:
    site = DemoSite(3000, day=2, shifting=1)
    options = ("--section", "thoi-su", "--since", "2025-09-01", "--no-warc")
    with serve(site) as url:
        first, there = len(site.truth), site.to_come
        _, report = crawl(tmp_path, url, *options)
        assert len(site.truth) - first == there - site.to_come > 3
        while site.to_come:
            site.respond("/vi-vn/thoi-su")
        _, again = crawl(tmp_path, url, *options)
    assert report["stored"] > again["stored"] > 0
    recent = [each for each in site.truth if str(each.date_published) >= "2025-09-01"]
    own = [each for each in recent if each.section == "thoi-su"]
    result = compare(own, records(tmp_path))
    assert [key for key, names in result.wrong.items() if "id" in names] == []
