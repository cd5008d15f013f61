"""``newsportal portals``: the map of provincial portals, with what the user has verified."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable

from rich.table import Table

from newsportal.cli.console import Console
from newsportal.cli.crawl import say
from newsportal.cli.verified import seen_by_user
from newsportal.errors import NewsportalError
from newsportal.portal_map import COLUMNS, MapRow, chosen, portal_map
from newsportal.portals import portal_of

Line = dict[str, str | None]


def run(province: str | None, family: str | None, form: str) -> int:
    """Print the rows as table, json or csv; the exit code."""
    try:
        rows = chosen(portal_map(), province, family)
        own = seen_by_user()
    except NewsportalError as error:
        return say(error)
    lines = [_line(row, own) for row in rows]
    {"json": _print_json, "csv": _print_csv, "table": _print_table}[form](lines)
    return 0


def _line(row: MapRow, own: dict[str, tuple[str, str]]) -> Line:
    """A row of the map, the portal declared for it, and what the user saw in the place of ours."""
    declared = portal_of(f"https://{row.host}/")
    name = declared.name if declared else None
    cells: Line = {each: getattr(row, each) or None for each in COLUMNS}
    checked_at, seen = own.get(name or "", (None, None))
    return cells | {
        "verified": checked_at[:10] if checked_at else row.verified,
        "seen": seen,
        "portal": name,
    }


def _print_json(lines: Iterable[Line]) -> None:
    for line in lines:
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def _print_csv(lines: Iterable[Line]) -> None:
    writer = csv.DictWriter(sys.stdout, [*COLUMNS, "seen", "portal"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)


def _print_table(lines: list[Line]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    for name in ("province", "since July 2025", "host", "family", "verified"):
        table.add_column(name, no_wrap=True)
    for line in lines:
        now = line["province_now"] if line["province_now"] != line["province"] else "="
        mark = "*" if line["portal"] else ""
        table.add_row(line["province"], now, f"{line['host']}{mark}", line["family"],
                      line["verified"])  # fmt: skip
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 80)
    console.print(table)
    console.print(f"\n{_foot(lines)}", soft_wrap=True)


def _foot(lines: list[Line]) -> str:
    never = sum(line["verified"] == "never" for line in lines)
    declared = sorted(line["portal"] for line in lines if line["portal"])
    parts = [f"{len(lines)} portals, {never} of them never verified on real pages."]
    if declared:
        parts.append(f"* is declared here: {', '.join(declared)}.")
    parts += ["--json and --csv tell more."]
    return "\n".join(parts)
