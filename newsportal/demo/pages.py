"""The page of an article, rendered from its story."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from html import escape
from itertools import groupby
from urllib.parse import urlsplit

from newsportal.article import Attachment, Paragraph
from newsportal.demo import boxes
from newsportal.demo.edition import Edition
from newsportal.demo.frame import DESCRIPTION, FORBIDDEN, Head, framed, meta
from newsportal.demo.inserts import inserts
from newsportal.demo.truth import Figure, Story

DRESSES = (
    '<p style="text-align: justify;">{}</p>',
    '<p style="text-align: justify;"><span style="font-size: 14pt;">{}</span></p>',
    '<p class="MsoNormal"><span class="chu-thuong" lang="VI">{}</span></p>',
)
"""How editors' programs mark a paragraph up: typed, pasted with a size, pasted from Word."""

FIGURES = (
    """<div class="khung-anh" style="text-align: center;">{image}
<div class="chu-thich"><em>{caption}</em></div></div>""",
    """<table class="khung-anh" align="center"><tbody><tr><td>{image}</td></tr>
<tr><td class="chu-thich" align="center"><em>{caption}</em></td></tr></tbody></table>""",
)
"""A picture with its caption, as of today and as of old."""

BLOCKS = {
    "heading": '<h3 class="tieu-muc">{}</h3>',
    "list_item": "<li>{}</li>",
    "quote": '<blockquote class="trich-dan"><p>{}</p></blockquote>',
}
AROUND = {
    "list_item": '<ul class="gach-dau-dong">{}</ul>',
    "table": '<table class="bang-so-lieu" border="1"><tbody>{}</tbody></table>',
}
"""What a run of blocks of a kind stands in."""

MISTYPED = {
    "eth": ("Đoàn viên thôn", "Ðoàn viên thôn"),  # the first letter is the Icelandic one
    "unseen": ("Sự đổi thay ấy", "Sự&nbsp;đổi\u00a0thay\u200b ấy"),
}
"""For some traps, words of the truth and how the page has them."""


class ArticlePages:
    """The pages of all articles of a portal."""

    def __init__(self) -> None:
        # The same on every page of an edition, and made once.
        self._photos = lru_cache(maxsize=1)(boxes.photo_library)
        self._newest = lru_cache(maxsize=1)(boxes.newest)

    def page(self, edition: Edition, story: Story, tab: int) -> str:
        """The page of ``story`` at its address under ``tab``."""
        path = edition.headline(story.index).path(tab)
        head = Head(story.article.title or "", path, tab, _meta(story), edition.today)
        if story.has_seed_form:
            return framed(head, f"{_article(story, '')}\n{boxes.empty_boxes()}", "")
        inside = "" if story.related_before is None else boxes.related(edition, story.index, tab)
        others = boxes.others(edition, story.index, tab, dated=story.dress % 2 == 0)
        center = f"{_article(story, inside)}\n{boxes.feedback()}\n{others}"
        return framed(head, center, self._side(edition, story))

    def _side(self, edition: Edition, story: Story) -> str:
        websites = boxes.websites(as_select=story.dress % 3 == 0)
        return f"{self._photos(edition)}\n{websites}\n{self._newest(edition)}"


def _article(story: Story, related: str) -> str:
    article = story.article
    tag = "div" if article.kind == "gallery" else "h1"
    sapo = article.description and f'<div class="tom-luoc">{escape(article.description)}</div>'
    title = escape(article.title or "")
    text = f"""<!-- Start_Title -->
<{tag} class="tieu-de-tin" id="dnn_ctr412_ViewTin_lblTieuDe">{title}</{tag}>
<!-- End_Title -->
{sapo or ""}
<div class="noi-dung-tin" id="dnn_ctr412_ViewTin_lblNoiDung"><!-- Start_Paragraphs -->
{_body(story, related)}
<!-- End_Paragraphs --></div>"""
    if story.trap == "decomposed":
        text = unicodedata.normalize("NFD", text)
    return _module(article.date_published_raw or "", text)


