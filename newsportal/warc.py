"""The downloader middleware that keeps what was fetched, as it came, in WARC files."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response

from newsportal.archive.writer import WarcFiles
from newsportal.extensions import keeper_of

NOT_KEPT = frozenset(("transfer-encoding", "content-length"))
"""Headers of the connection; the length is stated anew."""


class WarcMiddleware:
    """Write each request and its response to ``<output>/<portal>/warc``.

    Stands nearest to the network, where bodies are still as the host pressed them.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        if not settings.getbool("NEWSPORTAL_WARC") or settings.getbool("NEWSPORTAL_IN_MEMORY"):
            raise NotConfigured
        self.crawler = crawler
        self.files: WarcFiles | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> WarcMiddleware:
        """The middleware of a crawler.

        Raises:
            NotConfigured: No WARC is wanted.
        """
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """The response itself, once it is written."""
        keeper = keeper_of(self.crawler)
        try:
            if self.files is None:
                self.files = WarcFiles(keeper.folder / "warc", keeper.report.run_id)
                keeper.closers.append(self.files.close)
            name, offset = self._write(self.files, request, response)
        except OSError as error:
            keeper.break_off(f"{keeper.folder / 'warc'} cannot be written: {error}")
            return response
        request.meta["warc"] = (f"{keeper.portal}/warc/{name}", offset)
        return response

    def _write(self, files: WarcFiles, request: Request, response: Response) -> tuple[str, int]:
        own = getattr(self.crawler.spider, "own_address", str)
        parts = urlsplit(request.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        asked = [("Host", parts.netloc), *_stated(request.headers)]
        length = [("Content-Length", str(len(response.body)))] if response.status != 304 else []
        answer = [*_stated(response.headers), *length]
        at = f"{keeper_of(self.crawler).clock.now():%Y-%m-%dT%H:%M:%SZ}"
        line = f"{response.status} {_phrase(response.status)}"
        return files.write(
            own(response.url),
            (f"{request.method} {target} HTTP/1.1", asked),
            (line, answer, response.body),
            at,
        )


def _stated(headers: Headers) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        if name.decode("latin-1").lower() not in NOT_KEPT
        for value in values
    ]


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
