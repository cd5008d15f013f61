"""``newsportal demo``: crawl the embedded portal, and compare every record with its truth."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsportal.cli.console import progress_style
from newsportal.cli.crawl import say
from newsportal.cli.summary import print_summary
from newsportal.crawl import CrawlOptions, output_folder, run_crawl, store_url
from newsportal.demo import DemoSite
from newsportal.demo.compare import LEFT_OUT, SURE, Comparison, compare
from newsportal.demo.server import serve
from newsportal.errors import ArgumentError, NewsportalError, StoreError
from newsportal.report import Report
from newsportal.store import Store

ENOUGH = {False: 1.0, True: 0.95}
"""The share of records that must be right: with the portal's own markup, and with a strange one."""


def run(size: int, strange: bool, quiet: bool, as_json: bool) -> int:
    """Crawl the demo portal and compare; 0 if enough records are right, else 1."""
    try:
        site = _site(size, strange)
        _start_afresh(size, strange)
        with serve(site) as address:
            if not quiet:
                print(f"the demo portal of {size} articles answers on {address}: no delay there")  # noqa: T201 - a command's own output
            options = CrawlOptions(portal="demo", base_url=address, limits={"recheck": True})
            options.progress = progress_style(quiet)
            report = run_crawl(options)
    except NewsportalError as error:
        return say(error)
    if report.error:
        return say(StoreError(report.error))
    result = compare(site.truth, _records(report))
    if not quiet:
        print_summary(report)
        _print(result, strange)
    if as_json:
        _print_json(result)
    right = result.sure if strange else result.equal
    return report.exit_code() or int(right < ENOUGH[strange] * result.expected)


def _site(size: int, strange: bool) -> DemoSite:
    try:
        return DemoSite(size=size, strange=strange)
    except ValueError as error:
        raise ArgumentError(f"--size {size}: {error}") from error


def _start_afresh(size: int, strange: bool) -> None:
    """Forget a demo portal of another size or markup: its articles are others."""
    marker = output_folder() / "demo" / "portal.json"
    wanted = json.dumps({"size": size, "strange": strange})
    if not marker.exists() or marker.read_text(encoding="utf-8") != wanted:
        store = Store(store_url())
        store.forget("demo")
        store.close()
        marker.parent.mkdir(parents=True, exist_ok=True)
        marker.write_text(wanted, encoding="utf-8")


def _records(report: Report) -> Iterator[dict[str, Any]]:
    path = next(Path(each) for each in report.files if each.endswith(f"demo{os.sep}articles.jsonl"))
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _print(result: Comparison, strange: bool) -> None:
    lines = [
        "",
        f"{result.equal} of {result.expected} records equal the truth in every compared field",
        f"{result.sure} of {result.expected} in {', '.join(SURE)}" if strange else "",
        _field_line(result),
        f"left out: {', '.join(LEFT_OUT)}",
    ]
    lines += [f"  {key}: {', '.join(names)}" for key, names in list(result.wrong.items())[:10]]
    print("\n".join(line for line in lines if line or line == lines[0]))  # noqa: T201 - as above


def _field_line(result: Comparison) -> str:
    """How many records have each compared field right, those that all have in one word."""
    short = {name: n for name, n in sorted(result.fields.items()) if n < result.expected}
    if not short:
        return f"compared: {', '.join(sorted(result.fields))}"
    whole = len(result.fields) - len(short)
    named = ", ".join(f"{name} {number}" for name, number in short.items())
    return f"right in every record: {whole} fields; in fewer: {named}"


def _print_json(result: Comparison) -> None:
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
            }
        )
    )
