"""Golden pages: a saved page beside the record that it should make."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsportal.article import Article
from newsportal.errors import ExtractionError
from newsportal.page import Page
from newsportal.portal import Portal
from newsportal.portals import portal_named, portal_of
from newsportal.road import run


@dataclass(frozen=True)
class Case:
    """A page, and the record or the refusal that it should make."""

    path: Path
    stated: dict[str, Any]

    @property
    def refused(self) -> str | None:
        """The reason for which the page makes no record."""
        return self.stated.get("refused")

    @property
    def expected(self) -> dict[str, Any]:
        """The fields that are compared; a text that is not stated follows from its parts."""
        record: dict[str, Any] = self.stated.get("record", {})
        if "text" in record or "paragraphs" not in record:
            return record
        parts = [text for kind, text in record["paragraphs"] if kind != "caption"]
        return record | {"text": "\n\n".join(filter(None, [record.get("description"), *parts]))}

    @property
    def portal(self) -> Portal | None:
        """The named portal; the address's own where none is named; null means none at all."""
        if "portal" not in self.stated:
            return portal_of(self.stated["url"])
        return portal_named(self.stated["portal"]) if self.stated["portal"] else None

    def found(self, portal: Portal | None = None) -> dict[str, Any]:
        """The record or the refusal that the program makes of the page, by a portal or its own."""
        content_type = self.stated.get("content_type")
        page = Page(self.path.read_bytes(), self.stated["url"], content_type, portal or self.portal)
        try:
            return comparable(run(page).article)
        except ExtractionError as error:
            return {"refused": error.reason}


def read_case(page: Path) -> Case:
    """The case of a page, from the JSON beside it."""
    return Case(page, json.loads(page.with_suffix(".json").read_text("utf-8")))


def comparable(article: Article) -> dict[str, Any]:
    """A record as cases state it: paragraphs as pairs, removals by the names of their rules."""
    record = article.to_dict()
    record["paragraphs"] = [[each["kind"], each["text"]] for each in record["paragraphs"]]
    record["removed"] = sorted(each["rule"] for each in record["removed"])
    return record


def wrong_fields(case: Case, found: dict[str, Any]) -> list[str]:
    """The stated fields in which ``found`` differs; of the removals only what is missing counts."""
    if case.refused or "refused" in found:
        return [] if case.refused == found.get("refused") else ["refused"]
    expected = case.expected
    wrong = [name for name in expected if name != "removed" and expected[name] != found[name]]
    missing = set(expected.get("removed", ())) - set(found["removed"])
    return [*wrong, "removed"] if missing else wrong
