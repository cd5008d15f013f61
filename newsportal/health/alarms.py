"""The table of alarms: what of a run is compared with its past, from when on, and why so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from newsportal.health import content, traffic
from newsportal.health.found import Found, Judged
from newsportal.health.measures import Measures
from newsportal.health.past import MIN_READ, MIN_RUNS, MIN_WEEKS, Past, TooFewError

Check = Callable[[Measures, Past], Judged]

CHANCE = "a chance below one in a million if nothing had changed"
NEEDS = f"{MIN_RUNS} runs with {MIN_READ} pages"


@dataclass(frozen=True, slots=True)
class Alarm:
    """A row of the table."""

    name: str
    compares: str
    """What of a run is compared, and with what."""

    threshold: str
    """From when on it is raised, and why then."""

    needs: str
    """The past without which nothing is said."""

    check: Check


ALARMS: tuple[Alarm, ...] = (
    Alarm(
        "field-lost",
        "pages that give a field, new and asked for again, with those of the past",
        f"10 points fewer, and {CHANCE}: less is a matter of the news",
        NEEDS,
        content.fields,
    ),
    Alarm(
        "text-length",
        "lengths of a section's texts with the past's tenths, quarters and median",
        f"a median a quarter longer or a fifth shorter, and {CHANCE}",
        f"{NEEDS}, 20 texts of the section",
        content.lengths,
    ),
    Alarm(
        "same-line",
        "first and last lines of a run's texts with each other; reprints count once",
        "three articles and a tenth of them, and three times as often as before the last day: what"
        " leaks into texts (related news, a notice) stands at their ends",
        "none",
        content.lines,
    ),
    Alarm(
        "template-changed",
        "the place of the text in the markup with all places of the past; titles from a Layout",
        f"three pages at a place never seen, or without the Layout, and {CHANCE}",
        NEEDS,
        content.template,
    ),
    Alarm(
        "duplicates-rose",
        "new articles of a day that repeat a stored text with their share before",
        f"three, and {CHANCE}",
        f"{NEEDS} before the last day",
        content.duplicates,
    ),
    Alarm(
        "few-articles",
        "new articles of the last 6, 12 and 24 hours and week with those up to the same hour of the"
        " same weekday",
        "fewer than on each of them, and a chance below one in 100,000: one weekday is not like"
        " another, and an hour without news is nothing",
        f"{MIN_WEEKS} of the weekday",
        traffic.rhythm,
    ),
    Alarm(
        "errors-rose",
        "pages of articles and listings that failed with their share in the past; articles that"
        " are missing (404) do not count",
        f"five, 10 points more, and {CHANCE}",
        NEEDS,
        traffic.errors,
    ),
    Alarm(
        "refusals-rose",
        "pages that made no record with their share in the past",
        f"five, 10 points more, and {CHANCE}",
        NEEDS,
        traffic.refusals,
    ),
    Alarm(
        "listing-short",
        "the last page of a listing with articles with the pages that its pager names, and these"
        " with the median of the past",
        "two pages and a fifth fewer: a portal deletes articles one by one",
        "none for the pager's own word, else 3 walks",
        traffic.listings,
    ),
    Alarm(
        "robots-changed",
        "each robots.txt with the one that was had before",
        "any line",
        "one run",
        traffic.robots,
    ),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the table says of a run."""

    found: Mapping[str, list[Found]]
    well: Mapping[str, frozenset[str]]
    """For each alarm that could be judged, subjects that are as ever; `found.ALL` for all."""

    unjudged: Mapping[str, str]
    """For each alarm that could not be judged, the sentence that says why."""


def judge(now: Measures, past_of: Callable[[str], Past]) -> Verdict:
    """Compare a run with its past; ``past_of`` gives that of an alarm by its name."""
    found: dict[str, list[Found]] = {}
    well: dict[str, frozenset[str]] = {}
    unjudged: dict[str, str] = {}
    for alarm in ALARMS:
        try:
            judged = alarm.check(now, past_of(alarm.name))
        except TooFewError as why:
            unjudged[alarm.name] = str(why)
            continue
        found[alarm.name], well[alarm.name] = judged.found, frozenset(judged.well)
    return Verdict(found, well, unjudged)
