"""The page on datasets is true: each command on it runs, in its order, from an empty folder."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[1] / "docs/datasets.md"
PARTS = re.compile(r"(?ms)^    newsportal (?P<command>[^\n]+)$|^```python\n(?P<code>.*?)^```")


@pytest.mark.long
@pytest.mark.extra("data")
@pytest.mark.extra("readers")
def test_the_page_runs(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    pytest.importorskip("datasets")
    own = {"NEWSPORTAL_OUTPUT": str(tmp_path / "output"), "NEWSPORTAL_STORE": ""}
    offline = {"HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "hub")}
    said = []
    for part in PARTS.finditer(PAGE.read_text("utf-8")):
        words = shlex.split(part["command"]) if part["command"] else ["-c", part["code"]]
        command = [sys.executable, *(["-m", "newsportal"] if part["command"] else []), *words]
        done = subprocess.run(
            command, cwd=tmp_path, env={**os.environ, **own, **offline}, check=False,
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, f"{part[0]}\n{done.stderr[-2000:]}"
        said.append(done.stdout)
    assert len(said) >= 20
    assert any(line.startswith("demo:20011 is withdrawn") for line in "".join(said).splitlines())
    written = {path.name for path in tmp_path.iterdir()}
    assert written == {
        "output", "hub", "set", "releases", "articles.jsonl.zst", "articles.csv", "changes.jsonl",
        "report.html",
    }  # fmt: skip
