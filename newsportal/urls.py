"""Addresses: what identifies an article, and its one canonical form."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from newsportal.text.normalise import words

if TYPE_CHECKING:
    from newsportal.portal import Portal

NOISE: dict[str, str] = {
    "campaign": r"(?:utm_\w+|(?:fb|g|y|ms|dc|tt)clid|mc_[ce]id|igshid|zalo\w*|ref)=.*",
    "session": r"(?:aspxautodetectcookiesupport|(?:asp\.net_|j|php)?sess(?:ion)?_?id|sid"
    r"|aspsessionid\w*|cfid|cftoken)=.*",
    "print view": r"(?:dnnprintmode|skinsrc|containersrc)=.*|print=(?:1|true|yes)",
}
"""What a parameter of an address says that does not identify the page, and how it is spelled."""

_NOISE = re.compile("|".join(NOISE.values()), re.IGNORECASE | re.DOTALL)
_SESSION = re.compile(r"(?i);(?:jsessionid|phpsessid|sid)=[^/;]*|/\((?:[a-z]\([^()]*\))+\)(?=/|$)")
"""A session in a path, as servlets and ASP.NET write it."""

_PORTS = {"http": 80, "https": 443}
_SLASHES = re.compile("/{2,}")
_UNSAFE = re.compile(r"[^\x21-\x7e]+")
_ESCAPED = re.compile("%[0-9a-f]{2}", re.IGNORECASE)

_CLEAN = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?P<path>(?:/[\w.~!$&'*+,=:@-]*)*)", re.ASCII
)
"""An address from which nothing is to be cut but slashes at its end."""


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


def origin_of(url: str) -> str:
    """Scheme, host and port of an address.

    >>> origin_of("http://127.0.0.1:8090/vi/a?b")
    'http://127.0.0.1:8090'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@lru_cache(maxsize=1024)
def clean_address(url: str) -> str:
    """``url`` without what does not identify the page: session, campaign, fragment, port of scheme.

    >>> clean_address("HTTPS://Example.VN:443/a/?utm_source=x&id=2#top")
    'https://example.vn/a?id=2'
    """
    if (plain := _CLEAN.fullmatch(url)) and "//" not in plain["path"]:
        return url.rstrip("/") if plain["path"].strip("/") else f"{url.rstrip('/')}/"
    parts = urlsplit(url.strip())
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _NOISE.fullmatch(f"{name}={value}")
    ]
    asked = urlencode(query, errors="replace")
    return urlunsplit((parts.scheme.lower(), _netloc(parts), _path(parts.path), asked, ""))


