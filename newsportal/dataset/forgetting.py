"""Texts into and out of the tables, with their bands and pairs.

Which pairs there are must follow from the records alone, never from the order in which they came.
A band that more than `COMMON` texts share is of a form, and is not followed: so the texts of a band
that becomes too common, or ceases to be, get new numbers, and are compared anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, case, delete, func, insert, select, update

from newsportal.dataset.minhash import bands_of
from newsportal.store.schema import bands, pairs, signatures, texts

COMMON = 200
"""Texts that may share a band. Comparing all pairs of more would take hours in a large archive, and
so many texts with one band are a form that is filled in, or a note of the site."""

KEYS = 500
"""Keys that one statement asks for."""

ROWS = 20_000
"""Rows that one statement puts in."""

_DROP_BAND = delete(bands).where(
    (bands.c.band == bindparam("own_band")) & (bands.c.text == bindparam("own_text"))
)
_MOVE = (
    update(signatures)
    .where(signatures.c.text == bindparam("old"))
    .values(text=bindparam("new"), cluster=None, duplicate_of=None, relation=None)
)


def next_number(connection: Connection) -> int:
    """The number after those of all texts."""
    return (connection.execute(select(func.max(texts.c.number))).scalar() or 0) + 1


class Text(NamedTuple):
    """What is kept of a text."""

    signature: bytes
    shingles: int


def add_texts(connection: Connection, found: Mapping[bytes, Text], start: int) -> dict[bytes, int]:
    """Add texts by digest under the numbers from ``start`` on; the number of each."""
    numbers = {digest: number for number, digest in enumerate(found, start)}
    rows = [
        {"number": numbers[digest], "digest": digest, "compared": 0, **each._asdict()}
        for digest, each in found.items()
    ]
    if rows:
        connection.execute(insert(texts), rows)
    # A set, for two bands of a text may fall on one key.
    keys = sorted(
        (band, numbers[digest])
        for digest, each in found.items()
        for band in set(bands_of(each.signature))
    )
    for first in range(0, len(keys), ROWS):
        part = keys[first : first + ROWS]
        connection.execute(insert(bands), [{"band": band, "text": text} for band, text in part])
    return numbers


def forget_texts(connection: Connection, numbers: Sequence[int]) -> None:
    """Take texts out; those of a band that is too common no more are compared anew."""
    for part in _parts(numbers):
        _forget(connection, part)


def renew_common(connection: Connection) -> int:
    """Compare the texts of each band anew that became too common; how many bands are.

    A band became so in this pass if no more than `COMMON` of its texts were compared before.
    """
    total = func.count().label("total")
    old = func.sum(case((texts.c.compared == 1, 1), else_=0)).label("old")
    common = select(bands.c.band).group_by(bands.c.band).having(func.count() > COMMON)
    counted = (
        select(bands.c.band, total, old)
        .join(texts, texts.c.number == bands.c.text)
        .where(bands.c.band.in_(common))
        .group_by(bands.c.band)
    )
    found = connection.execute(counted).all()
    became = [row.band for row in found if 0 < row.old <= COMMON]
    for part in _parts(became):
        mine = select(bands.c.text).where(bands.c.band.in_(part)).distinct()
        mine = mine.join(texts, texts.c.number == bands.c.text).where(texts.c.compared == 1)
        renew(connection, list(connection.execute(mine).scalars()))
    return len(found)


def renew(connection: Connection, numbers: Sequence[int]) -> None:
    """Give texts new numbers, so that they are compared again."""
    for part in _parts(numbers):
        known = select(texts).where(texts.c.number.in_(part)).order_by(texts.c.number)
        rows = connection.execute(known).all()
        start = next_number(connection)  # none of these is to be one of the old numbers
        _take_out(connection, part, {row.number: row.signature for row in rows})
        kept = {row.digest: Text(row.signature, row.shingles) for row in rows}
        new = add_texts(connection, kept, start)
        moved = [{"old": row.number, "new": new[row.digest]} for row in rows]
        if moved:
            connection.execute(_MOVE, moved)


def _forget(connection: Connection, numbers: Sequence[int]) -> None:
    known = select(texts.c.number, texts.c.signature).where(texts.c.number.in_(numbers))
    found = {row.number: row.signature for row in connection.execute(known)}
    keys = sorted({band for each in found.values() for band in bands_of(each)})
    common = [band for part in _parts(keys) for band in _more_than(connection, part)]
    _take_out(connection, numbers, found)
    still = {band for part in _parts(common) for band in _more_than(connection, part)}
    for band in common:
        if band not in still:
            mine = select(bands.c.text).where(bands.c.band == band)
            renew(connection, list(connection.execute(mine).scalars()))


def _more_than(connection: Connection, keys: Sequence[int]) -> list[int]:
    counted = select(bands.c.band).where(bands.c.band.in_(keys)).group_by(bands.c.band)
    return list(connection.execute(counted.having(func.count() > COMMON)).scalars())


def _take_out(connection: Connection, numbers: Sequence[int], found: Mapping[int, bytes]) -> None:
    rows = [
        {"own_band": band, "own_text": number}
        for number, each in found.items()
        for band in bands_of(each)
    ]
    if rows:
        connection.execute(_DROP_BAND, rows)
    either = pairs.c.first.in_(numbers) | pairs.c.second.in_(numbers)
    connection.execute(delete(pairs).where(either))
    connection.execute(delete(texts).where(texts.c.number.in_(numbers)))


def _parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), KEYS):
        yield keys[start : start + KEYS]
