"""``newsportal demo``: crawl the embedded portal, and compare every record with its truth."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsportal.cli.console import Console, progress_style
from newsportal.cli.crawl import say
from newsportal.cli.summary import print_summary
from newsportal.crawl import CrawlOptions, output_folder, run_crawl, store_url
from newsportal.demo import DemoSite
from newsportal.demo.compare import LEFT_OUT, SURE, Comparison, compare
from newsportal.demo.deadly import Deadly
from newsportal.demo.server import serve
from newsportal.errors import ArgumentError, NewsportalError, StoreError
from newsportal.store import Store

ENOUGH = {False: 1.0, True: 0.95}
"""The share of records that must be right: with the portal's own markup, and with a strange one."""


def run(size: int, strange: bool, quiet: bool, as_json: bool, kill: bool = False) -> int:
    """Crawl the demo portal and compare; 0 if enough records are right, else 1."""
    counts: dict[str, int] = {}
    try:
        site = _site(size, strange)
        _start_afresh(size, strange, always=kill)
        code = _crawl_and_kill(site, quiet, counts) if kill else _crawl(site, quiet)
        result = compare(site.truth, _records())
    except NewsportalError as error:
        return say(error)
    if not quiet:
        _print(result, strange, counts)
    if as_json:
        _print_json(result, counts)
    right = result.sure if strange else result.equal
    return code or int(right < ENOUGH[strange] * result.expected)


def _crawl(site: DemoSite, quiet: bool) -> int:
    """Crawl in this process and print the summary; the exit code.

    Raises:
        StoreError: The run broke.
    """
    with serve(site) as address:
        _say_where(site, address, quiet)
        options = CrawlOptions(portal="demo", base_url=address, limits={"recheck": True})
        options.progress = progress_style(quiet)
        report = run_crawl(options)
    if report.error:
        raise StoreError(report.error)
    if not quiet:
        print_summary(report)
    return report.exit_code()


def _crawl_and_kill(site: DemoSite, quiet: bool, counts: dict[str, int]) -> int:
    """Crawl in a process that is killed half-way, and in another; the exit code of that.

    Tell in ``counts`` when it was killed, and how much was asked for twice.
    """
    total = len(site.truth)
    deadly = Deadly(site, after=max(1, total // 2))
    with serve(deadly) as address:
        _say_where(site, address, quiet)
        command = ["crawl", "demo", "--base-url", address, *(["--quiet"] if quiet else [])]
        code = _run_child(deadly, command)
        if deadly.killed_at is None:
            print(f"newsportal: the crawl ended by itself, with exit code {code}", file=sys.stderr)  # noqa: T201 - a command's own output
            return code or 1
        if not quiet:
            _leave_the_bar()
            print(f"{deadly.killed_at} of {total} articles were asked for: killed with signal 9")  # noqa: T201 - as above
            print(f"the same command again: newsportal {' '.join(command)}", flush=True)  # noqa: T201 - as above
        code = _run_child(deadly, command)
    counts["killed_at"] = deadly.killed_at
    counts["articles_asked_twice"] = deadly.articles_again
    counts["others_asked_twice"] = deadly.others_again
    return code


def _run_child(deadly: Deadly, command: list[str]) -> int:
    """Run this program with ``command``, at the portal's mercy; its exit code."""
    with subprocess.Popen([sys.executable, "-m", "newsportal", *command]) as child:  # noqa: S603 - this program
        deadly.victim = child
        return child.wait()


def _leave_the_bar() -> None:
    """Give a terminal back the cursor that a killed bar had hidden, on a new line."""
    console = Console(stderr=True)
    if console.is_terminal:
        console.show_cursor()
        console.print()


def _say_where(site: DemoSite, address: str, quiet: bool) -> None:
    portal = f"the demo portal of {len(site.truth)} articles"
    if not quiet:
        print(f"{portal} answers on {address}: no delay there", flush=True)  # noqa: T201 - as above


def _site(size: int, strange: bool) -> DemoSite:
    try:
        return DemoSite(size=size, strange=strange)
    except ValueError as error:
        raise ArgumentError(f"--size {size}: {error}") from error


def _start_afresh(size: int, strange: bool, always: bool) -> None:
    """Forget a demo portal of another size or markup, whose articles are others, or any."""
    marker = output_folder() / "demo" / "portal.json"
    wanted = json.dumps({"size": size, "strange": strange})
    if always or not marker.exists() or marker.read_text(encoding="utf-8") != wanted:
        store = Store(store_url())
        store.forget("demo")
        store.close()
        marker.parent.mkdir(parents=True, exist_ok=True)
        _records_path().unlink(missing_ok=True)
        marker.write_text(wanted, encoding="utf-8")


def _records_path() -> Path:
    return output_folder() / "demo" / "articles.jsonl"


def _records() -> Iterator[dict[str, Any]]:
    """What the crawl wrote; nothing where it wrote nothing, which its exit code tells."""
    if _records_path().exists():
        with _records_path().open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _print(result: Comparison, strange: bool, counts: dict[str, int]) -> None:
    lines = [
        _twice_line(counts),
        f"{result.equal} of {result.expected} records equal the truth in every compared field",
        f"{result.sure} of {result.expected} in {', '.join(SURE)}" if strange else "",
        _field_line(result),
        f"left out: {', '.join(LEFT_OUT)}",
    ]
    lines += [f"  {key}: {', '.join(names)}" for key, names in list(result.wrong.items())[:10]]
    print("\n".join(["", *filter(None, lines)]))  # noqa: T201 - as above


def _twice_line(counts: dict[str, int]) -> str:
    """What a crawl that was killed asked for twice."""
    if "articles_asked_twice" not in counts:
        return ""
    articles, others = counts["articles_asked_twice"], counts["others_asked_twice"]
    return f"asked for twice: articles {articles}; listings and robots.txt {others}"


def _field_line(result: Comparison) -> str:
    """How many records have each compared field right, those that all have in one word."""
    short = {name: n for name, n in sorted(result.fields.items()) if n < result.expected}
    if not short:
        return f"compared: {', '.join(sorted(result.fields))}"
    whole = len(result.fields) - len(short)
    named = ", ".join(f"{name} {number}" for name, number in short.items())
    return f"right in every record: {whole} fields; in fewer: {named}"


def _print_json(result: Comparison, counts: dict[str, int]) -> None:
    print(  # noqa: T201 - as above
        json.dumps(
            {
                "expected": result.expected,
                "stored": result.stored,
                "equal": result.equal,
                "equal_in_sure_fields": result.sure,
                "fields": dict(sorted(result.fields.items())),
                "left_out": list(LEFT_OUT),
                "foreign": result.foreign,
                **counts,
            }
        )
    )
