"""Layouts that are learned from pages, against the truth: ``python -m benchmarks.induce``.

From a dozen pages of the saved mirror, its declared Layout being hidden, and of the demo portal in
both of its dresses: all records with the learned Layout against those of the declared one, or
against the demo's truth, field by field; of several draws the worst. After a redesign of the demo:
old and new pages with both Layouts. Of each site of the saved Vietnamese pages: title, date, lead
and body against the gold, beside the generic extractor.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from newsportal.archive.capture import Capture, Origin
from newsportal.demo import DemoSite
from newsportal.difference import COMPARED
from newsportal.induce.learned import induce_layout
from newsportal.induce.redesign import with_second
from newsportal.induce.sample import record_of
from newsportal.portal import Layout, Portal, Province
from newsportal.portals import portal_named
from newsportal.text.normalise import words
from newsportal.urls import host_of

SHARED = Path(__file__).parents[2] / "shared"
MIRROR = SHARED / "mirror" / "sotttt_slice.tar.gz"
GOLD = SHARED / "pages" / "vi_dev"
DRAWN, DRAWS = 12, 20
"""Pages that are learned from, and how often they are drawn anew."""

Pair = tuple[Capture, dict[str, Any]]
"""A page, and the record that it should make."""


def capture(url: str, body: bytes) -> Capture:
    """A page as it comes from a folder."""
    return Capture(url=url, captured_at=None, body=body, origin=Origin(kind="folder", name="saved"))


def mirror_pairs() -> list[Pair]:
    """The articles of the mirror, with what the declared Layout makes of them."""
    portal, pairs = portal_named("sotttt_hanoi"), []
    with tarfile.open(MIRROR) as archive:
        for member in archive:
            if member.isfile() and "view_content" in member.name and "pop_up" not in member.name:
                raw = (archive.extractfile(member) or io.BytesIO()).read()
                page = capture(f"{portal.root}/{member.name.split('/', 1)[-1]}", raw)
                pairs.append((page, as_dict(page, portal)))
    return pairs


def demo_pairs(strange: bool, size: int = 300) -> list[Pair]:
    """The articles of the demo portal with their truth."""
    site = DemoSite(size, strange=strange)
    return [
        (capture(str(each.url), site.respond(str(each.url)).body), each.to_dict())
        for each in site.truth
    ]


def as_dict(page: Capture, portal: Portal) -> dict[str, Any]:
    """The record of a page; empty for none."""
    record = record_of(page, portal)
    return record.to_dict() if record else {}


def wrong(pairs: Sequence[Pair], portal: Portal) -> Counter[str]:
    """For each field in how many records it is not as it should be."""
    found: Counter[str] = Counter()
    for page, truth in pairs:
        record = as_dict(page, portal)
        found.update(name for name in COMPARED if record.get(name) != truth[name])
    return found


def report_draws(name: str, pairs: Sequence[Pair], portal: Portal) -> None:
    """Learn from several draws, and print what the worst came to."""
    bare, results, sure = replace(portal, layouts=()), [], 0
    for seed in range(DRAWS):
        drawn = random.Random(seed).sample([page for page, _ in pairs], DRAWN)  # noqa: S311 - no secret
        learned = induce_layout(drawn, bare)
        sure += learned.sure
        layouts = (learned.layout,) if learned.layout else ()
        results.append(wrong(pairs, replace(bare, layouts=layouts)))
    worst, without = max(results, key=lambda each: each.total()), wrong(pairs, bare)
    print(f"{name}: {DRAWS} draws of {DRAWN} of {len(pairs)} pages, sure {sure} times")
    for label, each in (("worst draw", worst), ("no Layout", without)):
        fields = 1 - each.total() / (len(pairs) * len(COMPARED))
        print(f"  {label}: {fields:.2%} of all fields, text {1 - each['text'] / len(pairs):.2%}")


def report_redesign() -> None:
    """Learn the second Layout from a dozen pages of the redesigned demo, and read old and new."""
    portal, old, new = portal_named("demo"), demo_pairs(strange=False), demo_pairs(strange=True)
    print(f"redesign of the demo, new pages before: {wrong(new, portal).total()} wrong fields")
    counts = []
    for seed in range(DRAWS):
        drawn = random.Random(seed).sample([page for page, _ in new], DRAWN)  # noqa: S311 - no secret
        layout = induce_layout(drawn, portal).layout or Layout()
        made, first = with_second(portal, layout, [page for page, _ in old], drawn)
        counts.append((wrong(old, made).total(), wrong(new, made).total(), first))
    of_old, of_new = (max(each[number] for each in counts) for number in (0, 1))
    print(f"  repaired from {DRAWN} of them, of {DRAWS} draws the worst:")
    print(f"  {of_old} wrong fields in {len(old)} old pages, {of_new} in {len(new)} new ones")


def sites() -> Iterator[tuple[str, list[tuple[Capture, dict[str, Any]]]]]:
    """The saved Vietnamese articles with their gold, by site."""
    found: dict[str, list[tuple[Capture, dict[str, Any]]]] = {}
    for path in sorted((GOLD / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        raw = gzip.decompress((GOLD / f"{path.stem}.html.gz").read_bytes())
        found.setdefault(host_of(gold["url"]), []).append((capture(gold["url"], raw), gold))
    yield from found.items()


def right(record: dict[str, Any], gold: dict[str, Any]) -> Counter[str]:
    """Which of title, date, lead and body a record has as the gold has them."""
    body = words("\n".join(filter(None, [gold["summary"], *gold["body"]])))
    published = gold["published"] or ""
    said = {
        "title": words(record.get("title") or "") == words(gold["title"]),
        "date": (record.get("date_published") or "")[: len(published[:16])] == published[:16],
        "lead": words(record.get("description") or "") == words(gold["summary"] or ""),
        "body": words(record.get("text") or "") == body,
    }
    return Counter(name for name, is_right in said.items() if is_right)


def report_sites() -> None:
    """A line for each site: pages on which each field is as the gold has it."""
    print("sites of saved pages, right with the learned Layout / without one:")
    for host, pairs in sites():
        portal = Portal(
            name="site", title=host, hosts=(host,), article_url=r"(?P<id>\d+)",
            provinces=(Province(name="none", code="VN-HN"),),
        )  # fmt: skip
        learned = induce_layout([page for page, _ in pairs], portal)
        totals = []
        for layout in (learned.layout, None):
            made = replace(portal, layouts=(layout,) if layout else ())
            totals.append(
                sum((right(as_dict(page, made), gold) for page, gold in pairs), Counter())
            )
        with_it, without = totals
        said = "sure" if learned.sure else "not sure"
        shown = ", ".join(
            f"{each} {with_it[each]}/{without[each]}" for each in ("title", "date", "lead", "body")
        )
        print(f"  {host:22} {len(pairs):3} pages  {said:9} {shown}")
        if learned.layout:
            print(f"    {learned.layout.selectors()}")


def main() -> int:
    """Print all of it, or one part."""
    parser = argparse.ArgumentParser(description="Measure Layouts that are learned from pages.")
    parser.add_argument("--part", choices=["mirror", "demo", "redesign", "sites"])
    part = parser.parse_args().part
    if part in (None, "mirror") and MIRROR.exists():
        report_draws("mirror", mirror_pairs(), portal_named("sotttt_hanoi"))
    if part in (None, "demo"):
        for strange in (False, True):
            name = "demo, strange" if strange else "demo"
            report_draws(name, demo_pairs(strange), portal_named("demo"))
    if part in (None, "redesign"):
        report_redesign()
    if part in (None, "sites") and GOLD.is_dir():
        report_sites()
    return 0


if __name__ == "__main__":
    sys.exit(main())
