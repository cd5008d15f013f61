"""How alarms are shown on a screen: a sentence, an example and an address each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.markup import escape

MAX_SHOWN = 160

KINDS = (
    ("raised", "[bold red]new[/]"),
    ("standing", "[red]stands[/]"),
    ("ended", "[green]over[/]"),
)


def printable(text: str) -> str:
    r"""A text that a page or a host wrote, on one line, with nothing that moves a cursor.

    >>> printable("Mời\x1b[2J đọc\n thêm")
    'Mời�[2J đọc thêm'
    """
    kept = "".join(each if each.isprintable() else "�" for each in " ".join(text.split()))
    return kept if len(kept) <= MAX_SHOWN else f"{kept[: MAX_SHOWN - 1]}…"


def alarm_lines(alarms: Mapping[str, Any]) -> list[str]:
    """The alarms of a run in Rich's markup, as `newsportal.watching.told` gives them.

    Empty of a run that has none and could be compared.
    """
    lines = [line for kind, word in KINDS for each in alarms.get(kind, ())
             for line in alarm_of(each, word)]  # fmt: skip
    unjudged = alarms.get("unjudged", {})
    few = [(name, why) for name, why in unjudged.items() if why.startswith("too few")]
    if few:
        named = ", ".join(name for name, _ in few)
        lines.append(f"  [dim]{few[0][1]}; not yet: {named}[/]")
    return lines


def alarm_of(each: Mapping[str, Any], word: str) -> Iterator[str]:
    """The lines of one alarm."""
    yield f"  {word} [bold]{each['name']}[/]: {escape(printable(each['sentence']))}"
    for name in ("example", "url"):
        if each[name]:
            yield f"    [dim]{escape(printable(each[name]))}[/]"
