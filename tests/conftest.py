"""What all tests share: the folder of real pages, and the last line that names what was not run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parents[2] / "shared"
NOT_RUN: dict[str, int] = {}


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages beside the checkout, where there is one."""
    if not SHARED.is_dir():
        pytest.skip("needs the folder of real pages beside the checkout")
    return SHARED


def pytest_deselected(items: list[pytest.Item]) -> None:
    for item in items:
        for mark in item.iter_markers():
            if mark.name in ("long", "extra"):
                name = mark.name if mark.name == "long" else f"extra {mark.args[0]}"
                NOT_RUN[name] = NOT_RUN.get(name, 0) + 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):  # of pytest-xdist: each worker knows the same
        session.config.workeroutput["not_run"] = dict(NOT_RUN)
        NOT_RUN.clear()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    NOT_RUN.update(getattr(node, "workeroutput", {}).get("not_run", {}))


def pytest_unconfigure() -> None:
    if NOT_RUN:
        named = ", ".join(f"{count} {name}" for name, count in sorted(NOT_RUN.items()))
        print(f"not run here: {named}; `make check` runs them")  # noqa: T201 - the last line
