"""``newsportal why``: the evidence kept beside a record, and the reason where there is none."""

from __future__ import annotations

import json
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest

from newsportal.demo import DemoSite
from newsportal.discover.listing import Entry
from newsportal.evidence import FIELDS, evidence
from newsportal.page import Page
from newsportal.portals import portal_of
from newsportal.road import run
from newsportal.store import Store
from newsportal.store.migrations import MIGRATIONS, migrate
from newsportal.store.schema import evidences, metadata

why = import_module("newsportal.cli.why")  # the package has a command of that name


@pytest.fixture(scope="module")
def site() -> DemoSite:
    return DemoSite(20)


@pytest.fixture
def store(tmp_path: Path, site: DemoSite, monkeypatch: pytest.MonkeyPatch) -> Store:
    address = f"sqlite:///{tmp_path}/newsportal.db"
    monkeypatch.setattr(why, "store_url", lambda: address)
    store = Store(address)
    store.begin_run("r1", "demo", "2026-11-24T00:00:00+00:00", {})
    truth = site.truth[0]
    twin = Entry(id=str(truth.id), url=f"{truth.url}?print=1", refused="refused-address")
    gone = Entry(id="demo:7", url="http://baovinhson.example/ID/7/a", refused=None)
    here = Entry(id=str(truth.id), url=str(truth.url), refused=None)
    store.discover("demo", "r1", "thoi-su", [here, twin, gone])
    page = run(Page(site.respond(str(truth.url)).body, truth.url, None, portal_of(truth.url or "")))
    store.save(page.article, "r1", partial(evidence, page))
    store.settle("demo", "demo:7", "refused", "soft-404")
    return store


@pytest.mark.usefixtures("store")
def test_a_record_by_id_and_by_address(site: DemoSite, capsys: pytest.CaptureFixture[str]) -> None:
    truth = site.truth[0]
    for name in (str(truth.id), str(truth.url)):
        assert why.run(name, None, as_json=True) == 0
        found = json.loads(capsys.readouterr().out)
        assert found["id"] == truth.id
        assert found["fields"]["title"]["value"] == truth.title
        assert found["fields"]["title"]["source"] == "layout"
        assert {each["rule"] for each in found["removed"]} >= {"related-news"}
        assert {"Các tin khác"} <= {each["text"] for each in found["removed"]}
    assert why.run(str(truth.id), "title", as_json=False) == 0
    shown = capsys.readouterr().out
    assert "layout" in shown
    assert "authors" not in shown


@pytest.mark.usefixtures("store")
def test_what_made_no_record_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert why.run("demo:7", None, as_json=False) == 1
    assert "refused, soft-404" in capsys.readouterr().err
    truth = DemoSite(20).truth[0]
    assert why.run(f"{truth.url}?print=1", None, as_json=False) == 1
    assert "refused, refused-address" in capsys.readouterr().err
    assert why.run("http://a.vn/" + "x" * 5000, None, as_json=False) == 1
    assert "no article" in capsys.readouterr().err
    assert why.run("demo:8", None, as_json=False) == 1
    assert "no article 'demo:8'" in capsys.readouterr().err
    assert why.run("demo:7", "titel", as_json=False) == 2
    assert "there are title" in capsys.readouterr().err


def test_a_question_makes_no_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(why, "store_url", lambda: f"sqlite:///{tmp_path}/none/a.db")
    assert why.run("demo:7", None, as_json=False) == 1
    assert "there is no store at" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_a_saved_page(tmp_path: Path, site: DemoSite, capsys: pytest.CaptureFixture[str]) -> None:
    truth = site.truth[1]
    raw = site.respond(str(truth.url)).body
    path = tmp_path / "page.html"
    path.write_bytes(
        raw.replace(b"<head>", f"<head><link rel=canonical href='{truth.url}'>".encode())
    )
    assert why.run(str(path), "date_published", as_json=True) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found["fields"]) == ["date_published"]
    assert found["fields"]["date_published"]["value"] == truth.date_published


def test_every_field_that_can_be_asked_for_is_one(site: DemoSite) -> None:
    assert all(hasattr(site.truth[0], name) for name in FIELDS)


def test_a_store_from_before_evidence_was_kept(tmp_path: Path, site: DemoSite) -> None:
    address = f"sqlite:///{tmp_path}/old.db"
    old = Store(address)
    with old.engine.begin() as connection:
        evidences.drop(connection)
        connection.exec_driver_sql("update newsportal_store set schema_version = 1")
    old.close()
    store = Store(address)
    with store.engine.begin() as connection:
        assert migrate(connection, MIGRATIONS) == len(MIGRATIONS)
    truth = site.truth[2]
    store.begin_run("r1", "demo", "2026-11-24T00:00:00+00:00", {})
    page = run(Page(site.respond(str(truth.url)).body, truth.url, None, portal_of(truth.url or "")))
    store.save(page.article, "r1")
    found = store.explain(str(truth.id))
    assert isinstance(found, dict)
    assert found["fields"]["title"]["source"] == "layout"
    assert set(metadata.tables) >= {"evidences"}
