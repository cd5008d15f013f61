"""The frontier: which articles are to be fetched, and what became of them.

Each function works in the transaction of its caller.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, true, update

from newsportal.discover.listing import Entry
from newsportal.errors import OUT_OF_SERVICE
from newsportal.recheck import MISSES, MISSING, UNDATED
from newsportal.store.schema import addresses, articles, frontier, withdrawals
from newsportal.urls import digest

Due = Callable[[str | None, str | None], bool]
"""Whether an article is due, by the day it was published and when it was last checked; one that
made no record was published on none."""

PASSING = (*OUT_OF_SERVICE, "robots-unreachable")
"""Reasons of a refusal that say nothing of the article."""

OWN = (None, "before-since", "after-until")
"""Reasons, and none, with which an address stands for its article."""

WITHDRAWN = "withdrawn"
"""The reason that outranks these: the article is not to be asked for again."""


@dataclass(frozen=True, slots=True)
class Pending:
    """An article that is to be fetched."""

    id: str
    url: str
    section: str
    etag: str | None = None
    modified: str | None = None
    """What the host said of its last state: ETag and Last-Modified, for an article in the store."""

    is_new: bool = False
    """Whether its page was never had."""


def always(_published: str | None, _checked: str | None) -> bool:
    """Every article is due."""
    return True


# Statements are made once: to make one anew for each address costs more than to run it.
_MET = (addresses.c.portal == bindparam("own_portal")) & (addresses.c.url == bindparam("own_url"))
_FIND_ADDRESSES = select(addresses.c.url, addresses.c.id, addresses.c.run_id).where(
    (addresses.c.portal == bindparam("own_portal"))
    & addresses.c.url.in_(bindparam("urls", expanding=True))
)
_ADD_ADDRESS, _MEET_AGAIN = insert(addresses), update(addresses).where(_MET)
_OWN = (frontier.c.portal == bindparam("own_portal")) & (frontier.c.id == bindparam("own_id"))
_FIND, _ADD, _CHANGE = select(frontier).where(_OWN), insert(frontier), update(frontier).where(_OWN)
_STORED = select(articles.c.state, articles.c.date_published).where(
    (articles.c.portal == bindparam("own_portal")) & (articles.c.id == bindparam("own_id"))
)
_WITHDRAWN = select(withdrawals.c.id).where(withdrawals.c.portal == bindparam("own_portal"))


def discover(
    connection: Connection, run: tuple[str, str], section: str, entries: Sequence[Entry], due: Due
) -> list[str]:
    """Note the addresses that a listing names, for a run of a portal; what each of them is.

    pending (new), due (stored, and to be asked for again), known (stored, and not due), duplicate
    (a further address of an article), a reason for which it is refused, or met (in this run).
    """
    outcomes = []
    withdrawn = set(connection.execute(_WITHDRAWN, {"own_portal": run[0]}).scalars())
    named = {"own_portal": run[0], "urls": [each.url for each in entries]}
    known = {row.url: row for row in connection.execute(_FIND_ADDRESSES, named)}
    met = {url for url, row in known.items() if row.run_id == run[1]}
    for each in entries:
        if each.url in met:
            outcomes.append("met")
            continue
        met.add(each.url)
        row = known.get(each.url)
        entry = _barred(each, row.id if row is not None else each.id, withdrawn)
        _meet(connection, run, entry, is_new=row is None)
        outcomes.append(_enter(connection, run, section, entry, due))
    return outcomes


def _barred(entry: Entry, known: str, withdrawn: Collection[str]) -> Entry:
    """``entry``, refused where it is a withdrawn article by its id, or by that of its address."""
    if entry.refused not in OWN:
        return entry
    found = next((key for key in (entry.id, known) if key in withdrawn), None)
    return entry if found is None else replace(entry, id=found, refused=WITHDRAWN)


def _meet(connection: Connection, run: tuple[str, str], entry: Entry, is_new: bool) -> None:
    """Note an address that was not met in this run before; a new one in none."""
    portal, run_id = run
    mine = {"own_portal": portal, "own_url": entry.url}
    values = {"portal": portal, "url": entry.url, "id": entry.id, "run_id": run_id}
    if is_new:
        connection.execute(_ADD_ADDRESS, values)
    else:
        connection.execute(_MEET_AGAIN, {**mine, **values})


def _enter(
    connection: Connection, run: tuple[str, str], section: str, entry: Entry, due: Due
) -> str:
    """Put an article on the frontier, unless it stands there in this run already."""
    portal, run_id = run
    # A refused address is none of the article's: it must not stand in the way of one that is.
    key = entry.id if entry.refused in (*OWN, WITHDRAWN) else f"{entry.id}#{digest(entry.url)}"
    mine = {"own_portal": portal, "own_id": key}
    row = connection.execute(_FIND, mine).first()
    if row is not None and row.run_id == run_id:
        return "duplicate"
    outcome = entry.refused or _judge(connection, portal, key, row, due)
    state = {"pending": "pending", "due": "pending", "known": "known"}.get(outcome, "refused")
    reason = entry.refused or (row.reason if row is not None and outcome == "known" else None)
    # What is stored stays at its address, whichever of its listings names it.
    stays = row is not None and outcome in ("known", "due") and not row.misses
    url, section = (row.url, row.section) if row is not None and stays else (entry.url, section)
    values = {
        "portal": portal, "id": key, "url": url, "section": section, "run_id": run_id,
        "state": state, "reason": reason,
    }  # fmt: skip
    if row is None:
        connection.execute(_ADD, values)
    else:
        connection.execute(_CHANGE, {**mine, **values})
    return outcome


def _judge(connection: Connection, portal: str, key: str, row: Row[Any] | None, due: Due) -> str:
    """Whether an article is new, due again, or known."""
    if row is None:
        return "pending"
    stored = connection.execute(_STORED, {"own_portal": portal, "own_id": key}).first()
    if stored is None:  # refused or failed before
        made_none = row.state in ("refused", "known") and not due(None, row.checked_at)
        return "known" if made_none else "pending"
    if stored.state != "live":
        return "due"
    is_due = _is_due(due, stored.date_published, row.checked_at, row.misses)
    return "due" if is_due else "known"


def _is_due(due: Due, published: str | None, checked: str | None, misses: int | None) -> bool:
    """Whether an article is due; one that was missing is looked at again as if it were new."""
    return due(checked if misses else published or UNDATED, checked)


def pending(
    connection: Connection, run: tuple[str, str], limit: int, after: str = ""
) -> list[Pending]:
    """What is to be fetched, the oldest ids first; ``after`` is the last id that was had."""
    size = func.length(frontier.c.id)
    beyond = (size > len(after)) | ((size == len(after)) & (frontier.c.id > after))
    mine = (frontier.c.portal == run[0]) & (frontier.c.run_id == run[1])
    query = (
        select(frontier)
        .where(mine & beyond & (frontier.c.state == "pending"))
        .order_by(size, frontier.c.id)
    )
    rows = connection.execute(query.limit(limit)).all()
    return [
        Pending(row.id, row.url, row.section or "", row.etag, row.modified, row.checked_at is None)
        for row in rows
    ]


def settle(
    connection: Connection, article: tuple[str, str], state: str, reason: str, now: str
) -> str:
    """Note that an article was refused, failed or parked, and why.

    A refusal and a missing page are what the host said ``now``; what failed else was not seen.

    Returns:
        ``""`` if it was not pending; ``gone`` if the host says for the second time in a row that a
        stored article is no more, ``gone-unlisted`` if it says so of one that no listing names any
        more; else ``settled``.
    """
    portal, key = article
    mine = (frontier.c.portal == portal) & (frontier.c.id == key)
    row = connection.execute(select(frontier).where(mine & (frontier.c.state == "pending"))).first()
    if row is None:
        return ""
    misses = (row.misses or 0) + 1 if reason in MISSING else 0
    checked = now if state == "refused" or misses else row.checked_at
    values = {"state": state, "reason": reason[:64], "misses": misses, "checked_at": checked}
    connection.execute(update(frontier).where(mine).values(**values))
    unlisted = row.unlisted is not None
    if misses < (1 if unlisted else MISSES):
        return "settled"
    stored = (articles.c.portal == portal) & (articles.c.id == key) & (articles.c.state == "live")
    why = f"{reason}-unlisted" if unlisted else reason
    tombstone = {"state": "gone", "gone_at": now, "gone_reason": why}
    dead = connection.execute(update(articles).where(stored).values(**tombstone)).rowcount
    return ("gone-unlisted" if unlisted else "gone") if dead else "settled"


def take_over(connection: Connection, run: tuple[str, str]) -> int:
    """Put on the frontier of a run what earlier ones left undone; how many.

    What was pending when a run ended, and what failed, was parked or refused for a reason that
    passes: a listing that is read down to what is known may never name it again.
    """
    portal, run_id = run
    undone = frontier.c.state.in_(("pending", "parked"))
    failed = (frontier.c.state == "failed") & (func.coalesce(frontier.c.misses, 0) == 0)
    passing = (frontier.c.state == "refused") & frontier.c.reason.in_(PASSING)
    left = (frontier.c.portal == portal) & (undone | failed | passing)
    met = (addresses.c.portal == portal) & addresses.c.url.in_(select(frontier.c.url).where(left))
    connection.execute(update(addresses).where(met).values(run_id=run_id))
    values = {"run_id": run_id, "state": "pending", "reason": None}
    return connection.execute(update(frontier).where(left).values(**values)).rowcount


def take_due(
    connection: Connection,
    run: tuple[str, str],
    due: Due,
    limit: int | None,
    sections: tuple[str, ...] = (),
) -> int:
    """Put stored articles that no listing of this run named back on the frontier; how many.

    Those that are due, the longest unchecked first, ``limit`` at most; of ``sections`` alone, where
    there are any.
    """
    portal, run_id = run
    both = (articles.c.portal == frontier.c.portal) & (articles.c.id == frontier.c.id)
    others = (frontier.c.portal == portal) & (frontier.c.run_id != run_id)
    others &= frontier.c.section.in_(sections) if sections else true()
    known = (articles.c.date_published, frontier.c.checked_at, frontier.c.misses)
    query = (
        select(frontier.c.id, frontier.c.url, *known)
        .join(articles, both)
        .where(others & (articles.c.state == "live"))
        .order_by(func.coalesce(frontier.c.checked_at, ""), frontier.c.id)
    )
    # An archive is not held in memory to find the few that are due.
    with connection.execute(query.execution_options(yield_per=500)) as rows:
        found = ((key, url) for key, url, *known in rows if _is_due(due, *known))
        chosen = list(islice(found, limit))
    for key, url in chosen:
        put_back(connection, run, key, url)
    return len(chosen)


def put_back(connection: Connection, run: tuple[str, str], key: str, url: str) -> None:
    """Put a stored article that no listing of this run named on its frontier."""
    portal, run_id = run
    mine = (frontier.c.portal == portal) & (frontier.c.id == key)
    connection.execute(update(frontier).where(mine).values(run_id=run_id, state="pending"))
    own = (addresses.c.portal == portal) & (addresses.c.url == url)
    connection.execute(update(addresses).where(own).values(run_id=run_id))
