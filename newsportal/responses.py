"""A response of Scrapy's as the carrier that the road takes."""

from __future__ import annotations

from scrapy.http import Response

from newsportal.article import WarcPosition
from newsportal.page import Page
from newsportal.portal import Portal
from newsportal.rights import reserves


def page_of_response(response: Response, url: str, portal: Portal | None, when: str) -> Page:
    """The page that was answered, with what only the request knows: time, status, rights, WARC.

    ``url`` is the address that the record is to cite, ``when`` the time in ISO 8601.
    """
    page = Page(response.body, url, stated_type(response), portal)
    etag, modified = (response.headers.get(name) for name in ("ETag", "Last-Modified"))
    page.said = (etag or b"").decode("latin-1") or None, (modified or b"").decode("latin-1") or None
    article = page.article
    article.fetched_at = when
    article.http_status, article.source, article.robots_allowed = response.status, "live", True
    article.tdm_reserved = bool(response.meta.get("tdm_reserved")) or reserves(response.headers)
    if (kept := response.meta.get("warc")) is not None:
        article.warc = WarcPosition(file=kept[0], offset=kept[1])
    return page


def stated_type(response: Response) -> str | None:
    """The Content-Type header, or None."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1") or None
