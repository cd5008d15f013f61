"""The docs say what the program does: generated pages are fresh, nothing is left out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.main import get_command

from docs.generate import PAGES, article_schema
from newsportal import extract_text, settings
from newsportal.boilerplate import BOILERPLATE, POSITIONAL
from newsportal.cli import app
from newsportal.demo import DemoSite, seed_form_text
from newsportal.errors import REASONS
from newsportal.failures import FAILURES
from newsportal.portals import all_portals
from newsportal.report import EXIT_CODES

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", PAGES)
def test_generated_page_is_fresh(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"


def test_records_fit_the_schema() -> None:
    schema = article_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    records = [extract_text(seed_form_text()), *DemoSite(30).truth]
    for record in records:
        jsonschema.validate(json.loads(json.dumps(record.to_dict())), schema)


def test_everything_is_documented() -> None:
    text = "\n".join(
        page.read_text("utf-8") for page in [ROOT / "README.md", *ROOT.glob("docs/*.md")]
    )
    names = [rule.name for rule in BOILERPLATE] + [*POSITIONAL, *REASONS, *all_portals()]
    names += [f"| {code} |" for code in EXIT_CODES] + [f"`{row[2]}`" for row in FAILURES]
    names += [f"`{name}`" for name in dir(settings) if name.isupper()]
    names.remove("`PIPELINES`")
    names += [
        f"newsportal {each.name or each.callback.__name__}"
        for each in app.registered_commands
        if each.callback
    ]
    assert [name for name in names if name not in text] == []


COMMAND = re.compile(
    r"^    .*?\bnewsportal ((?:portal |dataset |schedule |status |store )?[a-z]+)(.*)$",
    re.MULTILINE,
)


@pytest.mark.parametrize(
    "page",
    [
        "README.md", "docs/add-a-portal.md", "docs/schedule.md", "docs/deploy.md",
        "docs/datasets.md", "docs/run-it-for-a-year.md",
    ],
)  # fmt: skip
def test_commands_in_the_docs_exist(page: str) -> None:
    found = COMMAND.findall((ROOT / page).read_text("utf-8"))
    group = get_command(app)
    for name, rest in found:
        command: Any = group
        for part in name.split():
            command = command.commands[part]
        known = {option for each in command.params for option in each.opts} | {"--help"}
        said = re.sub(r'"[^"]*"', "", rest).split("  #")[0].split(">>")[0]
        used = re.findall(r"(?<=\s)--?[a-z][a-z-]*", said)
        assert set(used) <= known, name
    assert found


def test_no_real_host_of_a_registry_or_path_of_a_machine_in_the_lock() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert not re.search(r"https?:|/|@|--", lock.replace(" ; ", ""))


def test_no_addresses_of_machines_in_the_repo() -> None:
    texts = [
        ROOT / "README.md",
        ROOT / "Makefile",
        ROOT / "pyproject.toml",
        *ROOT.glob("docs/*.md"),
    ]
    assert not [
        page.name for page in texts if re.search(r"/work/|/root/|/home/", page.read_text("utf-8"))
    ]
