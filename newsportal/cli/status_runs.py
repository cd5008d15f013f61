"""``newsportal status runs``: the last runs, or one as a whole."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from rich.markup import escape
from rich.table import Table

from newsportal.cli.alarms import alarm_of, line_of
from newsportal.cli.console import Console, report_console
from newsportal.cli.crawl import say
from newsportal.cli.status_portals import when
from newsportal.cli.stores import opened
from newsportal.errors import NewsportalError
from newsportal.health.measures import Measures
from newsportal.health.standing import Raised
from newsportal.store import Store
from newsportal.store.health import alarms_of, measures_of
from newsportal.store.status import RunStatus, run_status, run_statuses

PARTS = ("stored", "changed", "unchanged", "known", "duplicate", "refused", "failed", "parked",
         "pending")  # fmt: skip
"""What the addresses that a run discovered became."""


def run(run_id: str | None, portal: str | None, limit: int, as_json: bool) -> int:
    """Print runs; 0, 1 if there is no such run, 5 where there is no store."""
    try:
        with opened() as store:
            if run_id is not None:
                return _one(store, run_id, as_json)
            found = run_statuses(store, portal, limit)
    except NewsportalError as error:
        return say(error)
    if as_json:
        _print_json([_plain(each) for each in found])
    else:
        report_console().print(_table(found))
    return 0


def _one(store: Store, run_id: str, as_json: bool) -> int:
    found = run_status(store, run_id)
    if found is None:
        print(f"newsportal: there is no run {run_id!r}; `status runs` lists them", file=sys.stderr)  # noqa: T201 - a command's own output
        return 1
    measures, alarms = measures_of(store, run_id), alarms_of(store, run_id)
    if as_json:
        told = {"measures": measures.to_dict() if measures else None}
        _print_json({**asdict(found), **told, "alarms": [asdict(each) for each in alarms]})
    else:
        console = Console(highlight=False)
        for line in _lines(found, measures, alarms):
            console.print(line, soft_wrap=True)
    return 0


def _table(found: Iterable[RunStatus]) -> Table:
    table = Table(box=None, pad_edge=False)
    named = ("run", "portal", "started", "end")
    for name in (*named, "seconds", "new", "changed", "refused", "failed", "alarms"):
        justify: Any = "left" if name in named else "right"
        width = len("20261125T053007Z-0f1e2d") if name == "run" else None
        table.add_column(name, justify=justify, header_style="bold", no_wrap=True, min_width=width)
    for each in found:
        seconds = "" if each.seconds is None else f"{each.seconds:,.0f}"
        numbers = [each.number(name) for name in ("stored", "changed", "refused", "failed")]
        alarms = f"[bold red]{each.alarms}[/]" if each.alarms else "0"
        row = (each.run_id, each.portal, when(each), each.state, seconds)
        table.add_row(*row, *(f"{number:,}" for number in numbers), alarms)
    return table


def _lines(found: RunStatus, measures: Measures | None, alarms: list[Raised]) -> Iterable[str]:
    yield f"[bold]{found.run_id}[/] {found.portal}, {found.state}, started {when(found)}"
    if found.seconds is not None:
        pages, listed = found.number("pages"), found.number("listings")
        yield f"{found.seconds:,.0f} seconds, {listed:,} pages of listings, {pages:,} of articles"
    if found.report:
        parts = " + ".join(f"{found.number(name):,} {name}" for name in PARTS)
        yield f"{found.number('discovered'):,} found = {parts}"
    for name in ("error", "strange", "imbalance"):
        if found.report.get(name):
            yield f"[red]{escape(line_of(found.report[name]))}[/]"
    if measures is not None:
        yield from _measured(measures)
    for each in alarms:
        over = each.ended_in == found.run_id
        yield from alarm_of(asdict(each), "[green]over[/]" if over else "[bold red]alarm[/]")


def _measured(measures: Measures) -> Iterable[str]:
    for section, counts in sorted(measures.outcomes.items()):
        named = ", ".join(f"{number} {name}" for name, number in sorted(counts.items()))
        yield f"  {section or '(no section)'}: {named}"
    for walk in measures.listings:
        end = f"{walk.end} at page {walk.page} of {walk.advertised}"
        yield f"  [dim]listing {escape(line_of(walk.key))}: {end}[/]"
    if measures.slowest:
        yield "slowest pages"
    for seconds, url in measures.slowest:
        yield f"  {seconds:7.3f} s  {escape(line_of(url))}"
    if measures.errors:
        yield f"made no record, the first {len(measures.errors)}"
    for state, reason, url in measures.errors:
        yield f"  {state}: {reason}  {escape(line_of(url))}"


def _plain(each: RunStatus) -> dict[str, Any]:
    return {**asdict(each), "seconds": each.seconds}


def _print_json(data: Any) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
