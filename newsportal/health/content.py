"""Checks of what the pages say: fields, lengths, lines, template, duplicates."""

from __future__ import annotations

from collections.abc import Iterable

from newsportal.health.chance import ALPHA, at_least, rate_of
from newsportal.health.found import ALL, Found, Judged
from newsportal.health.measures import Example, Measures, characters, quantile
from newsportal.health.past import Past, TooFewError
from newsportal.report import COVERED

MIN_DROP = 0.1
"""Share of the pages by which a field's coverage falls at least: less is a matter of the news."""

MIN_LENGTH = 1.25
"""How much longer or shorter the median text is at least."""

TAILS = (0.1, 0.25, 0.5)
"""Shares of the past's shortest and longest texts with which those of now are counted."""

MIN_LINES = 3
LINE_SHARE = 0.1
"""Articles with one first or last line, and their share, from which it is taken for a leak."""

MORE_OFTEN = 3.0
"""How much more often than before a line comes then: a paper may have a standing phrase."""

MIN_FEW = 3
"""Pages that differ, and duplicates, from which on an alarm is raised: two are an accident."""


def percent(share: float) -> str:
    """A share for people.

    >>> percent(0.996), percent(1.0), percent(0.004)
    ('99.6%', '100%', '0.4%')
    """
    return f"{100 * share:.1f}%".replace(".0%", "%")


def fields(now: Measures, past: Past) -> Judged:
    """Fields that fewer pages give than before."""
    before, read = past.enough().counted("covered"), past.read
    found: list[Found] = []
    well: list[str] = []
    for name in COVERED:
        lacking, lacked = now.read - now.covered.get(name, 0), read - before[name]
        chance = at_least(lacking, now.read, rate_of(lacked, read))
        share, usual = now.covered.get(name, 0) / max(now.read, 1), before[name] / read
        if usual - share < MIN_DROP:
            well += [name] if now.read >= MIN_FEW else []
        elif chance < ALPHA:
            shown = f"{name} is in {percent(share)} of {now.read} pages, and was in"
            key, url = _example(now.lacking.get(name))
            found.append(Found(name, share, usual, f"{shown} {percent(usual)} of {read}", key, url))
    return Judged(found, well)


def lengths(now: Measures, past: Past) -> Judged:
    """Sections whose texts are shorter or longer than before."""
    past.enough()
    found: list[Found] = []
    judged, well = 0, []
    for section, counts in now.lengths.items():
        before = past.lengths(section)
        if before.total() < 20 or sum(counts.values()) < MIN_FEW:
            continue
        judged += 1
        now_is, was = quantile(counts, 0.5), quantile(before, 0.5)
        number, usual = characters(now_is), characters(was)
        is_shorter = number * MIN_LENGTH <= usual
        if not is_shorter and number < usual * MIN_LENGTH:
            well.append(section)
        elif _tail(counts, before, is_shorter) < ALPHA:
            word = "shorter" if is_shorter else "longer"
            key, url = _example(now.extremes[section]["shortest" if is_shorter else "longest"])
            said = f"texts of {section} are {word}: about {number:,} characters, and had {usual:,}"
            found.append(Found(section, number, usual, said, key, url, section))
    if not judged:
        raise TooFewError("too few texts to compare: none of a section has 20 in the past, 3 now")
    return Judged(found, well)


def _tail(counts: dict[str, int], before: dict[str, int], is_shorter: bool) -> float:
    """The least chance that so many texts are among the past's shortest, or longest."""
    number, everything = sum(counts.values()), sum(before.values())
    chances = []
    for share in TAILS:
        edge = quantile(before, share if is_shorter else 1 - share)

        rate = rate_of(_beyond(before, edge, is_shorter), everything)
        chances.append(at_least(_beyond(counts, edge, is_shorter), number, rate))
    return min(chances)


def _beyond(counts: dict[str, int], edge: int, is_shorter: bool) -> int:
    """Texts that are shorter than those of a bucket, or longer."""
    return sum(n for at, n in counts.items() if (int(at) < edge if is_shorter else int(at) > edge))


