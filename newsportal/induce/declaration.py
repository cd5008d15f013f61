"""The file of a portal, with one Layout more; all else stays as a person wrote it."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from newsportal.errors import DeclarationError
from newsportal.portal import Layout

WIDTH = 100
"""Columns of a line of source."""


ORDER = ("title", "date", "author", "sapo", "body", "section_name", "keywords")
"""The fields of a Layout as declarations have them: in the order of a page."""


def layout_lines(layout: Layout, indent: int) -> list[str]:
    """A Layout as source with a comma: on one line or, where that is too long, a field a line.

    >>> layout_lines(Layout(title="h1", body="#text"), 8)
    ['        Layout(title="h1", body="#text"),']
    """
    chosen = layout.selectors()
    pairs = [f"{name}={_quoted(chosen[name])}" for name in ORDER if name in chosen]
    line = f"{' ' * indent}Layout({', '.join(pairs)}),"
    if len(line) <= WIDTH:
        return [line]
    inner = " " * (indent + 4)
    return [f"{' ' * indent}Layout(", *(f"{inner}{pair}," for pair in pairs), f"{' ' * indent}),"]


def _quoted(selector: object) -> str:
    r"""A selector in double quotes, as the formatter has it.

    >>> _quoted('[id="a"]'), _quoted("h1")
    ('\'[id="a"]\'', '"h1"')
    """
    text = str(selector)
    return repr(text) if '"' in text or "\\" in text else f'"{text}"'


def with_layout(source: str, layout: Layout, first: bool) -> str:
    """The source of a portal's file with a Layout more, before those that it has or after them.

    Raises:
        DeclarationError: ``layouts`` is not written out as a tuple, so that a person must add it.
    """
    call = _portal_call(ast.parse(source))
    stated = next((each.value for each in call.keywords if each.arg == "layouts"), None)
    lines = source.split("\n")
    if stated is None:
        lines = _as_new(lines, call, layout)
    elif isinstance(stated, ast.Tuple):
        lines = _as_one_more(lines, stated, layout, first)
    else:
        raise DeclarationError(
            f"layouts in line {stated.lineno} is not a tuple written out: add the Layout by hand:\n"
            + "\n".join(layout_lines(layout, 8))
        )
    made = _with_import("\n".join(lines))
    ast.parse(made)
    return made


def _portal_call(tree: ast.Module) -> ast.Call:
    for node in tree.body:
        named = isinstance(node, ast.Assign) and any(
            isinstance(each, ast.Name) and each.id == "PORTAL" for each in node.targets
        )
        if named and isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            return node.value
    raise DeclarationError("the file has no line PORTAL = Portal(...): add the Layout by hand")


def _as_new(lines: list[str], call: ast.Call, layout: Layout) -> list[str]:
    """The lines with a keyword more, the last of the call."""
    end = (call.end_lineno or 1) - 1
    if lines[end].strip() != ")" or not lines[end - 1].rstrip().endswith(","):
        raise DeclarationError(
            "PORTAL = Portal(...) does not end as formatted: add the Layout by hand"
        )
    return [*lines[:end], *_around("    layouts=(", layout_lines(layout, 8), "),"), *lines[end:]]


def _around(opens: str, elements: list[str], closes: str) -> list[str]:
    """A tuple: on one line if it has one element that fits there, else an element a line."""
    line = f"{opens}{elements[0].strip()}{closes}"
    if len(elements) == 1 and len(line) <= WIDTH:
        return [line]
    return [opens, *elements, f"{' ' * (len(opens) - len(opens.lstrip()))}{closes}"]


def _as_one_more(lines: list[str], stated: ast.Tuple, layout: Layout, first: bool) -> list[str]:
    start, end = stated.lineno - 1, (stated.end_lineno or stated.lineno) - 1
    indent = len(lines[start]) - len(lines[start].lstrip())
    new = layout_lines(layout, indent + 4)
    opens = lines[start][: stated.col_offset + 1]  # the names before it are ASCII
    apart = not stated.elts or (stated.elts[0].lineno - 1 > start and lines[end].strip()[:1] == ")")
    if apart and start != end:
        at = start + 1 if first else end
        return [*lines[:at], *new, *lines[at:]]
    closes = lines[end][stated.end_col_offset or 0 :]
    had = [f"{' ' * (indent + 4)}{each}," for each in _elements(lines, stated)]
    every = [*new, *had] if first else [*had, *new]
    return [*lines[:start], *_around(opens, every, f"){closes}"), *lines[end + 1 :]]


def _elements(lines: Sequence[str], stated: ast.Tuple) -> list[str]:
    """The source of each element of a tuple on one line."""
    source = "\n".join(lines)
    return [ast.get_source_segment(source, each) or "" for each in stated.elts]


def _with_import(source: str) -> str:
    """The source that imports Layout."""
    tree = ast.parse(source)
    known = [
        each
        for each in tree.body
        if isinstance(each, ast.ImportFrom) and each.module == "newsportal.portal"
    ]
    if any(alias.name == "Layout" for each in known for alias in each.names):
        return source
    if not known:
        raise DeclarationError(
            "the file does not import from newsportal.portal: add the Layout by hand"
        )
    names = sorted({*(alias.name for alias in known[0].names), "Layout"})
    line = f"from newsportal.portal import {', '.join(names)}"
    made = (
        [line]
        if len(line) <= WIDTH
        else ["from newsportal.portal import (", *(f"    {name}," for name in names), ")"]
    )
    lines = source.split("\n")
    return "\n".join([*lines[: known[0].lineno - 1], *made, *lines[known[0].end_lineno :]])
