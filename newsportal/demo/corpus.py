"""The page of the seed's form as a text corpus carries it: lines alone, no markup."""

from __future__ import annotations

from newsportal.demo.archive import SEED_FORM_INDEX
from newsportal.demo.boxes import LABELS
from newsportal.demo.frame import PROVINCE_LINE, TODAY_LINE
from newsportal.demo.truth import stories


def seed_form_text(size: int = 300, seed: int = 1) -> str:
    """The text of the page of `SEED_FORM_INDEX`.

    Clock, province and date line, title, caption twice, paragraphs, byline, a line that only looks
    empty, and labels with nothing under them.
    """
    story = stories(size, seed)[SEED_FORM_INDEX]
    article = story.article
    header = "\n".join((TODAY_LINE, PROVINCE_LINE, article.date_published_raw or ""))
    captions = [figure.printed for figure in story.figures for _ in range(2)]
    blocks = [header, article.title or "", *captions]
    blocks += [block.text for block in article.paragraphs]
    blocks += [article.byline_raw or "", f"\u00a0\n{LABELS[0]}", *LABELS[1:]]
    return "\n\n".join(blocks)
