"""A real page as a fixture: its markup as it is, its text invented, its addresses on `.example`.

Elements, classes, ids, lengths, dates and the labels that portals print stay; every sentence, in
text, attributes and JSON-LD, becomes other words of the same shape. Comments go, and what
scripts say but for JSON-LD, since no reader of a page runs them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from newsportal.induce.invented import Inventor
from newsportal.induce.slots import is_date, stem
from newsportal.text.decode import decode
from newsportal.urls import host_of

KEPT_HOSTS = frozenset(
    "schema.org w3.org ogp.me purl.org rdfs.org xmlns.com youtube.com youtube-nocookie.com youtu.be"
    " player.vimeo.com vimeo.com".split()
)
"""Hosts that name a vocabulary or a player of videos: they say what a page is, not whose."""

MOST_WORDS = 4
"""Words of a path's segment that is a section's name and stays; a headline has more."""

_TOKEN = re.compile(
    r"(?is)(?P<comment><!--.*?(?:-->|\Z)|<\?[^>]*>)"
    r"|(?P<script><script\b(?P<about>[^>]*)>(?P<code>.*?)</script\s*>)"
    r"|(?P<style><style\b[^>]*>.*?</style\s*>)"
    r"""|(?P<tag><[a-z/!](?:"[^"]*"|'[^']*'|[^'">])*>)"""
)
_ATTRIBUTE = re.compile(r"""(?s)(?P<name>[\w:.@-]+)\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s"'>]+)""")
_INLINE = frozenset(
    "a abbr acronym b big cite code em font i ins mark q s small span strong sub sup u tt".split()
)
_LINKS = frozenset(
    "href src action data-src data-original data-url poster cite background data-href data-image"
    " data-thumb longdesc itemid".split()
)
_AS_THEY_ARE = frozenset(
    "class id name property rel type itemprop itemtype itemscope http-equiv style width height"
    " align valign border color face size target method lang xml:lang dir colspan rowspan for role"
    " charset bgcolor cellpadding cellspacing scope media sizes crossorigin integrity"
    " tabindex".split()
)
_ADDRESS = re.compile(r"""(?i)(?:https?:)?//[^\s"'<>()\\]+""")
_JSON_STRING = re.compile(r'"(?:[^"\\]|\\.)*"(?P<key>\s*:)?', re.DOTALL)
_DATED = re.compile(r"^\W*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_ROOTED = re.compile(r"(?i)(?:https?:)?//|/[\w.-]+")
_SETTING = re.compile(r"(?i)(?:[\w-]+\s*=\s*[\w.-]+[,;]?\s*)+")  # width=device-width, ...
_MEDIA_TYPE = re.compile(r"(?i)[a-z]+/[a-z.+-]+\s*;")
_CHARSET = re.compile(r"(?i)(charset\s*=\s*[\"']?)[\w-]+")


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A page with invented text."""

    page: bytes
    """In UTF-8."""

    url: str | None
    """Its address, changed as the page's own links to it are."""


def scrub(
    raw: bytes, url: str | None = None, content_type: str | None = None, keep: Iterable[str] = ()
) -> Scrubbed:
    """The fixture that a page makes; what ``keep`` names, such as the paper's title, stays.

    >>> scrub(b"<p class='a'>Xin</p>").page.startswith(b"<p class='a'>")
    True
    """
    text = decode(raw, content_type).data.decode("utf-8", "replace")
    seed = hashlib.sha256(raw).hexdigest()
    scrubber = Scrubber(Inventor(seed, tuple(keep)))
    page = scrubber.page(text)
    return Scrubbed(page.encode("utf-8"), scrubber.address(url) if url else None)


class Scrubber:
    """Goes through the source of one page, token by token."""

    def __init__(self, inventor: Inventor) -> None:
        self.inventor = inventor

    def page(self, source: str) -> str:
        """The source with invented text."""
        pieces, place = list[str](), 0
        for token in _TOKEN.finditer(source):
            pieces.append(self._printed(source[place : token.start()]))
            pieces.append(self._token(token))
            place = token.end()
        return "".join([*pieces, self._printed(source[place:])])

    def _token(self, token: re.Match[str]) -> str:
        if token["comment"]:
            return ""
        if token["script"]:
            about = self._attributes(token["about"])
            code = self.data(token["code"]) if "json" in token["about"].lower() else ""
            return f"<script{about}>{code}</script>"
        if token["style"]:
            return _ADDRESS.sub(lambda found: self.address(found[0]), token["style"])
        tag = token["tag"]
        name = re.match(r"</?\s*([A-Za-z][\w:-]*)", tag)
        if name is None:  # a doctype
            return tag
        if name[1].lower() not in _INLINE:
            self.inventor.begin()
        return tag[: name.end()] + self._attributes(tag[name.end() :])

    def _printed(self, text: str) -> str:
        """Text between two tags; entities are read, and what must be one is written as one."""
        if not text or text.isspace():
            return text
        changed = self.inventor.text(unescape(unescape(text)))  # some are written twice over
        return escape(changed, quote=False).replace("\xa0", "&nbsp;")

    def _attributes(self, text: str) -> str:
        return _ATTRIBUTE.sub(self._attribute, text)

    def _attribute(self, found: re.Match[str]) -> str:
        name, value = found["name"].lower(), found["value"]
        mark = value[0] if value[0] in "\"'" else '"'
        bare = unescape(unescape(value[1:-1] if value[0] in "\"'" else value))
        if name.startswith("on"):
            changed = ""
        elif name in _AS_THEY_ARE:
            changed = _ADDRESS.sub(lambda each: self.address(each[0]), bare)
        elif name in _LINKS:
            changed = self.address(bare)
        else:
            changed = self.value(_CHARSET.sub(r"\1utf-8", bare) if name == "content" else bare)
        if name == "charset":
            changed = "utf-8"
        if changed == bare:
            return found[0]
        changed = escape(changed, quote=False).replace(mark, "&quot;" if mark == '"' else "&#39;")
        return f"{found['name']}={mark}{changed}{mark}"

    def data(self, code: str) -> str:
        """JSON whose strings are changed; its keys stay."""

        def string(found: re.Match[str]) -> str:
            if found["key"]:
                return found[0]
            try:
                value = json.loads(found[0], strict=False)
            except ValueError:
                return '""'
            self.inventor.begin()
            return json.dumps(self.value(str(value)), ensure_ascii=False).replace("</", "<\\/")

        return _JSON_STRING.sub(string, code)

    def value(self, value: str) -> str:
        """A value of an attribute or of JSON: an address, a date, a technical word, or text."""
        bare = value.strip()
        if bare[:1] in ("{", "["):
            return self.data(value)
        if "<" in bare:
            return ""
        if " " not in bare and (_ROOTED.match(bare) or bare.isascii()):
            return self._technical(value, bare)
        if _SETTING.fullmatch(bare) or _MEDIA_TYPE.match(bare):
            return value
        self.inventor.begin()
        changed = self.inventor.text(value)
        self.inventor.begin()
        return changed

    def _technical(self, value: str, bare: str) -> str:
        """A value without a blank: an address, a word of a closed list, or a slug."""
        if _ROOTED.match(bare):
            return self.address(value)
        if bare.count("-") < MOST_WORDS or _DATED.match(bare):
            return _ADDRESS.sub(lambda each: self.address(each[0]), value)
        return self.inventor.slug(value)

    def address(self, url: str) -> str:
        """An address on an invented host, with its numbers and the words of headlines changed."""
        if "," in url and re.search(r"\s\d+[wx](?:,|$)", url):  # a srcset
            return ", ".join(self.address(each.strip()) for each in url.split(", "))
        bare = url.strip()
        if bare.lower().startswith(("javascript:", "data:", "mailto:", "tel:")):
            return bare.partition(":")[0] + ":" + (";" if bare[:1] in "jJ" else "")
        try:
            parts = urlsplit(bare)
            host = parts.hostname or ""
        except ValueError:
            return "#"
        netloc = parts.netloc
        if host and host_of(f"http://{host}") not in KEPT_HOSTS and not host.endswith(".example"):
            netloc = self.inventor.host(host)
        path = "/".join(map(self._segment, parts.path.split("/")))
        query = re.sub(r"(?<==)[^&;=]+", lambda found: self._queried(found[0]), parts.query)
        fragment = parts.fragment if len(parts.fragment) < 20 else "x"
        return urlunsplit((parts.scheme, netloc, path, query, fragment))

    def _segment(self, segment: str) -> str:
        name, extension = stem(unquote(segment))
        if is_date(name) or not name:
            return segment
        many = len([each for each in re.split(r"[^A-Za-z]+", name) if each]) > MOST_WORDS
        if many or not name.isascii() or " " in name:
            plain = name if name.isascii() else re.sub(r"[^\x00-\x7f]", "a", name)
            return quote(self.inventor.slug(plain), safe="-_.~()!,;:@=&+$'") + extension
        return self._digits(segment)

    def _queried(self, value: str) -> str:
        plain = unquote(value)
        if "/" in plain:
            return quote(self.address(plain), safe="")
        words = re.split(r"[\W_]+", plain)
        return self.inventor.slug(value) if len(words) > MOST_WORDS else self._digits(value)

    def _digits(self, text: str) -> str:
        """Long numbers in an address changed; those that may be dates stay."""
        return re.sub(
            r"\d{5,}",
            lambda each: each[0] if is_date(each[0]) else self.inventor.number(each[0]),
            text,
        )
