"""Plots as inline SVG: columns in time, a histogram, and bars beside names.

Horizontal places are shares of the width and vertical ones pixels, so that a plot fills any width
while its letters keep their size. Axis labels stand in the margins, which the style sheet gives.
Tooltips are <title> elements; nothing needs a script. The series of a plot are the classes s0, s1
and so on, whose colours are the style sheet's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from newsportal.pages.axes import round_ticks
from newsportal.pages.elements import el, number, shortened

HEIGHT = 220
"""Pixels of the plotting area of upright plots."""

_TOP, _NAMES, _BOTTOM, _ROW = 14, 44, 28, 24
"""Pixels above an upright plot, above one with names of marks, below it, and of a row of bars."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One upright bar, its parts from the foot up."""

    title: str
    """What the tooltip says."""

    parts: tuple[int, ...]
    """A number for each series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar beside its name."""

    label: str
    parts: tuple[tuple[str, float], ...]
    """Class of a part, and its share of the plot's width."""

    value: str
    """The number at the right end."""

    share: str = ""
    """A second number after it."""

    title: str = ""
    stripes: tuple[tuple[str, float], ...] = ()
    """Thin bars one below the other in the place of one: class and share of each."""

    lang: str | None = None
    """The language of the label where it is not the page's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An upright line across a plot, named above it."""

    at: float
    """Its place, as a share of the width."""

    label: str
    anchor: str = "middle"
    row: int = 0
    """How many lines below the top its name stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """What is named along the foot of a plot."""

    ticks: Sequence[tuple[float, str]] = ()
    """Place as a share of the width, and name."""

    marks: Sequence[Mark] = field(default_factory=tuple)
    gap: float = 0.15
    """The share of a column's width that stays free."""


def columns(label: str, shown: Sequence[Column], axis: Axis) -> Any:
    """Upright bars side by side, their parts one over the other.

    ``label`` says what the picture shows to whoever does not see it.
    """
    top = max((sum(each.parts) for each in shown), default=0)
    ticks = round_ticks(top)
    scale = HEIGHT / ticks[-1]
    parts: list[Any] = [_rule(HEIGHT - tick * scale, number(tick)) for tick in ticks]
    width = 1 / max(1, len(shown))
    for place, each in enumerate(shown):
        parts.append(_column(each, place * width, (width, axis.gap), scale))
    parts += [_tick(at, name, place) for place, (at, name) in enumerate(axis.ticks)]
    parts += [_mark(mark) for mark in axis.marks]
    above = _NAMES if axis.marks else _TOP
    moved = el("g", parts, transform=f"translate(0 {above})")
    return _picture(label, "upright", above + HEIGHT + _BOTTOM, [moved])


def _picture(label: str, kind: str, height: int, parts: list[Any]) -> Any:
    return el("svg", parts, class_=f"plot {kind}", role="img", aria_label=label, height=height)


def _rule(y: float, name: str) -> Any:
    line = el(
        "line",
        class_="rule" if y < HEIGHT else "foot",
        x1="0",
        x2="100%",
        y1=_pixels(y),
        y2=_pixels(y),
    )
    return el("g", line, el("text", name, class_="scale", x="-8", y=_pixels(y + 4)))


def _column(each: Column, left: float, size: tuple[float, float], scale: float) -> Any:
    width, gap = size
    made = [
        el("title", each.title),
        el("rect", class_="hover", x=_share(left), width=_share(width), y="0", height=HEIGHT),
    ]
    foot = float(HEIGHT)
    for series, count in enumerate(each.parts):
        if count:
            height = count * scale
            foot -= height
            made.append(
                el(
                    "rect", class_=f"s{series}", x=_share(left + width * gap / 2), y=_pixels(foot),
                    width=_share(width * (1 - gap)), height=_pixels(height),
                )
            )  # fmt: skip
    return el("g", made, class_="column")


def _tick(at: float, name: str, place: int) -> Any:
    """A name below the axis; every second one gives way where the page is narrow."""
    x = _share(at)
    line = el("line", class_="tick", x1=x, x2=x, y1=HEIGHT, y2=HEIGHT + 5)
    text = el("text", name, class_="when", x=x, y=HEIGHT + 20)
    return el("g", line, text, class_="minor" if place % 2 else None)


def _mark(mark: Mark) -> Any:
    y = 14 * mark.row - 34
    line = el("line", class_="mark", x1=_share(mark.at), x2=_share(mark.at), y1=y + 4, y2=HEIGHT)
    text = el(
        "text", mark.label, class_="mark", x=_share(mark.at), y=y,
        text_anchor=mark.anchor,
    )  # fmt: skip
    return el("g", line, text)


def bars(label: str, shown: Sequence[Bar], track: bool = True) -> Any:
    """Bars that lie beside their names, a number at the end of each.

    With ``track`` the whole width is all there is, and is seen behind each bar.
    """
    first = _room([each.value for each in shown])
    both = first + _room([each.share for each in shown])
    parts = [_bar(each, place * _ROW, track, (first, both)) for place, each in enumerate(shown)]
    made = _picture(label, "lying", max(1, len(shown)) * _ROW, parts)
    made.set("style", f"--numbers:{both}px")
    return made


def _room(numbers: Sequence[str]) -> int:
    """Pixels that a column of numbers takes, with the space before it.

    >>> _room(["100%", "3%"]), _room([""])
    (46, 0)
    """
    longest = max((len(each) for each in numbers), default=0)
    return 18 + 7 * longest if longest else 0


def _bar(each: Bar, y: int, track: bool, room: tuple[int, int]) -> Any:
    base = y + 16
    made = [
        el("title", each.title or f"{each.label}: {each.value} {each.share}".rstrip()),
        el("text", shortened(each.label), class_="name", x="-10", y=base, lang=each.lang),
        el("rect", class_="track" if track else "hover", x="0", width="100%", y=y + 5, height=14),
    ]
    left = 0.0
    for kind, share in each.parts:
        if share:
            made.append(
                el("rect", class_=kind, x=_share(left), width=_share(share), y=y + 5, height=14)
            )
            left += share
    for place, (kind, share) in enumerate(each.stripes):
        high = 14 / len(each.stripes)
        top = _pixels(y + 5 + high * place)
        made.append(
            el("rect", class_=kind, x="0", width=_share(share), y=top, height=_pixels(high))
        )
    made.append(el("text", each.value, class_="value", x="100%", dx=room[0], y=base))
    if each.share:
        made.append(el("text", each.share, class_="value dim", x="100%", dx=room[1], y=base))
    return el("g", made, class_="row")


def _share(value: float) -> str:
    """A share of the width, as SVG writes it.

    >>> _share(0.5), _share(1 / 3)
    ('50%', '33.333%')
    """
    return f"{100 * value:.3f}".rstrip("0").rstrip(".") + "%"


def _pixels(value: float) -> str:
    """Pixels with at most one decimal.

    >>> _pixels(12.0), _pixels(12.345)
    ('12', '12.3')
    """
    return f"{value:.1f}".removesuffix(".0")
