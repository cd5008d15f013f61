"""What is known of a job's last start: one small file a job, in ``schedule`` of the output."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from newsportal.errors import BusyError, StoreError
from newsportal.store.export import aside

OUTCOMES: dict[str, str] = {
    "working": "it is at work",
    "finished": "the crawl and all that follows went well",
    "failed": "the crawl or a step ended with another exit code than 0",
    "interrupted": "it was stopped",
    "broken off": "it ended and could not say how: the machine or the scheduler died",
}
"""How a job's last start ended."""

SERVICE = "@service"
"""The name of the scheduler's own lock; no job can have it."""

LOCK_SECONDS = 0.2
"""How long a lock is waited for: whoever asks whether a job works holds it for a moment."""


@dataclass(frozen=True, slots=True)
class Note:
    """One start of a job."""

    started_at: str
    """ISO 8601, in the job's zone."""

    ended_at: str | None = None
    outcome: str = "working"
    exit_code: int | None = None
    words: str = ""
    """What was done, or what failed."""

    failures: int = 0
    """Starts in a row that did not finish."""


def read_note(folder: Path, job: str) -> Note | None:
    """The note of a job's last start; None where there is none, or one that cannot be read."""
    names = {each.name for each in fields(Note)}
    with suppress(OSError, ValueError, TypeError, AttributeError):
        stated = json.loads((folder / f"{job}.json").read_text("utf-8"))
        note = Note(**{name: value for name, value in stated.items() if name in names})
        datetime.fromisoformat(note.started_at)
        if note.outcome == "working" and not is_held(folder, job):
            return Note(note.started_at, outcome="broken off", failures=note.failures + 1)
        return note
    return None


def write_note(folder: Path, job: str, note: Note) -> None:
    """Keep what is known of a start.

    Raises:
        OSError: It cannot be written.
    """
    with aside(folder / f"{job}.json") as file:
        json.dump(asdict(note), file, ensure_ascii=False)


@contextmanager
def held(folder: Path, name: str, sentence: str) -> Iterator[None]:
    """Hold the lock of a job or of the scheduler; the system frees it if the process dies.

    Raises:
        BusyError: Another process has it; ``sentence`` says what that means.
        StoreError: The folder cannot be used.
    """
    lock = FileLock(folder / f".{name}.lock")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=LOCK_SECONDS, poll_interval=LOCK_SECONDS / 10)
    except Timeout:
        raise BusyError(sentence) from None
    except OSError as error:
        raise StoreError(f"the folder {folder} cannot be used: {error.strerror}") from error
    try:
        yield
    finally:
        lock.release()


def is_held(folder: Path, name: str) -> bool:
    """Whether some process has that lock."""
    if not (folder / f".{name}.lock").exists():
        return False
    try:
        with held(folder, name, ""):
            return False
    except BusyError:
        return True
    except StoreError:
        return False
