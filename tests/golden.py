"""Golden pages: a saved page beside the record that it should make, found by directory.

``python -m tests.golden PAGE URL`` prints the case of a page as the program reads it now. It is a
draft: each of its fields is to be checked against the page by a person.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

from newsportal import Article, ExtractionError
from newsportal.page import Page
from newsportal.portal import Portal
from newsportal.portals import portal_named, portal_of
from newsportal.road import run

FOLDER = Path(__file__).parent / "portals"
KEYS = {"url", "content_type", "portal", "record", "refused"}
"""What a case may state beside the page."""

SURE = ("title", "date_published", "authors", "text")
"""What the benchmark asks for apart from all else."""

DRAFTED = (
    "kind title description dateline paragraphs authors byline_raw photographers credited_source"
    " date_published date_precision date_modified section section_name keywords images videos"
    " attachments language flags removed"
).split()
"""The fields of a draft; ``text`` follows from sapo and paragraphs."""

SHORT = 4
"""Lines of two values that are printed whole; of longer ones only what differs is."""


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

    def found(self) -> dict[str, Any]:
        """The record that the program makes of the page, or its refusal."""
        content_type = self.stated.get("content_type")
        page = Page(self.path.read_bytes(), self.stated["url"], content_type, self.portal)
        try:
            return comparable(run(page).article)
        except ExtractionError as error:
            return {"refused": error.reason}


def pages() -> list[Path]:
    """Every golden page, in alphabetical order."""
    return sorted(FOLDER.glob("*/*.html"))


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


def differences(case: Case) -> Iterator[str]:
    """A few lines for each wrong field: what was expected and what was found."""
    found = case.found()
    for name in wrong_fields(case, found):
        expected = case.refused if name == "refused" else case.expected[name]
        yield name
        yield from _lines(expected, found.get(name))


def _lines(expected: Any, got: Any) -> Iterator[str]:
    before, after = map(_as_lines, (expected, got))
    if len(before) + len(after) > SHORT:
        yield from list(unified_diff(before, after, "expected", "got", lineterm="", n=0))[3:]
    else:
        yield f"  expected: {_json(expected)}"
        yield f"  got:      {_json(got)}"


def _as_lines(value: Any) -> list[str]:
    if isinstance(value, str):
        return value.split("\n")
    return list(map(_json, value)) if isinstance(value, list) else [_json(value)]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def draft(page: Path, url: str) -> str:
    """The case of a page as it is read now, in JSON."""
    found = Case(page, {"url": url}).found()
    record = {name: found[name] for name in DRAFTED if name in found}
    stated = {"url": url} | ({"record": record} if record else found)
    return json.dumps(stated, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m tests.golden PAGE URL")
    sys.stdout.write(draft(Path(sys.argv[1]), sys.argv[2]))
