"""Write the pages of this folder that are derived from the code: ``python -m docs.generate``."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

from itemadapter import ItemAdapter

from newsportal.article import SCHEMA_VERSION, Article
from newsportal.flags import FLAGS

HERE = Path(__file__).parent


GROUPS: dict[str, str] = {
    "identity": "schema_version",
    "text": "title",
    "place": "section",
    "credit": "authors",
    "dates": "date_published",
    "media": "images",
    "language": "language",
    "quality": "word_count",
    "dedup": "content_hash",
    "provenance": "run_id",
    "rights": "license",
}
"""Each group of fields and the first field of it."""


def article_schema() -> dict[str, Any]:
    """The JSON Schema of a record, derived from the class; every field is always present."""
    schema = ItemAdapter.get_json_schema(Article)
    schema["required"] = list(schema["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"newsportal article, version {SCHEMA_VERSION}",
        "description": Article.__doc__,
        **schema,
    }


def _type(form: dict[str, Any]) -> str:
    if "anyOf" in form:
        return " or ".join(_type(option) for option in form["anyOf"])
    name = form.get("type", "")
    if isinstance(name, list):
        return " or ".join(name)
    if name == "array":
        return f"list of {_type(form.get('items', {}))}"
    return str(name)


def _rule(form: dict[str, Any]) -> str:
    if "enum" in form:
        return ", ".join(f"`{json.dumps(value)}`" for value in form["enum"])
    if "pattern" in form:
        return "`" + form["pattern"].replace("|", "\\|") + "`"
    return str(form.get("format", ""))


def _rows(properties: dict[str, Any]) -> list[str]:
    rows = ["| field | type | form | meaning |", "|---|---|---|---|"]
    for name, form in properties.items():
        meaning = " ".join(form.get("description", "").split())
        rows.append(f"| `{name}` | {_type(form)} | {_rule(form)} | {meaning} |")
    return rows


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def article_page() -> str:
    """The page that explains a record field by field."""
    properties = article_schema()["properties"]
    names = [each.name for each in fields(Article)]
    starts = [names.index(first) for first in GROUPS.values()]
    lines = [
        "# The record",
        "",
        "One article is one JSON object. Every field is always present; what a page does not state",
        "is `null` or empty, never guessed. The same in JSON Schema:",
        "[article.schema.json](article.schema.json). This page is generated from",
        "`newsportal/article.py` by `make docs`.",
    ]
    for group, start, end in zip(GROUPS, starts, [*starts[1:], len(names)], strict=True):
        chosen = {name: properties[name] for name in names[start:end]}
        lines += ["", f"## {group.capitalize()}", "", *_rows(chosen)]
        for name, form in chosen.items():
            inner = form.get("items", form)
            inner = next((one for one in form.get("anyOf", []) if "properties" in one), inner)
            if "properties" in inner:
                lines += ["", f"Each of `{name}`:", "", *_rows(inner["properties"])]
    lines += ["", "## Flags", "", "| flag | meaning |", "|---|---|"]
    lines += [f"| `{flag}` | {meaning} |" for flag, meaning in FLAGS.items()]
    return "\n".join(lines) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "article.schema.json": lambda: (
        json.dumps(article_schema(), ensure_ascii=False, indent=2) + "\n"
    ),
    "article.md": article_page,
}
"""Each generated page and the function that makes its text."""


def main() -> None:
    """Write every generated page."""
    for name, make in PAGES.items():
        (HERE / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
