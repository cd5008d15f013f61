"""How good is a portal that `newsportal portal new` drafts? Three answers, from pages alone.

``python -m benchmarks.new_portal MIRROR``, the unpacked folder of a mirror of `sotttt_hanoi`, saves
12 of its articles, three listings and the home page as a user would, drafts a portal of them,
crawls the mirror with it and with the one that a person wrote, and compares records by field.
``--sites FOLDER`` drafts from the pages of each site of ../shared/pages and tests its pattern of
articles; ``--demo`` does all with the embedded demo portal, served on loopback.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from newsportal.archive.capture import Capture, Origin
from newsportal.demo import DemoSite
from newsportal.demo.server import serve
from newsportal.errors import ArgumentError
from newsportal.induce import proposal
from newsportal.induce.addresses import matches
from newsportal.induce.proposal import Known, propose
from newsportal.induce.seen import ARTICLE, HOME, LISTING

ARTICLES = 12
NO_FIELDS = frozenset(
    "portal id run_id fetched_at captured_on http_status source warc raw_sha256 extractor"
    " field_sources removed robots_allowed tdm_reserved schema_version version".split()
)
"""Where a record is from; all other fields are compared."""


class Saved(SimpleHTTPRequestHandler):
    """A mirror as the portal answered: names without their ending, no folders, queries ignored."""

    def translate_path(self, path: str) -> str:
        """The file of a page."""
        found = super().translate_path(path.partition("?")[0].rstrip("/") or "/index")
        return found if Path(found).is_file() else f"{found}.html"

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a mirror; its root."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Saved, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()


def sample(mirror: Path, folder: Path) -> None:
    """Save a dozen articles, three listings and the home page, spread over the mirror."""
    sections = ("thanh-tra", "cong-nghe-thong-tin")
    chosen = [mirror / "index.html", mirror / "vi" / "thanh-tra3046.html"]
    for section in sections:
        chosen.append(mirror / "vi" / f"{section}.html")
        articles = sorted((mirror / "vi" / section / "-" / "view_content").glob("*.html"))
        each = ARTICLES // len(sections)
        step = len(articles) // each
        chosen += articles[step // 2 :: step][:each]
    folder.mkdir(parents=True)
    for path in chosen:
        shutil.copy(path, folder / path.name)


def command(*arguments: str, **environment: str) -> int:
    """Run the program as a user does."""
    own = {**os.environ, **environment}
    done = subprocess.run([sys.executable, "-m", "newsportal", *arguments], env=own, check=False)
    return done.returncode


def crawled(name: str, root: str, folder: Path, *more: str, **environment: str) -> dict[str, Any]:
    """The records of a crawl, by the number in their id."""
    command(
        "crawl", name, "--base-url", root, "--quiet", "--no-warc", *more,
        NEWSPORTAL_OUTPUT=str(folder), **environment,
    )  # fmt: skip
    lines = (folder / name / "articles.jsonl").read_text("utf-8").splitlines()
    records = map(json.loads, lines)
    return {record["id"].partition(":")[2]: record for record in records}


def compared(drafted: dict[str, Any], written: dict[str, Any]) -> None:
    """Print in how many fields and texts the records are equal."""
    fields, right, texts = Counter[str](), Counter[str](), 0
    for key, record in written.items():
        other = drafted.get(key)
        for name in record.keys() - NO_FIELDS:
            fields[name] += 1
            right[name] += other is not None and plain(other[name]) == plain(record[name])
        texts += other is not None and other["text"] == record["text"]
    share = sum(right.values()) / max(sum(fields.values()), 1)
    print(f"records: {len(drafted)} of the drafted portal, {len(written)} of the written one")
    print(f"fields equal: {share:.2%}; texts equal: {texts / max(len(written), 1):.2%}")
    for name in fields:
        if right[name] < fields[name]:
            print(f"  {name:16} {right[name]} of {fields[name]}")


def plain(value: Any) -> Any:
    """A value without the portal's name, where an id stands in it."""
    named = isinstance(value, str) and value.startswith(("sotttt_hanoi:", "drafted:", "demo:"))
    return value.partition(":")[2] if named else value


def of_mirror(mirror: Path) -> None:
    """Draft from a dozen pages, crawl with both, compare."""
    with tempfile.TemporaryDirectory() as name, served(mirror) as root:
        work = Path(name)
        sample(mirror, work / "saved")
        own = {"NEWSPORTAL_PORTALS": str(work / "portals")}
        command(
            "portal", "new", str(work / "saved"), "--name", "drafted",
            "--out", str(work / "portals"), **own,
        )  # fmt: skip
        drafted = crawled("drafted", root, work / "a", **own)
        compared(drafted, crawled("sotttt_hanoi", root, work / "b"))


def of_demo() -> None:
    """Draft from the demo portal as it is served, crawl with both, compare."""
    with tempfile.TemporaryDirectory() as name, serve(DemoSite(size=100)) as root:
        work = Path(name)
        own = {"NEWSPORTAL_PORTALS": str(work / "portals")}
        command(
            "portal", "new", "http://baovinhson.example/", "--base-url", root, "--name", "drafted",
            "--out", str(work / "portals"), **own,
        )  # fmt: skip
        drafted = crawled("drafted", root, work / "a", **own)
        compared(drafted, crawled("demo", root, work / "b", "--via", "listings"))


def of_sites(folder: Path) -> None:
    """For each site: the pattern of its articles, tested on its pages; or that it is not sure."""
    proposal.MIN_ARTICLES = 1  # these sets have one or two of most sites
    for site, pages in sorted(pages_of(folder).items()):
        try:
            made = propose(pages, Known())
        except ArgumentError as error:
            print(f"{site:22} not sure: {error}")
            continue
        texts = [each.text for each in made.patterns]
        articles = made.site.of(ARTICLE)
        listings = [each for each in made.site.pages if each.kind in (LISTING, HOME)]
        right, caught = (
            sum(any(matches(text, made.site.bare(e.url)) for text in texts) for e in some)
            for some in (articles, listings)
        )
        sure = "" if made.is_sure else "not sure; "
        print(f"{site:22} {sure}{right} of {len(articles)} articles, {caught} of {len(listings)} "
              f"listings match {' | '.join(texts)}")  # fmt: skip


def pages_of(folder: Path) -> dict[str, list[Capture]]:
    """The pages of each site of the sets vi_dev and vi_other."""
    found: dict[str, list[Capture]] = defaultdict(list)
    rows = [
        (case["id"].split("__")[0], case["url"], folder / "vi_dev" / f"{case['id']}.html.gz")
        for case in map(json.loads, (folder / "vi_dev" / "gold.jsonl").open(encoding="utf-8"))
    ]
    with (folder / "vi_other" / "index.tsv").open(encoding="utf-8") as file:
        rows += [
            (row["site"], row["url"], folder / "vi_other" / row["file"])
            for row in csv.DictReader(file, delimiter="\t")
        ]
    for site, url, path in rows:
        if url:
            origin = Origin(kind="folder", name=str(path))
            body = gzip.decompress(path.read_bytes())
            found[site].append(Capture(url=url, captured_at=None, body=body, origin=origin))
    return found


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mirror", nargs="?", type=Path, help="the unpacked mirror")
    parser.add_argument("--sites", type=Path, help="the folder of the sets of pages")
    parser.add_argument("--demo", action="store_true")
    chosen = parser.parse_args()
    if chosen.mirror:
        of_mirror(chosen.mirror)
    if chosen.sites:
        of_sites(chosen.sites)
    if chosen.demo:
        of_demo()


if __name__ == "__main__":
    main()
