"""Near-duplicates among the stored records: one pass over what is new, changed or gone.

Sign the texts, compare those that share a band, group what is linked. Each step writes in batches,
a transaction each, and takes from the store what is left to do: a pass that was killed goes on
where it stopped. What it comes to follows from the records alone, in whatever order and in however
many passes they came.

A group is named by the id of its first record: the earliest published, of several the one of the
shortest id, then the first by id. A later member changes no name; an earlier one that joins
renames the group, and so does the loss of the first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, func, select

from newsportal.dataset.comparing import compare_new
from newsportal.dataset.forgetting import renew_common
from newsportal.dataset.grouping import count_groups, group_all
from newsportal.dataset.signing import forget_gone, forget_unused, sign_new
from newsportal.store.schema import articles, pairs, signatures

KEYS = 500
"""Records that one statement asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a pass did, and what is in the store after it."""

    documents: int
    """Records that have a text."""

    without_text: int
    signed: int
    """Records that were new or changed."""

    removed: int
    """Records that are no more in the store."""

    candidates: int
    """Pairs of texts that share a band and were not compared before."""

    read: int
    """Those whose signatures are alike, so that the texts were compared."""

    verified: int
    """Those that are near-duplicates."""

    pairs: int
    """Pairs of texts in all that are near-duplicates."""

    common_bands: int
    """Bands that too many texts share, and that were not followed."""

    clusters: int
    members: int
    relations: dict[str, int]

    def to_dict(self) -> dict[str, Any]:
        """The counts as plain data."""
        return asdict(self)


class Place(NamedTuple):
    """Where a record stands among its near-duplicates; all None for one that has none."""

    cluster: str | None
    duplicate_of: str | None
    """None in the first record of a group, which is to be kept."""

    relation: str | None


def find_near(engine: Engine) -> Counts:
    """Bring the groups of near-duplicates up to date with the records.

    Two passes must not run at once on a store.

    Raises:
        StoreError: rensa is not installed.
    """
    removed = forget_gone(engine)
    signed = sign_new(engine)
    forget_unused(engine)
    with engine.begin() as connection:
        common = renew_common(connection)
    compared = compare_new(engine)
    group_all(engine)
    with engine.connect() as connection:
        clusters, members, relations = count_groups(connection)
        total = connection.execute(select(func.count()).select_from(articles)).scalar_one()
        documents = connection.execute(select(func.count()).select_from(signatures)).scalar_one()
        linked = connection.execute(select(func.count()).select_from(pairs)).scalar_one()
    return Counts(
        documents=documents, without_text=total - documents, signed=signed, removed=removed,
        candidates=compared.candidates, read=compared.read, verified=compared.found, pairs=linked,
        common_bands=common, clusters=clusters, members=members, relations=relations,
    )  # fmt: skip


def clusters_of(
    connection: Connection, keys: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], Place]:
    """Where records stand, by portal and id, as of the last pass.

    Without those that it did not see as they are now.

    Needs no extra.
    """
    wanted: dict[str, list[str]] = {}
    for portal, key in keys:
        wanted.setdefault(portal, []).append(key)
    columns = (
        signatures.c.id, signatures.c.cluster, signatures.c.duplicate_of, signatures.c.relation,
    )  # fmt: skip
    same = (articles.c.portal == signatures.c.portal) & (articles.c.id == signatures.c.id)
    same &= articles.c.fingerprint == signatures.c.fingerprint
    found: dict[tuple[str, str], Place] = {}
    for portal, ids in wanted.items():
        for start in range(0, len(ids), KEYS):
            part = signatures.c.id.in_(ids[start : start + KEYS])
            query = select(*columns).join(articles, same).where(signatures.c.portal == portal, part)
            for row in connection.execute(query):
                found[portal, row.id] = Place(row.cluster, row.duplicate_of, row.relation)
    return found
