"""The archive by date: a page for each day of the calendar, linked to the day before and after.

There are days without end, and most of them are empty: a trap for a crawler, and an honest one.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

from newsportal.demo.edition import Edition
from newsportal.demo.frame import Head, framed
from newsportal.demo.headlines import day_line
from newsportal.demo.listings import item

_ADDRESS = re.compile(r"/vi-vn/luu-tru/(\d{4}-\d\d-\d\d)")
_STEPS = ((-1, "Ngày trước"), (1, "Ngày sau"))


def day_path(day: date) -> str:
    """The address of a day's page.

    >>> day_path(date(2022, 12, 1))
    '/vi-vn/luu-tru/2022-12-01'
    """
    return f"/vi-vn/luu-tru/{day.isoformat()}"


def page(edition: Edition, path: str) -> str | None:
    """The page of a day; None for an address of none, such as 30 February."""
    asked = _ADDRESS.fullmatch(path)
    if asked is None:
        return None
    try:
        return _page(edition, date.fromisoformat(asked[1]))
    except ValueError:
        return None


def _page(edition: Edition, day: date) -> str:
    """All articles of a day, the newest first, each at its home."""
    found = edition.between(datetime.combine(day, time.min), datetime.combine(day, time.max))
    items = [item(edition, index, edition.headline(index).tabs[0]) for index in found]
    title = f"Lưu trữ: {day_line(day)}"
    center = (
        '<div class="DnnModule danh-sach" id="dnn_ctr402_ModuleContent">'
        f'<h2 class="ten-chuyen-muc">{title}</h2>\n'
        + "\n".join(items)
        + f'</div>\n<div class="phan-trang" id="dnn_ctr402_PhanTrang">{_neighbours(day)}</div>'
    )
    return framed(Head(title, day_path(day), today=edition.today), center, "")


def _neighbours(day: date) -> str:
    """Links to the day before and the day after, as far as there are days in Python."""
    ordinals = ((day.toordinal() + step, text) for step, text in _STEPS)
    return " ".join(
        f'<a class="so-trang" href="{day_path(date.fromordinal(ordinal))}">{text}</a>'
        for ordinal, text in ordinals
        if 1 <= ordinal <= date.max.toordinal()
    )
