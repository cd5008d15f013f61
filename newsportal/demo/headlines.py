"""What listings and link boxes need of an article: cheap enough for twenty of them a page."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from math import prod
from typing import NamedTuple

from newsportal.demo.archive import SEED_FORM_INDEX, Archive
from newsportal.demo.dice import Dice
from newsportal.demo.language import Subject, Voice, slug
from newsportal.demo.names import COMMUNES, commune
from newsportal.demo.tabs import IMAGES, TABS

CACHED = 4096
"""Headlines kept in memory: neighbours and the newest are asked for again and again."""

_STRIDE = 1_000_003
"""A prime that divides no table's length: neighbours get unlike subjects, and all are distinct."""

WEEKDAYS = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")


class Province(NamedTuple):
    """What the province is called."""

    name: str
    code: str


VINH_SON, PHU_SON = Province("Vĩnh Sơn", "VN-98"), Province("Phú Sơn", "VN-97")
MERGED = datetime(2025, 7, 1)  # noqa: DTZ001  # local time, as all times of the portal
"""When Vĩnh Sơn became part of Phú Sơn."""


def province_on(day: datetime) -> Province:
    """The province that the portal belonged to."""
    return VINH_SON if day < MERGED else PHU_SON


def day_line(day: date) -> str:
    """A day as the portal prints it.

    >>> day_line(datetime(2022, 12, 1)), day_line(datetime(2026, 10, 25))
    ('Thứ Năm, 1/12/2022', 'Chủ Nhật, 25/10/2026')
    """
    number = day.weekday()
    weekday = f"Thứ {WEEKDAYS[number]}" if number < len(WEEKDAYS) else "Chủ Nhật"
    return f"{weekday}, {day.day}/{day.month}/{day.year}"


class Headline(NamedTuple):
    """An article as others refer to it."""

    at: int
    """Its index in the archive."""

    number: int
    title: str
    slug: str
    published: datetime
    tabs: tuple[int, ...]

    def path(self, tab: int) -> str:
        """The article's address under a tab."""
        return f"{TABS[tab].listing}/ID/{self.number}/{self.slug}"

    @property
    def home(self) -> str:
        """The article's address under its first tab."""
        return self.path(self.tabs[0])

    @property
    def photo(self) -> str:
        """Where the article's pictures lie, up to their number."""
        when = self.published
        return f"/Portals/0/HinhAnh/{when.year}/{when.month}/{self.number}"


class Headlines:
    """All headlines of an archive, made when asked for."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._offset = Dice(f"{archive.seed}-subjects").between(0, COMMUNES * 1000)
        self.of = lru_cache(CACHED)(self._make)

    def subject(self, index: int) -> Subject:
        """What an article is about. No two have the same subject: the map is one to one."""
        home = self.archive.slot(index).tabs[0]
        tab = TABS[home]
        sizes = (COMMUNES, len(tab.topics), len(tab.aims), len(tab.patterns))
        rest = (index * _STRIDE + self._offset) % prod(sizes)
        digits = []
        for size in sizes:
            rest, digit = divmod(rest, size)
            digits.append(digit)
        place, topic, aim, pattern = digits
        return Subject(
            home, commune(place), tab.topics[topic], tab.aims[aim], tab.patterns[pattern]
        )

    def voice(self, index: int, part: str) -> Voice:
        """The writer of one part of an article; parts do not disturb each other."""
        dice = Dice(f"{self.archive.seed}-{index}-{part}")
        published = self.archive.published(index)
        return Voice(dice, self.subject(index), published, province_on(published).name)

    def lead(self, index: int) -> str | None:
        """The sapo that three articles of five have."""
        index = self.archive.original(index)
        plain = IMAGES not in self.archive.slot(index).tabs and index != SEED_FORM_INDEX
        voice = self.voice(index, "lead")
        return voice.say("lead") if voice.dice.chance(60) and plain else None

    def _make(self, index: int) -> Headline:
        original = self.archive.original(index)
        title = self.voice(original, "title").headline(self.subject(original))
        return Headline(
            index,
            self.archive.number(index),
            title,
            slug(title),
            self.archive.published(index),
            self.archive.slot(index).tabs,
        )
