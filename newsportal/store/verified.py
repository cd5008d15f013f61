"""On which day each portal was seen by its user to answer, and to make records."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from newsportal.store.schema import verified
from newsportal.store.store import Store


def verifications(store: Store) -> dict[str, tuple[str, str]]:
    """The moment, ISO 8601 in UTC, and what was seen, by portal."""
    query = select(verified.c.portal, verified.c.checked_at, verified.c.seen)
    with store.engine.connect() as connection:
        return {row.portal: (row.checked_at, row.seen) for row in connection.execute(query)}


def keep_verification(store: Store, portal: str, seen: str) -> None:
    """Note what was just seen of a portal, in the place of what was seen before."""
    values = {"portal": portal, "checked_at": store.clock(), "seen": seen}
    with store.engine.begin() as connection:
        connection.execute(delete(verified).where(verified.c.portal == portal))
        connection.execute(insert(verified).values(**values))
