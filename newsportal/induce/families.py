"""Families of content management systems, and the marks by which their pages are known.

A row is knowledge, not a Layout: it says what to expect, and where that was seen. Marks are of five
forms: ``#id``, ``.class`` (with ``*`` at the end, a beginning), ``path:`` and ``generator:`` with a
pattern, ``source:`` with a word that stands anywhere in the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.etree import _Element


@dataclass(frozen=True, kw_only=True, slots=True)
class Family:
    """One kind of system, as its pages show it."""

    name: str
    marks: tuple[str, ...]
    """What its pages show; one is enough, and the family of which most is shown is taken."""

    sites: tuple[str, ...] = ()
    """Hosts on which the marks were met."""

    source: str
    """Where the row is from: public code, stored pages, or an invented page alone."""

    refused: tuple[str, ...] = ()
    """Patterns of addresses of the system that are never articles: print twins, logins."""

    pager: str | None = None
    """The pattern of a listing's further pages, where the system has one of its own."""

    gallery: str | None = None
    """The pattern of photo pages, where they have addresses of their own."""


def family(name: str, marks: str, sites: str = "", *, source: str, **more: object) -> Family:
    """A row of the table; marks and sites are divided by white space."""
    return Family(
        name=name,
        marks=tuple(marks.split()),
        sites=tuple(sites.split()),
        source=source,
        **more,  # type: ignore[arg-type]  # the optional fields of a row
    )


PAGES, CODE = "stored pages", "public code"

FAMILIES: tuple[Family, ...] = (
    family(
        "MasterCMS",
        "source:__MASTERCMS_CONTENT source:__MB_MASTERCMS_EL .MASTERCMS_TPL_TABLE"
        " .article-detail-desc .article-detail-title .article-detail-source .format_date"
        " #content_detail_news",
        "suckhoeviet.org.vn baodautu.vn congthuong.vn baoquocte.vn thoibaotaichinhvietnam.vn",
        source=CODE,
    ),
    family(
        "b-maincontent",
        ".b-maincontent .sc-longform-header* .c-detail-head* .block-sc-publish-time",
        "baohaiphong.vn baonghean.vn baodanang.vn hanoimoi.vn congly.vn diendandoanhnghiep.vn",
        source=CODE,
    ),
    family("dcontent", "#dcontent", "baophutho.vn baothanhhoa.vn", source=CODE),
    family("newscontents", "#newscontents", "baocantho.com.vn baoangiang.com.vn", source=CODE),
    family(
        "VCCorp",
        ".detail-sapo .detail-cmain .detail-content.afcbc-body .afcbc-body"
        " .VCSortableInPreviewMode .VCObjectBoxRelatedNewsItemSapo .detail-title"
        " .knc-sapo .knc-content",
        "tuoitre.vn thanhnien.vn nld.com.vn cafef.vn cafebiz.vn baochinhphu.vn suckhoedoisong.vn",
        source=PAGES,
    ),
    family(
        "cms-body",
        ".zce-content-body .cms-body .article__sapo .article__body .cms-title",
        "baohatinh.vn baogialai.com.vn nhandan.vn tienphong.vn plo.vn sggp.org.vn vietnamplus.vn"
        " suckhoecongdongonline.vn giaoduc.net.vn",
        source=CODE,
    ),
    family(
        "page-detail",
        r".page-detail-meta path:^/[\w-]+/20\d{4}/[\w-]+-\d+$",
        "baoquangbinh.vn",
        source=CODE,
    ),
    family(
        "Liferay",
        "#p_p_id* .portlet-asset-publisher .journal-content-article .asset-full-content"
        " .lfr-* source:Liferay.ThemeDisplay path:/-/(?:asset_publisher|view_content|details)/",
        "sotttt.hanoi.gov.vn bacgiang.gov.vn baobacninh.com.vn",
        source=PAGES,
        refused=(r"/view_content/pop_up/", r"/c/portal/", r"p_p_state=pop_up"),
        pager=r"[?&]_101_cur=(?P<page>\d+)",
    ),
    family(
        "DotNetNuke",
        "generator:(?i)dotnetnuke .DNNModuleContent .DnnModule* .DNNContainer* #dnn_*"
        " source:ModGTModulesCMSC"
        r" path:(?i)/ID/\d+(?:/|$) path:(?i)/tabid/\d+/",
        "baovinhphuc.com.vn hueworldheritage.org.vn kiemsoatbenhtatphutho.gov.vn"
        " congchuc.quangninh.gov.vn",
        source=CODE,
        refused=(r"(?i)^/login", r"(?i)^/admin/", r"(?i)ctl/login", r"(?i)dnnprintmode"),
        pager=r"(?i)/currentpage/(?P<page>\d+)",
        gallery=r"(?i)/multimedia/images/id/\d+",
    ),
    family(
        "SharePoint",
        "generator:(?i)sharepoint #s4-workspace #MSOLayout* #MSO_* path:(?i)/Lists/"
        " path:(?i)/_layouts/",
        "vinhphuc.gov.vn",
        source=CODE,
        refused=(r"(?i)/_layouts/", r"(?i)print="),
    ),
    family(
        "ASP.NET WebForms",
        "source:__VIEWSTATE source:TT_TinChiTiet path:(?i)/Default\\.aspx",
        "",
        source=CODE,
        refused=(r"(?i)/login\.aspx",),
    ),
    family(
        "NukeViet",
        "generator:(?i)nukeviet #news-bodyhtml .news_column source:nv_base_siteurl",
        source=CODE,
        refused=(r"/print/", r"/savefile/", r"^/users/"),
    ),
    family(
        "WordPress",
        "generator:(?i)wordpress source:/wp-content/ .entry-content .td-post-content .hentry",
        "baokhanhhoa.vn tintaynguyen.com",
        source=CODE,
        refused=(r"/wp-(?:admin|login|json)", r"[?&]replytocom="),
    ),
    family(
        "bbg addresses",
        r"path:\.bbg$ path:-postid\d+\. path:^/bg2?/",
        "baobacgiang.vn",
        source=CODE,
    ),
    family(
        "content_detail",
        "#content_detail .news-detail__head",
        "baoninhbinh.org.vn bacninhtv.vn",
        source=CODE,
    ),
    family("date.font5", ".date.font5", "baohungyen.vn baoquangninh.vn", source=CODE),
    family("laodong", ".chappeau #gallery-ctt path:\\.ldo$", "laodong.vn", source=CODE),
    family("vietnamnet", ".content-detail-sapo #maincontent", "vietnamnet.vn", source=CODE),
    family(
        "vinhphuctv", r"path:^/tin-bai/[\w-]+/[\w-]+/\d+-\d+-\d+$", "vinhphuctv.vn", source=PAGES
    ),
    family("vnexpress", ".title-detail .fck_detail .sidebar-1", "vnexpress.net", source=PAGES),
    family(
        "dantri",
        "#desktop-in-article .dt-flex .dt-news__title .singular-title .singular-container",
        "dantri.com.vn",
        source=PAGES,
    ),
)
"""The families that are known; what is said of their sites was true of stored pages and public
code, and was verified on no live site."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one page shows of its system."""

    ids: frozenset[str]
    classes: frozenset[str]
    generators: tuple[str, ...]
    path: str
    source: bytes


