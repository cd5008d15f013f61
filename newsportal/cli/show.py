"""``newsportal extract --show``: the page's text as it stands, with what was cut struck through."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table

from newsportal.cli.console import Console
from newsportal.extraction.block import Block
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


def paint(page: Page) -> None:
    """Print `painted` on the terminal."""
    Console(highlight=False).print(painted(page))


def painted(page: Page) -> Group:
    """The fields with their sources, then each block of the page.

    Kept text is plain; a block that is a field is named; one that a rule took is struck through
    beside the rule's name; the rest of the page is counted.
    """
    start, end = page.span
    rows, outside = [], 0
    for number, block in enumerate(page.flow.blocks):
        if block.rule or block.role or start <= number < end:
            rows.append(_block_row(block))
        else:
            outside += 0 if block.is_media else len(block.text)
    parts: list[RenderableType] = [
        _table(_field_rows(page)),
        "",
        _table([row for row in rows if row]),
    ]
    if any(block.rule for block in page.flow.blocks):
        parts.append("[dim]- before a name: a rule of that name took the text beside it[/dim]")
    if outside:
        parts.append(f"[dim]{outside:,} characters outside the article, not shown[/dim]")
    return Group(*parts)


def _table(rows: list[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(min_width=16, no_wrap=True)
    table.add_column(overflow="fold")
    for name, text in rows:
        table.add_row(name, text)
    return table


def _field_rows(page: Page) -> list[tuple[str, str]]:
    article = page.article
    rows = []
    for name in FIELDS:
        value = getattr(article, name)
        if name == "text":
            value = f"{article.word_count} words in {len(article.paragraphs)} paragraphs"
        shown = ", ".join(value) if isinstance(value, list) else str(value or "")
        source = article.field_sources.get(name)
        note = f" [dim]({source})[/dim]" if source else ""
        rows.append((f"[bold cyan]{name}[/]", (escape(shown) or "–") + note))
    return rows


def _block_row(block: Block) -> tuple[str, str] | None:
    """The name that a block goes by, and its text; None where there is nothing to see."""
    text = escape(block.text)
    if block.rule is not None:
        return (f"[red]- {block.rule}[/]", f"[strike dim]{text}[/]") if _is_seen(block) else None
    if block.is_media:
        return "", f"[dim]({block.kind})[/]"
    style = _ROLES.get(block.role)
    return (f"[{style}]{block.role}[/]", f"[{style}]{text}[/]") if style else ("", text)


def _is_seen(block: Block) -> bool:
    return bool(block.text) and not block.is_media
