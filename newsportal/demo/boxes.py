"""The boilerplate around an article: link boxes, photos, web links and the feedback form."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from newsportal.demo.edition import Edition
from newsportal.demo.headlines import Headline
from newsportal.demo.tabs import IMAGES

FEEDBACK, OTHERS, PHOTOS, WEBSITES, NEWEST = LABELS = (
    "Phản hồi",
    "Các tin khác",
    "Thư viện ảnh",
    "Liên kết website",
    "Mới nhất",
)
"""The printed labels, in the order of the page."""

RELATED = "Tin liên quan"
"""The label of the box inside some bodies."""

PARTNERS = tuple(
    (name, f"/LinkClick.aspx?link={number}&amp;tabid=61")
    for number, name in enumerate(
        (
            "Cổng thông tin điện tử tỉnh",
            "Đài Phát thanh và Truyền hình",
            "Sở Văn hóa và Thể thao",
            "Thư viện tỉnh",
            "Hội Nhà báo tỉnh",
        ),
        120,
    )
)
"""Other sites, through the portal's own counter of clicks: no page links off the loopback."""

_OTHERS, _PHOTOS, _NEWEST = 6, 4, 8
"""How many links the boxes hold."""


def box(name: str, label: str, content: str = "") -> str:
    """A labelled box; empty where there is nothing in it."""
    return (
        f'<div class="khoi khoi-{name}" id="dnn_khoi_{name}">'
        f'<h3 class="nhan-khoi"><span>{label}</span></h3>{content}</div>'
    )


def empty_boxes() -> str:
    """The boxes' labels alone."""
    return "\n".join(box(f"trong-{number}", label) for number, label in enumerate(LABELS))


def feedback() -> str:
    """The form for readers' comments; no form element, because one is around the whole page."""
    fields = "\n".join(
        f'<div class="o-nhap"><label for="dnn_txt{name}">{label}</label>'
        f'<input type="text" name="dnn$txt{name}" id="dnn_txt{name}" class="o-chu" /></div>'
        for name, label in (("HoTen", "Họ và tên"), ("Email", "Email"), ("TieuDe", "Tiêu đề"))
    )
    return box(
        "phan-hoi",
        FEEDBACK,
        f'{fields}<div class="o-nhap"><textarea name="dnn$txtNoiDung" id="dnn_txtNoiDung" rows="6" '
        'cols="60" class="o-chu"></textarea></div><div class="o-nhap"><input type="submit" '
        'name="dnn$btnGui" id="dnn_btnGui" class="nut" value="Gửi" /></div>',
    )


def others(edition: Edition, index: int, tab: int, dated: bool) -> str:
    """The next articles of the same tab, the newest ones after the oldest."""
    count, rank = edition.listed(tab), edition.rank(tab, index)
    ranks = ((rank + step) % count for step in range(1, min(_OTHERS, count - 1) + 1))
    linked = (edition.headline(edition.newest(tab, each)) for each in ranks)
    return box("tin-khac", OTHERS, _link_list(linked, tab, dated))


def related(edition: Edition, index: int, tab: int) -> str:
    """The box that some articles carry inside their body: two later articles of the tab."""
    count, rank = edition.listed(tab), edition.rank(tab, index)
    ranks = {(rank - step) % count for step in (3, 5)} - {rank}
    linked = (edition.headline(edition.newest(tab, each)) for each in sorted(ranks))
    links = "".join(f"<li>{_link(each, tab)}</li>" for each in linked)
    return f'<div class="tinlienquan"><b>{RELATED}</b><ul>{links}</ul></div>'


def photo_library(edition: Edition) -> str:
    """The newest photo pages, each as a linked picture and a linked title."""
    shown = range(min(_PHOTOS, edition.listed(IMAGES)))
    items = (_photo(edition.headline(edition.newest(IMAGES, rank))) for rank in shown)
    return box("thu-vien", PHOTOS, f'<ul class="ds-anh">{"".join(items)}</ul>')


def websites(as_select: bool) -> str:
    """Links to partners, as a list to choose from or as links."""
    if as_select:
        options = "".join(f'<option value="{url}">{name}</option>' for name, url in PARTNERS)
        content = f'<select class="ds-web" name="dnn$ddlWeb" id="dnn_ddlWeb">{options}</select>'
    else:
        links = "".join(f'<li><a href="{url}">{name}</a></li>' for name, url in PARTNERS)
        content = f'<ul class="ds-web">{links}</ul>'
    return box("lien-ket", WEBSITES, content)


def newest(edition: Edition) -> str:
    """The newest articles of all tabs."""
    linked = (edition.headline(index) for index in edition.latest(_NEWEST))
    items = "".join(f"<li>{_link(each, each.tabs[0])}</li>" for each in linked)
    return box("moi-nhat", NEWEST, f'<ul class="ds-tin">{items}</ul>')


def _link_list(linked: Iterable[Headline], tab: int, dated: bool) -> str:
    items = "".join(f"<li>{_link(each, tab)}{_day(each) if dated else ''}</li>" for each in linked)
    return f'<ul class="ds-tin">{items}</ul>'


def _link(headline: Headline, tab: int) -> str:
    title = escape(headline.title)
    return f'<a class="lien-ket-tin" href="{headline.path(tab)}" title="{title}">{title}</a>'


def _day(headline: Headline) -> str:
    when = headline.published
    return f' <span class="ngay-nho">({when.day}/{when.month}/{when.year})</span>'


def _photo(headline: Headline) -> str:
    title, path = escape(headline.title), headline.path(IMAGES)
    return (
        f'<li><a class="anh-nho" href="{path}"><img src="{headline.photo}-1.jpg" alt="{title}" '
        f'width="120" height="80" /></a><a class="lien-ket-anh" href="{path}">{title}</a></li>'
    )
