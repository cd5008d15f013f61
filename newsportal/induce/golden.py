"""A page and the record that it makes, as golden pages state it."""

from __future__ import annotations

import json
from typing import Any

from newsportal.errors import ExtractionError
from newsportal.golden import comparable
from newsportal.page import Page
from newsportal.portal import Portal
from newsportal.road import run

DRAFTED = (
    "kind title description dateline paragraphs authors byline_raw photographers credited_source"
    " date_published date_precision date_modified section section_name keywords images videos"
    " attachments language flags removed"
).split()
"""The fields of a draft; ``text`` follows from sapo and paragraphs."""


def drafted_case(raw: bytes, url: str, portal: Portal) -> str:
    """The case of a page as it is read now, in JSON: a draft, for a person to check.

    It names the portal, since the page's host is invented.
    """
    stated: dict[str, Any] = {"url": url, "portal": portal.name}
    try:
        found = comparable(run(Page(raw, url, None, portal)).article)
    except ExtractionError as error:
        stated["refused"] = error.reason
    else:
        stated["record"] = {name: found[name] for name in DRAFTED}
    return json.dumps(stated, ensure_ascii=False, indent=1) + "\n"
