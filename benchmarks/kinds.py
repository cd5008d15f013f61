"""How many pages of each kind make records: ``python -m benchmarks.kinds``.

Over the sets of real pages beside the checkout, with every Layout switched off: of listings, home
pages and the like none should, of articles all but one in a hundred.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from newsportal.errors import ExtractionError
from newsportal.page import Page
from newsportal.road import run

PAGES = Path(__file__).parents[2] / "shared" / "pages"
ARTICLES = ("vi_dev", "fundus_dev", "wcxb_dev_article")


def outcome(path: Path, url: str | None) -> str:
    """The kind of the record that a page makes, or why it makes none."""
    try:
        return run(Page(gzip.decompress(path.read_bytes()), url or None)).article.kind
    except ExtractionError as error:
        return f"no record: {error.reason}"


def others() -> Iterator[tuple[str, str]]:
    """Kind and outcome of each page that is no article."""
    folder = PAGES / "vi_other"
    with (folder / "index.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            yield row["kind"], outcome(folder / row["file"], row["url"])


def articles() -> Iterator[tuple[str, str]]:
    """Set and outcome of each article."""
    for name in ARTICLES:
        folder = PAGES / name
        for line in (folder / "gold.jsonl").read_text("utf-8").strip().split("\n"):
            gold = json.loads(line)
            yield name, outcome(folder / f"{gold['id']}.html.gz", gold["url"])


def main() -> int:
    """Print a line for each kind and outcome."""
    if not PAGES.is_dir():
        print("the sets of real pages are not beside this checkout", file=sys.stderr)
        return 1
    for (kind, result), number in sorted(Counter([*others(), *articles()]).items()):
        print(f"{kind:20} {number:4} {result}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
