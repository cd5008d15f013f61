"""Absence: live articles that a listing read whole in a run names no more.

That alone makes no tombstone. Such an article is asked for once; where the host says that it is no
more, it is gone at once (`frontier.settle`); where its page is still there, that is noted until a
listing names it again. Each function works in the transaction of its caller.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, insert, select, update

from newsportal.discover.listing import Entry
from newsportal.store.frontier import OWN, put_back
from newsportal.store.schema import articles, frontier, listed

# Statements are made once: to make one anew for each page of a listing costs more than to run it.
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_LISTED = select(listed.c.id).where(
    (listed.c.portal == bindparam("own_portal"))
    & (listed.c.section == bindparam("own_section"))
    & listed.c.id.in_(_IDS)
)
_ADD = insert(listed)
_LISTED_AGAIN = (
    update(frontier)
    .where(
        (frontier.c.portal == bindparam("own_portal"))
        & frontier.c.id.in_(_IDS)
        & frontier.c.unlisted.is_not(None)
    )
    .values(unlisted=None)
)


def note_listed(
    connection: Connection, portal: str, section: str, entries: Iterable[Entry]
) -> None:
    """Note that a section's listing names articles; those that none did name are named again."""
    ids = {entry.id for entry in entries if entry.refused in OWN}
    own = {"own_portal": portal, "ids": list(ids)}
    known = connection.execute(_LISTED, {**own, "own_section": section}).scalars()
    new = ids.difference(known)
    if new:
        rows = [{"portal": portal, "section": section, "id": key} for key in sorted(new)]
        connection.execute(_ADD, rows)
    connection.execute(_LISTED_AGAIN, own)


def take_absent(
    connection: Connection,
    run: tuple[str, str],
    sections: Collection[str],
    limit: int | None,
    now: str,
) -> tuple[int, dict[str, int]]:
    """Put live articles on the frontier of a run that no listing of their sections names any more.

    ``sections`` are those whose listing the run read whole. A listing that names fewer than half
    of what is stored of its section is not believed: a broken one must not bury what it forgot.
    An article is judged where all sections that ever listed it were read, and believed. The longest
    unchecked come first, ``limit`` at most.

    Returns:
        How many were put there; and for each section that is not believed, how many it left out.
    """
    portal = run[0]
    left_out = {each: _left_out(connection, run, each) for each in sections}
    doubted = {each: absent for each, (named, absent) in left_out.items() if absent > named}
    believed = set(sections) - doubted.keys()
    query = _absent(run, believed).limit(limit)
    rows = connection.execute(query).all() if believed else []
    for row in rows:
        put_back(connection, run, row.id, row.url)
        own = (frontier.c.portal == portal) & (frontier.c.id == row.id)
        connection.execute(update(frontier).where(own).values(unlisted=now))
    return len(rows), doubted


def _absent(run: tuple[str, str], believed: Collection[str]) -> Select[str, str]:
    """The query for live articles that the run did not meet, listed by ``believed`` sections alone.

    Those of which that was noted before are left out.
    """
    portal, run_id = run
    mine = (listed.c.portal == frontier.c.portal) & (listed.c.id == frontier.c.id)
    elsewhere = select(listed.c.id).where(mine & listed.c.section.not_in(believed))
    absent = (
        (frontier.c.portal == portal)
        & (frontier.c.run_id != run_id)
        & frontier.c.unlisted.is_(None)
        & select(listed.c.id).where(mine).exists()
        & ~elsewhere.exists()
    )
    both = (articles.c.portal == frontier.c.portal) & (articles.c.id == frontier.c.id)
    return (
        select(frontier.c.id, frontier.c.url)
        .join(articles, both)
        .where(absent & (articles.c.state == "live"))
        .order_by(func.coalesce(frontier.c.checked_at, ""), frontier.c.id)
    )


def _left_out(connection: Connection, run: tuple[str, str], section: str) -> tuple[int, int]:
    """How many of a section's live articles the run met, and how many it did not."""
    portal, run_id = run
    article = (articles.c.portal == listed.c.portal) & (articles.c.id == listed.c.id)
    row = (frontier.c.portal == listed.c.portal) & (frontier.c.id == listed.c.id)
    live = (
        (listed.c.portal == portal) & (listed.c.section == section) & (articles.c.state == "live")
    )
    met = frontier.c.run_id == run_id
    query = (
        select(func.count().filter(met), func.count().filter(~met))
        .select_from(listed.join(articles, article).join(frontier, row))
        .where(live)
    )
    named, absent = connection.execute(query).one()
    return named, absent
