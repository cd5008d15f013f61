"""Item pipelines: the steps of the road, each a thin wrapper of one pure function.

An item is the private carrier `Page`, or a dict or dataclass with ``raw`` (the body as bytes or
str) and ``url``, and perhaps ``content_type``, ``http_status`` and ``fetched_at``. What leaves the
last pipeline is a plain `Article`, as it stands in the store.
"""

from __future__ import annotations

from typing import Any

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newsportal.article import Article
from newsportal.clean import clean
from newsportal.dedup import dedup
from newsportal.errors import ExtractionError
from newsportal.normalise import normalise
from newsportal.page import Page
from newsportal.portals import portal_of
from newsportal.road import begin
from newsportal.validate import validate

PIPELINES = tuple(
    f"newsportal.pipelines.{name}Pipeline"
    for name in ("Clean", "Normalise", "Validate", "Dedup", "Store")
)
"""The pipelines in their order."""


class Refused(DropItem):
    """An item that makes no record; ``reason`` is one of `newsportal.errors.REASONS`."""

    log_level = "INFO"

    def __init__(self, error: ExtractionError) -> None:
        self.reason = error.reason
        super().__init__(str(error))


def page_of(item: Any) -> Page:
    """The carrier that an item is, or is made into.

    Raises:
        Refused: It makes no record.
    """
    if isinstance(item, Page):
        return item
    adapter = ItemAdapter(item)
    raw, url = adapter["raw"], adapter["url"]
    raw = raw.encode() if isinstance(raw, str) else raw
    page = Page(raw, url, adapter.get("content_type"), portal_of(url))
    page.article.http_status = adapter.get("http_status")
    page.article.fetched_at = adapter.get("fetched_at")
    page.article.source = adapter.get("source")
    try:
        return begin(page)
    except ExtractionError as error:
        raise Refused(error) from error


class StepPipeline:
    """One step of the road."""

    @staticmethod
    def step(page: Page) -> None:
        """Do the work; the road's function of that name."""
        raise NotImplementedError

    def process_item(self, item: Any) -> Page:
        """The page of the item after the step.

        Raises:
            Refused: It makes no record.
        """
        page = page_of(item)
        try:
            self.step(page)
        except ExtractionError as error:
            raise Refused(error) from error
        return page


class CleanPipeline(StepPipeline):
    """Mark what is not the article."""

    step = staticmethod(clean)


class NormalisePipeline(StepPipeline):
    """Build the record."""

    step = staticmethod(normalise)


class ValidatePipeline(StepPipeline):
    """Flag what a reader should know, and refuse what is no article."""

    step = staticmethod(validate)


class DedupPipeline(StepPipeline):
    """Give the record the digest by which equal texts are known."""

    step = staticmethod(dedup)


class StorePipeline:
    """Store the record; equal texts are joined there."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StorePipeline:
        """The pipeline of a crawler."""
        return cls(crawler)

    def process_item(self, item: Any) -> Article:
        """The record as it stands in the store.

        Raises:
            Refused: It was withdrawn.
        """
        from newsportal.extensions import keeper_of

        page = page_of(item)
        try:
            return keeper_of(self.crawler).save(page)
        except ExtractionError as error:
            raise Refused(error) from error
