"""How likely a count is if nothing has changed: the tails that the alarms are judged by."""

from __future__ import annotations

from math import exp, lgamma, log

ALPHA = 1e-6
"""Chance below which a difference is none. An hourly crawl asks some fifty such questions a run:
in a year, four hundred thousand."""


def at_least(count: int, number: int, rate: float) -> float:
    """The chance of ``count`` or more of ``number`` where each has the chance ``rate``.

    >>> round(at_least(3, 3, 0.1), 6), at_least(0, 5, 0.2)
    (0.001, 1.0)
    """
    if count <= 0 or rate >= 1:
        return 1.0
    return min(1.0, sum(_binomial(each, number, rate) for each in range(count, number + 1)))


def at_most(count: int, mean: float) -> float:
    """The chance of ``count`` or fewer where ``mean`` are usual and each comes for itself.

    >>> round(at_most(0, 3.0), 4), at_most(0, 0.0)
    (0.0498, 1.0)
    """
    if mean <= 0:
        return 1.0
    terms = (exp(each * log(mean) - mean - lgamma(each + 1)) for each in range(count + 1))
    return min(1.0, sum(terms))


def rate_of(count: int, number: int) -> float:
    """The rate that ``count`` of ``number`` lets expect; never none, by the rule of succession.

    >>> rate_of(0, 98)
    0.01
    """
    return (count + 1) / (number + 2)


def _binomial(count: int, number: int, rate: float) -> float:
    ways = lgamma(number + 1) - lgamma(count + 1) - lgamma(number - count + 1)
    return exp(ways + count * log(rate) + (number - count) * log(1 - rate))
