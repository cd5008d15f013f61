"""What stands around the content of every page: head, header, menu, footer, in one form."""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from newsportal.demo.headlines import VINH_SON, day_line
from newsportal.demo.tabs import HOST, PORTAL_TITLE, TABS

TODAY = date(2026, 10, 30)
"""The day that the portal's clock shows, later than every article; with days, the opening day."""

TODAY_LINE = day_line(TODAY)
PROVINCE_LINE = VINH_SON.name
"""The header kept the paper's old province after the merger, as papers do."""

FORBIDDEN = "/vi-vn/noi-bo/ID/9/tai-lieu"
"""Linked from every page, and closed by robots.txt."""

DESCRIPTION = f"{PORTAL_TITLE} điện tử - Tiếng nói của Đảng bộ, chính quyền và nhân dân địa phương"
VIEWSTATE_BYTES = 3_600
"""What ASP.NET carries along in a hidden field."""

_STYLE = """
body{font:15px/1.6 Arial,sans-serif;margin:0;color:#222}.khung{max-width:1060px;margin:auto}
.dau-trang{border-bottom:3px solid #b00;padding:12px}.thuc-don{background:#b00;padding:0}
.thuc-don li{display:inline-block;padding:8px 14px}.thuc-don a{color:#fff;text-decoration:none}
.than-trang{display:flex}.cot-giua{flex:3;padding:16px}.cot-phai{flex:1;padding:16px}
.tieu-de-tin{font-size:26px;line-height:1.3}.tom-luoc{font-weight:bold}.ngay-dang{color:#777}
.khung-anh{text-align:center}.chu-thich{font-style:italic}.nhan-khoi{border-bottom:1px solid #b00}
"""
_SCRIPT = """
//<![CDATA[
var theForm = document.forms['Form'];
if (!theForm) { theForm = document.Form; }
function __doPostBack(eventTarget, eventArgument) {
    if (!theForm.onsubmit || (theForm.onsubmit() != false)) {
        theForm.__EVENTTARGET.value = eventTarget;
        theForm.__EVENTARGUMENT.value = eventArgument;
        theForm.submit();
    }
}
function dnn_initMenu(n) { for (var i = 0; i < n; i++) { if (i < 1 && n > 2) { return '<ul>'; } } }
//]]>
"""


_PAGE = """<!DOCTYPE html>
<html lang="vi-VN">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{title} - {portal}</title>
<meta name="GENERATOR" content="DotNetNuke" />
{meta}
<style>{style}</style>
<script type="text/javascript">{script}</script>
</head>
<body id="Body">
<form method="post" action="{path}" id="Form" enctype="multipart/form-data">
<div class="an-di">
<input type="hidden" name="__EVENTTARGET" id="__EVENTTARGET" value="" />
<input type="hidden" name="__EVENTARGUMENT" id="__EVENTARGUMENT" value="" />
<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="{viewstate}" />
</div>
<div class="khung" id="dnn_Khung">
{header}
{menu}
{crumbs}
<div class="than-trang">
<div class="cot-giua" id="dnn_ContentPane">
{center}
</div>
<div class="cot-phai" id="dnn_RightPane">
{side}
</div>
</div>
{footer}
</div>
</form>
</body>
</html>
"""


class Head(NamedTuple):
    """What the frame needs to know of its page."""

    title: str
    path: str
    """Address of this page."""

    tab: int | None = None
    meta: str = ""
    """Further elements of the head."""

    today: date = TODAY
    """The day that the clock shows."""


def meta(**contents: str) -> str:
    """Meta elements by name; ``og_url`` stands for the property ``og:url``."""
    return "\n".join(
        f'<meta property="{name.replace("_", ":")}" content="{escape(content)}" />'
        if name.startswith("og_")
        else f'<meta name="{name}" content="{escape(content)}" />'
        for name, content in contents.items()
    )


def framed(head: Head, center: str, side: str) -> str:
    """A whole page: one ASP.NET form around header, menu, two columns and footer."""
    return _PAGE.format(
        title=escape(head.title),
        portal=PORTAL_TITLE,
        meta=head.meta or meta(description=DESCRIPTION),
        style=_STYLE,
        script=_SCRIPT,
        path=head.path,
        viewstate=_viewstate(head.path),
        header=_header(head.path, day_line(head.today)),
        menu=_MENU,
        crumbs=breadcrumb(head.tab),
        center=center,
        side=side,
        footer=_FOOTER,
    )


def breadcrumb(tab: int | None) -> str:
    """The way from the home page to a tab."""
    last = "" if tab is None else _crumb(tab)
    return (
        '<div class="duong-dan" id="dnn_DuongDan"><a class="muc-dau" href="/">Trang chủ</a>'
        f"{last}</div>"
    )


def _crumb(tab: int) -> str:
    shown = TABS[tab]
    return (
        f' <span class="ngan-cach">›</span> <a class="muc" href="{shown.listing}">{shown.name}</a>'
    )


def _viewstate(path: str) -> str:
    """Bytes that look like a page's state and follow from its address."""
    return base64.b64encode(hashlib.shake_128(path.encode()).digest(VIEWSTATE_BYTES)).decode()


def _header(path: str, today: str) -> str:
    return f"""<div class="dau-trang" id="dnn_DauTrang">
<div class="bieu-trung"><a id="dnn_dnnLOGO_hypLogo" href="/" title="{PORTAL_TITLE}"><img \
src="/Portals/0/logo.png" alt="{PORTAL_TITLE}" width="320" height="90" /></a></div>
<div class="dau-phai">
<div class="ngay-hom-nay" id="dnn_dnnCURRENTDATE_lblDate">{today}</div>
<div class="ten-tinh" id="dnn_lblTinh">{PROVINCE_LINE}</div>
<div class="dang-nhap"><a id="dnn_dnnLOGIN_loginLink" rel="nofollow" \
href="/Login?returnurl={quote(path, safe="")}">Đăng nhập</a></div>
</div>
</div>"""


_MENU = "\n".join(
    [
        '<ul class="thuc-don" id="dnn_ThucDon">',
        '<li class="muc-cha"><a href="/"><span>Trang chủ</span></a></li>',
        *(
            f'<li class="muc-cha" id="dnn_Muc{number}"><a href="{tab.listing}">'
            f"<span>{tab.name}</span></a></li>"
            for number, tab in enumerate(TABS)
        ),
        f'<li class="muc-cha"><a href="{FORBIDDEN}"><span>Tài liệu nội bộ</span></a></li>',
        "</ul>",
    ]
)
_FOOTER = f"""<div class="chan-trang" id="dnn_ChanTrang">
<div class="toa-soan">{PORTAL_TITLE} điện tử. Cơ quan chủ quản: Tỉnh ủy {VINH_SON.name}</div>
<div class="toa-soan">Tổng Biên tập: Mạc Công Trọng. Giấy phép số 000/GP-BTTTT</div>
<div class="toa-soan">Tòa soạn: Số 0, đường Đồng Mít. Điện thoại: (0000) 000 000</div>
<div class="ban-quyen">© Bản quyền thuộc về {PORTAL_TITLE}. Ghi rõ nguồn “{HOST[7:]}” khi phát \
hành lại thông tin từ trang này.</div>
</div>"""
