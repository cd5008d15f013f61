"""Pages for the tests of learned Layouts: the demo portal's, and a small invented site."""

from __future__ import annotations

from newsportal.archive.capture import Capture, Origin
from newsportal.article import Article
from newsportal.demo import DemoSite
from newsportal.portal import Portal, Province

SITE = Portal(
    name="cay",
    title="Báo Cây Xanh",
    hosts=("cayxanh.example",),
    provinces=(Province(name="Vĩnh Sơn", code="VN-98"),),
    article_url=r"^/(?P<section>[\w-]+)/[\w-]+-(?P<id>\d+)\.html$",
)
TOPICS = ("cây bàng", "cây phượng", "cây sấu", "cây đa", "cây gạo", "cây si", "cây mít", "cây khế")
SECTIONS = {"kinh-te": "Kinh tế", "van-hoa": "Văn hóa"}

OLD = """\
<html><head><title>{title} - Báo Cây Xanh</title></head><body>
<div class="header"><span class="logo">Báo Cây Xanh</span>
<div class="menu"><a href="/kinh-te">Kinh tế</a> <a href="/van-hoa">Văn hóa</a></div></div>
<div class="wrap"><div class="crumb"><a href="/">Trang chủ</a>
<a class="cate" href="/{slug}">{section}</a></div><h1 class="{named}">{title}</h1>
<div class="meta"><span class="post-date">{date}</span></div><div class="main-text">{body}</div>
<div class="more"><h3>Tin cùng chuyên mục</h3>
<a href="/1">Ngày hội trồng cây ở các xã ven sông Vĩnh</a></div></div>
<div class="foot">Bản quyền thuộc về Báo Cây Xanh, mọi sao chép phải ghi rõ nguồn của báo.</div>
</body></html>"""
NEW = """<html><head><title>{title} - Báo Cây Xanh</title></head><body>
<header><div id="brand">Báo Cây Xanh</div></header>
<article><nav><a class="topic" href="/{slug}">{section}</a></nav>
<h1 class="{named}">{title}</h1><p class="stamp">{date}</p>
<section class="story">{body}</section></article>
<aside class="latest"><a href="/2">Ngày hội trồng cây ở các xã ven sông Vĩnh</a></aside>
</body></html>"""


def capture(url: str, body: str | bytes) -> Capture:
    """A page as it comes from a folder."""
    raw = body.encode() if isinstance(body, str) else body
    return Capture(url=url, captured_at=None, body=raw, origin=Origin(kind="folder", name="saved"))


def page(
    number: int, template: str = OLD, *, named: str = "headline", sections: int = 2
) -> Capture:
    """Article ``number`` of the invented site."""
    topic = TOPICS[number % len(TOPICS)]
    slug = list(SECTIONS)[number % sections]
    said = [
        f"Sáng nay, người dân thôn {number} đã trồng {number + 20} {topic} ven đường làng mới.",
        f"Trưởng thôn {number} cho biết {topic} lớn nhanh, cho bóng mát và giữ đất bờ mương.",
        f"Năm tới, xã trồng {number + 300} {topic} nữa ở ba thôn, bằng tiền người dân góp.",
    ]
    html = template.format(
        title=f"Thôn {number} trồng {topic} dọc đường làng mới mở",
        section=SECTIONS[slug], slug=slug, named=named,
        date=f"{number % 27 + 1:02}/03/2024 08:{number % 60:02}",
        body="".join(f"<p>{each}</p>" for each in said),
    )  # fmt: skip
    return capture(f"https://cayxanh.example/{slug}/trong-cay-{1000 + number}.html", html)


def demo_pages(size: int, strange: bool) -> list[tuple[Capture, Article]]:
    """The articles of a demo portal, with their truth."""
    site = DemoSite(size, strange=strange)
    return [(capture(str(each.url), site.respond(str(each.url)).body), each) for each in site.truth]
