"""How far each listing was read, and what the host said of it; and likewise feeds and archives.

Each function works in the transaction of its caller.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from newsportal.store.schema import articles, frontier, listings
from newsportal.urls import digest
from newsportal.validators import UNSAID, Validators

MAX_PATH = 400


@dataclass(frozen=True, slots=True)
class ListingState:
    """How far a section's listing was read."""

    complete: bool = False
    """Whether it was once read to its end, so that what is missing can only be new."""

    cursor: str | None = None
    """The page at which a backfill goes on; of an archive, the day."""

    oldest: str | None = None
    """The earliest day that was seen in it, ISO 8601."""

    validators: Validators = UNSAID
    """What the host said of its first page, all of whose articles are in the store."""


def listing(connection: Connection, portal: str, path: str) -> ListingState:
    """How far a listing was read so far."""
    mine = (listings.c.portal == portal) & (listings.c.path == _key(path))
    row = connection.execute(select(listings).where(mine)).first()
    if row is None:
        return ListingState()
    said = Validators(row.etag, row.modified, row.origin)
    return ListingState(bool(row.complete), row.cursor, row.oldest, said)


def keep_listing(connection: Connection, portal: str, path: str, state: ListingState) -> None:
    """Note how far a listing was read."""
    mine = (listings.c.portal == portal) & (listings.c.path == _key(path))
    values = {"complete": int(state.complete), "cursor": state.cursor, "oldest": state.oldest}
    values |= state.validators._asdict()
    if connection.execute(update(listings).where(mine).values(**values)).rowcount == 0:
        connection.execute(insert(listings).values(portal=portal, path=_key(path), **values))


def _key(path: str) -> str:
    """``path``, or where that is longer than its column, its start and a digest of it."""
    return path if len(path) <= MAX_PATH else f"{path[: MAX_PATH - 17]}#{digest(path)}"


def missed(connection: Connection, portal: str) -> set[str]:
    """The sections with articles that were missing when they were last asked for.

    Such an article is not carried over: it is asked for again where a listing names it.
    """
    missing = (frontier.c.portal == portal) & (frontier.c.state == "failed")
    query = select(frontier.c.section).where(missing & (frontier.c.misses > 0)).distinct()
    return {row.section or "" for row in connection.execute(query)}


def newest_day(connection: Connection, portal: str) -> str | None:
    """The day of the last article that is stored, ISO 8601."""
    query = select(func.max(articles.c.date_published)).where(articles.c.portal == portal)
    found = connection.execute(query).scalar()
    return found[:10] if found else None
