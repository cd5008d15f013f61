"""MinHash signatures, and the bands by which those that may be alike are found.

A signature has 128 numbers, each of which two texts share with the probability of their Jaccard
similarity s (Broder 1997). A band is four numbers; two texts of which no band is the same are never
compared. Of those that share a fraction s of their shingles, 1 - (1 - s^4)^32 are:

========== ==== ==== ==== ==== ==== ==== ==== =====
similarity .10  .20  .30  .40  .50  .60  .70  .80
compared   .003 .050 .229 .564 .873 .988 1.00 1.00
========== ==== ==== ==== ==== ==== ==== ==== =====

The steepest part is at (1/32)^(1/4) = .42. FineWeb-2 takes 14 bands of 8, for .72: there a band is
the whole decision, here each pair that shares one is compared exactly (`alike`), so that a wide net
costs time and no precision.
"""

from __future__ import annotations

import importlib
import struct
from collections.abc import Sequence
from operator import eq
from typing import Any

from newsportal.errors import StoreError

BANDS, ROWS = 32, 4
HASHES = BANDS * ROWS

SEED = 1
"""Signatures are kept: another seed, or another algorithm of rensa's, needs them made anew."""

_PACKED = struct.Struct(f"<{HASHES}I").pack
_HALVES = struct.Struct(f"<{HASHES // 2}Q").unpack
_ODD, _ODD_TOO, _ALL = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, (1 << 64) - 1


def sign(texts: Sequence[list[bytes]]) -> list[bytes]:
    """The signature of each text, given as its shingles: 128 numbers of 32 bits, little-endian.

    The same shingles give the same bytes on every machine.

    Raises:
        StoreError: rensa is not installed.
    """
    try:
        rensa: Any = importlib.import_module("rensa")
    except ModuleNotFoundError as error:
        raise StoreError("near-duplicates need rensa: pip install 'newsportal[data]'") from error
    matrix = rensa.RMinHash.digest_matrix_from_token_byte_sets(texts, HASHES, SEED)
    return [_PACKED(*row) for row in matrix.to_rows()]


def bands_of(signature: bytes) -> list[int]:
    """The key of each band: its number and its four hashes, mixed into 64 bits with a sign.

    Two bands that fall on one key by chance cost a comparison, nothing else.

    >>> len(set(bands_of(bytes(512))))
    32
    """
    halves = _HALVES(signature)
    return [
        ((one * _ODD ^ (other + number) * _ODD_TOO) & _ALL) - (1 << 63)
        for number, (one, other) in enumerate(zip(halves[::2], halves[1::2], strict=True))
    ]


def likely(one: bytes, other: bytes) -> float:
    """The similarity of two texts as their signatures estimate it, within .09 in 19 of 20.

    >>> likely(bytes(512), bytes(256) + bytes([1]) * 256)
    0.5
    """
    same: int = sum(map(eq, memoryview(one).cast("I"), memoryview(other).cast("I")))
    return same / HASHES
