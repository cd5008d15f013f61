"""Exports to PostgreSQL, to an S3 server on this machine, and by Scrapy's own FEEDS."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from newsportal.dataset.columns import NAMES
from newsportal.dataset.export import Exported, check_target, export
from newsportal.dataset.selection import Selection
from newsportal.errors import ArgumentError, StoreError
from newsportal.store import Store
from tests.dataset import HOSTILE, article, filled, sqlite
from tests.postgres import database

ALL = Selection()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    titled = [article(50 + n, title=title) for n, title in enumerate(HOSTILE)]
    store = filled(sqlite(tmp_path), [*(article(n) for n in range(1, 11)), *titled])
    yield store
    store.close()


@pytest.fixture
def postgres() -> Iterator[str]:
    yield from database()


def rows(url: str, table: str = "newsportal_articles") -> list[dict[str, Any]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(text(f"select * from {table} order by id"))  # noqa: S608 - a name of the test
        values = [dict(row._mapping) for row in found]
    engine.dispose()
    return values


@pytest.mark.extra("postgres")
def test_a_table_is_brought_up_to_date(store: Store, postgres: str) -> None:
    assert check_target(postgres, None, None) == "postgres"
    for _ in range(2):
        assert export(store.engine, Exported(postgres), "postgres", ALL).rows == 21
    found = {row["id"]: row for row in rows(postgres)}
    assert len(found) == 21
    assert set(next(iter(found.values()))) == set(NAMES)
    assert {row["title"] for row in found.values()} >= set(HOSTILE)
    assert found["demo:1"]["paragraphs"][0]["kind"] == "paragraph"
    assert found["demo:1"]["published_on"].isoformat() == "2011-03-05"
    store.save(article(1, text="Cầu được sửa lại."), "r1")
    with store.engine.begin() as connection:
        connection.exec_driver_sql("delete from articles where id = 'demo:2'")
        connection.exec_driver_sql(
            "insert into withdrawals (portal, id, reason, withdrawn_at)"
            " values ('demo', 'demo:2', 'r', '2026-01-01')"
        )
    export(store.engine, Exported(postgres), "postgres", ALL, "daily")
    found = {row["id"]: row for row in rows(postgres)}
    assert found["demo:1"]["text"] == "Cầu được sửa lại."
    assert "demo:2" not in found
    assert len(found) == 20


@pytest.mark.extra("postgres")
def test_other_tables_are_left_alone(store: Store, postgres: str) -> None:
    export(store.engine, Exported(f"{postgres}#theirs_2"), "postgres", ALL)
    assert len(rows(postgres, "theirs_2")) == 21
    engine = create_engine(postgres)
    with engine.begin() as connection:
        connection.execute(text("create table theirs (id text)"))
    engine.dispose()
    with pytest.raises(ArgumentError, match="theirs is no export"):
        export(store.engine, Exported(f"{postgres}#theirs"), "postgres", ALL)
    with pytest.raises(ArgumentError, match="is no name of a table"):
        export(store.engine, Exported(f"{postgres}#a;b"), "postgres", ALL)


@pytest.mark.extra("postgres")
def test_a_database_that_is_not_there(store: Store) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match="cannot be used") as caught:
        export(store.engine, Exported("postgresql://me:secret@127.0.0.1:1/x"), "postgres", ALL)
    assert "secret" not in str(caught.value)


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """An S3 server on loopback; its address."""
    server = pytest.importorskip("moto.server")
    started = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    started.start()
    host, port = started.get_host_and_port()
    yield f"http://{host}:{port}"
    started.stop()


@pytest.mark.extra("s3")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of botocore's own
def test_s3(store: Store, s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    s3fs = pytest.importorskip("s3fs")
    for name, value in (
        ("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b"), ("AWS_ENDPOINT_URL", s3),
        ("AWS_DEFAULT_REGION", "us-east-1"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    system = s3fs.S3FileSystem(skip_instance_cache=True)
    system.mkdir("tap")
    export(store.engine, Exported("s3://tap/deep/a.jsonl.gz"), ".jsonl.gz", ALL)
    for chosen in (ALL, Selection(since="2018-01-01")):
        export(store.engine, Exported("s3://tap/set"), "", chosen)
    system.invalidate_cache()
    names = sorted(name.removeprefix("tap/") for name in system.find("tap"))
    years = [f"set/demo/{year}/part-00000.parquet" for year in (2018, 2019)]
    assert names == ["deep/a.jsonl.gz", "set/_newsportal.json", *years]
    with pytest.raises(StoreError, match="s3://nobucket"):
        export(store.engine, Exported("s3://nobucket/a.jsonl"), ".jsonl", ALL)


FEED = """
import sys
from scrapy import Spider
from scrapy.crawler import CrawlerProcess
from newsportal.demo import DemoSite


class Own(Spider):
    name = "own"

    async def start(self):
        for record in DemoSite(5).truth:
            yield record


process = CrawlerProcess({
    "FEEDS": {name: {"format": name.rsplit(".")[-1]} for name in sys.argv[1:]},
    "FEED_EXPORTERS": {"parquet": "newsportal.exporters.ParquetItemExporter"},
    "TELNETCONSOLE_ENABLED": False, "LOG_LEVEL": "ERROR",
})
process.crawl(Own)
process.start()
"""


@pytest.mark.extra("data")
def test_feeds_of_scrapy(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    command = [sys.executable, "-W", "ignore", "-c", FEED, "a.parquet", "a.jsonl"]
    done = subprocess.run(
        command, cwd=tmp_path, env={**os.environ}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    table = parquet.read_table(tmp_path / "a.parquet")
    assert table["title"].to_pylist() == [each["title"] for each in lines]
    assert table.schema.names == list(NAMES)
    assert len(lines) == 5
