"""A store moved and backed up: every row arrives, or nothing does."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner, Result

from newsportal import settings
from newsportal.cli import app
from newsportal.discover.listing import Entry
from newsportal.errors import BusyError, StoreError
from newsportal.store import Store
from newsportal.store.copying import TABLES, copy_store
from newsportal.store.schema import addresses, articles, metadata
from tests.postgres import database
from tests.test_stores import article

PORTAL = "demo"
POSTGRES = pytest.param("postgres", marks=pytest.mark.extra("postgres"))


@pytest.fixture(params=["sqlite", POSTGRES])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/copy.db"
        return
    yield from database()


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of a thousand addresses and three records."""
    monkeypatch.setattr(settings, "NEWSPORTAL_OUTPUT", str(tmp_path))
    monkeypatch.setattr(settings, "NEWSPORTAL_STORE", "")
    path = tmp_path / "newsportal.db"
    store = Store(f"sqlite:///{path}")
    store.begin_run("r1", PORTAL, "2026-01-01T00:00:00+00:00", {})
    entries = [Entry(f"{PORTAL}:{n}", f"http://a.vn/a/{n}") for n in range(1, 1_001)]
    store.discover(PORTAL, "r1", "a", entries)
    for number in (1, 2, 3):
        store.save(article(number), "r1", lambda: {"fields": {}})
    store.end_run("r1", "2026-01-01T00:01:00+00:00", "finished", {})
    store.close()
    return path


def cli(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def test_all_tables_are_copied() -> None:
    assert {each.name for each in TABLES} | {"newsportal_store"} == set(metadata.tables)


def test_there_and_back(path: Path, target: str, tmp_path: Path) -> None:
    old = Store(f"sqlite:///{path}")
    new, back = Store(target), Store(f"sqlite:///{tmp_path}/back.db")
    counts = copy_store(old, new)
    assert (counts["addresses"], counts["articles"], counts["evidences"]) == (1_000, 3, 3)
    assert copy_store(new, back) == counts
    assert list(back.records(PORTAL)) == list(old.records(PORTAL))
    for each in (new, back):  # and numbers go on after those that were copied
        each.begin_run("r2", PORTAL, "2026-01-02T00:00:00+00:00", {})
        each.discover(PORTAL, "r2", "a", [Entry("demo:2000", "http://a.vn/a/2000")])
        with each.engine.connect() as connection:
            assert connection.execute(select(func.max(addresses.c.number))).scalar() == 1_001
    for each in (old, new, back):
        each.close()


def test_nothing_is_copied_over_what_is_there(path: Path, target: str) -> None:
    old, new = Store(f"sqlite:///{path}"), Store(target)
    copy_store(old, new)
    with pytest.raises(StoreError, match="is not empty"):
        copy_store(old, new)
    old.close()
    new.close()


def test_a_copy_that_breaks_leaves_nothing(path: Path, target: str) -> None:
    old, new = Store(f"sqlite:///{path}"), Store(target)

    def tell(name: str, _number: int) -> None:
        if name == "runs":
            raise RuntimeError(name)

    with pytest.raises(RuntimeError):
        copy_store(old, new, tell)
    with new.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(articles)).scalar() == 0
    assert copy_store(old, new)["articles"] == 3
    old.close()
    new.close()


def test_no_copy_while_a_run_works(path: Path, target: str) -> None:
    old, new = Store(f"sqlite:///{path}"), Store(target)
    old.begin_run("r2", PORTAL, "2026-01-02T00:00:00+00:00", {})
    with pytest.raises(BusyError, match="a run works on demo"):
        copy_store(old, new)
    old.close()
    new.close()


def test_the_command_copies_files_by_name(path: Path, tmp_path: Path) -> None:
    done = cli("store", "copy", str(path), str(tmp_path / "b.db"))
    assert done.exit_code == 0, done.stderr
    assert "articles 3" in done.stdout
    assert "NEWSPORTAL_STORE" in done.stdout
    again = cli("store", "copy", str(path), str(tmp_path / "b.db"))
    assert (again.exit_code, "not empty" in again.stderr) == (5, True)


@pytest.mark.parametrize(
    ("source", "goal", "code", "sentence"),
    [
        ("nix.db", "b.db", 5, "there is no store at"),
        ("newsportal.db", "newsportal.db", 2, "are one store"),
        ("newsportal.db", "", 2, "an empty name"),
        ("newsportal.db", "mysql+nix://a/b", 5, "is no address of a store"),
    ],
)
def test_what_cannot_be_copied(
    path: Path, source: str, goal: str, code: int, sentence: str
) -> None:
    names = [str(path.parent / each) if each.endswith(".db") else each for each in (source, goal)]
    done = cli("store", "copy", *names)
    assert (done.exit_code, sentence in done.stderr) == (code, True)
    assert not (path.parent / "nix.db").exists()


def test_a_backup_is_restored_by_putting_it_in_place(path: Path, tmp_path: Path) -> None:
    store = Store(f"sqlite:///{path}")  # open, as by a run that works meanwhile
    before = list(store.records(PORTAL))
    done = cli("store", "backup", str(tmp_path / "saved.db"))
    assert done.exit_code == 0, done.stderr
    store.save(article(9), "r1")
    store.close()
    for each in tmp_path.glob("newsportal.db*"):
        each.unlink()
    (tmp_path / "saved.db").replace(path)
    restored = Store(f"sqlite:///{path}")
    assert list(restored.records(PORTAL)) == before
    restored.close()


def test_a_backup_of_an_older_version_is_brought_to_this_one(path: Path, tmp_path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("drop table measured")
        connection.execute("drop table alarms")
        connection.execute("update newsportal_store set schema_version = 7")
    connection.close()
    saved = tmp_path / "old.db"
    path.replace(saved)
    store = Store(f"sqlite:///{saved}")
    assert len(list(store.records(PORTAL))) == 3
    store.close()


@pytest.mark.parametrize(
    ("file", "code", "sentence"),
    [("newsportal.db", 2, "is the store itself"), ("no/such/folder.db", 5, "cannot be written")],
)
def test_where_no_backup_goes(path: Path, file: str, code: int, sentence: str) -> None:
    done = cli("store", "backup", str(path.parent / file))
    assert (done.exit_code, sentence in done.stderr) == (code, True)
    assert sorted(each.name for each in path.parent.glob("*.part")) == []


@pytest.mark.extra("postgres")
def test_postgres_is_backed_up_by_its_own_program(monkeypatch: pytest.MonkeyPatch) -> None:
    for url in database():
        monkeypatch.setattr(settings, "NEWSPORTAL_STORE", url)
        done = cli("store", "backup", "a.db")
        assert (done.exit_code, "pg_dump" in done.stderr) == (2, True)
