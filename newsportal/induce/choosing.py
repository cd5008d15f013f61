"""The selector of a short field: tried on all pages, the shortest that holds is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsportal.induce.names import selectors_of
from newsportal.induce.sample import Sample
from newsportal.induce.teachers import TELLING, agrees, elements_of, has_value, is_stated
from newsportal.parse import text_of
from newsportal.text.normalise import words_in

MIN_PAGES = 3
"""Pages on which a selector must be seen right; fewer prove nothing."""

PROPOSED, HOLDS, FILLS = 0.3, 0.9, 0.75
"""Shares: of the pages with a value, those that propose a selector that is tried; of the pages
where it finds something, those where that is right; of the pages with a value, those it finds."""

OFTEN_MISSING = ("sapo", "author")
"""Fields that many an article has not, and that another place of the page may state as well."""

MOST = 3
"""Examples that are kept."""


@dataclass(slots=True)
class Tried:
    """A selector on all pages."""

    css: str
    cost: float
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    """What it found where the teachers say otherwise."""

    missing: int = 0
    """Pages with a value on which it finds nothing."""

    texts: set[str] = field(default_factory=set)
    size: int = 0
    """Characters that it found; of two elements with one date in them the smaller is taken."""

    @property
    def holds(self) -> bool:
        """Whether it is right wherever it finds something, but for a page of ten."""
        return self.right >= MIN_PAGES and self.right >= HOLDS * (self.right + len(self.wrong))


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for a field."""

    css: str | None = None
    question: str | None = None


def choose(name: str, samples: Sequence[Sample]) -> Choice:
    """The selector of one field, or none and, where that is a pity, a question."""
    valued = [each for each in samples if has_value(each, name)]
    if not valued or (
        name not in ("title", "sapo") and all(is_stated(each, name) for each in samples)
    ):
        return Choice()
    if len(valued) < MIN_PAGES:
        return Choice(
            question=f"{name}: only {_pages(len(valued))} had one; is there an element for it?"
        )
    tried = [_try(name, css, cost, samples) for css, cost in _proposed(name, valued)]
    least = 1 if name in OFTEN_MISSING else FILLS * len(valued)
    good = [each for each in tried if each.holds and each.right >= least]
    varied = [each for each in good if len(each.texts) > 1]
    if varied:
        best = min(
            varied,
            key=lambda each: (
                len(each.wrong) - each.right,
                each.cost,
                each.size,
                len(each.css),
                each.css,
            ),
        )
        return Choice(best.css, _doubt(name, best))
    if good:
        return Choice(
            question=f"{name}: all pages have the same, {_example(good[0].texts)}: "
            "is it theirs or the template's?"
        )
    return Choice(question=_without(name, tried, len(valued)))


def _proposed(name: str, valued: Sequence[Sample]) -> list[tuple[str, float]]:
    """The selectors that enough pages propose, with the most that any says they cost."""
    seen: Counter[str] = Counter()
    costs: dict[str, float] = {}
    for sample in valued:
        mine: dict[str, float] = {}
        for element in elements_of(sample, name):
            mine |= selectors_of(element, TELLING[name])
        seen.update(mine.keys())
        costs |= mine
    least = max(MIN_PAGES, PROPOSED * len(valued))
    return [(css, costs[css]) for css, count in seen.items() if count >= least]


def _try(name: str, css: str, cost: float, samples: Sequence[Sample]) -> Tried:
    tried = Tried(css, cost)
    for sample in samples:
        element, valued = sample.first(css), has_value(sample, name)
        if element is None:
            tried.missing += valued
            continue
        text = text_of(element)
        if agrees(sample, name, text):
            tried.right += 1
            tried.texts.add(words_in(text))
            tried.size += len(text)
        elif text and (valued or name == "title"):
            tried.wrong.append(text[:80])
    return tried


def _doubt(name: str, best: Tried) -> str | None:
    if best.wrong:
        return (
            f"{name}: {best.css} shows something else on {_pages(len(best.wrong))}, such as "
            f"{best.wrong[0]!r}: which is right?"
        )
    if best.missing and name not in OFTEN_MISSING:
        return (
            f"{name}: {best.css} is not on {_pages(best.missing)}; is there another element for it?"
        )
    return None


def _without(name: str, tried: Sequence[Tried], valued: int) -> str:
    best = max(tried, key=lambda each: each.right, default=None)
    if best is None or not best.right:
        return (
            f"{name}: no element with a name holds it on the {_pages(valued)} that have it: which?"
        )
    return f"{name}: the best, {best.css}, is right on {best.right} of {_pages(valued)}: take it?"


def _example(texts: set[str]) -> str:
    return repr(min(texts)[:60])


def _pages(count: int) -> str:
    """A number of pages in words.

    >>> _pages(1), _pages(3)
    ('1 page', '3 pages')
    """
    return f"{count} page" if count == 1 else f"{count} pages"
