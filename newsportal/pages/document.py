"""The frame of a page: its head, key numbers, and a section for each plot with its table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from lxml import etree, html

from newsportal.pages.elements import el, number

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""The Content-Security-Policy of every page: no script runs and nothing is loaded."""


class Key(NamedTuple):
    """A number that stands at the head of a page."""

    name: str
    value: str
    note: str = ""


class Section(NamedTuple):
    """A part of a page: what it shows, and the numbers behind it."""

    title: str
    lead: str
    plots: Sequence[Any] = ()
    """Elements of `newsportal.pages.plots`; two stand side by side."""

    legend: Sequence[tuple[str, str]] = ()
    """Class and name of each series."""

    note: str = ""
    table: tuple[Sequence[str], Sequence[Sequence[str | int]]] | None = None
    """Heads and rows."""

    wide: bool = False
    """Over the whole width of the page."""

    open: bool = False
    """The table stands open, for want of a plot."""

    lang: str | None = None
    """The language of the names in the legend and the table, where it is not the page's."""


def document(title: str, lead: str, keys: Iterable[Key], sections: Iterable[Section]) -> str:
    """A page as one file of HTML; the same arguments give the same text."""
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=POLICY),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", title),
        _style(),
    )
    body = el(
        "body",
        el("header", el("h1", title), el("p", lead, class_="lead"), _keys(list(keys))),
        el("main", [_section(each, place) for place, each in enumerate(sections)]),
        el("footer", el("p", "This page is one file: it loads nothing and runs no script.")),
    )
    text = etree.tostring(
        el("html", head, body, lang="en"),
        method="html",
        encoding="unicode",
        doctype="<!doctype html>",
    )
    return text + "\n"


def _style() -> Any:
    """The style sheet; the one text that is put in as it is, for it is ours and has many lines."""
    made = html.Element("style")
    made.text = _sheet()
    return made


@lru_cache(maxsize=1)
def _sheet() -> str:
    return files("newsportal.pages").joinpath("page.css").read_text(encoding="utf-8")


def _keys(keys: list[Key]) -> Any:
    return (
        el(
            "dl",
            [
                el(
                    "div",
                    el("dt", each.name),
                    el("dd", each.value, el("small", each.note) if each.note else None),
                )
                for each in keys
            ],
            class_="figures",
        )
        if keys
        else None
    )


def _section(each: Section, place: int) -> Any:
    name = f"part-{place + 1}"
    return el(
        "section",
        el("h2", each.title, id=name),
        el("p", each.lead, class_="lead"),
        _legend(each),
        _figure(each.plots),
        el("p", each.note, class_="note") if each.note else None,
        _table(each),
        class_="wide" if each.wide else None,
        aria_labelledby=name,
    )


def _figure(plots: Sequence[Any]) -> Any:
    if not plots:
        return None
    return el("figure", list(plots), class_="pair" if len(plots) > 1 else None)


def _legend(each: Section) -> Any:
    if not each.legend:
        return None
    items = []
    for kind, name in each.legend:
        swatch = el("svg", aria_hidden="true")
        swatch.append(el("rect", class_=kind, width="100%", height="100%"))
        items.append(el("li", swatch, el("span", name, lang=each.lang)))
    return el("ul", items, class_="legend")


def _table(each: Section) -> Any:
    if each.table is None:
        return None
    heads, rows = each.table
    table = el(
        "table",
        el("thead", el("tr", [el("th", name, scope="col") for name in heads])),
        el("tbody", [_row(row, each.lang) for row in rows]),
    )
    # What scrolls can be reached by the keyboard.
    scroll = el("div", table, class_="scroll", tabindex="0", role="region", aria_label=each.title)
    if each.open:
        return scroll
    return el("details", el("summary", "The numbers"), scroll)


def _row(row: Sequence[str | int], lang: str | None) -> Any:
    name, *cells = (number(each) if isinstance(each, int) else each for each in row)
    return el("tr", el("th", name, scope="row", lang=lang), [el("td", cell) for cell in cells])
