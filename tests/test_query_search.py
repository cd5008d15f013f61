"""SQL and words over the records: what they find, and that they reach for nothing else."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from newsportal.cli import app
from newsportal.dataset.export import Exported, export
from newsportal.dataset.query import ask, tables_of_files, tables_of_store
from newsportal.dataset.search import INDEX, forget, refresh, search
from newsportal.dataset.selection import Selection
from newsportal.errors import ArgumentError
from newsportal.store import Store
from tests.dataset import HOSTILE, article, filled, sqlite
from tests.postgres import database

ALL = Selection()
TEXTS = {
    1: ("Đảng bộ tỉnh họp", "Hội nghị bàn về nước sạch."),
    2: ("Nước sạch về làng", "Đường ống mới đã tới thôn Bãi Gạo."),
    3: ("Ba thôn có đường mới", "Tỉnh đoàn trồng cây ở đầu làng, bộ đội giúp dân."),
    4: ("Đảng viên đi đầu", "Tổ tự quản của thôn lo nước tưới."),
    5: ("Sau covid-19", "Từ 30/4, mức chi theo Nghị định 15/NĐ-CP là 1.500 đồng; a.example.vn"),
}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.extra("postgres"))])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield sqlite(tmp_path)
    else:
        yield from database()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    texts = [article(n, title=title, text=body) for n, (title, body) in TEXTS.items()]
    store = filled(url, [*texts, *(article(50 + n, title=t) for n, t in enumerate(HOSTILE))])
    yield store
    store.close()


def found(store: Store, asked: str, selection: Selection = ALL, limit: int = 20) -> list[int]:
    hits = search(store.engine, asked, selection, limit)
    return [int(hit.id.split(":")[1]) for hit in hits]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("dang bo", [1]),
        ("ĐẢNG BỘ", [1]),
        ("đảng", [1, 4]),
        ("nuoc sach", [2, 1]),
        ('"bo doi"', [3]),
        ('"doi bo"', list[int]()),
        ("tinh doan", [3]),
        ("đườn*", [2, 3]),
        ("đườn", list[int]()),
        ("thon OR AND NOT NEAR(", list[int]()),
        ("covid-19", [5]),
        ("covid 19", [5]),
        ("30/4", [5]),
        ("1.500", [5]),
        ("nđ-cp", [5]),
        ("example.vn", [5]),
        ("x'y;--", list[int]()),
    ],
)
def test_words_are_found(store: Store, asked: str, ids: list[int]) -> None:
    assert sorted(found(store, asked)) == sorted(ids)
    if len(ids) == 2 and asked == "nuoc sach":
        assert found(store, asked) == ids  # what has them in its title comes first


def test_only_those_of_a_selection(store: Store) -> None:
    assert found(store, "thon", Selection(since="2013-01-01")) == [3, 4]
    assert found(store, "thon", Selection(since="2013-01-01"), limit=1) == [3]
    assert found(store, "thon", Selection(sections=("the-thao",))) == []


def test_the_index_follows_the_store(store: Store) -> None:
    assert refresh(store.engine) == 16
    assert refresh(store.engine) == 0
    store.save(article(1, title="Cầu phao", text="Không còn gì cũ."), "r1")
    with store.engine.begin() as connection:
        connection.exec_driver_sql("delete from articles where id = 'demo:4'")
    assert found(store, "dang") == []
    assert found(store, "cau phao") == [1]
    with store.engine.begin() as connection:
        forget(connection)
        if connection.dialect.name == "sqlite":
            left = connection.exec_driver_sql(f"select hex(block) from {INDEX}_data").scalars()  # noqa: S608 - a name of ours
            assert b"dang".hex() not in " ".join(map(str, left)).lower()


def test_nothing_to_look_for(store: Store) -> None:
    with pytest.raises(ArgumentError, match="has no word"):
        search(store.engine, '"" *', ALL, 5)


@pytest.mark.extra("data")
def test_tables(store: Store) -> None:
    pytest.importorskip("duckdb")
    store.save(article(1, text="Cầu được sửa lại."), "r1")
    sql = "select a.title, v.title, r.state, v.state from articles a join versions v using (id)"
    sql += ", runs r"
    assert ask("select 1 as a, 2 as a, 3 as a", {})[0] == ["a", "a:2", "a:3"]
    with store.engine.connect() as connection:
        bare = tables_of_store(connection, "select count(*), max(title) from articles")
        assert list(ask("select count(fineweb2_passes) from articles", bare)[1]) == [(0,)]
        tables = tables_of_store(connection, sql)
        assert set(tables_of_store(connection, "select 1 from runs")) == {"runs"}
    assert list(ask(sql, tables)[1]) == [("Cầu số 1", "Đảng bộ tỉnh họp", "working", "replaced")]


@pytest.mark.extra("data")
@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('/etc/hostname')",
        "select * from '/etc/hostname'",
        "copy (select 1) to 'out.csv'",
        "attach 'other.db'",
        "install httpfs",
        "set enable_external_access = true",
        "select * from nothing",
        "selec 1",
    ],
)
def test_a_statement_reaches_for_nothing_else(sql: str, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(ArgumentError, match="the statement is wrong"):
        ask(sql, {})
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.extra("data")
def test_files(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    store = filled(sqlite(tmp_path), [article(n) for n in range(1, 5)])
    export(store.engine, Exported(str(tmp_path / "set")), "", ALL)
    export(store.engine, Exported(str(tmp_path / "a.parquet")), ".parquet", ALL)
    store.close()
    for source in ("set", "a.parquet"):
        tables = tables_of_files(str(tmp_path / source))
        assert list(ask("select count(*), max(year) from articles", tables)[1]) == [(4, 2014)]
    for source in ("none", "newsportal.db"):
        with pytest.raises(ArgumentError, match="there is no Parquet file"):
            tables_of_files(str(tmp_path / source))


def command(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["dataset", *arguments])


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    titles = [article(n, title=title) for n, title in enumerate(HOSTILE, start=1)]
    filled(sqlite(tmp_path), titles).close()
    monkeypatch.setattr("newsportal.cli.stores.store_url", lambda: sqlite(tmp_path))


@pytest.mark.extra("data")
@pytest.mark.usefixtures("configured")
def test_the_command_prints_what_is_inert() -> None:
    pytest.importorskip("duckdb")
    sql = "select title, 1/0 as nothing from articles order by id"
    done = command("query", sql, "--as", "csv")
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert len(rows) == len(HOSTILE) + 1
    assert not [row for row in rows if row[0].startswith(("=", "+", "-", "@"))]
    lines = command("query", sql, "--as", "json").stdout.splitlines()
    assert sorted(json.loads(line)["title"] for line in lines) == sorted(HOSTILE)
    table = command("query", sql, "--as", "table").stdout
    assert "\x1b[31m" not in table
    assert "[bold]a[/bold]" in table
    assert command("query", sql, "--as", "xml").exit_code == 2
    wrong = command("query", "selec")
    assert (wrong.exit_code, "the statement is wrong" in wrong.stderr) == (2, True)


@pytest.mark.usefixtures("configured")
def test_search_prints_what_is_inert() -> None:
    done = command("search", "cay cau")
    assert done.exit_code == 0
    assert "\x1b[31m" not in done.stdout
    assert "</script>" in done.stdout
    lines = command("search", "cay cau", "--json").stdout.splitlines()
    assert len(lines) == len(HOSTILE)
    assert command("search", "khong co").exit_code == 1
    assert command("search", "*").exit_code == 2
