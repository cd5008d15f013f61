"""Layouts that portals on one CMS share, by the names of `newsportal.induce.families`.

A Layout stands here where real pages prove it: on each it reads title, date, sapo and body at
least as well as the generic extractor, which a test keeps so. The other families are marks alone.
"""

from __future__ import annotations

from newsportal.portal import Layout

LIFERAY = Layout(
    title=".asset-full-content-title",
    date=".assetPublishDate",
    sapo=".sapo-wrapper .sapo",
    body=".asset-full-content .journal-content-article",
    section_name=".dd_chuyenmuc .tintuc",
)
"""The asset publisher of Liferay 6; proved on 334 articles of one portal."""

VCCORP = Layout(
    title="[data-role=title]",
    date="[data-role=publishdate]",
    sapo="[data-role=sapo]",
    body=".afcbc-body",
)
"""VCCorp's CMS since about 2022; proved on pages of three of its papers, of 2026."""

VNEXPRESS = Layout(
    title="h1.title-detail",
    date=".header-content .date",
    sapo=".sidebar-1 .description",
    body=".fck_detail",
)
"""Proved on two pages of VnExpress, of 2023 and 2026."""

DANTRI = Layout(
    title="article.dt-flex > h1",
    date="article.dt-flex time",
    sapo="article.dt-flex > h2",
    body="#desktop-in-article",
)
"""Proved on one page of Dân trí, of 2026: its other classes say how things look."""

DOTNETNUKE = Layout(body='[id*="_ViewTinBai_"][id$="_lblContent"]')
"""The article module of Vietnamese portals on DotNetNuke, as public code names its ids. **Proved on
invented pages alone**; all else is left to metadata and the generic extractor."""

LAYOUTS: dict[str, Layout] = {
    "Liferay": LIFERAY,
    "VCCorp": VCCORP,
    "vnexpress": VNEXPRESS,
    "dantri": DANTRI,
    "DotNetNuke": DOTNETNUKE,
}
"""Each family that has a Layout."""
