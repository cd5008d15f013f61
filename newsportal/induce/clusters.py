"""Pages of one site by their template: what classes and ids they have in common."""

from __future__ import annotations

from collections.abc import Sequence

from newsportal.induce.sample import Sample

ALIKE = 0.4
"""Share of the names of two pages that both have, from which one template made them."""


def signature(sample: Sample) -> frozenset[str]:
    """The classes and ids of a page, but those with digits, which often count articles."""
    names = {key for key in sample.known if key[0] in ".#"}
    plain = {key for key in names if not any(map(str.isdigit, key))}
    return frozenset(plain if len(plain) >= len(names) / 4 else names)


def clustered(samples: Sequence[Sample]) -> list[list[Sample]]:
    """The samples by template, the largest group first, in the order in which they came."""
    groups: list[tuple[list[frozenset[str]], list[Sample]]] = []
    for sample in samples:
        own = signature(sample)
        near = [group for group in groups if any(alike(own, each) for each in group[0])]
        far = [group for group in groups if not any(group is each for each in near)]
        signatures = [each for group in near for each in group[0]]
        members = [each for group in near for each in group[1]]
        groups = [*far, ([*signatures, own], [*members, sample])]
    return sorted((members for _, members in groups), key=len, reverse=True)


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two signatures are of one template.

    >>> alike(frozenset("abcd"), frozenset("abce")), alike(frozenset("ab"), frozenset("xy"))
    (True, False)
    """
    return len(one & other) >= ALIKE * len(one | other)
