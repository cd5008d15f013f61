"""How long a host is left alone: the pause that it asks for, or that its pages show it needs."""

from __future__ import annotations

from dataclasses import dataclass, field

FIRST_PAUSE = 2.0
MAX_PAUSE = 60.0
"""Seconds of a pause that nobody names, doubled each time; and of the longest that a run keeps."""

MAX_IN_A_ROW = 6
"""Wishes for a pause, with no good page between, after which a host is left to the next run."""


@dataclass(slots=True)
class Pauses:
    """The pauses of a run, by host. Times are seconds of one clock that never goes back."""

    until: dict[str, float] = field(default_factory=dict)
    in_a_row: dict[str, int] = field(default_factory=dict)
    closed: dict[str, str] = field(default_factory=dict)
    """Hosts that are left to the next run, and why."""

    def note(self, host: str, reason: str, now: float, stated: float | None = None) -> None:
        """Note that ``host`` needs a pause, of ``stated`` seconds if it names them.

        >>> pauses = Pauses()
        >>> for _ in range(6):
        ...     pauses.note("a.vn", "maintenance", 0.0)
        ...     print(pauses.left("a.vn", 0.0), pauses.closed)
        2.0 {}
        4.0 {}
        8.0 {}
        16.0 {}
        32.0 {}
        64.0 {'a.vn': 'maintenance'}
        """
        times = self.in_a_row.get(host, 0)
        pause = FIRST_PAUSE * 2**times if stated is None else stated
        self.in_a_row[host] = times + 1
        self.until[host] = now + pause
        if pause > MAX_PAUSE or times + 1 >= MAX_IN_A_ROW:
            self.closed.setdefault(host, reason)

    def left(self, host: str, now: float) -> float:
        """Seconds until ``host`` may be asked again; 0 or less if it may."""
        return self.until.get(host, now) - now

    def ease(self, host: str) -> None:
        """Note that ``host`` gave a page that was of use: its next pause is a first one."""
        self.in_a_row.pop(host, None)
