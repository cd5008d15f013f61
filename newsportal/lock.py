"""One run of a portal at a time in one output folder."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from newsportal.errors import BusyError, StoreError


def locked(folder: Path, portal: str) -> FileLock:
    """The lock of a portal in an output folder; the system frees it if the process dies."""
    lock = FileLock(folder / ".lock")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise BusyError(
            f"another run works on {portal} in {folder.parent}; let it end, or stop it first"
        ) from None
    except OSError as error:
        raise StoreError(f"the folder {folder} cannot be used: {error.strerror}") from error
    return lock
