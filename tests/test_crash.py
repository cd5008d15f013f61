"""kill -9 in the middle, again and again: `benchmarks.crash` does so two hundred times."""

from __future__ import annotations

import random

import pytest

from benchmarks.crash import KILLS, survives
from newsportal.demo import DemoSite

SIZE = 40
DICE = random.Random(7)  # noqa: S311 - the points must be the same each time
POINTS = [[DICE.randint(1, SIZE) for _ in range(KILLS[n % len(KILLS)])] for n in range(20)]


@pytest.mark.long
@pytest.mark.parametrize("kills", POINTS, ids=str)
def test_what_a_killed_crawl_left_is_gone_on_with(kills: list[int]) -> None:
    assert survives(DemoSite(SIZE), kills) is None
