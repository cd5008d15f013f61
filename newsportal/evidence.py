"""Evidence: where each field of a record came from, which candidates lost, and what was taken out.

It is kept beside the record, so that the question can be asked when the page is long gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newsportal.extraction.block import Block
from newsportal.page import Found, Page
from newsportal.text.dates import PrintedDate

FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "description": ("description",),
    "text": ("text",),
    "authors": ("byline", "author"),
    "date_published": ("date_published",),
    "date_modified": ("date_modified",),
    "captured_on": ("captured_on",),
    "section": ("section",),
    "section_name": ("section_name",),
    "keywords": ("keywords",),
    "canonical_url": ("canonical_url",),
    "province": (),
}
"""The fields that can be asked for, and the names under which their candidates were offered."""

MAX_SHOWN = 200
"""Characters of a value that are kept."""


def evidence(page: Page) -> dict[str, Any]:
    """What was found on ``page`` for each field, and each block that a rule took; plain data.

    ``page`` has its record. A field that nothing was found for is left out.
    """
    fields = {name: _field(page, name) for name in FIELDS}
    return {
        "fields": {name: each for name, each in fields.items() if each["candidates"]},
        "removed": [
            {"rule": block.rule, "characters": len(block.text), "text": block.text[:MAX_SHOWN]}
            for block in page.flow.blocks
            if block.rule and block.text and not block.is_media
        ],
        "flags": list(page.article.flags),
    }


def evidence_of(record: dict[str, Any]) -> dict[str, Any]:
    """What a record that has no evidence says of itself: its sources, and no candidates."""
    fields = {
        name: {"source": source, "value": _shown(record[name]), "candidates": []}
        for name, source in record["field_sources"].items()
    }
    removed = [{**each, "text": ""} for each in record["removed"]]
    return {"fields": fields, "removed": removed, "flags": record["flags"]}


def _field(page: Page, name: str) -> dict[str, Any]:
    article = page.article
    return {
        "source": article.field_sources.get(name),
        "value": _shown(getattr(article, name)),
        "candidates": _distinct(_candidates(page, name)),
    }


def _distinct(candidates: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({(each["source"], each["value"]): each for each in candidates}.values())


def _candidates(page: Page, name: str) -> Iterator[dict[str, Any]]:
    if name == "authors":
        for block in page.flow.blocks:
            if block.role == "byline":
                yield {"source": "generic", "value": _shown(block.text)}
    for offered in FIELDS[name]:
        for found in page.candidates.get(offered, ()):
            yield {"source": found.source, "value": _value(found)}
    if name == "province" and page.article.province:
        yield {"source": "portal", "value": page.article.province}


def _value(found: Found) -> str | None:
    value = found.value
    if isinstance(value, PrintedDate):
        same = value.raw == value.value
        return value.value if same else f"{value.value}, printed {_shown(value.raw)}"
    if isinstance(value, list) and value and isinstance(value[0], Block):
        return f"{len(value)} blocks, from {value[0].text[:60]!r}"
    return _shown(value)


def _shown(value: Any) -> str | None:
    """A value on one line, shortened.

    >>> _shown(["Hà Thu", "K.T"])
    'Hà Thu, K.T'
    """
    if value is None or value == []:
        return None
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = " ".join(text.split(maxsplit=MAX_SHOWN))  # so many words are more than is shown
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"
