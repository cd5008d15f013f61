"""Further addresses of stored articles; each function works in the transaction of its caller."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, select, update

from newsportal.discover.listing import Entry
from newsportal.store.frontier import OWN
from newsportal.store.schema import addresses, articles, frontier


def note_addresses(connection: Connection, portal: str, entries: Iterable[Entry]) -> None:
    """Write addresses that were never met before into the records of their articles.

    An article that is listed in two sections may be stored before the second names it.
    """
    stated = {entry.url: entry.id for entry in entries if entry.refused in OWN}
    here = (addresses.c.portal == portal) & addresses.c.url.in_(stated)
    known = set(connection.execute(select(addresses.c.url).where(here)).scalars())
    new = {url: key for url, key in stated.items() if url not in known}
    if not new:
        return
    stored = (articles.c.portal == portal) & articles.c.id.in_(set(new.values()))
    query = select(articles.c.id, articles.c.record).where(stored)
    for row in connection.execute(query).all():
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
