"""The store: what a crawl asks and tells it, each in one transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Row,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from newsportal.article import Article
from newsportal.clock import Clock
from newsportal.discover.listing import Entry
from newsportal.errors import StoreError
from newsportal.store import absence, explanation
from newsportal.store import addresses as known_addresses
from newsportal.store import frontier as queue
from newsportal.store import listings as read
from newsportal.store.database import engine_of, shown
from newsportal.store.frontier import Due, Pending, always
from newsportal.store.listings import ListingState
from newsportal.store.migrations import MIGRATIONS, SCHEMA_VERSION, migrate, version_of
from newsportal.store.saving import Outcome, save_evidence, save_record
from newsportal.store.schema import (
    addresses,
    alarms,
    articles,
    evidences,
    exported,
    frontier,
    listed,
    listings,
    measured,
    runs,
    searched,
    signatures,
    templates,
    verified,
    versions,
    withdrawals,
)
from newsportal.template import Template


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the addresses that a run met."""

    discovered: int
    duplicate: int
    """Further addresses of an article met in the same run."""

    states: dict[str, dict[str, int]]
    """State of the frontier to reason to number; where a state has no reasons, under ''."""


_DONE = update(frontier).where(
    (frontier.c.portal == bindparam("own_portal"))
    & (frontier.c.id == bindparam("own_id"))
    & (frontier.c.run_id == bindparam("own_run"))
)


_SYSTEM = Clock()


