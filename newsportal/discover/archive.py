"""An archive by day: its addresses, from one day back to the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from newsportal.portal import Portal

MAX_EMPTY = 120
"""Days in a row without a new address after which an archive is left: it begins there. A portal
may rest for weeks."""


def day_address(day: str, portal: Portal) -> str:
    """The address of the page that lists an ISO day.

    >>> from newsportal.portals import portal_named
    >>> day_address("2024-05-03", portal_named("demo"))
    'http://baovinhson.example/vi-vn/luu-tru/2024-05-03'
    """
    when = date.fromisoformat(day)
    places = {"year": when.year, "month": when.month, "day": when.day}
    return portal.root + (portal.archive_url or "").format(**places)


def days_back(start: str, end: str | None) -> Iterator[str]:
    """The ISO days from ``start`` down to ``end``, or to the first there is.

    >>> list(days_back("2024-03-01", "2024-02-28"))
    ['2024-03-01', '2024-02-29', '2024-02-28']
    """
    day = date.fromisoformat(start)
    while day.isoformat() >= (end or "") and day > date.min:
        yield day.isoformat()
        day -= timedelta(days=1)


def day_before(day: str) -> str:
    """The ISO day before ``day``."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
