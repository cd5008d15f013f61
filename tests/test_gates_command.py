"""``newsportal dataset gates``: over a store of the demo portal, with WARC files and without."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from newsportal.archive.writer import WarcFiles
from newsportal.article import WarcPosition
from newsportal.dataset.gate_report import Sample
from newsportal.dataset.gates import FAMILIES, score
from newsportal.dataset.raw_text import visible_text
from newsportal.demo import DemoSite
from newsportal.discover.listing import Entry
from newsportal.evidence import evidence
from newsportal.page import Page
from newsportal.portals import portal_of
from newsportal.road import run
from newsportal.store import Store

gates = import_module("newsportal.cli.gates")  # the package of commands has one of that name

SITE = DemoSite(30)
ADDRESSES = [str(article.url) for article in SITE.truth]
AT = "2026-11-24T00:00:00Z"


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    return [run(Page(SITE.respond(url).body, url, None, portal_of(url))) for url in ADDRESSES]


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    found = f"sqlite:///{tmp_path}/newsportal.db"
    monkeypatch.setattr("newsportal.cli.stores.store_url", lambda: found)
    monkeypatch.setattr(gates, "output_folder", lambda: tmp_path)
    return found


@pytest.fixture
def stored(address: str, tmp_path: Path, pages: list[Page]) -> Iterator[Store]:
    """Thirty articles: a third with pages in a WARC file, a third with evidence, a third bare."""
    store, files = Store(address), WarcFiles(tmp_path / "demo" / "warc", "r1")
    store.begin_run("r1", "demo", AT, {})
    store.discover("demo", "r1", "thoi-su", [
        Entry(id=str(page.article.id), url=str(page.url), refused=None) for page in pages
    ])  # fmt: skip
    for number, page in enumerate(pages):
        page.article.warc = None
        if number % 3 == 0:
            answer = ("200 OK", [("Content-Type", "text/html; charset=utf-8")], page.raw)
            name, offset = files.write(str(page.url), ("GET / HTTP/1.1", []), answer, AT)
            page.article.warc = WarcPosition(file=f"demo/warc/{name}", offset=offset)
        kept = partial(evidence, page) if number % 3 == 1 else None
        store.save(page.article, "r1", kept)
    files.close()
    yield store
    store.close()


def told(capsys: pytest.CaptureFixture[str], **options: Any) -> dict[str, Any]:
    assert gates.run(options, 3, as_json=True) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.usefixtures("stored")
def test_how_many_pass_and_what_stops_the_rest(
    pages: list[Page], capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(capsys, portals=["demo"], sections=None, since=None)
    assert found["records"] == 30
    for name in FAMILIES:
        verdicts = [score(page.article.text, page.article.language) for page in pages]
        assert found["families"][name]["pass"] == sum(each.passes(name) for each in verdicts)
    (rule,) = found["families"]["mc4"]["rules"]
    assert rule["stops"] == rule["alone"] == 30 - found["families"]["mc4"]["pass"] > 0
    assert rule["threshold"] == ">= 3"
    assert len(rule["examples"]) == min(3, rule["stops"])
    assert {"id", "value", "title"} == rule["examples"][0].keys()
    for rules in (each["rules"] for each in found["families"].values()):
        assert [rule["stops"] for rule in rules] == sorted(
            (r["stops"] for r in rules), reverse=True
        )
        assert all(rule["alone"] <= rule["stops"] for rule in rules)


@pytest.mark.usefixtures("stored")
def test_what_the_cleaning_did(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    effect = told(capsys)["cleaning"]
    assert effect["from"] == {"warc": 10, "evidence": 10, "nothing": 10}
    passing = effect["families"]["fineweb2"]
    assert passing["clean"] > 15
    assert passing["raw"] * 4 <= passing["clean"]
    stopped = effect["rules"]["fineweb2/line_punct_ratio"]
    assert stopped["clean"] == 0
    assert stopped["raw"] >= passing["clean"] - passing["raw"]
    # A file that was moved or damaged is not there, one that is being written is.
    (kept,) = (tmp_path / "demo" / "warc").iterdir()
    kept = kept.rename(f"{kept}.part")
    assert told(capsys)["cleaning"] == effect
    kept.write_bytes(b"\x1f\x8b" + bytes(100))
    assert told(capsys)["cleaning"]["from"] == {"warc": 0, "evidence": 10, "nothing": 20}
    kept.unlink()
    assert told(capsys)["cleaning"]["from"]["warc"] == 0


@pytest.mark.usefixtures("stored")
def test_what_is_shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    assert gates.run({"portals": None}, 1, as_json=False) == 0
    shown = capsys.readouterr().out
    found = told(capsys)
    for name in FAMILIES:
        assert f"{found['families'][name]['pass']} of 30 pass {name}" in shown
    assert "not asked of" not in shown  # each record has its language
    assert "long_lines" in shown
    assert "10 pages from WARC files, 10 from the texts that rules took, 10 of which" in shown
    example = found["families"]["mc4"]["rules"][0]["examples"]
    assert example[0]["id"] in shown
    assert example[1]["id"] not in shown


@pytest.mark.usefixtures("stored")
def test_nothing_that_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert gates.run({"since": "2999-01-01"}, 3, as_json=False) == 0
    assert "no record is stored" in capsys.readouterr().out
    assert told(capsys, sections=["no-such"])["records"] == 0


def test_no_store_and_wrong_options(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert gates.run({}, 3, as_json=False) == 5
    assert "there is no store at" in capsys.readouterr().err
    assert gates.run({"portals": ["nowhere"]}, 3, as_json=False) == 2
    assert "'nowhere'" in capsys.readouterr().err
    assert gates.run({"since": "yesterday"}, 3, as_json=False) == 2
    Path(address.removeprefix("sqlite:///")).write_bytes(b"no database at all" * 100)
    assert gates.run({}, 3, as_json=False) == 5


def test_a_page_before_the_cleaning_has_its_boxes(pages: list[Page]) -> None:
    page = next(page for page in pages if page.article.kind == "article")
    lines = visible_text(page.raw).split("\n")
    assert set(page.article.text.split("\n\n")) <= set(lines)
    assert "Các tin khác" in lines
    assert len(lines) > 3 * len(page.article.paragraphs)
    hidden = b"<p>A</p><div style='display:none'>B</div><img alt=C><a class=menu>D</a>"
    assert visible_text(hidden) == "A\nD"


def test_the_sample_is_the_same_in_any_order(pages: list[Page]) -> None:
    records = [page.article.to_dict() for page in pages]
    one, other, all_of_them = Sample(7), Sample(7), Sample(30)
    for record in records:
        one.add(record)
        all_of_them.add(record)
    for record in reversed(records):
        other.add(record)
    assert one.records == other.records
    assert len(one.records) == 7
    assert len(all_of_them.records) == 30
