"""Near-duplicates, their quality and cost: ``python -m benchmarks.near [--size N] [--load N]``.

Quality is on a truth made from the demo portal (`near_truth`): a pair is two records of one group,
and right if they truly are one article. With ``--load 100000`` so many records of the demo portal
go into a SQLite store, and a pass over them runs in a process of its own: its CPU seconds and its
peak memory (Linux), then those of a second pass that finds nothing new.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise

from benchmarks.memory import memory
from benchmarks.near_truth import VARIANTS, Case, cases, keep
from newsportal.dataset.minhash import bands_of, sign
from newsportal.dataset.near import clusters_of, find_near
from newsportal.dataset.shingles import shingles_of, words_of
from newsportal.dedup import content_hash
from newsportal.demo import DemoSite
from newsportal.store import Store
from newsportal.store.database import engine_of

PRECISION, RECALL = 0.99, 0.95
"""What is to be reached at least."""

MOST_SECONDS, MOST_MEGABYTES, LEAST_A_SECOND = 60.0, 500.0, 4_000
SPEED_SAMPLE = 2_000


@dataclass(slots=True)
class Quality:
    """How right the groups are."""

    precision: float
    recall: float
    by_kind: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Of each kind of variant how many are in the group of their article, and how many are not."""

    wrong: dict[tuple[str, str], int] = field(default_factory=dict)
    """Pairs of records that are no pair, by the kinds of both."""


def quality(made: list[Case]) -> Quality:
    """Put the cases into a store of their own, find near-duplicates, and compare with the truth."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/near.db")
        keep(store.engine, (case.article for case in made))
        find_near(store.engine)
        keys = [(str(case.article.portal), str(case.article.id)) for case in made]
        with store.engine.connect() as connection:
            places = clusters_of(connection, keys)
        store.close()
    groups: dict[str, list[Case]] = {}
    named: dict[str, str] = {}
    for case, key in zip(made, keys, strict=True):
        if cluster := places[key].cluster:
            groups.setdefault(cluster, []).append(case)
            named[key[1]] = cluster
    return _scores(made, groups, named)


def _scores(made: list[Case], groups: dict[str, list[Case]], named: dict[str, str]) -> Quality:
    found, wrong = 0, Counter[tuple[str, str]]()
    for members in groups.values():
        for one, other in combinations(members, 2):
            found += 1
            if one.group != other.group:
                kinds = sorted((one.kind, other.kind))
                wrong[kinds[0], kinds[1]] += 1
    right, missed = Counter[str](), Counter[str]()
    for article, variant in pairwise(made):
        if variant.kind in VARIANTS:
            own, first = named.get(str(variant.article.id)), named.get(str(article.article.id))
            (right if own is not None and own == first else missed)[variant.kind] += 1
    total = right.total() + missed.total()
    by_kind = {kind: (right[kind], missed[kind]) for kind in VARIANTS}
    precision = 1 - wrong.total() / max(found, 1)
    return Quality(precision, right.total() / max(total, 1), by_kind, dict(wrong))


def a_second() -> float:
    """Texts that one CPU second signs: words, shingles, MinHash, bands; no database."""
    texts = [article.text for article in DemoSite(SPEED_SAMPLE).truth]
    start = time.process_time()
    for first in range(0, len(texts), 200):
        for signature in sign([shingles_of(words_of(each)) for each in texts[first : first + 200]]):
            bands_of(signature)
    return len(texts) / (time.process_time() - start)


def load(url: str, size: int) -> None:
    """Put the demo portal's records into a store."""
    store = Store(url)
    truth = DemoSite(size).truth
    keep(store.engine, (replace(each, content_hash=content_hash(each.text)) for each in truth))
    store.close()


def one_pass(url: str) -> None:
    """Run a pass in this process, and print what it cost."""
    engine, before = engine_of(url), time.process_time()
    counts = find_near(engine)
    seconds = time.process_time() - before
    print(f"{seconds:.1f} CPU seconds, {memory('VmHWM'):.0f} MB at most: {counts.to_dict()}")


def main() -> int:
    """Print the figures; 1 if quality is below what it must be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=3_000, help="articles of the truth")
    parser.add_argument("--load", type=int, default=0, help="records to measure a pass over")
    parser.add_argument("--store", help="run a pass over the store there, in this process")
    options = parser.parse_args()
    if options.store:
        one_pass(options.store)
        return 0
    made = list(cases(options.size))
    found = quality(made)
    print(f"{len(made)} records: precision {found.precision:.4f}, recall {found.recall:.4f}")
    for kind, (right, missed) in found.by_kind.items():
        print(f"  {kind:18} {right} of {right + missed}")
    for kinds, number in found.wrong.items():
        print(f"  wrong: {' with '.join(kinds)}: {number}")
    print(f"{a_second():,.0f} texts signed a CPU second; the goal is {LEAST_A_SECOND:,}")
    if options.load:
        _measure(options.load)
    return 0 if found.precision >= PRECISION and found.recall >= RECALL else 1


def _measure(size: int) -> None:
    """Print what two passes over many records cost."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/near.db"
        load(url, size)
        print(
            f"{size:,} records; goals: {MOST_SECONDS} CPU seconds, {MOST_MEGABYTES} MB", flush=True
        )
        for _ in range(2):
            command = [sys.executable, "-m", "benchmarks.near", "--store", url]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.exit(main())
