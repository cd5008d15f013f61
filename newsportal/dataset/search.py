"""Search by words: SQLite's FTS5, PostgreSQL's own text search, both over folded words.

The words of a record are put into the table ``searched`` when a search finds that it is new or has
changed, so that a crawl pays nothing for it. Triggers keep the index of that table.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, exists, insert, inspect, select, text

from newsportal.dataset.folding import MAX_TEXT, fts5, phrases, searchable, tsquery
from newsportal.dataset.selection import BATCH, Selection
from newsportal.errors import ArgumentError
from newsportal.store.schema import articles, searched

INDEX = "searched_index"

_FTS5 = (
    f"""CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5(
        title, words, content='searched', content_rowid='number',
        tokenize='unicode61 remove_diacritics 0')""",
    f"""CREATE TRIGGER IF NOT EXISTS searched_added AFTER INSERT ON searched BEGIN
        INSERT INTO {INDEX}(rowid, title, words) VALUES (new.number, new.title, new.words);
        END""",  # noqa: S608 - names of our own
    f"""CREATE TRIGGER IF NOT EXISTS searched_taken AFTER DELETE ON searched BEGIN
        INSERT INTO {INDEX}({INDEX}, rowid, title, words)
        VALUES ('delete', old.number, old.title, old.words);
        END""",  # noqa: S608 - as above
)
_VECTOR = (
    "(setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', words), 'D'))"
)
_GIN = (f"CREATE INDEX IF NOT EXISTS {INDEX} ON searched USING gin ({_VECTOR})",)

_FIND = {
    "sqlite": f"SELECT s.portal, s.id FROM {INDEX} JOIN searched s ON s.number = {INDEX}.rowid"  # noqa: S608 - names of our own
    f" WHERE {INDEX} MATCH :asked ORDER BY bm25({INDEX}, 8.0, 1.0), s.portal, s.id",
    "postgresql": f"SELECT portal, id FROM searched WHERE {_VECTOR} @@ to_tsquery('simple', :asked)"  # noqa: S608 - as above
    f" ORDER BY ts_rank({_VECTOR}, to_tsquery('simple', :asked)) DESC, portal, id",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found."""

    portal: str
    id: str
    state: str
    record: dict[str, Any]


def search(engine: Engine, asked: str, selection: Selection, limit: int) -> list[Hit]:
    """The records of a selection that have all words asked for, the best first.

    Raises:
        ArgumentError: No word is asked for.
    """
    if not phrases(asked):
        raise ArgumentError(f"{asked!r} has no word to look for")
    refresh(engine)
    with engine.connect() as connection:
        found: list[Hit] = []
        for hit in _hits(connection, asked, selection):
            found.append(hit)
            if len(found) == limit:
                break
        return found


def refresh(engine: Engine) -> int:
    """Put the words of new and changed records into the index; how many."""
    with engine.begin() as connection:
        _make_index(connection)
        both = (searched.c.portal == articles.c.portal) & (searched.c.id == articles.c.id)
        connection.execute(delete(searched).where(~exists().where(both)))
    count = 0
    while several := _stale(engine):
        with engine.begin() as connection:
            for row in several:
                mine = (searched.c.portal == row.portal) & (searched.c.id == row.id)
                connection.execute(delete(searched).where(mine))
            connection.execute(insert(searched), [_words_of(row) for row in several])
        count += len(several)
    return count


def forget(connection: Connection) -> None:
    """See that no word of what was taken out is left in SQLite's index, where it is but marked."""
    if connection.dialect.name == "sqlite" and inspect(connection).has_table(INDEX):
        connection.execute(text(f"INSERT INTO {INDEX}({INDEX}) VALUES('optimize')"))


def _make_index(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    for statement in _FTS5 if sqlite else _GIN:
        connection.execute(text(statement))


def _stale(engine: Engine) -> list[Any]:
    """Some records whose words are not in the index, or are those of an older version."""
    same = (searched.c.portal == articles.c.portal) & (searched.c.id == articles.c.id)
    same &= searched.c.fingerprint == articles.c.fingerprint
    wanted = (articles.c.portal, articles.c.id, articles.c.fingerprint, articles.c.record)
    with engine.connect() as connection:
        found = connection.execute(select(*wanted).where(~exists().where(same)).limit(BATCH))
        return [*found.all()]


def _words_of(row: Row[Any]) -> dict[str, str]:
    record = json.loads(row.record)
    people = [*record["authors"], *record["photographers"], *record["keywords"]]
    words = " ".join([record["text"][:MAX_TEXT], *people])
    own = {"portal": row.portal, "id": row.id, "fingerprint": row.fingerprint}
    return {**own, "title": searchable(record["title"] or ""), "words": searchable(words)}


def _hits(connection: Connection, asked: str, selection: Selection) -> Iterator[Hit]:
    dialect = connection.dialect.name
    question = fts5(asked) if dialect == "sqlite" else tsquery(asked)
    keys = connection.execute(text(_FIND[dialect]), {"asked": question})
    columns = (articles.c.state, articles.c.record)
    for portal, key in keys.all():
        own = (articles.c.portal == portal) & (articles.c.id == key)
        query = select(*columns).where(own & selection.where())
        row = connection.execute(query).first()
        record = json.loads(row.record) if row is not None else None
        if row is not None and record is not None and selection.fits(record):
            yield Hit(portal, key, row.state, record)