def _netloc(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    elif not host.isascii():
        with suppress(UnicodeError):  # a name that no DNS can hold stays as it is written
            host = host.encode("idna").decode("ascii")
    own = parts.port and parts.port != _PORTS.get(parts.scheme.lower())
    return f"{host}:{parts.port}" if own else host


def _own_path(path: str) -> str:
    """``path`` without sessions and doubled slashes."""
    while (";" in path or "/(" in path) and (shorter := _SESSION.sub("", path)) != path:
        path = shorter
    return _SLASHES.sub("/", path) if "//" in path else path


def _path(path: str) -> str:
    """`_own_path` without a slash at its end, as requests spell it: in ASCII."""
    path = _own_path(path).rstrip("/") or "/"
    path = _UNSAFE.sub(lambda found: quote(found[0], errors="replace"), path)
    return _ESCAPED.sub(lambda found: found[0].upper(), path)


def rehosted(root: str, url: str) -> str:
    """The page of ``url`` on another host.

    >>> rehosted("http://127.0.0.1:8090", "https://example.vn/vi/a?b=1")
    'http://127.0.0.1:8090/vi/a?b=1'
    """
    return root + _target(urlsplit(url))


def present_address(url: str, portal: Portal) -> str:
    """``url``, on the portal's present host where it is on one that the portal once had."""
    return rehosted(portal.root, url) if host_of(url) in portal.formerly else url


def _target(parts: SplitResult) -> str:
    """Path and query."""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def without_keys(url: str, unwanted: re.Pattern[str], wanted: re.Pattern[str]) -> str:
    """``url`` without sessions, campaigns, the fragment, and the ``unwanted`` keys of its query.

    Whatever part of the query ``wanted`` finds stays; where nothing is taken, ``url`` is as it was.

    >>> page = re.compile("[?&]p=(?P<page>[0-9]+)")
    >>> without_keys("http://a.vn/b;jsessionid=4?sort=x&p=2&sid=9", re.compile("sort"), page)
    'http://a.vn/b?p=2'
    """
    parts = urlsplit(url)
    path = _SESSION.sub("", parts.path)
    pairs = [each for each in re.split("[&;]", parts.query) if each]
    kept = [each for each in pairs if not _is_noise(each, unwanted) or wanted.search(f"?{each}")]
    query = "&".join(kept) if kept != pairs else parts.query
    return urlunsplit((*parts[:2], path, query, ""))


def _is_noise(pair: str, unwanted: re.Pattern[str]) -> bool:
    key, _, value = pair.partition("=")
    return _NOISE.fullmatch(f"{key}={value}") is not None or unwanted.match(key) is not None


def article_match(url: str, portal: Portal) -> dict[str, str] | None:
    """The groups of the portal's article patterns in ``url``: ``id`` and perhaps ``section``."""
    parts = urlsplit(url)
    path = _own_path(parts.path)
    target = _target(parts._replace(path=path)) if names_query(portal.article_url) else path
    found = _matched(portal.article_url, target)
    for pattern in portal.article_twins:
        found = found or _matched(pattern, _target(parts._replace(path=path)))
    return {name: value for name, value in found.groupdict().items() if value} if found else None


def names_query(pattern: str) -> bool:
    r"""Whether a pattern speaks of the query of an address, which it does by ``[?&]``.

    >>> names_query(r"^/tin\.aspx[?&]id=(?P<id>\d+)"), names_query(r"^/(?P<id>\d+)")
    (True, False)
    """
    return "[?&]" in pattern


def _matched(pattern: str, target: str) -> re.Match[str] | None:
    """Where an article's pattern fits; in any case where the id, a number, is the same in both."""
    found = _pattern(pattern, re.IGNORECASE).search(target)
    return found if found is None or found["id"].isdecimal() else _pattern(pattern).search(target)


def is_gallery(url: str, portal: Portal) -> bool:
    """Whether ``url`` is that of a photo page."""
    pattern = portal.gallery_url
    return pattern is not None and _matches(pattern, urlsplit(url).path)


def refusal(url: str, portal: Portal) -> str | None:
    """The portal's pattern that forbids ``url``, or None; in any case."""
    target = _target(urlsplit(url))
    return next((each for each in portal.refused_urls if _matches(each, target)), None)


def _matches(pattern: str, target: str) -> bool:
    return _pattern(pattern, re.IGNORECASE).search(target) is not None


def article_id(url: str, portal: Portal | None) -> str:
    """The record's id: the portal's name and the id in its CMS, else a digest of the address.

    >>> article_id("https://example.vn/a?utm_source=x", None)
    'example.vn:faf5507b520856bb'
    """
    found = article_match(url, portal) if portal else None
    if portal and found:
        return f"{portal.name}:{found['id']}"
    url = present_address(url, portal) if portal else url
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

    A declared portal's article is cited on its present host. ``stated`` is absolute. Saved mirrors
    add ``.html`` to it, which is cut where the portal's own addresses have none.
    """
    own = _cited(url, portal)
    if not stated or stated in (url, own) or _house(stated, portal) != _house(url, portal):
        return own
    if portal and article_id(stated, portal) != article_id(url, portal):
        return own
    stated = _cited(stated, portal)
    saved = not (portal and portal.saved_suffix) and not urlsplit(own).path.endswith(".html")
    return stated.removesuffix(".html") if saved else stated


def _cited(url: str, portal: Portal | None) -> str:
    """``url`` cleaned; an article's of ``portal`` on its present host."""
    url = clean_address(url)
    if portal is None:
        return url
    if host_of(url) in portal.known_hosts and article_match(url, portal):
        url = rehosted(portal.root, url)
    return url.removesuffix(portal.saved_suffix)


def _house(url: str, portal: Portal | None) -> str:
    """Who speaks at an address: the portal on all its hosts, else the host."""
    host = host_of(url)
    return portal.name if portal and host in portal.known_hosts else host


def lies_elsewhere(canonical: str, url: str, portal: Portal) -> bool:
    """Whether an article's canonical address is one in another section than ``url``.

    What a page prints of its section depends on the address at which it was had.
    """
    home, own = article_match(canonical, portal), article_match(url, portal)
    if home is None or own is None or refusal(canonical, portal) is not None:
        return False
    return home.get("section", "").casefold() != own.get("section", "").casefold()


@lru_cache(maxsize=256)
def _pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(pattern, flags)
