"""Memory of a crawl of many articles: ``python -m benchmarks.memory [--size 50000]``.

The demo portal answers from a process of its own; the crawl, with WARC and all, reads what the
system says of its own memory (Linux) after every thousand articles. Then it runs again and finds
nothing new. Right is a peak of 150 MB at most, of both, and a crawl that after the first 5,000
articles grows by no more than a tenth.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler

from benchmarks.crawl import portal
from newsportal import settings
from newsportal.crawl import CrawlOptions, run_crawl

EVERY, SETTLED = 1_000, 5_000
"""Articles between two samples, and those after which memory is to stay as it is."""

MOST, GROWTH = 150.0, 1.1
"""Megabytes at most, and the share of the first 5,000's that the rest may come to."""


def memory(name: str) -> float:
    """Megabytes of this process, VmRSS (now) or VmHWM (at most so far)."""
    status = Path("/proc/self/status").read_text("ascii")
    found = re.search(rf"^{name}:\s+(\d+) kB", status, re.MULTILINE)
    if found is None:
        raise RuntimeError(f"/proc/self/status has no {name}")
    return int(found[1]) / 1024


class Sampler:
    """The Scrapy extension that prints a line for every thousand articles."""

    def __init__(self) -> None:
        self.articles = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Sampler:
        """The sampler of a crawler."""
        sampler = cls()
        crawler.signals.connect(sampler.count, signals.item_scraped)
        return sampler

    def count(self) -> None:
        """Count an article, and print a sample where one is due."""
        if self.articles % EVERY == 0:
            self.sample()
        self.articles += 1

    def sample(self) -> None:
        """Print the articles so far and the memory now."""
        print(f"{self.articles} {memory('VmRSS'):.1f}", flush=True)


def crawl(address: str) -> int:
    """Crawl in this process; print samples, and at last the number of records and the peak."""
    extensions = {**settings.EXTENSIONS, "benchmarks.memory.Sampler": 3}
    options = CrawlOptions(portal="demo", base_url=address, settings={"EXTENSIONS": extensions})
    report = run_crawl(options)
    print(f"{report.records} {memory('VmRSS'):.1f}")
    print(f"peak {memory('VmHWM'):.1f}")
    return report.exit_code()


def judge(samples: dict[int, float], peak: float) -> list[str]:
    """What is wrong with the memory of a crawl: megabytes after so many articles, and the peak.

    >>> judge({0: 70.0, 5000: 80.0, 9000: 90.0}, 95.0)
    ['90.0 MB at the end, 80.0 after 5000 articles']
    """
    wrong = [f"{peak} MB at most, not {MOST}"] if peak > MOST else []
    settled = samples.get(SETTLED)
    if settled is not None and samples[max(samples)] > GROWTH * settled:
        wrong.append(f"{samples[max(samples)]} MB at the end, {settled} after {SETTLED} articles")
    return wrong


def measure(address: str, folder: str) -> tuple[dict[int, float], float]:
    """Crawl in a child process, print what it tells; its samples and its peak.

    Raises:
        RuntimeError: The crawl did not end well.
    """
    samples: dict[int, float] = {}
    peak = 0.0
    environment = {**os.environ, "NEWSPORTAL_OUTPUT": folder, "NEWSPORTAL_STORE": ""}
    command = [sys.executable, "-m", "benchmarks.memory", "--address", address]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as child:
        for line in child.stdout or ():
            name, _, megabytes = line.partition(" ")
            print(f"{name:>6} {megabytes.strip():>7} MB", flush=True)
            if name == "peak":
                peak = float(megabytes)
            else:
                samples[int(name)] = float(megabytes)
    if child.returncode or not peak:
        raise RuntimeError(f"the crawl ended with exit code {child.returncode}")
    return samples, peak


def main() -> int:
    """Crawl twice and judge the memory; 1 if it is too much."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=50_000)
    parser.add_argument("--address", help="crawl the portal there, in this process")
    options = parser.parse_args()
    if options.address:
        return crawl(options.address)
    with portal(options.size) as url, tempfile.TemporaryDirectory() as folder:
        samples, peak = measure(url, folder)
        print("again")
        _, again = measure(url, folder)
    wrong = [*judge(samples, peak), *judge({}, again)]
    if max(samples) < options.size:
        wrong.append(f"{max(samples)} of {options.size} articles were stored")
    print("\n".join([*wrong, f"{peak} MB at most, {again} again; the goal is {MOST}"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
