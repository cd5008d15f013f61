"""The map of portals: which paper served which province, before and after 1 July 2025.

On that day 52 of 63 provinces merged into 23 (Resolution 202/2025/QH15); 34 are left. The map is
the file data/portals.csv. It states what public sources say, each row with its source, and an empty
cell where they say nothing; no row was seen live unless it says so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files

from newsportal.errors import ArgumentError
from newsportal.text.normalise import unaccented

NEVER = "never"
"""What stands in the place of a day where no real page was seen."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MapRow:
    """A portal, and the province that it served before and serves after the merger."""

    province: str
    """As it was called until 30 June 2025."""

    code: str
    """ISO 3166-2 of that province."""

    province_now: str
    code_now: str
    """ISO 3166-2 of the province since 1 July 2025: the code that ISO gave the one of that name."""

    title: str
    """The paper's own name."""

    host: str
    successor: str
    """The host that took over, as far as a source names one; else empty."""

    family: str
    """The CMS, a name of `newsportal.induce.families`; empty where it is not known."""

    feed: str
    """Path of a feed; empty where none is named."""

    source: str
    """Where this row comes from; several are divided by ``; ``."""

    verified: str
    """`NEVER`, or the month or day of the real pages on which its declaration was seen to hold."""


@lru_cache(maxsize=1)
def portal_map() -> tuple[MapRow, ...]:
    """Every row, by province in the order of the Vietnamese alphabet."""
    text = (files("newsportal") / "data" / "portals.csv").read_text(encoding="utf-8")
    return tuple(MapRow(**row) for row in csv.DictReader(text.splitlines()))


COLUMNS = tuple(each.name for each in fields(MapRow))


def chosen(rows: Iterable[MapRow], province: str | None, family: str | None) -> list[MapRow]:
    """The rows of a province, old or new, by name without accents or by code, and of a family.

    Raises:
        ArgumentError: There is no such province or family; the message says what there is.
    """
    found = list(rows)
    if province is not None:
        wanted = key_of(province)
        found = [row for row in found if wanted in _keys(row)]
        if not found:
            raise ArgumentError(
                f"there is no province {province!r}: give a name or a code, such as "
                '"Vĩnh Phúc", vinh-phuc or VN-70'
            )
    if family is not None:
        known = sorted({row.family for row in portal_map()} - {""})
        if family.lower() not in map(str.lower, known):
            raise ArgumentError(f"no family {family!r} is in the map; known: {', '.join(known)}")
        found = [row for row in found if row.family.lower() == family.lower()]
    return found


def key_of(name: str) -> str:
    """A province's name or code as it is compared.

    >>> key_of("Bà Rịa - Vũng Tàu"), key_of("vn-70"), key_of("thanh-hoa")
    ('bariavungtau', 'vn70', 'thanhhoa')
    """
    return "".join(filter(str.isalnum, unaccented(name).lower()))


def _keys(row: MapRow) -> set[str]:
    return {key_of(name) for name in (row.province, row.code, row.province_now, row.code_now)}
