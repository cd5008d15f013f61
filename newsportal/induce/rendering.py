"""A slot and the addresses that have it, written as one readable pattern."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from newsportal.induce.slots import (
    LEADING,
    QUERY,
    SLUG,
    TRAILING,
    Reading,
    Slot,
    is_headline,
)

LOCALES: tuple[tuple[str, ...], ...] = (
    ("vi", "en"),
    ("vi-vn", "en-us"),
    ("vi-VN", "en-US"),
)
"""What a path begins with where a site has two languages."""

_SECTION, _SECTIONS = r"(?P<section>[^/]+)/", r"(?P<section>.+?)/"
_ANY, _PERHAPS = r"[^/]+/", r"(?:.+/)?"


def rendered(
    slot: Slot, members: Sequence[Reading], sections: Collection[str], suffix: str, digits: int = 1
) -> str:
    """The pattern of the path of addresses whose id stands in ``slot``.

    ``sections`` are paths of sections, whose names are written as a group and not as they stand;
    ``suffix`` may follow the address; ``digits`` are those that an id has at least.
    """
    above = [each.above for each in members]
    names = {path.strip("/").split("/")[-1] for path in sections}
    if slot.kind == QUERY:
        return rf"^/{_fixed(above)}.*[?&]{re.escape(slot.mark)}=(?P<id>\d+)"
    tail, rest = _tail(above, names)
    head, rest = _head(rest, names)
    number = r"\d+" if digits < 2 else rf"\d{{{digits},}}"
    return f"^/{head}{_middle(rest)}{tail}{_own(slot, number, suffix)}"


def _own(slot: Slot, number: str, suffix: str) -> str:
    """The segment that has the id, and what must follow it."""
    end = re.escape(slot.extension)
    saved = f"(?:{re.escape(suffix)})?" if suffix and suffix != slot.extension else ""
    last = f"{end}{saved}$" if end else rf"{saved}/?$"
    after = last if not slot.below else rf"{end}/"
    if slot.kind == SLUG:
        return rf"(?P<id>\w+(?:-\w+){{3,}}){after}"
    if slot.kind == LEADING:
        return rf"(?P<id>{number}){_literal(slot.mark)}"
    if slot.kind == TRAILING:
        before = rf"[^/]*{slot.mark}" if slot.mark[:1] in "-_." and slot.mark else slot.mark
        return rf"{before}(?P<id>{number}){after}"
    return rf"(?P<id>{number}){end}{saved}{'$' if end else '(?:/|$)'}"


def _literal(text: str) -> str:
    """A piece of an address as a pattern has it: a hyphen needs no mark outside of brackets."""
    return re.escape(text).replace(r"\-", "-")


def _fixed(above: Sequence[tuple[str, ...]]) -> str:
    """The last segment of the path, where an id stands in the query."""
    last = {each[-1] for each in above if each}
    if len(last) != 1:
        return ".*"
    start = r"(?:.+/)?" if any(len(each) > 1 for each in above) else ""
    return start + _literal(last.pop())


def _tail(
    above: Sequence[tuple[str, ...]], names: Collection[str]
) -> tuple[str, list[tuple[str, ...]]]:
    """What stands before the id in all addresses, and what is left before that."""
    tail, rest = "", [tuple(each) for each in above]
    while rest and all(rest):
        found = [each[-1] for each in rest]
        if set(found) <= _ALL_LOCALES and any(len(each) == 1 for each in rest):
            break  # the language, with which the path begins
        if (form := _form(found, names)) is None:
            break
        tail = f"{form}/{tail}"
        rest = [each[:-1] for each in rest]
    return tail, rest


def _form(found: Sequence[str], names: Collection[str]) -> str | None:
    """How one segment of all addresses is written; None where it is a section's."""
    distinct = set(found)
    if all(each.isdecimal() for each in distinct):
        return r"\d+"
    if all(is_headline(each) for each in distinct):
        return "[^/]+"
    if len(distinct) == 1 and len(found) > 1 and not distinct & set(names):
        return _literal(found[0])
    return None


_ALL_LOCALES = frozenset(name for row in LOCALES for name in row)


def _head(
    above: list[tuple[str, ...]], names: Collection[str]
) -> tuple[str, list[tuple[str, ...]]]:
    """What addresses begin with: their language, and what all of them share."""
    head = ""
    first = {each[0] for each in above if each} & _ALL_LOCALES
    if first:
        row = next(row for row in LOCALES if first & set(row))
        optional = "" if all(each[:1] and each[0] in row for each in above) else "?"
        head = f"(?:(?:{'|'.join(row)})/){optional}" if optional else f"(?:{'|'.join(row)})/"
        above = [each[1:] if each[:1] and each[0] in row else each for each in above]
    while above and all(above) and len(above) > 1:
        distinct = {each[0] for each in above}
        if len(distinct) > 1 or distinct & set(names) or not any(len(e) > 1 for e in above):
            break
        head += _literal(distinct.pop()) + "/"
        above = [each[1:] for each in above]
    return head, above


def _middle(above: Sequence[tuple[str, ...]]) -> str:
    """What is left: the section, if all addresses have one."""
    lengths = {len(each) for each in above}
    if lengths <= {0}:
        return ""
    if 0 in lengths:
        return _PERHAPS
    return _SECTION if lengths == {1} else _SECTIONS


def without_section(pattern: str) -> str:
    r"""A pattern that does not say of which section an article is.

    >>> without_section(r"^/(?P<section>[^/]+)/(?P<id>\d+)$")
    '^/[^/]+/(?P<id>\\d+)$'
    """
    return pattern.replace(_SECTIONS, ".+?/").replace(_SECTION, _ANY)
