"""Classify: what kind of page this is. Articles, galleries and videos make records; others none.

A page that says that it is an article, in its metadata or by its address, is believed unless it
plainly is something else. Of any other page the body must look like one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from urllib.parse import urlsplit

from newsportal.extraction.block import Block
from newsportal.extraction.content import is_prose
from newsportal.extraction.headline import BETWEEN
from newsportal.page import Page
from newsportal.text.dates import is_date_line
from newsportal.text.normalise import is_vietnamese
from newsportal.urls import is_gallery

MIN_HEADLINE = 25
"""Characters from which a link is the headline of another page, and no menu's entry."""

MANY_HEADLINES = 20
FEW_HEADLINES = 5
"""Headlines of other pages on a page that may be a listing, and on a home page."""

NEAR = 3
"""Blocks in which an abstract follows its headline: a date and an author may stand between."""

MIN_LED = 3
MOST_LED = 0.8
"""Abstracts below headlines that make a listing: how many, and of all that is text what share."""

MAX_ABSTRACT = 400
"""Characters of an abstract; that of a listing's first article may look like a body."""

MAX_SECTION = 2000
"""Characters of running text, such as readers' comments, on a page named like a section."""

MAX_NOTICE = 80
"""Words of a notice: an error, a login, a message of the server."""

MAX_THIN = 30
"""Words of a text without date and printed headline that is none."""

MAX_BARE = 100_000
"""Bytes of a page in which a challenge or a login is looked for; neither has a longer one."""

SECTION_WORDS = 3
"""Words of a section's name; a headline has more, a Vietnamese one always: its words are short."""

_ROOT = re.compile(
    r"(?i)^/?(?:(?:vi|vi-vn|en|en-us|home|trang-chu|index|default)(?:\.\w{2,5})?/?)?$"
)
_MISSING = re.compile(
    r"(?i)^(?:lỗi )?(?:404\b|trạng thái\b|không tìm thấy|không tồn tại|error 404|page not found"
    r"|not found|(?:trang|bài viết) .{0,30}không (?:tồn tại|tìm thấy))"
)
_LOGIN = re.compile(r"(?i)^(?:đăng nhập|đăng ký|log ?in\b|sign ?in\b)")
_MAINTENANCE = re.compile(
    r"(?i)\bbảo trì\b|đang (?:được )?nâng cấp|tạm (?:ngừng|dừng) (?:hoạt động|phục vụ)"
)
_OUT_OF_SERVICE = re.compile(
    r"(?i)\b(?:hệ thống|website|trang (?:web|tin|thông tin|này)|cổng thông tin|máy chủ)\b[^.]{0,40}"
    r"(?:\bbảo trì\b|đang (?:được )?nâng cấp|tạm (?:ngừng|dừng) (?:hoạt động|phục vụ))"
    r"|bảo trì (?:hệ thống|website|trang web|máy chủ)"
    r"|under maintenance|temporarily unavailable|service unavailable|bad gateway"
    r"|\b50[234]\b.{0,20}\b(?:error|gateway|unavailable)"
)
_CHALLENGE = re.compile(
    rb"(?i)_cf_chl_opt|challenge-platform/h/\w+/orchestrate|cf[-_]browser[-_]verif|slowaes|_incapsula_resource|ddos-guard"
    rb"|captcha-delivery|checking your browser|just a moment\.\.\.|tonumbers\("
    rb"|document\.cookie\s*=[^;]{1,400};[^<]{0,400}location\.(?:reload|href|replace)"
)
_PASSWORD = re.compile(rb"""(?i)<input[^>]{1,300}type\s*=\s*["']?password""")


@dataclass
class Signals:
    """What a page shows of its kind; what costs a look at each block is found when it is asked."""

    page: Page

    def __post_init__(self) -> None:
        """Note what all rows ask for."""
        article = self.page.article
        self.title = article.title or ""
        self.words = article.word_count
        self.dated = article.date_published is not None
        self.stated = self.page.stated or self.page.addressed
        self.thin = not self.stated and not self.dated

    @cached_property
    def is_root(self) -> bool:
        """Whether the address is a site's home page."""
        return bool(self.page.url) and _ROOT.match(urlsplit(self.page.url or "").path) is not None

    @cached_property
    def is_queried(self) -> bool:
        """Whether the address has a query: many systems name an article by that alone."""
        return bool(urlsplit(self.page.url or "").query)

    @cached_property
    def is_told(self) -> bool:
        """Whether running text stands below a headline that is printed."""
        blocks, (start, end) = self.page.flow.blocks, self.page.span
        title = self.page.flow.title_or(end)
        return any(is_prose(block) for block in blocks[max(start, title) : end])

    @cached_property
    def headlines(self) -> int:
        """Links on the page that are as long as a headline."""
        return sum(map(_is_headline, self.page.flow.blocks))

    @property
    def is_led(self) -> bool:
        """Whether the body's texts are abstracts, each below a headline of its own."""
        blocks = [block for block in self.page.body if block.text and not block.is_media]
        prose = [False, *map(is_prose, blocks)]
        starts = [n for n, (before, here) in enumerate(pairwise(prose)) if here and not before]
        if len(starts) < MIN_LED or self.characters > MAX_ABSTRACT * len(starts):
            return False
        led = sum(any(map(_is_headline, blocks[max(n - NEAR, 0) : n])) for n in starts)
        return led >= MIN_LED and led >= MOST_LED * len(starts)

    @property
    def is_dated_list(self) -> bool:
        """Whether headlines of other pages have their date below them."""
        pairs = pairwise(self.page.flow.blocks)
        dated = sum(_is_headline(above) and is_date_line(below.text) for above, below in pairs)
        return dated >= FEW_HEADLINES

    @cached_property
    def characters(self) -> int:
        """Characters of running text in the body."""
        return sum(len(block.text) for block in self.page.body if is_prose(block))

    @property
    def is_section(self) -> bool:
        """Whether the title is a section's name, as its words tell."""
        return len(BETWEEN.split(self.title)[0].split()) <= SECTION_WORDS


