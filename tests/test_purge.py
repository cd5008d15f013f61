"""Purging: nothing is left in any file, what stays keeps its bytes, and a kill -9 loses nothing."""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from filelock import FileLock
from sqlalchemy import event, select
from typer.testing import CliRunner

from newsportal.archive.erasure import Marks, Withdrawn, clear, is_touched, next_name, rewrite
from newsportal.archive.members import members
from newsportal.archive.writer import WarcFiles
from newsportal.article import Article, WarcPosition
from newsportal.cli import app
from newsportal.dataset import withdrawal as work
from newsportal.demo import DemoSite
from newsportal.demo.server import serve
from newsportal.portals import all_portals
from newsportal.store import Store, captures, withdrawal
from newsportal.store.schema import articles, versions
from tests.serving import Watched
from tests.test_crawl import crawl, records, run
from tests.test_warc import AT, body_at, types

SIZE = 20
SITE = DemoSite(SIZE)
ARTICLE = next(each for each in SITE.truth if each.description and each.alternate_urls)
ID, PATH = str(ARTICLE.id), urlsplit(str(ARTICLE.url)).path
LINES = [line for line in ARTICLE.text.split("\n\n") if len(line) >= 40]


def dataset(folder: Path, *arguments: str) -> tuple[int, str, str]:
    return run(folder, "newsportal", "dataset", *arguments)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two crawls of the demo portal, the second of which had all pages again."""
    folder = tmp_path_factory.mktemp("crawled")
    with serve(SITE) as url:
        crawl(folder, url)
        crawl(folder, url, "--recheck")
    return folder


@pytest.fixture
def folder(crawled: Path, tmp_path: Path) -> Path:
    shutil.copytree(crawled / "output", tmp_path / "output")
    return tmp_path


def holding(folder: Path) -> list[str]:
    """The files that hold a line of the article's text, in any of the ways that it is written."""
    forms = [
        form.encode()
        for line in LINES
        for form in (line, html.escape(line), json.dumps(line)[1:-1], json.dumps(json.dumps(line)))
    ]
    found = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        data = path.read_bytes()
        if path.suffix == ".gz":
            data = b"\n".join(unpressed(data))
        found += [path.name] if any(form in data for form in forms) else []
    return found


def unpressed(data: bytes) -> Iterator[bytes]:
    """A WARC file's records, with their bodies unpacked once more."""
    whole = gzip.decompress(data)
    yield whole
    for block in whole.split(b"\r\n\r\n"):
        if block.startswith(b"\x1f\x8b"):
            yield gzip.decompress(block)


def leads_to_its_page(folder: Path, record: dict[str, Any]) -> bool:
    place = record["warc"]
    body = body_at(folder / "output" / place["file"], place["offset"])
    return bool(hashlib.sha256(body).hexdigest() == record["raw_sha256"])


