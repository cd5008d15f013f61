"""The health of a run: each alarm is raised once where it must be, and where it must not, not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsportal.health.alarms import ALARMS, judge
from newsportal.health.chance import at_least, at_most
from newsportal.health.found import Found
from newsportal.health.measures import Line, ListingEnd, Measures, bucket, quantile
from newsportal.health.past import Past
from newsportal.health.standing import ADOPTED, CLEARED, USUAL, changed, pasts, too_old
from newsportal.report import COVERED

NOW = datetime(2026, 11, 25, 5, 5, tzinfo=timezone.utc)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
READ = 20


def run(before: timedelta = timedelta(), read: int = READ, **changes: Any) -> Measures:
    """A run so long before `NOW`, as ever but for ``changes``."""
    at = (NOW - before).isoformat(timespec="seconds")
    made = Measures(f"r{at}", "demo", at, read=read, new=2, by_layout=read)
    made.covered = dict.fromkeys(COVERED, read)
    made.lengths = {"a": {bucket(2000): read // 2, bucket(2500): read - read // 2}}
    made.extremes = {"a": {"shortest": ("demo:7", "u7"), "longest": ("demo:8", "u8")}}
    made.places = {"div.body/div.page": read}
    made.placed = {"div.body/div.page": ("demo:9", "u9")}
    made.listings = [walk()]
    made.lines = [Line(f"k{at}{n}", "last", f"line {n}", [f"demo:{at}{n}"], "u") for n in range(4)]
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def walk(end: str = "known", page: int = 1, advertised: int = 12) -> ListingEnd:
    return ListingEnd("/a", "a", "u", end, page, advertised)


def hourly(days: int, **changes: Any) -> Past:
    return Past.of(run(hours * HOUR, **changes) for hours in range(24 * days, 0, -1))


def daily(days: int = 22, **changes: Any) -> Past:
    return Past.of(run(each * DAY, **{"new": 30, **changes}) for each in range(days, 0, -1))


def shared(number: int, text: str = "Mời đọc thêm", which: str = "last") -> list[Line]:
    return [Line("k", which, text, [f"demo:{each}" for each in range(number)], "u1")]


@dataclass
class Case:
    name: str
    past: Past
    now: Measures
    number: float
    words: str
    """In the sentence, or the example."""

    quiet: Measures | None = None
    """A run so little different that nothing is said."""

    others: frozenset[str] = field(default_factory=frozenset)


PAST, DAILY = hourly(3), daily()
SILENT = Past.of([*hourly(15).runs[:-6], *(run(each * HOUR, new=0) for each in range(6, 0, -1))])
CASES = [
    Case("field-lost", PAST, run(covered={**run().covered, "authors": 2}, lacking={
        "authors": ("demo:5", "u5")}), 0.1, "authors is in 10% of 20 pages, and was in 100%",
        run(covered={**run().covered, "authors": 19})),
    Case("text-length", PAST, run(lengths={"a": {bucket(700): 20}}), 663, "texts of a are shorter",
        run(lengths={"a": {bucket(1900): 20}})),
    Case("text-length", PAST, run(lengths={"a": {bucket(5000): 20}}), 5311, "are longer",
        run(lengths={"a": {bucket(5000): 1, bucket(2000): 19}})),
    Case("same-line", PAST, run(lines=shared(3)), 3, "Mời đọc thêm", run(lines=shared(2))),
    Case("same-line", PAST, run(lines=shared(3, "Theo TTXVN", "first")), 3, "one first line",
        run(read=100, lines=[*shared(3), *run().lines, *(
            Line(f"x{n}", "last", f"x{n}", [f"x:{n}"]) for n in range(60))])),
    Case("template-changed", PAST, run(places={"main.x": 20}, placed={"main.x": ("demo:1", "u1")}),
        1.0, "main.x", run(places={"main.x": 2, "div.body/div.page": 18})),
    Case("template-changed", PAST, run(by_layout=1), 0.05, "the title of 1 of 20 pages",
        run(by_layout=18)),
    Case("duplicates-rose", hourly(5), run(new=30, duplicates=12, duplicate=("demo:3", "u3")),
        12 / 76, "12 of 76 new articles repeat", run(new=30, duplicates=2)),
    Case("few-articles", DAILY, run(new=0), 0, "no new articles in 24 hours up to Wednesday",
        run(new=24)),
    Case("few-articles", SILENT, run(new=0), 0, "no new articles in 6 hours", run(new=4)),
    Case("errors-rose", PAST, run(outcomes={"a": {"failed: http-500": 9}}, errors=[
        ("failed", "http-500", "u4")]), 9 / 29, "http-500 9", run(outcomes={
        "a": {"failed: http-404": 9, "failed: timeout": 1}})),
    Case("refusals-rose", PAST, run(outcomes={"a": {"refused: no-article": 9}}), 9 / 29,
        "no-article 9", run(outcomes={"a": {"refused: before-since": 9, "refused: soft-404": 5}})),
    Case("listing-short", PAST, run(listings=[walk(advertised=7)]), 7, "names 7 pages",
        run(listings=[walk(advertised=11)])),
    Case("listing-short", Past(), run(listings=[walk("stale", 6, 12)]), 6,
        "nothing new after page 6, and its pager names 12", run(listings=[walk("end", 12, 12)])),
    Case("listing-short", PAST, run(listings=[walk("end", 0, 0)]), 0, "names no article",
        run(listings=[walk("unchanged", 0, 0)])),
    Case("robots-changed", Past(), run(robots={"http://a.vn": ["+Disallow: /tin"]}), 1,
        "+Disallow: /tin", run()),
]  # fmt: skip


def found(past: Past, now: Measures) -> dict[str, list[Found]]:
    return {name: each for name, each in judge(now, lambda _: past).found.items() if each}


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{c.name}" for n, c in enumerate(CASES)])
def test_an_alarm_is_raised_and_alone(case: Case) -> None:
    told = found(case.past, case.now)
    assert set(told) == {case.name}
    (one,) = told[case.name]
    assert case.words in f"{one.sentence} {one.example}"
    assert one.number == pytest.approx(case.number, rel=0.02)


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{c.name}" for n, c in enumerate(CASES)])
def test_a_little_difference_raises_none(case: Case) -> None:
    assert case.quiet is not None
    assert found(case.past, case.quiet) == {}


def test_each_row_has_its_cases() -> None:
    assert {each.name for each in ALARMS} == {case.name for case in CASES}
    assert all(row.compares and row.threshold and row.needs for row in ALARMS)


def test_without_a_past_it_is_said_plainly() -> None:
    verdict = judge(run(), lambda _: Past.of([run(HOUR)]))
    assert verdict.unjudged["field-lost"] == "too few runs to compare: 1 of 3"
    assert verdict.unjudged["few-articles"].startswith("too few")
    assert not any(verdict.found.values())


def test_a_first_crawl_of_an_archive_is_no_rhythm() -> None:
    past = Past.of([run(22 * DAY, new=9_000), *daily(21, new=30).runs])
    assert "few-articles" not in found(past, run(new=30))


def test_a_quiet_sunday_is_one() -> None:
    sunday = NOW + 4 * DAY
    runs = [
        run(NOW - sunday + each * DAY, new=2 if each % 7 == 0 else 40) for each in range(30, -1, -1)
    ]
    assert "few-articles" not in found(Past.of(runs[:-1]), runs[-1])
    assert "few-articles" in found(Past.of(runs), run(NOW - sunday - DAY, new=2))


def test_a_line_that_comes_little_by_little() -> None:
    """Where a host spares the pages that are as they were, a run has few: the last day counts."""
    few: dict[str, Any] = {"read": 1, "new": 1}
    past = hourly(3)
    late = [run(each * HOUR, lines=[Line("k", "last", "x", [f"demo:{each}"], "u")], **few)
            for each in (2, 1)]  # fmt: skip
    now = run(lines=[Line("k", "last", "x", ["demo:0"], "u")], **few)
    past = Past.of([*past.runs[:-2], *late])
    assert found(past, now)["same-line"][0].number == 3


def test_a_standing_phrase_of_a_paper_is_none() -> None:
    past = Past.of(run(each * DAY, lines=shared(4)) for each in range(20, 0, -1))
    assert "same-line" not in found(past, run(lines=shared(4)))


def live(runs: list[Measures], past: Past) -> list[tuple[list[str], list[str], list[str]]]:
    """What each of some runs raises, has standing and ends."""
    known: list[Any] = []
    told = []
    for now in runs:
        stands = [each for each in known if each.ended_at is None]
        old = too_old(now, stands)
        left = [each for each in stands if each.name not in {one.name for one in old}]
        over = [each for each in known if each.ended_at is not None]
        change = changed(now, left, judge(now, pasts(past, [*over, *old, *left])))
        change.ended += old
        names = {(each.name, each.subject) for each in change.ended}
        known = [e for e in known if e.ended_at or (e.name, e.subject) not in names]
        known += [*change.ended, *change.raised]
        past = Past.of([*past.runs, now])
        told.append(tuple([each.name for each in kind]
                    for kind in (change.raised, change.standing, change.ended)))  # fmt: skip
    return told  # type: ignore[return-value]


BROKEN: dict[str, Any] = {"covered": {**run().covered, "authors": 0}}


def test_an_alarm_is_raised_once_stands_and_ends_once() -> None:
    runs = [run(-each * HOUR, **BROKEN) for each in range(3)] + [run(-3 * HOUR), run(-4 * HOUR)]
    assert live(runs, PAST) == [
        (["field-lost"], [], []), ([], ["field-lost"], []), ([], ["field-lost"], []),
        ([], [], ["field-lost"]), ([], [], []),
    ]  # fmt: skip


def test_a_run_without_pages_ends_no_alarm() -> None:
    runs = [run(**BROKEN), run(-HOUR, read=0, covered={}, lengths={}, places={}, lines=[])]
    assert live(runs, PAST)[-1] == ([], ["field-lost"], [])


def test_what_stays_so_for_a_week_is_usual_then() -> None:
    week = int(ADOPTED / (6 * HOUR))
    runs = [run(-each * 6 * HOUR, **BROKEN) for each in range(week + 2)]
    told = live(runs, PAST)
    assert told[week] == ([], [], ["field-lost"])
    assert told[week - 1] == ([], ["field-lost"], [])
    assert told[-1] == ([], [], [])
    assert live([*runs, run(-(week + 2) * 6 * HOUR)], PAST)[-1] == ([], [], [])


@pytest.mark.parametrize(("how", "after"), [(CLEARED, 0), (USUAL, 3)])
def test_the_past_of_an_alarm(how: str, after: int) -> None:
    past = Past.of(run(each * HOUR) for each in range(6, 0, -1))
    at = past.runs[3].started_at
    raised = changed(run(), [], judge(run(**BROKEN), lambda _: PAST)).raised[0]
    over = replace(raised, raised_at=at, ended_at="x", ended_how=how)
    assert len(pasts(past, [over])("field-lost").runs) == 6 - after
    stands = replace(raised, raised_at=at)
    assert len(pasts(past, [stands])("field-lost").runs) == 3
    assert len(pasts(past, [stands])("same-line").runs) == 6


COUNTS = st.dictionaries(st.integers(0, 60).map(str), st.integers(1, 9), min_size=1)


@given(COUNTS, st.floats(0, 1))
def test_a_quantile_is_one_of_the_buckets(counts: dict[str, int], share: float) -> None:
    assert str(quantile(counts, share)) in counts or share in (0.0, 1.0)


@given(st.integers(0, 40), st.integers(0, 40), st.floats(0.001, 0.999))
def test_chances_are_chances(one: int, other: int, rate: float) -> None:
    count, number = sorted((one, other))
    assert 0 <= at_least(count, number, rate) <= 1
    assert at_least(count, number, rate) >= at_least(count + 1, number + 1, rate) * 0.999
    assert 0 <= at_most(count, number * rate) <= 1


def test_measures_come_back_as_they_were() -> None:
    made = run(lines=[*shared(3), Line("z", "last", "alone", ["demo:1"], "u")])
    again = Measures.from_dict({**made.to_dict(), "later": 1})
    assert again.lines == [*shared(3), Line("z", ids=["demo:1"])]
    assert (again.listings, again.covered) == (made.listings, made.covered)


READERS: dict[str, Callable[[Measures], object]] = {
    "failed": lambda each: each.reasons("failed")["http-500"],
    "refused": lambda each: each.reasons("refused").total(),
}


def test_reasons_are_summed_over_sections() -> None:
    made = run(outcomes={"a": {"failed: http-500": 2, "stored": 1}, "b": {"failed: http-500": 1}})
    assert [read(made) for read in READERS.values()] == [3, 0]
