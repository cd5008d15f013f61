"""A run's clock: the dates that it writes, and what is due by it."""

from __future__ import annotations

import gzip
import sqlite3
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from typer.testing import CliRunner

from newsportal import settings
from newsportal.cli import app
from newsportal.clock import Clock, read_moment
from newsportal.demo import DemoSite
from newsportal.demo.server import serve
from newsportal.errors import ArgumentError
from newsportal.store import Store
from newsportal.store.robots import keep_robots, last_robots
from tests.test_crawl import crawl, records, run

WRONG = ("yesterday", "2026-11-03", "2026-11-03T06:30:00", "30/10/2026", "0001-01-01T00:00:00Z")


def test_a_clock_starts_where_it_is_told_and_goes_on() -> None:
    start = datetime(2031, 5, 1, 12, tzinfo=timezone.utc)
    clock = Clock(start)
    first, second = clock.now(), clock.now()
    assert start <= first <= second < start + timedelta(minutes=1)
    assert clock.stamp() >= "2031-05-01T12:00:00+00:00"


@pytest.mark.parametrize("stated", ["", None])
def test_without_a_statement_it_is_the_systems(stated: str | None) -> None:
    before = datetime.now(timezone.utc)
    assert before <= Clock.stated(stated).now() <= datetime.now(timezone.utc)


@pytest.mark.parametrize("value", WRONG)
def test_what_is_no_moment(value: str) -> None:
    with pytest.raises(ArgumentError, match="is no moment with its offset"):
        read_moment(value)


@pytest.mark.parametrize(
    "command", [["crawl", "demo"], ["fetch", "http://127.0.0.1:1/a"], ["check", "demo"]]
)
def test_a_wrong_moment_stops_at_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(settings, "NEWSPORTAL_NOW", "tomorrow")
    done = CliRunner().invoke(app, command)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "NEWSPORTAL_NOW 'tomorrow' is no moment" in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_environment_states_the_moment(tmp_path: Path) -> None:
    code, _, err = run(tmp_path, "newsportal", "crawl", "demo", now="2026-11-03")
    assert code == 2
    assert "write 2026-11-03T06:30:00+07:00" in err


@pytest.mark.long
def test_every_date_of_a_run_and_what_is_due_go_by_it(tmp_path: Path) -> None:
    with serve(DemoSite(40)) as url:
        _, report = crawl(tmp_path, url, now="2026-11-03T06:30:00+07:00")
        _, hour = crawl(tmp_path, url, now="2026-11-03T07:30:00+07:00")
        _, year = crawl(tmp_path, url, now="2027-11-03T06:30:00+07:00")
    assert report["run_id"].startswith("20261102T2330")
    assert report["started_at"] <= report["ended_at"] < "2026-11-03"
    assert {each["fetched_at"][:13] for each in records(tmp_path)} == {"2026-11-02T23"}
    (warc,) = (tmp_path / "output/demo/warc").glob(f"*{report['run_id']}*")
    assert b"WARC-Date: 2026-11-02T23:30" in gzip.decompress(warc.read_bytes())
    assert (hour["pages"], hour["discovered"]) == (0, 0)  # the listings have not changed
    assert (year["pages"], year["unchanged"]) == (40, 40)  # one was never there
    with sqlite3.connect(tmp_path / "output/newsportal.db") as store:
        checked = {row[0][:13] for row in store.execute("SELECT checked_at FROM frontier")}
    store.close()
    assert checked == {"2026-11-02T23", "2027-11-02T23"}  # what was never there, once


def test_a_copy_of_robots_grows_old_by_the_stores_clock(tmp_path: Path) -> None:
    day = ["2026-11-01T00:00:00+00:00"]
    store = Store(f"sqlite:///{tmp_path}/a.db", lambda: day[0])
    keep_robots(store, "http://a.vn", "User-agent: *")
    day[0] = "2026-11-30T00:00:00+00:00"
    assert last_robots(store, "http://a.vn") == "User-agent: *"
    day[0] = "2026-12-02T00:00:00+00:00"
    assert last_robots(store, "http://a.vn") is None
    store.close()