class Store:
    """A store at a database address."""

    def __init__(self, url: str, clock: Callable[[], str] = _SYSTEM.stamp) -> None:
        """Open the store, make it if there is none, and bring it to this version.

        Raises:
            StoreError: The address is wrong, a driver is missing, or the store is a newer one.
        """
        self.url, self.clock = url, clock
        self.engine = engine_of(url)
        try:
            with self.engine.begin() as connection:
                newer = version_of(connection) > SCHEMA_VERSION
                if not newer:
                    migrate(connection, MIGRATIONS)
        except SQLAlchemyError as error:
            self.engine.dispose()
            raise StoreError(f"the store {shown(url)} cannot be opened: {error}") from error
        if newer:
            self.engine.dispose()
            raise StoreError(f"{shown(url)} was made by a newer newsportal; update this one")

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    # -- runs

    def begin_run(self, run_id: str, portal: str, started_at: str, options: dict[str, Any]) -> int:
        """Note a run's start, and take over what earlier ones left; how much that was."""
        values = {"run_id": run_id, "portal": portal, "started_at": started_at, "state": "working"}
        with self.engine.begin() as connection:
            own = (runs.c.portal == portal) & (runs.c.state == "working")
            connection.execute(update(runs).where(own).values(state="interrupted"))
            connection.execute(insert(runs).values(**values, options=json.dumps(options)))
            return queue.take_over(connection, (portal, run_id))

    def end_run(self, run_id: str, ended_at: str, state: str, report: dict[str, Any]) -> None:
        """Note a run's end and its report."""
        values = {"ended_at": ended_at, "state": state, "report": json.dumps(report)}
        with self.engine.begin() as connection:
            connection.execute(update(runs).where(runs.c.run_id == run_id).values(**values))

    def last_run(self, portal: str) -> Row[Any] | None:
        """The portal's latest run."""
        query = select(runs).where(runs.c.portal == portal).order_by(runs.c.started_at.desc())
        with self.engine.connect() as connection:
            return connection.execute(query.limit(1)).first()

    def counts(self, portal: str, run_id: str) -> Counts:
        """What became of the addresses that a run met, read from the tables."""
        met = (addresses.c.portal == portal) & (addresses.c.run_id == run_id)
        mine = (frontier.c.portal == portal) & (frontier.c.run_id == run_id)
        grouped = select(frontier.c.state, frontier.c.reason, func.count()).where(mine)
        states: dict[str, dict[str, int]] = {}
        with self.engine.connect() as connection:
            discovered = connection.execute(select(func.count()).where(met)).scalar_one()
            for state, reason, number in connection.execute(
                grouped.group_by(frontier.c.state, frontier.c.reason)
            ):
                states.setdefault(state, {})[reason or ""] = number
        known = sum(sum(each.values()) for each in states.values())
        return Counts(discovered, discovered - known, states)

    # -- the frontier

    def discover(
        self, portal: str, run_id: str, section: str, entries: Iterable[Entry], due: Due = always
    ) -> list[str]:
        """Note the addresses that a listing names; what each is, see `frontier.discover`."""
        entries = list(entries)
        with self.engine.begin() as connection:
            absence.note_listed(connection, portal, section, entries)
            known_addresses.note_addresses(connection, portal, entries)
            return queue.discover(connection, (portal, run_id), section, entries, due)

    def pending(self, portal: str, run_id: str, limit: int, after: str = "") -> list[Pending]:
        """What is to be fetched, the oldest ids first; ``after`` is the last id that was had."""
        with self.engine.connect() as connection:
            return queue.pending(connection, (portal, run_id), limit, after)

    def take_due(
        self, portal: str, run_id: str, due: Due, limit: int | None, sections: Iterable[str] = ()
    ) -> int:
        """Put stored articles that are due, and that no listing named, back; how many.

        Those of some sections alone, where these are named.
        """
        with self.engine.begin() as connection:
            return queue.take_due(connection, (portal, run_id), due, limit, tuple(sections))

    def take_absent(
        self, portal: str, run_id: str, sections: Collection[str], limit: int | None
    ) -> tuple[int, dict[str, int]]:
        """Put back what listings read whole name no more; see `absence.take_absent`."""
        with self.engine.begin() as connection:
            run, now = (portal, run_id), self.clock()
            return absence.take_absent(connection, run, sections, limit, now)

    def move(self, portal: str, key: str, url: str) -> None:
        """Ask for an article at another of its addresses from now on."""
        with self.engine.begin() as connection:
            known_addresses.move(connection, portal, key, url)

    def settle(self, portal: str, key: str, state: str, reason: str) -> str:
        """Note that an article makes no record, and why; see `frontier.settle`."""
        with self.engine.begin() as connection:
            return queue.settle(connection, (portal, key), state, reason, self.clock())

    def touch(self, portal: str, key: str, run_id: str) -> None:
        """Note that an article's page is as it was when its record was stored."""
        mine = (frontier.c.portal == portal) & (frontier.c.id == key)
        found = {"state": "unchanged", "reason": None, "misses": 0, "checked_at": self.clock()}
        stored = (articles.c.portal == portal) & (articles.c.id == key)
        with self.engine.begin() as connection:
            connection.execute(update(frontier).where(mine).values(**found))
            seen = {"state": "live", "last_run": run_id}
            connection.execute(update(articles).where(stored).values(**seen))

    # -- listings

    def listing(self, portal: str, path: str) -> ListingState:
        """How far a listing was read so far."""
        with self.engine.connect() as connection:
            return read.listing(connection, portal, path)

    def keep_listing(self, portal: str, path: str, state: ListingState) -> None:
        """Note how far a listing was read."""
        with self.engine.begin() as connection:
            read.keep_listing(connection, portal, path, state)

    def missed(self, portal: str) -> set[str]:
        """The sections with articles that were missing last time; see `listings.missed`."""
        with self.engine.connect() as connection:
            return read.missed(connection, portal)

    def newest_day(self, portal: str) -> str | None:
        """The day of the last article that is stored, ISO 8601."""
        with self.engine.connect() as connection:
            return read.newest_day(connection, portal)

    # -- articles

    def save(
        self,
        article: Article,
        run_id: str,
        evidence: Callable[[], dict[str, Any]] | None = None,
        said: tuple[str | None, str | None] = (None, None),
    ) -> tuple[Outcome, Article]:
        """Store a record and mark its address done, in one transaction; the record as stored.

        ``said`` are the ETag and Last-Modified of its page.

        Raises:
            StoreError: The record has no id or no portal.
            ExtractionError: It was withdrawn; nothing is stored.
        """
        if article.id is None or article.portal is None:
            raise StoreError("a record without id and portal cannot be stored")
        own = {"own_portal": article.portal, "own_id": article.id, "own_run": run_id}
        etag, modified = said
        with self.engine.begin() as connection:
            outcome, stored = save_record(connection, article, run_id)
            if evidence is not None and outcome != "unchanged":
                save_evidence(connection, article, evidence(), new=outcome == "stored")
            found = {"misses": 0, "etag": etag, "modified": modified, "checked_at": self.clock()}
            connection.execute(_DONE, {**own, **found, "state": outcome, "reason": None})
        return outcome, stored

    def records(self, portal: str, run_id: str | None = None) -> Iterator[dict[str, Any]]:
        """The present records of a portal, the earliest published first; those of one run alone."""
        return map(json.loads, self.record_texts(portal, run_id))

    def record_texts(self, portal: str, run_id: str | None = None) -> Iterator[str]:
        """What `records` gives, each as JSON on one line."""
        mine = articles.c.portal == portal
        if run_id is not None:
            mine &= articles.c.last_run == run_id
        order = (func.coalesce(articles.c.date_published, ""), articles.c.id)
        keys = select(articles.c.id).where(mine).order_by(*order)
        whole = select(articles.c.id, articles.c.record).where(articles.c.portal == portal)
        with self.engine.connect() as connection:
            # The database sorts keys alone: whole records would grow its memory with the archive.
            found = connection.execute(keys.execution_options(yield_per=200)).scalars()
            for ids in found.partitions():
                rows = connection.execute(whole.where(articles.c.id.in_(ids)))
                records = {row.id: row.record for row in rows}
                yield from (records[key] for key in ids)

    def template(self, portal: str) -> Template:
        """What was learned of a portal's template so far."""
        query = select(templates.c.template).where(templates.c.portal == portal)
        with self.engine.connect() as connection:
            text = connection.execute(query).scalar()
        return Template.from_dict(json.loads(text)) if text else Template()

    def keep_template(self, portal: str, template: Template) -> None:
        """Put what was learned in the place of what was known before."""
        text = json.dumps(template.to_dict())
        mine = templates.c.portal == portal
        with self.engine.begin() as connection:
            connection.execute(delete(templates).where(mine))
            connection.execute(insert(templates).values(portal=portal, template=text))

    def explain(self, name: str) -> dict[str, Any] | str | None:
        """What is known of an article by its id or address; see `explanation.explain`."""
        with self.engine.connect() as connection:
            return explanation.explain(connection, name)

    def forget(self, portal: str) -> None:
        """Take everything of a portal out of the store."""
        with self.engine.begin() as connection:
            for table in (
                articles, versions, evidences, addresses, frontier, listed, listings, runs,
                templates, withdrawals, signatures, searched, exported, verified, measured, alarms,
            ):  # fmt: skip
                connection.execute(delete(table).where(table.c.portal == portal))