def lines(now: Measures, past: Past) -> Judged:
    """First and last lines that several articles share; what leaks into texts stands there."""
    if now.read < 1:
        raise TooFewError("no page was read")
    runs = past.lately(now)
    earlier = past.between(None, runs[0].started_at)
    read = len({key for each in runs for line in each.lines for key in line.ids}) or 1
    found = []
    for line in now.lines:
        ids = set(_having(line.key, runs))
        if len(ids) < MIN_LINES or len(ids) < LINE_SHARE * min(read, now.read):
            continue
        once = len(_having(line.key, earlier.runs))
        usual, share = once / max(earlier.read, 1), len(line.ids) / now.read
        if share < MORE_OFTEN * usual:
            continue
        said = f"{len(ids)} articles have one {line.which} line"
        found.append(Found(line.key, len(ids), usual, said, line.text, line.url))
    return Judged(found, (ALL,) if now.read >= MIN_LINES else ())


def _having(key: str, runs: Iterable[Measures]) -> list[str]:
    """The articles with one line, in each run."""
    return [each for run in runs for line in run.lines if line.key == key for each in line.ids]


def template(now: Measures, past: Past) -> Judged:
    """Pages whose text stands where none did before, or whose title no Layout gives any more."""
    if not past.enough().counted("places"):
        raise TooFewError("no page of the past has a place of its text")
    found = [*filter(None, (_new_place(now, past), _no_layout(now, past)))]
    strange, number = _strange(now, past), sum(now.places.values())
    kept = {"place": sum(strange.values()) / max(number, 1),
            "layout": _layout_share(past) - _layout_share(now)}  # fmt: skip
    return Judged(found, [n for n, d in kept.items() if now.read >= MIN_FEW and d < MIN_DROP])


def _strange(now: Measures, past: Past) -> dict[str, int]:
    before = past.counted("places")
    return {place: n for place, n in now.places.items() if place not in before}


def _new_place(now: Measures, past: Past) -> Found | None:
    strange, before = _strange(now, past), past.counted("places")
    odd, number = sum(strange.values()), sum(now.places.values())
    unseen = rate_of(sum(n == 1 for n in before.values()), before.total())  # by Good and Turing
    if odd < MIN_FEW or at_least(odd, number, unseen) >= ALPHA:
        return None
    place, was = max(strange, key=strange.__getitem__), before.most_common(1)[0][0]
    said = f"the text of {odd} of {number} pages stands at a new place, {place}, not {was}"
    return Found("place", odd / number, unseen, said, *_example(now.placed.get(place)))


def _no_layout(now: Measures, past: Past) -> Found | None:
    other, once = now.read - now.by_layout, past.read - past.total("by_layout")
    share, usual = _layout_share(now), _layout_share(past)
    if other < MIN_FEW or usual - share < MIN_DROP:
        return None
    if at_least(other, now.read, rate_of(once, past.read)) >= ALPHA:
        return None
    said = f"the Layout gives the title of {now.by_layout} of {now.read} pages, and gave it to"
    example = next(iter(now.placed.values()), None)
    return Found("layout", share, usual, f"{said} {percent(usual)}", *_example(example))


def _layout_share(run: Measures | Past) -> float:
    number = run.by_layout if isinstance(run, Measures) else run.total("by_layout")
    return number / max(run.read, 1)


def duplicates(now: Measures, past: Past) -> Judged:
    """New articles whose text is stored already, in the last day."""
    runs = past.lately(now)
    earlier = past.between(None, runs[0].started_at).enough()
    number, new = sum(each.duplicates for each in runs), sum(each.new for each in runs)
    before, usual = earlier.total("duplicates"), earlier.total("new")
    if new < MIN_FEW:
        raise TooFewError(f"too few new articles to compare: {new} of {MIN_FEW}")
    if number < MIN_FEW or at_least(number, new, rate_of(before, usual)) >= ALPHA:
        return Judged()
    share, was = number / new, before / max(usual, 1)
    said = f"{number} of {new} new articles repeat a stored text, and {percent(was)} did"
    example = next((each.duplicate for each in runs[::-1] if each.duplicate), None)
    return Judged([Found("", share, was, said, *_example(example))])


def _example(found: Example | None) -> tuple[str, str]:
    return (found[0], found[1]) if found else ("", "")
