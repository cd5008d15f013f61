"""The demo portal that kills whoever crawls it, half-way."""

from __future__ import annotations

import re
from collections import Counter
from threading import Lock
from typing import Protocol

from newsportal.demo.response import Response
from newsportal.demo.site import DemoSite

_ARTICLE = re.compile(r"/ID/(\d{1,9})/")


class Victim(Protocol):
    """What can be killed: a process."""

    def kill(self) -> None:
        """End it with signal 9."""
        ...


class Deadly:
    """A portal that kills its victim as soon as so many of its articles were asked for.

    >>> class Crawl:
    ...     def kill(self):
    ...         print("killed")
    >>> deadly = Deadly(DemoSite(20), 2)
    >>> deadly.victim = Crawl()
    >>> for article in deadly.site.truth[:3]:
    ...     _ = deadly.respond(article.url)
    killed
    >>> deadly.killed_at, deadly.articles_again, deadly.others_again
    (2, 0, 0)
    """

    def __init__(self, site: DemoSite, after: int) -> None:
        self.site, self._after = site, after
        self.victim: Victim | None = None
        self.killed_at: int | None = None
        """How many different articles had been asked for when it killed."""

        self._articles: Counter[int] = Counter()
        self._others: Counter[str] = Counter()
        self._lock = Lock()

    def respond(self, path: str) -> Response:
        """The portal's answer; the one at which it kills is not waited for."""
        found = _ARTICLE.search(path)
        index = self.site.stories.headlines.archive.index_of(int(found[1])) if found else None
        with self._lock:
            if index is None:
                self._others[path] += 1
            else:
                self._articles[index] += 1
            if len(self._articles) == self._after and self.victim and self.killed_at is None:
                self.killed_at = len(self._articles)
                self.victim.kill()
        return self.site.respond(path)

    @property
    def articles_again(self) -> int:
        """Requests for an article that was asked for before."""
        return self._articles.total() - len(self._articles)

    @property
    def others_again(self) -> int:
        """Requests for another page that was asked for before: listings and robots.txt."""
        return self._others.total() - len(self._others)
