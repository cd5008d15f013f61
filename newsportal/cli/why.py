"""``newsportal why``: where each field of a record came from, what lost, and what was cut."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table

from newsportal.cli.console import Console
from newsportal.cli.crawl import say
from newsportal.crawl import store_url
from newsportal.errors import ArgumentError, ExtractionError, NewsportalError
from newsportal.evidence import FIELDS, evidence
from newsportal.store import Store
from newsportal.store.database import is_made, shown


def run(name: str, field: str | None, as_json: bool) -> int:
    """Show the evidence of a record; 0, or 1 where there is no such record, 2 for a wrong field."""
    try:
        if field is not None and field not in FIELDS:
            raise ArgumentError(f"{field!r} is no field to ask for; there are {', '.join(FIELDS)}")
        found = _of_file(name) if os.path.isfile(name) else _of_store(name)  # noqa: PTH113 - Path raises for a long address
    except (ExtractionError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        print(f"newsportal: {name}: {reason}", file=sys.stderr)  # noqa: T201 - a command's own output
        return 1
    except NewsportalError as error:
        return say(error)
    if isinstance(found, str):
        print(f"newsportal: {found}", file=sys.stderr)  # noqa: T201 - a command's own output
        return 1
    if field is not None:
        found["fields"] = {key: each for key, each in found["fields"].items() if key == field}
    if as_json:
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    else:
        Console(highlight=False).print(_painted(found, field))
    return 0


def _of_file(name: str) -> dict[str, Any]:
    """The evidence of a saved page."""
    from newsportal.cli.extract import page_of
    from newsportal.road import run as run_road

    page = run_road(page_of(Path(name).read_bytes(), None, None))
    return {"id": page.article.id, "url": page.url, "version": 1, **evidence(page)}


def _of_store(name: str) -> dict[str, Any] | str:
    """The evidence of a stored record by its id or address, or a sentence that says what there is.

    An article that made no record has a reason instead.
    """
    if not is_made(store_url()):
        return f"there is no store at {shown(store_url())}: crawl first, or name a saved page"
    store = Store(store_url())
    try:
        return store.explain(name) or (
            f"the store has no article {name!r}: give an id such as demo:15, one of its addresses, "
            "or the path of a saved page"
        )
    finally:
        store.close()


def _painted(found: dict[str, Any], field: str | None) -> Group:
    name, url = escape(str(found["id"])), escape(found["url"] or "")
    parts: list[RenderableType] = [f"[bold]{name}[/] version {found['version']}", url]
    parts += [f"[yellow]{escape(gone_line(found))}[/]"] if found.get("state") == "gone" else []
    parts += [""]
    parts += [_fields(found["fields"])]
    if field in (None, "text"):
        parts += ["", _removed(found["removed"])]
    if field is None and found["flags"]:
        parts += ["", f"flags: {', '.join(found['flags'])}"]
    if field is not None and not found["fields"]:
        parts += [f"nothing on the page offers a {field}"]
    return Group(*parts)


def gone_line(found: dict[str, Any]) -> str:
    """Since when and why an article is gone.

    >>> gone_line({"gone_at": "2026-11-03T23:30:00+00:00", "gone_reason": "http-404-unlisted"})
    'gone since 2026-11-03T23:30:00+00:00: http-404, and no listing names it'
    """
    if not found["gone_at"]:
        return "gone; an older version of this program did not note since when"
    reason = str(found["gone_reason"])
    listed = "and no listing names it" if reason.endswith("-unlisted") else "twice in a row"
    return f"gone since {found['gone_at']}: {reason.removesuffix('-unlisted')}, {listed}"


def _grid(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for number, name in enumerate(columns):
        table.add_column(name, header_style="dim", no_wrap=number < len(columns) - 1)
    return table


def _fields(fields: dict[str, Any]) -> Table:
    table = _grid("field", "from", "value")
    for name, each in fields.items():
        table.add_row(f"[bold]{name}[/]", each["source"] or "", escape(each["value"] or "none"))
        for other in each["candidates"]:
            same = other["value"] == each["value"]
            if not (same and other["source"] == each["source"]):
                text = "the same" if same else escape(other["value"] or "")
                table.add_row("[dim]  found[/]", f"[dim]{other['source']}[/]", f"[dim]{text}[/]")
    return table


def _removed(removed: list[dict[str, Any]]) -> RenderableType:
    if not removed:
        return "no rule took anything"
    table = _grid("taken by", "characters", "text")
    for each in removed:
        text = escape(each["text"][:70])
        table.add_row(each["rule"], f"{each['characters']:,}", f"[dim]{text}[/]")
    return table
