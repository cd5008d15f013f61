"""The signature of each record's text, kept in the store while its record is as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import (
    Connection,
    Engine,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    tuple_,
)

from newsportal.dataset.forgetting import Text, add_texts, forget_texts, next_number
from newsportal.dataset.minhash import sign
from newsportal.dataset.shingles import digest_of, shingles_of, words_of
from newsportal.store.schema import articles, signatures, texts

BATCH = 10_000
"""Records of one transaction. Their bands go into the table in its own order, so a small batch
would touch nearly as many of its pages as a large one."""

READ = 200
"""Records whose text and shingles are in memory at once."""

_SAME = and_(signatures.c.portal == articles.c.portal, signatures.c.id == articles.c.id)
_OWN = (signatures.c.portal == bindparam("own_portal")) & (signatures.c.id == bindparam("own_id"))
_NEW = (
    select(articles.c.portal, articles.c.id, signatures.c.id.label("signed"))
    .outerjoin_from(articles, signatures, _SAME)
    .where(articles.c.content_hash.is_not(None))
    .where(
        or_(
            signatures.c.id.is_(None),
            signatures.c.fingerprint != articles.c.fingerprint,
            signatures.c.content_hash != articles.c.content_hash,
        )
    )
    .order_by(articles.c.portal, articles.c.id)
)
_LEFT = select(texts.c.number).where(~exists().where(signatures.c.text == texts.c.number))


class Signed(NamedTuple):
    """A record and what its text is, before it has a number."""

    portal: str
    id: str
    content_hash: str
    fingerprint: str
    digest: bytes
    text: Text


def forget_gone(engine: Engine) -> int:
    """Take out what belongs to records that are no more in the store; how many they were."""
    there = exists().where(_SAME).where(articles.c.content_hash.is_not(None))
    with engine.begin() as connection:
        return connection.execute(delete(signatures).where(~there)).rowcount


def forget_unused(engine: Engine) -> None:
    """Take out the texts that no record has any more."""
    with engine.begin() as connection:
        # To forget one may give another a new number.
        while unused := list(connection.execute(_LEFT).scalars()):
            forget_texts(connection, unused)


def sign_new(engine: Engine) -> int:
    """Sign the records that are new or changed, a transaction for each batch; how many."""
    number, last = 0, ("", "")
    while True:
        with engine.begin() as connection:
            after = tuple_(articles.c.portal, articles.c.id) > last
            keys = connection.execute(_NEW.where(after).limit(BATCH)).all()
            if not keys:
                return number
            # All is reckoned before the first write, so that a crawl need not wait for it.
            signed = list(_signed(connection, [(key.portal, key.id) for key in keys]))
            changed = [{"own_portal": key.portal, "own_id": key.id} for key in keys if key.signed]
            if changed:
                connection.execute(delete(signatures).where(_OWN), changed)
            _keep(connection, signed)
        number, last = number + len(keys), (keys[-1].portal, keys[-1].id)


def _signed(connection: Connection, keys: Sequence[tuple[str, str]]) -> Iterator[Signed]:
    for start in range(0, len(keys), READ):
        part = keys[start : start + READ]
        for portal in dict.fromkeys(portal for portal, _ in part):
            ids = [key for name, key in part if name == portal]
            yield from _of_portal(connection, portal, ids)


def _of_portal(connection: Connection, portal: str, ids: list[str]) -> Iterator[Signed]:
    columns = (articles.c.id, articles.c.content_hash, articles.c.fingerprint, articles.c.record)
    mine = (articles.c.portal == portal) & articles.c.id.in_(ids)
    rows = connection.execute(select(*columns).where(mine).order_by(articles.c.id)).all()
    words = [words_of(json.loads(row.record)["text"]) for row in rows]
    shingles = [shingles_of(each) for each in words]
    kept = map(Text, sign(shingles), map(len, shingles))
    for row, own, text in zip(rows, words, kept, strict=True):
        yield Signed(portal, row.id, row.content_hash, row.fingerprint, digest_of(own), text)


def _keep(connection: Connection, signed: Sequence[Signed]) -> None:
    """Put records into their tables, each text that is not known under the next number."""
    wanted = {each.digest: each.text for each in signed}
    numbers = _numbers(connection, list(wanted))
    new = {digest: found for digest, found in wanted.items() if digest not in numbers}
    numbers |= add_texts(connection, new, next_number(connection))
    rows = [
        {
            "portal": each.portal, "id": each.id, "content_hash": each.content_hash,
            "fingerprint": each.fingerprint, "text": numbers[each.digest],
        }
        for each in signed
    ]  # fmt: skip
    if rows:
        connection.execute(insert(signatures), rows)


def _numbers(connection: Connection, digests: list[bytes]) -> dict[bytes, int]:
    """The numbers of the texts that are known."""
    if not connection.execute(select(func.count()).select_from(texts)).scalar():
        return {}
    found: dict[bytes, int] = {}
    for start in range(0, len(digests), READ):
        part = texts.c.digest.in_(digests[start : start + READ])
        for row in connection.execute(select(texts.c.digest, texts.c.number).where(part)):
            found[bytes(row.digest)] = row.number
    return found
