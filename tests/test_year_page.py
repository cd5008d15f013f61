"""The page on a year of crawls is true: its commands run, in its order, from an empty folder."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from newsportal.alerts import Alerts
from newsportal.store import Store
from tests.postgres import database

if sys.version_info >= (3, 11):
    import tomllib

PAGE = (Path(__file__).parents[1] / "docs/run-it-for-a-year.md").read_text("utf-8")
ADDRESS = "postgresql+psycopg://news@db.example/news"
COMMAND = re.compile(r"(?m)^    (newsportal [^\n]+)$")
DUMP = re.compile(r"(?m)^    (pg_[^\n]+)$")


@pytest.fixture
def target() -> Iterator[str]:
    yield from database()


@pytest.mark.long
@pytest.mark.extra("postgres")
def test_the_page_runs(tmp_path: Path, target: str) -> None:
    own = {"NEWSPORTAL_OUTPUT": str(tmp_path / "output"), "NEWSPORTAL_STORE": ""}
    said = []
    for command in COMMAND.findall(PAGE):
        words = shlex.split(command.replace(ADDRESS, target))
        done = subprocess.run(
            [sys.executable, "-m", *words], cwd=tmp_path, env={**os.environ, **own},
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        said.append(done.stdout)
    assert len(said) >= 9
    moved, first = Store(f"sqlite:///{tmp_path}/moved.db"), Store(f"sqlite:///{tmp_path}/backup.db")
    assert list(moved.records("demo")) == list(first.records("demo"))
    assert len(list(moved.records("demo"))) == 60
    moved.close()
    first.close()


@pytest.mark.extra("postgres")
def test_a_dump_of_postgres_is_restored(tmp_path: Path, target: str) -> None:
    if shutil.which("pg_dump") is None:
        pytest.skip("needs pg_dump, of PostgreSQL's client")
    store = Store(target)
    store.begin_run("r1", "demo", "2026-01-01T00:00:00+00:00", {})
    store.close()
    for other in database():
        names = {"news_restored": _plain(other), "news": _plain(target)}
        for command in DUMP.findall(PAGE):
            words = command.split()
            last = words.pop() if words[0] == "pg_dump" else ""
            words = [word.replace("news_restored", names["news_restored"]) for word in words]
            done = subprocess.run(
                [*words, *([names[last]] if last else [])], cwd=tmp_path,
                capture_output=True, text=True, timeout=60, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
        restored = Store(other)
        assert restored.last_run("demo") is not None
        restored.close()


def _plain(url: str) -> str:
    """A database's address as PostgreSQL's own programs read it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


@pytest.mark.skipif(sys.version_info < (3, 11), reason="tomllib comes with Python 3.11")
def test_the_alerts_of_the_page_are_read() -> None:
    (block,) = re.findall(r"(?s)```toml\n(.*?)```", PAGE)
    alerts = Alerts.from_mapping(tomllib.loads(block)["alerts"])
    assert alerts.webhook is not None
    assert alerts.mail is not None
    assert (alerts.webhook.form, alerts.mail.to) == ("slack", ("editor@news.example",))
