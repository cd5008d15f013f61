"""Tables that hold data, told from tables that only lay a page out."""

from __future__ import annotations

from lxml.etree import _Element

from newsportal.parse import text_of

MAX_CELL = 120
"""Mean characters of a cell; above it the table lays out running text."""


def table_rows(table: _Element) -> list[str] | None:
    """Each row of a data table as one line, or None where the table is layout.

    Data has two rows and two columns at least, short cells, no pictures, and no table inside.
    """
    if (
        next(table.iterdescendants("table", "img", "iframe", "video", "form", "h1"), None)
        is not None
    ):
        return None
    rows: list[list[str]] = []
    for row in table.iter("tr"):
        cells = [text_of(cell) for cell in row.iterchildren("td", "th")]
        if any(cells):
            rows.append(cells)
    wide = [row for row in rows if sum(map(bool, row)) >= 2]
    cells = [cell for row in rows for cell in row if cell]
    if len(wide) < 2 or len(wide) < len(rows) / 2 or sum(map(len, cells)) > MAX_CELL * len(cells):
        return None
    return [" | ".join(filter(None, row)) for row in rows]
