"""What the portal shows at one moment: which articles, and in which order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import datetime, time

from newsportal.demo.frame import TODAY
from newsportal.demo.headlines import Headline, Headlines


class Edition:
    """All articles of an archive, the newest on top of every listing."""

    def __init__(self, headlines: Headlines) -> None:
        self.headlines = headlines
        self.today = TODAY
        self.now = datetime.combine(TODAY, time())
        """The moment that the portal's clock shows."""

        self._archive = headlines.archive
        self.count = self._archive.size
        """Articles that were published so far: those with a smaller index."""

    def headline(self, index: int) -> Headline:
        """An article as others refer to it."""
        return self.headlines.of(index)

    def index_of(self, number: int) -> int | None:
        """The article with that id in the CMS, or None if none is to be seen."""
        return self._archive.index_of(number)

    def changed(self, index: int) -> datetime:
        """When an article was last written."""
        return self._archive.published(index)

    # -- the listings

    def listed(self, tab: int) -> int:
        """How many articles a tab lists."""
        return self._archive.before(tab, self.count)

    def newest(self, tab: int, rank: int) -> int:
        """The article at ``rank`` in a tab's listing, 0 being on top."""
        return self._archive.at(tab, self.listed(tab) - 1 - rank)

    def rank(self, tab: int, index: int) -> int:
        """Where an article stands in a tab's listing."""
        return self.listed(tab) - 1 - self._archive.before(tab, index)

    # -- by date of publication

    def latest(self, number: int, tab: int | None = None) -> list[int]:
        """The articles of a tab, or of all, that were published last, the newest first."""
        found: list[int] = []
        for index in range(self.count - 1, -1, -1):
            if len(found) == number:
                break
            if tab is None or tab in self._archive.slot(index).tabs:
                found.append(index)
        return found

    def within(self, places: range) -> Iterator[int]:
        """The articles that are to be seen between two places in the archive, the oldest first."""
        yield from range(places.start, min(places.stop, self.count))

    def between(self, begin: datetime, end: datetime) -> list[int]:
        """The articles that were published between two moments, the newest first."""
        published, everything = self._archive.published, range(self.count)
        first = bisect_left(everything, begin, key=published)
        last = bisect_right(everything, end, key=published)
        return list(self.within(range(first, last)))[::-1]

    def last_change(self, places: range) -> datetime:
        """When an article between two places was last written."""
        return self.changed(places[-1])
