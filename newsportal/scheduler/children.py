"""Child processes: a job that crashes harms no other, and memory does not grow."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Timer

STOPS: tuple[tuple[signal.Signals, float], ...] = (
    (signal.SIGTERM, 5.0),
    (signal.SIGTERM, 2.0),
    (signal.SIGKILL, 1.0),
)
"""The signals that end a process, and the seconds that each is given: a crawl ends its requests,
asked twice it drops them, and what is killed is taken up by the next run. Together under ten."""


class Children:
    """The processes at work, so that all of them can be ended."""

    def __init__(self) -> None:
        self._alive: set[subprocess.Popen[str]] = set()
        self._lock = Lock()
        self.stopping = Event()

    def run(
        self,
        words: Sequence[str],
        place: tuple[Path, Mapping[str, str]],
        said: Callable[[str], object],
        seconds: float,
    ) -> int:
        """Run a command in a folder and environment; its exit code, 128 and the signal if killed.

        ``said`` gets each line that it prints. After ``seconds`` it is ended.

        Raises:
            OSError: It cannot be started.
        """
        process = self._started(words, place)
        timer = Timer(seconds, end, ([process],))
        timer.daemon = True
        timer.start()
        try:
            if self.stopping.is_set():
                end([process])
            with process:  # closes the pipe
                for line in process.stdout or ():
                    said(line.rstrip())
            code = process.returncode
        finally:
            timer.cancel()
            with self._lock:
                self._alive.discard(process)
        return code if code >= 0 else 128 - code

    def _started(
        self, words: Sequence[str], place: tuple[Path, Mapping[str, str]]
    ) -> subprocess.Popen[str]:
        folder, environment = place
        # A session of its own: Ctrl-C in a terminal reaches the scheduler alone, which asks once.
        process = subprocess.Popen(  # noqa: S603 - newsportal itself, with checked arguments
            words, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
            start_new_session=True,
        )  # fmt: skip
        with self._lock:
            self._alive.add(process)
        return process

    def stop(self) -> None:
        """End every process, and start none any more; returns when all are gone."""
        self.stopping.set()
        with self._lock:
            alive = list(self._alive)
        end(alive)


def end(processes: Sequence[subprocess.Popen[str]]) -> None:
    """End processes: each signal in its turn, until all are gone."""
    for number, seconds in STOPS:
        for process in processes:
            if process.poll() is None:
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, number)
        until = time.monotonic() + seconds
        for process in processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(until - time.monotonic(), 0))
        if all(process.poll() is not None for process in processes):
            return
