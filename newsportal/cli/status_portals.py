"""``newsportal status``: each portal on a few lines."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

from rich.table import Table

from newsportal.cli.alarms import alarm_of, line_of
from newsportal.cli.console import Console
from newsportal.cli.crawl import say
from newsportal.cli.stores import opened
from newsportal.errors import NewsportalError, UnknownPortalError
from newsportal.store.status import PortalStatus, RunStatus, portal_statuses


def run(portal: str | None, as_json: bool) -> int:
    """Print the status of each portal; 0, 2 for one never crawled, 5 where there is no store."""
    try:
        with opened() as store:
            found = portal_statuses(store, portal)
        if portal is not None and not found:
            raise UnknownPortalError(f"{portal!r} was never crawled into this store")
    except NewsportalError as error:
        return say(error)
    if as_json:
        sys.stdout.write(json.dumps([plain(each) for each in found], ensure_ascii=False) + "\n")
    else:
        show(found)
    return 0


def show(found: list[PortalStatus]) -> None:
    """Print a table, and below it what wants a look."""
    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False)
    for name in ("portal", "last run", "end", "new today", "articles", "gone", "left", "alarms"):
        justify: Any = "left" if name in ("portal", "last run", "end") else "right"
        table.add_column(name, justify=justify, header_style="bold", no_wrap=True)
    for each in found:
        alarms = f"[bold red]{len(each.alarms)}[/]" if each.alarms else "0"
        table.add_row(
            each.portal, when(each.last_run), each.last_run.state, f"{each.new_today:,}",
            f"{each.articles.get('live', 0):,}", f"{each.articles.get('gone', 0):,}",
            f"{sum(each.frontier.values()):,}", alarms,
        )  # fmt: skip
    console.print(table if found else "no portal was crawled into this store yet")
    for each in found:
        for line in details(each):
            console.print(line, soft_wrap=True)


def details(each: PortalStatus) -> list[str]:
    """What is left of a portal, how far its listings were read, and its alarms."""
    left = ", ".join(f"{number} {state}" for state, number in sorted(each.frontier.items()))
    lines = [f"  left for the next run: {left}"] if left else []
    for one in each.backfill:
        oldest = f", back to {one.oldest}" if one.oldest else ""
        lines.append(f"  not read to its end: {line_of(one.path)}{oldest}")
    for alarm in each.alarms:
        since = f"[red]since {alarm.raised_at[:16].replace('T', ' ')}[/]"
        lines += alarm_of(asdict(alarm), since)
    return ["", f"[bold]{each.portal}[/]", *lines] if lines else []


def when(run: RunStatus) -> str:
    """When a run started, in UTC, to the minute."""
    return f"{run.started_at[:16].replace('T', ' ')} UTC"


def plain(each: PortalStatus) -> dict[str, Any]:
    """The status as plain data, the last run without its report."""
    data = asdict(each)
    del data["last_run"]["report"]
    return data