def _is_headline(block: Block) -> bool:
    return len(block.text) >= MIN_HEADLINE and not block.is_media and block.mostly(block.linked)


def _challenge(page: Signals) -> bool:
    bare = page.words < MAX_NOTICE and not page.dated and page.headlines < FEW_HEADLINES
    return bare and _found(_CHALLENGE, page.page)


def _missing(page: Signals) -> bool:
    signed = bool(page.page.article.authors)
    bare = page.words < MAX_NOTICE and not page.dated and not signed
    return bare and _MISSING.match(page.title) is not None


def _maintenance(page: Signals) -> bool:
    text = f"{page.title} {page.page.article.text}" if page.words < MAX_NOTICE else ""
    bare = not page.dated and not page.page.stated  # a site out of service is so at any address
    if not bare:
        return False
    return _OUT_OF_SERVICE.search(text) is not None or (
        not page.is_told and _MAINTENANCE.search(text) is not None
    )


def _login(page: Signals) -> bool:
    wall = page.words < MAX_NOTICE and not page.dated and page.headlines <= MANY_HEADLINES
    if not wall:
        return False
    named = _LOGIN.match(page.title) is not None
    if named and not page.is_told:
        return True
    return (named or page.thin) and _found(_PASSWORD, page.page)


def _found(pattern: re.Pattern[bytes], page: Page) -> bool:
    return not page.is_text and pattern.search(page.raw, 0, MAX_BARE) is not None


def _home(page: Signals) -> bool:
    own = page.is_queried and (page.dated or page.page.stated)
    return page.is_root and page.headlines >= FEW_HEADLINES and not own


def _listing(page: Signals) -> bool:
    return (
        not page.stated
        and page.page.article.kind == "article"
        and (
            page.is_led
            or (_is_small(page) and page.headlines >= MANY_HEADLINES)  # these cost the most
            or (page.is_section and page.characters < MAX_ABSTRACT and page.is_dated_list)
        )
    )


def _is_small(page: Signals) -> bool:
    """Whether the text is short enough for a listing's, or for that of a page named like one."""
    named = page.is_section and page.thin and page.characters < MAX_SECTION
    return named or page.characters < MAX_ABSTRACT


def _encoded(page: Signals) -> bool:
    sapo = len((page.page.article.description or "").split())
    return "body_unavailable" in page.page.flags and page.words - sapo < MAX_THIN


def _nothing(page: Signals) -> bool:
    if not page.title and not page.words:
        return True
    alone = not page.page.article.attachments and not page.page.article.videos
    section = page.is_section and is_vietnamese(page.title)
    untitled = page.page.flow.title is None
    return page.thin and alone and untitled and (page.words < MAX_THIN or section)


ROWS: tuple[tuple[str, Callable[[Signals], bool]], ...] = (
    ("script-challenge", _challenge),
    ("soft-404", _missing),
    ("maintenance", _maintenance),
    ("login-wall", _login),
    ("listing", _home),
    ("listing", _listing),
    ("encoded-body", _encoded),
    ("no-article", _nothing),
)
"""Each kind of page that makes no record, and when a page is of it; the first that fits."""


def refused_kind(page: Page) -> str | None:
    """The kind of a page that makes no record, or None for one that does.

    ``page`` has its record. The kinds are among `newsportal.errors.REASONS`.
    """
    signals = Signals(page)
    return next((kind for kind, holds in ROWS if holds(signals)), None)


MIN_PHOTOS = 5
MAX_PHOTO_WORDS = 20
"""Captioned pictures of a gallery, and words of text for each of them that it may have."""


def record_kind(page: Page) -> str:
    """Article, gallery or video: by its address, else by what the page holds most of.

    ``page`` has its pictures and videos already.
    """
    article = page.article
    if page.is_text:
        return "article"
    if page.url and page.portal and is_gallery(page.url, page.portal):
        return "gallery"
    captioned = sum(image.caption is not None for image in article.images)
    if not article.videos and captioned < MIN_PHOTOS:
        return "article"
    kept = [b for b in page.body if not (b.rule or b.is_media or b.role or b.kind == "caption")]
    length = sum(block.text.count(" ") + 1 for block in kept)
    if article.videos and length < MAX_NOTICE:
        return "video"
    return "gallery" if captioned >= max(MIN_PHOTOS, length / MAX_PHOTO_WORDS) else "article"
