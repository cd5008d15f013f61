"""Withdrawal in the store, on SQLite and on PostgreSQL: taken out, never taken in, put back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from scrapy.utils.test import get_crawler
from sqlalchemy import insert, select

from newsportal.article import Article, WarcPosition
from newsportal.dataset import withdrawal as work
from newsportal.discover.listing import Entry
from newsportal.errors import ArgumentError, ExtractionError
from newsportal.evidence import evidence_of
from newsportal.page import Page
from newsportal.pipelines import Refused, StorePipeline
from newsportal.recheck import is_due
from newsportal.report import Report
from newsportal.store import Store, captures, withdrawal
from newsportal.store.schema import metadata, searched, signatures
from tests.test_stores import PORTAL, article, entry, record, store, url

__all__ = ["store", "url"]

KEY = (PORTAL, "demo:1")
NOW, LATER = "2026-11-25T00:00:00+00:00", "2026-11-26T00:00:00+00:00"
OTHER = "Một bài khác hẳn."


@pytest.fixture
def full(store: Store) -> Store:
    """Four records: 1 in two versions and in every table, 2 its equal, 3 near to it, 4 apart."""
    store.discover(PORTAL, "r1", "a", [entry(1), entry(1, "b"), *map(entry, (2, 3, 4))])
    save(store, 1, "Cầu cũ.")
    for number in (1, 2):
        save(store, number)
    save(store, 3, "Cầu mới xong.", day="2024-03-07")
    save(store, 4, OTHER)
    with store.engine.begin() as connection:
        for number, named in ((1, None), (3, "demo:1")):
            row: dict[str, Any] = {"portal": PORTAL, "id": f"demo:{number}"}
            text = record(store, number)["content_hash"]
            near = {"cluster": "demo:1", "duplicate_of": named, "relation": named and "edited"}
            own = {"fingerprint": "f", "content_hash": text, "text": number}
            connection.execute(insert(signatures).values(**row, **own, **near))
            connection.execute(
                insert(searched).values(**row, fingerprint="f", title="cau", words="cau")
            )
    return store


def save(store: Store, number: int, body: str = "Cầu mới.", **values: Any) -> None:
    made = article(number, body, **values)
    store.save(made, "r1", partial(evidence_of, made.to_dict()))


def tables(store: Store) -> dict[str, list[str]]:
    """Every table's rows, but those of runs."""
    with store.engine.connect() as connection:
        return {
            name: sorted(map(str, connection.execute(select(table)).mappings()))
            for name, table in metadata.tables.items()
            if name != "runs"
        }


def withdraw(store: Store, reason: str = "asked by its author", now: str = NOW) -> withdrawal.Taken:
    with store.engine.begin() as connection:
        return withdrawal.withdraw(connection, KEY, reason, now)


def restore(store: Store) -> withdrawal.Taken:
    with store.engine.begin() as connection:
        return withdrawal.restore(connection, KEY)


def test_it_leaves_every_table_and_comes_back_as_it_was(full: Store) -> None:
    before = tables(full)
    taken = withdraw(full)
    assert (taken.versions, taken.pictures, taken.characters) == (1, 1, 15)
    during = tables(full)
    for name in ("articles", "versions", "evidences", "signatures", "searched"):
        assert not [row for row in during[name] if "'demo:1'" in row]
    assert len(during["withdrawals"]) == 1
    assert record(full, 2)["duplicate_of"] is None
    assert taken.copies == ("demo:2", "demo:3")
    assert restore(full) == replace(taken, copies=())
    near = before.pop("signatures")
    assert {**tables(full), "signatures": None} == {**before, "signatures": None}
    assert len(tables(full)["signatures"]) == len(near) - 1  # until it is compared anew
    assert record(full, 2)["duplicate_of"] == "demo:1"


def test_a_number_that_was_given_away_does_not_stand_in_the_way(full: Store) -> None:
    own = select(searched.c.number).where(searched.c.id == "demo:1")
    with full.engine.begin() as connection:
        number = connection.execute(own).scalar_one()
    withdraw(full)
    row = {"portal": PORTAL, "id": "demo:4", "fingerprint": "f", "words": "x"}
    with full.engine.begin() as connection:
        connection.execute(insert(searched).values(**row, title="x", number=number))
    restore(full)
    with full.engine.begin() as connection:
        assert connection.execute(own).scalar_one() != number


