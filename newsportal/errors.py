"""What this package raises: one type for a page that makes no record, others for declarations."""

from __future__ import annotations

REASONS: dict[str, str] = {
    "empty": "the input is empty",
    "binary": "the input is neither HTML nor text",
    "too-large": "the input is larger than 10 MiB",
    "no-article": "the page has no text that could be an article's",
    "listing": "the page lists articles: a section or a home page",
    "soft-404": "the page says that there is no such page",
    "login-wall": "the page asks for a login and shows nothing else",
    "maintenance": "the page says that the site is out of service; a crawl tries it again",
    "script-challenge": "the page is a script that tests the browser; a crawl tries it again",
    "encoded-body": "the body is encoded for a script to decode; it is not decoded",
    "other-article": "the address was answered with another page",
    "tdm-reserved": "text and data mining of the page is reserved, and that is to be respected",
    "withdrawn": "the article was withdrawn from the dataset; it is not fetched or stored again",
    "before-since": "published before the day given with --since",
    "after-until": "published after the day given with --until",
    "wrong-address": "not an http or https address",
    "no-address": "no address is known for the page",
    "refused-address": "the portal declares this address as no article of its own",
    "trap-length": "the address is longer than 1,000 characters, as those are that grow",
    "trap-depth": "the path has more than 16 segments, as those have that grow",
    "trap-repeated-segment": "the path names a segment more than 2 times, as relative links do",
    "trap-query-keys": "the query has more than 24 keys, as filters have that combine",
    "trap-key-sets": "`fetch`: the path was asked with 8 other sets of keys: filters combine",
    "trap-pattern": "`fetch`: 50 pages of such addresses gave no new record: a calendar, a pager",
    "trap-pages": "the listing was left after 5,000 pages; `--backfill` goes on from there",
}
"""Why an input makes no record; `ExtractionError.reason` is one of these. Those that begin with
trap- are of addresses that may have no end, `newsportal.discover.traps`."""

OUT_OF_SERVICE = ("maintenance", "script-challenge")
"""Reasons that say nothing of the page that was asked for, but that its host wants a pause."""


class NewsportalError(Exception):
    """Every error that this package raises on purpose."""


class ExtractionError(NewsportalError):
    """The input makes no record.

    ``reason`` is a key of `REASONS`; the message is a sentence for people.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason = reason
        super().__init__(REASONS[reason] + (f": {detail}" if detail else ""))


class DeclarationError(NewsportalError, ValueError):
    """A portal is declared wrongly; raised when its file is imported."""


class StoreError(NewsportalError):
    """The store cannot be opened or used; the message says why and what to do."""


class ArgumentError(NewsportalError, ValueError):
    """An argument of a crawl is wrong; the message says which, and what there is."""


class BusyError(NewsportalError):
    """Another run works on the same portal in the same output folder."""


class UnknownPortalError(NewsportalError, LookupError):
    """No portal of that name is declared."""
