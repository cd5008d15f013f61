"""The statistics of the stored records on a terminal of 80 columns."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from newsportal.dataset.series import finest, in_time
from newsportal.dataset.statistics import FIELDS, QUANTILES, Statistics, cluster_sizes
from newsportal.dataset.tally import largest, quantile
from newsportal.pages.elements import number, percent, plural, printable, shortened

_BLOCKS = " ▏▎▍▌▋▊▉█"
_WIDTH = 30
_MOST_PERIODS, _MOST_ROWS = 16, 8

Row = tuple[str, int]


def view(found: Statistics, today: str) -> Group:
    """Short tables with bars: time, sections, lengths, coverage, sources, duplicates, gates."""
    parts: list[RenderableType] = [_head(found)]
    unit = finest(found.days, today, _MOST_PERIODS)
    series = in_time(found.days, today, unit, _MOST_PERIODS)
    if series.shown:
        rows = [("earlier", series.earlier)] if series.earlier else []
        rows += [(p, sum(row)) for p, row in zip(series.shown, series.counts, strict=True)]
        parts += ["", _bars(f"records by {unit}", rows, found.records, len(rows))]
    sections = [(found.name_of(slug), count) for slug, count in largest(found.sections.counts)]
    tables = {
        "section": sections,
        "flag": largest(found.flags),
        "credited source": largest(found.credited.counts),
        "author": largest(found.authors.counts),
        "gate passed": [(name, gate[True]) for name, gate in sorted(found.gates.items())],
    }
    for name, rows in tables.items():
        parts += ["", _bars(name, rows, found.records)] if rows else []
    return Group(*parts, "", _coverage(found))


def _head(found: Statistics) -> Table:
    table = Table.grid(padding=(0, 2))
    gone = sum(states["gone"] for states in found.states.values())
    words = {name: quantile(found.words, share) or 0 for name, share in QUANTILES.items()}
    sizes = cluster_sizes(found.clusters)
    for name, told in (
        ("records", f"{number(found.records)}, {number(gone)} of them gone from their site"),
        ("portals", ", ".join(f"{n} {number(s.total())}" for n, s in sorted(found.states.items()))),
        ("days", f"{_span(found)}; {number(found.undated)} records without a date"),
        ("words", ", ".join(f"{name} {number(value)}" for name, value in words.items())),
        ("duplicates", f"{number(found.originals.total)} exact, {number(sizes.total())} clusters"),
    ):
        table.add_row(Text(name, style="bold"), Text(printable(told)))
    return table


def _span(found: Statistics) -> str:
    if not found.spans:
        return "none"
    first, last = zip(*found.spans.values(), strict=True)
    return f"{min(first)} to {max(last)}"


def _bars(title: str, rows: list[Row], whole: int, most: int = _MOST_ROWS) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(Text(title), header_style="bold", width=26, no_wrap=True)
    table.add_column("", width=_WIDTH, style="cyan", no_wrap=True)
    table.add_column("", justify="right", min_width=9)
    table.add_column("", justify="right", style="dim", min_width=5)
    shown, others = rows[:most], sum(count for _, count in rows[most:])
    top = max([count for _, count in shown] or [1])
    for name, count in shown:
        table.add_row(
            Text(shortened(printable(name), 26)), bar(count / max(1, top)), number(count),
            percent(count, whole),
        )  # fmt: skip
    if others:  # without a bar: it would dwarf the others
        name = plural(len(rows) - len(shown), "other")
        table.add_row(Text(name), "", number(others), percent(others, whole))
    return table


def bar(share: float, width: int = _WIDTH) -> str:
    """A bar of block characters, to an eighth of one.

    >>> bar(0.5, 4), bar(0.45, 4), bar(0.001, 4)
    ('██', '█▊', '▏')
    """
    eighths = max(1, round(share * width * 8)) if share > 0 else 0
    rest = _BLOCKS[eighths % 8] if eighths % 8 else ""
    return _BLOCKS[8] * (eighths // 8) + rest


def _coverage(found: Statistics) -> Table:
    """All fields with the share of records that state them, three beside each other."""
    total = found.total_coverage()
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for _ in range(3):
        table.add_column("field", header_style="bold", width=19, no_wrap=True)
        table.add_column("", justify="right", width=5)
    rows = [cell for name in FIELDS for cell in (name, percent(total[name], found.records))]
    size = -(-len(FIELDS) // 3)
    for line in range(size):
        cells = [rows[2 * at : 2 * at + 2] for at in range(line, len(FIELDS), size)]
        table.add_row(*(cell for pair in cells for cell in pair))
    return table
