"""One record into the store: its version, its other addresses, the earlier record of its text."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Literal

from sqlalchemy import Connection, Row, insert, select, update

from newsportal.article import Article
from newsportal.store.schema import addresses, articles, evidences, versions

Outcome = Literal["stored", "changed", "unchanged"]

NOT_CONTENT = frozenset(
    "schema_version id portal url canonical_url alternate_urls version section run_id fetched_at"
    " http_status source warc raw_sha256 extractor field_sources removed robots_allowed"
    " tdm_reserved duplicate_of cluster captured_on content_hash".split()
)
"""Fields that may differ between two fetches of an article that did not change."""


def save_record(connection: Connection, article: Article, run_id: str) -> tuple[Outcome, Article]:
    """Put ``article`` into its tables; what that did, and the record as it is stored now.

    Where nothing changed that is the record stored before.
    """
    mine = (articles.c.portal == article.portal) & (articles.c.id == article.id)
    known = connection.execute(select(articles).where(mine)).first()
    fingerprint = fingerprint_of(article.to_dict())
    outcome: Outcome = "stored"
    if known is not None and (known.fingerprint == fingerprint or _anew(known) == fingerprint):
        content_hash = article.content_hash  # an older program may have reckoned it otherwise
        article, outcome = Article.from_dict(json.loads(known.record)), "unchanged"
        article.content_hash = content_hash
    elif known is not None:
        article.version, outcome = known.version + 1, "changed"
        old = {"portal": article.portal, "id": article.id, "version": known.version}
        statement = insert(versions).values(**old, record=known.record, replaced_in=run_id)
        connection.execute(statement)
    article.alternate_urls = _other_addresses(connection, article)
    article.duplicate_of = _mark_duplicates(connection, article)
    values = {
        "version": article.version, "state": "live", "date_published": article.date_published,
        "content_hash": article.content_hash, "fingerprint": fingerprint, "last_run": run_id,
        "record": _json(article.to_dict()),
    }  # fmt: skip
    if known is None:
        own = {"portal": article.portal, "id": article.id, "first_run": run_id}
        connection.execute(insert(articles).values(**own, **values))
    else:
        connection.execute(update(articles).where(mine).values(**values))
    return outcome, article


def save_evidence(
    connection: Connection, article: Article, evidence: dict[str, Any], new: bool = False
) -> None:
    """Put beside a record, a new one or one that may have some, where its fields came from."""
    mine = (evidences.c.portal == article.portal) & (evidences.c.id == article.id)
    text = _json(evidence)
    if new or connection.execute(update(evidences).where(mine).values(evidence=text)).rowcount == 0:
        own = {"portal": article.portal, "id": article.id}
        connection.execute(insert(evidences).values(**own, evidence=text))


def fingerprint_of(record: dict[str, Any]) -> str:
    """SHA-256 of what a reader of the record sees; equal while the article did not change."""
    content = {name: value for name, value in record.items() if name not in NOT_CONTENT}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _anew(known: Row[Any]) -> str:
    """The fingerprint of a stored record as this program reckons it."""
    return fingerprint_of(json.loads(known.record))


def _other_addresses(connection: Connection, article: Article) -> list[str]:
    mine = (addresses.c.portal == article.portal) & (addresses.c.id == article.id)
    query = select(addresses.c.url).where(mine).order_by(addresses.c.number)
    return [row.url for row in connection.execute(query) if row.url != article.url]


def _mark_duplicates(connection: Connection, article: Article) -> str | None:
    """Name the earliest record with the same text in every later one; its id for ``article``."""
    if article.content_hash is None:
        return None
    same = (articles.c.portal == article.portal) & (articles.c.content_hash == article.content_hash)
    others = connection.execute(select(articles).where(same & (articles.c.id != article.id))).all()
    dated = {str(row.id): row.date_published or "9999" for row in others}
    dated[str(article.id)] = article.date_published or "9999"
    first = min(dated, key=lambda key: (dated[key], len(key), key))
    for row in others:
        record = json.loads(row.record)
        named = first if row.id != first else None
        if record["duplicate_of"] != named:
            record["duplicate_of"] = named
            own = (articles.c.portal == row.portal) & (articles.c.id == row.id)
            connection.execute(update(articles).where(own).values(record=_json(record)))
    return first if first != article.id else None


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)
