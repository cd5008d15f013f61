"""Checks of what came and what did not: new articles, errors, refusals, listings, robots.txt."""

from __future__ import annotations

from collections import Counter

from newsportal.health.chance import ALPHA, at_least, at_most, rate_of
from newsportal.health.content import percent
from newsportal.health.found import ALL, Found, Judged
from newsportal.health.measures import ListingEnd, Measures
from newsportal.health.past import WINDOWS, Past, TooFewError
from newsportal.recheck import MISSING
from newsportal.text.dates import HANOI

SILENCE = 1e-5
"""Chance below which so few new articles are no accident; asked four times a run, not fifty."""

MIN_ERRORS = 5
MIN_RATE = 0.1
"""Pages that failed, and their share, from which on an alarm is raised."""

SHORTER = 0.8
"""Share of the usual number of pages up to which a listing is taken to have ended early."""

MIN_WALKS = 3
"""Walks of the past that tell how many pages a pager usually names."""

ASKED_FOR = frozenset(("before-since", "after-until", "withdrawn", "tdm-reserved"))
"""Refusals that whoever runs the crawl asked for."""


def rhythm(now: Measures, past: Past) -> Judged:
    """Fewer new articles than on any such weekday."""
    why, judged = TooFewError("too few runs to compare"), False
    for span in WINDOWS:
        if span < past.gap() or not past.runs:
            continue
        try:
            new, days = past.weekdays(now, span)
        except TooFewError as error:
            why = error
            continue
        judged = True
        usual = min(days)
        if new < usual and at_most(new, usual) < SILENCE:
            hours = span.total_seconds() / 3600
            day = now.at.astimezone(HANOI)
            said = f"{new or 'no'} new articles in {hours:.0f} hours up to {day:%A %H:%M}, and "
            said += f"{usual} or more on {len(days)} earlier {day:%A}s"
            return Judged([Found("", new, usual, said)])
    if not judged:
        raise why
    return Judged()


def errors(now: Measures, past: Past) -> Judged:
    """More pages that failed than before; missing articles are none."""
    return _rate("failed", now, past)


def refusals(now: Measures, past: Past) -> Judged:
    """More pages that made no record than before."""
    return _rate("refused", now, past)


def _rate(state: str, now: Measures, past: Past) -> Judged:
    before = past.enough()
    failed, once = _wrong(now.reasons(state)), _wrong(before.reasons(state))
    if state == "failed":
        failed += Counter(now.listing_errors)
        once += before.counted("listing_errors")
    number, asked = failed.total(), failed.total() + now.read
    earlier = once.total() + before.read
    usual, share = once.total() / earlier, number / max(asked, 1)
    chance = at_least(number, asked, rate_of(once.total(), earlier))
    if number < MIN_ERRORS or chance >= ALPHA or share - usual < MIN_RATE:
        return Judged(well=(ALL,) if asked >= MIN_ERRORS and share - usual < MIN_RATE else ())
    named = ", ".join(f"{reason} {n}" for reason, n in failed.most_common(3))
    said = f"{number} of {asked} pages {state} ({named}), and {percent(usual)} did"
    kinds = ("failed", "listing failed") if state == "failed" else ("refused",)
    first = next((e for e in now.errors if e[0] in kinds and e[1] in failed), ("", "", ""))
    return Judged([Found("", share, usual, said, first[1], first[2])])


def _wrong(reasons: Counter[str]) -> Counter[str]:
    """The reasons that say of a page that it is not as it should be."""
    kept = {name: n for name, n in reasons.items() if name not in MISSING | ASKED_FOR}
    return Counter({name: n for name, n in kept.items() if not name.startswith("trap-")})


def listings(now: Measures, past: Past) -> Judged:
    """Listings that end before the pages that their own pager, or that of earlier runs, names."""
    seen = [walk for walk in now.listings if walk.end in ("end", "known", "stale", "bound")]
    seen = [walk for walk in seen if walk.advertised or walk.end != "bound"]
    if not seen:
        raise TooFewError("no listing was read")
    found = [each for walk in seen if (each := _ended_early(walk, past)) is not None]
    return Judged(found, [walk.key for walk in seen])


def _ended_early(walk: ListingEnd, past: Past) -> Found | None:
    if walk.end in ("end", "stale") and walk.page < walk.advertised - 1:
        said = f"the listing of {walk.section} gives nothing new after page {walk.page}, and its"
        said += f" pager names {walk.advertised}"
        return Found(walk.key, walk.page, walk.advertised, said, "", walk.url, walk.section)
    once = sorted(each.advertised for each in past.listing(walk.key))
    if len(once) < MIN_WALKS:
        return None
    usual, pages = once[len(once) // 2], walk.advertised
    fell = pages <= SHORTER * usual and (usual - pages >= 2 or pages <= 1 < once[0] or not pages)
    if not fell:
        return None
    if not pages:
        said = f"the listing of {walk.section} names no article, and its pager named {usual} pages"
        return Found(walk.key, 0, usual, said, "", walk.url, walk.section)
    said = f"the pager of {walk.section} names {pages} pages, and named {usual}"
    return Found(walk.key, pages, usual, said, "", walk.url, walk.section)


def robots(now: Measures, past: Past) -> Judged:
    """A robots.txt that is not the one of the last run."""
    del past  # the run compares with what the store kept
    found = []
    for origin, lines in now.robots.items():
        said = f"robots.txt of {origin} changed in {len(lines)} lines"
        found.append(Found(origin, len(lines), 0, said, lines[0], f"{origin}/robots.txt"))
    return Judged(found)
