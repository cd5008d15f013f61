"""What is not the article: one table of named rules, read by the cleaner.

A rule takes elements by a simple selector (tag, ``.class``, ``#id``, ``tag.class``) and labelled
blocks by the printed words of their heading. HTML and bare text share the labels. Each rule has
a case that it takes and one that it leaves in ``tests/test_boilerplate.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from newsportal.text.normalise import normal

if TYPE_CHECKING:
    from newsportal.portal import Portal


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One kind of boilerplate."""

    name: str
    """The name under which its removals are counted: ``clean/<name>``."""

    css: tuple[str, ...] = ()
    """Simple selectors; the whole element goes."""

    words: tuple[str, ...] = ()
    """Words of class names and ids, in lower case; a block element so named goes. A word may be the
    whole of a name's part between hyphens, or one of its camel-cased parts."""

    labels: tuple[str, ...] = ()
    """Printed headings; the heading goes with the run of links after it."""

    alone: bool = False
    """Whether a label goes although no links follow (a button, a form's heading)."""


def rule(
    name: str, *, css: str = "", words: str = "", labels: str = "", alone: bool = False
) -> Rule:
    """A row of the table; selectors are divided by white space, labels by bars."""
    return Rule(
        name=name,
        css=tuple(css.split()),
        words=tuple(words.split()),
        labels=tuple(" ".join(each.split()) for each in labels.split("|") if each.strip()),
        alone=alone,
    )


BOILERPLATE: tuple[Rule, ...] = (
    rule(
        "related-news",
        words="""
            related relatednews relatedposts relatedarticles lienquan tinlienquan
            recommend recommended recommendation recommendations readmore readalso morefrom upnext
            trending popular mostread teaser teasers
            widget widgets sidebar
        """,
        css="""
            .related_asset .related-news .related-news-box .tin-lien-quan .tinlienquan #tinlienquan
            .tin-cung-chuyen-muc .box-tinlienquan .kbwscwl-relatedbox .link-content-footer
            .readmore-body-box .list-related .related-posts .tindnd .article-relate
            .VCObjectBoxRelatedNewsItemSapo .OneNewsTitle .MASTERCMS_TPL_TABLE_RELATED
        """,
        labels="""
            Các tin khác | Tin khác | Tin tức khác | Tin bài khác | Các tin khác có liên quan
            | Tin liên quan | Các tin liên quan | Tin bài liên quan | Tin, bài liên quan
            | Bài liên quan | Bài viết liên quan | Bài viết khác | Các bài viết khác
            | Tin cùng chuyên mục | Bài cùng chuyên mục | Cùng chuyên mục | Tin cùng loại
            | Tin đã đưa | Các tin đã đưa | Tin mới hơn | Các tin mới hơn | Tin cũ hơn
            | Các tin cũ hơn | Những tin mới hơn | Những tin cũ hơn | Có liên quan
            | Có thể bạn quan tâm | Tham khảo thêm | Đọc tiếp | Đọc thêm
            | Xem thêm | Mời bạn đọc thêm | Mời xem thêm
            | Related | Related articles | Related posts | Related stories | Related news
            | Read more | Read next | Read also | See also | More stories | Recommended
            | You may also like | You might also like | Recommended for you | Latest stories
            | Latest news | Most read | Most popular | Don't miss | More on this story | More on
            | Mehr zum Thema | Zum Thema | Lesen Sie auch | Lesen Sie mehr | Auch interessant
            | Das könnte Sie auch interessieren | Weitere Artikel | Weitere Themen | Meistgelesen
            | Lire aussi | À lire aussi | A lire aussi | Voir aussi | Sur le même sujet
            | Lee también | Lea también | Te puede interesar | Más noticias | Noticias relacionadas
            | Leia também | Leia mais | Leggi anche | Lees ook | Les også | Læs også | Läs också
            | Läs mer | Przeczytaj też | Czytaj także | Čtěte také | 関連記事 | 관련기사 | 관련 기사
        """,
    ),
    rule(
        "author-box",
        words="bio biography authorbio authorprofile aboutauthor authordescription authorbox",
        css=".author-description .author-about .about-author .about-the-author",
    ),
    rule(
        "fact-box",
        words="infobox factbox faktaboks faktabox faktenbox faktaruta infokasten",
        css=".fact-box .info-box",
    ),
    rule(
        "photo-library",
        css=".photo-library .thu-vien-anh #thuvienanh",
        labels="""
            Thư viện ảnh | Thư viện hình ảnh | Thư viện video | Thư viện ảnh - video
            | Thư viện media | Video - Ảnh | Phóng sự ảnh | Ảnh đẹp
        """,
    ),
    rule(
        "links",
        css=".weblink .web-links .lien-ket-website #weblink",
        labels="""
            Liên kết website | Liên kết web | Liên kết | Liên kết trang | Liên kết các trang
            | Các trang liên kết | Website liên kết | Weblink | Web link
        """,
    ),
    rule(
        "newest",
        css=".latest-news .tin-moi-nhat #tinmoinhat .most-read .doc-nhieu",
        labels="""
            Mới nhất | Tin mới nhất | Tin mới | Tin mới cập nhật | Tin nổi bật | Tiêu điểm
            | Đọc nhiều | Đọc nhiều nhất | Tin đọc nhiều | Xem nhiều | Tin xem nhiều
        """,
    ),
    rule(
        "feedback",
        words="""
            comments commentlist disqus kommentare comentarios commentaires respond binhluan
        """,
        css="""
            .comment-box .comments #comments .binh-luan #divComment .feedback-form .fb-comments
        """,
        labels="""
            Phản hồi | Gửi phản hồi | Ý kiến phản hồi | Phản hồi của bạn đọc | Bình luận
            | Gửi bình luận | Viết bình luận | Ý kiến bạn đọc | Ý kiến của bạn | Gửi ý kiến
        """,
        alone=True,
    ),
    rule(
        "page-actions",
        words="""
            share sharing sharebar sharedaddy social socials socialmedia addthis addtoany
            bookmark toolbar sharetools modal popup lightbox dialog tooltip
        """,
        css="""
            .asset-control-detail .social-share .share-buttons .print-action .mailto-action .fb-like
        """,
        labels="""
            In bài viết | In trang | Bản in | Gửi mail | Gửi email | Chia sẻ | Chia sẻ bài viết
            | Copy link | Sao chép liên kết | Lưu bài viết | Theo dõi | Trở lại | Quay lại
            | Quay về | Về đầu trang | Lên đầu trang
        """,
        alone=True,
    ),
    rule(
        "advertisement",
        words="""
            ad ads advert adverts advertisement advertisements advertising adslot adunit
            banner banners promo promos promotion promobox sponsor sponsored sponsors
            affiliate outbrain taboola quangcao
        """,
        css=".adsbygoogle .ads .quangcao .banner-ads",
        labels="Quảng cáo",
        alone=True,
    ),
    rule(
        "keywords",
        words="tags taglist topics",
        css=".tags .tag-list .article-tags .list-tags",
        labels="Từ khóa | Từ khoá | Tags | Tag | Thẻ",
    ),
    rule(
        "cms-account",
        css=".view-content-author",
        labels="admin | admin admin | administrator | Quản trị viên",
        alone=True,
    ),
    rule(
        "navigation",
        words="""
            menu submenu toc tableofcontents breadcrumb breadcrumbs pagination pager prevnext
        """,
        css="nav .breadcrumb .breadcrumbs #breadcrumb .pagination",
        labels="Mục lục | Nội dung chính | Table of contents | Contents | In this article",
    ),
    rule("player", words="video videos player embed playlist"),
    rule("post", css=".twitter-tweet .instagram-media .tiktok-embed .bluesky-embed .fb-post"),
    rule(
        "newsletter",
        words="""
            newsletter newsletters signup subscribe subscription paywall piano regwall cookie
            cookies consent disclaimer
        """,
    ),
    rule("page-header", css="#header .site-header .portlet-topper"),
    rule("page-footer", css="footer #footer .footer .site-footer"),
)

