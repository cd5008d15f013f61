"""Status, metrics and logs: what a person and a program are told of the runs in a store."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from newsportal import settings
from newsportal.article import Article
from newsportal.cli import app
from newsportal.cli.alarms import alarm_lines
from newsportal.dedup import content_hash
from newsportal.discover.listing import Entry
from newsportal.health.alarms import judge
from newsportal.health.past import Past, scope_of
from newsportal.health.standing import Change, changed
from newsportal.logs import JsonLines
from newsportal.store import ListingState, Store
from newsportal.store.health import keep_change, keep_measures, known_alarms, past_of, standing
from newsportal.store.metrics import metrics_text
from newsportal.store.status import portal_statuses, run_status
from newsportal.watching import told
from tests.test_health import BROKEN, PAST, run

AT = "2026-11-25T05:05:00+00:00"
BIDI = "\u202e\x1b[31m"


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(settings, "NEWSPORTAL_OUTPUT", str(tmp_path))
    monkeypatch.setattr(settings, "NEWSPORTAL_STORE", "")
    return f"sqlite:///{tmp_path}/newsportal.db"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A portal with one run: an article stored, one failed, and an alarm."""
    store = Store(url, lambda: AT)
    now = run(**BROKEN, slowest=[(1.5, "http://a.vn/slow")])
    now.errors = [("failed", "http-500", f"http://a.vn/{BIDI}")]
    store.begin_run(now.run_id, "demo", AT, {})
    store.discover(
        "demo", now.run_id, "a", [Entry(f"demo:{n}", f"http://a.vn/{n}") for n in (1, 2)]
    )
    text = "Cầu mới."
    made = Article(id="demo:1", portal="demo", url="http://a.vn/1", title="Cầu", text=text,
                   content_hash=content_hash(text), date_published="2026-11-25")  # fmt: skip
    store.save(made, now.run_id)
    store.settle("demo", "demo:2", "failed", "http-500")
    store.keep_listing("demo", "/a", ListingState(False, "http://a.vn/a/7", "2024-02-01"))
    change = changed(now, [], judge(now, lambda _: PAST))
    with store.engine.begin() as connection:
        keep_measures(connection, now)
        keep_change(connection, "demo", change)
    report = {"discovered": 2, "stored": 1, "failed": {"http-500": 1}, "alarms": told(change)}
    store.end_run(now.run_id, "2026-11-25T05:06:30+00:00", "finished", report)
    yield store
    store.close()


def cli(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def test_the_status_of_a_portal(store: Store) -> None:
    (each,) = portal_statuses(store)
    assert (each.articles, each.frontier, each.new_today) == ({"live": 1}, {"failed": 1}, 1)
    assert each.backfill[0].oldest == "2024-02-01"
    assert [alarm.name for alarm in each.alarms] == ["field-lost"]
    assert each.last_run.seconds == 90


@pytest.mark.usefixtures("store")
def test_status_on_the_screen() -> None:
    done = cli("status")
    assert done.exit_code == 0
    for words in ("1 failed", "back to 2024-02-01", "field-lost", "since 2026-11-25 05:05"):
        assert words in done.stdout
    (plain,) = json.loads(cli("status", "--json").stdout)
    assert (plain["portal"], plain["alarms"][0]["name"]) == ("demo", "field-lost")
    assert "report" not in plain["last_run"]


@pytest.mark.usefixtures("store")
def test_a_run_on_the_screen() -> None:
    run_id = run().run_id
    done = cli("status", "runs", run_id)
    assert done.exit_code == 0
    for words in ("2 found = 1 stored", "1.500 s  http://a.vn/slow", "failed: http-500", "90 sec"):
        assert words in done.stdout
    assert not set(BIDI) & set(done.stdout) - {"["} - set("31m")
    whole = json.loads(cli("status", "runs", run_id, "--json").stdout)
    assert whole["measures"]["errors"][0][1] == "http-500"
    assert whole["alarms"][0]["sentence"].startswith("authors is in 0%")
    assert run_id in cli("status", "runs").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("status", "runs", "nix"), 1, "there is no run 'nix'"),
        (("status", "--portal", "nix"), 2, "'nix' was never crawled"),
        (("status", "metrics", "--textfile", "/nowhere/x.prom"), 5, "cannot be written"),
    ],
)
@pytest.mark.usefixtures("store")
def test_what_is_not_there(arguments: tuple[str, ...], code: int, sentence: str) -> None:
    done = cli(*arguments)
    assert (done.exit_code, sentence in done.stderr) == (code, True)


