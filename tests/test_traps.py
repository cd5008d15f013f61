"""Traps of crawlers: what a single address tells, and budgets for the rest."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsportal.demo import DemoSite
from newsportal.demo.server import serve
from newsportal.discover.traps import MAX_LISTING_PAGES, TRAPS, Budgets, pattern_of, trap_of
from newsportal.discover.walk import MAX_STALE
from newsportal.errors import REASONS
from newsportal.fetching import MAX_PAGES
from newsportal.urls import clean_address
from tests.test_crawl import crawl, records, run
from tests.trapped import LAST, LISTING, Trapped


def test_each_row_is_explained_with_its_number() -> None:
    rows = {trap.reason: f"{trap.most:,}" for trap in TRAPS}
    assert {each for each in REASONS if each.startswith("trap-")} == set(rows)
    assert [reason for reason, most in rows.items() if most not in REASONS[reason]] == []
    assert f"{MAX_LISTING_PAGES:,}" in REASONS["trap-pages"]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://a.vn/vi-vn/Multimedia/Images/ID/24726/hinh-anh", None),
        ("http://a.vn/tabid/92/t/a/title/14489/ctitle/191/language/vi-VN/Default.aspx", None),
        ("http://a.vn/luu-tru/5/5/5", None),
        ("http://a.vn/tin/a/tin/b", None),
        ("http://a.vn/tin/a/tin/b/tin/c", "trap-repeated-segment"),
        ("http://a.vn/them-1/a/them-12/b/them-123", "trap-repeated-segment"),
        ("http://a.vn/" + "/".join("abcdefghijklmnopq"), "trap-depth"),
        ("http://a.vn/" + "x" * 1000, "trap-length"),
        ("http://a.vn/tin?" + "&".join(f"k{n}=" for n in range(25)), "trap-query-keys"),
    ],
)
def test_forms_of_addresses(url: str, reason: str | None) -> None:
    assert trap_of(url) == reason


@pytest.mark.parametrize(
    ("url", "pattern"),
    [
        ("http://a.vn/lich/2024/05", "/lich/#/#"),
        ("http://a.vn/kinh-te/cau-moi-48213.html", "/kinh-te/cau-moi-#.html"),
        ("http://a.vn/kinh-te/khanh-thanh-cau-moi.html", "/kinh-te/*.html"),
        ("http://a.vn/ID/7/a-b---c-d", "/ID/#/*"),
        ("http://a.vn/s/9f86d081884c7d65/x", "/s/#/x"),
        ("http://a.vn/deadbeef/facade", "/deadbeef/facade"),
        ("http://a.vn/muc/muc/them-1/muc/them-22", "/muc/them-#"),
        ("http://a.vn/tin?b=1&a=xanh", "/tin?"),
    ],
)
def test_patterns_of_addresses(url: str, pattern: str) -> None:
    assert pattern_of(url) == f"http://a.vn{pattern}"


@given(st.integers(0), st.integers(0))
def test_addresses_that_differ_by_a_number_share_a_pattern(one: int, other: int) -> None:
    assert pattern_of(f"http://a.vn/lich/{one}") == pattern_of(f"http://a.vn/lich/{other}")


def test_filters_that_combine() -> None:
    budgets = Budgets()
    refused = [budgets.refusal(f"http://a.vn/tin?k{chr(97 + n)}=1") for n in range(12)]
    assert refused == [None] * 8 + ["trap-key-sets"] * 4
    assert budgets.refusal("http://a.vn/tin?ka=2") is None
    assert budgets.refusal("http://a.vn/khac?z=1") is None


def test_a_budget_grows_where_records_are() -> None:
    budgets = Budgets(per_pattern=3)
    taken = 0
    for number in range(50):
        url = f"http://a.vn/tin/{number}"
        if budgets.take(url):
            taken += 1
            budgets.earn(url, f"http://a.vn/trang/{number}")
    assert taken == 50
    assert sum(budgets.take(f"http://a.vn/lich/{number}") for number in range(50)) == 3
    assert sum(budgets.take(f"http://a.vn/trang/{number}") for number in range(500)) == 153


@pytest.mark.parametrize(
    "url",
    [
        "http://a.vn/tin;jsessionid=4F2A",
        "http://a.vn/tin;sid=9",
        "http://a.vn/tin?PHPSESSID=4f",
        "http://a.vn/tin?sid=4f&utm_source=x",
        "http://a.vn/tin?session_id=4f",
        "http://a.vn/tin?ASPSESSIONIDQQ=4f",
        "http://a.vn/(S(lit3py55t21z5v55vlm25s55))/tin",
    ],
)
def test_ids_of_sessions_are_cut(url: str) -> None:
    assert clean_address(url) == "http://a.vn/tin"


# -- on a server


ALL = ("calendar", "pager", "facets", "growing", "session")
EACH = [pytest.param(frozenset([trap]), id=trap, marks=pytest.mark.long) for trap in ALL]


@pytest.mark.parametrize("traps", [pytest.param(frozenset(ALL), id="all"), *EACH])
def test_a_crawl_finds_what_is_behind(tmp_path: Path, traps: frozenset[str]) -> None:
    trapped = Trapped(DemoSite(120), traps)
    with serve(trapped) as url:
        code, report = crawl(tmp_path, url, "--section", "thoi-su", "--via", "listings")
    assert {record["url"] for record in records(tmp_path)} == set(trapped.articles)
    assert (code, report["imbalance"]) == (0, None)
    assert len(trapped.asked) <= 2 + LAST + MAX_STALE + 10


@pytest.mark.long
@pytest.mark.parametrize("traps", [pytest.param(frozenset(ALL), id="all"), *EACH])
def test_a_site_is_read_to_what_is_behind(tmp_path: Path, traps: frozenset[str]) -> None:
    trapped = Trapped(DemoSite(120), traps)
    with serve(trapped) as url:
        options = ("--as", "site", "--allow-private", "127.0.0.1", "--errors", "e.jsonl")
        code, out, _ = run(tmp_path, "newsportal", "fetch", url + LISTING, *options)
    titles = {str(each.title) for each in trapped.site.truth if each.url in trapped.articles}
    assert {json.loads(line)["title"] for line in out.splitlines()} == titles
    lines = (tmp_path / "e.jsonl").read_text("utf-8").splitlines()
    reasons = Counter(json.loads(line)["reason"] for line in lines)
    assert code == 1
    assert len(trapped.asked) < MAX_PAGES  # it ended by itself
    assert "over-budget" not in reasons
    told = {"calendar": "trap-pattern", "pager": "trap-pattern", "facets": "trap-key-sets"}
    told["growing"] = "trap-repeated-segment"
    assert {told[trap] for trap in traps if trap in told} <= set(reasons)


@pytest.mark.long
def test_a_listing_is_left_after_the_most_pages_that_one_may_have(tmp_path: Path) -> None:
    options = ("-a", "section=thoi-su", "-a", "via=listings", "-s", "NEWSPORTAL_LISTING_PAGES=2")
    with serve(DemoSite(300)) as url:
        command = ("scrapy", "crawl", "demo", "-a", f"base_url={url}", *options)
        code, _, log = run(tmp_path, *command)
        assert code == 0
        assert "left after 2 pages: trap-pages" in log
        before = len(records(tmp_path))
        again = ("--section", "thoi-su", "--via", "listings")
        _, report = crawl(tmp_path, url, *again)
        assert report["stored"] == 0  # down to what is known
        _, report = crawl(tmp_path, url, *again, "--backfill", "9")
    assert before == 40
    assert report["stored"] > 40
    assert report["traps"] == {}
