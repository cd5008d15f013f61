"""The numbers of a dataset: the pass over the records, its page, and the command."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import fields
from datetime import datetime, timezone
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from rich.console import Console
from sqlalchemy import insert

from newsportal.article import Article, Image
from newsportal.cli.stats import run
from newsportal.cli.stats_view import view
from newsportal.crawl import store_url
from newsportal.dataset.selection import Stored
from newsportal.dataset.series import in_time
from newsportal.dataset.statistics import Statistics, statistics_of
from newsportal.dataset.statistics_page import statistics_page
from newsportal.dataset.statistics_times import times
from newsportal.dataset.tally import Tally
from newsportal.pages.elements import STRANGE
from newsportal.store import Store
from newsportal.store.schema import articles

MADE = datetime(2026, 11, 25, 2, 0, tzinfo=timezone.utc)
HOSTILE = (
    "</script><script>document.title='ran'</script>",
    "</title></svg><img src=x onerror=\"document.title='ran'\">",
    '"><a href="https://a.example/">',
    "=HYPERLINK(\"https://a.example/\")",
    "\x1b[31m\x1b]0;ran\x07 \u2028 \u202e \x00 \ufffe",
    "<!-- ]]> <svg onload=document.title='ran'>",
    "&lt;b&gt; &#0; Thời sự",
)  # fmt: skip


def stored(number: int, state: str = "live", portal: str = "demo", **values: Any) -> Stored:
    name = f"{portal}:{number}"
    article = Article(id=name, portal=portal, url=f"http://a.vn/{number}", **values)
    return Stored(portal, name, state, "f", article.to_dict())


SIX = [
    stored(
        1, section="thoi-su", section_name="Thời sự", date_published="2024-05-30T08:00:00+07:00",
        word_count=100, authors=["Hà Thu"], title="Cầu", credited_source="TTXVN",
        field_sources={"title": "layout"}, language="vi",
    ),
    stored(
        2, section="thoi-su", section_name="Thời sự", date_published="2024-05-30", word_count=200,
        authors=["Hà Thu", "Văn Bình"], duplicate_of="demo:1", cluster="demo:1",
        field_sources={"title": "jsonld"},
    ),
    stored(
        3, "gone", section="kinh-te", section_name="Kinh tế", date_published="2024-06-02",
        word_count=300, flags=["missing_author"], cluster="demo:1",
    ),
    stored(4, section="kinh-te", word_count=300, images=[Image(caption="Ảnh")], license="CC0"),
    stored(5, date_published="2025-01-01", word_count=1000, kind="gallery", cluster="demo:5"),
    stored(6, portal="baovinhphuc", section="thoi-su", date_published="nonsense", word_count=9),
]  # fmt: skip


def judge(record: dict[str, Any]) -> dict[str, Any]:
    words = record["word_count"]
    passes = None if words == 9 else words >= 300
    return {"c4_passes": passes, "c4_reason": "short", "mc4_passes": True}


def test_the_counts_of_six_records() -> None:
    found = statistics_of(iter(SIX), judge).to_dict()
    assert found["records"] == 6
    demo = found["portals"]["demo"]
    assert demo["states"] == {"gone": 1, "live": 4}
    assert (demo["first_day"], demo["last_day"]) == ("2024-05-30", "2025-01-01")
    assert found["portals"]["baovinhphuc"]["first_day"] is None
    assert found["undated"] == 2
    assert found["days"] == {"2024-05-30": 2, "2024-06-02": 1, "2025-01-01": 1}
    assert found["years"] == {"2024": 3, "2025": 1}
    assert found["sections"] == [
        {"section": "thoi-su", "name": "Thời sự", "records": 3},
        {"section": "kinh-te", "name": "Kinh tế", "records": 2},
        {"section": None, "name": "no section", "records": 1},
    ]
    words = found["words"]
    assert (words["total"], words["p10"], words["median"], words["p90"]) == (1909, 9, 200, 1000)
    assert [each for each in words["classes"] if each["records"]] == [
        {"from": low, "records": count}
        for low, count in ((0, 1), (100, 1), (200, 1), (250, 2), (1000, 1))
    ]
    assert found["field_sources"] == {"title": {"jsonld": 1, "layout": 1}}
    assert found["authors"] == {
        "distinct": 2, "others": 0,
        "top": [{"name": "Hà Thu", "records": 2}, {"name": "Văn Bình", "records": 1}],
    }  # fmt: skip
    assert found["credited_sources"]["top"] == [{"name": "TTXVN", "records": 1}]
    assert (found["languages"], found["flags"]) == ({"vi": 1}, {"missing_author": 1})
    assert found["kinds"] == {"article": 5, "gallery": 1}
    assert found["duplicates"] == {
        "duplicates": 1, "originals": 1, "clusters": 1, "clustered": 2, "cluster_sizes": {"2": 1},
    }  # fmt: skip
    assert found["gates"] == {
        "c4": {"judged": 5, "passed": 3},
        "mc4": {"judged": 6, "passed": 6},
    }


@pytest.mark.parametrize(
    ("field", "count"),
    [("title", 1), ("authors", 2), ("images", 1), ("license", 1), ("word_count", 5), ("text", 0)],
)
def test_the_coverage_of_a_field(field: str, count: int) -> None:
    assert statistics_of(SIX).to_dict()["portals"]["demo"]["coverage"][field] == count


def test_every_field_of_the_record_is_covered() -> None:
    covered = statistics_of(SIX).to_dict()["portals"]["demo"]["coverage"]
    assert list(covered) == [each.name for each in fields(Article)]


def test_the_order_of_the_records_does_not_matter() -> None:
    forth, back = statistics_of(SIX, judge), statistics_of(reversed(SIX), judge)
    assert json.dumps(forth.to_dict()) == json.dumps(back.to_dict())
    assert statistics_page(forth, MADE) == statistics_page(back, MADE)


def test_names_without_end_are_told_together() -> None:
    tally = Tally(most=3)
    for name in "aabcdefa":
        tally.add(name)
    assert tally.top(2) == ([("a", 3), ("b", 1)], 4)
    assert (tally.distinct, tally.beyond, tally.total) == (3, 3, 8)


def test_what_cannot_be_drawn_is_told() -> None:
    days = {("1024-01-01", "a"): 1, ("2024-01-01", "a"): 600, ("2099-01-01", "a"): 2}
    series = in_time(days, "2024-02-01", "year", 20)
    assert (series.shown[0], series.shown[-1]) == ("2005", "2024")
    assert (series.earlier, series.later) == (1, 2)
    found = Statistics(records=605, undated=2, days=Counter(days))
    found.sections.counts["a"] = 605
    first, _ = times(found, "2024-02-01")
    assert first.note == (
        "Not drawn: 2 without a date, 1 older than the 180 years shown, 2 dated in the future."
    )


@pytest.mark.parametrize(
    ("words", "anchors"),
    [
        ([*[11] * 8, *[400] * 40, *[12_000] * 8], ["start", "middle", "end"]),
        ([1, *[100] * 3, *[400] * 40, *[1_000] * 3, 90_000], ["end", "middle", "start"]),
        ([400], ["start", "start", "start"]),
    ],
)
def test_the_names_of_marks_stay_inside(words: list[int], anchors: list[str]) -> None:
    page = page_of([stored(n, word_count=count) for n, count in enumerate(words)])
    marks = page.xpath("//text[@class='mark']")
    assert [each.text.split()[0] for each in marks] == ["p10", "median", "p90"]
    assert [each.get("text-anchor") for each in marks] == anchors
    assert all(0 <= float(each.get("x").rstrip("%")) <= 100 for each in marks)


def page_of(records: list[Stored], **values: Any) -> Any:
    return html.fromstring(statistics_page(statistics_of(records, judge), MADE, **values))


def test_the_page_stands_alone() -> None:
    page = page_of(SIX)
    assert not page.xpath("//@src | //@href | //script | //link | //iframe | //base | //form")
    assert not [name for name in page.xpath("//@*") if "http" in name or "url(" in name]
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
    sheet = page.xpath("string(//style)")
    assert not [word for word in ("url(", "@import", "</") if word in sheet]
    assert "\n@media print {" in sheet


def test_the_page_is_accessible() -> None:
    page = page_of(SIX)
    assert [each.get("lang") for each in page.xpath("/html")] == ["en"]
    plots = page.xpath("//svg[@role='img']")
    assert plots
    assert all(each.get("aria-label") for each in plots)
    for section in page.xpath("//section"):
        assert section.xpath("count(h2)") == 1
        assert section.xpath("count(.//table)") == 1 or not section.xpath(".//svg")
    assert "Thời sự" in page.xpath("//span[@lang='vi']/text()")
    assert page.xpath("//g/title/text()")


def test_the_page_shows_the_numbers() -> None:
    page = page_of(SIX, of="from 2024-01-01")
    said = " ".join(page.xpath("//header//text()"))
    assert "Counted on 25 Nov 2026, 09:00 (+07:00); from 2024-01-01." in said
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in page.xpath("//tbody/tr")}
    assert rows["Thời sự"] == ["thoi-su", "3", "50%"]
    assert rows["c4"] == ["5", "3", "2"]
    assert rows["clusters of 2"] == ["1"]
    assert rows["images"] == ["1", "17%", "0%", "20%"]
    assert rows["2024-05"] == ["2", "2", "0", "0"]
    assert rows["demo"] == ["4", "1", "2024-05-30", "2025-01-01"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text(name: str) -> None:
    values: dict[str, Any] = {"section": "a", "word_count": 1, "date_published": "2024-05-30"}
    made = [
        page_of([stored(1, section_name=each, authors=[each], credited_source=each, **values)])
        for each in ("Thời sự", name)
    ]
    clean, page = ([each.tag for each in each_page.iter()] for each_page in made)
    assert page == clean
    assert not made[1].xpath("//@onerror | //@onload | //@href | //@src")
    shown = made[1].xpath("//tbody//th/text()")
    assert any(each.startswith(name[:8].replace("\x1b", STRANGE)) for each in shown)


def test_the_terminal_is_not_told_what_to_do() -> None:
    out = StringIO()
    record = stored(1, section="a", section_name=HOSTILE[4], authors=["[red]x[/nothing]"])
    Console(file=out, width=80).print(view(statistics_of([record]), "2026-11-25"))
    assert "\x1b" not in out.getvalue()
    assert "[red]x[/nothing]" in out.getvalue()
    assert max(map(len, out.getvalue().splitlines())) <= 80


# -- the command


@pytest.fixture
def output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    url = f"sqlite:///{tmp_path}/newsportal.db"
    monkeypatch.setattr("newsportal.settings.NEWSPORTAL_STORE", url)
    monkeypatch.setattr("newsportal.settings.NEWSPORTAL_NOW", "2026-11-25T09:00:00+07:00")
    return tmp_path


def options(**values: Any) -> dict[str, Any]:
    return {"portals": None, "since": None, "until": None, **values}


def fill(*records: Stored) -> None:
    store = Store(store_url())
    with store.engine.begin() as connection:
        for each in records:
            values = {
                "portal": each.portal, "id": each.id, "version": 1, "state": each.state,
                "date_published": each.record["date_published"], "fingerprint": "f",
                "record": json.dumps(each.record), "first_run": "r", "last_run": "r",
            }  # fmt: skip
            connection.execute(insert(articles).values(**values))
    store.close()


def test_the_command_counts_and_writes_a_page(
    output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(*SIX)
    page = output / "deep" / "page.html"
    assert run(str(page), options(portals=["demo"], since="2024-05-30"), as_json=False) == 0
    out = capsys.readouterr().out
    assert "Thời sự" in out
    assert out.splitlines()[-1] == f"the page is {page}"
    assert max(map(len, out.splitlines()[:-1])) <= 80
    text = page.read_text("utf-8")
    assert "Counted on 25 Nov 2026, 09:00 (+07:00); portal demo, from 2024-05-30." in text
    assert [each.name for each in page.parent.iterdir()] == ["page.html"]
    assert run(str(page), options(portals=["demo"], since="2024-05-30"), as_json=True) == 0
    assert page.read_text("utf-8") == text
    said = capsys.readouterr()
    assert json.loads(said.out)["records"] == 4
    assert said.err == f"the page is {page}\n"


def test_without_a_record_the_page_says_so(
    output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(None, options(), as_json=False) == 5
    assert "there is no store at sqlite:///" in capsys.readouterr().err
    assert not (output / "newsportal.db").exists()
    fill()
    page = output / "page.html"
    assert run(str(page), options(), as_json=False) == 0
    assert "the store has no such record" in capsys.readouterr().out
    assert "There is no record to count" in page.read_text("utf-8")
    assert run(None, options(), as_json=True) == 0
    assert json.loads(capsys.readouterr().out)["records"] == 0


@pytest.mark.parametrize(
    ("html", "values", "expected"),
    [
        (None, {"portals": ["nowhere"]}, (2, "no portal 'nowhere' is declared")),
        (None, {"since": "yesterday"}, (2, "a day is written as")),
        ("file/page.html", {}, (5, "page.html cannot be written")),
        ("folder", {}, (5, "folder cannot be written")),
    ],
)
def test_what_is_wrong_is_a_sentence(
    output: Path,
    capsys: pytest.CaptureFixture[str],
    html: str | None,
    values: Any,
    expected: tuple[int, str],
) -> None:
    fill()
    (output / "file").write_text("")
    (output / "folder").mkdir()
    assert run(html and f"{output}/{html}", options(**values), as_json=False) == expected[0]
    assert expected[1] in capsys.readouterr().err


def test_a_store_that_cannot_be_read_is_a_sentence(
    output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (output / "newsportal.db").write_text("no database")
    assert run(None, options(), as_json=False) == 5
    assert "cannot be" in capsys.readouterr().err
