"""The home page, the pages of a tab's listing, and the soft 404."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from newsportal.demo import boxes
from newsportal.demo.archive import Archive
from newsportal.demo.edition import Edition
from newsportal.demo.frame import Head, framed
from newsportal.demo.headlines import Headline
from newsportal.demo.tabs import PORTAL_TITLE, TABS

PAGE_SIZE = 20
ON_HOME = 5
"""Articles of each tab on the home page."""

DELETED_TAB, DELETED_RANK = 0, 3
"""The first page of this tab links a deleted article, after so many others."""

DELETED_SLUG = "thong-bao-tam-ngung-cap-nuoc-sinh-hoat"
DELETED_TITLE = "Thông báo tạm ngừng cấp nước sinh hoạt"

NOT_FOUND = "Không tìm thấy trang"


def deleted_path(archive: Archive) -> str:
    """The address that the first listing links although nothing is there any more."""
    listed = archive.before(DELETED_TAB, archive.stock)
    index = archive.at(DELETED_TAB, max(0, listed - DELETED_RANK)) if listed else 0
    # The number lies between two articles' numbers, which go up by three.
    return f"{TABS[DELETED_TAB].listing}/ID/{archive.number(index) - 1}/{DELETED_SLUG}"


def last_page(edition: Edition, tab: int) -> int:
    """The number of the last page that lists something; 1 where nothing does."""
    return max(1, -(-edition.listed(tab) // PAGE_SIZE))


def page_path(tab: int, number: int) -> str:
    """The address of a page of a listing."""
    return TABS[tab].listing + (f"/currentpage/{number}" if number > 1 else "")


def ranks(edition: Edition, tab: int, number: int) -> range:
    """The places that a page of a tab's listing shows; none beyond the last page."""
    return range((number - 1) * PAGE_SIZE, min(number * PAGE_SIZE, edition.listed(tab)))


Around = Callable[[Sequence[Headline]], str]
"""What a page adds below the articles that it lists."""


def listing(edition: Edition, tab: int, number: int, traps: Around | None = None) -> str:
    """One page of a tab's listing, the newest first; beyond the last an empty one.

    With ``traps``, the last one again and again.
    """
    shown = min(number, last_page(edition, tab)) if traps else number
    indexes = [edition.newest(tab, rank) for rank in ranks(edition, tab, shown)]
    items = [item(edition, index, tab) for index in indexes]
    if (tab, number) == (DELETED_TAB, 1):
        items.insert(DELETED_RANK, _deleted_item(edition))
    name = TABS[tab].name
    center = (
        f'<div class="DnnModule danh-sach" id="dnn_ctr398_ModuleContent">'
        f'<h2 class="ten-chuyen-muc">{name}</h2>\n'
        + "\n".join(items)
        + f"</div>\n{_pager(edition, tab, number, endless=traps is not None)}"
    )
    if traps:
        center += traps([edition.headline(index) for index in indexes])
    head = Head(name, page_path(tab, number), tab, today=edition.today)
    return framed(head, center, boxes.newest(edition))


def item(edition: Edition, index: int, tab: int) -> str:
    """An article as a listing has it, at its address under a tab."""
    headline, sapo = edition.headline(index), edition.headlines.lead(index)
    lead = f'<div class="mo-ta">{escape(sapo)}</div>' if sapo else ""
    return (
        f'<div class="muc-tin">{_link(headline, tab)}<span class="ngay-tin">{_moment(headline)}'
        f"</span>{lead}</div>"
    )


def home(edition: Edition, traps: Around | None = None) -> str:
    """The newest articles of every tab."""
    shown = {
        tab: [edition.newest(tab, rank) for rank in range(min(ON_HOME, edition.listed(tab)))]
        for tab in range(len(TABS))
    }
    center = "\n".join(_home_block(edition, tab, indexes) for tab, indexes in shown.items())
    if traps:
        center += traps([edition.headline(index) for each in shown.values() for index in each])
    side = boxes.photo_library(edition) + boxes.websites(as_select=True)
    return framed(Head("Trang chủ", "/", today=edition.today), center, side)


def not_found(edition: Edition, path: str) -> str:
    """The page that says, with status 200, that there is none."""
    center = (
        '<div class="DnnModule thong-bao" id="dnn_ctr400_ModuleContent">'
        f'<h2 class="ten-chuyen-muc">{NOT_FOUND}</h2>'
        '<p class="loi-nhan">Trang bạn yêu cầu không tồn tại hoặc đã bị xóa.</p>'
        f'<p class="loi-nhan"><a href="/">Về trang chủ {PORTAL_TITLE}</a></p></div>'
    )
    return framed(Head(NOT_FOUND, escape(path), today=edition.today), center, "")


def _link(headline: Headline, tab: int) -> str:
    title = escape(headline.title)
    return f'<h4 class="ten-tin"><a href="{headline.path(tab)}">{title}</a></h4>'


def _moment(headline: Headline) -> str:
    when = headline.published
    return f"{when.day}/{when.month}/{when.year} {when.hour}:{when.minute:02}"


def _deleted_item(edition: Edition) -> str:
    path = deleted_path(edition.headlines.archive)
    link = f'<h4 class="ten-tin"><a href="{path}">{DELETED_TITLE}</a></h4>'
    return f'<div class="muc-tin">{link}</div>'


def _pager(edition: Edition, tab: int, number: int, endless: bool) -> str:
    last = last_page(edition, tab)
    near = sorted({1, last, *range(max(1, number - 4), min(last, number + 4) + 1)})
    links = [
        f'<span class="trang-nay">{each}</span>' if each == number else _page_link(tab, each, each)
        for each in near
    ]
    if number < last or endless:
        links.append(_page_link(tab, number + 1, "Trang sau"))
    return f'<div class="phan-trang" id="dnn_ctr398_PhanTrang">{" ".join(links)}</div>'


def _page_link(tab: int, number: int, text: int | str) -> str:
    return f'<a class="so-trang" href="{page_path(tab, number)}">{text}</a>'


def _home_block(edition: Edition, tab: int, indexes: Iterable[int]) -> str:
    items = "".join(
        f'<div class="muc-tin">{_link(edition.headline(index), tab)}</div>' for index in indexes
    )
    name = f'<a href="{TABS[tab].listing}">{TABS[tab].name}</a>'
    return f'<div class="DnnModule danh-sach"><h2 class="ten-chuyen-muc">{name}</h2>{items}</div>'
