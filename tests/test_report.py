"""Exit codes of a run, and when an article is due."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, timezone

import pytest

from newsportal.recheck import POLICY, is_due
from newsportal.report import Report

NOW = datetime(2026, 11, 3, 5, 30, tzinfo=timezone.utc)


def report(known: int, **counts: dict[str, int]) -> Report:
    made = Report("demo", "r1", "2026-11-03T00:00:00+00:00", [], listings=1, known=known)
    for name, values in counts.items():
        setattr(made, name, Counter(values))
    return made


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (report(40, failed={"http-404": 1}, refused={"soft-404": 1}), 0),
        (report(0, failed={"http-404": 1}), 1),  # nothing tells that the portal works
        (report(40, failed={"http-404": 1, "timeout": 1}), 1),
        (report(40, refused={"no-article": 3}), 1),
        (report(40, failed={"http-404": 1}, listings_failed={"http-500": 1}), 1),
        (report(40, failed={"error-ValueError": 1}), 1),
        (report(40), 0),
    ],
)
def test_articles_that_went_are_no_fault_of_a_run(made: Report, code: int) -> None:
    assert made.exit_code() == code


@pytest.mark.parametrize("wait", [wait for _, wait in POLICY], ids=str)
def test_a_schedule_may_come_a_little_early(wait: timedelta) -> None:
    age = next(limit or timedelta(days=400) for limit, each in POLICY if each == wait)
    published = (NOW - age).isoformat()
    for early, due in ((timedelta(), True), (wait / 20, True), (wait / 5, False)):
        assert is_due(published, (NOW - wait + early).isoformat(), NOW) is due
