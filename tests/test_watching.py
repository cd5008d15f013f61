"""The health of real runs: what a crawl tells of itself beside its past, and --retry."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from benchmarks.month import EVENTS, Event, Month, Paper, Told
from newsportal.demo import DemoSite, Response
from newsportal.demo.server import serve
from tests.test_crawl import crawl, run

ROOT = Path(__file__).parents[1]
DAY = datetime.fromisoformat("2026-10-30T05:05:00+07:00")


@dataclass
class Sick:
    """The demo portal; some of its addresses answer with a server's error."""

    site: DemoSite
    sick: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    def respond(self, path: str) -> Response:
        self.asked.append(path)
        if any(each in path for each in self.sick):
            return Response(500, {"Content-Type": "text/html"}, b"<p>x</p>")
        return self.site.respond(path)


def test_retry_asks_for_what_failed_and_nothing_else(tmp_path: Path) -> None:
    site = DemoSite(30)
    numbers = [str(each.id).removeprefix("demo:") for each in site.truth]
    sick = Sick(site, {f"/ID/{number}/" for number in numbers[:3]})
    with serve(sick) as url:
        code, report = crawl(tmp_path, url, "--no-warc", "--log-format", "json")
        assert (code, report["failed"]) == (0, {"http-500": 3})
        events = (tmp_path / "output/demo/crawl.log").read_text("utf-8").splitlines()
        assert {json.loads(each)["portal"] for each in events} == {"demo"}
        sick.sick.clear()
        sick.asked.clear()
        code, report = crawl(tmp_path, url, "--no-warc", "--retry")
        assert (code, report["stored"], report["imbalance"]) == (0, 3, None)
        assert len([each for each in sick.asked if "/ID/" in each]) == 3
        assert not [each for each in sick.asked if each.startswith(("/rss", "/api", "/sitemap"))]
        sick.asked.clear()
        code, report = crawl(tmp_path, url, "--no-warc", "--retry")
        assert (code, report["discovered"], sick.asked) == (0, 0, [])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--retry", "--backfill", "3"], "leave --backfill"),
        (["--retry", "--via", "feeds"], "leave --via"),
        (["--log-format", "xml"], "'xml' is no form of a log: text or json"),
    ],
)
def test_wrong_arguments(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    code, _, err = run(tmp_path, "newsportal", "crawl", "demo", *arguments)
    assert (code, sentence in err) == (2, True)
    assert not (tmp_path / "output").exists()


@pytest.mark.long
def test_a_redesign_is_told_by_crawl_check_and_status(tmp_path: Path) -> None:
    paper = Paper(DemoSite(120), (Event("redesign", 10, 99, frozenset()),))
    with serve(paper) as url:
        for day in range(3):
            now = (DAY + timedelta(days=day)).isoformat()
            code, report = crawl(tmp_path, url, "--no-warc", "--recheck", now=now)
            assert (code, report["alarms"]["raised"]) == (0, [])
        paper.day = 10
        now = (DAY + timedelta(days=10)).isoformat()
        code, out, _ = run(tmp_path, "newsportal", "check", "demo", "--base-url", url, now=now)
        assert (code, "template-changed" in out) == (1, True)
        arguments = ("--no-warc", "--recheck", "--fail-on-alarm")
        code, report = crawl(tmp_path, url, *arguments, now=now)
        assert code == 7
        names = {each["name"] for each in report["alarms"]["raised"]}
        assert {"template-changed", "field-lost"} <= names
        later = (DAY + timedelta(days=11)).isoformat()
        code, report = crawl(tmp_path, url, *arguments, now=later)
        assert (code, report["alarms"]["raised"]) == (0, [])
        assert report["alarms"]["standing"]
    _, out, _ = run(tmp_path, "newsportal", "status", now=later)
    assert "template-changed" in out


@pytest.mark.long
def test_a_month_in_short(tmp_path: Path) -> None:
    command = ["-m", "benchmarks.month", "--size", "600", "--days", "22", "--every", "6"]
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True, text=True, timeout=400, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def told(name: str, day: int, hour: int = 0) -> Told:
    return Told(DAY.replace(hour=hour), day, False, name, "x")


@pytest.mark.parametrize(
    ("seen", "wrong"),
    [
        ([], ["leak: day 20 raised no same-line"]),
        ([told("same-line", 20)], []),
        ([told("same-line", 20, 9)], ["leak: same-line was raised at 09:05 only"]),
        ([told("same-line", 20), told("errors-rose", 3)], ["a false alarm: day  3"]),
    ],
)
def test_the_judge_of_a_month(seen: list[Told], wrong: list[str]) -> None:
    month: Any = Month(told=seen)
    found = list(month.wrong((EVENTS[2],), 1))
    assert len(found) == len(wrong)
    assert all(each.startswith(start) for each, start in zip(found, wrong, strict=True))