def test_it_is_found_by_its_id_and_its_addresses(full: Store) -> None:
    names = {
        "demo:1": KEY, "http://a.vn/a/1": KEY, "http://a.vn/b/1?utm_source=x#y": KEY,
        "http://a.vn/a/99": None, "demo:99": None, "http://[a": None, "": None,
    }  # fmt: skip
    with full.engine.connect() as connection:
        assert {name: withdrawal.key_of(connection, name) for name in names} == names
    withdraw(full)
    with full.engine.connect() as connection:
        assert {name: withdrawal.key_of(connection, name) for name in names} == names


# -- what sources say


def discovered(store: Store, run: str, *entries: Entry) -> list[str]:
    store.begin_run(run, PORTAL, "2026-11-25T01:00:00+00:00", {})
    outcomes = store.discover(PORTAL, run, "c", entries)
    counts = store.counts(PORTAL, run)
    report = Report(portal=PORTAL, run_id=run, started_at=NOW, sections=[])
    report.meet(outcomes)
    assert report.discovered == counts.discovered
    assert report.balance() is None or report.pending
    states = sum(sum(each.values()) for each in counts.states.values())
    assert states + counts.duplicate == counts.discovered
    assert report.refused["withdrawn"] == counts.states.get("refused", {}).get("withdrawn", 0)
    return outcomes


MOVED = Entry("demo:one", "http://a.vn/b/1")
"""A known address whose id is another since the portal is declared otherwise."""

CASES: dict[str, tuple[list[Entry], list[str]]] = {
    "again": ([entry(1)], ["withdrawn"]),
    "another address": ([entry(1, "new")], ["withdrawn"]),
    "two addresses": ([entry(1), entry(1, "c")], ["withdrawn", "duplicate"]),
    "another id at its address": ([MOVED, entry(1)], ["withdrawn", "duplicate"]),
    "too old": ([entry(1, refused="before-since")], ["withdrawn"]),
    "a print twin": ([entry(1, "p", "refused-address")], ["refused-address"]),
    "others": ([entry(4), entry(5)], ["due", "pending"]),
}


@pytest.mark.parametrize(("entries", "outcomes"), CASES.values(), ids=CASES)
def test_no_listing_brings_it_back(full: Store, entries: list[Entry], outcomes: list[str]) -> None:
    withdraw(full)
    for run in ("r2", "r3"):
        if "due" not in outcomes:
            assert discovered(full, run, *entries) == outcomes
            assert full.pending(PORTAL, run, 9) == []
    if "due" in outcomes:
        assert discovered(full, "r2", *entries) == outcomes


def test_no_run_takes_it_up(full: Store) -> None:
    full.begin_run("r2", PORTAL, NOW, {})
    full.discover(PORTAL, "r2", "a", [entry(1), entry(2), entry(4)])  # all are to be asked for
    withdraw(full)
    assert full.begin_run("r3", PORTAL, NOW, {}) == 2
    now = datetime(2030, 1, 1, tzinfo=timezone.utc)
    due: Callable[..., bool] = partial(is_due, now=now)
    full.take_due(PORTAL, "r3", due, None)
    full.take_absent(PORTAL, "r3", ["a", "b"], None)
    assert "demo:1" not in {each.id for each in full.pending(PORTAL, "r3", 9)}


@pytest.mark.parametrize("tab", ["a", "b", "new"])
def test_no_record_of_it_is_stored(full: Store, tab: str) -> None:
    withdraw(full)
    before = tables(full)
    with pytest.raises(ExtractionError) as caught:
        full.save(article(1, "Bản khác.", tab=tab), "r1")
    assert caught.value.reason == "withdrawn"
    assert tables(full) == before
    assert full.save(article(7), "r1")[0] == "stored"  # a near copy is another article


def test_no_record_is_stored_under_one_of_its_addresses(full: Store) -> None:
    withdraw(full)
    other = article(7)
    other.url = "http://a.vn/b/1"
    with pytest.raises(ExtractionError, match="withdrawn"):
        full.save(other, "r1")


