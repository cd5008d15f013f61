"""What a store tells of its portals and their runs, for whoever looks once a week."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, time, timezone
from typing import Any

from sqlalchemy import Row, and_, func, select

from newsportal.health.standing import Raised
from newsportal.store.health import standing
from newsportal.store.schema import alarms, articles, frontier, listings, runs
from newsportal.store.store import Store
from newsportal.text.dates import HANOI


@dataclass(frozen=True, slots=True)
class RunStatus:
    """One run."""

    run_id: str
    portal: str
    started_at: str
    ended_at: str | None
    state: str
    """working, finished, interrupted, broken."""

    report: dict[str, Any] = field(repr=False)
    """What it told, see `newsportal.report.Report.to_dict`; empty of one that did not end."""

    alarms: int = 0
    """How many it raised."""

    @property
    def seconds(self) -> float | None:
        """How long it took."""
        if self.ended_at is None:
            return None
        begin, end = map(datetime.fromisoformat, (self.started_at, self.ended_at))
        return (end - begin).total_seconds()

    def number(self, name: str) -> int:
        """A count of its report; of a table of reasons the sum."""
        value = self.report.get(name, 0)
        return sum(value.values()) if isinstance(value, dict) else int(value)


@dataclass(frozen=True, slots=True)
class Backfill:
    """A listing that was not yet read to its end."""

    path: str
    cursor: str | None
    """Where it goes on."""

    oldest: str | None
    """The earliest day that was seen in it."""


@dataclass(frozen=True, slots=True)
class PortalStatus:
    """One portal."""

    portal: str
    last_run: RunStatus
    articles: dict[str, int]
    """Stored ones by state: live, gone."""

    new_today: int
    """By the calendar of Vietnam."""

    frontier: dict[str, int]
    """What the next run asks for first: pending, parked, failed."""

    backfill: list[Backfill]
    alarms: list[Raised]
    """Those that stand."""


def portal_statuses(store: Store, portal: str | None = None) -> list[PortalStatus]:
    """Each portal that was ever crawled, or one alone, by name."""
    with store.engine.connect() as connection:
        names = connection.execute(select(runs.c.portal).distinct().order_by(runs.c.portal))
        chosen = [each for each in names.scalars() if portal in (None, each)]
    return [_portal_status(store, each) for each in chosen]


def _portal_status(store: Store, portal: str) -> PortalStatus:
    number = func.count()
    stored = select(articles.c.state, number).where(articles.c.portal == portal)
    missing = func.coalesce(frontier.c.misses, 0) > 0
    left = frontier.c.state.in_(("pending", "parked", "failed")) & ~missing
    waiting = select(frontier.c.state, number).where((frontier.c.portal == portal) & left)
    open_listings = select(listings).where(
        (listings.c.portal == portal) & (listings.c.complete == 0) & listings.c.cursor.is_not(None)
    )
    with store.engine.connect() as connection:
        counts = {row[0]: row[1] for row in connection.execute(stored.group_by(articles.c.state))}
        backlog = {row[0]: row[1] for row in connection.execute(waiting.group_by(frontier.c.state))}
        rows = connection.execute(open_listings.order_by(listings.c.path)).all()
    today = run_statuses(store, portal, since=_midnight(store.clock()))
    return PortalStatus(
        portal,
        run_statuses(store, portal, limit=1)[0],
        counts,
        sum(each.number("stored") for each in today),
        backlog,
        [Backfill(row.path, row.cursor, row.oldest) for row in rows],
        [alarm for _, alarm in standing(store, portal)],
    )


def _midnight(now: str) -> str:
    """The beginning of the day in Vietnam, in UTC.

    >>> _midnight("2026-11-03T18:30:00+00:00")
    '2026-11-03T17:00:00+00:00'
    """
    here = datetime.fromisoformat(now).astimezone(HANOI)
    start = datetime.combine(here.date(), time(), HANOI)
    return start.astimezone(timezone.utc).isoformat(timespec="seconds")


def run_statuses(
    store: Store, portal: str | None = None, limit: int | None = None, since: str | None = None
) -> list[RunStatus]:
    """Runs, the latest first; of one portal, since a moment, so many at most."""
    query = _runs().order_by(runs.c.started_at.desc(), runs.c.run_id.desc()).limit(limit)
    if portal is not None:
        query = query.where(runs.c.portal == portal)
    if since is not None:
        query = query.where(runs.c.started_at >= since)
    with store.engine.connect() as connection:
        return [_run_status(row) for row in connection.execute(query)]


def run_status(store: Store, run_id: str) -> RunStatus | None:
    """One run by its id, or None."""
    with store.engine.connect() as connection:
        row = connection.execute(_runs().where(runs.c.run_id == run_id)).first()
    return _run_status(row) if row is not None else None


def _runs() -> Any:
    raised = select(func.count()).where(and_(alarms.c.run_id == runs.c.run_id))
    return select(runs, raised.scalar_subquery().label("alarms"))


def _run_status(row: Row[Any]) -> RunStatus:
    report = json.loads(row.report) if row.report else {}
    return RunStatus(
        row.run_id, row.portal, row.started_at, row.ended_at, row.state, report, row.alarms
    )