@pytest.mark.parametrize("command", [("status",), ("status", "runs"), ("status", "metrics")])
@pytest.mark.usefixtures("url")
def test_without_a_store(command: tuple[str, ...], tmp_path: Path) -> None:
    done = cli(*command)
    assert done.exit_code == 5
    assert "crawl first" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.extra("services")
def test_prometheus_reads_the_metrics(store: Store, tmp_path: Path) -> None:
    from prometheus_client.parser import text_string_to_metric_families

    assert cli("status", "metrics", "--textfile", str(tmp_path / "a.prom")).exit_code == 0
    assert not list(tmp_path.glob(".a.prom*"))
    text = (tmp_path / "a.prom").read_text(encoding="utf-8")
    assert text == metrics_text(store)
    found: dict[tuple[str, ...], float] = {
        (one.name, *sorted(one.labels.values())): one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }
    assert found["newsportal_articles", "demo", "live"] == 1
    assert found["newsportal_frontier", "demo", "failed"] == 1
    assert found["newsportal_alarms", "demo", "field-lost"] == 1
    assert found["newsportal_alarms", "demo", "same-line"] == 0
    assert found["newsportal_alarms_raised_total", "demo", "field-lost"] == 1
    assert found["newsportal_last_run_duration_seconds", "demo"] == 90


def test_alarms_come_back_and_end(store: Store) -> None:
    now, later = run(), run(-run().at.resolution * 3_600_000_000)
    scope = now.scope
    with store.engine.begin() as connection:
        stands = known_alarms(connection, "demo", scope)
        assert [each.run_id for each in stands] == [now.run_id]
        change = changed(later, stands, judge(later, lambda _: PAST))
        keep_change(connection, "demo", change)
        (over,) = known_alarms(connection, "demo", scope)
        assert past_of(connection, later).runs == (past_of(connection, later).recent)
        assert [each.run_id for each in past_of(connection, later).runs] == [now.run_id]
        assert past_of(connection, now) == Past()
    assert (over.ended_in, over.ended_how) == (later.run_id, "cleared")
    assert standing(store) == []
    assert run_status(store, now.run_id) is not None
    assert run_status(store, "nix") is None


def test_alarms_in_a_summary() -> None:
    change = changed(run(**BROKEN), [], judge(run(**BROKEN), lambda _: PAST))
    (line, *_) = alarm_lines(told(change))
    assert "new" in line
    assert "field-lost" in line
    few = alarm_lines(told(Change(unjudged={"a": "too few runs", "b": "no listing was read"})))
    assert few == ["  [dim]too few runs; not yet: a[/]"]
    assert alarm_lines({}) == []


def test_runs_of_other_arguments_are_others() -> None:
    one = scope_of(["a"], {"recheck": False, "since": "2026-01-01"})
    assert one == scope_of(["a"], {"since": "2026-01-02", "max_pages": None})
    assert len({one, scope_of(["b"], {}), scope_of(["a"], {}), scope_of([], {"retry": True})}) == 4


FORGED = 'x\n2026 [ERROR] forged\r\u2028\x85\x1b[2J "}'


def test_a_line_of_json_is_one_line() -> None:
    try:
        raise ValueError(FORGED)
    except ValueError:
        record = logging.LogRecord("n", logging.ERROR, "", 1, "at %s", (FORGED,), sys.exc_info())
    line = JsonLines("demo").format(record)
    assert line.isascii()
    assert line.isprintable()
    event = json.loads(line)
    assert (event["message"], event["level"], event["portal"]) == (f"at {FORGED}", "error", "demo")
    assert "ValueError" in event["error"]


def test_a_store_from_before_health(url: str) -> None:
    old = Store(url)
    old.begin_run("r1", "demo", AT, {})
    old.end_run("r1", AT, "finished", {"stored": 3})
    with old.engine.begin() as connection:
        connection.exec_driver_sql("drop table measured")
        connection.exec_driver_sql("drop table alarms")
        connection.exec_driver_sql("update newsportal_store set schema_version = 7")
    old.close()
    store = Store(url, lambda: AT)
    (each,) = portal_statuses(store)
    assert (each.alarms, each.last_run.number("stored")) == ([], 3)
    assert metrics_text(store).count("newsportal_runs_total{") == 1
    store.close()
    assert json.loads(cli("status", "runs", "r1", "--json").stdout)["measures"] is None
