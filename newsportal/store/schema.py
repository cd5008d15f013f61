"""The store's tables, and how a store of an older version becomes one of this version."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    exists,
    func,
    insert,
    inspect,
    select,
    text,
)

metadata = MetaData()

meta = Table(
    "newsportal_store",
    metadata,
    Column("schema_version", Integer, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("run_id", String(40), primary_key=True),
    Column("portal", String(64), nullable=False),
    Column("started_at", String(32), nullable=False),
    Column("ended_at", String(32)),
    # working, finished, interrupted
    Column("state", String(16), nullable=False),
    Column("options", Text, nullable=False),
    Column("report", Text),
)

# An article to fetch, or that was fetched, by its id. `run_id` is the last run that met it, and
# `state` what became of it there: pending, stored, changed, unchanged, known, refused, failed,
# parked. `checked_at` is when its page was last had, `misses` how often in a row it was no more,
# `unlisted` since when no listing names it that was read whole.
frontier = Table(
    "frontier",
    metadata,
    Column("portal", String(64), primary_key=True),
    Column("id", String(200), primary_key=True),
    Column("url", Text, nullable=False),
    Column("section", String(100)),
    Column("state", String(16), nullable=False),
    Column("reason", String(64)),
    Column("run_id", String(40), nullable=False),
    Column("checked_at", String(32)),
    Column("misses", Integer),
    Column("etag", Text),
    Column("modified", Text),
    Column("unlisted", String(32)),
    Index("frontier_by_state", "portal", "run_id", "state"),
)

# How far each listing was read: whether to its end, and where a backfill goes on; and what the
# `origin` said of its first page, or of a feed or sitemap.
listings = Table(
    "listings",
    metadata,
    Column("portal", String(64), primary_key=True),
    Column("path", String(400), primary_key=True),
    Column("complete", Integer, nullable=False),
    Column("cursor", Text),
    Column("oldest", String(10)),
    Column("etag", Text),
    Column("modified", Text),
    Column("origin", String(300)),
)

# Every address that was met, and the article it is one of.
addresses = Table(
    "addresses",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("portal", String(64), nullable=False),
    Column("url", Text, nullable=False),
    Column("id", String(200), nullable=False),
    Column("run_id", String(40), nullable=False),
    Index("addresses_by_url", "portal", "url", unique=True),
    Index("addresses_by_id", "portal", "id"),
    Index("addresses_by_run", "portal", "run_id"),
)

# Which sections' listings ever named an article.
listed = Table(
    "listed",
    metadata,
    Column("portal", String(64), primary_key=True),
    Column("id", String(200), primary_key=True),
    Column("section", String(100), primary_key=True),
    Index("listed_by_section", "portal", "section"),
)

# The present version of each article; `record` is the whole of it as JSON. `state` is live or gone;
# `gone_at` and `gone_reason` tell since when and why it is, or last was, gone.
articles = Table(
    "articles",
    metadata,
    Column("portal", String(64), primary_key=True),
    Column("id", String(200), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("date_published", String(32)),
    Column("content_hash", String(64)),
    Column("fingerprint", String(64), nullable=False),
    Column("record", Text, nullable=False),
    Column("first_run", String(40), nullable=False),
    Column("last_run", String(40), nullable=False),
    Column("gone_at", String(32)),
    Column("gone_reason", String(64)),
    Index("articles_by_content", "portal", "content_hash"),
)

# What an article was before it changed.
versions = Table(
    "versions",
    metadata,
    Column("portal", String(64), primary_key=True),
    Column("id", String(200), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("record", Text, nullable=False),
    Column("replaced_in", String(40), nullable=False),
)

# Where the fields of the present version came from: `newsportal.evidence` as JSON.
evidences = Table(
    "evidences",
    metadata,
    Column("portal", String(64), primary_key=True),
    Column("id", String(200), primary_key=True),
    Column("evidence", Text, nullable=False),
)


# The last robots.txt that was had of each origin.
robots = Table(
    "robots",
    metadata,
    Column("origin", String(300), primary_key=True),
    Column("text", Text, nullable=False),
    Column("had_at", String(32), nullable=False),
)


# What was learned of a portal's template: `newsportal.template.Template` as JSON.
templates = Table(
    "templates",
    metadata,
    Column("portal", String(64), primary_key=True),
    Column("template", Text, nullable=False),
)


def _add_evidences(connection: Connection) -> None:
    evidences.create(connection, checkfirst=True)


def _add_templates(connection: Connection) -> None:
    templates.create(connection, checkfirst=True)


def _add_checks(connection: Connection) -> None:
    types = {"checked_at": "VARCHAR(32)", "misses": "INTEGER", "etag": "TEXT", "modified": "TEXT"}
    _add_columns(connection, frontier, types)
    listings.create(connection, checkfirst=True)
    robots.create(connection, checkfirst=True)


def _add_validators(connection: Connection) -> None:
    types = {"etag": "TEXT", "modified": "TEXT", "origin": "VARCHAR(300)"}
    _add_columns(connection, listings, types)


def _add_tombstones(connection: Connection) -> None:
    """Note beside it why an article is gone, and where each was listed as far as that is known."""
    _add_columns(connection, frontier, {"unlisted": "VARCHAR(32)"})
    _add_columns(connection, articles, {"gone_at": "VARCHAR(32)", "gone_reason": "VARCHAR(64)"})
    listed.create(connection, checkfirst=True)
    both = (articles.c.portal == frontier.c.portal) & (articles.c.id == frontier.c.id)
    last = select(frontier.c.portal, frontier.c.id, frontier.c.section).join(articles, both)
    noted = (listed.c.portal == frontier.c.portal) & (listed.c.id == frontier.c.id)
    noted &= listed.c.section == frontier.c.section
    new = (func.coalesce(frontier.c.section, "") != "") & ~exists().where(noted)
    connection.execute(insert(listed).from_select(["portal", "id", "section"], last.where(new)))


def _add_columns(connection: Connection, table: Table, types: dict[str, str]) -> None:
    """Give a table the columns that it does not have."""
    there = {column["name"] for column in inspect(connection).get_columns(table.name)}
    for name, kind in types.items():
        if name not in there:
            connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {name} {kind}"))


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    metadata.create_all,
    _add_evidences,
    _add_templates,
    _add_checks,
    _add_validators,
    _add_tombstones,
)
"""Step n makes of a store of version n one of version n + 1; an empty database has version 0."""

SCHEMA_VERSION = len(MIGRATIONS)


def version_of(connection: Connection) -> int:
    """The schema version of a store; 0 for an empty database."""
    if not inspect(connection).has_table(meta.name):
        return 0
    return connection.execute(select(meta.c.schema_version)).scalar() or 0


def migrate(connection: Connection, steps: tuple[Callable[[Connection], None], ...]) -> int:
    """Bring the store to the version that ``steps`` lead to; the version it had before."""
    before = version_of(connection)
    for step in steps[before:]:
        step(connection)
    if before < len(steps):
        connection.execute(meta.delete())
        connection.execute(meta.insert().values(schema_version=len(steps)))
    return before
