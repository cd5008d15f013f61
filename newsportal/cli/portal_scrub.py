"""``newsportal portal scrub``: a real page as a fixture with invented text."""

from __future__ import annotations

import sys
from pathlib import Path

from newsportal.archive.address import stated_address
from newsportal.cli.crawl import say
from newsportal.errors import ArgumentError, NewsportalError, StoreError
from newsportal.induce.scrub import scrub
from newsportal.road import is_html
from newsportal.store.export import aside


def run(page: str, out: str | None, keep: list[str]) -> int:
    """Write the fixture of ``page`` to ``out`` or stdout; its address to stderr."""
    try:
        raw = _read(page)
        made = scrub(raw, stated_address(raw), None, keep)
        text = made.page.decode("utf-8")
        if out is None or out == "-":
            sys.stdout.write(text)
        else:
            with aside(Path(out)) as file:
                file.write(text)
    except NewsportalError as error:
        return say(error)
    except BrokenPipeError:
        raise
    except OSError as error:
        return say(StoreError(f"{error.filename or out} cannot be written: {error.strerror}"))
    if made.url:
        print(f"its address now: {made.url}", file=sys.stderr)  # noqa: T201 - a command's own output
    return 0


def _read(page: str) -> bytes:
    try:
        raw = sys.stdin.buffer.read() if page == "-" else Path(page).read_bytes()
    except OSError as error:
        raise ArgumentError(f"{page} cannot be read: {error.strerror}") from error
    if not is_html(raw):
        raise ArgumentError(f"{page} is no page in HTML")
    return raw
