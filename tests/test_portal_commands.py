"""``newsportal portal test``, ``diff`` and ``repair``, as a user types them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import newsportal
from newsportal import settings
from newsportal.cli import app
from newsportal.demo import DemoSite
from newsportal.demo.server import serve

RUN = CliRunner()


@pytest.fixture(autouse=True)
def _own_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the store of whoever runs it."""
    monkeypatch.setattr(settings, "NEWSPORTAL_OUTPUT", str(tmp_path / "output"))
    monkeypatch.setattr(settings, "NEWSPORTAL_STORE", "")


def newsportal_(*arguments: str | Path) -> tuple[int, str]:
    done = RUN.invoke(app, ["portal", *map(str, arguments)])
    return done.exit_code, done.output


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders of the demo's pages, before and after a redesign, and a golden one."""
    root = tmp_path_factory.mktemp("saved")
    for name, strange in (("old", False), ("new", True)):
        site = DemoSite(24, strange=strange)
        (root / name).mkdir()
        for number, each in enumerate(site.truth):
            (root / name / f"{number}.html").write_bytes(site.respond(str(each.url)).body)
    truth = DemoSite(24).truth[2]
    (root / "golden").mkdir()
    shutil.copy(root / "old" / "2.html", root / "golden" / "page.html")
    record = {"title": truth.title, "date_published": truth.date_published, "text": truth.text}
    stated = {"url": truth.url, "record": record}
    (root / "golden" / "page.json").write_text(json.dumps(stated), "utf-8")
    return root


def test_golden_pages_are_right(saved: Path) -> None:
    assert newsportal_("test", "demo", saved / "golden") == (
        0,
        "1 golden pages: 1 right, 0 wrong\n",
    )


def test_a_wrong_field_is_shown_word_by_word(saved: Path, tmp_path: Path) -> None:
    shutil.copytree(saved / "golden", tmp_path / "golden")
    beside = tmp_path / "golden" / "page.json"
    stated = json.loads(beside.read_text("utf-8"))
    stated["record"]["title"] += " khác"
    beside.write_text(json.dumps(stated), "utf-8")
    code, output = newsportal_("test", "demo", tmp_path / "golden")
    assert code == 1
    assert "title is wrong" in output
    assert "[-khác]" in output
    assert "0 right, 1 wrong" in output


def test_pages_without_a_record_are_read_twice(saved: Path) -> None:
    code, output = newsportal_("test", "demo", saved / "old")
    assert code == 0
    assert ".noi-dung-tin" in output
    assert "0 of 24 records may be worse than without a Layout" in output


def test_a_changed_layout_is_compared(saved: Path) -> None:
    given = ["--layout", "body=.noi-dung-tin", "--layout", "title=.tieu-de-tin"]
    code, output = newsportal_("diff", "demo", saved / "old", *given)
    assert code == 1
    assert "[-" in output
    code, output = newsportal_("diff", "demo", saved / "old", *given, "--json")
    assert json.loads(output)["fields"]["section_name"] == {
        "changed": 0, "filled": 0, "emptied": 24,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["test", "nobody"], "there is no portal 'nobody'"),
        (["test", "demo", "/missing"], "/missing cannot be read"),
        (["diff", "demo", "SAVED"], "say with what, --with or --layout"),
        (["diff", "demo", "--layout", "x=y"], "--layout x: write FIELD=SELECTOR"),
        (["diff", "demo", "--layout", "body=p", "--with", "x.py"], "give one of them"),
        (["diff", "demo", "--with", "/missing.py"], "--with /missing.py: FileNotFoundError"),
        (["repair", "demo", "EMPTY"], "holds no page in HTML whose address is known"),
    ],
)
def test_wrong_arguments(saved: Path, tmp_path: Path, arguments: list[str], sentence: str) -> None:
    places = {"SAVED": str(saved / "old"), "EMPTY": str(tmp_path)}
    code, output = newsportal_(*(places.get(each, each) for each in arguments))
    assert code == 2
    assert sentence in output
    assert "Traceback" not in output


def test_nothing_to_repair(saved: Path) -> None:
    code, output = newsportal_("repair", "demo", saved / "old")
    assert (code, output) == (0, "the Layouts of demo fit all 24 pages: nothing to repair\n")


def test_two_new_pages_are_not_enough(saved: Path, tmp_path: Path) -> None:
    for number in (3, 4):
        shutil.copy(saved / "new" / f"{number}.html", tmp_path)
    code, output = newsportal_("repair", "demo", tmp_path)
    assert code == 1
    assert "not sure: nothing is written" in output


def test_a_dry_run_writes_nothing(saved: Path) -> None:
    path = Path(newsportal.__path__[0]) / "portals" / "demo.py"
    before = path.read_bytes()
    code, output = newsportal_("repair", "demo", saved / "new", saved / "old", "--dry-run")
    assert code == 0
    assert "24 pages: 24 the same, 0 differ, 0 lost" in output
    assert "nothing is written (--dry-run)" in output
    assert path.read_bytes() == before


@pytest.mark.long
def test_a_repair_is_written_and_holds(saved: Path, tmp_path: Path) -> None:
    """In a copy of the package, as each command is a process of its own."""
    shutil.copytree(Path(newsportal.__path__[0]), tmp_path / "newsportal")

    def typed(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "newsportal", "portal", *arguments]
        surroundings = {**os.environ, "PYTHONPATH": str(tmp_path)}
        return subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=tmp_path, env=surroundings
        )

    done = typed("repair", "demo", str(saved / "new"), str(saved / "old"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "newsportal/portals/demo.py").read_text("utf-8").count("Layout(\n") == 2
    again = typed("repair", "demo", str(saved / "new"), str(saved / "old"))
    assert "the Layouts of demo fit all 48 pages: nothing to repair" in again.stdout


@pytest.mark.long
def test_stored_pages_are_read_again_and_after_a_redesign_learned_from(tmp_path: Path) -> None:
    surroundings = {**os.environ, "NEWSPORTAL_OUTPUT": str(tmp_path), "NEWSPORTAL_STORE": ""}

    def typed(*arguments: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "newsportal", *arguments]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=tmp_path, env=surroundings
        )
        return done.returncode, done.stdout + done.stderr

    with serve(DemoSite(24)) as url:
        assert typed("crawl", "demo", "--base-url", url)[0] == 0
    code, output = typed("portal", "diff", "demo")
    assert (code, output) == (0, "24 records: 24 the same, 0 differ, 0 lost\n")
    code, output = typed("portal", "diff", "demo", "--layout", "body=.noi-dung-tin", "--json")
    assert json.loads(output)["fields"]["section_name"]["emptied"] == 24
    assert typed("portal", "repair", "demo")[1].startswith("the Layouts of demo fit all 24 pages")
    with serve(DemoSite(24, strange=True)) as url:
        assert typed("crawl", "demo", "--base-url", url, "--recheck")[0] == 0
    code, output = typed("portal", "repair", "demo", "--dry-run")
    assert code == 0, output
    assert "24 pages that no Layout fits" in output
    assert "nothing is written (--dry-run)" in output
