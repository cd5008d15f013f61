"""What time it is to a run: the system's time, or one that goes on from a stated moment."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from newsportal.errors import ArgumentError

FIRST_YEAR, LAST_YEAR = 1970, 2999
"""A moment outside of these is a slip."""


class Clock:
    """The time in UTC.

    With a ``start`` it is that moment when the clock is made, and goes on at the usual pace: for
    simulations and tests. Whatever a run does by the day (what is due, what it writes as the time
    of a check) goes by one clock; pauses between requests are those of the real world.

    >>> Clock(datetime(2026, 11, 3, 23, 30, tzinfo=timezone.utc)).stamp()[:16]
    '2026-11-03T23:30'
    """

    def __init__(self, start: datetime | None = None) -> None:
        self._ahead = start - _system() if start is not None else timedelta()

    @classmethod
    def stated(cls, value: str | None) -> Clock:
        """The clock of a setting; the system's where it states nothing.

        Raises:
            ArgumentError: The setting is no moment; the message says how to write one.
        """
        return cls(read_moment(value) if value else None)

    def now(self) -> datetime:
        """The present moment."""
        return _system() + self._ahead

    def stamp(self) -> str:
        """The present moment in ISO 8601, to the second."""
        return self.now().isoformat(timespec="seconds")


def read_moment(value: str) -> datetime:
    """The moment that NEWSPORTAL_NOW states, in UTC.

    >>> read_moment("2026-11-03T06:30:00+07:00").isoformat()
    '2026-11-02T23:30:00+00:00'

    Raises:
        ArgumentError: It is none, or has no offset from UTC.
    """
    try:
        moment = datetime.fromisoformat(value.strip().replace("Z", "+00:00"))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ArgumentError(
            f"NEWSPORTAL_NOW {value!r} is no moment with its offset from UTC: "
            "write 2026-11-03T06:30:00+07:00, or leave it empty for the present time"
        )
    return moment.astimezone(timezone.utc)


def _system() -> datetime:
    return datetime.now(timezone.utc)