def check_files(folder: Path) -> None:
    """Every record of every WARC file is valid, as warcio sees it."""
    paths = sorted((folder / "output/demo/warc").iterdir())
    assert {path.suffix for path in paths} == {".gz"}
    command = [sys.executable, "-m", "warcio.cli", "check", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.long
def test_a_withdrawn_article_is_not_asked_for_and_nothing_is_left_of_it(folder: Path) -> None:
    (first, _) = sorted((folder / "output/demo/warc").iterdir())
    assert {"newsportal.db", "articles.jsonl", first.name} <= set(holding(folder))
    before = {each["id"]: each for each in records(folder)}
    assert dataset(folder, "search", "xã", "--limit", "1")[0] == 0  # its words are in the index
    code, out, _ = dataset(folder, "withdraw", str(ARTICLE.url), "--reason", "asked by its author")
    assert code == 0
    assert f"newsportal dataset restore {ID}" in out
    assert ID not in {each["id"] for each in records(folder)}
    watched = Watched(SITE)
    with serve(watched) as url:
        code, report = crawl(folder, url, "--recheck")
    assert (code, report["refused"]["withdrawn"], report["imbalance"]) == (0, 1, None)
    assert not [path for path in watched.paths if f"/{ID.split(':')[1]}/" in path]
    assert {each["id"] for each in records(folder)} == before.keys() - {ID}
    code, _, err = run(folder, "newsportal", "why", ID)
    assert (code, "asked by its author" in err) == (1, True)
    code, out, _ = dataset(folder, "purge", "--json")
    assert (code, json.loads(out)["ids"]) == (0, [ID])
    assert holding(folder) == []
    check_files(folder)
    for record in records(folder):
        assert leads_to_its_page(folder, record)
    assert dataset(folder, "restore", ID)[0] == 1
    with serve(watched) as url:
        code, report = crawl(folder, url)
    assert (code, report["refused"]["withdrawn"]) == (0, 1)


# -- one file


ADDRESS = "http://baovinhson.example/vi-vn/thoi-su/ID/{}/a"
WITHDRAWN = Withdrawn("demo:2", "2026-11-25T00:00:00+00:00", frozenset(), ("x" * 40,))
DEMO = all_portals()["demo"]


def made(folder: Path, run_id: str = "r1") -> dict[int, tuple[str, int]]:
    """A file with the pages of four articles and a listing; where each response lies."""
    files = WarcFiles(folder, run_id)
    asked = ("GET / HTTP/1.1", [("Host", "a.vn")])
    places = {}
    for number in range(1, 5):
        body = f"<p>Trang {number} {'x' * 50 if number in (2, 3) else ''}</p>".encode()
        length = [("Content-Length", str(len(body)))]
        answer = ("200 OK", length, body)
        places[number] = files.write(ADDRESS.format(number), asked, answer, AT)
    body = gzip.compress(f"<li>{'x' * 20}<b>{'x' * 20}</b></li>".encode())
    said = [("Content-Length", str(len(body))), ("Content-Encoding", "gzip")]
    files.write("http://baovinhson.example/vi-vn/thoi-su", asked, ("200 OK", said, body), AT)
    files.write(ADDRESS.format(2) + "?utm_source=x", asked, ("304 Not Modified", [], b""), AT)
    files.close()
    return places


def test_what_stays_keeps_its_bytes(tmp_path: Path) -> None:
    places = made(tmp_path)
    path = tmp_path / places[1][0]
    old = {each.offset: each.pressed for each in members(path)}
    assert b"".join(old.values()) == path.read_bytes()
    target, offsets, taken = rewrite(path, Marks(DEMO, [WITHDRAWN]))
    new = {each.offset: each.pressed for each in members(target)}
    assert (target.name, taken, len(old) - len(offsets)) == ("r1-00000.g1.warc.gz", 3, 6)
    assert {offset: new[offsets[offset]] for offset in offsets} == {
        offset: old[offset] for offset in offsets
    }
    assert types(target).count("metadata") == 3
    assert types(target).count("request") == 3
    assert body_at(target, offsets[places[3][1]]).startswith(b"<p>Trang 3")
    tombstone = next(each for each in members(target) if b"metadata" in each.content)
    assert b"withdrawn: demo:2\r\nwithdrawn-on: 2026-11-25\r\n" in tombstone.content
    assert ADDRESS.format(2).encode() not in b"".join(each.content for each in members(target))
    assert not is_touched(target, Marks(DEMO, [WITHDRAWN]))


def test_an_undeclared_portal_is_known_by_its_addresses(tmp_path: Path) -> None:
    path = tmp_path / made(tmp_path)[1][0]
    known = Withdrawn("old:2", "2026-11-25", frozenset([ADDRESS.format(2)]))
    assert rewrite(path, Marks(None, [known]))[2] == 2
    assert not is_touched(path, Marks(None, [Withdrawn("old:9", "2026-11-25", frozenset())]))


@pytest.mark.parametrize(("cut", "sentence"), [(-7, "breaks off in the record at byte"), (0, "")])
def test_a_damaged_file_is_told_and_left(tmp_path: Path, cut: int, sentence: str) -> None:
    path = tmp_path / made(tmp_path)[1][0]
    data = path.read_bytes()
    broken = data[:cut] if cut else data[:300] + b"\xff" * 20 + data[320:]
    path.write_bytes(broken)
    with pytest.raises(OSError, match=sentence or "is damaged at byte"):
        rewrite(path, Marks(DEMO, [WITHDRAWN]))
    assert path.read_bytes() == broken


@pytest.mark.parametrize(("refers", "left"), [(True, "r1-00000"), (False, "r1-00000.g1")])
def test_what_a_crash_left_is_one_file(tmp_path: Path, refers: bool, left: str) -> None:
    path = tmp_path / made(tmp_path)[1][0]
    target, *_ = rewrite(path, Marks(DEMO, [WITHDRAWN]))
    (tmp_path / f"{next_name(target.name)}.new").write_bytes(b"half")
    assert clear(tmp_path, lambda name: refers and name == path.name) == [
        tmp_path / f"{left}.warc.gz"
    ]
    assert [each.name for each in tmp_path.iterdir()] == [f"{left}.warc.gz"]


# -- broken off at any moment


class Killed(BaseException):
    """The process is no more."""


def store_pages(output: Path) -> None:
    """A store of four articles whose pages lie in two files, and two of them withdrawn."""
    store = Store(f"sqlite:///{output}/newsportal.db")
    store.begin_run("r1", "demo", AT, {})
    for run_id in ("r1", "r2"):
        for number, (name, offset) in made(output / "demo/warc", run_id).items():
            text = f"Bài {number} của {run_id}" + ("\n\n" + "x" * 40 if number == 2 else "")
            url = ADDRESS.format(number)
            article = Article(id=f"demo:{number}", portal="demo", url=url, text=text)
            article.warc = WarcPosition(file=f"demo/warc/{name}", offset=offset)
            store.save(article, run_id)
    work.write_records(store, output, "demo")
    (output / "demo/articles.jsonl").write_text("", encoding="utf-8")
    work.withdraw(store, output, "demo:2", "asked")
    work.withdraw(store, output, "demo:4", "asked")
    store.close()


def state(store: Store, output: Path) -> list[Any]:
    """What is stored, and the page of each record as it is found; what is left in the files."""
    rows: list[Any] = []
    with store.engine.connect() as connection:
        for table in (articles, versions):
            for row in connection.execute(select(table.c.id, table.c.record).order_by(table.c.id)):
                place = json.loads(row.record)["warc"]
                body = body_at(output / place["file"], place["offset"])
                rows.append((table.name, row.id, body))
                assert body.startswith(f"<p>Trang {row.id[5:]}".encode())
    for path in sorted(output.rglob("*.gz")):
        rows.append((path.name, types(path)))
        assert b"Trang 2" not in gzip.decompress(path.read_bytes())
    rows += [path.name for path in sorted((output / "demo").rglob("*"))]
    lines = (output / "demo/articles.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == list(store.records("demo"))
    data = (output / "newsportal.db").read_bytes()
    assert b"x" * 40 not in data
    return rows


def purged(output: Path, point: int, monkeypatch: pytest.MonkeyPatch) -> tuple[list[Any], bool]:
    """The state after a purge that is broken off at a point and given again; whether it was."""
    store, left = Store(f"sqlite:///{output}/newsportal.db"), [point]

    def stop(*_: Any) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Killed

    def counting(function: Any) -> Any:
        def counted(*arguments: Any, **named: Any) -> Any:
            stop()
            return function(*arguments, **named)

        return counted

    with monkeypatch.context() as patched:
        for owner, name in (
            (Path, "replace"), (Path, "unlink"), (captures, "relocate"),
            (withdrawal, "purge"), (work, "scrub"), (withdrawal, "mark_purged"),
        ):  # fmt: skip
            patched.setattr(owner, name, counting(getattr(owner, name)))
        event.listen(store.engine, "commit", stop)
        with suppress(Killed):
            work.purge(store, output, 0)
        event.remove(store.engine, "commit", stop)
    broken = left[0] <= 0 < point
    store.engine.dispose()
    again = work.purge(store, output, 0)
    assert again.ids == (["demo:2", "demo:4"] if broken else [])
    found = state(store, output)
    store.close()
    return found, broken


def test_a_purge_that_breaks_off_anywhere_is_ended_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_pages(tmp_path / "made")
    shutil.copytree(tmp_path / "made", tmp_path / "0")
    whole, broken = purged(tmp_path / "0", 0, monkeypatch)
    points = 0
    while True:
        points += 1
        shutil.copytree(tmp_path / "made", tmp_path / str(points))
        found, broken = purged(tmp_path / str(points), points, monkeypatch)
        assert found == whole, points
        if not broken:
            break
    assert points > 15


KILLER = """
import os, signal, sys
from pathlib import Path
from newsportal.archive import members
from newsportal.cli import main

at, left = sys.argv.pop(1), [int(sys.argv.pop(1))]

def counting(function):
    def counted(*arguments, **named):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **named)
    return counted

for owner, name in ((Path, "replace"), (Path, "unlink"), (os, "fsync"),
                    (members.Member, "headers")):
    if name == at:
        setattr(owner, name, counting(getattr(owner, name)))
main()
"""


POINTS = (
    ("headers", 9), ("headers", 75), ("fsync", 1), ("replace", 1), ("fsync", 2), ("unlink", 1),
    ("replace", 1), ("unlink", 2), ("fsync", 4),
)  # fmt: skip
"""Where it dies: while a file is read, written, renamed, and before the old one is deleted."""


@pytest.mark.long
def test_a_killed_purge_is_ended_by_the_same_command(folder: Path) -> None:
    assert dataset(folder, "withdraw", ID, "--reason", "asked")[0] == 0
    killed = 0
    for point in POINTS:
        killed += run_killed(folder, *point) == -signal.SIGKILL
        database = sqlite3.connect(folder / "output/newsportal.db")
        stored = [json.loads(row[0]) for row in database.execute("select record from articles")]
        database.close()
        assert len(stored) == SIZE - 1
        assert all(leads_to_its_page(folder, record) for record in stored), point
    assert killed == len(POINTS)
    assert dataset(folder, "purge")[0] == 0
    assert holding(folder) == []
    check_files(folder)
    assert all(leads_to_its_page(folder, record) for record in records(folder))


def run_killed(folder: Path, name: str, number: int) -> int:
    """Purge, and die just before a function is called for the n-th time; the exit code."""
    environment = {**os.environ, "NEWSPORTAL_OUTPUT": str(folder / "output")}
    environment |= {"NEWSPORTAL_STORE": "", "NEWSPORTAL_NOW": ""}
    command = [sys.executable, "-c", KILLER, name, str(number), "dataset", "purge"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    return done.returncode


# -- the commands


@pytest.fixture
def invoke(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """The command line, with a store of four articles of which two are withdrawn."""
    store_pages(tmp_path)
    command = import_module("newsportal.cli.withdraw")
    url = f"sqlite:///{tmp_path}/newsportal.db"
    monkeypatch.setattr("newsportal.cli.stores.store_url", lambda: url)
    monkeypatch.setattr(command, "output_folder", lambda: tmp_path)
    return lambda *arguments: CliRunner().invoke(app, ["dataset", *arguments])


def test_what_the_commands_say(invoke: Callable[..., Any], tmp_path: Path) -> None:
    made = invoke("withdraw", "demo:1", "--reason", "asked")
    assert made.exit_code == 0
    assert "demo:1 is withdrawn: 1 record, 1 earlier version, 0 pictures, " in made.output
    assert "`newsportal dataset restore demo:1` puts it back" in made.output
    again = invoke("withdraw", "demo:1", "--reason", "asked")
    assert (again.exit_code, "demo:1 was withdrawn at" in again.output) == (1, True)
    lines = tmp_path / "demo/articles.jsonl"
    assert '"id": "demo:1"' not in lines.read_text("utf-8")
    made = invoke("restore", "demo:1", "--json")
    assert json.loads(made.output)["versions"] == 1
    assert '"id": "demo:1"' in lines.read_text("utf-8")
    made = invoke("purge")
    assert made.output == (
        "2 withdrawn records purged; 8 captures taken out of 2 WARC files: demo:2, demo:4\n"
    )
    assert "nothing is withdrawn" in invoke("purge").output


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("withdraw", "demo:3", "--reason", " "), 2, "--reason is empty"),
        (("withdraw", "demo:9", "--reason", "x"), 1, "no record 'demo:9'"),
        (("restore", "demo:3"), 1, "demo:3 is not withdrawn"),
    ],
)
def test_what_cannot_be_done_is_told(
    invoke: Callable[..., Any], arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    made = invoke(*arguments)
    assert (made.exit_code, sentence in made.output) == (code, True)


def test_a_crawl_at_work_is_left_alone(invoke: Callable[..., Any], tmp_path: Path) -> None:
    with FileLock(tmp_path / "demo/.lock"):
        for arguments in (
            ("withdraw", "demo:1", "--reason", "x"),
            ("restore", "demo:2"),
            ("purge",),
        ):
            made = invoke(*arguments)
            assert (made.exit_code, "another run works on demo" in made.output) == (4, True)
    assert invoke("restore", "demo:2").exit_code == 0


def test_a_store_that_is_read_elsewhere_is_not_scrubbed(
    invoke: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsportal.store.database.WAIT", 10)
    reader = sqlite3.connect(tmp_path / "newsportal.db")
    reader.execute("begin")
    reader.execute("select count(*) from articles").fetchone()
    made = invoke("purge")
    assert (made.exit_code, "let it end and purge again" in made.output) == (4, True)
    reader.close()
    assert "2 withdrawn records purged" in invoke("purge").output
    assert b"x" * 40 not in (tmp_path / "newsportal.db").read_bytes()


def test_a_question_makes_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    none = f"sqlite:///{tmp_path}/none/a.db"
    monkeypatch.setattr("newsportal.cli.stores.store_url", lambda: none)
    made = CliRunner().invoke(app, ["dataset", "purge"])
    assert (made.exit_code, "there is no store" in made.output) == (5, True)
    assert not (tmp_path / "none").exists()
