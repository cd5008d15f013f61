"""The store's tables."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
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

# What was measured of a run that ended: `newsportal.health.measures.Measures` as JSON. Runs of one
# `scope`, their sections and arguments as JSON, are compared.
measured = Table(
    "measured",
    metadata,
    Column("run_id", String(40), primary_key=True),
    Column("portal", String(64), nullable=False),
    Column("scope", Text, nullable=False),
    Column("started_at", String(32), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("measures", Text, nullable=False),
    Index("measured_by_portal", "portal", "started_at"),
)

# What a run was found to be unlike its past in. Raised once, in `run_id`; `ended_at`, the run in
# which that was, and how: cleared, or usual by now. `subject` is a field, section, listing or line.
alarms = Table(
    "alarms",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("portal", String(64), nullable=False),
    Column("scope", Text, nullable=False),
    Column("name", String(32), nullable=False),
    Column("subject", String(400), nullable=False),
    Column("run_id", String(40), nullable=False),
    Column("raised_at", String(32), nullable=False),
    Column("section", String(100), nullable=False),
    Column("found", Float, nullable=False),
    Column("usual", Float, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("example", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("ended_at", String(32)),
    Column("ended_in", String(40)),
    Column("ended_how", String(16)),
    Index("alarms_by_portal", "portal", "raised_at"),
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


# When `newsportal check` last saw a portal answer and make records, and what it saw.
verified = Table(
    "verified",
    metadata,
    Column("portal", String(64), primary_key=True),
    Column("checked_at", String(32), nullable=False),
    Column("seen", Text, nullable=False),
)


# What was exported under a name, and what each article was then.
exported = Table(
    "exported",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("portal", String(64), primary_key=True),
    Column("id", String(200), primary_key=True),
    Column("mark", String(100), nullable=False),
)

# What was withdrawn, and why. `kept` is all that the store had of it, as JSON, until it is purged.
withdrawals = Table(
    "withdrawals",
    metadata,
    Column("portal", String(64), primary_key=True),
    Column("id", String(200), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("withdrawn_at", String(32), nullable=False),
    Column("kept", Text),
    Column("purged_at", String(32)),
)

# What each record's text is, as of its fingerprint, and the group of near-duplicates it is in:
# `cluster` is the id of the group's first record, `duplicate_of` the same but null in that record,
# `relation` what the record is to it. All three are null for a record that is like no other.
signatures = Table(
    "signatures",
    metadata,
    Column("portal", String(64), primary_key=True),
    Column("id", String(200), primary_key=True),
    Column("content_hash", String(64), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("text", Integer, nullable=False),
    Column("cluster", String(200)),
    Column("duplicate_of", String(200)),
    Column("relation", String(32)),
    Index("signatures_by_text", "text"),
    Index("signatures_by_content", "content_hash"),
    Index("signatures_by_cluster", "cluster"),
)

# The MinHash of each text; records with the same words share one. `digest` is of its words,
# `shingles` how many fives of words it has, `compared` 1 once it was compared with every text of a
# lower number.
texts = Table(
    "texts",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("digest", LargeBinary(16), nullable=False),
    Column("signature", LargeBinary(512), nullable=False),
    Column("shingles", Integer, nullable=False),
    Column("compared", Integer, nullable=False),
    Index("texts_by_digest", "digest", unique=True),
    Index("texts_by_compared", "compared"),
)

# The bands of each MinHash: texts that share one are compared. Numbers alone, in their own order:
# a text has 32 rows, and with its portal and id in them they would be four times as large.
bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("text", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# Texts that were compared and found to be near-duplicates, the lower number first.
pairs = Table(
    "pairs",
    metadata,
    Column("first", Integer, primary_key=True, autoincrement=False),
    Column("second", Integer, primary_key=True, autoincrement=False),
    Index("pairs_by_second", "second"),
)

# What is searched: the words of each record, folded, as of its fingerprint.
searched = Table(
    "searched",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("portal", String(64), nullable=False),
    Column("id", String(200), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("words", Text, nullable=False),
    Index("searched_by_id", "portal", "id", unique=True),
)
