"""When a stored article is asked for again: young ones often, old ones rarely."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

POLICY: tuple[tuple[timedelta | None, timedelta], ...] = (
    (timedelta(days=2), timedelta(hours=6)),
    (timedelta(days=14), timedelta(days=1)),
    (timedelta(days=90), timedelta(days=14)),
    (None, timedelta(days=180)),
)
"""Age of an article up to which a row holds, and the time after which it is due again."""

EARLY = 1 / 12
"""Share of the time by which a run may come too early: a schedule is not kept to the second, and
an article that is due each day is to be asked for by a run that comes each day."""

MISSING = frozenset(("http-404", "http-410", "soft-404"))
MISSES = 2
"""What a host says of an article that is gone, and how often in a row until it is believed; once
where no listing names the article any more."""

RETRY = timedelta(days=1)
"""After which a page that made no record is due again; one that failed is due in the next run."""

UNDATED = "1970-01-01"
"""The day of an article that states none: it is looked at again as an old one."""

PER_RUN = 200
"""Articles that a run asks for again though no listing names them, the longest unchecked first."""


def is_due(published: str | None, checked: str | None, now: datetime) -> bool:
    """Whether an article is due: when it was published and last checked, in ISO 8601.

    One that made no record was published at no time.

    >>> now = datetime(2024, 5, 30, 12, tzinfo=timezone.utc)
    >>> is_due("2024-05-30T08:00:00+07:00", "2024-05-30T05:00:00+00:00", now)
    True
    >>> is_due("2024-05-20", "2024-05-29T13:00:00+00:00", now)
    True
    >>> is_due("2024-05-01", "2024-05-30T05:00:00+00:00", now)
    False
    >>> is_due(None, "2024-05-29T12:00:00+00:00", now), is_due(None, "2024-05-30T05:00:00Z", now)
    (True, False)
    """
    if checked is None:
        return True
    wait = wait_for(now - _moment(published)) if published else RETRY
    return now - _moment(checked) >= (1 - EARLY) * wait


def wait_for(age: timedelta) -> timedelta:
    """How long an article of some age is left alone."""
    for limit, wait in POLICY:
        if limit is None or age <= limit:
            return wait
    raise AssertionError("the last row of POLICY has no limit")


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
