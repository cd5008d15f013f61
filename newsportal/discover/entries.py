"""What feeds, sitemaps and archives list: which addresses are articles, and of which section."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from newsportal.discover.feeds import Listed
from newsportal.discover.listing import Entry, address_refusal, article_address, belongs
from newsportal.portal import SLUG, Portal, Section
from newsportal.text.dates import read_date
from newsportal.urls import article_id, article_match, host_of

LEFT: dict[str, str] = {
    "offsite": "on no host of the portal",
    "not-article": "no article's address: a section, a tag, a page of its own",
    "other-section": "of another section than those that were chosen",
    "no-address": "an entry without an address",
    "over-limit": "beyond the 50,000 addresses that a file may list",
    "too-large": "beyond the 50 MB that a file may have unpacked, or an entry beyond 1 MB",
    "truncated": "behind the place where a packed file breaks off",
    "too-deep": "a sitemap below more indexes than are followed, or one that was read already",
    "over-budget": "a sitemap beyond --max-pages",
}
"""Why an address that a feed, a sitemap or an archive lists is left alone. These are counted by
source, and are not among the addresses that a run found."""

# Two numbers and a year: some feeds write the month first.
_AMBIGUOUS = re.compile(r"(?<!\d)\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}(?!\d)")


MAX_SLUG = 100
"""Characters of a section's slug."""


@dataclass(slots=True)
class Sorted:
    """Entries by the slug of their section, and how many addresses are none, by reason."""

    entries: dict[str, list[Entry]] = field(default_factory=dict)
    left: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Sorter:
    """Sorts what a source lists for a run of a portal."""

    portal: Portal
    chosen: Sequence[Section] = ()
    """The sections that were chosen; none where all are read."""

    def sort(self, listed: Iterable[Entry | Listed], own: Section | None = None) -> Sorted:
        """The articles that a source lists; ``own`` is the section that it belongs to, if any."""
        found = Sorted()
        for each in listed:
            if host_of(each.url) not in self.portal.hosts:
                found.left["offsite"] += 1
            elif article_match(each.url, self.portal) is None:
                found.left["not-article"] += 1
            elif (slug := self._slug(each.url, own)) is None:
                found.left["other-section"] += 1
            else:
                found.entries.setdefault(slug, []).append(self._entry(each))
        return found

    def _slug(self, url: str, own: Section | None) -> str | None:
        """The slug of an article's section; None where it is none of those that were chosen."""
        among = self.chosen or self.portal.sections
        named = {each.path: belongs(url, each, self.portal) for each in among}
        fitting = [each for each in among if named[each.path]]
        if fitting:
            return max(fitting, key=lambda each: len(each.path)).slug
        if own is not None and (own in among) and None in named.values():
            return own.slug
        if self.chosen:
            return None
        stated = (article_match(url, self.portal) or {}).get("section", "").rsplit("/", 1)[-1]
        return stated if re.fullmatch(SLUG, stated) and len(stated) <= MAX_SLUG else ""

    def _entry(self, listed: Entry | Listed) -> Entry:
        if isinstance(listed, Entry):
            return listed
        url = article_address(in_scheme(listed.url, self.portal), self.portal)
        return Entry(
            id=article_id(url, self.portal),
            url=url,
            title=listed.title,
            date=day_of(listed.date),
            refused=address_refusal(url, self.portal),
        )


def in_scheme(url: str, portal: Portal) -> str:
    """An address of the portal in the scheme that it declares: feeds are older than certificates.

    >>> from newsportal.portals import portal_named
    >>> in_scheme("http://sotttt.hanoi.gov.vn/vi/a", portal_named("sotttt_hanoi"))
    'https://sotttt.hanoi.gov.vn/vi/a'
    """
    parts = urlsplit(url)
    if parts.port is not None or host_of(url) not in portal.hosts:
        return url
    return parts._replace(scheme=portal.scheme).geturl()


def day_of(stated: str | None) -> str | None:
    """The ISO day in Vietnam that a feed states; None where it may be read in two ways.

    >>> day_of("Mon, 02 Mar 2026 23:30:00 GMT"), day_of("3/2/2026 8:00:00 AM")
    ('2026-03-03', None)
    """
    date = read_date(stated) if stated and not _AMBIGUOUS.search(stated) else None
    return date.value[:10] if date is not None else None


def section_of_feed(path: str, portal: Portal) -> Section | None:
    """The section whose slug a feed's file is named like, or None.

    >>> from newsportal.portals import portal_named
    >>> demo = portal_named("demo")
    >>> section_of_feed("/rss/kinh-te.rss", demo).name, section_of_feed("/rss/home.rss", demo)
    ('Kinh tế', None)
    """
    name = re.sub(r"\.\w+$", "", urlsplit(path).path.rstrip("/").rsplit("/", 1)[-1])
    return next((each for each in portal.sections if each.slug == name), None)
