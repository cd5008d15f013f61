"""``newsportal schedule init``: a first newsportal.toml."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from newsportal.cli.crawl import say
from newsportal.errors import ArgumentError, StoreError


def run(name: str) -> int:
    """Write the example; 0, 2 if there is such a file, 5 where it cannot be written."""
    path = Path(name)
    text = files("newsportal.schedule").joinpath("example.toml").read_text("utf-8")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return say(ArgumentError(f"there is a {path} already: it is left as it is"))
    except OSError as error:
        return say(StoreError(f"{path} cannot be written: {error.strerror}"))
    print(f"{path} is written: change it, then `newsportal schedule check`")  # noqa: T201 - a command's own output
    return 0
