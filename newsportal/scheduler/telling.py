"""What the scheduler says: one line an event, for people or for programs."""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import datetime
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo

from newsportal.schedule.keys import TIME_ZONE

EVENTS: dict[str, bool] = {
    "ready": False,
    "started": False,
    "ended": False,
    "failed": True,
    "interrupted": True,
    "step-started": False,
    "step-ended": False,
    "step-failed": True,
    "said": False,
    "busy": True,
    "missed": True,
    "too-long": True,
    "reread": False,
    "kept": True,
    "unnoted": True,
    "sent": False,
    "unsent": True,
    "stopping": False,
    "stopped": False,
}
"""Every event, and whether it wants attention: those are all that is told with ``--quiet``."""


class Teller:
    """Prints events, and counts them. May be called from any thread."""

    def __init__(self, form: str = "text", quiet: bool = False) -> None:
        self._form = form
        self._quiet = quiet
        self._lock = Lock()
        self._zone = ZoneInfo(TIME_ZONE)
        self.counts: Counter[str] = Counter()

    def tell(self, event: str, job: str | None, words: str, **values: Any) -> None:
        """One line: the event, the job it is of, and a sentence; ``values`` go into JSON alone."""
        now = datetime.now(self._zone).isoformat(timespec="seconds")
        if self._form == "json":
            own = {"time": now, "event": event, "job": job, "message": words}
            line = json.dumps({**own, **values}, ensure_ascii=False)
        else:
            line = f"{now} {job + ': ' if job else ''}{words}"
        with self._lock:
            self.counts[event] += 1
            if not self._quiet:
                _print(line, sys.stdout)
            elif EVENTS[event]:
                _print(line, sys.stderr)


def _print(line: str, stream: Any) -> None:
    """Print; a reader that went away, or a full disk, does not end the schedule."""
    try:
        stream.write(line + "\n")
        stream.flush()
    except (OSError, ValueError):
        return
