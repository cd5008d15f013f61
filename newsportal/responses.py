"""A response of Scrapy's as the carrier that the road takes."""

from __future__ import annotations

from lxml.etree import _Element
from scrapy.http import Response

from newsportal.article import WarcPosition
from newsportal.errors import OUT_OF_SERVICE
from newsportal.page import Page
from newsportal.parse import parse
from newsportal.portal import Portal
from newsportal.rights import Rights, forbids_ai, reservation
from newsportal.road import kind_of
from newsportal.text.decode import decode
from newsportal.validators import validators_of


def page_of_response(response: Response, url: str, portal: Portal | None, when: str) -> Page:
    """The page that was answered, with what only the request knows: time, status, rights, WARC.

    ``url`` is the address that the record is to cite, ``when`` the time in ISO 8601.
    """
    page = Page(response.body, url, stated_type(response), portal)
    page.said = validators_of(response.headers, "")[:2]
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


def tree_of(response: Response) -> _Element:
    """The tree of a page in HTML."""
    return parse(decode(response.body, stated_type(response)).data).root


def stated_type(response: Response) -> str | None:
    """The Content-Type header, or None."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1") or None
