"""The sections of the statistics page: one function a plot."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

from newsportal.article import FIELD_SOURCES
from newsportal.dataset.statistics import (
    FIELDS,
    MOST_LISTED,
    QUANTILES,
    Statistics,
    classes,
)
from newsportal.dataset.tally import Tally, largest, quantile
from newsportal.flags import FLAGS
from newsportal.pages.document import Section
from newsportal.pages.elements import number, percent, plural
from newsportal.pages.plots import Axis, Bar, Column, Mark, bars, columns

MOST_PORTALS = 4
"""Portals whose coverage is drawn; the table has all."""

EDGE = 0.2
"""How near to an edge of a plot the name of a mark has no room, as a share of the width."""

BESIDE = 10
"""Bars of a plot that shares the width of the page."""


def sections(found: Statistics) -> Section:
    """Records by section."""
    counted = largest(found.sections.counts)
    rows = [(found.name_of(slug), count) for slug, count in counted]
    return Section(
        "Sections", f"{plural(len(rows), 'section')}, by the address of the article.",
        [_ranked("Records by section", rows, found.records, found.sections.beyond)],
        table=(("section", "slug", "records", "share"), [
            (name, slug, count, percent(count, found.records))
            for (name, count), (slug, _) in zip(rows, counted, strict=True)
        ]), lang="vi",
    )  # fmt: skip


def _ranked(label: str, rows: list[tuple[str, int]], whole: int, beyond: int = 0) -> Any:
    """Bars of the names that were met most often, the longest over the whole width."""
    shown, others = rows[:BESIDE], sum(count for _, count in rows[BESIDE:]) + beyond
    top = max([count for _, count in shown] or [1])
    made = [
        Bar(label=name, parts=(("s0", count / top),), value=number(count),
            share=percent(count, whole), lang="vi")
        for name, count in shown
    ]  # fmt: skip
    if others:
        # Without a bar: it would dwarf those of the names.
        name = "others" if beyond else plural(len(rows) - len(shown), "other")
        made.append(Bar(label=name, parts=(), value=number(others), share=percent(others, whole)))
    return bars(_in_words(label, made), made, track=False)


def _shares(label: str, rows: list[tuple[str, int]], whole: int) -> Any:
    """Bars of which the whole width is all records."""
    made = [
        Bar(label=name, parts=(("s0", count / whole),), value=number(count),
            share=percent(count, whole))
        for name, count in rows
    ]  # fmt: skip
    return bars(_in_words(label, made), made)


def _in_words(label: str, shown: list[Bar]) -> str:
    return f"{label}: " + ", ".join(f"{each.label} {each.value}" for each in shown)


def lengths(found: Statistics) -> Section:
    """Records by their number of words, on a logarithmic axis."""
    shown = classes(found.words)
    edges = [low for low, _ in shown]
    values = {name: quantile(found.words, share) or 0 for name, share in QUANTILES.items()}
    told = ", ".join(f"{name} {number(value)}" for name, value in values.items())
    step = max(1, math.ceil(len(shown) / 8))
    axis = Axis(
        ticks=[(place / len(edges), number(edges[place])) for place in range(0, len(edges), step)],
        marks=[_mark(name, value, edges) for name, value in values.items()], gap=0.06,
    )  # fmt: skip
    bounds = [*edges[1:], 0]
    named = [
        f"{number(low)} to {number(high - 1)}" if high else f"{number(low)} and more"
        for low, high in zip(edges, bounds, strict=True)
    ]
    drawn = [
        Column(title=f"{name} words: {number(count)}", parts=(count,))
        for name, (_, count) in zip(named, shown, strict=True)
    ]
    return Section(
        "Lengths", "Words of a text; the classes grow by a quarter each (a logarithmic axis).",
        [columns(f"Records by number of words: {told}", drawn, axis)],
        table=(("words", "records", "share"), [
            (name, count, percent(count, found.records))
            for name, (_, count) in zip(named, shown, strict=True)
        ]),
    )  # fmt: skip


def _mark(name: str, value: int, edges: list[int]) -> Mark:
    place = sum(edge <= value for edge in edges) - 1
    low = max(1, edges[place])
    high = edges[place + 1] if place + 1 < len(edges) else low * 1.25
    inside = min(1.0, math.log(max(value, 1) / low) / math.log(high / low)) if low < high else 0
    at = (place + inside) / len(edges)
    anchor, row = {"p10": ("end", 1), "p90": ("start", 1)}.get(name, ("middle", 0))
    # At an edge of the plot a name turns inwards, where it would meet another on a line of its own.
    inwards = "start" if at < EDGE else "end" if at > 1 - EDGE else anchor
    if inwards != anchor and row:
        row = 2
    return Mark(at=at, label=f"{name} {number(value)}", anchor=inwards, row=row)


def coverage(found: Statistics) -> Section:
    """How many records state each field, of all portals and of each."""
    total = found.total_coverage()
    wholes = {name: states.total() for name, states in sorted(found.states.items())}
    several = [name for name, _ in largest(wholes, MOST_PORTALS)] if len(wholes) > 1 else []
    made = [_covered(found, name, total[name], several) for name in FIELDS]
    half = (len(made) + 1) // 2
    label = "Share of records that state a field"
    return Section(
        "Coverage of fields",
        "How many records have a value; null, an empty text or list, and an unknown licence are "
        "none." + (" The number is of all portals." if several else ""),
        [bars(f"{label}, first half", made[:half]), bars(f"{label}, second half", made[half:])],
        [(f"s{place}", portal) for place, portal in enumerate(several)],
        table=(("field", "records", "share", *(wholes if several else ())), [
            (name, total[name], percent(total[name], found.records), *(
                percent(found.coverage[portal][name], whole)
                for portal, whole in wholes.items() if several
            ))
            for name in FIELDS
        ]), wide=True,
    )  # fmt: skip


def _covered(found: Statistics, name: str, total: int, several: list[str]) -> Bar:
    """One field: a bar of all records, or a stripe for each of ``several`` portals."""
    counts = [(found.coverage[each][name], found.states[each].total()) for each in several]
    said = [
        f"{each} {percent(*count)}" for each, count in zip(several, counts, strict=True)
    ]  # fmt: skip
    title = f"{name}: {number(total)} of {plural(found.records, 'record')}"
    return Bar(
        label=name, value=percent(total, found.records), title=", ".join([title, *said]),
        parts=() if several else (("s0", total / found.records),),
        stripes=tuple((f"s{n}", part / whole) for n, (part, whole) in enumerate(counts)),
    )  # fmt: skip


def field_sources(found: Statistics) -> Section:
    """Where each field was read from."""
    met = [name for name in FIELDS if name in found.field_sources]
    kinds = [kind for kind in FIELD_SOURCES if any(found.field_sources[n][kind] for n in met)]
    made = []
    for name in met:
        counts = found.field_sources[name]
        said = ", ".join(f"{kind} {number(counts[kind])}" for kind in kinds if counts[kind])
        made.append(
            Bar(label=name, title=f"{name}: {said}", value=number(counts.total()), parts=tuple(
                (f"s{place}", counts[kind] / counts.total()) for place, kind in enumerate(kinds)
            ))
        )  # fmt: skip
    return Section(
        "Where fields were read", "Of the records that state a field, by the place it came from.",
        [bars("Share of each source by field", made)],
        [(f"s{place}", kind) for place, kind in enumerate(kinds)],
        table=(("field", *kinds), [
            (name, *(found.field_sources[name][kind] for kind in kinds)) for name in met
        ]),
    )  # fmt: skip


def names(title: str, tally: Tally, what: str, whole: int) -> Section:
    """The names that were met most often."""
    top, others = tally.top(MOST_LISTED)
    rest = [("others", others)] if others else []
    lead = f"{number(tally.total)} {what}; {plural(tally.distinct, 'name')}."
    if not tally.total:
        return Section(title, f"No {title.lower()} are named.")
    shown = largest(tally.counts)
    return Section(
        title, lead, [_ranked(title, shown, whole, tally.beyond)],
        table=(("name", "records", "share"), [
            (name, count, percent(count, whole)) for name, count in [*top, *rest]
        ]), lang="vi",
    )  # fmt: skip


def duplicates(found: Statistics, sizes: Counter[int]) -> Section:
    """Records with the text of another, and groups of near-duplicates by size."""
    clustered = sum(size * count for size, count in sizes.items())
    rows = [
        ("exact duplicates", found.originals.total),
        ("their originals", found.originals.distinct),
        ("in clusters", clustered),
    ]
    note = f"{plural(sizes.total(), 'cluster')}, the largest of {number(max(sizes))} records." if (
        sizes
    ) else "No clusters are noted: `newsportal dataset dedup` finds them."  # fmt: skip
    return Section(
        "Duplicates", "Records that have the text of an earlier one, and groups of nearly equal "
        "ones.", [_shares("Duplicates", rows, found.records)], note=note,
        table=(("what", "records"), [
            *rows, *((f"clusters of {number(size)}", sizes[size]) for size in sorted(sizes)),
        ]),
    )  # fmt: skip


def flags(found: Statistics) -> Section:
    """Records by flag."""
    rows = largest(found.flags)
    if not rows:
        return Section("Flags", "No record has a flag.")
    return Section(
        "Flags", "What a reader should know before trusting a record; one may have several.",
        [_shares("Records by flag", rows, found.records)],
        table=(("flag", "records", "meaning"), [
            (name, count, FLAGS.get(name, "")) for name, count in rows
        ]),
    )  # fmt: skip


def gates(found: Statistics) -> Section:
    """Records that each published filter would keep."""
    rows = sorted(found.gates.items())
    made = [
        Bar(label=name, parts=(("s2", answers[True] / answers.total()),),
            value=number(answers[True]), share=percent(answers[True], answers.total()))
        for name, answers in rows
    ]  # fmt: skip
    return Section(
        "Published filters", "Records that the filters of other datasets would keep.",
        [bars("Records that pass: " + ", ".join(f"{e.label} {e.share}" for e in made), made)],
        table=(("filter", "judged", "kept", "dropped"), [
            (name, answers.total(), answers[True], answers[False]) for name, answers in rows
        ]),
    )  # fmt: skip


def kinds(found: Statistics) -> Section:
    """Records by kind and by language."""
    unknown = found.records - found.languages.total
    tongues = largest(found.languages.counts) + ([("not known", unknown)] if unknown else [])
    rows = [*largest(found.kinds), *((f"language {name}", count) for name, count in tongues)]
    return Section(
        "Kinds and languages", "Articles, galleries, videos; the language of the text.",
        [_shares("Kinds and languages", rows, found.records)],
        table=(("what", "records", "share"), [
            (name, count, percent(count, found.records)) for name, count in rows
        ]),
    )  # fmt: skip


def portals(found: Statistics) -> Section:
    """Each portal: its records, how many are gone, and its days."""
    return Section(
        "Portals", "Records that are on their site and those that are gone from it.",
        table=(("portal", "live", "gone", "first day", "last day"), [
            (name, states["live"], states["gone"], *found.spans.get(name, ("–", "–")))
            for name, states in sorted(found.states.items())
        ]), wide=True, open=True,
    )  # fmt: skip
