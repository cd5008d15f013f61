"""Downloader middlewares: what arrives is whole, or it is an error."""

from __future__ import annotations

import zlib

from scrapy import Request
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Response

from newsportal.text.gzip import is_complete


class CompleteBodyMiddleware:
    """Refuse a gzip body that breaks off; Scrapy itself would hand its first half on.

    Stands between the network and Scrapy's decompression. A short Content-Length is an error
    already by ``DOWNLOAD_FAIL_ON_DATALOSS``, Scrapy's default.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        """The response, or a data loss that the retry middleware tries again.

        Raises:
            ResponseDataLossError: The gzip stream has no end, or its checksum is wrong.
        """
        encoding = (response.headers.get("Content-Encoding") or b"").strip().lower()
        if encoding in (b"gzip", b"x-gzip") and response.body:
            try:
                complete = is_complete(response.body)
            except zlib.error as error:
                raise ResponseDataLossError(f"broken gzip from {request.url}: {error}") from error
            if not complete:
                raise ResponseDataLossError(f"gzip from {request.url} breaks off")
        return response
