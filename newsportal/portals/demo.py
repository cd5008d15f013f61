"""Báo Vĩnh Sơn, the invented portal that `newsportal.demo` serves: DotNetNuke, no real site."""

from newsportal.portal import Layout, Portal, Province, Section, TextForm

PORTAL = Portal(
    name="demo",
    title="Báo Vĩnh Sơn",
    hosts=("baovinhson.example",),
    provinces=(
        Province(name="Vĩnh Sơn", code="VN-98", until="2025-07-01"),
        Province(name="Phú Sơn", code="VN-97"),
    ),
    scheme="http",
    verified="2026-10-30",  # by the truth that it brings
    article_url=r"^/vi-vn/(?P<section>.+?)/ID/(?P<id>\d+)(?:/|$)",
    gallery_url=r"^/vi-vn/Multimedia/Images/ID/\d+",
    pager_url=r"/currentpage/(?P<page>\d+)$",
    refused_urls=(r"^/Login", r"^/Admin/"),
    sections=(
        Section(slug="thoi-su", name="Thời sự", path="/vi-vn/thoi-su"),
        Section(slug="chinh-tri", name="Chính trị", path="/vi-vn/chinh-tri"),
        Section(slug="kinh-te", name="Kinh tế", path="/vi-vn/kinh-te"),
        Section(slug="van-hoa", name="Văn hóa", path="/vi-vn/van-hoa"),
        Section(slug="giao-duc", name="Giáo dục", path="/vi-vn/giao-duc"),
        Section(slug="Images", name="Ảnh", path="/vi-vn/Multimedia/Images"),
    ),
    feeds=(
        "/rss/home.rss",
        "/rss/thoi-su.rss",
        "/rss/chinh-tri.rss",
        "/rss/kinh-te.rss",
        "/rss/van-hoa.rss",
        "/rss/giao-duc.rss",
        "/rss/Images.rss",
    ),
    sitemaps=("/sitemap.xml",),
    archive_url="/vi-vn/luu-tru/{year}-{month:02}-{day:02}",
    more_url="/api/tin?muc={section}&trang={page}",
    layouts=(
        Layout(
            title=".tieu-de-tin",
            date=".ngay-dang",
            sapo=".tom-luoc",
            body=".noi-dung-tin",
            section_name=".duong-dan .muc",
        ),
    ),
    labels=("Phản hồi", "Các tin khác", "Thư viện ảnh", "Liên kết website", "Mới nhất"),
    text_form=TextForm(
        header=("Vĩnh Sơn",),
        labels=("Phản hồi", "Các tin khác", "Thư viện ảnh", "Liên kết website", "Mới nhất"),
    ),
)
