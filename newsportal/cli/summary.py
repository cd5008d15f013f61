"""The summary at the end of a crawl: what was found, what became of it, and where it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from rich.console import Group, RenderableType
from rich.table import Table

from newsportal.cli.alarms import alarm_lines
from newsportal.cli.console import Console
from newsportal.report import COVERED, Report


def print_summary(report: Report) -> None:
    """Print `summary` on stdout."""
    Console(highlight=False).print(summary(report))


def print_summaries(made: Mapping[str, Report | BaseException]) -> None:
    """Print the summary of one portal's run, or a line a portal."""
    reports = [each for each in made.values() if isinstance(each, Report)]
    if len(made) > 1:
        Console(highlight=False).print(side_by_side(made))
    elif reports:
        print_summary(reports[0])


def summary(report: Report) -> Group:
    """The counts, field coverage, what the rules took, and the files."""
    parts: list[RenderableType] = [_counts(report)]
    if report.sources.keys() - {"listings"}:
        parts += ["", _sources(report)]
    if report.records:
        parts += ["", _coverage(report)]
    if report.removed:
        parts += ["", _removed(report)]
    if report.files:
        parts += ["", "[bold]written[/]", *(f"  {path}" for path in report.files)]
    parts += _notes(report)
    if report.outcome == "interrupted":
        parts += ["", "[yellow]stopped; the same command goes on from here[/]"]
    return Group(*parts)


def _notes(report: Report) -> list[RenderableType]:
    """What of a run wants a word, below its counts."""
    parts: list[RenderableType] = []
    if report.reached:
        oldest = (f"  {path} back to {day}" for path, day in report.reached.items())
        parts += ["", "[bold]not yet read to the end[/]", *oldest]
    if report.delay:
        parts += ["", report.delay]
    if report.doubted:
        left_out = (f"  {name}: {number} left out" for name, number in report.doubted.items())
        parts += ["", "[bold]listings that lack most of what is stored[/]", *left_out]
    if told := alarm_lines(report.alarms):
        parts += ["", "[bold]compared with its past[/]", *told]
    if report.imbalance:
        parts += ["", f"[bold red]the counts do not add up: {report.imbalance}[/]"]
    return parts


def side_by_side(made: Mapping[str, Report | BaseException]) -> Table:
    """The counts of several runs, a line a portal; of one that broke, that it was not crawled."""
    table = _grid("portal", "new", "changed", "same", "known", "refused", "failed", "end")
    table.columns[0].min_width, table.columns[-1].min_width = max(map(len, made)), 11
    table.padding = (0, 1, 0, 0)
    for name, each in made.items():
        if not isinstance(each, Report):
            table.add_row(name, *[""] * 6, "[red]not crawled[/]")
            continue
        numbers = [each.stored, each.changed, each.unchanged, each.known]
        numbers += [each.refused.total(), each.failures]
        alarms = len(each.alarms.get("raised", ()))
        named = f"[red]{alarms} alarm{'s' * (alarms > 1)}[/]" if alarms else each.outcome
        end = "[red]unbalanced[/]" if each.imbalance else named
        end = "[red]unreachable[/]" if each.unreachable else end
        table.add_row(name, *(f"{number:,}" for number in numbers), end)
    return table


def _grid(title: str, *columns: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for number, name in enumerate((title, *columns)):
        style = "dim" if number else "bold"
        justify: Literal["left", "right"] = "right" if number else "left"
        table.add_column(name, justify=justify, header_style=style, no_wrap=True)
    return table


def _counts(report: Report) -> Table:
    seconds = _seconds(report)
    table = _grid(f"{report.portal}: {report.stored} new, {report.unchanged} unchanged", "")
    rows = [
        ("found", report.discovered, ""),
        ("stored", report.stored, "green"),
        ("changed", report.changed, "green"),
        ("unchanged", report.unchanged, ""),
        ("known, not due", report.known, ""),
        ("duplicate addresses", report.duplicate, ""),
        *_reasons("refused", report.refused, "yellow"),
        *_reasons("failed", report.failed, "red"),
        *_reasons("listing failed", report.listings_failed, "red"),
        *_reasons("gone from the portal", report.gone, "yellow"),
        *_reasons("parked", report.parked, "yellow"),
        *((f"led on to {host}", number, "yellow") for host, number in report.moved.items()),
        *_reasons("pages of listings", report.traps, "yellow"),
        ("left for the next run", report.pending, "yellow"),
    ]
    for name, number, style in rows:
        if number or name in ("found", "stored", "unchanged"):
            table.add_row(f"  {name}", f"[{style}]{number:,}[/]" if style else f"{number:,}")
    listed = sum(source.pages for source in report.sources.values())
    table.add_row("  pages", f"{listed:,} + {report.pages:,}")
    table.add_row("  seconds", f"{seconds:,.0f}")
    return table


def _reasons(name: str, counts: Mapping[str, int], style: str) -> list[tuple[str, int, str]]:
    return [(f"{name}: {reason}", number, style) for reason, number in sorted(counts.items())]


def _sources(report: Report) -> Table:
    table = _grid("sources", "pages", "addresses", "new")
    for name, source in report.sources.items():
        table.add_row(f"  {name}", *(f"{each:,}" for each in (
            source.pages, source.entries, source.new)))  # fmt: skip
        failed = _reasons("not read", source.failed, "red") if name != "listings" else []
        for text, number, style in [*failed, *_reasons("left alone", source.left, "dim")]:
            table.add_row(f"    [{style}]{text}[/]", f"[{style}]{number:,}[/]", "", "")
    return table


def _coverage(report: Report) -> Table:
    table = _grid("fields", "%")
    for name in COVERED:
        table.add_row(f"  {name}", f"{100 * report.covered[name] / report.records:.0f}")
    for name, number in report.flags.most_common(6):
        table.add_row(f"  [dim]flag {name}[/]", f"[dim]{100 * number / report.records:.0f}[/]")
    return table


def _removed(report: Report) -> Table:
    table = _grid("taken out by rule", "characters")
    for name, number in report.removed.most_common():
        table.add_row(f"  {name}", f"{number:,}")
    return table


def _seconds(report: Report) -> float:
    start, end = (datetime.fromisoformat(at or report.started_at) for at in (
        report.started_at, report.ended_at))  # fmt: skip
    return (end - start).total_seconds()
