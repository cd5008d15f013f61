"""Write the pages of this folder that are derived from the code: ``python -m docs.generate``."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from itemadapter import ItemAdapter
from rich.console import Console
from rich.syntax import Syntax
from rich.table import Table
from typer.main import get_command

from newsportal import extract
from newsportal.article import SCHEMA_VERSION, Article
from newsportal.boilerplate import BOILERPLATE, POSITIONAL
from newsportal.cli import app
from newsportal.cli.show import painted
from newsportal.demo import DemoSite
from newsportal.discover.entries import LEFT
from newsportal.errors import REASONS
from newsportal.failures import FAILURES, OTHERS
from newsportal.flags import FLAGS
from newsportal.health.alarms import ALARMS
from newsportal.page import Page
from newsportal.report import EXIT_CODES
from newsportal.road import run
from newsportal.store.export import json_line

SHOWN = (
    "id", "title", "text", "authors", "byline_raw", "date_published", "date_published_raw",
    "date_precision", "province", "images", "captured_on",
)  # fmt: skip
"""The fields of the record in the picture."""

SAMPLE = """\
Thứ Sáu, 30/10/2026
Vĩnh Sơn
Thứ Năm, 7/4/2016 21:52'(GMT+7)

Giếng Đá: Nhiều việc làm được từ một nghị quyết nhỏ

Bà con thôn Giếng Đá sửa lại con đường ra đồng trước vụ gặt

Bà con thôn Giếng Đá sửa lại con đường ra đồng trước vụ gặt

Sau một năm, con đường ra đồng của thôn Giếng Đá đã được đổ bê tông bằng ngày công của bà con.

Bí thư chi bộ thôn cho biết các tin khác về mùa vụ cũng đáng mừng, nhất là giá thóc.

KIM LAN

Phản hồi

Các tin khác (2):
Xã Đông Hồ khánh thành cầu mới
Mùa vải chín sớm ở Tây Hồ

Thư viện ảnh

