"""The demo portal with all the sources that it declares, of a test's own making."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from newsportal.demo import DemoSite, Response
from newsportal.portals import portal_named

PORTAL = portal_named("demo")
PAGE = 10


@dataclass
class Press:
    """Each article of the demo portal in its section's feed, the sitemap, the archive, the JSON."""

    site: DemoSite
    asked: list[str] = field(default_factory=list)
    broken: dict[str, Response] = field(default_factory=dict)
    """Answers in the place of those that there are, by path and query."""

    without: dict[str, set[str]] = field(default_factory=dict)
    """Addresses that a source leaves out: feeds, sitemaps, archive, more."""

    def __post_init__(self) -> None:
        truth = [(str(each.url), each) for each in self.site.truth]
        self.articles = {url: (each.title or "", str(each.date_published)) for url, each in truth}
        others = {other: each for _, each in truth for other in each.alternate_urls}
        for url, each in others.items():
            self.articles[url] = (each.title or "", str(each.date_published))

    def respond(self, path: str) -> Response:
        """The answer of a source, or the demo portal's own."""
        self.asked.append(path)
        forms: dict[str, Callable[[str], Response]] = {
            r"/rss/([\w-]+)\.rss": self._feed,
            r"/(sitemap\.xml)": self._index,
            r"/(sitemap-articles-1\.xml\.gz)": self._sitemap,
            r"/vi-vn/luu-tru/(\d{4}-\d\d-\d\d)": self._day,
            r"/api/tin\?(.*)": self._more,
        }
        found = ((re.fullmatch(form, path), answer) for form, answer in forms.items())
        answers = (answer(match[1]) for match, answer in found if match)
        return self.broken.get(path) or next(answers, None) or self.site.respond(path)

    def _index(self, _name: str) -> Response:
        names = ("sitemap-articles-1.xml.gz", "sitemap.xml", "none.xml")
        locs = (f"<sitemap><loc>{PORTAL.root}/{name}</loc></sitemap>" for name in names)
        return _xml(f"<sitemapindex>{''.join(locs)}</sitemapindex>")

    def _sitemap(self, _name: str) -> Response:
        others = ["http://khac.example/vi-vn/a/ID/1/b", f"{PORTAL.root}/vi-vn/thoi-su"]
        others.append("http://[baovinhson.example/vi-vn/thoi-su/ID/1/a")
        locs = (f"<url><loc>{url}</loc></url>" for url in self._of("sitemaps") + others)
        packed = gzip.compress(f"<urlset>{''.join(locs)}</urlset>".encode(), mtime=0)
        return Response(200, {}, packed)

    def _day(self, day: str) -> Response:
        urls = (url for url in self._of("archive") if self.articles[url][1].startswith(day))
        links = "".join(f"<p><a href='{url}'>Tin</a></p>" for url in urls)
        page = f"<html><body>{links}</body></html>"
        return Response(200, {"Content-Type": "text/html; charset=utf-8"}, page.encode())

    def _of(self, source: str, slug: str = "") -> list[str]:
        """The addresses that a source gives, perhaps of a section alone, the newest first."""
        tab = f"/{slug}/ID/" if slug else ""
        left = self.without.get(source, set())
        fitting = (url for url in self.articles if tab in url and url not in left)
        return sorted(fitting, key=lambda url: self.articles[url][1], reverse=True)

    def _feed(self, slug: str) -> Response:
        items = "".join(
            f"<item><title>{self.articles[url][0]}&nbsp;</title><link>{url}</link>"
            f"<pubDate>{self.articles[url][1]}</pubDate></item>"
            for url in self._of("feeds", "" if slug == "home" else slug)[:PAGE]
        )
        return _xml(f"<rss><channel>{items}</channel></rss>")

    def _more(self, text: str) -> Response:
        query = parse_qs(text)
        urls = self._of("more", query["muc"][0])
        start = (int(query["trang"][0]) - 1) * PAGE
        items = [
            {"title": self.articles[url][0], "url": url, "date": self.articles[url][1], "sapo": ""}
            for url in urls[start : start + PAGE]
        ]
        more = {"items": items, "more": start + PAGE < len(urls)}
        return Response(200, {"Content-Type": "application/json"}, json.dumps(more).encode())


def _xml(text: str) -> Response:
    return Response(200, {"Content-Type": "text/xml"}, text.encode())