CAPTION_WORDS = tuple(
    "caption captions photocms imagecaption photocaption imgcaption credit credits copyright"
    " bildtext bildunterschrift legend chuthich".split()
)
"""Words of class names and ids that mark a caption or its credit."""

AUTHOR_WORDS = tuple("author tacgia byline".split())
"""Words of class names that mark an author; counted where they stand near the headline."""

SAPO_WORDS = tuple("sapo tomtat tomluoc trichdan hometext chapeau".split())
"""Words of class names and ids that mark the lead of an article."""

POSITIONAL: dict[str, str] = {
    "above-headline": "what stands in the body above its headline",
    "headline-repeated": "the headline, printed a second time",
    "sapo-repeated": "the sapo, printed a second time",
    "caption-repeated": "a caption, printed a second time",
    "caption-alone": "a caption that no picture stands before",
    "date-line": "a date line right below the headline or at the end of the text",
    "site-header": "the portal's date and province above a page given as text",
    "hidden": "an element with display:none, or with the class by which a framework hides it",
    "encoded-body": "what only a script can read: a word of 60 characters or more in Base64",
    "template": "what the portal's other pages print at the same place, learned from stored pages",
    "line-repeated": "without a Layout: a short line that the body prints twice",
    "link-line": "without a Layout: a line of the body that is a link and nothing else",
    "notice": "without a Layout: what offers a newsletter, asks for consent or names a policy",
    "teaser": "without a Layout: three or more linked headlines, with abstracts, below the text",
    "odd-line": "without a Layout: a short line set otherwise than the paragraphs of the text",
    "above-text": "without a Layout: short lines above the first sentence",
    "below-text": "without a Layout: short lines below the last sentence, but the byline",
}
"""Rules that know a block by its place or its look, and what each takes."""

_AROUND = " \t:;.,…-–—»›>|•*+"
_COUNT = re.compile(r"\s*[(\[]\s*\d*\s*[)\]]\s*")


@lru_cache(maxsize=4096)
def label_key(text: str) -> str:
    """The form in which a heading is looked up: lower case, no count, no punctuation around it.

    >>> label_key("» Các Tin Khác (12): ")
    'các tin khác'
    """
    return _COUNT.sub(" ", normal(text)).strip(_AROUND).casefold()


OPENING = 3
"""Letters by which most headings are told to be no label."""


class Labels:
    """The labels of some rules.

    >>> labels = Labels(BOILERPLATE)
    >>> labels.rule("» Các Tin Khác (12): ").name, labels.rule("Các tin khác nhau")
    ('related-news', None)
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._rules = {label_key(label): each for each in rules for label in each.labels}
        self._openings = frozenset(key[:OPENING] for key in self._rules)

    def rule(self, heading: str) -> Rule | None:
        """The rule that has ``heading`` as its label, or None."""
        opening = heading[:OPENING]
        if opening.isalnum() and opening.casefold() not in self._openings:
            return None
        return self._rules.get(label_key(heading))


@lru_cache(maxsize=64)
def labels_of(portal: Portal | None) -> Labels:
    """The labels of the table, the portal's own among them."""
    return Labels(BOILERPLATE + (portal.rules if portal else ()))
