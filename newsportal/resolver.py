"""Names to addresses, none of them private: a public name may point into the own network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from newsportal.gate import is_public, literal_address

LET_THROUGH: set[str] = set()
"""Hosts that may be private: those that were named for tests and mirrors."""

REFUSED: set[str] = set()
"""Names that led to a private address. Twisted keeps no more of an error than its text."""


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver, which then refuses what is not public.

    What it answers is what is connected to, so a name that changes between a check and the
    connection gains nothing.
    """

    def getHostByName(  # noqa: N802 - the name is Twisted's
        self, name: str, timeout: Sequence[int] = ()
    ) -> Deferred[str]:
        """The IPv4 address of ``name``.

        Raises:
            DNSLookupError: It is not public, or there is none.
        """
        answer = super().getHostByName(name, timeout)
        answer.addCallback(_checked, name)
        return answer


def _checked(found: Any, name: str) -> Any:
    address = literal_address(str(found))
    if name in LET_THROUGH or (address is not None and is_public(address)):
        return found
    REFUSED.add(name)
    raise DNSLookupError(f"{name} leads to {found}, which is no public address")
