"""robots.txt as RFC 9309 has it: what it allows, how fast, and what its absence means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from protego import Protego

MAX_SIZE = 500 * 1024
"""Bytes that are read, as section 2.5 of the RFC has it; the rest of a longer file is ignored."""

MAX_AGE = timedelta(days=30)
"""How long the last copy that was had stands for one that cannot be had."""

MAX_DELAY = 30.0
"""Seconds between two requests, however many a portal asks for; the summary says so."""

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(r"(?i)\s*<(?:!doctype|!--|html|head|body|meta|\?xml)")

MAX_CHANGED, MAX_LINE = 50, 200
"""Lines of a robots.txt that are told to have changed, and characters of each."""

AI_AGENTS = ("GPTBot", "CCBot", "Google-Extended", "ClaudeBot", "anthropic-ai", "Bytespider")
"""Agents that collect for the training of models; a group for one of them is an opt-out."""


@dataclass(frozen=True, slots=True)
class Robots:
    """What one robots.txt says."""

    text: str = ""
    _parser: Protego | None = field(default=None, repr=False)

    def allows(self, url: str, agent: str) -> bool:
        """Whether ``agent`` may ask for ``url``."""
        return self._parser is None or bool(self._parser.can_fetch(url, agent))

    def asked_delay(self, agent: str) -> float | None:
        r"""Seconds that ``agent`` is asked to wait between two requests; None if none are named.

        >>> read_robots(200, b"User-agent: *\nCrawl-delay: 900").asked_delay("newsportal")
        900.0
        """
        delay = self._parser.crawl_delay(agent) if self._parser is not None else None
        return float(delay) if delay is not None and delay >= 0 else None

    def reserves(self, url: str) -> bool:
        r"""Whether ``url`` is closed to agents that collect for the training of models.

        >>> read_robots(200, b"User-agent: GPTBot\nDisallow: /").reserves("http://a.vn/b")
        True
        """
        return any(not self.allows(url, agent) for agent in AI_AGENTS)


ALLOWS_ALL = Robots()


def read_robots(status: int, body: bytes) -> Robots | None:
    """What an answer to the request for robots.txt means; None if it means that none can be had.

    A file that is not there (4xx) allows all, and so does a page in HTML, which has no rules. A
    server that fails (5xx), or is asked too much (429), allows nothing.

    >>> read_robots(404, b"").allows("http://a.vn/b", "newsportal"), read_robots(503, b"")
    (True, None)
    """
    if 200 <= status < 300:
        text = _text(body)
        return ALLOWS_ALL if _HTML.match(text) else Robots(text, Protego.parse(text))
    return ALLOWS_ALL if 400 <= status < 500 and status != 429 else None


def changed_lines(before: str, now: str) -> list[str]:
    r"""Lines that came into a robots.txt and went out of it, `MAX_CHANGED` at most.

    >>> changed_lines("User-agent: *\nDisallow: /a", "User-agent: *\nDisallow: /b\n")
    ['+Disallow: /b', '-Disallow: /a']
    """
    old, new = ([line.strip() for line in each.splitlines()] for each in (before, now))
    came = [f"+{line}"[:MAX_LINE] for line in dict.fromkeys(new) if line and line not in old]
    went = [f"-{line}"[:MAX_LINE] for line in dict.fromkeys(old) if line and line not in new]
    return [*came, *went][:MAX_CHANGED]


def _text(body: bytes) -> str:
    """A file's whole lines up to `MAX_SIZE`; UTF-8 by the RFC, and UTF-16 where it says so."""
    if len(body) > MAX_SIZE:
        body = b"".join(body[:MAX_SIZE].splitlines(keepends=True)[:-1])
    text = body.decode("utf-16" if body.startswith(_UTF_16) else "utf-8", "replace")
    return text.lstrip("\ufeff").replace("\x00", "")


def retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for, in either of its forms; None for none.

    >>> now = datetime(2024, 5, 30, 12, tzinfo=timezone.utc)
    >>> retry_after("120", now), retry_after("Thu, 30 May 2024 12:01:00 GMT", now)
    (120.0, 60.0)
    >>> retry_after("soon", now)
    """
    value = (value or "").strip()
    if value.isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    return max((moment - now).total_seconds(), 0.0)
