"""Normalise: build the record from what was found and kept, once."""

from __future__ import annotations

from newsportal.article import Paragraph
from newsportal.classify import record_kind
from newsportal.credit import take_credit
from newsportal.media import take_media
from newsportal.page import Page
from newsportal.text.datelines import read_dateline
from newsportal.text.dates import PrintedDate
from newsportal.text.language import language_of
from newsportal.urls import article_id, text_id

PLAIN_FIELDS = (
    "title",
    "description",
    "section",
    "section_name",
    "keywords",
    "canonical_url",
    "captured_on",
)
"""Fields that are taken as they were found."""


def normalise(page: Page) -> None:
    """Fill ``page.article``."""
    _take_plain(page)
    _take_dates(page)
    take_media(page)
    page.article.kind = record_kind(page)
    take_credit(page)
    _take_text(page)
    _take_portal(page)
    page.article.removed = page.removals()


def _take_plain(page: Page) -> None:
    article = page.article
    article.url = page.url
    for name in PLAIN_FIELDS:
        found = page.found(name)
        if found is not None:
            setattr(article, name, found.value)
            article.field_sources[name] = found.source
    article.section_path = [article.section_name] if article.section_name else []


def _take_dates(page: Page) -> None:
    article = page.article
    found = page.found("date_published")
    if found is not None:
        date: PrintedDate = found.value
        article.date_published, article.date_precision = date.value, date.precision
        article.date_published_raw = date.raw
        article.field_sources["date_published"] = found.source
        if not date.weekday_agrees:
            page.flag("weekday_disagrees")
    modified = page.found("date_modified")
    if modified is not None:
        article.date_modified = modified.value.value
        article.field_sources["date_modified"] = modified.source


def _take_text(page: Page) -> None:
    article = page.article
    gallery = article.kind == "gallery"
    for block in page.body:
        if block.rule or block.is_media or block.role not in ("", "caption"):
            continue
        if block.role == "caption" or (block.kind == "caption" and not page.is_text):
            if gallery:
                article.paragraphs.append(Paragraph(kind="caption", text=block.text))
            elif not block.role:
                block.rule = "caption-alone"
        else:
            kind = "paragraph" if block.kind == "caption" else block.kind
            article.paragraphs.append(Paragraph(kind=kind, text=block.text))
    texts = [each.text for each in article.paragraphs if each.kind != "caption"]
    article.text = "\n\n".join(filter(None, [article.description, *texts]))
    article.word_count = _count_words(article.text)
    article.language, article.language_score = language_of(article.text or article.title or "")
    article.dateline = read_dateline(article.description or next(iter(texts), None))
    if article.text and (found := page.found("text")):
        article.field_sources["text"] = found.source


def _count_words(text: str) -> int:
    """Words of a text in normal form: one space between two, an empty line between paragraphs."""
    return text.count(" ") + text.count("\n\n") + 1 if text else 0


def _take_portal(page: Page) -> None:
    article, portal = page.article, page.portal
    if page.url is not None:
        article.id = article_id(page.url, portal)
    else:
        article.id = text_id(article.title, article.date_published, portal)
    if portal is None:
        return
    article.portal = portal.name
    province = portal.province_on(article.date_published) or portal.province_by(article.captured_on)
    if province is not None:
        article.province, article.province_code = province.name, province.code
        article.field_sources["province"] = "portal"
