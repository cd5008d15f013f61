"""Old addresses of articles, which the CMS sends on to the present ones.

``/tabid/61/language/vi-VN/Default.aspx?ID=20017``, ``/vi-vn/thoi-su/id/20017/an-old-slug`` and
what else is a path's present one in another case or with ``AspxAutoDetectCookieSupport`` in its
query has moved for good (301), ``/en-us/thoi-su/ID/20017/any-slug`` for now (302).
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from newsportal.demo.edition import Edition
from newsportal.demo.headlines import Headline
from newsportal.demo.response import Response, redirect
from newsportal.demo.tabs import TABS

COOKIE_TEST = "aspxautodetectcookiesupport"
MOVED, FOUND = 301, 302

_BY_NUMBER = re.compile(r"/tabid/\d{1,9}/language/vi-VN/Default\.aspx", re.IGNORECASE)
_BY_PATH = re.compile(
    rf"/(vi-vn|en-us)/({'|'.join(tab.path for tab in TABS)})/ID/(\d+)(?:/[^/;]*)?", re.IGNORECASE
)
_NUMBER = re.compile(r"\d{1,9}")
_TABS = {tab.path.lower(): number for number, tab in enumerate(TABS)}


def answer(edition: Edition, path: str, query: str) -> Response | None:
    """Where an old address leads to; None for a present one, and where there is no article.

    The number of the tab is not looked at; a path leads to the article under the same tab.
    """
    asked = {name.lower(): value for name, value in parse_qsl(query, keep_blank_values=True)}
    if _BY_NUMBER.fullmatch(path):
        headline = _headline(edition, asked.get("id", ""))
        return headline and redirect(MOVED, headline.home)
    found = _BY_PATH.fullmatch(path)
    headline = _headline(edition, found[3]) if found else None
    if found is None or headline is None:
        return None
    tab = _TABS[found[2].lower()]
    if tab not in headline.tabs or (path == headline.path(tab) and COOKIE_TEST not in asked):
        return None
    return redirect(FOUND if found[1].lower() == "en-us" else MOVED, headline.path(tab))


def _headline(edition: Edition, number: str) -> Headline | None:
    index = edition.index_of(int(number)) if _NUMBER.fullmatch(number) else None
    return None if index is None else edition.headline(index)
