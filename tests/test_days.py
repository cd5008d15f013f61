"""Crawls over simulated days: `benchmarks.days` does so for ten."""

from __future__ import annotations

import sqlite3
from datetime import datetime

import pytest

from benchmarks.days import AT, SCHEDULES, Schedule, check_quiet, run_schedule, trial
from newsportal.demo.timeline import date_of


@pytest.mark.long
@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda each: each.name)
def test_what_is_stored_follows_the_portal(schedule: Schedule) -> None:
    assert run_schedule(schedule, size=120, days=4, shifting=2) == []


def test_the_judge_sees_what_is_wrong() -> None:
    now = datetime.combine(date_of(0), AT)
    with trial(40, None) as each:
        each.crawl(now, ())
        there = {str(article.id) for article in each.site.truth}
        assert each.judge(there, set()).wrong == []
        lost, altered, buried, kept = sorted(there)[:4]
        with sqlite3.connect(each.folder / "newsportal.db") as store:
            store.execute("DELETE FROM articles WHERE id = ?", (lost,))
            store.execute("UPDATE articles SET state = 'gone' WHERE id = ?", (buried,))
            store.execute(
                "UPDATE articles SET record = json_set(record, '$.title', 'x') WHERE id IN (?, ?)",
                (altered, kept),
            )
        store.close()
        verdict = each.judge(there, {altered, buried})
        assert verdict.wrong == [
            f"{lost} differs in id",
            f"{altered} differs in title",
            f"{buried} differs in id",
            f"{buried} is marked as gone",
        ]
        assert verdict.waiting == [kept]  # it was not due
        assert each.judge(there - {lost}, set()).late == [lost]
        each.counting.asked.clear()
        each.counting.asked.update(listing=9)
        assert "listings" in check_quiet(each, due=99)
        assert len(each.wrong) == 1
