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
    size = sum(f.stat().st_size for f in (tmp_path / "venv").rglob("*") if f.is_file())
    assert size <= 200 * 1024 * 1024
