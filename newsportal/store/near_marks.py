"""The marks of near-duplicates where one of them leaves.

`newsportal dataset dedup` finds the groups of the others anew, and takes the words of the one that
left out of its tables; a record that comes back is compared like a new one.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, update

from newsportal.store.schema import signatures


def forget(connection: Connection, key: tuple[str, str]) -> None:
    """Forget what an article is like, and what names it as the first of its group."""
    portal, own = key
    mine = (signatures.c.portal == portal) & (signatures.c.id == own)
    connection.execute(delete(signatures).where(mine))
    nothing = {"cluster": None, "duplicate_of": None, "relation": None}
    named = (signatures.c.cluster == own) | (signatures.c.duplicate_of == own)
    connection.execute(update(signatures).where(named).values(**nothing))
