"""Golden pages: each page in ``portals`` makes the record that stands beside it."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from newsportal import Article
from newsportal.errors import REASONS
from newsportal.flags import FLAGS
from newsportal.urls import host_of
from tests.golden import (
    FOLDER,
    KEYS,
    SURE,
    Case,
    differences,
    draft,
    pages,
    read_case,
    wrong_fields,
)

PAGES = pages()


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_page(page: Path) -> None:
    wrong = "\n".join(differences(read_case(page)))
    if wrong:
        pytest.fail(f"{name_of(page)}\n{wrong}", pytrace=False)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_case_is_well_formed(page: Path) -> None:
    case = read_case(page)
    assert set(case.stated) <= KEYS
    assert host_of(case.stated["url"]).endswith(".example")
    assert ("record" in case.stated) != ("refused" in case.stated)
    assert case.refused in {None, *REASONS}
    assert set(case.expected) <= {each.name for each in fields(Article)}
    assert case.refused or set(SURE) <= set(case.expected)
    assert set(case.expected.get("flags", ())) <= set(FLAGS)


def test_each_page_has_its_case_and_each_case_its_page() -> None:
    found = [path for path in FOLDER.glob("*/*") if path.is_file()]
    assert {path.suffix for path in found} == {".html", ".json"}
    twins = {path.with_suffix({".html": ".json", ".json": ".html"}[path.suffix]) for path in found}
    assert sorted(map(name_of, twins - set(found))) == []


def test_each_family_is_described() -> None:
    text = (FOLDER / "README.md").read_text("utf-8")
    families = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
    assert re.findall(r"^\| `([\w-]+)` \|", text, re.MULTILINE) == families
    assert "invented" in text


def test_a_wrong_record_is_told() -> None:
    case = next(case for case in map(read_case, PAGES) if case.expected.get("removed"))
    found = case.found()
    assert wrong_fields(case, found | {"title": "?"}) == ["title"]
    assert wrong_fields(case, found | {"removed": []}) == ["removed"]
    assert wrong_fields(case, {"refused": "listing"}) == ["refused"]
    other = Case(case.path, {**case.stated, "record": {"title": "?"}})
    assert list(differences(other))[:2] == ["title", '  expected: "?"']


def test_a_draft_states_what_is_read() -> None:
    case = next(case for case in map(read_case, PAGES) if "portal" not in case.stated)
    assert f'"url": "{case.stated["url"]}"' in draft(case.path, case.stated["url"])
