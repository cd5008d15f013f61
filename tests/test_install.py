"""The third way of the README: a plain `pip install .` in a fresh environment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.long
def test_pip_install(tmp_path: Path) -> None:
    def run(*command: str | Path) -> str:
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    run(sys.executable, "-m", "venv", tmp_path / "venv")
    python = tmp_path / "venv/bin/python"
    run(python, "-m", "pip", "install", "-q", "-c", ROOT / "requirements.lock", ROOT)
    assert "30 of 30" in run(tmp_path / "venv/bin/newsportal", "demo", "--size", "30")
    assert "Traceback" not in run(tmp_path / "venv/bin/newsportal", "portal", "list")
    without_extras(tmp_path)
    size = sum(f.stat().st_size for f in (tmp_path / "venv").rglob("*") if f.is_file())
    assert size <= 200 * 1024 * 1024


def without_extras(folder: Path) -> None:
    """What needs no extra works, and what needs one names it."""
    for command, code, said in (
        ("export a.jsonl.gz", 0, "30 records"),
        ("export a.csv", 0, "30 records"),
        ("dataset search xã --limit 1", 0, "demo:"),
        ("dataset gates --examples 0", 0, "pass fineweb2"),
        ("dataset stats --html page.html", 0, "the page is"),
        ("dataset withdraw demo:20011 --reason asked", 0, "is withdrawn"),
        ("dataset purge", 0, "1 withdrawn record purged"),
        ("export set", 5, "pip install 'newsportal[data]'"),
        ("export a.jsonl.zst", 5, "pip install 'newsportal[data]'"),
        ("dataset release a", 5, "pip install 'newsportal[data]'"),
        ("dataset query", 2, "Missing argument"),
        ("dataset dedup", 5, "pip install 'newsportal[data]'"),
        ("export s3://a/b.jsonl", 5, "pip install 'newsportal[data]'"),
    ):
        program = folder / "venv/bin/newsportal"
        done = subprocess.run(
            [program, *command.split()], cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, f"{command}: {done.stderr}"
        assert said in done.stdout + done.stderr, command
        assert "Traceback" not in done.stderr, command
