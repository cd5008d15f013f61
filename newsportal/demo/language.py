"""How the portal writes: phrases of the stock, filled and joined into Vietnamese prose."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from functools import cache
from typing import NamedTuple

from newsportal.demo.dice import Dice
from newsportal.demo.names import HAMLETS, man, woman
from newsportal.demo.stock import COMMON, Stock
from newsportal.demo.stock_civic import CHINH_TRI, GIAO_DUC, THOI_SU
from newsportal.demo.stock_country import ANH, KINH_TE, VAN_HOA

STOCKS: tuple[Stock, ...] = tuple(
    {**COMMON, **{name: COMMON.get(name, ()) + phrases for name, phrases in own.items()}}
    for own in (THOI_SU, CHINH_TRI, KINH_TE, VAN_HOA, GIAO_DUC, ANH)
)
"""For each tab, its own phrases beside those of all."""

_SLOT = re.compile(r"\{(\w+)(?::(\d+)-(\d+))?\}")
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")


HAMLETS_NAMED = 3
"""How many hamlets one article speaks of."""


class Subject(NamedTuple):
    """What an article is about."""

    tab: int
    commune: str
    topic: str
    aim: str
    pattern: str
    """Of the headline."""


def capital(text: str) -> str:
    """``text`` with a capital at its start."""
    return text[:1].upper() + text[1:]


def slug(title: str) -> str:
    """A title as addresses carry it.

    >>> slug("Lũng Đài: Đẩy mạnh trồng rau an toàn")
    'lung-dai-day-manh-trong-rau-an-toan'
    """
    plain = unicodedata.normalize("NFD", title.lower().replace("đ", "d"))
    return _BETWEEN_WORDS.sub("-", "".join(filter(str.isascii, plain))).strip("-")


class Slot(NamedTuple):
    """A place in a phrase that is to be filled, and the text after it."""

    name: str
    is_capital: bool
    low: int
    high: int
    after: str


@cache  # the stock is finite
def _parts(phrase: str) -> tuple[str, tuple[Slot, ...]]:
    """The text before the first slot, and the slots."""
    first, *rest = _SLOT.split(phrase)
    slots = zip(rest[::4], rest[1::4], rest[2::4], rest[3::4], strict=True)
    return first, tuple(
        Slot(name.lower(), not name.islower(), int(low or 0), int(high or 0), after)
        for name, low, high, after in slots
    )


class Voice:
    """The writer of one article: says each phrase of the stock once before any comes again."""

    def __init__(self, dice: Dice, subject: Subject, published: datetime, province: str) -> None:
        self.dice = dice
        self.published = published
        self._stock = STOCKS[subject.tab]
        self._left: dict[str, list[str]] = {}
        self._hamlets = [dice.pick(HAMLETS) for _ in range(HAMLETS_NAMED)]
        self._known = {
            "place": f"xã {subject.commune}",
            "name": subject.commune,
            "topic": subject.topic,
            "aim": subject.aim,
            "province": province,
            "day": f"{published.day}/{published.month}",
        }

    def know(self, name: str, text: str) -> None:
        """Fill the slot ``name`` with ``text`` from now on."""
        self._known[name] = text

    def headline(self, subject: Subject) -> str:
        """The title of the article."""
        return capital(self.fill(subject.pattern))

    def say(self, name: str) -> str:
        """One filled phrase of the stock."""
        left = self._left.get(name)
        if not left:
            left = self._left[name] = list(self._stock[name])
        chosen = self.dice.between(0, len(left) - 1)
        left[chosen], left[-1] = left[-1], left[chosen]
        return self.fill(left.pop())

    def sentences(self, number: int) -> str:
        """Some sentences of running text."""
        return " ".join(self.say("sentence") for _ in range(number))

    def fill(self, phrase: str) -> str:
        """``phrase`` with its slots filled."""
        text, slots = _parts(phrase)
        for name, is_capital, low, high, after in slots:
            if high:
                word = f"{self.dice.between(low, high):,}".replace(",", ".")
            else:
                word = self._known.get(name) or self._word(name)
            text += (capital(word) if is_capital else word) + after
        return text

    def _word(self, name: str) -> str:
        if name == "hamlet":
            return self.dice.pick(self._hamlets)
        if name in ("man", "woman"):
            return man(self.dice) if name == "man" else woman(self.dice)
        return self.say(name)
