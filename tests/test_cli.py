"""The command line as a user types it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from newsportal.demo import DemoSite, seed_form_text


def newsportal(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "newsportal", *arguments]
    return subprocess.run(command, input=given, capture_output=True, timeout=60, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    site = DemoSite(20)
    (folder / "page.html").write_bytes(site.respond(str(site.truth[3].url)).body)
    (folder / "page.txt").write_text(seed_form_text(), encoding="utf-8")
    (folder / "no-address.html").write_text("<html><body><p>Xin chào</p></body></html>", "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder


def test_one_record_a_line(folder: Path) -> None:
    done = newsportal("extract", str(folder / "page.html"), str(folder / "page.txt"))
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert [record["portal"] for record in records] == ["demo", "demo"]
    assert records[0]["id"] == DemoSite(20).truth[3].id
    assert records[1]["url"] is None
    assert done.stderr == b""


def test_stdin_and_portal() -> None:
    done = newsportal("extract", "--portal", "baovinhphuc", given=seed_form_text().encode())
    assert json.loads(done.stdout)["portal"] == "baovinhphuc"


def test_one_failure_loses_nothing_else(folder: Path) -> None:
    names = ["empty.txt", "page.txt", "no-address.html", "missing.html"]
    done = newsportal("extract", *(str(folder / name) for name in names))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    errors = done.stderr.decode().splitlines()
    assert len(errors) == 3
    assert "the input is empty" in errors[0]
    assert "--url" in errors[1]
    assert "No such file" in errors[2]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--portal", "nowhere"], "there is no portal 'nowhere'; declared are: baovinhphuc,"),
        (["--url", "nonsense"], "not an http or https address"),
        (["--url", "https://a.vn/1", "a.html"], "--url names one page: give one file with it"),
    ],
)
def test_wrong_argument(folder: Path, arguments: list[str], sentence: str) -> None:
    done = newsportal("extract", *arguments, str(folder / "page.html"))
    assert done.returncode == 2
    assert sentence in done.stderr.decode()
    assert done.stdout == b""


def test_closed_pipe(folder: Path) -> None:
    page = str(folder / "page.txt")
    program = f"{sys.executable} -m newsportal extract {' '.join([page] * 40)}"
    command = f"{program} | head -1 > /dev/null; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (141, b"")


def test_closed_stdin() -> None:
    command = f"exec {sys.executable} -m newsportal extract <&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "the input is empty" in done.stderr.decode()


def test_an_address_makes_it_html() -> None:
    done = newsportal(
        "extract", "--url", "https://a.vn/1", given=("Xin chào các bạn. " * 9).encode()
    )
    assert json.loads(done.stdout)["id"].startswith("a.vn:")


def test_show(folder: Path) -> None:
    done = newsportal("extract", "--show", str(folder / "page.txt"))
    shown = done.stdout.decode()
    assert done.returncode == 0
    for part in ("related-news", "photo-library", "caption-repeated", "byline", "date_published"):
        assert part in shown


def test_overview_version_and_portals() -> None:
    assert b"newsportal extract" in newsportal().stdout
    assert newsportal("--version").stdout.startswith(b"newsportal 0.")
    assert b"sotttt_hanoi" in newsportal("portal", "list").stdout
    assert newsportal("nonsense").returncode == 2
