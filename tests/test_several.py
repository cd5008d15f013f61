"""Several portals in one command: side by side, each for itself."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import pytest
from filelock import FileLock

from newsportal.agent import NO_CONTACT
from newsportal.cli.crawl import _chosen
from newsportal.demo import DemoSite, Response
from newsportal.demo.compare import compare
from newsportal.demo.server import serve

NOWHERE = "http://127.0.0.1:1"

PORTAL = """\
from dataclasses import replace
from newsportal.portals.demo import PORTAL as DEMO
PORTAL = replace(DEMO, name="second", title="Báo Thứ Hai", hosts=("second.example",))
"""
SPIDER = """\
from newsportal.portals.second import PORTAL
from newsportal.spider import PortalSpider
class SecondSpider(PortalSpider):
    portal = PORTAL
"""
PROGRAM = """\
import json, sys
import newsportal.portals, newsportal.spiders
folder, roots = sys.argv[1], json.loads(sys.argv[2])
newsportal.portals.__path__.append(folder + "/portals")
newsportal.spiders.__path__.append(folder + "/spiders")
from newsportal.spider import PortalSpider
plain = PortalSpider.__init__
def init(self, *args, base_url=None, **others):
    plain(self, *args, base_url=roots[self.name], **others)
PortalSpider.__init__ = init
sys.argv[1:3] = []
from newsportal.cli import main
main()
"""
"""The command line, with one more portal declared, and every portal at a root of the test's."""


@dataclass
class Watched:
    """The demo portal; who asks what in which order, and how many requests at once."""

    site: DemoSite
    name: str
    asked: list[tuple[str, str]]
    seen: Callable[[], object] = lambda: None
    now: int = 0
    most: int = 0
    lock: Lock = field(default_factory=Lock)

    def respond(self, path: str) -> Response:
        with self.lock:
            self.asked.append((self.name, path))
            self.now += 1
            self.most = max(self.most, self.now)
            self.seen()
        response = self.site.respond(path)
        with self.lock:
            self.now -= 1
        return response


@contextmanager
def two_portals(size: int) -> Iterator[tuple[dict[str, str], Watched, Watched]]:
    """Two portals on two servers, and the root of each."""
    asked: list[tuple[str, str]] = []
    first, second = (Watched(DemoSite(size), name, asked) for name in ("demo", "second"))
    with serve(first) as one, serve(second) as other:
        yield {"demo": one, "second": other}, first, second


def start(folder: Path, roots: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    for name, text in (("portals", PORTAL), ("spiders", SPIDER)):
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "second.py").write_text(text, encoding="utf-8")
    environment = {**os.environ, "NEWSPORTAL_OUTPUT": str(folder / "output")}
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), json.dumps(roots), "crawl", *arguments],
        env=environment | {"NEWSPORTAL_STORE": ""}, cwd=folder,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def run(folder: Path, roots: dict[str, str], *arguments: str) -> tuple[int, str, str]:
    with start(folder, roots, *arguments) as process:
        out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def reports(out: str) -> dict[str, dict[str, Any]]:
    return {each["portal"]: each for each in map(json.loads, out.splitlines())}


def records(folder: Path, portal: str) -> list[dict[str, Any]]:
    lines = (folder / f"output/{portal}/articles.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_two_portals_side_by_side_each_for_itself(tmp_path: Path) -> None:
    with two_portals(40) as (roots, first, second):
        code, out, err = run(tmp_path, roots, "demo", "second", "--json")
    assert code == 0, err
    told = reports(out)
    assert {name: each["stored"] for name, each in told.items()} == {"demo": 40, "second": 40}
    assert [each["imbalance"] for each in told.values()] == [None, None]
    half = [name for name, _ in first.asked[: len(first.asked) // 2]]
    assert min(half.count("demo"), half.count("second")) > len(half) // 4  # side by side
    assert (first.most, second.most) == (1, 1)
    assert compare(first.site.truth, records(tmp_path, "demo")).equal == 40
    assert {record["id"].split(":")[0] for record in records(tmp_path, "second")} == {"second"}
    for name, other in (("demo", "second"), ("second", "demo")):
        folder = tmp_path / "output" / name
        log = (folder / "crawl.log").read_text("utf-8")
        assert "Spider closed (finished)" in log
        assert log.count("Spider opened") == 1
        assert f"{roots[other]}/" not in log
        (warc,) = (folder / "warc").iterdir()
        assert told[name]["run_id"] in warc.name
        assert records(tmp_path, name)[0]["warc"]["file"] == f"{name}/warc/{warc.name}"


@pytest.mark.long
def test_one_that_cannot_be_crawled_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "output/sotttt_hanoi").mkdir(parents=True)
    with two_portals(20) as (roots, first, _), FileLock(tmp_path / "output/sotttt_hanoi/.lock"):
        roots |= {"baovinhphuc": NOWHERE, "sotttt_hanoi": NOWHERE}
        code, out, err = run(tmp_path, roots, "--all")
    assert code == 4
    assert "baovinhphuc cannot be reached (connection)" in err
    assert "another run works on sotttt_hanoi" in err
    assert {name for name, _ in first.asked} == {"second"}  # all but the demo
    lines = {line.split()[0]: line.split() for line in out.partition(NO_CONTACT)[0].splitlines()}
    assert list(lines) == ["portal", "baovinhphuc", "second", "sotttt_hanoi"]
    assert lines["baovinhphuc"][-1] == "unreachable"
    assert (lines["second"][1], lines["second"][-1]) == ("20", "finished")
    assert lines["sotttt_hanoi"][-2:] == ["not", "crawled"]


@pytest.mark.long
def test_errors_in_json_and_a_log_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output/second").write_text("in the way")
    with two_portals(20) as (roots, *_):
        code, out, err = run(tmp_path, roots, "second", "demo", "second", "--json")
    told = reports(out)
    assert code == 5
    assert len(out.splitlines()) == 2
    assert told["demo"]["stored"] == 20
    assert (told["second"]["exit_code"], "second/crawl.log" in told["second"]["error"]) == (5, True)
    assert "cannot be written" in err


@pytest.mark.long
def test_ctrl_c_ends_all_of_them_well(tmp_path: Path) -> None:
    with two_portals(60) as (roots, first, second):
        process, sent = start(tmp_path, roots, "demo", "second", "--json"), list[int]()

        def stop() -> None:
            articles = sum("/ID/" in path for _, path in first.asked)
            if articles >= 20 and not sent:
                sent.append(articles)
                process.send_signal(signal.SIGINT)

        first.seen = second.seen = stop
        out, err = process.communicate(timeout=60)
        assert process.returncode == 130, err
        for each in reports(out).values():
            assert (each["outcome"], each["imbalance"]) == ("interrupted", None)
            assert each["pending"] > 0
        first.seen = second.seen = lambda: None
        code, out, _ = run(tmp_path, roots, "demo", "second", "--json")
        assert code == 0
        assert {each["outcome"] for each in reports(out).values()} == {"finished"}
    assert len(records(tmp_path, "demo")) == len(records(tmp_path, "second")) == 60


def test_all_is_every_declared_portal_but_the_demo() -> None:
    assert _chosen(["--all"]) == ["baovinhphuc", "sotttt_hanoi"]
