"""robots.txt and pauses, against a real server."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest

from newsportal.demo import DemoSite, Response
from newsportal.demo.server import serve
from tests.test_crawl import crawl, records, start

SITE = DemoSite(20)
ONE = ("--section", "thoi-su", "--max-articles", "3")


@dataclass
class Mannered:
    """The demo portal with another robots.txt, and answers that ask for a pause."""

    robots: Response
    pauses: list[Response] = field(default_factory=list)
    """Answers that articles get first, one after the other."""

    asked: list[str] = field(default_factory=list)

    def respond(self, path: str) -> Response:
        self.asked.append(path)
        if path == "/robots.txt":
            return self.robots
        if "/ID/" in path and self.pauses:
            return self.pauses.pop(0)
        return SITE.respond(path)


@contextmanager
def mannered(robots: Response, *pauses: Response) -> Iterator[tuple[Mannered, str]]:
    site = Mannered(robots, list(pauses))
    with serve(site) as url:
        yield site, url


def text(body: str, status: int = 200) -> Response:
    return Response(status, {"Content-Type": "text/plain"}, body.encode())


def test_robots_is_asked_for_once(tmp_path: Path) -> None:
    with mannered(text("User-agent: *\nDisallow: /vi-vn/kinh-te")) as (site, url):
        code, report = crawl(tmp_path, url)
    assert site.asked.count("/robots.txt") == 1
    assert site.asked[0] == "/robots.txt"
    assert not [path for path in site.asked if path.startswith("/vi-vn/kinh-te")]
    assert report["listings_failed"] == {"robots": 1}
    assert (code, report["imbalance"]) == (0, None)


@pytest.mark.parametrize("status", [404, 403])
def test_a_missing_robots_allows(tmp_path: Path, status: int) -> None:
    with mannered(text("", status)) as (_, url):
        assert crawl(tmp_path, url, *ONE)[1]["stored"] == 3


@pytest.mark.long
def test_a_server_that_fails_allows_nothing_but_what_it_allowed_before(tmp_path: Path) -> None:
    failing = text("", 500)
    with mannered(failing) as (site, url):
        code, report = crawl(tmp_path, url, *ONE)
        assert set(site.asked) == {"/robots.txt"}
        assert report["listings_failed"] == {"robots-unreachable": 1}
        assert code == 1
        site.robots = text("User-agent: *\nDisallow:")
        assert crawl(tmp_path, url, *ONE)[1]["stored"] == 3
        site.robots = failing
        assert crawl(tmp_path, url, "--section", "kinh-te")[1]["stored"] > 0


def test_opt_outs_are_on_the_record(tmp_path: Path) -> None:
    with mannered(text("User-agent: GPTBot\nDisallow: /")) as (_, url):
        crawl(tmp_path, url, *ONE)
    assert {record["tdm_reserved"] for record in records(tmp_path)} == {True}


def pause(status: int, seconds: str) -> Response:
    return Response(status, {"Retry-After": seconds}, b"")


def test_a_short_pause_is_kept(tmp_path: Path) -> None:
    with mannered(text(""), pause(429, "1"), pause(503, "0")) as (_, url):
        code, report = crawl(tmp_path, url, *ONE)
    assert (code, report["stored"], report["parked"]) == (0, 3, {})


@pytest.mark.long
def test_ctrl_c_does_not_wait_for_the_end_of_a_pause(tmp_path: Path) -> None:
    with mannered(text(""), pause(503, "50")) as (site, url):
        arguments = ("crawl", "demo", "--base-url", url, *ONE)
        with start(tmp_path, "newsportal", *arguments) as process:
            while process.poll() is None and not any("/ID/" in path for path in site.asked):
                Event().wait(0.05)
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=10)
        assert process.returncode == 130
        _, report = crawl(tmp_path, url, *ONE)
        assert (report["stored"], report["imbalance"]) == (3, None)


@pytest.mark.long
def test_a_long_pause_parks_the_rest_for_the_next_run(tmp_path: Path) -> None:
    with mannered(text(""), pause(503, "3600")) as (site, url):
        _, report = crawl(tmp_path, url, *ONE)
        assert report["parked"] == {"http-503": 3}
        assert (report["stored"], report["imbalance"]) == (0, None)
        assert sum("/ID/" in path for path in site.asked) == 1
        _, report = crawl(tmp_path, url, *ONE)
        assert (report["stored"], report["parked"]) == (3, {})