Mới nhất
"""
"""An invented page in the form of a real one."""

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


def rules_page() -> str:
    """The page that names what is cut, and why an input makes no record."""
    lines = [
        "# What is cut, and what is refused",
        "",
        "Nothing vanishes silently: each removal is counted under its rule in the record's",
        "`removed`, and `newsportal extract --show FILE` paints it. This page is generated from",
        "`newsportal/boilerplate.py` and `newsportal/errors.py` by `make docs`.",
        "",
        "## Rules with labels and elements",
        "",
        "A label goes with the run of links after it; followed by running text it is a sub-heading",
        "and stays. No rule may take half of the body's running text: then it takes nothing, and",
        "the record is flagged `brake`.",
        "",
        "",
        "A word in a class name or id takes a block element of at most 500 characters of text,",
        "comments of any length, boxes of facts, about the author and for subscribers of more; an",
        "element that holds a heading of the first level stays.",
        "",
        "| rule | labels | elements | words |",
        "|---|---|---|---|",
    ]
    for rule in BOILERPLATE:
        selectors = " ".join(f"`{css}`" for css in rule.css)
        words = " ".join(rule.words)
        lines.append(f"| `{rule.name}` | {', '.join(rule.labels)} | {selectors} | {words} |")
    lines += ["", "## Rules of place and look", "", "| rule | takes |", "|---|---|"]
    lines += [f"| `{name}` | {meaning} |" for name, meaning in POSITIONAL.items()]
    lines += ["", "## Refusals", "", "An `ExtractionError` has one of these as its `reason`.", ""]
    lines += ["| reason | meaning |", "|---|---|"]
    lines += [f"| `{name}` | {meaning} |" for name, meaning in REASONS.items()]
    return "\n".join(lines) + "\n"


def alarms_page() -> str:
    """The page that names every alarm, from the table of them."""
    lines = [
        "# Alarms", "",
        "At its end each run is compared with the portal's own past; [run-it-for-a-year.md]",
        "(run-it-for-a-year.md#alarms) has what to do then. This page is generated from",
        "`newsportal/health/alarms.py` by `make docs`.", "",
        "| alarm | compares | is raised from | needs a past of |", "|---|---|---|---|",
    ]  # fmt: skip
    lines += [
        f"| `{each.name}` | {each.compares} | {each.threshold} | {each.needs} |" for each in ALARMS
    ]
    return "\n".join(lines).replace("]\n(", "](") + "\n"


def commands_page() -> str:
    """The page that names every command, option, exit code, reason of failure and setting."""
    lines = ["# Commands, exit codes, settings", "", "This page is generated by `make docs`.", ""]
    for path, command in sorted(_commands(get_command(app), "newsportal")):
        arguments = [each for each in command.params if each.name != "help"]
        lines += [f"## {path}", "", (command.help or "").strip(), ""]
        lines += [f"* {_parameter(each)}" for each in arguments]
        lines += [""] if arguments else []
    lines += ["## Exit codes", "", "| code | meaning |", "|--:|---|"]
    lines += [f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items()]
    lines += ["", "## Why a page was not had", "", "| reason | counted as | meaning |"]
    lines += ["|---|---|---|"]
    rows = {reason: (state, meaning) for _, state, reason, meaning in FAILURES}
    lines += [f"| `{name}` | {state} | {meaning} |" for name, (state, meaning) in rows.items()]
    named = {"robots": "refused", "offsite": "refused"}
    lines += [f"| `{each}` | {named.get(each, 'failed')} | {OTHERS[each]} |" for each in OTHERS]
    lines += ["", "[rules.md](rules.md) has the reasons for which a page that was had is refused."]
    lines += ["", "## Why a listed address is left alone", "", "| reason | meaning |", "|---|---|"]
    lines += [f"| `{name}` | {meaning} |" for name, meaning in LEFT.items()]
    lines += [
        "",
        "## Settings",
        "",
        "Scrapy's settings that differ from its defaults, and our own.",
    ]
    lines += ["A project of yours may override them.", "", "| setting | why |", "|---|---|"]
    lines += [f"| `{name}` | {why} |" for name, why in settings_rows()]
    return "\n".join(lines) + "\n"


def _commands(group: Any, path: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            if command.invoke_without_command:
                yield f"{path} {name}", command
            yield from _commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def _parameter(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"`{parameter.name.upper()}` {parameter.help or ''}".strip()
    names = ", ".join(f"`{each}`" for each in parameter.opts)
    return f"{names} {parameter.help or ''}".strip()


def settings_rows() -> list[tuple[str, str]]:
    """Each setting with the comment above it; one without a comment shares the last."""
    rows, comment, fresh = [], "", False
    for line in (HERE.parent / "newsportal/settings.py").read_text("utf-8").splitlines():
        if line.startswith("# "):
            comment = f"{comment} {line[2:]}" if fresh else line[2:]
            fresh = True
        elif found := re.match(r"([A-Z_]+)\s*=", line):
            rows.append((found[1], comment))
            fresh = False
    return rows


def picture() -> str:
    """The first screen of `newsportal demo`: the painted page beside its record."""
    page = run(Page(SAMPLE.encode(), is_text=True))
    record = page.article.to_dict()
    shown = {name: record[name] for name in SHOWN}
    text = json.dumps(shown, ensure_ascii=False, indent=2)
    table = Table.grid(padding=(0, 3))
    table.add_column(width=78)
    table.add_row(painted(page), Syntax(text, "json", word_wrap=True, background_color="default"))
    console = Console(width=160, record=True, file=io.StringIO(), highlight=False)
    console.print(table)
    svg: str = console.export_svg(title="newsportal extract --show page.txt", unique_id="show")
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)  # the reader's own fonts do


def sample() -> str:
    """Five records of the demo portal, each of another kind."""
    site = DemoSite(300)
    wanted: list[Callable[[Article], Any]] = [
        lambda each: each.description and each.images and each.authors,
        lambda each: each.alternate_urls,
        lambda each: each.kind == "gallery",
        lambda each: any(block.kind == "table" for block in each.paragraphs),
        lambda each: each.videos,
    ]
    chosen: list[Article] = []
    for fits in wanted:
        chosen.append(next(each for each in site.truth if fits(each) and each not in chosen))
    records = [extract(site.respond(str(each.url)).body, str(each.url)) for each in chosen]
    return "".join(json_line(record.to_dict()) + "\n" for record in records)


PAGES: dict[str, Callable[[], str]] = {
    "article.schema.json": lambda: (
        json.dumps(article_schema(), ensure_ascii=False, indent=2) + "\n"
    ),
    "article.md": article_page,
    "rules.md": rules_page,
    "alarms.md": alarms_page,
    "commands.md": commands_page,
    "show.svg": picture,
    "../output/sample/articles.jsonl": sample,
}
"""Each generated page and the function that makes its text."""


def main() -> None:
    """Write every generated page."""
    for name, make in PAGES.items():
        (HERE / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
