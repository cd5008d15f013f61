"""Differences of records on the terminal: counts by field, and the worst ones word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from newsportal.cli.console import Console
from newsportal.dataset.differing import Part, differing
from newsportal.difference import Change, Differences, as_text

MAX_SHOWN = 600
"""Characters of a side that are shown."""

FOLLOWING = ("section_path", "word_count", "content_hash", "paragraphs", "language")
"""Fields that follow from others, or say the same: they are counted, and not shown."""

SIDES = (("red", "-", "before"), ("green", "+", "after"))


def show(found: Differences, console: Console, what: str = "records") -> None:
    """Print the counts, and below them the worst examples of each field."""
    lost = sum(found.lost.values())
    differ = found.differ - lost
    console.print(
        f"{found.pairs:,} {what}: {found.same:,} the same, {differ:,} differ, {lost:,} lost"
    )
    for reason, count in found.lost.items():
        such = ", ".join(found.lost_keys)
        console.print(f"  lost: {count:,} {reason}, such as {such}", soft_wrap=True)
    if not found.counts:
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("field")
    for name in ("changed", "filled", "emptied"):
        table.add_column(name, justify="right")
    for name, *counts in found.rows():
        table.add_row(name, *(f"{count:,}" if count else "" for count in counts))
    console.print(table)
    for name in [row[0] for row in found.rows() if row[0] not in FOLLOWING]:
        for key, change in found.worst[name][:1]:
            console.print()
            show_change(key, change, console)


def show_change(key: str, change: Change, console: Console) -> None:
    """Print one field of one record: what was, and what is, the words that differ in colour.

    Where there is no colour, such words stand between ``[-`` or ``[+`` and ``]``.
    """
    head = Text.assemble((change.field, "bold"), f" {change.kind}  ", (key, "dim"))
    console.print(head, soft_wrap=True)
    sides = differing(as_text(change.before), as_text(change.after))
    if not any(sides):  # the same words in other lines or kinds
        sides = ([Part(as_text(change.before), True)], [Part(as_text(change.after), True)])
    for parts, (colour, sign, name) in zip(sides, SIDES, strict=True):
        text = Text(f"  {name:7}")
        text.append_text(_painted(parts, colour, sign, console.is_terminal))
        console.print(text, soft_wrap=not console.is_terminal)


def _painted(parts: Sequence[Part], colour: str, sign: str, coloured: bool) -> Text:
    text = Text()
    for number, part in enumerate(_shortened(parts)):
        shown = part.text if coloured or not part.differs else f"[{sign}{part.text}]"
        text.append(" " if number else "")
        text.append(shown, style=colour if part.differs else "dim")
    return text if parts else Text("nothing", style="dim")


def _shortened(parts: Sequence[Part]) -> Iterator[Part]:
    left = MAX_SHOWN
    for part in parts:
        if left <= 0:
            yield Part("…", False)
            return
        short = part.text if len(part.text) <= left else f"{part.text[:left]}…"
        yield Part(short, part.differs)
        left -= len(part.text)
