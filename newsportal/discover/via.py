"""Which sources a run reads: listings, feeds, sitemaps, the day archive, the JSON for more."""

from __future__ import annotations

from collections.abc import Iterable

from newsportal.errors import ArgumentError
from newsportal.portal import Portal

SOURCES: dict[str, str] = {
    "listings": "the sections' listings and their pagers",
    "feeds": "RSS and Atom",
    "more": "the JSON behind the listings' buttons for more",
    "sitemaps": "sitemaps and their indexes",
    "archive": "the archive, day by day",
}
"""The sources that there may be, in the order in which they are read."""


def declared_sources(portal: Portal) -> tuple[str, ...]:
    """The sources that a portal declares, in their order."""
    there = {
        "listings": portal.sections, "feeds": portal.feeds, "more": portal.more_url,
        "sitemaps": portal.sitemaps, "archive": portal.archive_url,
    }  # fmt: skip
    return tuple(name for name in SOURCES if there[name])


def chosen_sources(
    portal: Portal, stated: Iterable[str] | str | None, backfill: bool, by_path: bool = False
) -> tuple[str, ...]:
    """The sources that a run reads: those stated, else listings, feeds and the JSON for more.

    Sitemaps are read where there are no listings to read; these and the archive where older
    articles are wanted, ``backfill``. ``by_path`` says that a section was named by its path, so
    that there is a listing even if none is declared.

    Raises:
        ArgumentError: There is no such source, or the portal does not declare it.
    """
    texts = [stated] if isinstance(stated, str) else list(stated or ())
    wanted = {part.strip() for text in texts for part in text.split(",") if part.strip()}
    there = declared_sources(portal)
    if by_path and "listings" not in there:
        there = ("listings", *there)
    if unknown := sorted(wanted - SOURCES.keys()):
        raise ArgumentError(f"--via {unknown[0]}: a source is one of {', '.join(SOURCES)}")
    if missing := [name for name in SOURCES if name in wanted and name not in there]:
        has = ", ".join(there) or "none"
        raise ArgumentError(
            f"--via {missing[0]}: {portal.name} declares no such source; it has {has}"
        )
    if not wanted:
        wanted = {"listings", "feeds", "more"}
        wanted |= {"sitemaps", "archive"} if backfill else set()
        wanted |= {"sitemaps"} if "listings" not in there else set()
    return tuple(name for name in there if name in wanted)
