"""`portal new` as a person runs it: saved pages, a served site, wrong arguments, files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import newsportal
from newsportal import portals
from newsportal.cli import app
from newsportal.demo import DemoSite
from newsportal.demo.server import serve
from newsportal.errors import DeclarationError
from newsportal.portals import FOLDER_SETTING, all_portals, portal_named
from newsportal.portals.demo import PORTAL as DEMO

ROOT = "http://baovinhson.example"
ARTICLES = 8


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of pages of the demo portal, as HTTrack would have noted their addresses."""
    folder, site = tmp_path_factory.mktemp("saved"), DemoSite(size=150)
    paths = ["/", "/vi-vn/thoi-su", "/vi-vn/kinh-te", "/vi-vn/van-hoa"]
    found = dict.fromkeys(paths)
    for path in paths:
        text = site.respond(path).body.decode()
        found.update(dict.fromkeys(each for each in links(text) if "/ID/" in each))
    for number, path in enumerate([*paths, *[e for e in found if e not in paths][:ARTICLES]]):
        body = site.respond(path).body
        note = f"<!-- Mirrored from baovinhson.example{path} by HTTrack Website Copier/3.x -->"
        canonical = f'<link rel="canonical" href="{ROOT}{path}">'
        page = body.replace(b"<head>", f"<head>{note}{canonical}".encode(), 1)
        (folder / f"page-{number}.html").write_bytes(page)
    return folder


def links(text: str) -> list[str]:
    return [each.partition('"')[0].removeprefix(ROOT) for each in text.split('href="')[1:]]


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No user's portals, and none that another test has left behind."""
    monkeypatch.delenv(FOLDER_SETTING, raising=False)
    forget()
    yield
    monkeypatch.undo()
    forget()


def forget() -> None:
    all_portals.cache_clear()
    portals._by_host.cache_clear()


def new(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["portal", "new", *map(str, arguments)])


def test_dry_run_writes_nothing(saved: Path, tmp_path: Path) -> None:
    done = new(saved, "--name", "mau", "--dry-run", "--out", tmp_path / "own")
    assert done.exit_code in (0, 1), done.output
    assert 'article_url=r"^/(?:vi-vn|en-us)/(?P<section>.+?)/ID/(?P<id>\\d+)(?:/|$)"' in done.output
    assert "nothing was written" in done.output
    assert not (tmp_path / "own").exists()


