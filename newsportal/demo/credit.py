"""Who is credited: the byline in its printed forms, and the credit at the end of a caption."""

from __future__ import annotations

from typing import NamedTuple

from newsportal.demo.dice import Dice
from newsportal.demo.names import pen_name

BYLINES = (
    (32, "{pen}"),
    (10, "{PEN}"),
    (12, "Bài, ảnh: {pen}"),
    (10, "Tin, ảnh: {pen}"),
    (10, "{pen} - {second}"),
    (8, "Theo TTXVN"),
    (10, "P.V"),
    (8, ""),
)
"""Weights and forms; the last line of the body."""

CAPTIONS = ((50, "{caption}"), (25, "{caption}.| Ảnh: {pen}"), (25, "{caption}| (Ảnh: {pen})"))
"""Weights and forms; the bar stands before the credit."""

NEWSROOM = "P.V"


class Byline(NamedTuple):
    """A byline as printed, and whom it credits."""

    raw: str | None
    authors: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()
    source: str | None = None


class Caption(NamedTuple):
    """A caption as printed, and its parts."""

    printed: str
    words: str
    credit: str | None


def byline(dice: Dice) -> Byline:
    """A byline in one of the forms."""
    form = dice.weighed(BYLINES)
    pen, second = pen_name(dice), pen_name(dice)
    raw = form.format(pen=pen, PEN=pen.upper(), second=second)
    if form.startswith("Theo "):
        return Byline(raw, source=raw.removeprefix("Theo "))
    if "{" not in form:
        return Byline(raw or None)
    # Both throws may fall alike; then two names are one author.
    authors = tuple(dict.fromkeys((pen, second))) if "{second}" in form else (pen,)
    return Byline(raw, authors, authors if "ảnh" in form else ())


def seed_form_byline(dice: Dice) -> Byline:
    """A pen name alone on its line."""
    pen = pen_name(dice)
    return Byline(pen, (pen,))


def caption(dice: Dice, words: str, plain: bool) -> Caption:
    """A caption, with a credit unless it is to be ``plain``."""
    form = CAPTIONS[0][1] if plain else dice.weighed(CAPTIONS)
    before, _, after = form.partition("|")
    pen = pen_name(dice)
    words = before.format(caption=words)
    return Caption(words + after.format(pen=pen), words, pen if after else None)
