"""Exports: each format holds the same records, whole or not at all, and nothing in them runs."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from newsportal.cli import app
from newsportal.dataset.columns import NAMES, kinds
from newsportal.dataset.export import Exported, check_target, export
from newsportal.dataset.formats import FORMATS
from newsportal.dataset.selection import Selection
from newsportal.dataset.target import settle
from newsportal.errors import ArgumentError, StoreError
from newsportal.store import Store
from newsportal.store.schema import articles, signatures, withdrawals
from tests.dataset import HOSTILE, article, filled, sqlite

ALL = Selection()


@contextmanager
def chdir(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    titled = [article(50 + n, title=title) for n, title in enumerate(HOSTILE)]
    undated = article(90, date_published=None, date_precision=None)
    store = filled(sqlite(tmp_path), [*(article(n) for n in range(1, 31)), *titled, undated])
    yield store
    store.close()


def read(path: Path) -> list[dict[str, Any]]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in raw.decode().splitlines()]


def test_json_lines(store: Store, tmp_path: Path) -> None:
    for name in ("a.jsonl", "deep/a.jsonl.gz"):
        done = export(
            store.engine, Exported(str(tmp_path / name)), check_target(name, None, None), ALL
        )
        rows = read(tmp_path / name)
        assert done.rows == len(rows) == 42
        assert list(rows[0]) == list(NAMES)
        assert {row["title"] for row in rows} >= set(HOSTILE)  # a line each, whatever they hold
    first = next(row for row in rows if row["id"] == "demo:1")
    assert (first["published_on"], first["year"], first["state"]) == ("2011-03-05", 2011, "live")


def test_the_same_records_are_the_same_bytes(store: Store, tmp_path: Path) -> None:
    for name in ("a.jsonl.gz", "b.jsonl.gz"):
        export(store.engine, Exported(str(tmp_path / name)), ".jsonl.gz", ALL)
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()


def test_no_cell_of_a_csv_is_a_formula(store: Store, tmp_path: Path) -> None:
    export(store.engine, Exported(str(tmp_path / "a.csv")), ".csv", ALL)
    text = (tmp_path / "a.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == list(NAMES)
    assert len(rows) == 43
    cells = [cell for row in rows for cell in row]
    assert not [each for each in cells if each.lstrip(" ").startswith(("=", "+", "-", "@"))]
    assert not set("\u2028\u2029\x85") & set(text)


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ({"since": "2019-01-01"}, {9, 19, 29, 59}),
        ({"since": "2012-01-01", "until": "2012-12-31"}, {2, 12, 22, 52}),
        ({"sections": ("the-thao",)}, set[int]()),
        ({"flags": ("short_text",)}, set[int]()),
        ({"portals": ("sotttt_hanoi",)}, set[int]()),
    ],
)
def test_a_selection(store: Store, tmp_path: Path, options: Any, ids: set[int]) -> None:
    export(store.engine, Exported(str(tmp_path / "a.jsonl")), ".jsonl", Selection(**options))
    assert {int(row["id"].split(":")[1]) for row in read(tmp_path / "a.jsonl")} == ids


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"portals": ("nowhere",)}, "no portal 'nowhere' is declared"),
        ({"since": "1/2/2024"}, "a day is written as 2024-05-30"),
        ({"until": "2024-02-30"}, "a day is written as"),
        ({"flags": ("odd",)}, "'odd' is no flag"),
    ],
)
def test_a_wrong_selection(options: Any, said: str) -> None:
    with pytest.raises(ArgumentError, match=said):
        Selection(**options)


@pytest.mark.parametrize(
    ("target", "form", "said"),
    [
        ("a.xml", None, "must end in"),
        ("a.csv", "jsonl", "its name says .csv"),
        ("a", "xml", "--as xml"),
        ("a.csv", "postgres", "is no address of a database"),
        ("postgresql://h/d", "csv", "is a database"),
    ],
)
def test_a_wrong_target(target: str, form: str | None, said: str) -> None:
    with pytest.raises(ArgumentError, match=said):
        check_target(target, form, None)


def test_only_what_changed_since_the_last_export(store: Store, tmp_path: Path) -> None:
    def exported() -> tuple[set[str], dict[str, int]]:
        done = export(store.engine, Exported(str(tmp_path / "a.jsonl")), ".jsonl", ALL, "daily")
        return {f"{row['id']} {row['state']}" for row in read(tmp_path / "a.jsonl")}, done.counts

    assert exported()[1] == {"new": 42}
    assert exported() == (set(), {"same": 42})
    store.save(article(1, text="Cầu được sửa lại."), "r1")
    store.save(article(99), "r1")
    with store.engine.begin() as connection:
        connection.exec_driver_sql("update articles set state = 'gone' where id = 'demo:2'")
        connection.exec_driver_sql("delete from articles where id = 'demo:3'")
        values = {"portal": "demo", "id": "demo:3", "reason": "r", "withdrawn_at": "2026-01-01"}
        connection.execute(withdrawals.insert().values(**values))
    rows, counts = exported()
    assert rows == {"demo:1 live", "demo:2 gone", "demo:3 withdrawn", "demo:99 live"}
    assert counts == {"new": 1, "changed": 2, "same": 39, "withdrawn": 1}
    assert exported()[0] == set()


def test_groups_that_were_found_since_are_a_change(store: Store, tmp_path: Path) -> None:
    def exported() -> dict[str, tuple[str | None, ...]]:
        export(store.engine, Exported(str(tmp_path / "a.jsonl")), ".jsonl", ALL, "daily")
        names = ("cluster", "duplicate_of", "relation")
        return {row["id"]: tuple(map(row.get, names)) for row in read(tmp_path / "a.jsonl")}

    exported()
    place = {"cluster": "demo:1", "duplicate_of": "demo:1", "relation": "updated", "text": 1}
    with store.engine.begin() as connection:
        for number in (2, 3):
            own = (articles.c.id == f"demo:{number}",)
            row = connection.execute(select(articles).where(*own)).one()
            seen = row.fingerprint if number == 2 else "that of an older text"
            keys = {"portal": "demo", "id": row.id, "fingerprint": seen}
            values = {**keys, "content_hash": row.content_hash, **place}
            connection.execute(signatures.insert().values(**values))
    assert exported() == {"demo:2": ("demo:1", "demo:1", "updated")}


@pytest.mark.parametrize("target", ["", ".", "/", "/dev/null"])
def test_what_cannot_be_replaced(store: Store, target: str, tmp_path: Path) -> None:
    with chdir(tmp_path), pytest.raises(ArgumentError, match=r"cannot be replaced|neither a file"):
        export(store.engine, Exported(target), "" if target != "/dev/null" else ".jsonl", ALL)


def test_a_link_leads_to_what_is_replaced(store: Store, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a.jsonl").write_text("old")
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "real/a.jsonl")
    export(store.engine, Exported(str(tmp_path / "link.jsonl")), ".jsonl", ALL)
    assert (tmp_path / "link.jsonl").is_symlink()
    assert len(read(tmp_path / "real/a.jsonl")) == 42


def test_an_export_that_breaks_off_leaves_the_old_one(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.jsonl"
    export(store.engine, Exported(str(target)), ".jsonl", ALL, "daily")
    before = target.read_bytes()
    store.save(article(1, text="Cầu được sửa lại."), "r1")

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StoreError, match="No space left"):
            export(store.engine, Exported(str(target)), ".jsonl", ALL, "daily")
    assert target.read_bytes() == before
    assert not list(tmp_path.glob(".*part"))
    assert (
        export(store.engine, Exported(str(target)), ".jsonl", ALL, "daily").counts["changed"] == 1
    )


@pytest.mark.extra("data")
def test_parquet(store: Store, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    folder = tmp_path / "set"
    export(store.engine, Exported(str(tmp_path / "a.parquet")), ".parquet", ALL)
    export(store.engine, Exported(str(folder)), "", ALL)
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet"))
    assert files[0] == "demo/2010/part-00000.parquet"
    assert "demo/undated/part-00000.parquet" in files
    for path in (tmp_path / "a.parquet", folder):
        table = parquet.read_table(path)
        assert table.num_rows == 42
        assert table.schema.names == list(NAMES)
        assert set(table["title"].to_pylist()) >= set(HOSTILE)
    one = next(row for row in table.to_pylist() if row["id"] == "demo:1")
    assert one["field_sources"] == [{"name": "title", "value": "layout"}]
    assert one["paragraphs"] == [{"kind": "paragraph", "text": one["text"]}]
    assert one["published_on"].isoformat() == "2011-03-05"


@pytest.mark.extra("data")
def test_a_folder_is_replaced_whole_and_only_if_it_is_ours(store: Store, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    folder = tmp_path / "set"
    export(store.engine, Exported(str(folder)), "", ALL)
    export(store.engine, Exported(str(folder)), "", Selection(since="2019-01-01"))
    assert [path.name for path in (folder / "demo").iterdir()] == ["2019"]
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []
    (folder / "notes.txt").write_text("x")
    with pytest.raises(ArgumentError, match=r"holds what is no export of newsportal \(notes.txt"):
        export(store.engine, Exported(str(folder)), "", ALL)
    assert (folder / "notes.txt").exists()
    other = tmp_path / "mine"
    other.mkdir()
    (other / "letter.txt").write_text("x")
    with pytest.raises(ArgumentError, match="holds what is no export"):
        export(store.engine, Exported(str(other)), "", ALL)
    assert (other / "letter.txt").exists()
    with pytest.raises(ArgumentError, match="is a file"):
        export(store.engine, Exported(str(other / "letter.txt")), "", ALL)


def test_a_folder_comes_back_if_its_export_was_killed_in_between(tmp_path: Path) -> None:
    old = tmp_path / ".set.old"
    old.mkdir()
    (old / "a").write_text("x")
    settle(tmp_path / "set")
    assert (tmp_path / "set" / "a").read_text() == "x"


@pytest.mark.long
@pytest.mark.usefixtures("store")
def test_an_export_that_is_killed(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("old\n")
    command = [sys.executable, "-m", "newsportal", "export", str(target)]
    environment = {**os.environ, "NEWSPORTAL_STORE": sqlite(tmp_path)}
    for signalled in (signal.SIGKILL, signal.SIGINT, signal.SIGTERM):
        with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as process:
            deadline = time.monotonic() + 20
            part = tmp_path / f".out.jsonl.{process.pid}.part"
            while not part.exists() and process.poll() is None:
                assert time.monotonic() < deadline
            process.send_signal(signalled)
        whole = len(read(target)) == 42 if process.returncode == 0 else False
        assert whole or target.read_text() == "old\n"
        target.write_text("old\n")
    subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    assert not list(tmp_path.glob(".*.part"))  # what a killed one left is cleared by the next


@pytest.mark.extra("data")
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_any_address_of_fsspec(store: Store, tmp_path: Path, kind: str) -> None:
    fsspec = pytest.importorskip("fsspec")
    pytest.importorskip("pyarrow")
    name = f"memory://{tmp_path.name}/set" + (".jsonl" if kind == "file" else "")
    form = check_target(name, None, None)
    for chosen in (ALL, Selection(since="2019-01-01")):
        export(store.engine, Exported(name), form, chosen)
    system = fsspec.filesystem("memory")
    found = system.find(f"/{tmp_path.name}")
    if kind == "file":
        assert system.cat(found[0]).count(b"\n") == 4
    else:
        names = [path.split("/set/")[1] for path in found]
        assert names == ["_newsportal.json", "demo/2019/part-00000.parquet"]
    system.rm(f"/{tmp_path.name}", recursive=True)


@pytest.mark.extra("data")
def test_a_full_disk_here_while_something_is_sent(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsspec = pytest.importorskip("fsspec")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(FORMATS, ".jsonl", full)
    with pytest.raises(StoreError, match="No space left"):
        export(store.engine, Exported(f"memory://{tmp_path.name}/a.jsonl"), ".jsonl", ALL)
    assert not fsspec.filesystem("memory").exists(f"/{tmp_path.name}/a.jsonl")


@pytest.mark.extra("data")
def test_a_remote_folder_that_is_not_ours(store: Store, tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    fsspec.filesystem("memory").pipe(f"/{tmp_path.name}/letter.txt", b"x")
    with pytest.raises(ArgumentError, match="holds what is no export"):
        export(store.engine, Exported(f"memory://{tmp_path.name}"), "", ALL)
    with pytest.raises(ArgumentError, match="nosuch"):
        export(store.engine, Exported("nosuch://a/b.jsonl"), ".jsonl", ALL)


def test_kinds_are_those_of_the_class() -> None:
    assert list(kinds()) == list(NAMES)


@pytest.mark.usefixtures("store")
def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsportal.cli.stores.store_url", lambda: sqlite(tmp_path))
    done = CliRunner().invoke(app, ["export", str(tmp_path / "a.csv"), "--since", "2019-01-01"])
    assert (done.exit_code, done.stdout.split(": ")[1]) == (0, "4 records\n")
    done = CliRunner().invoke(app, ["export", str(tmp_path / "a.xml")])
    assert done.exit_code == 2
    assert "must end in .jsonl" in done.stderr
    monkeypatch.setattr("newsportal.cli.stores.store_url", lambda: sqlite(tmp_path / "no"))
    done = CliRunner().invoke(app, ["export", str(tmp_path / "a.csv")])
    assert done.exit_code == 5
    assert "crawl first" in done.stderr
    assert not (tmp_path / "no").exists()
