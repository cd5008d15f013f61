"""Purging: nothing is left in any file, what stays keeps its bytes, and a kill -9 loses nothing."""

from __future__ import annotations

import gzip
import html
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from filelock import FileLock

from newsportal.archive.erasure import Marks, Withdrawn, clear, is_touched, next_name, rewrite
from newsportal.archive.members import members
from newsportal.archive.writer import WarcFiles
from newsportal.demo import DemoSite
from newsportal.demo.server import serve
from newsportal.portals import all_portals
from tests.serving import Watched
from tests.test_crawl import crawl, records, run
from tests.test_warc import body_at, types, write

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
    return str(record["title"])[:20].encode() in body or b"<html" in body


def check_files(folder: Path) -> None:
    """Every record of every WARC file is valid, as warcio sees it."""
    paths = sorted((folder / "output/demo/warc").iterdir())
    assert {path.suffix for path in paths} == {".gz"}
    command = [sys.executable, "-m", "warcio.cli", "check", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_withdrawn_article_is_not_asked_for_and_nothing_is_left_of_it(folder: Path) -> None:
    assert {"newsportal.db", "articles.jsonl"} <= set(holding(folder))
    before = {each["id"]: each for each in records(folder)}
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
        assert record["raw_sha256"] == before[record["id"]]["raw_sha256"]
        assert leads_to_its_page(folder, record)
    assert dataset(folder, "restore", ID)[0] == 1
    with serve(watched) as url:
        code, report = crawl(folder, url)
    assert (code, report["refused"]["withdrawn"]) == (0, 1)
