"""What was fetched, as it came: found again, whole after a crash, and left out where not wanted."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from newsportal.archive.writer import WarcFiles, mend, whole_members
from newsportal.demo import DemoSite
from newsportal.demo.server import serve
from tests.test_crawl import crawl, records

SITE = DemoSite(20)
AT = "2024-05-30T12:00:00Z"


def page(number: int) -> tuple[str, list[tuple[str, str]], bytes]:
    body = f"<p>Trang {number}</p>".encode()
    return "200 OK", [("Content-Length", str(len(body)))], body


def write(files: WarcFiles, number: int) -> tuple[str, int]:
    asked = (f"GET /{number} HTTP/1.1", [("Host", "a.vn")])
    return files.write(f"http://a.vn/{number}", asked, page(number), AT)


def body_at(path: Path, offset: int) -> bytes:
    with path.open("rb") as file:
        file.seek(offset)
        record = next(iter(ArchiveIterator(file)))
        body: bytes = record.content_stream().read()
    return body


def types(path: Path) -> list[str]:
    with path.open("rb") as file:
        return [record.rec_type for record in ArchiveIterator(file, check_digests="raise")]


def test_each_record_of_a_crawl_leads_to_its_page(tmp_path: Path) -> None:
    with serve(SITE) as url:
        crawl(tmp_path, url)
        _, again = crawl(tmp_path, url, "--recheck")
    stored = records(tmp_path)
    assert len(stored) == again["unchanged"] == 20
    for record in stored:
        path = tmp_path / "output" / record["warc"]["file"]
        body = body_at(path, record["warc"]["offset"])
        assert hashlib.sha256(body).hexdigest() == record["raw_sha256"]
    first, second = sorted((tmp_path / "output/demo/warc").iterdir())
    assert types(first).count("response") == types(first).count("request") > 20
    assert types(second).count("revisit") == 20
    assert not list((tmp_path / "output/demo/warc").glob("*.part"))


def test_none_where_none_is_wanted(tmp_path: Path) -> None:
    with serve(SITE) as url:
        crawl(tmp_path, url, "--no-warc")
    assert not (tmp_path / "output/demo/warc").exists()
    assert {record["warc"] for record in records(tmp_path)} == {None}


@pytest.mark.parametrize("lost", [1, 40, 300])
def test_what_a_crash_left_is_whole_records(tmp_path: Path, lost: int) -> None:
    files = WarcFiles(tmp_path, "r1")
    places = [write(files, number) for number in range(5)]
    part = tmp_path / f"{files.name}.part"
    size = part.stat().st_size
    assert whole_members(part) == size
    files.file.close()
    with part.open("r+b") as file:
        file.truncate(size - lost)
    WarcFiles(tmp_path, "r2")
    path = tmp_path / files.name
    assert not part.exists()
    assert whole_members(path) == path.stat().st_size <= size - lost
    assert types(path)[:3] == ["warcinfo", "response", "request"]
    assert body_at(path, places[3][1]) == page(3)[2]


def test_mending_a_whole_file_cuts_nothing(tmp_path: Path) -> None:
    part = tmp_path / "a.warc.gz.part"
    part.write_bytes(b"")
    assert mend(part) == 0
    assert (tmp_path / "a.warc.gz").read_bytes() == b""


def test_a_new_file_when_one_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsportal.archive.writer.MAX_FILE", 1000)
    files = WarcFiles(tmp_path, "r1")
    names = {write(files, number)[0] for number in range(9)}
    files.close()
    assert len(names) > 1
    assert {path.name for path in tmp_path.iterdir()} == names
    assert all(types(path)[0] == "warcinfo" for path in tmp_path.iterdir())


def test_a_folder_that_cannot_be_used_ends_the_run(tmp_path: Path) -> None:
    (tmp_path / "output/demo").mkdir(parents=True)
    (tmp_path / "output/demo/warc").write_text("", encoding="utf-8")
    with serve(SITE) as url:
        code, report = crawl(tmp_path, url)
    assert (code, report["outcome"]) == (5, "broken")
    assert "warc cannot be written" in report["error"]