def test_portal_in_a_folder_of_ones_own(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    done = new(saved, "--name", "mau", "--out", own)
    assert done.exit_code in (0, 1), done.output
    monkeypatch.setenv(FOLDER_SETTING, str(own))
    forget()
    portal = portal_named("mau")
    assert portal.title == DEMO.title
    assert portal.pager_url
    assert {each.path for each in portal.sections} <= {each.path for each in DEMO.sections}
    assert len(portal.sections) >= 3
    assert portal.layouts[0].title == ".tieu-de-tin"
    assert sorted(p.suffix for p in (own / "golden" / "mau").iterdir()) == [
        ".html", ".html", ".html", ".json", ".json", ".json"
    ]  # fmt: skip
    tested = CliRunner().invoke(app, ["portal", "test", "mau", str(own / "golden" / "mau")])
    assert tested.exit_code == 0, tested.output
    case = json.loads((own / "golden" / "mau" / "article-1.json").read_text("utf-8"))
    assert case["portal"] == "mau"
    assert ".example/" in case["url"]
    again = new(saved, "--name", "mau", "--out", own)
    assert again.exit_code == 2
    assert "not written over" in again.output


def test_checkout(saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a checkout the spider is written too, and the golden pages are named in their table."""
    package = tmp_path / "newsportal"
    for folder in ("portals", "spiders"):
        (package / folder).mkdir(parents=True)
    (tmp_path / "pyproject.toml").touch()
    readme = tmp_path / "tests" / "portals" / "README.md"
    readme.parent.mkdir(parents=True)
    readme.write_text("| family | x |\n|---|---|\n| `aspnet` | a |\n| `wordpress` | w |\n", "utf-8")
    monkeypatch.setattr(newsportal, "__file__", str(package / "__init__.py"))
    done = new(saved, "--name", "mau")
    assert done.exit_code in (0, 1), done.output
    assert "class MauSpider(PortalSpider):" in (package / "spiders" / "mau.py").read_text("utf-8")
    rows = [line.split("`")[1] for line in readme.read_text("utf-8").splitlines()[2:]]
    assert rows == ["aspnet", "mau", "wordpress"]


def test_nowhere_to_write(saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newsportal, "__file__", str(tmp_path / "x" / "__init__.py"))
    done = new(saved, "--name", "mau")
    assert done.exit_code == 2
    assert "--out DIR" in done.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--name", "demo"], "already"),
        (["--name", "Báo"], "a-z, 0-9 and _"),
        (["--base-url", "http://127.0.0.1:1"], "goes with an address"),
    ],
)
def test_wrong_arguments(saved: Path, tmp_path: Path, arguments: list[str], said: str) -> None:
    done = new(saved, "--out", tmp_path, *arguments)
    assert done.exit_code == 2
    assert said in done.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("source", "said"),
    [("", "name a site's address"), ("http://", "is no address"), ("ftp://a.example/", "no")],
)
def test_no_source(source: str, said: str) -> None:
    done = new(source, "--dry-run")
    assert done.exit_code == 2
    assert said in done.output


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_no_pages(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    done = new(tmp_path / name, "--dry-run")
    assert done.exit_code == 2
    assert done.output.startswith("newsportal: ")


def test_a_name_that_the_package_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "demo.py").write_text("from newsportal.portals.demo import PORTAL\n", "utf-8")
    monkeypatch.setenv(FOLDER_SETTING, str(tmp_path))
    forget()
    with pytest.raises(DeclarationError, match="in the package already"):
        all_portals()


def test_a_file_without_a_portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mau.py").write_text("x = 1\n", "utf-8")
    monkeypatch.setenv(FOLDER_SETTING, str(tmp_path))
    forget()
    with pytest.raises(DeclarationError, match=r"mau\.py must hold PORTAL named 'mau'"):
        all_portals()


def command(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own: a reactor cannot start twice."""
    own = {**os.environ, "NEWSPORTAL_OUTPUT": str(folder / "output"), "NEWSPORTAL_STORE": ""}
    return subprocess.run(
        [sys.executable, "-m", "newsportal", *arguments], env=own | environment, check=False,
        capture_output=True, text=True, timeout=120, cwd=Path(portals.__file__).parents[2],
    )  # fmt: skip


@pytest.mark.long
def test_served_site_becomes_a_portal_that_crawls_it(tmp_path: Path) -> None:
    """From the address alone: looked at, declared, crawled; every text is the truth's."""
    site, own = DemoSite(size=40), tmp_path / "own"
    with serve(site) as root:
        done = command(
            "portal", "new", f"{ROOT}/", "--base-url", root, "--name", "mau", "--out", str(own),
            folder=tmp_path,
        )  # fmt: skip
        assert done.returncode in (0, 1), done.stderr
        setting = {FOLDER_SETTING: str(own)}
        crawl = command(
            "crawl", "mau", "--base-url", root, "--quiet", "--no-warc", folder=tmp_path, **setting
        )
        assert crawl.returncode == 0, crawl.stderr
    lines = (tmp_path / "output" / "mau" / "articles.jsonl").read_text("utf-8").splitlines()
    found = {each["id"].partition(":")[2]: each for each in map(json.loads, lines)}
    truth = {str(each.id).partition(":")[2]: each.to_dict() for each in site.truth}
    assert found.keys() == truth.keys()
    for key, record in truth.items():
        for name in ("title", "text", "date_published", "authors", "section", "kind", "images"):
            assert found[key][name] == record[name], (key, name)


@pytest.mark.long
def test_site_that_does_not_answer(tmp_path: Path) -> None:
    with serve(DemoSite(size=1)) as root:
        pass
    done = command("portal", "new", f"{root}/", "--dry-run", folder=tmp_path)
    assert done.returncode == 3
    assert "cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.long
def test_site_that_forbids(tmp_path: Path) -> None:
    """What robots.txt forbids is not asked for."""
    site = DemoSite(size=20)
    asked: list[str] = []

    class Closed:
        def respond(self, path: str) -> object:
            asked.append(path)
            if path == "/robots.txt":
                from newsportal.demo import Response

                return Response(200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /")
            return site.respond(path)

    with serve(Closed()) as root:  # type: ignore[arg-type]  # it answers as the site does
        done = command("portal", "new", f"{root}/", "--dry-run", folder=tmp_path)
    assert done.returncode == 3
    assert set(asked) == {"/robots.txt"}