def forbidden(edition: Edition) -> str:
    """The page that robots.txt closes.

    It looks like an article, so that a crawler which asks for it is found out by its records.
    """
    text = (
        '<h1 class="tieu-de-tin">Tài liệu nội bộ của tòa soạn</h1><div class="noi-dung-tin">'
        "<p>Bài viết này không dành cho bạn đọc, cũng không dành cho chương trình thu thập.</p>"
        "<p>Ai lưu lại nội dung này là đã bỏ qua tệp robots.txt của Báo Vĩnh Sơn.</p></div>"
    )
    head = Head("Tài liệu nội bộ", FORBIDDEN, today=edition.today)
    return framed(head, _module("", text), "")


def _module(date_line: str, text: str) -> str:
    return f"""<div class="DnnModule chi-tiet-tin" id="dnn_ctr412_ModuleContent">
<!-- Start_Article -->
<div class="ngay-dang" id="dnn_ctr412_ViewTin_lblNgayDang">{escape(date_line, quote=False)}</div>
{text}
<!-- End_Article --></div>"""


def _meta(story: Story) -> str:
    article = story.article
    home, title = article.canonical_url or "", article.title or ""
    named = {"description": article.description or DESCRIPTION}
    if article.keywords:
        named["news_keywords"] = ", ".join(article.keywords)
    stated = meta(**named, og_type="article", og_title=title, og_url=home)
    if article.date_modified:
        stated += f'\n<meta property="article:modified_time" content="{article.date_modified}" />'
    return f'{stated}\n<link rel="canonical" href="{home}" />'


# -- the body


def _body(story: Story, related: str) -> str:
    article = story.article
    if article.kind == "gallery":
        parts = [_block(story, article.paragraphs[0])]
        parts += [_figure(story, figure) for figure in story.figures]
    else:
        parts = _text(story, related)
    if article.byline_raw:
        byline = escape(article.byline_raw)
        parts.append(f'<p style="text-align: right;"><strong>{byline}</strong></p>')
    if story.has_seed_form:
        return "\n".join([*parts, "<p>&nbsp;</p>"])
    above, below = inserts(article, story.index)
    return "\n".join(part for part in (above, *parts, below) if part)


def _text(story: Story, related: str) -> list[str]:
    """The blocks of the text, with what stands between them."""
    parts: list[str] = []
    for kind, run in groupby(enumerate(story.article.paragraphs), lambda each: each[1].kind):
        if kind in AROUND:
            parts.append(AROUND[kind].format("".join(_block(story, block) for _, block in run)))
            continue
        for number, block in run:
            parts += [_figure(story, each) for each in story.figures if each.before == number]
            parts += [related] if story.related_before == number else []
            parts += [_video(story)] if story.video_before == number else []
            parts.append(_block(story, block))
    return parts


def _block(story: Story, block: Paragraph) -> str:
    if block.kind == "table":
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in block.text.split(" | "))
        return f"<tr>{cells}</tr>"
    text = escape(block.text, quote=False)
    if story.trap in MISTYPED:
        text = text.replace(*MISTYPED[story.trap])
    for each in story.article.attachments:
        text = text.replace(each.title or "", _document(each))
    return BLOCKS.get(block.kind, DRESSES[story.dress % len(DRESSES)]).format(text)


def _document(attachment: Attachment) -> str:
    return f'<a class="tai-ve" href="{_path(attachment.url)}">{attachment.title}</a>'


def _figure(story: Story, figure: Figure) -> str:
    """A picture with its caption, and perhaps the caption once more."""
    caption = escape(figure.printed)
    image = f'<img src="{figure.path}" alt="{caption}" width="600" height="400" />'
    shown = FIGURES[story.dress % 7 == 0].format(image=image, caption=caption)
    again = DRESSES[story.dress % len(DRESSES)].format(caption) if story.twice else ""
    return f"{shown}\n{again}" if again else shown


def _video(story: Story) -> str:
    path = _path(story.article.videos[0].url)
    return f'<div class="khung-phim"><video src="{path}" controls="controls"></video></div>'


def _path(url: str) -> str:
    return urlsplit(url).path
