"""The last robots.txt that was had of each origin: it stands while a server fails."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select

from newsportal.robots import MAX_AGE
from newsportal.store.schema import robots
from newsportal.store.store import Store


def last_robots(store: Store, origin: str) -> str | None:
    """The text of the last robots.txt, if it is not too old."""
    oldest = (datetime.fromisoformat(store.clock()) - MAX_AGE).isoformat(timespec="seconds")
    mine = (robots.c.origin == origin) & (robots.c.had_at >= oldest)
    with store.engine.connect() as connection:
        text: str | None = connection.execute(select(robots.c.text).where(mine)).scalar()
    return text


def keep_robots(store: Store, origin: str, text: str) -> str | None:
    """Note a robots.txt that was just had; the text that stood there before, if there was one."""
    values = {"origin": origin, "text": text, "had_at": store.clock()}
    with store.engine.begin() as connection:
        mine = select(robots.c.text).where(robots.c.origin == origin)
        before: str | None = connection.execute(mine).scalar()
        connection.execute(delete(robots).where(robots.c.origin == origin))
        connection.execute(insert(robots).values(**values))
    return before
