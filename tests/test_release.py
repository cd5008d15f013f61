"""Releases: whole, never changed, and read by others with no adapter."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from newsportal.article import Article
from newsportal.dataset.columns import NAMES, meanings
from newsportal.dataset.export import Exported, export
from newsportal.dataset.release import checked, last_release, release
from newsportal.dataset.selection import Selection
from newsportal.dataset.target import written
from newsportal.errors import ArgumentError, StoreError
from newsportal.store import Store
from newsportal.store.schema import withdrawals
from tests.dataset import HOSTILE, article, filled, sqlite

pytestmark = pytest.mark.extra("data")
NOW = "2026-11-25T03:00:00+00:00"


def dated(number: int, **values: Any) -> Article:
    day = f"2024-{1 + number // 28:02}-{1 + number % 28:02}"
    return article(number, date_published=f"{day}T08:30:00+07:00", **values)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    pytest.importorskip("pyarrow")
    titled = [dated(60 + n, title=title) for n, title in enumerate(HOSTILE)]
    undated = article(99, date_published=None, date_precision=None)
    store = filled(sqlite(tmp_path), [*(dated(n) for n in range(40)), *titled, undated])
    yield store
    store.close()


def made(store: Store, root: Path, name: str, now: str = NOW, **options: Any) -> Path:
    selection = Selection(**options.pop("selection", {}))
    told = {"now": now, "test_from": None, **options}
    with store.engine.connect() as connection:
        return release(connection, name, root, selection, told).folder


def test_what_a_release_holds(store: Store, tmp_path: Path) -> None:
    folder = made(store, tmp_path / "releases", "2026-11")
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))
    assert names == [
        "CHANGELOG.md", "README.md", "_newsportal.json", "croissant.json",
        "data/demo/test-00000.parquet", "data/demo/train-00000.parquet",
        "data/demo/validation-00000.parquet", "jsonl/demo.jsonl.gz", "stats.json",
    ]  # fmt: skip
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert not [path for path in folder.rglob("*.*") if path.stat().st_mode & 0o222]
    assert json.loads((folder / "stats.json").read_text())["records"] == 52
    card = (folder / "README.md").read_text()
    assert "52 news articles" in card
    assert [name for name in NAMES if f"| `{name}` |" not in card] == []


def test_splits_are_by_date(store: Store, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for name, told, counts in (
        ("a", {}, {"train": 40, "validation": 6, "test": 6}),
        ("b", {"test_from": "2024-02-10"}, {"train": 32, "validation": 6, "test": 14}),
    ):
        folder = made(store, tmp_path, name, **told) / "data/demo"
        days = {}
        for split, count in counts.items():
            table = parquet.read_table(folder / f"{split}-00000.parquet")
            assert table.num_rows == count, split
            days[split] = [day for day in table["published_on"].to_pylist() if day]
        assert max(days["train"]) < min(days["validation"])
        assert max(days["validation"]) < min(days["test"])
    with pytest.raises(ArgumentError, match="no record is older"):
        made(store, tmp_path, "c", test_from="2024-01-01")


def test_only_one_of_two_at_once_makes_it(tmp_path: Path) -> None:
    def late() -> None:
        with written(str(tmp_path / "a"), is_folder=True, once=True) as part:
            (part / "x").write_text("late")
            (tmp_path / "a").mkdir()  # another program

    with pytest.raises(ArgumentError, match="is there already"):
        late()
    assert [path.name for path in tmp_path.rglob("*")] == ["a"]


@pytest.mark.parametrize(
    ("day", "said"),
    [("foo", "a day is written"), ("2099-01-01", "no record is as late")],
)
def test_a_wrong_first_day_of_the_test(store: Store, tmp_path: Path, day: str, said: str) -> None:
    with pytest.raises(ArgumentError, match=said):
        made(store, tmp_path, "a", test_from=day)


def test_a_strange_portal_leads_to_no_other_folder(store: Store, tmp_path: Path) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("update articles set portal = '../../evil' where id = 'demo:1'")
        connection.exec_driver_sql(
            "update articles set record = json_set(record, '$.portal', '../../evil')"
            " where id = 'demo:1'"
        )
    for work in (
        lambda: made(store, tmp_path / "deep/releases", "a"),
        lambda: export(store.engine, Exported(str(tmp_path / "deep/set")), "", Selection()),
    ):
        with pytest.raises(StoreError, match="which is no portal's name"):
            work()
    assert not list(tmp_path.rglob("*evil*"))


def test_a_release_is_never_changed(store: Store, tmp_path: Path) -> None:
    folder = made(store, tmp_path, "a")
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    with pytest.raises(ArgumentError, match="is never changed"):
        made(store, tmp_path, "a")
    with pytest.raises(ArgumentError, match="is a release, and is never changed"):
        export(store.engine, Exported(str(folder)), "", Selection())
    with pytest.raises(ArgumentError, match="nothing to release"):
        made(store, tmp_path, "b", selection={"since": "2030-01-01"})
    assert not (tmp_path / "b").exists()
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before
    again = made(store, tmp_path / "other", "a")
    for path, data in before.items():
        assert (again / path.relative_to(folder)).read_bytes() == data, path.name


@pytest.mark.parametrize("name", ["", "../a", "a/b", ".a", "a..b", "a b", "x" * 101, "-a", "đ"])
def test_a_name_leads_to_no_other_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="is no name of a release"):
        checked(name, tmp_path)


def test_changes_since_the_last(store: Store, tmp_path: Path) -> None:
    made(store, tmp_path, "a", selection={"until": "2024-03-30"})
    assert "The first release" in (tmp_path / "a/CHANGELOG.md").read_text()
    store.save(dated(1, text="Cầu được sửa lại."), "r1")
    store.save(dated(45), "r1")
    with store.engine.begin() as connection:
        connection.exec_driver_sql("update articles set state = 'gone' where id = 'demo:2'")
        withdraw(connection, "demo:3")
    folder = made(store, tmp_path, "b", "2026-11-26T00:00:00+00:00")
    lines = (folder / "changes.jsonl").read_text().splitlines()
    found = {each["id"]: each["change"] for each in map(json.loads, lines)}
    assert found == {
        "demo:1": "changed", "demo:2": "gone", "demo:3": "withdrawn", "demo:45": "new",
        "demo:99": "new",
    }  # fmt: skip
    page = (folder / "CHANGELOG.md").read_text()
    assert "Since the release a;" in page
    assert "## 1 withdrawn" in page
    assert last_release(tmp_path) == folder
    (tmp_path / ".c.1.part").mkdir()
    (tmp_path / ".c.1.part/_newsportal.json").write_text('{"release": "x", "made_at": "9"}')
    assert last_release(tmp_path) == folder
    (tmp_path / "torn").mkdir()
    (tmp_path / "torn/_newsportal.json").write_text('{"release"')
    with pytest.raises(ArgumentError, match="mend or delete it"):
        last_release(tmp_path)
    (tmp_path / "torn/_newsportal.json").unlink()
    nothing = made(store, tmp_path, "c", "2026-11-27T00:00:00+00:00")
    assert "Nothing changed." in (nothing / "CHANGELOG.md").read_text()


def test_what_is_withdrawn_is_named_once_whichever_release_it_was_in(
    store: Store, tmp_path: Path
) -> None:
    made(store, tmp_path, "a")
    made(store, tmp_path, "b", "2026-11-26T00:00:00+00:00", selection={"since": "2024-01-20"})
    with store.engine.begin() as connection:
        withdraw(connection, "demo:3")  # of the first release, and not of the second
    for name, day, told in (("c", 27, True), ("d", 28, False)):
        folder = made(store, tmp_path, name, f"2026-11-{day}T00:00:00+00:00")
        lines = map(json.loads, (folder / "changes.jsonl").read_text().splitlines())
        assert ({"id": "demo:3", "change": "withdrawn"} in lines) == told


def withdraw(connection: Connection, key: str) -> None:
    connection.exec_driver_sql(f"delete from articles where id = '{key}'")  # noqa: S608 - an id of the test
    values = {"portal": "demo", "id": key, "reason": "r", "withdrawn_at": NOW}
    connection.execute(withdrawals.insert().values(**values))


def test_croissant_names_every_column(store: Store, tmp_path: Path) -> None:
    folder = made(store, tmp_path, "a")
    described = json.loads((folder / "croissant.json").read_text())
    assert described["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    columns = described["recordSet"][0]["field"]
    assert [each["source"]["extract"]["column"] for each in columns] == list(NAMES)
    assert all(each["description"] for each in columns)
    assert list(meanings()) == list(NAMES)


def test_duckdb_pandas_and_polars_open_it(store: Store, tmp_path: Path) -> None:
    folder = made(store, tmp_path, "a")
    duckdb = pytest.importorskip("duckdb")
    found = duckdb.sql(f"select count(*), count(distinct title) from '{folder}/data/*/*.parquet'")  # noqa: S608 - a path of the test
    assert found.fetchall()[0][0] == 52
    lines = duckdb.sql(f"select count(*) from '{folder}/jsonl/*.jsonl.gz'")  # noqa: S608 - as above
    assert lines.fetchall() == [(52,)]


@pytest.mark.extra("readers")
@pytest.mark.filterwarnings("ignore")  # of the readers' own
def test_datasets_pandas_and_polars_open_it(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hub"))
    datasets = pytest.importorskip("datasets")
    datasets.disable_progress_bars()
    folder = made(store, tmp_path / "releases", "a")
    assert pandas.read_parquet(folder / "data").shape == (52, len(NAMES))
    assert polars.read_parquet(folder / "data/**/*.parquet").shape == (52, len(NAMES))
    for name in ("all", "demo"):
        loaded = datasets.load_dataset(str(folder), name, cache_dir=str(tmp_path / "cache"))
        sizes = {split: each.num_rows for split, each in loaded.items()}
        assert sizes == {"train": 40, "validation": 6, "test": 6}
    assert set(loaded["train"].column_names) == set(NAMES)
    readers = pytest.importorskip("datatrove.pipeline.readers")
    documents = list(readers.JsonlReader(str(folder / "jsonl"))())
    assert len(documents) == 52
    assert {each.id for each in documents} >= {"demo:1", "demo:99"}
    assert all(each.text for each in documents)
