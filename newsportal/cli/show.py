"""``newsportal extract --show``: the page's text as it stands, with what was cut struck through."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from newsportal.extraction.flow import Block
from newsportal.page import Page

FIELDS = (
    "id", "portal", "title", "date_published", "authors", "section_name", "province", "description",
    "text", "flags",
)  # fmt: skip
"""The fields that are shown beside the page, in order."""

_ROLES = {
    "title": "bold",
    "date": "cyan",
    "sapo": "italic",
    "caption": "green",
    "byline": "magenta",
}


def paint(page: Page, console: Console | None = None) -> None:
    """Print the fields with their sources, then each block of the page.

    Kept text is plain; a block that is a field is named; one that a rule took is struck through
    under the rule's name; the rest of the page is counted.
    """
    console = console or Console(highlight=False, width=None)
    console.print(_fields(page))
    start, end = page.span
    outside = 0
    for number, block in enumerate(page.flow.blocks):
        if block.rule is None and not block.role and not start <= number < end:
            outside += 0 if block.is_media else len(block.text)
        else:
            _paint_block(console, block)
    if outside:
        console.print(f"[dim]{outside:,} characters outside the article, not shown[/dim]")


def _fields(page: Page) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    for style in ("bold cyan", "dim", ""):
        table.add_column(style=style, overflow="fold")
    article = page.article
    for name in FIELDS:
        value = getattr(article, name)
        if name == "text":
            value = f"{article.word_count} words in {len(article.paragraphs)} paragraphs"
        shown = ", ".join(value) if isinstance(value, list) else str(value or "–")
        table.add_row(name, article.field_sources.get(name, ""), escape(shown))
    return table


def _paint_block(console: Console, block: Block) -> None:
    text = escape(block.text) or "(no text)"
    if block.rule is not None:
        if block.text and not block.is_media:
            console.print(f"[red]{block.rule}[/red] [strike dim]{text}[/strike dim]")
    elif block.is_media:
        console.print(f"[dim]({block.kind})[/dim]")
    elif block.role:
        style = _ROLES[block.role]
        console.print(f"[{style}]{block.role}[/{style}] {text}")
    else:
        console.print(text)