def test_an_item_of_any_spider_is_refused(
    full: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    withdraw(full)

    class Keeper:
        def save(self, page: Page) -> Article:
            return full.save(page.article, "r1")[1]

    monkeypatch.setattr("newsportal.extensions.keeper_of", lambda _: Keeper())
    page = Page(b"", "http://a.vn/a/1", None)
    page.article = article(1)
    crawler = get_crawler(settings_dict={"NEWSPORTAL_OUTPUT": str(tmp_path)})
    with pytest.raises(Refused) as caught:
        StorePipeline(crawler).process_item(page)
    assert caught.value.reason == "withdrawn"


def test_a_portal_that_is_forgotten_has_no_tombstones(full: Store) -> None:
    withdraw(full)
    full.forget(PORTAL)
    full.begin_run("r9", PORTAL, NOW, {})
    assert full.discover(PORTAL, "r9", "a", [entry(1)]) == ["pending"]


def test_the_sentence_of_why(full: Store) -> None:
    withdraw(full)
    for name in ("demo:1", "http://a.vn/b/1"):
        told = full.explain(name)
        assert told == (
            f"demo:1 was withdrawn at {NOW}: asked by its author "
            "(`newsportal dataset restore demo:1` puts it back)"
        )
    restore(full)
    assert isinstance(full.explain("demo:1"), dict)


def test_a_record_that_no_listing_named(full: Store) -> None:
    full.save(article(9), "r1")
    with full.engine.begin() as connection:
        withdrawal.withdraw(connection, (PORTAL, "demo:9"), "x", NOW)
    assert discovered(full, "r2", entry(9)) == ["withdrawn"]
    assert discovered(full, "r3", Entry("demo:nine", "http://a.vn/a/9")) == ["withdrawn"]


def test_a_run_that_meets_nothing_else_went_well() -> None:
    report = Report(portal=PORTAL, run_id="r", started_at=NOW, sections=[])
    report.source("listings").pages = 1
    report.meet(["withdrawn", "withdrawn"])
    assert (report.exit_code(), report.balance()) == (0, None)
    report.meet(["refused-address"])
    assert report.exit_code() == 1


# -- the command's work


def test_what_is_refused_is_a_sentence(full: Store, tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="--reason is empty"):
        work.withdraw(full, tmp_path, "demo:1", " ")
    with pytest.raises(work.NoRecordError, match="no record 'demo:99'"):
        work.withdraw(full, tmp_path, "demo:99", "x")
    with pytest.raises(work.NoRecordError, match="demo:1 is not withdrawn"):
        work.restore(full, tmp_path, "demo:1")
    work.withdraw(full, tmp_path, "demo:1", "x")
    with pytest.raises(work.NoRecordError, match=r"demo:1 was withdrawn at .*: x"):
        work.withdraw(full, tmp_path, "demo:1", "y")


def test_the_days_before_a_purge(full: Store, tmp_path: Path) -> None:
    full.clock = lambda: NOW
    work.withdraw(full, tmp_path, "demo:1", "x")
    full.clock = lambda: LATER
    work.withdraw(full, tmp_path, "demo:2", "y")
    assert work.purge(full, tmp_path, 2).ids == []
    assert work.purge(full, tmp_path, 1).ids == ["demo:1"]
    assert work.purge(full, tmp_path, 1).ids == []
    with pytest.raises(work.NoRecordError, match=r"\(purged at .*\): nothing was kept of it"):
        work.restore(full, tmp_path, "demo:1")
    with pytest.raises(work.NoRecordError, match="demo:1 was withdrawn at"):
        work.withdraw(full, tmp_path, "demo:1", "z")
    work.restore(full, tmp_path, "demo:2")
    assert record(full, 2)["duplicate_of"] is None
    assert discovered(full, "r2", entry(1)) == ["withdrawn"]


def test_records_follow_their_file(full: Store) -> None:
    for number, offset in ((2, 10), (3, 20), (4, 30)):
        made = article(number, f"Bản {number}.")
        made.warc = WarcPosition(file="demo/warc/a_b.warc.gz", offset=offset)
        full.save(made, "r1")
    full.save(article(4, "Bản mới."), "r1")  # the file is that of the earlier version
    with full.engine.begin() as connection:
        withdrawal.withdraw(connection, (PORTAL, "demo:3"), "x", NOW)
    files = ("demo/warc/a_b.warc.gz", "demo/warc/a_b.g1.warc.gz")
    with full.engine.begin() as connection:
        assert captures.refers(connection, PORTAL, files[0])
        assert not captures.refers(connection, PORTAL, "demo/warc/a%b.warc.gz")
        captures.relocate(connection, PORTAL, files, {20: 15, 30: 25})
        assert not captures.refers(connection, PORTAL, files[0])
        assert captures.refers(connection, PORTAL, files[1])
        withdrawal.restore(connection, (PORTAL, "demo:3"))
    assert record(full, 2)["warc"] is None
    assert record(full, 3)["warc"] == {"file": files[1], "offset": 15}
    earlier = [json.loads(row.split("'record': '")[1].split("', 'replaced_in")[0])
               for row in tables(full)["versions"] if "a_b" in row]  # fmt: skip
    assert [each["warc"] for each in earlier] == [{"file": files[1], "offset": 25}]


def test_a_reason_is_inert_where_it_is_printed(full: Store) -> None:
    assert withdraw(full, " xin\x1b[31m rút\u2028lại ").reason == "xin[31m rút lại"
