"""The crawl as a user runs it: against a real server, in a process of its own."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from typer.testing import CliRunner

from newsportal.cli import app
from newsportal.demo import DemoSite, Response
from newsportal.demo.compare import compare
from newsportal.demo.server import serve
from newsportal.errors import ArgumentError
from newsportal.spiders.demo import DemoSpider
from tests import serving

SIZE = 40


def start(folder: Path, *arguments: str, now: str = "") -> subprocess.Popen[str]:
    environment = {**os.environ, "NEWSPORTAL_OUTPUT": str(folder / "output")}
    environment |= {"SCRAPY_SETTINGS_MODULE": "newsportal.settings", "NEWSPORTAL_STORE": ""}
    environment |= {"NEWSPORTAL_NOW": now}
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(folder: Path, *arguments: str, now: str = "") -> tuple[int, str, str]:
    with start(folder, *arguments, now=now) as process:
        out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def crawl(folder: Path, address: str, *arguments: str, now: str = "") -> tuple[int, dict[str, Any]]:
    """Crawl the demo portal at ``address``; the exit code and the report."""
    command = ("newsportal", "crawl", "demo", "--base-url", address, "--json")
    code, out, err = run(folder, *command, *arguments, now=now)
    assert out, err
    return code, json.loads(out)


def records(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "output/demo/articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def site() -> DemoSite:
    return DemoSite(SIZE)


@pytest.fixture
def address(site: DemoSite) -> Iterator[str]:
    with serve(site) as url:
        yield url


def test_demo_equals_its_truth_and_then_nothing_is_new(tmp_path: Path) -> None:
    code, out, err = run(tmp_path, "newsportal", "demo", "--size", "60", "--json")
    last = json.loads(out.splitlines()[-1])
    assert code == 0, err
    assert (last["expected"], last["stored"], last["equal"]) == (60, 60, 60)
    assert "run_id" in last["left_out"]
    assert "no delay" in out
    assert "found" in out
    code, out, _ = run(tmp_path, "newsportal", "demo", "--size", "60")
    assert code == 0
    assert "demo: 0 new, 60 unchanged" in out


@pytest.mark.long
def test_scrapys_own_export_holds_the_stores_records(
    tmp_path: Path, site: DemoSite, address: str
) -> None:
    base = ["-a", f"base_url={address}"]
    code, _, err = run(tmp_path, "scrapy", "crawl", "demo", *base, "-O", "out.jsonl")
    assert code == 0, err
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    exported = [json.loads(line) for line in lines]
    stored = records(tmp_path)
    assert len(stored) == len(exported) == SIZE
    by_id = {record["id"]: record for record in stored}
    assert {record["id"]: record for record in exported} == by_id
    assert compare(site.truth, stored).equal == SIZE
    apart = tmp_path / "apart"
    apart.mkdir()
    code, _, err = run(apart, "scrapy", "crawl", "demo", *base, "-O", "out.csv")
    with (apart / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert {key: row["text"] for key, row in rows.items()} == {
        key: record["text"] for key, record in by_id.items()
    }


def test_sections_limit_and_output_file(tmp_path: Path, address: str) -> None:
    code, report = crawl(
        tmp_path, address, "--section", "kinh-te", "--section", "/vi-vn/van-hoa", "-o", "a.csv"
    )
    sections = {record["section"] for record in records(tmp_path)}
    assert code == 0
    assert sections == {"kinh-te", "van-hoa"}
    assert report["by_section"].keys() == {"kinh-te", "van-hoa"}
    assert len((tmp_path / "a.csv").read_text("utf-8").splitlines()) > report["stored"]
    code, report = crawl(tmp_path, address, "--section", "thoi-su", "--max-articles", "3")
    assert (code, report["discovered"], report["records"] + report["known"]) == (0, 3, 3)


def test_since_leaves_what_is_older(tmp_path: Path, site: DemoSite, address: str) -> None:
    days = sorted(str(article.date_published)[:10] for article in site.truth)
    since = days[SIZE // 2]
    _, report = crawl(tmp_path, address, "--since", since)
    stored = [record["date_published"][:10] for record in records(tmp_path)]
    assert min(stored) >= since
    assert len(stored) == sum(day >= since for day in days)
    assert report["refused"]["before-since"] > 0
    assert report["imbalance"] is None


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere"], "there is no portal 'nowhere'; declared are: baovinhphuc, demo,"),
        (["demo", "--section", "nix"], "has no section 'nix'; declared are: thoi-su, chinh-tri"),
        (["demo", "--section", "../../x"], "has no section '../../x'"),
        (["demo", "--section", "/../x"], "is no path of a section"),
        (["demo", "--section", "http://a.vn/x"], "is not on demo's hosts: baovinhson.example"),
        (["demo", "--since", "yesterday"], "'yesterday' is no day: write 2024-05-30"),
        (["demo", "--since", "31/2/2024"], "is no day"),
        (["demo", "--max-articles", "0"], "is no number of articles"),
        (["demo", "--base-url", "127.0.0.1"], "is no base address"),
        (["demo", "-o", "a.parquet"], "must end in .jsonl or .csv"),
        ([], "name the portals to crawl, or give --all without a name"),
        (["demo", "--all"], "name the portals to crawl, or give --all without a name"),
        (["demo", "nowhere"], "there is no portal 'nowhere'"),
        (["demo", "sotttt_hanoi", "--section", "kinh-te"], "sotttt_hanoi has no section 'kinh-te'"),
        (["demo", "sotttt_hanoi", "--base-url", "http://a"], "is asked in the place of one"),
        (["--all", "--base-url", "http://a"], "--base-url is asked in the place of one"),
        (["demo", "sotttt_hanoi", "-o", "a.csv"], "-o a.csv takes the records of one portal"),
    ],
)
def test_a_wrong_argument_stops_at_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["crawl", *arguments])
    assert (done.exit_code, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_spider_reads_its_arguments_itself() -> None:
    with pytest.raises(ArgumentError, match="has no section 'nix'; declared are: thoi-su"):
        DemoSpider(section="nix")
    with pytest.raises(ArgumentError, match="no argument 'sections'; there are section, since"):
        DemoSpider(sections="kinh-te")
    assert DemoSpider(_job="of scrapyd").name == "demo"
    for value, on in (("0", False), ("false", False), ("1", True), (True, True), (None, False)):
        spider = DemoSpider(menu=value, discover=value)
        assert (spider.menu, spider.discover, spider.sections == []) == (on, on, on)
    assert [each.slug for each in DemoSpider(section="kinh-te,van-hoa").sections] == [
        "kinh-te",
        "van-hoa",
    ]


def test_a_second_run_while_one_works(tmp_path: Path, address: str) -> None:
    folder = tmp_path / "output/demo"
    folder.mkdir(parents=True)
    with FileLock(folder / ".lock"):
        code, _, err = run(tmp_path, "newsportal", "crawl", "demo", "--base-url", address)
    assert code == 4
    assert "another run works on demo" in err


def test_a_listing_that_breaks_the_program_is_counted(tmp_path: Path, site: DemoSite) -> None:
    def odd(handler: BaseHTTPRequestHandler, response: Response) -> None:
        number = b"9" * 5000  # Python refuses to read it
        link = b"<a href='/vi-vn/thoi-su/currentpage/" + number + b"'>2</a></body>"
        serving.answer(handler, 200, response.body.replace(b"</body>", link))

    with serving.faulty(site, {"/vi-vn/thoi-su": odd}) as url:
        code, report = crawl(tmp_path, url)
    assert code == 1  # a bug
    assert report["listings_failed"] == {"error-ValueError": 1}
    assert report["stored"] > 0
    assert report["imbalance"] is None


def test_an_empty_section_and_one_that_is_not_there(tmp_path: Path, site: DemoSite) -> None:
    def missing(handler: BaseHTTPRequestHandler, response: Response) -> None:
        serving.answer(handler, 404, response.body)

    def empty(handler: BaseHTTPRequestHandler, _: Response) -> None:
        serving.answer(handler, 200, b"<html><body><p>a</p></body></html>")

    with serving.faulty(site, {"/trong": empty, "/khong-co": missing}) as url:
        code, report = crawl(tmp_path, url, "--section", "/vi-vn/trong")
        assert (code, report["discovered"]) == (0, 0)
        code, report = crawl(tmp_path, url, "--section", "/vi-vn/khong-co")
        assert (code, report["listings_failed"]) == (1, {"http-404": 1})


def test_a_portal_out_of_reach(tmp_path: Path) -> None:
    arguments = ("newsportal", "crawl", "demo", "--base-url", "http://127.0.0.1:1")
    code, _, err = run(tmp_path, *arguments)
    assert code == 3
    assert "demo cannot be reached (connection)" in err
    assert "newsportal extract" in err


def test_a_store_that_cannot_be_used(tmp_path: Path, address: str) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output/newsportal.db").write_bytes(b"this is no database at all" * 50)
    code, _, err = run(tmp_path, "newsportal", "crawl", "demo", "--base-url", address)
    assert code == 5
    assert "cannot be opened" in err
    assert "Traceback" not in err


@pytest.mark.long
@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)], ids=["Ctrl-C", "kill -9"]
)
def test_a_stopped_run_goes_on(
    tmp_path: Path, site: DemoSite, sent: signal.Signals, code: int
) -> None:
    watched = serving.Watched(site)
    with serve(watched) as url:
        process = start(tmp_path, "newsportal", "crawl", "demo", "--base-url", url, "--json")

        def stop() -> None:
            if sum("/ID/" in each for each in watched.paths) == 15:
                process.send_signal(sent)

        watched.seen = stop
        out, _ = process.communicate(timeout=60)
        assert process.returncode == code
        if sent is signal.SIGINT:
            report = json.loads(out)
            assert report["outcome"] == "interrupted"
            assert report["pending"] > 0
            assert report["imbalance"] is None
        fetched = [path for path in watched.paths if "/ID/" in path]
        watched.paths.clear()
        watched.seen = lambda: None
        done, report = crawl(tmp_path, url)
    assert (done, report["outcome"], report["imbalance"]) == (0, "finished", None)
    assert report["carried"] > 0
    assert compare(site.truth, records(tmp_path)).equal == SIZE
    assert len(records(tmp_path)) == SIZE
    assert len(fetched) < SIZE


@pytest.mark.long
def test_a_run_stopped_twice_in_a_row(tmp_path: Path, site: DemoSite) -> None:
    watched = serving.Watched(site)
    with serve(watched) as url:
        process = start(tmp_path, "newsportal", "crawl", "demo", "--base-url", url, "--quiet")

        def stop() -> None:
            if sum("/ID/" in each for each in watched.paths) in (9, 10):
                process.send_signal(signal.SIGINT)

        watched.seen = stop
        _, err = process.communicate(timeout=60)
        assert process.returncode == 130
        assert "Traceback" not in err
        watched.seen = lambda: None
        _, report = crawl(tmp_path, url)
    assert report["imbalance"] is None
    assert compare(site.truth, records(tmp_path)).equal == SIZE


@pytest.mark.long
def test_a_run_stopped_in_the_listings_reads_them_to_the_end(tmp_path: Path) -> None:
    site = DemoSite(300)
    watched = serving.Watched(site)
    with serve(watched) as url:
        process = start(tmp_path, "newsportal", "crawl", "demo", "--base-url", url, "--quiet")

        def stop() -> None:
            if watched.paths[-1].endswith("currentpage/4"):
                process.kill()

        watched.seen = stop
        process.communicate(timeout=60)
        watched.seen = lambda: None
        _, report = crawl(tmp_path, url)
    assert report["carried"] > 0
    assert compare(site.truth, records(tmp_path)).equal == 300


def test_faults_are_counted_and_lose_nothing_else(tmp_path: Path, site: DemoSite) -> None:
    by_tab = [str(article.url) for article in site.truth if "thoi-su" in str(article.url)]
    names = ["short", "half_gzip", "endless", "server_error", "elsewhere", "to_home", "whole_gzip"]
    chosen = dict(zip(names, by_tab, strict=False))
    faults = {url.rsplit("/", 2)[1]: getattr(serving, name) for name, url in chosen.items()}
    with serving.faulty(site, faults) as url:
        _, report = crawl(tmp_path, url, "--section", "thoi-su")
    assert report["failed"] == {"truncated": 2, "too-large": 1, "http-500": 1}
    assert report["refused"].keys() >= {"offsite", "other-article"}
    assert report["imbalance"] is None
    stored = records(tmp_path)
    lost = {chosen[name] for name in names[:-1]}
    assert not lost & {record["url"] for record in stored}
    assert chosen["whole_gzip"] in {record["url"] for record in stored}
    assert compare(site.truth, stored).foreign == []


def test_an_item_at_which_a_pipeline_breaks(tmp_path: Path, site: DemoSite, address: str) -> None:
    key = str(site.truth[7].id)
    script = tmp_path / "broken.py"
    script.write_text(
        "from newsportal import pipelines\n"
        "from newsportal.cli import main\n"
        "whole = pipelines.NormalisePipeline.step\n"
        "def normalise(page):\n"
        f"    if page.key == {key!r}:\n"
        "        raise ValueError('a bug')\n"
        "    whole(page)\n"
        "pipelines.NormalisePipeline.step = staticmethod(normalise)\n"
        "main()\n"
    )
    environment = {**os.environ, "NEWSPORTAL_OUTPUT": str(tmp_path / "output")}
    done = subprocess.run(
        [sys.executable, str(script), "crawl", "demo", "--base-url", address, "--json"],
        env=environment, capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path,
    )  # fmt: skip
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert report["failed"] == {"error-ValueError": 1}
    assert report["imbalance"] is None
    assert {record["id"] for record in records(tmp_path)} == {
        str(article.id) for article in site.truth
    } - {key}


@dataclass
class Later:
    """The demo portal on another day: one article says something else, one is gone."""

    site: DemoSite
    changed: str
    gone: str

    def respond(self, path: str) -> Response:
        response = self.site.respond(self.site.deleted_url if self.gone in path else path)
        if self.changed in path:
            body = response.body.replace(b"</p>", " Sửa.</p>".encode(), 3)
            response = replace(response, body=body)
        return response


@pytest.mark.long
def test_an_article_that_changes_and_one_that_goes(tmp_path: Path, site: DemoSite) -> None:
    changed, gone = (
        str(each.url) for each in site.truth[:8:4] if each.kind == "article" and each.text
    )
    with serve(site) as url:
        crawl(tmp_path, url)
    before = {record["url"]: record for record in records(tmp_path)}
    later = Later(site, changed.rsplit("/", 2)[1], gone.rsplit("/", 2)[1])
    with serve(later) as url:
        _, report = crawl(tmp_path, url, "--recheck")
        assert report["gone"] == {}
        _, again = crawl(tmp_path, url, "--recheck")
        assert again["gone"] == {"soft-404": 1}
    after = {record["url"]: record for record in records(tmp_path)}
    assert (report["changed"], report["unchanged"]) == (1, SIZE - 2)
    assert report["refused"]["soft-404"] == 2  # the one that was gone before, and this one
    assert report["imbalance"] is None
    assert after[changed]["version"] == 2
    assert "Sửa." in after[changed]["text"]
    assert after[gone] == before[gone]


@dataclass
class Counting:
    """The demo portal, and what was asked of it."""

    site: DemoSite
    asked: list[str] = field(default_factory=list)

    def respond(self, path: str) -> Response:
        self.asked.append(path)
        return self.site.respond(path)

    def listings(self) -> int:
        pages = sum(path.startswith("/vi-vn/") and "/ID/" not in path for path in self.asked)
        self.asked.clear()
        return pages


@pytest.mark.long
def test_a_quiet_hour_costs_the_first_pages_of_the_listings(tmp_path: Path) -> None:
    counting = Counting(DemoSite(120))
    with serving.faulty(counting, {}) as url:  # gives no ETag: all that is listed is read again
        _, first = crawl(tmp_path, url)
        assert counting.listings() == first["listings"] > 10
        code, report = crawl(tmp_path, url)
        assert counting.listings() <= 2 * 6
        assert (code, report["stored"], report["pages"]) == (0, 0, 0)
        assert report["known"] > 40
        assert report["imbalance"] is None


@pytest.mark.long
def test_backfill_reads_on_from_where_it_stopped(tmp_path: Path) -> None:
    counting = Counting(DemoSite(130))
    options = ("--section", "thoi-su", "--max-pages", "1")
    with serve(counting) as url:
        _, report = crawl(tmp_path, url, *options)
        assert counting.listings() == 1
        oldest = [report["reached"]["/vi-vn/thoi-su"]]
        stored = report["stored"]
        while "/vi-vn/thoi-su" in report["reached"] and len(oldest) < 20:
            _, report = crawl(tmp_path, url, *options, "--backfill", "1")
            assert counting.listings() <= 3
            oldest.append(report["reached"].get("/vi-vn/thoi-su", ""))
            stored += report["stored"]
        assert len(oldest) > 1
        assert oldest == sorted(oldest, reverse=True)
        _, whole = crawl(tmp_path, url, "--section", "thoi-su", "--recheck")
        assert (whole["stored"], whole["unchanged"]) == (0, stored)


@pytest.mark.long
def test_until_leaves_what_is_newer(tmp_path: Path, site: DemoSite, address: str) -> None:
    days = sorted(str(article.date_published)[:10] for article in site.truth)
    since, until = days[SIZE // 4], days[SIZE // 2]
    _, report = crawl(tmp_path, address, "--since", since, "--until", until)
    stored = [record["date_published"][:10] for record in records(tmp_path)]
    assert sorted(stored) == [day for day in days if since <= day <= until]
    assert report["refused"]["after-until"] > 0
    assert report["imbalance"] is None


@pytest.mark.long
def test_a_store_that_breaks_in_the_middle(tmp_path: Path, site: DemoSite, address: str) -> None:
    script = tmp_path / "full.py"
    script.write_text(
        "import sqlite3\n"
        "from sqlalchemy.exc import OperationalError\n"
        "from newsportal.cli import main\n"
        "from newsportal.store import Store\n"
        "whole = Store.save\n"
        "def save(self, article, *rest):\n"
        f"    if article.id == {site.truth[9].id!r}:\n"
        "        full = sqlite3.OperationalError('database or disk is full')\n"
        "        raise OperationalError('', {}, full)\n"
        "    return whole(self, article, *rest)\n"
        "Store.save = save\n"
        "main()\n"
    )
    environment = {**os.environ, "NEWSPORTAL_OUTPUT": str(tmp_path / "output")}
    command = [sys.executable, str(script), "crawl", "demo", "--base-url", address, "--json"]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    report = json.loads(done.stdout)
    assert done.returncode == 5
    assert report["outcome"] == "broken"
    assert "database or disk is full" in done.stderr
    assert 0 < len(records(tmp_path)) < SIZE
    _, report = crawl(tmp_path, address)
    assert compare(site.truth, records(tmp_path)).equal == SIZE


def test_robots_are_obeyed(tmp_path: Path, site: DemoSite) -> None:
    watched = serving.Watched(site)
    with serve(watched) as url:
        crawl(tmp_path, url, "--section", "/Admin/bai-viet")
    assert watched.paths == ["/robots.txt", "/.well-known/tdmrep.json", "/rss/home.rss"]


def test_check_and_sections(tmp_path: Path, address: str) -> None:
    code, out, _ = run(tmp_path, "newsportal", "check", "demo", "--base-url", address)
    assert code == 0, out
    for name in ("robots.txt", "listing", "articles", "title", "authors", "date_published"):
        assert name in out
    assert "no contact is named" in out
    assert "the name 'Báo Vĩnh Sơn'" in out
    code, out, _ = run(tmp_path, "newsportal", "portal", "sections", "demo", "--base-url", address)
    assert code == 0
    assert "/vi-vn/thoi-su" in out
    assert not (tmp_path / "output").exists()


def test_a_quiet_run_prints_nothing(tmp_path: Path, address: str) -> None:
    arguments = ("newsportal", "crawl", "demo", "--base-url", address, "--quiet")
    assert run(tmp_path, *arguments, "--section", "giao-duc") == (0, "", "")
