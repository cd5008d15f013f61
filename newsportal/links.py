"""Links as pages print them: what they lead to, and whether that can be read at all."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from newsportal.errors import ExtractionError

_PLAIN = re.compile(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?:[/?#]|$)")
"""The start of an address that needs no further look."""

_EMPTY = re.compile(r"[;?#](?=[?#]|$)")
"""A query, fragment or the like with nothing in it, which is left out."""

_UPWARDS = re.compile(r"/|(?:\.\./)+")
_DOCUMENT = re.compile(r"(?i)\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|zip|rar|7z)(?=$|[/?#])")


def is_document(href: str | None) -> bool:
    """Whether a link leads to a file that is no page.

    >>> is_document("/files/1_QD.docx?ver=2"), is_document("/pdf/tin.html")
    (True, False)
    """
    return _DOCUMENT.search(href or "") is not None


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
    if (joined := _joined(base or "", url)) is not None:
        return joined
    try:
        if not url.startswith(("http://", "https://")):
            url = urljoin(base or "", url)
    except ValueError:
        return None
    return url if url.lower().startswith(("http://", "https://")) and _is_readable(url) else None


def _joined(base: str, href: str) -> str | None:
    """What ``urljoin`` makes of a path with ``/`` or ``../`` before it, at a tenth of its cost.

    None where there is more to think of.

    >>> _joined("http://example.vn/a/b/c", "../../../d?e"), _joined("http://example.vn", "/a/./b")
    ('http://example.vn/d?e', None)
    """
    start = _UPWARDS.match(href)
    root = _PLAIN.match(base) if start else None
    if not (root and start) or href.startswith("//") or "/." in href[start.end() - 1 :]:
        return None
    if _EMPTY.search(href):
        return None
    site = root[0].rstrip("/?#")
    if href[0] == "/":
        return site + href
    path = base[len(site) :]
    if "//" in href or any(map(path.__contains__, ("?", "#", "//", "/."))):
        return None
    above = path.split("/")[1 : -1 - start.end() // len("../")]
    return "/".join([site, *above, href[start.end() :]])


def _is_readable(url: str) -> bool:
    """Whether ``url`` has a host, and a port that can be."""
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (parts.port is None or parts.port >= 0)
    except ValueError:
        return False
