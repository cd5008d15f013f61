"""Parquet for those who use Scrapy alone: ``FEEDS = {"a.parquet": {"format": "parquet"}}``."""

from __future__ import annotations

from typing import IO, Any

from itemadapter import ItemAdapter
from scrapy.exporters import BaseItemExporter

from newsportal.dataset.parquet import BATCH, ParquetFile
from newsportal.dataset.rows import row_of
from newsportal.dataset.selection import Stored


class ParquetItemExporter(BaseItemExporter):
    """Writes records in the columns of ``newsportal export``.

    Items are what leaves the pipelines: an `Article`, or what has its fields.
    """

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        super().__init__(dont_fail=True, **options)
        self.file = file
        self.waiting: list[dict[str, Any]] = []
        self.writer: ParquetFile | None = None

    def start_exporting(self) -> None:
        """Begin the file.

        Raises:
            StoreError: pyarrow is not installed.
        """
        self.writer = ParquetFile(self.file)

    def export_item(self, item: Any) -> None:
        """Write an item."""
        record = ItemAdapter(item).asdict()
        stored = Stored(record["portal"] or "", record["id"] or "", "live", "", record)
        self.waiting.append(row_of(stored))
        if len(self.waiting) == BATCH:
            self._write()

    def finish_exporting(self) -> None:
        """End the file."""
        self._write()
        if self.writer is not None:
            self.writer.close()

    def _write(self) -> None:
        if self.waiting and self.writer is not None:
            self.writer.add(self.waiting)
        self.waiting = []
