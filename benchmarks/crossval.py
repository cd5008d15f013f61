"""Cross-validated quality: ``python -m benchmarks.crossval [SET ...]``.

The thresholds of the generic extractor were chosen by looking at the sets they are scored on. Here
each of them is chosen again, on four fifths of a set's pages, and scored on the fifth that was left
out. The difference to the plain score is what the choice owes to the pages it was made on.
"""

from __future__ import annotations

import gzip
import importlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.adapter import without_layouts
from benchmarks.quality import SHARED

KNOBS: tuple[tuple[str, str, tuple[float, ...]], ...] = (
    ("newsportal.extraction.content", "MIN_PROSE", (25, 60)),
    ("newsportal.extraction.content", "HALF", (0.3, 0.7)),
    ("newsportal.extraction.content", "MOST", (0.5, 0.7)),
    ("newsportal.extraction.content", "FILLED", (0.3, 0.5)),
    ("newsportal.extraction.content", "MAX_BOX", (500, 2000)),
    ("newsportal.extraction.elements", "MAX_NAMED", (250, 1000)),
    ("newsportal.extraction.headline", "MIN_PART", (0.25, 0.5)),
    ("newsportal.tidy", "MAX_ABOVE", (3, 12)),
    ("newsportal.tidy", "MAX_LINE", (60, 120)),
    ("newsportal.tidy", "MAX_REPEATED", (30, 100)),
    ("newsportal.tidy", "MAX_NOTICE", (150, 600)),
    ("newsportal.tidy", "MIN_CARDS", (2, 4)),
    ("newsportal.media", "MAX_BOXED", (80, 250)),
    ("newsportal.clean", "MIN_ARTICLE", (1000, 4000)),
)
"""Each threshold, and two values that it might have had."""

FOLDS = 5
Page = tuple[str, bytes, dict[str, Any]]


@contextmanager
def threshold(module: str, name: str, value: float) -> Iterator[None]:
    """The extractor with another value for one threshold."""
    owner = importlib.import_module(module)
    before = getattr(owner, name)
    setattr(owner, name, type(before)(value))
    try:
        yield
    finally:
        setattr(owner, name, before)


def pages_of(name: str) -> list[Page]:
    """The address, bytes and truth of each page of a set."""
    folder = SHARED / "pages" / name
    lines = (folder / "gold.jsonl").read_text("utf-8").strip().split("\n")  # not U+2028
    read = (json.loads(line) for line in lines)
    return [
        (gold["url"], gzip.decompress((folder / f"{gold['id']}.html.gz").read_bytes()), gold)
        for gold in read
    ]


def shares(pages: list[Page], metrics: Any) -> list[tuple[float, float, float]]:
    """For each page the shares of its shingles that are right, too many and missing."""
    return [
        metrics.shingle(gold.get("body"), without_layouts(raw, url)["body"])
        for url, raw, gold in pages
    ]


def f1(scores: list[tuple[float, float, float]], metrics: Any) -> float:
    """The harness's F1 over pages: of the mean precision and the mean recall."""
    of_pages = metrics._prf  # noqa: SLF001 - the harness has no public name for it
    return float(of_pages(scores)[0])


def validate(name: str, metrics: Any) -> tuple[float, float, list[str]]:
    """The plain F1 of a set, the cross-validated one, and what was chosen for each fold."""
    pages = pages_of(name)
    tried = {"as it is": shares(pages, metrics)}
    for module, knob, values in KNOBS:
        for value in values:
            with threshold(module, knob, value):
                tried[f"{knob} {value:g}"] = shares(pages, metrics)
    held_out: list[tuple[float, float, float]] = []
    chosen = []
    for fold in range(FOLDS):
        rest = [n for n in range(len(pages)) if n % FOLDS != fold]
        best = max(tried, key=lambda each: f1([tried[each][n] for n in rest], metrics))
        chosen.append(best)
        held_out += tried[best][fold::FOLDS]
    return f1(tried["as it is"], metrics), f1(held_out, metrics), chosen


def main() -> int:
    """Print both figures for each set."""
    if not SHARED.is_dir():
        print("The real pages do not lie beside this checkout: there is nothing to score.")
        return 0
    sys.path.insert(0, str(SHARED / "bench"))
    metrics: Any = importlib.import_module("metrics")
    for name in sys.argv[1:] or ("vi_dev", "fundus_dev", "wcxb_dev_article"):
        plain, held_out, chosen = validate(name, metrics)
        print(f"{name:18} F1 {plain:.4f}, cross-validated {held_out:.4f}; chosen: {chosen}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
