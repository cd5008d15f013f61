"""Sở Thông tin và Truyền thông Hà Nội (sotttt.hanoi.gov.vn), on Liferay.

Verified on a mirror of August 2022: 334 articles of two sections. The author line under the text
is the account of the CMS ("admin admin"), not a person.
"""

from newsportal.layouts import LIFERAY
from newsportal.portal import Portal, Province, Section

PORTAL = Portal(
    name="sotttt_hanoi",
    title="Sở Thông Tin Và Truyền Thông",
    hosts=("sotttt.hanoi.gov.vn",),
    verified="2022-08",
    provinces=(Province(name="Hà Nội", code="VN-HN"),),
    article_url=r"^/(?:vi/|en/)?(?P<section>[\w-]+)/-/view_content/(?:pop_up/)?(?P<id>\d+)(?:-|\.|/|$)",
    saved_suffix=".html",
    pager_url=r"[?&]_101_cur=(?P<page>\d+)",
    refused_urls=(
        r"/view_content/pop_up/",
        r"/c/portal/",
        r"/dang-nhap",
        r"^/en/",
        r"p_p_state=pop_up",
    ),
    sections=(
        Section(slug="thanh-tra", name="Thanh tra", path="/vi/thanh-tra"),
        Section(
            slug="cong-nghe-thong-tin", name="Công nghệ thông tin", path="/vi/cong-nghe-thong-tin"
        ),
    ),
    layouts=(LIFERAY,),
    labels=("Các tin khác", "In bài viết", "Gửi mail", "View count", "Ngày đăng"),
)
