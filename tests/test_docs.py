"""The docs say what the program does: generated pages are fresh, nothing is left out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from docs.generate import PAGES, article_schema
from newsportal import extract_text
from newsportal.boilerplate import BOILERPLATE, POSITIONAL
from newsportal.cli import app
from newsportal.demo import DemoSite, seed_form_text
from newsportal.errors import REASONS
from newsportal.portals import all_portals

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
    names += [
        f"newsportal {each.callback.__name__}" for each in app.registered_commands if each.callback
    ]
    assert [name for name in names if name not in text] == []


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
