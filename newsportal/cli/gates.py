"""``newsportal dataset gates``: which records the published filters keep, and why not the rest."""

from __future__ import annotations

import sys
from typing import Any

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from sqlalchemy import Connection

from newsportal.cli.console import Console
from newsportal.cli.crawl import say
from newsportal.cli.stores import opened, selected
from newsportal.crawl import output_folder
from newsportal.dataset.gate_report import Effect, Sample, Tally
from newsportal.dataset.gates import FAMILIES, RULES, score_of
from newsportal.dataset.raw_text import from_evidence, from_warc
from newsportal.dataset.selection import Selection, stored
from newsportal.errors import NewsportalError
from newsportal.pages.elements import printable
from newsportal.store.export import json_line

NAME = max(len(rule.name) for rule in RULES) + 2
"""Columns of the longest name of a rule; the example gives way where there is no room."""


def run(options: dict[str, Any], examples: int, as_json: bool) -> int:
    """Score the records of a selection; 0, or 2 for a wrong option, 5 without a store."""
    try:
        found = _scored(selected(options), examples)
    except NewsportalError as error:
        return say(error)
    if as_json:
        sys.stdout.write(json_line(found) + "\n")
    else:
        Console(highlight=False).print(_painted(found))
    return 0


def _scored(selection: Selection, examples: int) -> dict[str, Any]:
    """The counts over all records, and the effect of the cleaning on a sample of them.

    Raises:
        StoreError: The store cannot be opened or read.
    """
    tally, sample = Tally(examples), Sample()
    with opened() as store, store.engine.connect() as connection:
        for each in stored(connection, selection):
            tally.add(each.record, score_of(each.record))
            sample.add(each.record)
        effect = _effect(connection, sample)
    return {**tally.to_dict(), "cleaning": effect.to_dict()}


def _effect(connection: Connection, sample: Sample) -> Effect:
    effect = Effect()
    for record in sample.records:
        raw, source = from_warc(output_folder(), record), "warc"
        if raw is None:
            raw, source = from_evidence(connection, record), "evidence"
        effect.add(record, raw, source)
    return effect


def _painted(found: dict[str, Any]) -> Group:
    if not found["records"]:
        return Group("no record is stored that was asked for")
    parts: list[RenderableType] = []
    for name, meaning in FAMILIES.items():
        family = found["families"][name]
        number = f"[bold]{family['pass']:,} of {found['records']:,}[/] pass {escape(name)}"
        parts += [f"{number}  [dim]{escape(meaning)}[/]"]
        for rule, skipped in family["skipped"].items():
            parts += [f"  [yellow]{rule}: not asked of {skipped:,}, where it is not known[/]"]
        parts += [_rules(family["rules"])] if family["rules"] else []
        parts += [""]
    return Group(*parts, *_cleaning(found["cleaning"]))


def _rules(rules: list[dict[str, Any]]) -> Table:
    table = _grid("  stopped by", "threshold", "records", "alone", "for example")
    for rule in rules:
        counts = (rule["threshold"], f"{rule['stops']:,}", f"{rule['alone']:,}")
        rows = [_example(each) for each in rule["examples"]] or [""]
        table.add_row(f"  {rule['rule']}", *counts, rows[0])
        for row in rows[1:]:
            table.add_row("", "", "", "", row)
    return table


def _example(each: dict[str, Any]) -> str:
    title = escape(printable((each["title"] or "")[:60]))
    return f"{escape(printable(str(each['id'])))} [bold]{each['value']:.3g}[/] [dim]{title}[/]"


def _grid(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, expand="for example" in columns)
    for number, name in enumerate(columns):
        last = number == len(columns) - 1 and name == "for example"
        widths = {"ratio": 1} if last else {"min_width": NAME if number == 0 else len(name)}
        table.add_column(
            name,
            header_style="dim",
            justify="right" if number > 0 and not last else "left",
            no_wrap=True,
            overflow="ellipsis" if last else "fold",
            **widths,  # type: ignore[arg-type]  # numbers, all of them
        )
    return table


def _cleaning(effect: dict[str, Any]) -> list[RenderableType]:
    """The effect of the cleaning, and what it was measured on."""
    sources = effect["from"]
    counts = (
        f"{sources['warc']:,} pages from WARC files, {sources['evidence']:,} from the texts that "
        f"rules took, {sources['nothing']:,} of which nothing is kept"
    )
    heading = f"[bold]effect of the cleaning[/]  [dim]{counts}[/]"
    if not effect["records"]:
        return [heading]
    passing = _grid(f"  of {effect['records']:,}", "clean", "raw")
    for name, each in effect["families"].items():
        passing.add_row(f"  pass {name}", f"{each['clean']:,}", f"{each['raw']:,}")
    worse = sorted(effect["rules"].items(), key=lambda each: each[1]["clean"] - each[1]["raw"])
    for name, each in worse[:5]:
        if each["raw"] > each["clean"]:
            passing.add_row(
                f"  [dim]stopped by {name}[/]",
                f"[dim]{each['clean']:,}[/]",
                f"[dim]{each['raw']:,}[/]",
            )
    return [heading, passing]
