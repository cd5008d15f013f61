"""A portal full of traps with ten articles behind them, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count

from newsportal.demo import DemoSite, Response
from newsportal.portals import portal_named

ROOT = portal_named("demo").root
LISTING = "/vi-vn/thoi-su"
PER_PAGE = 2
LAST = 5


@dataclass
class Trapped:
    """Ten articles of one section of the demo portal, two on each of five pages.

    The listing has no last page, and every address on it carries an id of its own for a session,
    which names the page anew; beside it stand a calendar, filters and a path that grows.
    """

    site: DemoSite
    traps: frozenset[str]
    """calendar, pager, facets, growing, session."""

    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        urls = [str(each.url) for each in self.site.truth if f"{LISTING}/" in str(each.url)]
        self.articles = urls[: LAST * PER_PAGE]
        self.sessions = count(0x9F86D081)

    def respond(self, path: str) -> Response:
        """A page of the trap that its address leads into, or an article."""
        self.asked.append(path)
        bare = re.sub(r";[^?]*|\?.*", "", path)
        if ROOT + bare in self.articles:
            return self.site.respond(bare)
        if bare == "/robots.txt":
            return Response(404, {}, b"")
        links = self._listing(bare) if bare.startswith(LISTING) else []
        links += self._around(path, bare)
        return _page(links)

    def _listing(self, path: str) -> list[str]:
        found = re.search(r"/currentpage/(\d+)$", path)
        number = int(found[1]) if found else 1
        first = (min(number, LAST) - 1) * PER_PAGE
        shown = self.articles[first : first + PER_PAGE]
        links = [self._with_session(url.removeprefix(ROOT)) for url in shown]
        if number < LAST or "pager" in self.traps:
            further = f"{LISTING}/currentpage/{number + 1}"
            links.append(self._with_session(further))
            if "facets" in self.traps:
                links += [f"{further}?sort={each}&view=list" for each in ("cu", "moi")]
            if "growing" in self.traps:
                links.append(f"thoi-su/currentpage/{number + 1}")
        return links

    def _with_session(self, path: str) -> str:
        if "session" not in self.traps:
            return path
        number = next(self.sessions)
        return f"{path};jsessionid={number:x}" if number % 2 else f"{path}?PHPSESSID={number:x}"

    def _around(self, path: str, bare: str) -> list[str]:
        """The links into the traps, which each page has."""
        links = [LISTING]
        if "calendar" in self.traps:
            found = re.fullmatch(r"/lich/(\d+)/(\d+)", bare)
            month = int(found[1]) * 12 + int(found[2]) if found else 2024 * 12
            links += [f"/lich/{at // 12}/{at % 12}" for at in (month - 1, month + 1)]
            links += [f"/lich/{month // 12}/{month % 12}/{day}" for day in range(1, 29)]
        if "facets" in self.traps:
            known = path.partition("?")[2] if bare == "/loc" else ""
            links += [f"/loc?{known}&{key}={value}" for key in "abcdef" for value in range(9)]
        if "growing" in self.traps:
            links += ["muc/"]
            links += [f"{bare.rstrip('/')}/them-{len(bare)}/"] if "/muc" in bare else []
        if "session" in self.traps:
            links += [self._with_session("/trang-chu")]
        return links


def _page(links: list[str]) -> Response:
    anchors = "".join(f'<li><a href="{each}">Trang đã đăng</a></li>' for each in links)
    head = "<head><title>Mục - Báo Vĩnh Sơn</title></head>"
    body = f"<html>{head}<body><ul>{anchors}</ul></body></html>"
    return Response(200, {"Content-Type": "text/html; charset=utf-8"}, body.encode())
