"""Sites out of service: their pages are parked, their hosts left alone, and then asked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from newsportal import ExtractionError, extract
from newsportal.demo import DemoSite, Response
from newsportal.demo.server import serve
from newsportal.pauses import MAX_IN_A_ROW, MAX_PAUSE, Pauses
from tests import live
from tests.test_crawl import records

SITE = DemoSite(60)
QUICK = "from newsportal import pauses\npauses.FIRST_PAUSE = 0.01"
ARTICLE = "http://baovinhson.example/vi-vn/kinh-te/ID/77/cau-moi"


def page(title: str, body: str, status: int = 200) -> Response:
    whole = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return Response(status, {"Content-Type": "text/html; charset=utf-8"}, whole.encode())


CLOSED = page("Thông báo", "<h1>Website đang bảo trì</h1><p>Mời quý vị quay lại sau.</p>")
GATEWAY = page("502 Bad Gateway", "<center><h1>502 Bad Gateway</h1></center><hr>nginx")
TEST = "<script src='/cdn-cgi/challenge-platform/x.js'></script>"
CHALLENGE, REFUSING = page("Just a moment...", TEST), page("Just a moment...", TEST, 403)
FORBIDDEN = page("403", "<h1>Forbidden</h1>", 403)
LED = Response(302, {"Location": "/bao-tri"}, b"")


@dataclass
class Closing:
    """The demo portal, which answers some paths with other pages for a while."""

    fits: Callable[[str], bool]
    answers: list[Response]
    asked: list[str] = field(default_factory=list)

    def respond(self, path: str) -> Response:
        self.asked.append(path)
        if path == "/bao-tri":
            return CLOSED
        return self.answers.pop(0) if self.fits(path) and self.answers else SITE.respond(path)


def an_article(path: str) -> bool:
    return "/ID/" in path


def a_listing(path: str) -> bool:
    return path.startswith("/vi-vn/") and "/ID/" not in path


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (CLOSED, "maintenance"), (GATEWAY, "maintenance"),
        (page("Báo Vĩnh Sơn", "<p>Hệ thống đang bảo trì, mời quay lại sau.</p>"), "maintenance"),
        (CHALLENGE, "script-challenge"),
    ],
)  # fmt: skip
def test_a_page_out_of_service_makes_no_record_at_an_articles_address(
    response: Response, reason: str
) -> None:
    with pytest.raises(ExtractionError) as caught:
        extract(response.body, ARTICLE)
    assert caught.value.reason == reason


def test_an_article_on_maintenance_is_one() -> None:
    title = "Bảo trì lưới điện xã Đông Hồ"
    date = "<div class='ngay-dang'>Thứ Ba, 5/3/2024 8:30'(GMT+7)</div>"
    body = f"<h1>{title}</h1>{date}<p>Ngày mai, lưới điện của xã được bảo trì.</p>"
    assert extract(page(title, body).body, ARTICLE).title == title


@pytest.mark.parametrize(
    ("stated", "pauses", "closes"),
    [
        ([None] * 5, [2, 4, 8, 16, 32], False),
        ([None] * 6, [2, 4, 8, 16, 32, 64], True),
        ([0.0, 7.5], [0, 7.5], False),
        ([MAX_PAUSE + 1], [MAX_PAUSE + 1], True),
        ([1.0] * MAX_IN_A_ROW, [1.0] * MAX_IN_A_ROW, True),
        ([None, 1.0, None], [2, 1, 8], False),
    ],
)
def test_pauses(stated: list[float | None], pauses: list[float], closes: bool) -> None:
    kept, found = Pauses(), []
    for each in stated:
        kept.note("a.vn", "http-503", 100.0, each)
        found.append(kept.left("a.vn", 100.0))
    assert found == pauses
    assert ("a.vn" in kept.closed) is closes
    assert kept.left("b.vn", 100.0) == 0


def test_a_good_page_ends_the_doubling() -> None:
    kept = Pauses()
    for _ in range(4):
        kept.note("a.vn", "maintenance", 0.0)
        kept.ease("a.vn")
        assert kept.left("a.vn", 0.0) == 2


def crawl(folder: Path, url: str, *arguments: str) -> tuple[int, dict[str, object]]:
    code, report, _ = live.crawl(folder, "", QUICK, "--base-url", url, *arguments)
    assert report["imbalance"] is None
    return code, report


@pytest.mark.long
def test_an_article_out_of_service_is_parked_and_had_by_the_next_run(tmp_path: Path) -> None:
    options = ("--section", "kinh-te", "--max-articles", "6")
    site = Closing(an_article, [CLOSED, CHALLENGE, REFUSING, LED, FORBIDDEN])
    with serve(site) as url:
        code, report = crawl(tmp_path, url, *options)
        assert report["parked"] == {"maintenance": 2, "script-challenge": 2}
        assert report["failed"] == {"http-403": 1}
        assert (code, report["stored"], report["refused"]) == (0, 1, {})
        code, report = crawl(tmp_path, url, *options)
    assert (code, report["carried"], report["stored"], report["parked"]) == (0, 5, 5, {})
    assert len(records(tmp_path)) == 6


@pytest.mark.long
def test_after_some_in_a_row_the_rest_is_left_to_the_next_run(tmp_path: Path) -> None:
    options = ("--section", "kinh-te", "--max-articles", "9")
    site = Closing(an_article, [CLOSED] * 50)
    with serve(site) as url:
        code, report = crawl(tmp_path, url, *options)
        assert (code, report["parked"], report["pending"]) == (0, {"maintenance": 9}, 0)
        assert sum(map(an_article, site.asked)) == MAX_IN_A_ROW


@pytest.mark.long
def test_a_listing_out_of_service_is_not_an_empty_one(tmp_path: Path) -> None:
    options = ("--section", "kinh-te", "--section", "van-hoa", "--via", "listings")
    site = Closing(a_listing, [CLOSED, REFUSING])
    with serve(site) as url:
        code, report = crawl(tmp_path, url, *options)
        assert report["listings_failed"] == {"maintenance": 1, "script-challenge": 1}
        assert (code, report["discovered"]) == (1, 0)
        code, report = crawl(tmp_path, url, *options)
    assert code == 0
    assert report["stored"] == report["discovered"]
    assert len(records(tmp_path)) > 6


@pytest.mark.long
def test_fetch_leaves_a_host_out_of_service_alone(tmp_path: Path) -> None:
    paths = [path for path in SITE.paths() if an_article(path)][:30]
    site = Closing(an_article, [CLOSED] * 50)
    with serve(site) as url:
        (tmp_path / "list.txt").write_text("\n".join(url + each for each in paths), "utf-8")
        arguments = ("fetch", "--from", "list.txt", "--allow-private", "127.0.0.1")
        code, out, err = live.newsportal(tmp_path, "", arguments, QUICK)
    assert (code, out) == (1, "")
    assert err.count('"reason": "maintenance"') == len(paths)
    # Those that wait for the host before its pause begins are asked still: twice eight at most.
    assert sum(map(an_article, site.asked)) <= MAX_IN_A_ROW + 2 * 8
