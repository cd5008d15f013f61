"""What the portal shows at one moment: which articles, and in which order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from newsportal.demo.frame import TODAY
from newsportal.demo.headlines import Headline, Headlines
from newsportal.demo.order import Order
from newsportal.demo.timeline import Day, Deletion, Edit


class Edition:
    """The articles of an archive up to a number, but for the deleted ones.

    The newest stand on top of every listing, and among them those that were edited and moved.
    """

    def __init__(
        self,
        headlines: Headlines,
        count: int,
        now: datetime = datetime.combine(TODAY, time()),  # noqa: B008 - it never changes
        past: Iterable[tuple[int, Day]] = (),
    ) -> None:
        """Take the first ``count`` articles, and what happened to them in the ``past``.

        The past is told as pairs, for each day in turn: how many articles there were at its end,
        and what happened.
        """
        self.headlines, self.count, self.now = headlines, count, now
        self.edits: dict[int, Edit] = {}
        self.deleted: dict[int, Deletion] = {}
        self._moved: dict[int, int] = {}
        for there, day in past:
            self.deleted.update((each.at, each) for each in day.deletions)
            self.edits.update((each.at, each) for each in day.edits)
            self._moved.update((each.at, there) for each in day.edits if each.moves)
        self._archive = headlines.archive
        self._live = Order(count, self.deleted)
        self._orders: dict[int, Order] = {}

    def headline(self, index: int) -> Headline:
        """An article as others refer to it."""
        return self.headlines.of(index)

    def index_of(self, number: int) -> int | None:
        """The article with that id in the CMS, or None if none is to be seen."""
        index = self._archive.index_of(number)
        return index if index is not None and self._is_live(index) else None

    def deletion_of(self, number: int) -> Deletion | None:
        """How the article with that id in the CMS ended, if it did."""
        index = self._archive.index_of(number)
        return None if index is None else self.deleted.get(index)

    def changed(self, index: int) -> datetime:
        """When an article was last written."""
        edit = self.edits.get(index)
        return edit.when if edit else self._archive.published(index)

    def _is_live(self, index: int) -> bool:
        return index < self.count and index not in self.deleted

    @property
    def today(self) -> date:
        """The day that the portal's clock shows."""
        return self.now.date()

    # -- all articles in the order of their publication

    def __len__(self) -> int:
        """How many articles are to be seen."""
        return len(self._live)

    def live(self, place: int) -> int:
        """The article at a place among those that are to be seen, 0 being the oldest."""
        return self._live.at(place)

    def latest(self, number: int, tab: int | None = None) -> list[int]:
        """The articles of a tab, or of all, that were published last, the newest first."""
        found: list[int] = []
        for index in range(self.count - 1, -1, -1):
            if len(found) == number:
                break
            if self._is_live(index) and (tab is None or tab in self._archive.slot(index).tabs):
                found.append(index)
        return found

    def within(self, places: range) -> Iterator[int]:
        """The articles to be seen between two places in the archive, in its order."""
        return (index for index in places if self._is_live(index))

    def between(self, begin: datetime, end: datetime) -> list[int]:
        """The articles that were published between two moments, the newest first."""
        published, everything = self._archive.published, range(self.count)
        first = bisect_left(everything, begin, key=published)
        last = bisect_right(everything, end, key=published)
        return [*self.within(everything[first:last])][::-1]

    def last_change(self, places: range) -> datetime:
        """When an article between two places in the archive was last written."""
        newest = next(self.within(places[::-1]), places[-1])
        edited = (edit.when for index, edit in self.edits.items() if index in places)
        return max([self.changed(newest), *edited])

    # -- the listings

    def listed(self, tab: int) -> int:
        """How many articles a tab lists."""
        return len(self._order(tab))

    def newest(self, tab: int, rank: int) -> int:
        """The article at ``rank`` in a tab's listing, 0 being on top."""
        return self._archive.at(tab, self._order(tab).at(self.listed(tab) - 1 - rank))

    def rank(self, tab: int, index: int) -> int:
        """Where an article stands in a tab's listing."""
        return self.listed(tab) - 1 - self._order(tab).place(self._archive.before(tab, index))

    def _order(self, tab: int) -> Order:
        if tab not in self._orders:
            self._orders[tab] = self._ordered(tab)
        return self._orders[tab]

    def _ordered(self, tab: int) -> Order:
        """A tab's articles, the oldest at place 0; a moved one above all that were there."""
        before, slot = self._archive.before, self._archive.slot
        gone = [before(tab, each) for each in self.deleted if tab in slot(each).tabs]
        moved = {
            before(tab, index): before(tab, there)
            for index, there in self._moved.items()
            if tab in slot(index).tabs and index not in self.deleted
        }
        return Order(before(tab, self.count), gone, moved)
