"""What a near-duplicate is to the first record of its group, told by their fields."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from newsportal.text.normalise import normal, words

AGENCIES: dict[str, tuple[str, ...]] = {
    "TTXVN": ("ttxvn", "vietnam+", "vietnamplus", "vna", "thông tấn xã việt nam", "báo tin tức"),
    "Tân Hoa xã": ("tân hoa xã", "thx", "xinhua"),
    "Reuters": ("reuters",),
    "AFP": ("afp",),
    "AP": ("ap",),
    "Yonhap": ("yonhap",),
    "Kyodo": ("kyodo",),
    "TASS": ("tass",),
    "Sputnik": ("sputnik", "ria novosti"),
    "Bloomberg": ("bloomberg",),
}
"""Agencies, and how a credit or a dateline names them."""

_NAMED = {
    agency: re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
    for agency, names in AGENCIES.items()
}

ALIKE_TITLES = 0.5
"""Words in both titles, of those in either."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a record tells the relation."""

    portal: str
    content_hash: str | None
    date: str | None
    title: frozenset[str]
    """Its words."""

    agencies: frozenset[str]
    """Those that its credit or its dateline names."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a record is to the first of its group, and when."""

    name: str
    fits: Callable[[Facts, Facts], bool]
    """Of the record and the first one."""

    relation: str


def _same_text(own: Facts, first: Facts) -> bool:
    return own.portal == first.portal and own.content_hash == first.content_hash


def _updates(own: Facts, first: Facts) -> bool:
    return (
        _is_later(own.date, first.date)
        and _alike(own.title, first.title)
        and own.agencies == first.agencies
    )


def _is_later(date: str | None, than: str | None) -> bool:
    """Whether a date is later, by the day where only that is known of either."""
    if date is None or than is None:
        return False
    known = min(len(date), len(than))
    return date[:known] > than[:known]


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shared, either = len(one & other), len(one | other)
    return shared >= ALIKE_TITLES * either and shared > 0


RELATIONS: tuple[Relation, ...] = (
    Relation("same-text-again", _same_text, "republished"),
    Relation("other-portal", lambda own, first: own.portal != first.portal, "syndicated"),
    Relation("later-same-credit", _updates, "updated"),
    Relation("agency", lambda own, first: bool(own.agencies | first.agencies), "syndicated"),
    Relation("other", lambda _own, _first: True, "edited"),
)
"""The first row that fits. An agency's text that a portal itself brings up to date is an update:
title and credit stay; where either names an agency that the other does not, it is a reprint."""


def facts_of(record: dict[str, Any]) -> Facts:
    """What of a record tells its relation to another.

    >>> sorted(facts_of({"portal": "demo", "title": "A b", "credited_source": "Vietnam+"}).agencies)
    ['TTXVN']
    """
    credit = " ".join(record.get(name) or "" for name in ("credited_source", "dateline"))
    credit = normal(credit).casefold()
    return Facts(
        portal=record["portal"],
        content_hash=record.get("content_hash"),
        date=record.get("date_published"),
        title=frozenset(words(record.get("title") or "").split()),
        agencies=frozenset(name for name, printed in _NAMED.items() if printed.search(credit)),
    )


def relation_of(own: Facts, first: Facts) -> str:
    """What a record is to the first of its group: republished, syndicated, updated or edited."""
    return next(row.relation for row in RELATIONS if row.fits(own, first))
