"""Discovery: all the sources that a run reads, one after the other."""

from __future__ import annotations

from collections.abc import Collection

from newsportal.listings import ListingReader, html_series, json_series
from newsportal.reading import PageReader
from newsportal.sources import SourceReader


async def discover(reader: PageReader, via: Collection[str]) -> None:
    """Put into the store what the sources of a portal name, those of ``via``.

    Listings come first: they move on while one reads them.
    """
    where, listings, others = reader.where, ListingReader(reader), SourceReader(reader)
    for section in where.sections if "listings" in via else ():
        if not reader.enough():
            await listings.discover(html_series(section, where.portal))
    if "feeds" in via and not reader.enough():
        await others.feeds()
    for section in where.sections if "more" in via else ():
        if section in where.portal.sections and not reader.enough():
            await listings.discover(json_series(section, where.portal))
    if "sitemaps" in via and not reader.enough():
        await others.sitemaps()
    if "archive" in via and not reader.enough():
        await others.archive()
