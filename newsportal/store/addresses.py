"""Further addresses of stored articles; each function works in the transaction of its caller."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select, update

from newsportal.discover.listing import Entry
from newsportal.store.frontier import OWN
from newsportal.store.schema import addresses, articles, frontier

# Statements are made once, as those of the frontier.
_KNOWN = select(addresses.c.url).where(
    (addresses.c.portal == bindparam("own_portal"))
    & addresses.c.url.in_(bindparam("urls", expanding=True))
)
_STORED = select(articles.c.id, articles.c.record).where(
    (articles.c.portal == bindparam("own_portal"))
    & articles.c.id.in_(bindparam("ids", expanding=True))
)


def note_addresses(connection: Connection, portal: str, entries: Iterable[Entry]) -> None:
    """Write addresses that were never met before into the records of their articles.

    An article that is listed in two sections may be stored before the second names it.
    """
    stated = {entry.url: entry.id for entry in entries if entry.refused in OWN}
    here = {"own_portal": portal, "urls": list(stated)}
    known = set(connection.execute(_KNOWN, here).scalars())
    new = {url: key for url, key in stated.items() if url not in known}
    if not new:
        return
    stored = {"own_portal": portal, "ids": list(set(new.values()))}
    for row in connection.execute(_STORED, stored).all():
        record = json.loads(row.record)
        had = {record["url"], *record["alternate_urls"]}
        more = [url for url, key in new.items() if key == row.id and url not in had]
        if more:
            record["alternate_urls"] += more
            own = (articles.c.portal == portal) & (articles.c.id == row.id)
            text = json.dumps(record, ensure_ascii=False)
            connection.execute(update(articles).where(own).values(record=text))


def move(connection: Connection, portal: str, key: str, url: str) -> None:
    """Ask for an article at another of its addresses from now on."""
    mine = (frontier.c.portal == portal) & (frontier.c.id == key)
    connection.execute(update(frontier).where(mine).values(url=url))
