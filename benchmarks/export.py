"""What an export of many records costs: ``python -m benchmarks.export [--size 100000]``.

The demo portal's records are put into a store in a temporary folder; then `newsportal export`
writes them as Parquet, by portal and year, in a process of its own. Right is at most 60 seconds of
CPU and 500 MB for 100,000 records, the scores of the gates among the columns.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

MOST_SECONDS, MOST_MEGABYTES = 60, 500
TARGETS = ("set", "articles.jsonl.gz")


def main() -> int:
    """Print what the exports cost; 1 if that of Parquet is above what it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100_000)
    size = parser.parse_args().size
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/newsportal.db"
        # In a process of its own, for the peak of a process includes that of its start.
        code = f"from benchmarks.near import load; load({url!r}, {size})"
        subprocess.run([sys.executable, "-c", code], check=True)
        print(f"{size:,} records; goals: {MOST_SECONDS} CPU seconds, {MOST_MEGABYTES} MB")
        good = [_export(url, Path(folder) / target) for target in TARGETS]
    return 0 if good[0] else 1


def _export(url: str, target: Path) -> bool:
    command = [sys.executable, "-m", "newsportal", "export", str(target), "--json"]
    environment = {**os.environ, "NEWSPORTAL_STORE": url}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        said = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the export ended with {process.returncode}")
    seconds = used.ru_utime + used.ru_stime
    megabytes = used.ru_maxrss / 1024
    files = [target] if target.is_file() else [p for p in target.rglob("*") if p.is_file()]
    size = sum(each.stat().st_size for each in files) / 1e6
    print(f"{target.name}: {seconds:.1f} CPU seconds, {megabytes:.0f} MB at most; "
          f"{len(files)} files, {size:.0f} MB; {said.strip()}", flush=True)  # fmt: skip
    return seconds <= MOST_SECONDS and megabytes <= MOST_MEGABYTES


if __name__ == "__main__":
    sys.exit(main())
