"""The texts that share a band, compared on their words; what is a pair is noted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Connection, Engine, Select, and_, bindparam, func, insert, select, update

from newsportal.dataset import forgetting
from newsportal.dataset.alike import compare, may_be_pair, rule_of
from newsportal.dataset.minhash import likely
from newsportal.dataset.shingles import Content, content_of, digest_of, words_of
from newsportal.store.schema import articles, bands, pairs, signatures, texts

RANGE = 20_000
"""Texts that are compared with all before them in one transaction."""

KEPT = 400
"""Texts whose shingles are kept in memory, the last that were used."""

PAIRS = 20_000
"""Candidates whose signatures are in memory at once."""

KEYS = 500
"""Texts that one statement asks for."""

Numbers = tuple[int, int]
"""Two texts, the lower number first."""

_RECORDS = (
    select(texts.c.digest, articles.c.record)
    .join_from(texts, signatures, signatures.c.text == texts.c.number)
    .join(
        articles,
        and_(articles.c.portal == signatures.c.portal, articles.c.id == signatures.c.id),
    )
    .where(texts.c.number == bindparam("number"))
)


class Compared(NamedTuple):
    """What comparing came to."""

    candidates: int = 0
    """Pairs of texts that share a band."""

    read: int = 0
    """Those of them whose signatures are alike, so that the texts were read."""

    found: int = 0
    """Those that are near-duplicates."""


def compare_new(engine: Engine) -> Compared:
    """Compare each text that was not yet with all that share a band; a transaction a range."""
    total = Compared()
    while True:
        with engine.begin() as connection:
            open_ = texts.c.compared == 0
            low = connection.execute(select(func.min(texts.c.number)).where(open_)).scalar()
            if low is None:
                return total
            done = _compare_range(connection, low, low + RANGE)
            mine = (texts.c.number >= low) & (texts.c.number < low + RANGE)
            connection.execute(update(texts).where(mine).values(compared=1))
        total = Compared(*(old + new for old, new in zip(total, done, strict=True)))


def _compare_range(connection: Connection, low: int, high: int) -> Compared:
    reader = _Reader(connection)
    candidates = sorted(_candidates(connection.execute(_shared(low)), low, high))
    alike = list(_likely(connection, candidates))
    found = [pair for pair in alike if _is_pair(reader, *pair)]
    rows = [{"first": first, "second": second} for first, second in found]
    if rows:
        connection.execute(insert(pairs), rows)
    return Compared(len(candidates), len(alike), len(found))


def _shared(low: int) -> Select[tuple[int, int]]:
    """The bands that a text from number ``low`` on shares with others, in order."""
    many = func.count().between(2, forgetting.COMMON)
    new = func.max(bands.c.text) >= low
    own = select(bands.c.band).group_by(bands.c.band).having(many & new)
    query = select(bands.c.band, bands.c.text).where(bands.c.band.in_(own))
    return query.order_by(bands.c.band, bands.c.text)


def _candidates(rows: Iterable[tuple[int, int]], low: int, high: int) -> set[Numbers]:
    """The pairs of which the later text is in the range; each once, the lower number first."""
    found: set[Numbers] = set()
    for _, group in groupby(rows, key=lambda row: row[0]):
        numbers = [row[1] for row in group]
        for place, second in enumerate(numbers):
            if low <= second < high:
                found.update((first, second) for first in numbers[:place])
    return found


def _likely(connection: Connection, candidates: Sequence[Numbers]) -> Iterator[Numbers]:
    """Those of the candidates whose signatures promise a pair."""
    for start in range(0, len(candidates), PAIRS):
        part = candidates[start : start + PAIRS]
        known = _signatures(connection, sorted({number for pair in part for number in pair}))
        for pair in part:
            (one, size), (other, other_size) = known[pair[0]], known[pair[1]]
            if may_be_pair(likely(one, other), (size, other_size)):
                yield pair


def _signatures(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[bytes, int]]:
    """The signature of each text, and how many shingles it has."""
    found: dict[int, tuple[bytes, int]] = {}
    query = select(texts.c.number, texts.c.signature, texts.c.shingles)
    for start in range(0, len(numbers), KEYS):
        part = query.where(texts.c.number.in_(numbers[start : start + KEYS]))
        found |= {row[0]: (bytes(row[1]), row[2]) for row in connection.execute(part)}
    return found


def _is_pair(reader: _Reader, first: int, second: int) -> bool:
    one, other = reader.content(first), reader.content(second)
    return one is not None and other is not None and rule_of(compare(one, other)) is not None


class _Reader:
    """Texts by their numbers; those used last are kept."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.content = lru_cache(KEPT)(self._content)

    def _content(self, number: int) -> Content | None:
        """What is compared of a text; None if all its records changed since they were signed."""
        for row in self.connection.execute(_RECORDS, {"number": number}):
            words = words_of(json.loads(row.record)["text"])
            if digest_of(words) == bytes(row.digest):
                return content_of(words)
        return None
