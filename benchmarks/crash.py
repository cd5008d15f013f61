"""kill -9 at seeded points: ``python -m benchmarks.crash [--points 200] [--size 60]``.

Each point is a number of requests after which the crawl of the demo portal is killed; then the same
command runs again, and is perhaps killed again, until it ends. Right is a point after which the
records equal the truth, none is lost or doubled, the accounts balance and no line is torn.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path

from newsportal.demo import DemoSite, Response
from newsportal.demo.compare import compare
from newsportal.demo.server import Responder, serve

KILLS = (1, 1, 2, 3)
"""How often in a row a point kills, in turn."""


@dataclass
class Deadly:
    """The demo portal that kills whoever asks once too often."""

    site: Responder
    left: int = 0
    asked: list[str] = field(default_factory=list)
    victim: subprocess.Popen[bytes] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def respond(self, path: str) -> Response:
        """Answer, and kill at the request that was chosen."""
        with self.lock:
            self.asked.append(path)
            self.left -= 1
            if self.left == 0 and self.victim is not None:
                self.victim.send_signal(signal.SIGKILL)
        return self.site.respond(path)


def crawl(deadly: Deadly, url: str, folder: Path, after: int) -> int:
    """Run one crawl that is killed after ``after`` requests; its return code."""
    command = [sys.executable, "-m", "newsportal", "crawl", "demo", "--base-url", url, "--json"]
    environment = {**os.environ, "NEWSPORTAL_OUTPUT": str(folder), "NEWSPORTAL_STORE": ""}
    with (folder / "report.json").open("wb") as out:
        deadly.victim = subprocess.Popen(
            command, env=environment, stdout=out, stderr=subprocess.DEVNULL
        )
        deadly.left = after
        return deadly.victim.wait()


def survives(site: DemoSite, kills: list[int], served: Responder | None = None) -> str | None:
    """What is wrong after crawls killed at ``kills`` and one that ends; None for nothing.

    ``served`` is what answers, where that is not the site itself.
    """
    deadly = Deadly(served or site)
    with tempfile.TemporaryDirectory() as name, serve(deadly) as url:
        folder = Path(name)
        for after in kills:
            crawl(deadly, url, folder, after)
        code = crawl(deadly, url, folder, 0)
        if code != 0:
            return f"exit code {code}"
        report = json.loads((folder / "report.json").read_text("utf-8"))
        lines = (folder / "demo" / "articles.jsonl").read_text("utf-8").splitlines()
        records = [json.loads(line) for line in lines]
        if report["imbalance"]:
            return str(report["imbalance"])
        if len({record["id"] for record in records}) != len(records):
            return "a record is doubled"
        again = len(deadly.asked) - len(set(deadly.asked))
        listings = sum("/ID/" not in path for path in deadly.asked)
        if again > listings + 2 * len(kills):
            return f"{again} requests were made twice"
        result = compare(site.truth, records)
        return None if result.equal == len(site.truth) else f"{result.equal} records are equal"


def main() -> int:
    """Kill at each point; 1 if one is not survived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--size", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice = random.Random(options.seed)  # noqa: S311 - the points must be the same each time
    site = DemoSite(options.size)
    wrong = 0
    for point in range(options.points):
        kills = [dice.randint(1, options.size) for _ in range(KILLS[point % len(KILLS)])]
        found = survives(site, kills)
        wrong += found is not None
        if found:
            print(f"killed after {kills}: {found}")
    print(f"{options.points - wrong} of {options.points} points survived")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
