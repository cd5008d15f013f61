"""Which article stands where: its number, tabs, date and forerunner, by arithmetic alone.

A plan of a hundred slots is repeated through the archive, so that an article is found, and a page
of a listing filled, without counting through the others.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from newsportal.demo.dice import Dice
from newsportal.demo.stock import TRAPS
from newsportal.demo.tabs import IMAGES

SHARES = (30, 15, 20, 15, 12, 8)
"""Of a hundred articles, how many stand in each tab."""

IN_TWO_TABS, PUBLISHED_AGAIN, TRAPPED = 10, 3, 3
PERIOD = sum(SHARES)

FIRST_NUMBER, STEP = 20_011, 3
"""The CMS gives numbers to other things as well, so articles have every third."""

SEED_FORM_INDEX = 7
"""The article that has exactly the form of the seed: one tab, nothing odd."""

SEED_FORM_ID = f"demo:{FIRST_NUMBER + STEP * SEED_FORM_INDEX}"
SEED_FORM_TAB = 1

MAX_SIZE = 1_000_000
"""Above it headlines would repeat."""

OPENS, MINUTES_A_DAY = time(5, 0), 18 * 60
"""The newsroom publishes from 5:00 to 22:59."""

_FIRST_DAY, _LAST_DAY = date(2016, 1, 1), date(2026, 10, 29)


class Era(NamedTuple):
    """Days through which articles are published evenly."""

    first: date
    days: int
    articles: int


def until_today(articles: int) -> Era:
    """All the years before the day that the portal's clock shows."""
    return Era(_FIRST_DAY, (_LAST_DAY - _FIRST_DAY).days + 1, articles)


class Slot(NamedTuple):
    """What holds for every hundredth article."""

    tabs: tuple[int, ...]
    """In the order of the menu; the first is the article's home."""

    back: int = 0
    """About how many articles back the one stands that is published again here."""

    trapped: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether the article may be published again later."""
        return not self.back and not self.trapped and IMAGES not in self.tabs


def plan(seed: int) -> list[Slot]:
    """The hundred slots."""
    dice = Dice(f"{seed}-plan")
    slots = dice.shuffled([Slot((tab,)) for tab, share in enumerate(SHARES) for _ in range(share)])
    at = next(n for n, slot in enumerate(slots) if slot.tabs == (SEED_FORM_TAB,))
    slots[at], slots[SEED_FORM_INDEX] = slots[SEED_FORM_INDEX], slots[at]
    free = [n for n, slot in enumerate(slots) if slot.is_plain and n != SEED_FORM_INDEX]
    chosen = iter(dice.shuffled(free))
    for _ in range(IN_TWO_TABS):
        at = next(chosen)
        others = [tab for tab in range(IMAGES) if tab not in slots[at].tabs]
        slots[at] = Slot(tuple(sorted((*slots[at].tabs, dice.pick(others)))))
    for _ in range(PUBLISHED_AGAIN):
        at = next(chosen)
        slots[at] = slots[at]._replace(back=dice.between(5, 40))
    for _ in range(TRAPPED):
        at = next(chosen)
        slots[at] = slots[at]._replace(trapped=True)
    return slots


class Archive:
    """The places of ``size`` articles; index 0 is the oldest."""

    def __init__(self, size: int, seed: int, eras: tuple[Era, ...] = ()) -> None:
        """Lay the articles out over ``eras``, by default evenly over the years until today.

        Raises:
            ValueError: ``size`` is not between 1 and `MAX_SIZE`.
        """
        if not 1 <= size <= MAX_SIZE:
            raise ValueError(f"a portal has 1 to {MAX_SIZE:,} articles, not {size:,}")
        self.size, self.seed = size, seed
        self._eras = eras or (until_today(size),)
        self.stock = self._eras[0].articles
        """How many articles were published before the days begin."""

        self._plan = plan(seed)
        self._in_tab = [
            [n for n, slot in enumerate(self._plan) if tab in slot.tabs]
            for tab in range(len(SHARES))
        ]
        self._trapped = [n for n, slot in enumerate(self._plan) if slot.trapped]

    def slot(self, index: int) -> Slot:
        """What the plan says of an article."""
        return self._plan[index % PERIOD]

    def number(self, index: int) -> int:
        """An article's id in the CMS."""
        return FIRST_NUMBER + STEP * index

    def record_id(self, index: int) -> str:
        """The id of an article's record."""
        return f"demo:{self.number(index)}"

    def index_of(self, number: int) -> int | None:
        """The article with that id in the CMS, or None."""
        index, rest = divmod(number - FIRST_NUMBER, STEP)
        return index if rest == 0 and 0 <= index < self.size else None

    def published(self, index: int) -> datetime:
        """When an article went out, Vietnamese time; no two in the same minute."""
        era, at = self._eras[0], index
        if at >= self.stock:
            era, at = self._eras[1], index - self.stock
        minutes = era.days * MINUTES_A_DAY
        first = minutes * at // era.articles
        room = minutes * (at + 1) // era.articles - first
        minute = first + Dice(f"{self.seed}-{index}-minute").between(0, room - 1)
        day, minute = divmod(minute, MINUTES_A_DAY)
        return datetime.combine(era.first, OPENS) + timedelta(days=day, minutes=minute)

    def original(self, index: int) -> int:
        """The earlier article whose text an article repeats; most repeat none but their own."""
        if not self.slot(index).back:
            return index
        earlier = index - self.slot(index).back
        while earlier >= 0 and (
            not self.slot(earlier).is_plain or earlier % PERIOD == SEED_FORM_INDEX
        ):
            earlier -= 1
        return earlier if earlier >= 0 else index

    def trap(self, index: int) -> str | None:
        """Which of `TRAPS` an article sets; all come round in turn."""
        if not self.slot(index).trapped:
            return None
        turn = index // PERIOD * len(self._trapped) + self._trapped.index(index % PERIOD)
        return tuple(TRAPS)[turn % len(TRAPS)]

    def before(self, tab: int, index: int) -> int:
        """How many of a tab's articles are older than an article."""
        block, place = divmod(index, PERIOD)
        return block * len(self._in_tab[tab]) + bisect_left(self._in_tab[tab], place)

    def at(self, tab: int, place: int) -> int:
        """The article at a place in a tab, 0 being the oldest."""
        block, place = divmod(place, len(self._in_tab[tab]))
        return block * PERIOD + self._in_tab[tab][place]
