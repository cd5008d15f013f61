"""One direction: the core knows nothing of Scrapy, the demo nothing of the core but the record."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "newsportal"
EDGE = {
    "spider.py",
    "pipelines.py",
    "politeness.py",
    "middlewares.py",
    "exporters.py",
    "extensions.py",
    "settings.py",
    "failures.py",
    "listings.py",
    "logs.py",
    "looking.py",
    "progress.py",
    "proof.py",
    "reservation.py",
    "resolver.py",
    "responses.py",
    "warc.py",
    "watching.py",
    "fetching.py",
    "crawl.py",
    "discovery.py",
    "reading.py",
    "sources.py",
    "__main__.py",
}
EDGE_FOLDERS = {"spiders", "cli", "store", "demo", "dataset", "scheduler"}
FORBIDDEN = {"scrapy", "twisted", "itemadapter", "sqlalchemy", "typer", "rich", "apscheduler"}
CORE = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.name not in EDGE and path.relative_to(PACKAGE).parts[0] not in EDGE_FOLDERS
]


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_core_is_free_of_the_edge(path: Path) -> None:
    names = imports(path)
    assert not {name.split(".")[0] for name in names} & FORBIDDEN
    assert not [name for name in names if name.startswith(("newsportal.cli", "newsportal.spider"))]


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=str)
def test_modules_are_small_and_named(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
    assert path.stem not in {"utils", "helpers", "manager", "base", "misc", "common"}


def test_import_is_light() -> None:
    heavy = "{'scrapy', 'sqlalchemy', 'itemadapter', 'twisted', 'bs4', 'rich', 'typer'}"
    code = f"import sys, newsportal; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_help_loads_no_command() -> None:
    code = "import sys, newsportal.cli; print('newsportal.cli.extract' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
