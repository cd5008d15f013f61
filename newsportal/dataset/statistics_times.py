"""The plots of the statistics page that go along time."""

from __future__ import annotations

from collections.abc import Iterator

from newsportal.dataset.series import MOST_SERIES, Series, finest, in_time
from newsportal.dataset.statistics import Statistics
from newsportal.dataset.tally import largest
from newsportal.pages.axes import DAYS, LONGEST, date_ticks, period_name
from newsportal.pages.document import Section
from newsportal.pages.elements import number
from newsportal.pages.plots import Axis, Column, columns

RECENT = 92
"""Days that are shown one by one where the whole is too long for that: a quarter of a year."""


def times(found: Statistics, today: str) -> Iterator[Section]:
    """Records in time by section: the whole span, and its last days."""
    if not found.days:
        return
    # Fewer than three records a bar would show noise.
    dated = sum(found.days.values())
    unit = finest(found.days, today, min(LONGEST, max(12, dated // 3)))
    sections = [slug for slug, _ in largest(found.sections.counts, MOST_SERIES)]
    whole = in_time(found.days, today, unit, LONGEST, sections)
    if whole.shown:
        yield _time(found, whole, f"Articles by {unit}")
    if whole.shown and unit != DAYS:
        last = in_time(found.days, today, DAYS, RECENT, sections)
        yield _time(found, last, f"The last {len(last.shown)} days")._replace(note="")


def _time(found: Statistics, series: Series, title: str) -> Section:
    names = [found.name_of(section) for section in series.sections]
    met = [any(row[place] for row in series.counts) for place in range(len(names) + 1)]
    totals = [sum(row) for row in series.counts]
    heads = [series.unit, "all", *names, *(["others"] if met[-1] else [])]
    width = len(heads) - 2
    lead = f"{number(sum(totals))} records by {series.unit} of publication and section, "
    lead += f"to {period_name(series.shown[-1])}"
    if series.unit == DAYS:
        lead += f"; {number(totals.count(0))} of {number(len(totals))} days have none"
    label = f"{title}: columns from {period_name(series.shown[0])} to "
    label += f"{period_name(series.shown[-1])}, the highest {number(max(totals))}"
    ticks = [(at / len(series.shown), name) for at, name in date_ticks(series.shown, series.unit)]
    half = 0.5 / len(series.shown) if len(series.shown) <= 31 else 0
    return Section(
        title, f"{lead}.",
        [columns(label, _columns(series, names), Axis(ticks=[(at + half, n) for at, n in ticks]))],
        _legend(names, met), _left_out(found, series),
        (heads, [
            (period, sum(row), *row[:width])
            for period, row in reversed(list(zip(series.shown, series.counts, strict=True)))
            if any(row)
        ]), wide=True, lang="vi",
    )  # fmt: skip


def _columns(series: Series, names: list[str]) -> list[Column]:
    made = []
    for period, row in zip(series.shown, series.counts, strict=True):
        title = f"{period_name(period)}: {number(sum(row))}"
        title += "".join(
            f", {name} {number(count)}"
            for name, count in zip([*names, "others"], row, strict=True)
            if count
        )
        # The colour of the others is the last one, however few sections there are.
        parts = (*row[:-1], *[0] * (MOST_SERIES - len(names)), row[-1])
        made.append(Column(title=title, parts=parts))
    return made


def _legend(names: list[str], met: list[bool]) -> list[tuple[str, str]]:
    """The series that are there; each keeps its colour."""
    kinds = [*(f"s{place}" for place in range(len(names))), f"s{MOST_SERIES}"]
    return [
        (kind, name)
        for kind, name, is_met in zip(kinds, [*names, "others"], met, strict=True)
        if is_met
    ]


def _left_out(found: Statistics, series: Series) -> str:
    left = {
        "without a date": found.undated,
        f"older than the {len(series.shown)} {series.unit}s shown": series.earlier,
        "dated in the future": series.later,
    }
    told = [f"{number(count)} {what}" for what, count in left.items() if count]
    return f"Not drawn: {', '.join(told)}." if told else ""
