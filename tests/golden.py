"""Golden pages: a saved page beside the record that it should make, found by directory.

``python -m tests.golden PAGE URL`` prints the case of a page as the program reads it now. It is a
draft: each of its fields is to be checked against the page by a person.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any

from newsportal.golden import Case, comparable, read_case, wrong_fields

__all__ = ["Case", "comparable", "read_case", "wrong_fields"]

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


def pages() -> list[Path]:
    """Every golden page, in alphabetical order."""
    return sorted(FOLDER.glob("*/*.html"))


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
