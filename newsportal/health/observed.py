"""What a run notes while it works; little of each page, since the crawl's speed is a goal."""

from __future__ import annotations

import heapq
from collections import Counter
from hashlib import blake2b

from newsportal.article import Article
from newsportal.health.measures import Example, Line, ListingEnd, Measures, bucket
from newsportal.page import Page
from newsportal.report import COVERED
from newsportal.template import place_of

MAX_ERRORS = 50
MAX_SLOWEST = 10
MAX_IDS = 12
MAX_LINES = 200
MAX_LINE = 200
MAX_PLACES = 50
"""What is kept of each run, so that its row stays at some kilobytes."""


class Observed:
    """One run as it goes."""

    def __init__(self) -> None:
        self.outcomes: dict[str, Counter[str]] = {}
        self.covered: Counter[str] = Counter()
        self.covered_new: Counter[str] = Counter()
        self.lacking: dict[str, Example] = {}
        self.lengths: dict[str, Counter[str]] = {}
        self.extremes: dict[str, list[tuple[int, Example]]] = {}
        self.lines: dict[tuple[str, str], dict[str, Example]] = {}
        self.places: Counter[str] = Counter()
        self.placed: dict[str, Example] = {}
        self.duplicate: Example | None = None
        self.by_layout = self.read = self.new = self.duplicates = 0
        self.listings: list[ListingEnd] = []
        self.listing_errors: Counter[str] = Counter()
        self.errors: list[tuple[str, str, str]] = []
        self.slowest: list[tuple[float, str]] = []
        self.robots: dict[str, list[str]] = {}

    # -- what the run tells

    def record(self, outcome: str, page: Page, section: str) -> None:
        """Note a record that was saved."""
        article, is_new = page.article, outcome == "stored"
        own = (str(article.id), str(article.url))
        self.outcomes.setdefault(section, Counter())[outcome] += 1
        self.read += 1
        self.new += is_new
        for name in COVERED:
            if getattr(article, name):
                self.covered[name] += 1
                self.covered_new[name] += is_new
            else:
                self.lacking.setdefault(name, own)
        self._text(article, section, own)
        self.by_layout += article.field_sources.get("title") == "layout"
        if place := text_place(page):
            self.places[place] += 1
            self.placed.setdefault(place, own)
        if is_new and article.duplicate_of:
            self.duplicates += 1
            self.duplicate = self.duplicate or own

    def _text(self, article: Article, section: str, own: Example) -> None:
        text = article.text or ""
        self.lengths.setdefault(section, Counter())[bucket(len(text))] += 1
        ends = self.extremes.setdefault(section, [(len(text), own), (len(text), own)])
        ends[0], ends[1] = min(ends[0], (len(text), own)), max(ends[1], (len(text), own))
        lines = text.split("\n\n")
        if len(lines) < 2:
            return  # all of it is no line of it
        key = article.content_hash or own[0]
        for which, line in (("first", lines[0]), ("last", lines[-1])):
            self.lines.setdefault((which, line[:MAX_LINE]), {}).setdefault(key, own)

    def unchanged(self, section: str) -> None:
        """Note an article whose page the host says has not changed."""
        self.outcomes.setdefault(section, Counter())["unchanged"] += 1

    def settled(self, section: str, url: str, state: str, reason: str) -> None:
        """Note an article that made no record."""
        self.outcomes.setdefault(section, Counter())[f"{state}: {reason}"] += 1
        self._error(state, reason, url)

    def listing_failed(self, url: str, reason: str) -> None:
        """Note a page of a listing that could not be had."""
        self.listing_errors[reason] += 1
        self._error("listing failed", reason, url)

    def _error(self, state: str, reason: str, url: str) -> None:
        if len(self.errors) < MAX_ERRORS:
            self.errors.append((state, reason, url))

    def waited(self, seconds: float, url: str) -> None:
        """Note how long an answer was waited for; the slowest are kept."""
        if len(self.slowest) < MAX_SLOWEST:
            heapq.heappush(self.slowest, (seconds, url))
        elif seconds > self.slowest[0][0]:
            heapq.heapreplace(self.slowest, (seconds, url))

    # -- what is kept of it

    def measures(self, run: Measures) -> Measures:
        """``run``, which names it, with all that was noted."""
        run.outcomes = {name: dict(each) for name, each in self.outcomes.items()}
        run.covered, run.covered_new = dict(self.covered), dict(self.covered_new)
        run.lengths = {name: dict(each) for name, each in self.lengths.items()}
        run.extremes = {
            name: {"shortest": ends[0][1], "longest": ends[1][1]}
            for name, ends in self.extremes.items()
        }
        run.places = dict(self.places.most_common(MAX_PLACES))
        run.placed = {name: self.placed[name] for name in run.places}
        run.lines = self._kept_lines()
        run.listing_errors, run.slowest = dict(self.listing_errors), sorted(self.slowest)[::-1]
        for name in ("lacking", "by_layout", "read", "new", "duplicates", "duplicate", "listings",
                     "errors", "robots"):  # fmt: skip
            setattr(run, name, getattr(self, name))
        return run

    def _kept_lines(self) -> list[Line]:
        """The lines of most articles; of a first run of an archive not every single one."""
        most = heapq.nlargest(MAX_LINES, self.lines.items(), key=lambda each: len(each[1]))
        kept = []
        for (which, text), found in most:
            examples = list(found.values())
            ids = [each[0] for each in examples[:MAX_IDS]]
            kept.append(Line(line_key(which, text), which, text, ids, examples[0][1]))
        return kept


def text_place(page: Page) -> str:
    """Where the first paragraph of a page's text stands in its markup, its own element aside."""
    for block in page.body:
        if block.rule or block.role or block.is_media:
            continue
        if block.text and block.node is not None:
            return place_of(block, {}).partition("/")[2]
    return ""


def line_key(which: str, text: str) -> str:
    """A short name of a first or last line, under which an alarm of it stands.

    >>> line_key("last", "Mời bạn đọc xem thêm")
    'caa9cff20391'
    """
    return blake2b(f"{which}\n{text}".encode(), digest_size=6).hexdigest()
