"""Báo Vĩnh Phúc (baovinhphuc.com.vn), on DotNetNuke.

No live or stored page of it could be verified. Declared is what public addresses and one page as
text corpora carry it give evidence of; there is no Layout, so labels, date line, metadata and the
generic extractor serve. The province merged into Phú Thọ on 1 July 2025: the site may be frozen,
redirected to baophutho.vn, or gone. That this paper is the successor follows from the merger; no
redirect of a live page could be seen.
"""

from newsportal.portal import Portal, Province, Section, TextForm

PORTAL = Portal(
    name="baovinhphuc",
    title="Báo Vĩnh Phúc",
    hosts=("baovinhphuc.com.vn",),
    successor="baophutho.vn",
    provinces=(
        Province(name="Vĩnh Phúc", code="VN-70", until="2025-07-01"),
        Province(name="Phú Thọ", code="VN-68"),
    ),
    article_url=r"(?i)^/(?:vi-vn|en-us)/(?P<section>[^?#]+?)/id/(?P<id>\d+)(?:/|$)",
    gallery_url=r"(?i)/multimedia/images/id/\d+",
    pager_url=r"(?i)/currentpage/(?P<page>\d+)",
    sections=(
        Section(slug="tin-tuc", name="Tin tức", path="/vi-vn/tin-tuc"),
        Section(slug="Images", name="Ảnh", path="/vi-vn/Multimedia/Images"),
    ),
    labels=("Phản hồi", "Các tin khác", "Thư viện ảnh", "Liên kết website", "Mới nhất"),
    text_form=TextForm(
        header=("Vĩnh Phúc",),
        labels=("Phản hồi", "Các tin khác", "Thư viện ảnh", "Liên kết website", "Mới nhất"),
    ),
)
