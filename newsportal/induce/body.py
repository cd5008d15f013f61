"""The selector of the body: the smallest container that holds what the teachers have on all pages.

Each candidate is judged by the whole road with a Layout that has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.etree import _Element

from newsportal.extraction.block import Block
from newsportal.induce.choosing import MIN_PAGES, Choice
from newsportal.induce.judging import Judgement, judge
from newsportal.induce.names import Named, selectors_of
from newsportal.induce.sample import Sample
from newsportal.induce.teachers import TELLING
from newsportal.parse import text_of
from newsportal.portal import Layout

MIN_HELD = 0.5
"""Share of a page's body that a container holds to be asked for."""

MAX_LEVELS = 8
"""Elements above the text that are asked."""

MAX_TRIALS = 24
"""Candidates that are tried, each on all pages."""

ODD = 0.1
"""Share of the pages on which a body may differ from the teachers' and still be taken."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A container by its cheapest selector."""

    css: str
    cost: float
    size: int
    """Characters in it on all pages."""

    absent: int
    """Pages on which it is not."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A candidate with what the road made of it."""

    candidate: Candidate
    judged: tuple[Judgement, ...]

    @property
    def worse(self) -> int:
        """Pages on which the record is worse than without a Layout."""
        return sum(each.is_worse for each in self.judged)


def choose_body(samples: Sequence[Sample], known: Layout, template: frozenset[str]) -> Choice:
    """The selector of the body, with the other fields of a Layout known."""
    if len(samples) < MIN_PAGES:
        return Choice(question="body: too few pages to tell it from the template")
    best: Trial | None = None
    for candidate in _candidates(samples)[:MAX_TRIALS]:
        layout = replace(known, body=candidate.css)
        trial = Trial(
            candidate, tuple(judge(each, each.trial(layout), template) for each in samples)
        )
        if best is None or trial.worse < best.worse:
            best = trial
        if not best.worse:
            break  # they come from the smallest on
    if best is None:
        return Choice(
            question="body: no element with a name of its own holds the text; which one is it?"
        )
    if best.worse > ODD * len(samples):
        example = _example(best, samples)
        return Choice(
            question=f"body: the best, {best.candidate.css}, makes {best.worse} of {len(samples)} "
            f"records worse{example}; which element is it?"
        )
    doubt = (
        f"body: {best.candidate.css} has another text on {best.worse} of {len(samples)} pages"
        f"{_example(best, samples)}: is it right?"
    )
    return Choice(best.candidate.css, doubt if best.worse else None)


def _example(trial: Trial, samples: Sequence[Sample]) -> str:
    for sample, judged in zip(samples, trial.judged, strict=True):
        if judged.is_worse:
            what = next(iter((*judged.lost, *judged.swallowed, *judged.fields)))
            return f" ({sample.page.url}: {what[:60]!r})"
    return ""


def _candidates(samples: Sequence[Sample]) -> list[Candidate]:
    """The containers that pages propose, the smallest first; of selectors for one the cheapest."""
    proposed: Counter[str] = Counter()
    costs: Named = {}
    for sample in samples:
        mine: Named = {}
        for element in _containers(sample):
            mine |= selectors_of(element, TELLING["body"])
        proposed.update(mine.keys())
        costs |= mine
    cheapest: dict[tuple[int, ...], Candidate] = {}
    for css, count in proposed.items():
        if count < max(MIN_PAGES, len(samples) / 2):
            continue
        found = [sample.first(css) for sample in samples]
        size = sum(len(text_of(each)) for each in found if each is not None)
        candidate = Candidate(css, costs[css], size, sum(each is None for each in found))
        place = tuple(map(id, found))
        held = cheapest.get(place)
        if held is None or (candidate.cost, len(css), css) < (held.cost, len(held.css), held.css):
            cheapest[place] = candidate
    return sorted(cheapest.values(), key=lambda each: (each.absent, each.size, each.cost, each.css))


def _containers(sample: Sample) -> Iterator[_Element]:
    """The elements that hold a good part of the body without a Layout, from its paragraphs up."""
    blocks = [each for each in sample.page.body if _is_text(each)]
    whole = sum(len(each.text) for each in blocks)
    held: dict[_Element, int] = {}
    for block in blocks:
        node = block.node
        chain = () if node is None else (node, *node.iterancestors())
        for element in chain[:MAX_LEVELS]:
            held[element] = held.get(element, 0) + len(block.text)
    for element, size in held.items():
        if size >= MIN_HELD * whole and element.tag not in ("body", "html"):
            yield element


def _is_text(block: Block) -> bool:
    return block.rule is None and not block.is_media and block.role in ("", "sapo")
