"""A run's proof that the site it asks is the portal: once, by its first pages."""

from __future__ import annotations

from collections.abc import Callable

from lxml.etree import _Element
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from newsportal.extensions import RunKeeper
from newsportal.failures import failure_reason
from newsportal.identity import ITSELF, STRANGE, Verdict, judge, read_signs, strange_site
from newsportal.portal import Portal
from newsportal.portals import successor_hosts
from newsportal.responses import stated_type, tree_of
from newsportal.road import kind_of
from newsportal.urls import host_of

NO_SIGN = ("soft-404", "maintenance", "script-challenge", "empty", "binary")
"""Kinds of pages that a portal's own server may show in any language and under any title."""

Addresses = tuple[Callable[[str], str], Callable[[str], str]]
"""The address that is asked for a page of the portal, and the portal's own of one answered."""


class Proof:
    """Whether the site of a run was seen to be the portal; a strange one ends the run."""

    def __init__(
        self, crawler: Crawler, keeper: RunKeeper, portal: Portal, addresses: Addresses
    ) -> None:
        self.crawler, self.keeper, self.portal = crawler, keeper, portal
        self.fetched_from, self.own = addresses
        self.given = False

    async def holds(self, root: _Element, response: Response) -> bool:
        """Whether a page may be used: it is not that of a strange site.

        A strange page alone does not tell: the home page has the last word.
        """
        if self.given or self.keeper.report.strange:
            return self.given
        verdict = self._judged(root, response)
        if verdict is not None and verdict.kind == STRANGE:
            home = await self._home(response.url)
            verdict = home if home is not None and home.kind == ITSELF else verdict
        return self._note(verdict)

    async def seek(self) -> bool:
        """Whether articles may be asked for, though no listing gave the proof."""
        if self.given or self.keeper.report.strange:
            return self.given
        return self._note(await self._home(""))

    def _note(self, verdict: Verdict | None) -> bool:
        if verdict is None:
            return True
        self.keeper.report.identity = verdict.seen
        self.given = verdict.kind == ITSELF
        if verdict.kind == STRANGE:
            self.keeper.refuse_site(strange_site(verdict.seen, self.portal))
        return verdict.kind != STRANGE

    def _judged(self, root: _Element, response: Response) -> Verdict | None:
        """The verdict on a page, or None where it says nothing of whose the site is."""
        if host_of(self.own(response.url)) in successor_hosts(self.portal):
            self.keeper.report.identity = f"led to its successor, {host_of(response.url)}"
            return None
        verdict = judge(read_signs(root, self.own(response.url), self.portal), self.portal)
        if verdict.kind != STRANGE:
            return verdict
        kind = kind_of(response.body, response.url, stated_type(response))
        return None if kind in NO_SIGN else verdict

    async def _home(self, but: str) -> Verdict | None:
        """The verdict on the home page, if it can be had and is not the page ``but``."""
        request = Request(self.fetched_from(f"{self.portal.root}/"))
        if request.url == but:
            return None
        try:
            response = await self.crawler.engine.download_async(request)
            if response.status != 200:
                self.keeper.listing_failed("home", request.url, f"http-{response.status}")
                return None
            return self._judged(tree_of(response), response)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted by its name
            self.keeper.listing_failed("home", request.url, failure_reason(error)[1], error)
            return None
