"""One record into the store: its version, its other addresses, the earlier record of its text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from newsportal.article import Article
from newsportal.errors import ExtractionError
from newsportal.store.schema import addresses, articles, evidences, versions, withdrawals

Outcome = Literal["stored", "changed", "unchanged"]

NOT_CONTENT = frozenset(
    "schema_version id portal url canonical_url alternate_urls version section run_id fetched_at"
    " http_status source warc raw_sha256 extractor field_sources removed robots_allowed"
    " tdm_reserved duplicate_of cluster captured_on content_hash language language_score".split()
)
"""Fields that may differ between two fetches of an article that did not change, or between two
programs that read it."""

FOLLOWING = ("content_hash", "language", "language_score")
"""Fields that follow from the text: an older program may have reckoned them otherwise."""


# Statements are made once: to make one anew for each record costs six times what it takes to run.
_OWN = (articles.c.portal == bindparam("own_portal")) & (articles.c.id == bindparam("own_id"))
_KNOWN = select(articles).where(_OWN)
_ADD, _CHANGE = insert(articles), update(articles).where(_OWN)
_KEEP_VERSION = insert(versions)
_ADDRESSES = (
    select(addresses.c.url)
    .where((addresses.c.portal == bindparam("portal")) & (addresses.c.id == bindparam("id")))
    .order_by(addresses.c.number)
)
_ALL_OF_TEXT = select(articles.c.id, articles.c.date_published, articles.c.record).where(
    (articles.c.portal == bindparam("portal"))
    & (articles.c.content_hash == bindparam("content_hash"))
)
_SAME_TEXT = _ALL_OF_TEXT.where(articles.c.id != bindparam("id"))
_MET_AT = select(addresses.c.id).where(
    (addresses.c.portal == bindparam("own_portal")) & (addresses.c.url == bindparam("own_url"))
)
_WITHDRAWN = select(withdrawals.c.id).where(
    (withdrawals.c.portal == bindparam("own_portal"))
    & ((withdrawals.c.id == bindparam("own_id")) | withdrawals.c.id.in_(_MET_AT))
)
_ADD_EVIDENCE = insert(evidences)
_CHANGE_EVIDENCE = update(evidences).where(
    (evidences.c.portal == bindparam("own_portal")) & (evidences.c.id == bindparam("own_id"))
)


def save_record(connection: Connection, article: Article, run_id: str) -> tuple[Outcome, Article]:
    """Put ``article`` into its tables; what that did, and the record as it is stored now.

    Where nothing changed that is the record stored before.

    Raises:
        ExtractionError: It was withdrawn; nothing is stored.
    """
    own = {"own_portal": article.portal, "own_id": article.id}
    known = connection.execute(_KNOWN, own).first()
    if known is None:
        _check_withdrawn(connection, own, article.url)
    fingerprint = fingerprint_of(article.to_dict())
    outcome: Outcome = "stored"
    if known is not None and (known.fingerprint == fingerprint or _anew(known) == fingerprint):
        anew = {name: getattr(article, name) for name in FOLLOWING}
        article, outcome = Article.from_dict(json.loads(known.record) | anew), "unchanged"
    elif known is not None:
        article.version, outcome = known.version + 1, "changed"
        old = {"portal": article.portal, "id": article.id, "version": known.version}
        kept = {"record": known.record, "replaced_in": run_id}
        connection.execute(_KEEP_VERSION, {**old, **kept})
    article.alternate_urls = _other_addresses(connection, article)
    article.duplicate_of = _mark_duplicates(connection, article)
    values = {
        "version": article.version, "state": "live", "date_published": article.date_published,
        "content_hash": article.content_hash, "fingerprint": fingerprint, "last_run": run_id,
        "record": _json(article.to_dict()),
    }  # fmt: skip
    if known is None:
        new = {"portal": article.portal, "id": article.id, "first_run": run_id}
        connection.execute(_ADD, {**new, **values})
    else:
        connection.execute(_CHANGE, {**own, **values})
        if known.content_hash != article.content_hash:  # it may have been the first of its text
            mark_again(connection, str(article.portal), known.content_hash)
    return outcome, article


def save_evidence(
    connection: Connection, article: Article, evidence: dict[str, Any], new: bool = False
) -> None:
    """Put beside a record, a new one or one that may have some, where its fields came from."""
    own = {"own_portal": article.portal, "own_id": article.id}
    text = {"evidence": _json(evidence)}
    if new or connection.execute(_CHANGE_EVIDENCE, {**own, **text}).rowcount == 0:
        keys = {"portal": article.portal, "id": article.id}
        connection.execute(_ADD_EVIDENCE, {**keys, **text})


def fingerprint_of(record: dict[str, Any]) -> str:
    """SHA-256 of what a reader of the record sees; equal while the article did not change."""
    content = {name: value for name, value in record.items() if name not in NOT_CONTENT}
    return hashlib.sha256(_SORTED(content).encode("utf-8", "replace")).hexdigest()


def _anew(known: Row[Any]) -> str:
    """The fingerprint of a stored record as this program reckons it."""
    return fingerprint_of(json.loads(known.record))


def _check_withdrawn(connection: Connection, own: dict[str, str | None], url: str | None) -> None:
    """Refuse what was withdrawn, by its id or its address.

    Raises:
        ExtractionError: It was.
    """
    found = connection.execute(_WITHDRAWN, {**own, "own_url": url}).scalar()
    if found is not None:
        raise ExtractionError("withdrawn", str(found))


def _other_addresses(connection: Connection, article: Article) -> list[str]:
    own = {"portal": article.portal, "id": article.id}
    return [row.url for row in connection.execute(_ADDRESSES, own) if row.url != article.url]


def _mark_duplicates(connection: Connection, article: Article) -> str | None:
    """Name the earliest record with the same text in every later one; its id for ``article``."""
    if article.content_hash is None:
        return None
    own = {"portal": article.portal, "id": article.id, "content_hash": article.content_hash}
    others = connection.execute(_SAME_TEXT, own).all()
    dated = {str(row.id): row.date_published for row in others}
    first = _earliest({**dated, str(article.id): article.date_published})
    _name_earliest(connection, str(article.portal), others, first)
    return first if first != article.id else None


def mark_again(connection: Connection, portal: str, content_hash: str | None) -> None:
    """Name the earliest record with a text in every later one, after one of them came or went."""
    own = {"portal": portal, "content_hash": content_hash}
    rows = connection.execute(_ALL_OF_TEXT, own).all() if content_hash is not None else []
    if rows:
        first = _earliest({str(row.id): row.date_published for row in rows})
        _name_earliest(connection, portal, rows, first)


def _earliest(dated: dict[str, str | None]) -> str:
    """The id of the record that was published first.

    >>> _earliest({"demo:10": "2024-05-30", "demo:9": "2024-05-30", "demo:1": None})
    'demo:9'
    """
    return min(dated, key=lambda key: (dated[key] or "9999", len(key), key))


def _name_earliest(
    connection: Connection, portal: str, rows: Sequence[Row[Any, Any, Any]], first: str
) -> None:
    for row in rows:
        record = json.loads(row.record)
        named = first if row.id != first else None
        if record["duplicate_of"] != named:
            record["duplicate_of"] = named
            other = {"own_portal": portal, "own_id": row.id}
            connection.execute(_CHANGE, {**other, "record": _json(record)})


_SORTED = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_json = json.JSONEncoder(ensure_ascii=False).encode
