"""What template statistics take with all other rules off: ``python -m benchmarks.template``.

Half of the articles are learned from, the other half is judged, block by block over the whole page:
how much of what is not the article goes, and how much of the article goes with it. The truth is the
demo portal's own, and for the saved mirror, where it lies beside the checkout, what the portal's
Layout and rules keep.
"""

from __future__ import annotations

import io
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml.etree import _Element

from newsportal.article import Article
from newsportal.demo import DemoSite
from newsportal.extraction.block import Block
from newsportal.extraction.select import Matcher
from newsportal.extraction.walk import walk
from newsportal.page import Page
from newsportal.parse import parse
from newsportal.portals import portal_named
from newsportal.road import run
from newsportal.template import Template
from newsportal.text.decode import decode
from newsportal.text.normalise import words

MIRROR = Path(__file__).parents[2] / "shared" / "mirror" / "sotttt_slice.tar.gz"
NO_RULES = Matcher([])
MIN_PART = 40
"""Letters of a block that is a part of a paragraph."""


@dataclass
class Judged:
    """Characters of the judged pages."""

    boilerplate: int = 0
    taken: int = 0
    article: int = 0
    lost: int = 0


def blocks_of(raw: bytes) -> list[Block]:
    """The blocks of a page, by no rule at all."""
    root: _Element = parse(decode(raw).data).root
    return walk(root, NO_RULES).blocks


def kept_texts(article: Article) -> Counter[str]:
    """The words of each block that belongs to the record, and how often."""
    texts = [article.title, article.description, article.byline_raw, article.date_published_raw]
    texts += [each.text for each in article.paragraphs]
    texts += [image.caption for image in article.images]
    return Counter(words(text) for text in texts if text)


def judge(pages: list[tuple[bytes, Article]]) -> Judged:
    """Learn from every other page, and judge the rest."""
    template = Template()
    for raw, _ in pages[::2]:
        template.learn(blocks_of(raw))
    result = Judged()
    for raw, article in pages[1::2]:
        mine = kept_texts(article)
        whole = words(article.text)
        for block in blocks_of(raw):
            if block.is_media:
                continue
            size, key = len(block.text), words(block.text)
            goes = template.takes(block, {})
            own = not block.mostly(block.linked)  # side boxes link the article itself, too
            if own and (mine[key] > 0 or (len(key) > MIN_PART and key in whole)):
                mine[key] -= 1
                result.article += size
                result.lost += size * goes
            else:
                result.boilerplate += size
                result.taken += size * goes
    return result


def demo_pages(strange: bool) -> Iterator[tuple[bytes, Article]]:
    """The demo portal's articles with their truth."""
    site = DemoSite(300, strange=strange)
    for truth in site.truth:
        yield site.respond(str(truth.url)).body, truth


def mirror_pages() -> Iterator[tuple[bytes, Article]]:
    """The saved articles of the mirror, with what the portal's Layout makes of them."""
    portal = portal_named("sotttt_hanoi")
    with tarfile.open(MIRROR) as archive:
        for member in archive:
            name = member.name
            if not member.isfile() or "view_content" not in name or "pop_up" in name:
                continue
            raw = (archive.extractfile(member) or io.BytesIO()).read()
            page = run(Page(raw, f"{portal.root}/{name.split('/', 1)[-1]}", None, portal))
            yield raw, page.article


def main() -> int:
    """Print a line for each portal."""
    sets = [("demo", list(demo_pages(strange=False))), ("demo, strange", list(demo_pages(True)))]
    if MIRROR.exists():
        sets.append(("mirror", list(mirror_pages())))
    for name, pages in sets:
        result = judge(pages)
        goes, lost = result.taken / result.boilerplate, result.lost / result.article
        print(
            f"{name:15} {len(pages):4} articles: {goes:.1%} of what is not the article goes, "
            f"{lost:.2%} of what is"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
