"""A declaration as a person would write it: only what differs from the defaults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from newsportal.induce.declaration import ORDER as LAYOUT_ORDER
from newsportal.induce.declaration import WIDTH
from newsportal.portal import Layout, Portal

_ORDER = (
    "name title marks hosts formerly successor provinces scheme article_url article_twins"
    " saved_suffix gallery_url pager_url refused_urls sections feeds sitemaps archive_url more_url"
    " layouts"
).split()
"""The order in which declarations are written; fields that are not named follow."""


def declaration(portal: Portal, said: str) -> str:
    r"""The source of ``portals/<name>.py``; ``said`` is its docstring.

    >>> from newsportal.portal import Portal
    >>> portal = Portal(name="mau", title="Mau", hosts=("a.example",), provinces=(),
    ...                 article_url=r"^/(?P<id>\d+)$")
    >>> print(declaration(portal, "Mau.").partition("Mau.")[2].partition("import ")[2])
    Portal
    <BLANKLINE>
    PORTAL = Portal(
        name="mau",
        title="Mau",
        hosts=("a.example",),
        provinces=(),
        article_url=r"^/(?P<id>\d+)$",
    )
    <BLANKLINE>
    """
    body = "\n".join(f"    {name}={_value(value, 4, name)}," for name, value in _stated(portal))
    used = [each for each in ("Layout", "Portal", "Province", "Section") if f"{each}(" in body]
    names = ", ".join(sorted({"Portal", *used}))
    said = _said(said)
    end = "\n" if "\n" in said else ""
    head = f'"""{said}{end}"""\n\nfrom newsportal.portal import {names}\n\n'
    return f"{head}PORTAL = Portal(\n{body}\n)\n"


def spider(portal: Portal) -> str:
    """The source of ``spiders/<name>.py``."""
    class_name = "".join(part.capitalize() for part in portal.name.split("_"))
    return (
        f'"""The spider of the portal declared in portals/{portal.name}.py."""\n\n'
        f"from newsportal.portals.{portal.name} import PORTAL\n"
        "from newsportal.spider import PortalSpider\n\n\n"
        f"class {class_name}Spider(PortalSpider):\n"
        f'    """``scrapy crawl {portal.name}``."""\n\n    portal = PORTAL\n'
    )


def _stated(portal: Portal) -> Iterator[tuple[str, Any]]:
    """The fields that differ from their defaults, in the usual order."""
    known = {each.name: each for each in fields(portal)}
    for name in (*_ORDER, *(each for each in known if each not in _ORDER)):
        value, default = getattr(portal, name), known[name].default
        if default is MISSING or value != default:
            yield name, value


def _value(value: Any, indent: int, name: str = "") -> str:
    """A value as it is written at some indent; of a tuple that is too long a line a part."""
    if isinstance(value, str):
        return _text(value, raw=name.endswith("_url") or "\\" in value)
    if is_dataclass(value):
        inner = [
            (each.name, getattr(value, each.name))
            for each in fields(value)
            if each.default is MISSING or getattr(value, each.name) != each.default
        ]
        if isinstance(value, Layout):
            inner.sort(key=lambda each: LAYOUT_ORDER.index(each[0]))
        parts = [f"{key}={_value(part, indent + 4)}" for key, part in inner]
        return _wrapped(f"{type(value).__name__}(", parts, indent, last="")
    if isinstance(value, tuple):
        parts = [_value(each, indent + 4) for each in value]
        return _wrapped("(", parts, indent, last="," if len(parts) == 1 else "", room=len(name))
    return repr(value)


def _wrapped(opening: str, parts: list[str], indent: int, last: str, room: int = 0) -> str:
    line = f"{opening}{', '.join(parts)}{last})"
    nested = sum("(" in part and not part.startswith(("r", '"')) for part in parts)
    if indent + room + len(line) + 2 <= WIDTH and "\n" not in line and nested < 2:
        return line
    space = " " * (indent + 4)
    return opening + "".join(f"\n{space}{part}," for part in parts) + "\n" + " " * indent + ")"


def _text(text: str, raw: bool) -> str:
    """A string in double quotes; a pattern raw, where a raw string can hold it."""
    if raw and '"' not in text and not text.endswith("\\") and text.isprintable():
        return f'r"{text}"' if "\\" in text else f'"{text}"'
    return f'"{"".join(map(_character, text))}"'


def _character(character: str) -> str:
    """A character as a string has it: what cannot be seen, a quote and a backslash escaped."""
    if character in ('"', "\\"):
        return f"\\{character}"
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode("ascii")


def _said(said: str) -> str:
    """A docstring's text; what a site calls itself must not end it.

    >>> _said('Bao "Moi"')
    'Bao "Moi".'
    """
    plain = "".join(each if each.isprintable() or each == "\n" else " " for each in said.strip())
    plain = plain.replace("\\", "/").replace('"""', "'''")
    return f"{plain}." if plain.endswith('"') else plain
