"""``newsportal dataset search``: stored records by words."""

from __future__ import annotations

import sys
from typing import Any

from rich.text import Text

from newsportal.cli.console import Console
from newsportal.cli.crawl import say
from newsportal.cli.stores import opened, selected
from newsportal.dataset.folding import snippet
from newsportal.dataset.search import Hit, search
from newsportal.errors import NewsportalError
from newsportal.pages.elements import printable
from newsportal.store.export import json_line


def run(words: list[str], options: dict[str, Any], limit: int, as_json: bool) -> int:
    """Show what was found; 0, or 1 where that is nothing, 2 for a wrong argument."""
    asked = " ".join(words)
    try:
        selection = selected(options)
        with opened() as store:
            found = search(store.engine, asked, selection, limit)
    except NewsportalError as error:
        return say(error)
    if as_json:
        for hit in found:
            sys.stdout.write(json_line(_plain(hit, asked)) + "\n")
    elif found:
        console = Console(highlight=False)
        for hit in found:
            console.print(_painted(hit, asked), soft_wrap=False)
    else:
        print(f"newsportal: no record has {asked!r}", file=sys.stderr)  # noqa: T201 - a command's own output
    return 0 if found else 1


def _plain(hit: Hit, asked: str) -> dict[str, Any]:
    names = ("title", "date_published", "section", "canonical_url")
    own = {name: hit.record[name] for name in names}
    text = "".join(piece for piece, _ in snippet(hit.record["text"], asked))
    return {"id": hit.id, "portal": hit.portal, "state": hit.state, **own, "snippet": text}


def _painted(hit: Hit, asked: str) -> Text:
    record = hit.record
    shown = Text(f"{hit.id}  {(record['date_published'] or 'no date')[:10]}", style="dim")
    shown.append(f"  {hit.state}" if hit.state != "live" else "", style="yellow")
    shown.append(f"\n{printable(record['title'] or 'no title')}\n", style="not dim bold")
    for piece, is_found in snippet(record["text"], asked):
        shown.append(printable(piece), style="not dim bold yellow" if is_found else "not dim")
    return shown.append("\n")
