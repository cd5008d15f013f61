"""Moments in the forms of feeds and sitemaps; the portal's own times are those of Vietnam."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

VIETNAM = timezone(timedelta(hours=7))


def iso(when: datetime) -> str:
    """ISO 8601, as sitemaps, Atom and records have it.

    >>> iso(datetime(2022, 12, 1, 8, 31))
    '2022-12-01T08:31:00+07:00'
    """
    return when.replace(tzinfo=VIETNAM).isoformat()


def rfc822(when: datetime) -> str:
    """RFC 822, as RSS has it.

    >>> rfc822(datetime(2022, 12, 1, 8, 31))
    'Thu, 01 Dec 2022 08:31:00 +0700'
    """
    return format_datetime(when.replace(tzinfo=VIETNAM))
