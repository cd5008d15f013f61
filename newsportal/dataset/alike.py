"""Whether two texts are near-duplicates: decided on the texts, not on their signatures.

A table of rows: the first that fits makes a pair. What is left out on purpose: texts of a few
sentences that share a formula, and texts of one form with other figures, such as bulletins.
"""

from __future__ import annotations

from dataclasses import dataclass

from newsportal.dataset.shingles import Content

MIN_FIGURES = 3
"""Figures that both texts must have before they are asked whether they agree."""

AGREEING = 0.5
"""The share of the figures of the text with fewer that the other must have too. An edit changes
some; a bulletin filled in anew changes nearly all."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two texts share."""

    shingles: int
    """Of the text with fewer."""

    jaccard: float
    """Shingles in both, of those in either."""

    within: float
    """Shingles in both, of those of the text with fewer: 1 where one is a part of the other."""

    figures: float
    """Figures in both, of those of the text with fewer; 1 where there are too few to tell."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What makes a pair."""

    name: str
    shingles: int
    """At least so many in each."""

    jaccard: float
    within: float
    reason: str


RULES: tuple[Rule, ...] = (
    Rule("edited", 50, 0.5, 0.0, "most of what either says is in both"),
    Rule("cut", 50, 0.35, 0.8, "one is a part of the other, and more than a quotation"),
    Rule("short", 10, 0.7, 0.0, "two sentences may share half by formula, not more"),
)

SLACK = 0.1
"""How far above its estimate a similarity is taken to be: two deviations of 128 hashes and more."""


def compare(one: Content, other: Content) -> Likeness:
    """How much two texts share.

    >>> from newsportal.dataset.shingles import content_of
    >>> compare(content_of(b"a b c d e f".split()), content_of(b"a b c d e g".split()))
    Likeness(shingles=2, jaccard=0.3333333333333333, within=0.5, figures=1.0)
    """
    fewer = min(len(one.shingles), len(other.shingles))
    shared = len(one.shingles & other.shingles)
    either = len(one.shingles) + len(other.shingles) - shared
    numbers = min(len(one.figures), len(other.figures))
    agreeing = len(one.figures & other.figures) / numbers if numbers >= MIN_FIGURES else 1.0
    return Likeness(fewer, shared / (either or 1), shared / (fewer or 1), agreeing)


def may_be_pair(estimate: float, shingles: tuple[int, int]) -> bool:
    """Whether two texts of so many shingles are worth reading, by what their signatures promise.

    >>> may_be_pair(0.45, (400, 500)), may_be_pair(0.45, (30, 30)), may_be_pair(0.3, (400, 400))
    (True, False, False)
    """
    jaccard, fewer = min(estimate + SLACK, 1.0), min(shingles)
    shared = jaccard * sum(shingles) / (1 + jaccard)
    return rule_of(Likeness(fewer, jaccard, shared / (fewer or 1), 1.0)) is not None


def rule_of(found: Likeness) -> str | None:
    """The name of the row that makes a pair of two texts; None where they are none.

    >>> rule_of(Likeness(400, 0.6, 0.7, 0.9)), rule_of(Likeness(400, 0.6, 0.7, 0.2))
    ('edited', None)
    >>> rule_of(Likeness(30, 0.6, 0.9, 1.0)), rule_of(Likeness(90, 0.4, 0.9, 1.0))
    (None, 'cut')
    """
    if found.figures < AGREEING:
        return None
    fitting = (
        rule.name
        for rule in RULES
        if found.shingles >= rule.shingles
        and found.jaccard >= rule.jaccard
        and found.within >= rule.within
    )
    return next(fitting, None)
