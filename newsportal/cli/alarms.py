"""How alarms are shown on a screen: a sentence, an example and an address each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.markup import escape

from newsportal.pages.elements import one_line

MAX_SHOWN = 160

KINDS = (
    ("raised", "[bold red]new[/]"),
    ("standing", "[red]stands[/]"),
    ("ended", "[green]over[/]"),
)


def line_of(text: str) -> str:
    """What a page or a host wrote, as it may stand in a line."""
    return one_line(text, MAX_SHOWN)


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
    yield f"  {word} [bold]{each['name']}[/]: {escape(line_of(each['sentence']))}"
    for name in ("example", "url"):
        if each[name]:
            yield f"    [dim]{escape(line_of(each[name]))}[/]"
