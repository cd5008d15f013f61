"""What was measured of each run, and the alarms that it raised, in the store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from newsportal.health.measures import Measures
from newsportal.health.past import KEPT, MOST_RUNS, Past
from newsportal.health.standing import Change, Raised
from newsportal.store.schema import alarms, measured
from newsportal.store.store import Store


def past_of(connection: Connection, now: Measures, any_scope: bool = False) -> Past:
    """The finished runs before ``now`` that it is compared with; of ``any_scope``, for a check."""
    since = (now.at - KEPT).isoformat(timespec="seconds")
    mine: Any = (measured.c.portal == now.portal) & (measured.c.outcome == "finished")
    mine &= (measured.c.started_at >= since) & (measured.c.run_id != now.run_id)
    if not any_scope:
        mine &= measured.c.scope == now.scope
    query = select(measured.c.measures).where(mine & (measured.c.started_at <= now.started_at))
    latest = query.order_by(measured.c.started_at.desc(), measured.c.run_id.desc())
    texts = connection.execute(latest.limit(MOST_RUNS)).scalars().all()
    return Past.of(Measures.from_dict(json.loads(text)) for text in texts[::-1])


def keep_measures(connection: Connection, now: Measures) -> None:
    """Put the measures of a run beside it."""
    values = {
        "run_id": now.run_id, "portal": now.portal, "scope": now.scope,
        "started_at": now.started_at, "outcome": now.outcome,
        "measures": json.dumps(now.to_dict(), ensure_ascii=False),
    }  # fmt: skip
    connection.execute(delete(measured).where(measured.c.run_id == now.run_id))
    connection.execute(insert(measured).values(**values))


def known_alarms(connection: Connection, portal: str, scope: str) -> list[Raised]:
    """The alarms that stand, and those that ended, of runs of one scope; the earliest first."""
    mine = (alarms.c.portal == portal) & (alarms.c.scope == scope)
    return [_raised(row) for row in _rows(connection, mine)]


def keep_change(connection: Connection, portal: str, change: Change) -> None:
    """Note which alarms a run raised, and which it ended."""
    for each in change.raised:
        values = asdict(each)
        values["found"] = values.pop("number")
        connection.execute(insert(alarms).values(portal=portal, **values))
    for each in change.ended:
        stands = (alarms.c.portal == portal) & (alarms.c.scope == each.scope)
        stands &= (alarms.c.name == each.name) & (alarms.c.subject == each.subject)
        over = {name: getattr(each, name) for name in ("ended_at", "ended_in", "ended_how")}
        connection.execute(update(alarms).where(stands & alarms.c.ended_at.is_(None)).values(over))


def standing(store: Store, portal: str | None = None) -> list[tuple[str, Raised]]:
    """The alarms that stand, with their portals; those of one alone."""
    mine: Any = alarms.c.ended_at.is_(None)
    if portal is not None:
        mine &= alarms.c.portal == portal
    with store.engine.connect() as connection:
        return [(row.portal, _raised(row)) for row in _rows(connection, mine)]


def alarms_of(store: Store, run_id: str) -> list[Raised]:
    """The alarms that a run raised or ended."""
    mine = (alarms.c.run_id == run_id) | (alarms.c.ended_in == run_id)
    with store.engine.connect() as connection:
        return [_raised(row) for row in _rows(connection, mine)]


def measures_of(store: Store, run_id: str) -> Measures | None:
    """What was measured of a run; None of one that did not end, or is older than the measures."""
    query = select(measured.c.measures).where(measured.c.run_id == run_id)
    with store.engine.connect() as connection:
        text = connection.execute(query).scalar()
    return Measures.from_dict(json.loads(text)) if text else None


def _rows(connection: Connection, mine: Any) -> Sequence[Row[Any]]:
    return connection.execute(select(alarms).where(mine).order_by(alarms.c.number)).all()


def _raised(row: Row[Any]) -> Raised:
    return Raised(
        row.name, row.subject, row.scope, row.run_id, row.raised_at, row.section, row.found,
        row.usual, row.sentence, row.example, row.url, row.ended_at, row.ended_in, row.ended_how,
    )  # fmt: skip
