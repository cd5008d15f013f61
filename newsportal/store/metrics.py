"""The metrics of a store, as `newsportal serve` and `newsportal status metrics` tell them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import func, select

from newsportal.health.alarms import ALARMS
from newsportal.health.metrics import Family, Sample, rendered
from newsportal.store.schema import alarms, runs
from newsportal.store.status import PortalStatus, portal_statuses
from newsportal.store.store import Store

OUTCOMES = ("discovered", "stored", "changed", "unchanged", "known", "refused", "failed", "parked")
GAUGES: tuple[
    tuple[str, str, Callable[[PortalStatus], Iterator[tuple[dict[str, str], float]]]], ...
]
GAUGES = (
    (
        "newsportal_articles",
        "Stored articles by state.",
        lambda each: (({"state": name}, number) for name, number in each.articles.items()),
    ),
    (
        "newsportal_frontier",
        "Addresses that the next run asks for first, by state.",
        lambda each: (
            ({"state": name}, each.frontier.get(name, 0))
            for name in ("pending", "parked", "failed")
        ),
    ),
    (
        "newsportal_new_today",
        "Articles stored since midnight in Vietnam.",
        lambda each: iter([({}, each.new_today)]),
    ),
    (
        "newsportal_last_run_started_seconds",
        "When the last run started, in Unix time.",
        lambda each: iter([({}, _unix(each.last_run.started_at))]),
    ),
    (
        "newsportal_last_run_duration_seconds",
        "How long the last run took; none while it works.",
        lambda each: (({}, n) for n in (each.last_run.seconds,) if n is not None),
    ),
    (
        "newsportal_last_run_finished",
        "1 if the last run came to its end, else 0.",
        lambda each: iter([({}, float(each.last_run.state == "finished"))]),
    ),
    (
        "newsportal_last_run_addresses",
        "What the addresses of the last run became.",
        lambda each: (
            ({"outcome": name}, each.last_run.number(name))
            for name in OUTCOMES
            if each.last_run.report
        ),
    ),
    (
        "newsportal_alarms",
        "Alarms that stand, by name.",
        lambda each: (
            ({"alarm": row.name}, sum(alarm.name == row.name for alarm in each.alarms))
            for row in ALARMS
        ),
    ),
)
"""Name, help, and what a portal's status gives; each sample is labelled with its portal."""


def metrics_text(store: Store) -> str:
    """All metrics of a store, in the text format of Prometheus."""
    found = portal_statuses(store)
    families = [
        Family(name, "gauge", said, [
            Sample({"portal": each.portal, **labels}, value)
            for each in found for labels, value in samples(each)
        ])
        for name, said, samples in GAUGES
    ]  # fmt: skip
    return rendered([*families, *_counters(store)])


def _counters(store: Store) -> list[Family]:
    number = func.count()
    ended = select(runs.c.portal, runs.c.state, number).group_by(runs.c.portal, runs.c.state)
    raised = select(alarms.c.portal, alarms.c.name, number).group_by(alarms.c.portal, alarms.c.name)
    with store.engine.connect() as connection:
        of_runs = connection.execute(ended.order_by(runs.c.portal, runs.c.state)).all()
        of_alarms = connection.execute(raised.order_by(alarms.c.portal, alarms.c.name)).all()
    return [
        Family("newsportal_runs_total", "counter", "Runs by how they ended.", [
            Sample({"portal": portal, "state": state}, n) for portal, state, n in of_runs
        ]),
        Family("newsportal_alarms_raised_total", "counter", "Alarms that were raised.", [
            Sample({"portal": portal, "alarm": name}, n) for portal, name, n in of_alarms
        ]),
    ]  # fmt: skip


def _unix(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()
