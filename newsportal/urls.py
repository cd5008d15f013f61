"""Addresses: what identifies an article, and its one canonical form."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from newsportal.errors import ExtractionError
from newsportal.text.normalise import words

if TYPE_CHECKING:
    from newsportal.portal import Portal

_NOISE = re.compile(
    r"(?i)^(?:utm_\w+|fbclid|gclid|zalo\w*|aspxautodetectcookiesupport|sessionid|jsessionid|phpsessid|sid|ref)$"
)
_SESSION = re.compile(r"(?i);jsessionid=[^/?#]*|/\(S\([^)]*\)\)")

_PLAIN = re.compile(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?:[/?#]|$)")
"""The start of an address that needs no further look."""

_CLEAN = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?P<path>(?:/[\w.~%!$&'*+,=:@-]*)*)", re.ASCII
)
"""An address from which nothing is to be cut but slashes at its end."""

_DOCUMENT = re.compile(r"(?i)\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|zip|rar|7z)(?=$|[/?#])")


def is_document(href: str | None) -> bool:
    """Whether a link leads to a file that is no page.

    >>> is_document("/files/1_QD.docx?ver=2"), is_document("/pdf/tin.html")
    (True, False)
    """
    return _DOCUMENT.search(href or "") is not None


@lru_cache(maxsize=1024)
def host_of(url: str) -> str:
    """The host of ``url`` in lower case and ASCII, without port and leading www.

    >>> host_of("http://WWW.Example.vn:8080/a")
    'example.vn'
    """
    try:
        host = urlsplit(url).hostname or ""
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError:
        return ""
    return host.removeprefix("www.").rstrip(".")


def check_address(url: str) -> str:
    """``url`` itself, if it is an http or https address with a host.

    Raises:
        ExtractionError: It is not.
    """
    if not url.lower().startswith(("http://", "https://")) or not _is_readable(url):
        raise ExtractionError("wrong-address", repr(url))
    return url


def absolute(base: str | None, href: str | None) -> str | None:
    """The http or https address that ``href`` means on the page ``base``; None if it is none.

    Pages print addresses that nothing can read: a bracket in the host, a port above 65535.

    >>> absolute("http://example.vn/a/b", "../c.jpg")
    'http://example.vn/c.jpg'
    >>> absolute("http://example.vn/a", "http://[bad/x.jpg")
    """
    url = (href or "").strip()
    if _PLAIN.match(url):
        return url
    try:
        if not url.startswith(("http://", "https://")):
            url = _joined(base or "", url)
    except ValueError:
        return None
    return url if url.lower().startswith(("http://", "https://")) and _is_readable(url) else None


def _joined(base: str, href: str) -> str:
    """``urljoin``, at a fifth of its cost for a path from the root."""
    root = _PLAIN.match(base) if href.startswith("/") else None
    if root and not href.startswith("//") and "/." not in href:
        return root[0].rstrip("/?#") + href
    return urljoin(base, href)


def _is_readable(url: str) -> bool:
    """Whether ``url`` has a host, and a port that can be."""
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (parts.port is None or parts.port >= 0)
    except ValueError:
        return False


@lru_cache(maxsize=1024)
def clean_address(url: str) -> str:
    """``url`` without what does not identify the page: session, campaign, fragment, port of scheme.

    >>> clean_address("HTTPS://Example.VN:443/a/?utm_source=x&id=2#top")
    'https://example.vn/a?id=2'
    """
    if (plain := _CLEAN.fullmatch(url)) and "//" not in plain["path"]:
        return url.rstrip("/") if plain["path"] else f"{url}/"
    parts = urlsplit(_SESSION.sub("", url.strip()))
    host = (parts.hostname or "").rstrip(".")
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    query = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _NOISE.match(pair[0])
    ]
    path = re.sub(r"/{2,}", "/", parts.path).rstrip("/") or "/"
    return urlunsplit((parts.scheme.lower(), host + port, path, urlencode(query), ""))


def article_match(url: str, portal: Portal) -> dict[str, str] | None:
    """The groups of the portal's article pattern in ``url``: ``id`` and perhaps ``section``."""
    found = _pattern(portal.article_url).search(urlsplit(url).path)
    return {name: value for name, value in found.groupdict().items() if value} if found else None


def is_gallery(url: str, portal: Portal) -> bool:
    """Whether ``url`` is that of a photo page."""
    pattern = portal.gallery_url
    return pattern is not None and _pattern(pattern).search(urlsplit(url).path) is not None


def refusal(url: str, portal: Portal) -> str | None:
    """The portal's pattern that forbids ``url``, or None."""
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    return next((each for each in portal.refused_urls if _pattern(each).search(target)), None)


def article_id(url: str, portal: Portal | None) -> str:
    """The record's id: the portal's name and the id in its CMS, else a digest of the address.

    >>> article_id("https://example.vn/a?utm_source=x", None)
    'example.vn:faf5507b520856bb'
    """
    found = article_match(url, portal) if portal else None
    if portal and found:
        return f"{portal.name}:{found['id']}"
    key = re.sub(r"^https?://(?:www\.)?", "", clean_address(url))
    return f"{portal.name if portal else host_of(url)}:{digest(key)}"


def text_id(title: str | None, date: str | None, portal: Portal | None) -> str:
    """The id of a bare text: a digest of its title's words and its day.

    A page of the same article met later has the same digest, which joins the two.
    """
    key = f"{words(title or '')}\n{(date or '')[:10]}"
    return f"{portal.name if portal else 'text'}:{digest(key)}"


def digest(key: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of ``key``."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]


def canonical_address(url: str, stated: str | None, portal: Portal | None) -> str:
    """The address to cite: the page's rel=canonical where it names the same article.

    ``stated`` is absolute. Saved mirrors add ``.html`` to it, which is cut where the portal's
    own addresses have none.
    """
    own = clean_address(url)
    if portal and portal.saved_suffix:
        own = own.removesuffix(portal.saved_suffix)
    if not stated or stated in (url, own) or host_of(stated) != host_of(url):
        return own
    stated = clean_address(stated)
    if portal and article_id(stated, portal) != article_id(url, portal):
        return own
    if portal and portal.saved_suffix:
        return stated.removesuffix(portal.saved_suffix)
    if not urlsplit(own).path.endswith(".html"):
        stated = stated.removesuffix(".html")
    return stated


def lies_elsewhere(canonical: str, url: str, portal: Portal) -> bool:
    """Whether an article's canonical address is one in another section than ``url``.

    What a page prints of its section depends on the address at which it was had.
    """
    home, own = article_match(canonical, portal), article_match(url, portal)
    if home is None or own is None or refusal(canonical, portal) is not None:
        return False
    return home.get("section", "").casefold() != own.get("section", "").casefold()


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
