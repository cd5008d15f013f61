"""What commands say of a portal that was never seen to work, and what a check notes of one."""

from __future__ import annotations

from collections.abc import Iterable

from newsportal.cli.stores import opened
from newsportal.clock import Clock
from newsportal.crawl import store_url
from newsportal.portals import portal_named
from newsportal.report import Report
from newsportal.store import Store
from newsportal.store.database import is_made
from newsportal.store.verified import keep_verification, verifications

FIRST = 10
"""So many pages without a record, and none with one, say that the declaration does not fit."""

UNREAD = ("no-article", "listing", "soft-404")
"""Refusals of a page that may be an article in another markup."""


def seen_by_user() -> dict[str, tuple[str, str]]:
    """The user's own verifications: moment and what was seen, by portal.

    Raises:
        StoreError: The store is there and cannot be used.
    """
    if not is_made(store_url()):
        return {}
    with opened() as store:
        return verifications(store)


def warnings(names: Iterable[str]) -> list[str]:
    """A sentence for each portal that neither its declaration nor a check says to work.

    Raises:
        UnknownPortalError, StoreError: As in `portal_named` and `seen_by_user`.
    """
    doubtful = [name for name in names if portal_named(name).verified is None]
    own = seen_by_user() if doubtful else {}
    return [
        f"{name} has never been verified on real pages; `newsportal check {name}` does that"
        for name in doubtful
        if name not in own
    ]


def note(report: Report) -> str:
    """Keep in the store what a check that succeeded saw; a line that says so.

    Raises:
        StoreError: It cannot be kept.
    """
    from newsportal import settings

    seen = f"{len(report.samples)} articles made a record; by {report.identity}"
    store = Store(store_url(), Clock.stated(settings.NEWSPORTAL_NOW).stamp)
    try:
        keep_verification(store, report.portal, seen)
        return f"verified, {store.clock()[:10]}; `newsportal portals` shows it"
    finally:
        store.close()


def misfit(report: Report, first: int = FIRST) -> str | None:
    """What to do where pages were had and none made a record of use; None where one did.

    A page whose address is an article's may make a record of a title alone.
    """
    unread = sum(report.refused[each] for each in UNREAD)
    bare = report.flags["missing_text"]
    shown = report.covered["images"] + report.covered["attachments"]
    if report.pages < first or bare < report.records or shown or not unread + bare:
        return None
    portal = portal_named(report.portal)
    return (
        f"newsportal: none of {report.pages} pages of {portal.name} made a record with a text: the "
        f"site is not what was declared. `newsportal portal new {portal.root}` makes a declaration "
        f"from its pages as they are; `newsportal portal repair {portal.name}` learns a Layout"
    )
