"""Quality against pinned floors: ``python -m benchmarks.quality [--check | --pin]``.

The demo portal is scored against its own truth, the golden pages against the records beside them.
Where the folder of real pages lies beside the checkout, they are scored too, with the harness's own
metrics. ``--pin`` raises floors and refuses to lower one.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.adapter import with_layouts, without_layouts
from benchmarks.golden import golden_scores
from newsportal import extract
from newsportal.demo import DemoSite

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
FLOORS = HERE / "floors.json"
SURE = ("title", "date_published", "authors", "text")
METRICS = {
    "aeb_f1": "F1",
    "aeb_accuracy": "exact text",
    "title_exact": "title",
    "date_exact": "day",
    "minute_exact": "minute",
    "authors_exact": "authors",
}
REAL = (
    ("portal with a Layout", "vi_dev", "sotttt", with_layouts),
    ("no Layout, Vietnamese", "vi_dev", "", without_layouts),
    ("no Layout, 22 languages", "fundus_dev", "", without_layouts),
    ("no Layout, the web", "wcxb_dev_article", "", without_layouts),
)


def demo_scores() -> dict[str, float]:
    """The share of demo articles whose title, date, authors and text equal the truth."""
    scores = {}
    for name, strange in (("demo", False), ("demo, strange markup", True)):
        site = DemoSite(300, strange=strange)
        equal = 0
        for truth in site.truth:
            article = extract(site.respond(str(truth.url)).body, str(truth.url))
            equal += all(getattr(article, each) == getattr(truth, each) for each in SURE)
        scores[f"{name}: equal"] = equal / 300
    return scores


def real_scores() -> dict[str, float]:
    """The harness's figures on the sets of real pages, if they are here."""
    if not SHARED.is_dir():
        return {}
    sys.path.insert(0, str(SHARED / "bench"))
    metrics: Any = importlib.import_module("metrics")
    scores = {}
    for name, folder, prefix, call in REAL:
        pages = SHARED / "pages" / folder
        lines = (pages / "gold.jsonl").read_text("utf-8").strip().split("\n")  # not U+2028
        gold = [each for each in map(json.loads, lines) if each["id"].startswith(prefix)]
        found = {
            each["id"]: call(
                gzip.decompress((pages / f"{each['id']}.html.gz").read_bytes()), each["url"]
            )
            for each in gold
        }
        result, _ = metrics.score(gold, found, None)
        for key, label in METRICS.items():
            if result.get(key) is not None:
                scores[f"{name}: {label}"] = round(result[key], 4)
    return scores


def main() -> int:
    """Print the scores beside their floors; 1 if one is below."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail below a floor")
    parser.add_argument("--pin", action="store_true", help="raise the floors to these scores")
    options = parser.parse_args()
    floors: dict[str, float] = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    scores = demo_scores() | golden_scores() | real_scores()
    below = [name for name, score in scores.items() if score < floors.get(name, 0)]
    for name, score in scores.items():
        mark = "  BELOW THE FLOOR" if name in below else ""
        print(f"{name:45} {score:.4f}  floor {floors.get(name, 0):.4f}{mark}")
    if options.pin and below:
        print("a floor is never lowered: nothing was pinned")
    elif options.pin:
        pinned = floors | {name: max(score, floors.get(name, 0)) for name, score in scores.items()}
        FLOORS.write_text(json.dumps(pinned, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
