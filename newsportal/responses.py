"""A response of Scrapy's as the carrier that the road takes."""

from __future__ import annotations

from scrapy.http import Response

from newsportal.article import WarcPosition
from newsportal.errors import OUT_OF_SERVICE
from newsportal.page import Page
from newsportal.portal import Portal
from newsportal.rights import Rights, forbids_ai, reservation
from newsportal.road import kind_of


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
    page.rights = rights_of(response)
    if (kept := response.meta.get("warc")) is not None:
        article.warc = WarcPosition(file=kept[0], offset=kept[1])
    return page


def rights_of(response: Response) -> Rights:
    """What robots.txt, tdmrep.json and the headers say of mining the page."""
    headers = response.headers
    tags = b", ".join(headers.getlist("X-Robots-Tag")).decode("latin-1")
    return Rights(
        site=response.meta.get("tdm_site"),
        header=reservation((headers.get("tdm-reservation") or b"").decode("latin-1")),
        closed=bool(response.meta.get("tdm_closed")) or forbids_ai(tags),
    )


def out_of_service(response: Response) -> str | None:
    """Why the whole site is out of reach, as a page or the body of a refusal says; or None."""
    if response.status not in (200, 403):
        return None
    kind = kind_of(response.body, response.url, stated_type(response))
    return kind if kind in OUT_OF_SERVICE else None


def stated_type(response: Response) -> str | None:
    """The Content-Type header, or None."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1") or None
