"""What a Layout, metadata and the generic extractor say of the same pages, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from newsportal.induce.agreement import Agreement

SHOWN = 60
"""Characters of an example."""


def agreement_table(rows: Sequence[Agreement]) -> Table:
    """Field by field on how many pages Layout, metadata and generic extractor say the same."""
    table = Table(box=None, pad_edge=False)
    for name in ("field", "selector", "record", "metadata", "generic", "for example"):
        table.add_column(name)
    for row in rows:
        shown = [each if len(each) <= SHOWN else f"{each[: SHOWN - 1]}…" for each in row.examples]
        table.add_row(
            row.field,
            (row.selector or "-").replace("[", r"\["),
            f"{row.layout} of {row.pages}",
            f"{row.metadata_agrees} of {row.metadata} agree",
            f"{row.generic_agrees} of {row.generic} agree",
            "\n".join(shown).replace("[", r"\["),
        )
    return table
