"""A portal that moved: its old hosts, its present one and its successor, crawled by their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsportal.demo import DemoSite
from newsportal.demo.server import serve
from tests.live import Net, crawl, newsportal, redirect
from tests.test_crawl import records

SITE = DemoSite(12)
ONE = ("--section", "thoi-su", "--max-articles", "2")
OLD, NEW, NEXT = "baovinhson.example", "moi.example", "ketiep.example"


@pytest.mark.long
def test_a_redirect_to_the_successor_is_followed_and_counted(tmp_path: Path) -> None:
    led = redirect(f"http://{NEXT}")
    net = Net(SITE, {OLD: lambda path: (led if "/ID/" in path else SITE.respond)(path)})
    with serve(net) as proxy:
        changes = f"demo.PORTAL = replace(demo.PORTAL, successor={NEXT!r})"
        code, report, _ = crawl(tmp_path, proxy, changes, *ONE)
        assert (code, report["stored"], report["moved"]) == (0, 2, {NEXT: 2})
        assert {each["url"].split("/vi-vn")[0] for each in records(tmp_path)} == {f"http://{NEXT}"}
        _, told, _ = newsportal(tmp_path, proxy, ("crawl", "demo", "--recheck", *ONE), changes)
        assert f"led on to {NEXT}" in told
        assert "2 unchanged" in told
    assert (NEXT, "/robots.txt") in net.asked


def test_a_redirect_to_a_host_that_is_not_declared_is_not_followed(tmp_path: Path) -> None:
    net = Net(SITE, {OLD: redirect(f"http://{NEXT}")})
    with serve(net) as proxy:
        code, report, _ = crawl(tmp_path, proxy, "", *ONE)
    assert (code, report["listings_failed"], report["moved"]) == (1, {"offsite": 1}, {})
    assert (NEXT, "/vi-vn/thoi-su") not in net.asked


@pytest.mark.long
def test_ids_survive_a_move_and_the_old_host_is_not_asked(tmp_path: Path) -> None:
    net = Net(SITE)
    changes = f"demo.PORTAL = replace(demo.PORTAL, hosts=({NEW!r},), formerly=({OLD!r},))"
    with serve(net) as proxy:
        crawl(tmp_path, proxy, "", *ONE)
        before = {each["id"] for each in records(tmp_path)}
        net.asked.clear()
        code, report, _ = crawl(tmp_path, proxy, changes, "--recheck", *ONE)
        assert (code, report["stored"], report["unchanged"]) == (0, 0, 2)
        assert {host for host, _ in net.asked} == {NEW}
        _, report, _ = crawl(tmp_path, proxy, changes, "--section", "thoi-su")
    assert {each["id"] for each in records(tmp_path)} > before
    assert {each["canonical_url"].split("/vi-vn")[0] for each in records(tmp_path)} >= {
        f"http://{NEW}"
    }


@pytest.mark.long
def test_fetch_follows_an_old_host_to_the_present_one(tmp_path: Path) -> None:
    net = Net(SITE, {OLD: redirect(f"http://{NEW}")})
    changes = f"demo.PORTAL = replace(demo.PORTAL, hosts=({NEW!r},), formerly=({OLD!r},))"
    url = str(SITE.truth[2].url)
    with serve(net) as proxy:
        code, out, err = newsportal(tmp_path, proxy, ("fetch", url), changes)
    assert (code, err) == (0, "")
    assert f'"id": "{SITE.truth[2].id}"' in out
    assert f'"canonical_url": "{url.replace(OLD, NEW)}"' in out
