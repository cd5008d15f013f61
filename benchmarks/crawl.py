"""Pages per CPU second of a whole crawl: ``python -m benchmarks.crawl [--size 5000]``.

Bare Scrapy, Scrapy with trafilatura where that is installed, and this crawl with and without WARC,
each in a process of its own on the demo portal in another process. Ratios of one run.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def portal(size: int) -> Iterator[str]:
    """The demo portal, its pages as heavy as real ones, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.weighed", "--size", str(size)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        if server.stdout is None:
            raise RuntimeError("the demo portal has no output")
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def measure(command: list[str], count: Callable[[str], int]) -> float:
    """Pages per CPU second of a command that prints what ``count`` reads."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "NEWSPORTAL_OUTPUT": folder, "NEWSPORTAL_STORE": ""}
        done = subprocess.run(
            [sys.executable, "-m", *command],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            check=True,
        )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return count(done.stdout) / seconds


def main() -> int:
    """Measure each crawl and print its ratio to bare Scrapy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=5000)
    size = parser.parse_args().size
    with portal(size) as url:
        ours = ["newsportal", "crawl", "demo", "--base-url", url, "--json"]
        runs: dict[str, tuple[list[str], Callable[[str], int]]] = {
            "bare Scrapy": (["benchmarks.bare", url], int)
        }
        if importlib.util.find_spec("trafilatura"):
            runs["Scrapy and trafilatura"] = (["benchmarks.bare", url, "trafilatura"], int)
        runs["newsportal without WARC"] = ([*ours, "--no-warc"], pages)
        runs["newsportal"] = (ours, pages)
        bare = 0.0
        for name, (command, count) in runs.items():
            rate = measure(command, count)
            bare = bare or rate
            print(f"{name:26} {rate:7.1f} pages per CPU second, {rate / bare:.2f} of bare Scrapy")
    return 0


def pages(report: str) -> int:
    """The pages of articles that a report counts."""
    return int(json.loads(report)["pages"])


if __name__ == "__main__":
    sys.exit(main())
