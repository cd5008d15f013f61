"""Which alarms are new, which stand, and which are over: each is raised once and ended once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from newsportal.health.alarms import Verdict
from newsportal.health.found import ALL, Found
from newsportal.health.measures import Measures
from newsportal.health.past import Past

ADOPTED = timedelta(days=7)
"""How long an alarm stands before what it tells is taken for usual, and the past begins anew with
it: a redesign is no news for ever. Until then the past is that before the alarm."""

CLEARED, USUAL = "cleared", "usual"
"""How an alarm ends: a run is as ever again, or what it tells has become usual."""


@dataclass(frozen=True, slots=True)
class Raised:
    """An alarm of a portal, as it is stored."""

    name: str
    subject: str
    scope: str
    run_id: str
    raised_at: str
    section: str
    number: float
    usual: float
    sentence: str
    example: str
    url: str
    ended_at: str | None = None
    ended_in: str | None = None
    ended_how: str | None = None


@dataclass(slots=True)
class Change:
    """What a run changes of the alarms."""

    raised: list[Raised] = field(default_factory=list)
    standing: list[Raised] = field(default_factory=list)
    ended: list[Raised] = field(default_factory=list)
    unjudged: dict[str, str] = field(default_factory=dict)


def pasts(past: Past, known: Iterable[Raised]) -> Callable[[str], Past]:
    """The past of each alarm: before it where it stands, since it where it has become usual."""
    begin: dict[str, str] = {}
    end: dict[str, str] = {}
    for each in known:
        if each.ended_at is None:
            end[each.name] = min(end.get(each.name, each.raised_at), each.raised_at)
        elif each.ended_how == USUAL:
            begin[each.name] = max(begin.get(each.name, ""), each.raised_at)
    return lambda name: past.between(begin.get(name), end.get(name))


def too_old(now: Measures, standing: Iterable[Raised]) -> list[Raised]:
    """Alarms that stood so long that what they tell is usual, ended."""
    old = (each for each in standing if now.at - _moment(each.raised_at) >= ADOPTED)
    return [_ended(each, now, USUAL) for each in old]


def changed(now: Measures, standing: Iterable[Raised], verdict: Verdict) -> Change:
    """What becomes of the alarms that stand, and which are new.

    One that a run can say nothing of (no new article, no page of its section) stands on.
    """
    known = {(each.name, each.subject): each for each in standing}
    change = Change(unjudged=dict(verdict.unjudged))
    for name, found in verdict.found.items():
        for each in found:
            stands = known.pop((name, each.subject), None)
            (change.raised if stands is None else change.standing).append(
                stands or _raised(name, each, now)
            )
    for (name, subject), stood in known.items():
        if {ALL, subject} & verdict.well.get(name, frozenset()):
            change.ended.append(_ended(stood, now, CLEARED))
        else:
            change.standing.append(stood)
    return change


def _raised(name: str, found: Found, now: Measures) -> Raised:
    return Raised(
        name, found.subject, now.scope, now.run_id, now.started_at, found.section, found.number,
        found.usual, found.sentence, found.example, found.url,
    )  # fmt: skip


def _ended(each: Raised, now: Measures, how: str) -> Raised:
    return replace(each, ended_at=now.started_at, ended_in=now.run_id, ended_how=how)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