def shown_by(root: _Element, url: str, raw: bytes) -> Shown:
    """What the page ``raw`` at ``url``, whose tree is ``root``, shows of its system."""
    ids, classes, generators = set[str](), set[str](), list[str]()
    for element in root.iter("*"):
        if name := element.get("id"):
            ids.add(name)
        if names := (element.get("class") or "").split():
            classes.update(names)
            classes.update(f"{a}.{b}" for a in names for b in names if a != b)
        if element.tag == "meta" and (element.get("name") or "").lower() == "generator":
            generators.append(element.get("content") or "")
    path = urlsplit(url).path
    return Shown(frozenset(ids), frozenset(classes), tuple(generators), path, raw)


def _shows(shown: Shown, mark: str) -> bool:
    kind, _, pattern = mark.partition(":")
    if mark[0] in "#.":
        names, word = (shown.ids if mark[0] == "#" else shown.classes), mark[1:]
        if word.endswith("*"):
            return any(name.startswith(word[:-1]) for name in names)
        return word in names
    if kind == "path":
        return re.search(pattern, shown.path) is not None
    if kind == "generator":
        return any(re.search(pattern, each) for each in shown.generators)
    return pattern.encode() in shown.source


def marks_shown(row: Family, shown: Shown) -> tuple[str, ...]:
    """The marks of a family that a page shows."""
    return tuple(mark for mark in row.marks if _shows(shown, mark))


def family_of(pages: Iterable[Shown]) -> tuple[Family, tuple[str, ...]] | None:
    """The family of which the pages show most, with the marks that were seen; None for none."""
    looked = list(pages)
    best: tuple[Family, tuple[str, ...]] | None = None
    most = 0
    for row in FAMILIES:
        each = [marks_shown(row, shown) for shown in looked]
        count = sum(map(len, each))
        if count > most:
            seen = {mark for marks in each for mark in marks}
            best, most = (row, tuple(mark for mark in row.marks if mark in seen)), count
    return best
