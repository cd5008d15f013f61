"""What the button for more articles asks for: a page of a listing as JSON."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs

from newsportal.demo.edition import Edition
from newsportal.demo.listings import ranks
from newsportal.demo.moments import iso
from newsportal.demo.response import Response, document
from newsportal.demo.tabs import TABS

ADDRESS = "/api/tin"
JSON_TYPE = "application/json; charset=utf-8"

_NUMBER = re.compile(r"[1-9]\d{0,8}")
_TABS = {tab.slug: number for number, tab in enumerate(TABS)}


def answer(edition: Edition, path: str, query: str) -> Response | None:
    """Page ``trang`` of the tab ``muc``; 404 where either is none; None for another address."""
    if path != ADDRESS:
        return None
    asked = {name: values[-1] for name, values in parse_qs(query).items()}
    tab, number = _TABS.get(asked.get("muc", "")), asked.get("trang", "1")
    if tab is None or not _NUMBER.fullmatch(number):
        return document(json.dumps({"items": [], "more": False}), JSON_TYPE, 404)
    shown = ranks(edition, tab, int(number))
    items = [_entry(edition, edition.newest(tab, rank), tab) for rank in shown]
    more = shown.stop < edition.listed(tab) if items else False
    return document(json.dumps({"items": items, "more": more}, ensure_ascii=False), JSON_TYPE)


def _entry(edition: Edition, index: int, tab: int) -> dict[str, Any]:
    headline = edition.headline(index)
    return {
        "title": headline.title,
        "url": headline.path(tab),
        "date": iso(headline.published),
        "sapo": edition.headlines.lead(index),
    }
