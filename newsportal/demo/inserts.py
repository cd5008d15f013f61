"""What stands inside some bodies and is no part of the article, one row for each kind met."""

from __future__ import annotations

from html import escape

from newsportal.article import Article

_LINKS = (
    '<ul><li><a href="/">Cổng thông tin điện tử của tỉnh</a></li>'
    '<li><a href="/">Trang của Hội Nhà báo tỉnh</a></li></ul>'
)

BELOW: tuple[str, ...] = (
    f"<h4>Thư viện ảnh</h4>{_LINKS}",
    f"<p><b>Liên kết website</b></p>{_LINKS}",
    f"<h4>Tin mới nhất</h4>{_LINKS}",
    "<p>Gửi phản hồi</p>",
    "<p>In bài viết</p><p>Gửi mail</p>",
    "<p>Quảng cáo</p>",
    '<p><b>Từ khóa:</b> <a href="/">tỉnh Vĩnh Sơn</a>, <a href="/">nông thôn mới</a></p>',
    '<p class="view-content-author">admin admin</p>',
    '<nav><a href="/">Về trang trước của chuyên mục</a></nav>',
    '<div class="portlet-topper">Khung hiển thị nội dung</div>',
    '<div class="newsletter">Đăng ký nhận bản tin của báo qua thư</div>',
    '<div class="khung video-player">Trình duyệt không phát được đoạn phim này</div>',
    "<footer>Báo Vĩnh Sơn giữ bản quyền nội dung trên trang này</footer>",
    '<div style="display: none;">Tệp tạm của trình soạn thảo, không in ra</div>',
)
"""Below the text: boxes, buttons, the account of the CMS."""

ABOVE = ("title", "description", "description", "description", "date_published_raw")
"""Fields of the record that some pages print once more above the text; half have no description."""

_EVERY = 12
"""One article in so many has an insert."""


def inserts(article: Article, index: int) -> tuple[str, str]:
    """What page ``index`` prints above its text and below it, beside the article.

    >>> inserts(Article(title="Cầu mới"), 12)
    ('<p>Cầu mới</p>', '')
    """
    turn, rest = divmod(index, _EVERY)
    kinds = len(BELOW) + len(ABOVE)
    number = (turn - 1) % kinds
    if rest or article.kind != "article":
        return "", ""
    if number >= len(ABOVE):
        return "", BELOW[number - len(ABOVE)]
    again = getattr(article, ABOVE[number])
    return (f"<p>{escape(again, quote=False)}</p>" if again else ""), ""
