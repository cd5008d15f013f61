"""The health of a run at its end: measured, compared with its past, stored, and told."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from newsportal.health.alarms import Verdict, judge
from newsportal.health.measures import Measures
from newsportal.health.past import scope_of
from newsportal.health.standing import Change, Raised, changed, pasts, too_old
from newsportal.store.health import keep_change, keep_measures, known_alarms, past_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from newsportal.extensions import RunKeeper


def watch(keeper: RunKeeper) -> None:
    """Measure a run that ends, keep that, and note in its report which alarms it raises and ends.

    A run that did not come to its end is measured and not judged.
    """
    now, report = measured(keeper), keeper.report
    with keeper.store.engine.begin() as connection:
        change = _compare(connection, now) if report.outcome == "finished" else Change()
        keep_measures(connection, now)
        keep_change(connection, keeper.portal, change)
    for each in change.raised:
        keeper.log.warning("alarm %s: %s", each.name, each.sentence)
    for each in change.ended:
        keeper.log.info("alarm %s is over: %s", each.name, each.sentence)
    report.alarms, report.measured = told(change), now


def measured(keeper: RunKeeper) -> Measures:
    """What was measured of a run."""
    report, spider = keeper.report, keeper.crawler.spider
    arguments = {**getattr(spider, "arguments", {}), "base_url": report.base_url}
    scope = scope_of(report.sections, arguments)
    now = Measures(report.run_id, keeper.portal, report.started_at, scope, report.outcome)
    return keeper.observed.measures(now)


def _compare(connection: Connection, now: Measures) -> Change:
    known = known_alarms(connection, now.portal, now.scope)
    stands = [each for each in known if each.ended_at is None]
    old = too_old(now, stands)
    names = {(each.name, each.subject) for each in old}
    stands = [each for each in stands if (each.name, each.subject) not in names]
    over = [each for each in known if each.ended_at is not None]
    verdict: Verdict = judge(now, pasts(past_of(connection, now), [*over, *old, *stands]))
    change = changed(now, stands, verdict)
    change.ended += old
    return change


def told(change: Change) -> dict[str, Any]:
    """The alarms of a run as plain data: raised, standing, ended, and what could not be judged."""

    def plain(each: Raised) -> dict[str, Any]:
        return {name: value for name, value in asdict(each).items() if name != "scope"}

    rows = {name: [plain(each) for each in getattr(change, name)]
            for name in ("raised", "standing", "ended")}  # fmt: skip
    return {**rows, "unjudged": change.unjudged}
