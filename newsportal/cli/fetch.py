"""``newsportal fetch``: records of any addresses, and a reason for each that made none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from newsportal.cli.crawl import say
from newsportal.discover.sections import read_limit
from newsportal.errors import ArgumentError, NewsportalError, StoreError
from newsportal.fetching import KINDS, MAX_PAGES, Fetched, FetchOptions, run_fetch
from newsportal.store.export import aside, json_line


def run(arguments: dict[str, Any]) -> int:
    """Fetch, write a line an address; 0 if each made a record, else 1."""
    counts = {"records": 0, "errors": 0}
    try:
        options = _options(arguments)
        with ExitStack() as stack:
            out = stack.enter_context(_lines(arguments["out"]))
            errors = stack.enter_context(_lines(arguments["errors"], sys.stderr))

            def tell(fetched: Fetched) -> None:
                if fetched.article is not None:
                    _write(out, fetched.article.to_dict())
                    counts["records"] += 1
                else:
                    _write(errors, fetched.error())
                    counts["errors"] += 1

            run_fetch(options, tell)
    except NewsportalError as error:
        return say(error)
    except BrokenPipeError:  # whoever read stdout went away
        raise
    except OSError as error:
        return say(StoreError(f"{error.filename or 'the output'} cannot be written: {error}"))
    return 1 if counts["errors"] or not counts["records"] else 0


def _options(arguments: dict[str, Any]) -> FetchOptions:
    if arguments["kind"] not in KINDS:
        raise ArgumentError(f"--as {arguments['kind']}: an address is read as {', '.join(KINDS)}")
    urls = [*arguments["urls"], *_addresses(arguments["source"])]
    if not urls:
        raise ArgumentError("no address: name one, or a file of them with --from FILE")
    return FetchOptions(
        urls=dict.fromkeys(urls),
        kind=arguments["kind"],
        private=tuple(arguments["private"]),
        max_pages=read_limit(arguments["max_pages"], "pages") or MAX_PAGES,
        settings={"NEWSPORTAL_RESPECT_TDM": arguments["respect_tdm"]},
    )


def _addresses(source: str | None) -> Iterator[str]:
    """The addresses of a file, one a line; empty lines and those that begin with # are none."""
    if source is None:
        return
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ArgumentError(f"--from {source} cannot be read: {error}") from error
    lines = (line.strip() for line in text.splitlines())
    yield from (line for line in lines if line and not line.startswith("#"))


@contextmanager
def _lines(name: str | None, otherwise: IO[str] | None = None) -> Iterator[IO[str]]:
    """The stream that a name stands for; a file takes its place when all is written."""
    if name in (None, "-"):
        yield sys.stdout if name == "-" or otherwise is None else otherwise
        return
    with aside(Path(str(name)), keep=True) as file:  # what was had before Ctrl-C is kept
        yield file


def _write(stream: IO[str], values: dict[str, Any]) -> None:
    stream.write(json_line(values) + "\n")
    stream.flush()
