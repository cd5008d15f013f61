"""What a Layout, metadata and the generic extractor say of the same pages, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table

from newsportal.cli.console import Console
from newsportal.induce.agreement import Agreement


def show_agreement(rows: Sequence[Agreement], console: Console) -> None:
    """Print a line for each field, with an example under it for each of three."""
    table = Table(box=None, pad_edge=False)
    for name in ("field", "selector"):
        table.add_column(name)
    for name in ("pages", "filled", "metadata", "agree", "generic", "agree"):
        table.add_column(name, justify="right")
    for row in rows:
        table.add_row(
            f"[bold]{row.field}[/]", escape(row.selector or ""),
            *map(str, (row.pages, row.layout, row.metadata, row.metadata_agrees)),
            *map(str, (row.generic, row.generic_agrees)),
        )  # fmt: skip
    console.print(table)
    for row in rows:
        for example in row.examples:
            console.print(f"  [dim]{row.field}:[/] {escape(example)}", soft_wrap=True)
