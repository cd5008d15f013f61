"""The store, on SQLite and on PostgreSQL: accounting, versions, duplicates, migration."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert, select, text, update

from newsportal.article import Article, Image, Paragraph
from newsportal.dedup import content_hash
from newsportal.discover.listing import Entry
from newsportal.errors import ArgumentError, StoreError
from newsportal.recheck import is_due
from newsportal.store import ListingState, Store
from newsportal.store.export import json_line, write_csv, write_jsonl, writer_for
from newsportal.store.migrations import (
    MIGRATIONS,
    SCHEMA_VERSION,
    _add_validators,
    migrate,
    version_of,
)
from newsportal.store.schema import articles, listed, meta, versions
from newsportal.validators import Validators
from tests.postgres import database

PORTAL = "demo"
POSTGRES = pytest.param("postgres", marks=pytest.mark.extra("postgres"))


@pytest.fixture(params=["sqlite", POSTGRES])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/deep/newsportal.db"
        return
    yield from database()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = Store(url)
    store.begin_run("r1", PORTAL, "2026-01-01T00:00:00+00:00", {})
    yield store
    store.close()


def entry(number: int, tab: str = "a", refused: str | None = None) -> Entry:
    return Entry(f"{PORTAL}:{number}", f"http://a.vn/{tab}/{number}", refused=refused)


def article(
    number: int, body: str = "Cầu mới.", day: str = "2024-03-05", tab: str = "a"
) -> Article:
    return Article(
        id=f"{PORTAL}:{number}", portal=PORTAL, url=f"http://a.vn/{tab}/{number}", title="Cầu",
        text=body, content_hash=content_hash(body), date_published=day,
        paragraphs=[Paragraph(text=body)], images=[Image(caption="Cầu")],
    )  # fmt: skip


def record(store: Store, number: int) -> dict[str, Any]:
    return {each["id"]: each for each in store.records(PORTAL)}[f"{PORTAL}:{number}"]


def test_an_empty_database_is_migrated_once(url: str) -> None:
    for _ in range(2):
        store = Store(url)
        with store.engine.connect() as connection:
            assert version_of(connection) == SCHEMA_VERSION
        store.close()


def test_a_step_leads_from_each_version_to_the_next(tmp_path: Path) -> None:
    engine, done = create_engine(f"sqlite:///{tmp_path}/a.db"), list[str]()
    steps = (meta.metadata.create_all, lambda _: done.append("second"))
    with engine.begin() as connection:
        assert migrate(connection, steps[:1]) == 0
        assert migrate(connection, steps) == 1
        assert version_of(connection) == 2
    assert done == ["second"]
    engine.dispose()


def test_a_store_of_a_newer_version(url: str) -> None:
    store = Store(url)
    with store.engine.begin() as connection:
        connection.execute(update(meta).values(schema_version=SCHEMA_VERSION + 1))
    store.close()
    with pytest.raises(StoreError, match="made by a newer newsportal"):
        Store(url)


@pytest.mark.parametrize("url", ["nonsense", "mysql+nothing://a/b", "sqlite:////proc/x/a.db"])
def test_a_wrong_address_is_a_sentence(url: str) -> None:
    with pytest.raises(StoreError):
        Store(url)


def test_a_password_is_not_shown() -> None:
    with pytest.raises(StoreError) as caught:
        Store("postgresql+psycopg://me:secret@127.0.0.1:1/x")
    assert "secret" not in str(caught.value)


def test_what_a_listing_names_is_counted_once(store: Store) -> None:
    page = [entry(1), entry(2), entry(1, "b"), entry(3, refused="refused-address"), entry(1)]
    page.append(entry(4, refused="before-since"))
    outcomes = store.discover(PORTAL, "r1", "a", page)
    assert outcomes == [
        "pending", "pending", "duplicate", "refused-address", "met", "before-since",
    ]  # fmt: skip
    assert set(store.discover(PORTAL, "r1", "a", page)) == {"met"}
    counts = store.counts(PORTAL, "r1")
    assert (counts.discovered, counts.duplicate) == (5, 1)
    assert counts.states == {
        "pending": {"": 2},
        "refused": {"refused-address": 1, "before-since": 1},
    }


def test_a_refused_twin_does_not_stand_in_the_way(store: Store) -> None:
    store.discover(PORTAL, "r1", "a", [entry(1, "print", "refused-address"), entry(1)])
    assert [row.id for row in store.pending(PORTAL, "r1", 9)] == ["demo:1"]


def test_pending_comes_by_number_and_goes_on_after_the_last(store: Store) -> None:
    store.discover(PORTAL, "r1", "a", [entry(n) for n in (10, 9, 100, 2)])
    assert [row.id for row in store.pending(PORTAL, "r1", 2)] == ["demo:2", "demo:9"]
    rest = store.pending(PORTAL, "r1", 9, after="demo:9")
    assert [row.id for row in rest] == ["demo:10", "demo:100"]
    assert (rest[0].url, rest[0].section) == ("http://a.vn/a/10", "a")


def test_an_article_is_settled_once(store: Store) -> None:
    store.discover(PORTAL, "r1", "a", [entry(1)])
    assert store.settle(PORTAL, "demo:1", "failed", "http-404")
    assert not store.settle(PORTAL, "demo:1", "refused", "robots")
    assert store.counts(PORTAL, "r1").states == {"failed": {"http-404": 1}}


def test_stored_unchanged_changed(store: Store) -> None:
    first = article(1)
    first.run_id = "r1"
    assert store.save(first, "r1")[0] == "stored"
    store.begin_run("r2", PORTAL, "2026-01-02T00:00:00+00:00", {})
    again = article(1)
    again.run_id, again.fetched_at = "r2", "2026-01-02T00:00:00+00:00"
    outcome, stored = store.save(again, "r2")
    assert (outcome, stored.run_id, stored.version) == ("unchanged", "r1", 1)
    outcome, stored = store.save(article(1, "Cầu cũ."), "r2")
    assert (outcome, stored.version) == ("changed", 2)
    assert record(store, 1)["text"] == "Cầu cũ."
    with store.engine.connect() as connection:
        rows = connection.execute(select(versions)).all()
    assert [(row.version, json.loads(row.record)["text"], row.replaced_in) for row in rows] == [
        (1, "Cầu mới.", "r2")
    ]


def test_a_record_of_an_older_program_is_unchanged(store: Store) -> None:
    old = article(1)
    old.content_hash = "0" * 64
    store.save(old, "r1")
    with store.engine.begin() as connection:
        connection.execute(update(articles).values(fingerprint="of another form"))
    new = article(1)
    new.language, new.language_score = "vi", 0.75
    outcome, stored = store.save(new, "r2")
    assert (outcome, stored.version) == ("unchanged", 1)
    assert stored.content_hash == new.content_hash == record(store, 1)["content_hash"]
    assert (stored.language, stored.language_score) == ("vi", 0.75)
    assert record(store, 1)["language"] == "vi"


def test_what_leaves_is_what_is_stored(store: Store) -> None:
    _, stored = store.save(article(1), "r1")
    assert record(store, 1) == stored.to_dict()
    assert Article.from_dict(record(store, 1)) == stored


def test_other_addresses_in_the_order_they_were_met(store: Store) -> None:
    store.discover(PORTAL, "r1", "a", [entry(1, tab) for tab in ("c", "a", "b")])
    _, stored = store.save(article(1, tab="c"), "r1")
    assert stored.alternate_urls == ["http://a.vn/a/1", "http://a.vn/b/1"]


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_the_earliest_of_equal_texts_is_named_in_the_others(
    store: Store, order: tuple[int, ...]
) -> None:
    for number in order:
        store.save(article(number, day=f"2024-03-0{number}"), "r1")
    named = {each["id"]: each["duplicate_of"] for each in store.records(PORTAL)}
    assert named == {"demo:1": None, "demo:2": "demo:1", "demo:3": "demo:1"}


def test_an_empty_text_is_nobodys_duplicate(store: Store) -> None:
    for number in (1, 2):
        assert store.save(article(number, body=""), "r1")[1].content_hash is None
    assert {each["duplicate_of"] for each in store.records(PORTAL)} == {None}


def test_a_record_without_id(store: Store) -> None:
    with pytest.raises(StoreError, match="without id"):
        store.save(Article(portal=PORTAL), "r1")


def test_a_run_takes_over_what_an_interrupted_one_left(store: Store) -> None:
    store.discover(PORTAL, "r1", "a", [entry(1), entry(2)])
    store.save(article(1), "r1")
    assert store.begin_run("r2", PORTAL, "2026-01-02T00:00:00+00:00", {}) == 1
    assert [row.id for row in store.pending(PORTAL, "r2", 9)] == ["demo:2"]
    assert store.counts(PORTAL, "r2").discovered == 1
    assert store.discover(PORTAL, "r2", "a", [entry(2)]) == ["met"]
    last = store.last_run(PORTAL)
    assert last is not None
    assert (last.run_id, last.state) == ("r2", "working")


def never(_published: str | None, _checked: str | None) -> bool:
    return False


def test_a_page_that_made_no_record_is_asked_for_again_after_a_day(url: str) -> None:
    at = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
    store = Store(url, at.isoformat)
    store.begin_run("r1", PORTAL, at.isoformat(), {})
    store.discover(PORTAL, "r1", "a", [entry(1), entry(2)])
    store.save(article(1, day=""), "r1")
    store.settle(PORTAL, "demo:2", "refused", "no-article")
    outcomes = []
    for number, hours in enumerate((6, 25, 24 * 181), 2):
        due = partial(is_due, now=at + timedelta(hours=hours))
        store.begin_run(f"r{number}", PORTAL, at.isoformat(), {})
        outcomes.append(store.discover(PORTAL, f"r{number}", "a", [entry(1), entry(2)], due))
        store.settle(PORTAL, "demo:1", "failed", "timeout")
        store.settle(PORTAL, "demo:2", "refused", "no-article")
    store.close()
    # A record without a date is asked for as an old one.
    assert outcomes == [["known", "known"], ["known", "pending"], ["due", "pending"]]


def test_what_is_stored_and_not_due_is_known(store: Store) -> None:
    store.discover(PORTAL, "r1", "a", [entry(1), entry(2), entry(3)])
    store.save(article(1), "r1", said=("e1", "m1"))
    store.settle(PORTAL, "demo:2", "refused", "soft-404")
    store.settle(PORTAL, "demo:3", "failed", "timeout")
    store.begin_run("r2", PORTAL, "2026-01-02T00:00:00+00:00", {})
    page = [entry(n) for n in (1, 2, 3, 4)]
    outcomes = store.discover(PORTAL, "r2", "a", page, never)
    assert outcomes == ["known", "known", "met", "pending"]  # what failed was taken over
    assert [row.id for row in store.pending(PORTAL, "r2", 9)] == ["demo:3", "demo:4"]
    store.begin_run("r3", PORTAL, "2026-01-03T00:00:00+00:00", {})
    assert store.discover(PORTAL, "r3", "a", [entry(1)]) == ["due"]
    assert (store.pending(PORTAL, "r3", 1)[0].etag, store.pending(PORTAL, "r3", 1)[0].modified) == (
        "e1",
        "m1",
    )


def test_due_articles_that_no_listing_names(store: Store) -> None:
    store.discover(PORTAL, "r1", "a", [entry(n) for n in (1, 2, 3)])
    for number in (1, 2, 3):
        store.save(article(number), "r1")
    store.begin_run("r2", PORTAL, "2026-01-02T00:00:00+00:00", {})
    store.discover(PORTAL, "r2", "a", [entry(1)], never)
    assert store.take_due(PORTAL, "r2", never, None) == 0
    assert store.take_due(PORTAL, "r2", lambda _day, _checked: True, 1) == 1
    assert store.take_due(PORTAL, "r2", lambda _day, _checked: True, None) == 1
    assert {row.id for row in store.pending(PORTAL, "r2", 9)} == {"demo:2", "demo:3"}
    assert store.counts(PORTAL, "r2").discovered == 3


def test_an_article_missed_twice_in_a_row_is_gone(store: Store) -> None:
    store.discover(PORTAL, "r1", "a", [entry(1)])
    store.save(article(1), "r1")
    told = []
    for run, reason in (
        ("r2", "http-404"), ("r3", "timeout"), ("r4", "http-410"), ("r5", "soft-404"),
    ):  # fmt: skip
        store.begin_run(run, PORTAL, "2026-01-02T00:00:00+00:00", {})
        store.discover(PORTAL, run, "a", [entry(1)])
        told.append(store.settle(PORTAL, "demo:1", "failed", reason))
    assert told == ["settled", "settled", "settled", "gone"]
    assert record(store, 1)["text"] == "Cầu mới."  # nothing is deleted
    store.begin_run("r6", PORTAL, "2026-01-02T00:00:00+00:00", {})
    assert store.take_due(PORTAL, "r6", lambda _day, _checked: True, None) == 0
    assert store.discover(PORTAL, "r6", "a", [entry(1)], never) == ["due"]
    store.touch(PORTAL, "demo:1", "r6")
    store.begin_run("r7", PORTAL, "2026-01-02T00:00:00+00:00", {})
    assert store.discover(PORTAL, "r7", "a", [entry(1)], never) == ["known"]


def test_how_far_a_listing_was_read(store: Store) -> None:
    assert store.listing(PORTAL, "/a") == ListingState()
    said = Validators('"x"', "Mon, 04 Mar 2024 00:00:00 GMT", "https://a.vn")
    for state in (
        ListingState(False, "/a/2", "2024-01-01"),
        ListingState(True, validators=said),
        ListingState(True),
    ):
        for path in ("/a", "/" + "b" * 900, "/" + "b" * 901):
            store.keep_listing(PORTAL, path, state)
            assert store.listing(PORTAL, path) == state
    assert store.listing(PORTAL, "/" + "b" * 902) == ListingState()


def test_a_store_that_kept_no_validators_gains_them(url: str) -> None:
    store = Store(url)
    with store.engine.begin() as connection:
        for name in ("etag", "modified", "origin"):
            connection.execute(text(f"alter table listings drop column {name}"))
        connection.execute(update(meta).values(schema_version=MIGRATIONS.index(_add_validators)))
        values = {"portal": PORTAL, "path": "/a", "complete": 1}
        connection.execute(
            text(
                "insert into listings (portal, path, complete) values (:portal, :path, :complete)"
            ),
            values,
        )
    store.close()
    store = Store(url)
    assert store.listing(PORTAL, "/a") == ListingState(True)
    store.keep_listing(PORTAL, "/a", ListingState(True, validators=Validators("x", None, "o")))
    assert store.listing(PORTAL, "/a").validators.etag == "x"
    store.close()


def test_sections_with_articles_that_were_missing(store: Store) -> None:
    for number, section, reason in ((1, "a", "http-404"), (2, "b", "timeout"), (3, "c", "")):
        store.discover(PORTAL, "r1", section, [entry(number)])
        if reason:
            store.settle(PORTAL, f"demo:{number}", "failed", reason)
    assert store.missed(PORTAL) == {"a"}


def test_what_failed_or_was_parked_is_taken_over(store: Store) -> None:
    store.discover(PORTAL, "r1", "a", [entry(n) for n in range(1, 7)])
    for number, state, reason in (
        (1, "failed", "timeout"), (2, "failed", "http-404"), (3, "parked", "http-503"),
        (4, "refused", "maintenance"), (5, "refused", "listing"),
    ):  # fmt: skip
        store.settle(PORTAL, f"demo:{number}", state, reason)
    assert store.begin_run("r2", PORTAL, "2026-01-02T00:00:00+00:00", {}) == 4
    taken = [row.id for row in store.pending(PORTAL, "r2", 9)]
    assert taken == ["demo:1", "demo:3", "demo:4", "demo:6"]
    counts = store.counts(PORTAL, "r2")
    assert (counts.discovered, counts.duplicate) == (4, 0)


def test_records_come_in_order_whatever_their_number(store: Store) -> None:
    days = [f"20{year:02}-01-0{day}" for year in range(60) for day in range(1, 9)]
    with store.engine.begin() as connection:
        for number, day in enumerate(reversed(days)):
            values = {
                "portal": PORTAL, "id": f"demo:{number}", "version": 1, "state": "live",
                "date_published": day, "fingerprint": "", "record": json.dumps({"day": day}),
                "first_run": "r1", "last_run": "r1" if number % 2 else "r0",
            }  # fmt: skip
            connection.execute(insert(articles).values(**values))
    assert [each["day"] for each in store.records(PORTAL)] == days
    assert [each["day"] for each in store.records(PORTAL, "r1")] == days[::2]
    assert list(store.records("other")) == []


def test_due_articles_of_a_section(store: Store) -> None:
    for number, section in ((1, "a"), (2, "b")):
        store.discover(PORTAL, "r1", section, [entry(number)])
        store.save(article(number), "r1")
    store.begin_run("r2", PORTAL, "2026-01-02T00:00:00+00:00", {})
    assert store.take_due(PORTAL, "r2", lambda _day, _checked: True, None, ["b"]) == 1
    assert [row.id for row in store.pending(PORTAL, "r2", 9)] == ["demo:2"]


def listed_in(store: Store, run: str, **sections: list[int]) -> None:
    """A run that reads the listings of some sections, and finds numbers of articles there."""
    store.begin_run(run, PORTAL, f"2026-01-{run[1:].zfill(2)}T00:00:00+00:00", {})
    for section, numbers in sections.items():
        store.discover(PORTAL, run, section, [entry(n, section) for n in numbers], never)


def stored_in(store: Store, **sections: list[int]) -> None:
    for section, numbers in sections.items():
        store.discover(PORTAL, "r1", section, [entry(n, section) for n in numbers])
        for number in numbers:
            store.save(article(number, tab=section), "r1")


def state(store: Store, number: int) -> tuple[str, str | None]:
    with store.engine.connect() as connection:
        query = select(articles).where(articles.c.id == f"{PORTAL}:{number}")
        row = connection.execute(query).one()
    return row.state, row.gone_reason


@pytest.mark.parametrize(
    ("now_listed", "whole", "asked"),
    [
        ({"a": [1, 2], "b": [4, 5]}, {"a", "b"}, ["demo:3"]),
        ({"a": [1, 2, 3], "b": [4, 5]}, {"a", "b"}, []),
        ({"a": [1, 2]}, {"a"}, []),  # 3 may still stand in b
        ({"a": [1, 2], "b": [3, 4]}, {"a", "b"}, ["demo:5"]),
        ({"a": [1, 2], "b": [4]}, set(), []),  # read down to what is known
        ({"a": [1, 2, 3], "b": []}, {"a", "b"}, []),  # b is broken
        ({}, {"a", "b", "c"}, []),
    ],
)
def test_what_listings_read_whole_name_no_more_is_asked_for(
    store: Store, now_listed: dict[str, list[int]], whole: set[str], asked: list[str]
) -> None:
    stored_in(store, a=[1, 2, 3], b=[3, 4, 5])
    listed_in(store, "r2", **now_listed)
    discovered = store.counts(PORTAL, "r2").discovered
    number, _ = store.take_absent(PORTAL, "r2", whole, None)
    assert [row.id for row in store.pending(PORTAL, "r2", 9)] == asked
    assert number == len(asked)
    assert store.counts(PORTAL, "r2").discovered == discovered + number


def test_a_listing_that_lost_most_is_not_believed(store: Store) -> None:
    stored_in(store, a=[1, 2, 3, 4, 5], b=[6])
    listed_in(store, "r2", a=[1, 2], b=[6])
    assert store.take_absent(PORTAL, "r2", {"a", "b"}, None) == (0, {"a": 3})
    listed_in(store, "r3", a=[1, 2, 3], b=[])
    assert store.take_absent(PORTAL, "r3", {"a", "b"}, None) == (2, {"b": 1})


def test_absence_and_one_missing_page_make_a_tombstone(store: Store) -> None:
    stored_in(store, a=[1, 2, 3, 4])
    listed_in(store, "r2", a=[1, 2])
    assert store.take_absent(PORTAL, "r2", {"a"}, None)[0] == 2
    assert store.settle(PORTAL, "demo:3", "failed", "http-410") == "gone-unlisted"
    store.touch(PORTAL, "demo:4", "r2")  # its page is still there
    assert (state(store, 3), state(store, 4)) == (("gone", "http-410-unlisted"), ("live", None))
    told = store.explain("demo:3")
    assert isinstance(told, dict)
    assert (told["state"], told["gone_reason"]) == ("gone", "http-410-unlisted")
    assert told["gone_at"] > "2026"
    listed_in(store, "r3", a=[1, 2])
    assert store.take_absent(PORTAL, "r3", {"a"}, None) == (0, {})  # 4 was asked for once
    assert store.take_due(PORTAL, "r3", lambda _day, _checked: True, None) == 1
    assert store.settle(PORTAL, "demo:4", "refused", "soft-404") == "gone-unlisted"


def test_a_timeout_makes_no_tombstone(store: Store) -> None:
    stored_in(store, a=[1, 2])
    listed_in(store, "r2", a=[1])
    store.take_absent(PORTAL, "r2", {"a"}, None)
    assert store.settle(PORTAL, "demo:2", "failed", "timeout") == "settled"
    assert store.begin_run("r3", PORTAL, "2026-01-03T00:00:00+00:00", {}) == 1  # asked for again
    assert store.settle(PORTAL, "demo:2", "failed", "http-404") == "gone-unlisted"


def test_what_a_listing_names_again_needs_two_misses_again(store: Store) -> None:
    stored_in(store, a=[1, 2])
    listed_in(store, "r2", a=[1])
    store.take_absent(PORTAL, "r2", {"a"}, None)
    store.touch(PORTAL, "demo:2", "r2")
    listed_in(store, "r3", a=[1, 2])
    listed_in(store, "r4")
    store.take_due(PORTAL, "r4", lambda _day, _checked: True, None)
    assert store.settle(PORTAL, "demo:2", "failed", "http-404") == "settled"
    listed_in(store, "r5", a=[1])
    assert store.take_absent(PORTAL, "r5", {"a"}, None)[0] == 1  # and absence is judged anew


def test_an_article_that_comes_back_is_live_again(store: Store) -> None:
    stored_in(store, a=[1, 2])
    listed_in(store, "r2", a=[1])
    store.take_absent(PORTAL, "r2", {"a"}, None)
    store.settle(PORTAL, "demo:2", "failed", "http-404")
    listed_in(store, "r3", a=[1, 2])
    assert [row.id for row in store.pending(PORTAL, "r3", 9)] == ["demo:2"]
    assert store.save(article(2), "r3")[0] == "unchanged"
    assert state(store, 2)[0] == "live"
    told = store.explain("demo:2")
    assert isinstance(told, dict)
    assert "gone_reason" not in told


def test_absent_articles_are_asked_for_little_by_little(store: Store) -> None:
    stored_in(store, a=[1, 2, 3, 4])
    listed_in(store, "r2", a=[1, 2])
    assert store.take_absent(PORTAL, "r2", {"a"}, 1)[0] == 1
    listed_in(store, "r3", a=[1, 2])
    store.take_absent(PORTAL, "r3", {"a"}, 1)
    assert [row.id for row in store.pending(PORTAL, "r3", 9)] == ["demo:3", "demo:4"]  # 3 over


def test_a_missing_page_is_looked_at_again_as_if_it_were_new(store: Store) -> None:
    stored_in(store, a=[1])
    store.begin_run("r2", PORTAL, "2026-01-02T00:00:00+00:00", {})
    store.take_due(PORTAL, "r2", lambda _day, _checked: True, None)
    store.settle(PORTAL, "demo:1", "failed", "http-404")
    store.begin_run("r3", PORTAL, "2026-01-03T00:00:00+00:00", {})
    asked: list[tuple[str | None, str | None]] = []

    def due(published: str | None, checked: str | None) -> bool:
        asked.append((published, checked))
        return True

    store.take_due(PORTAL, "r3", due, None)
    ((published, checked),) = asked
    assert published == checked != article(1).date_published


def test_a_store_from_before_tombstones(url: str) -> None:
    old = Store(url)
    old.begin_run("r1", PORTAL, "2026-01-01T00:00:00+00:00", {})
    stored_in(old, a=[1], b=[2])
    with old.engine.begin() as connection:
        for table, column in (
            ("frontier", "unlisted"), ("articles", "gone_at"), ("articles", "gone_reason"),
        ):  # fmt: skip
            connection.exec_driver_sql(f"alter table {table} drop column {column}")
        connection.exec_driver_sql("drop table listed")
        connection.exec_driver_sql("update articles set state = 'gone' where id = 'demo:2'")
        connection.exec_driver_sql("update newsportal_store set schema_version = 4")
    old.close()
    store = Store(url)
    with store.engine.connect() as connection:
        rows = connection.execute(select(listed).order_by(listed.c.id)).all()
    assert [(row.id, row.section) for row in rows] == [("demo:1", "a"), ("demo:2", "b")]
    assert state(store, 2) == ("gone", None)
    store.close()


def test_a_portal_is_forgotten(store: Store) -> None:
    store.discover(PORTAL, "r1", "a", [entry(1)])
    store.save(article(1), "r1")
    store.forget(PORTAL)
    assert not list(store.records(PORTAL))
    assert store.counts(PORTAL, "r1").discovered == 0
    assert store.last_run(PORTAL) is None


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["discover", "twin", "save", "fail"]),
        st.integers(1, 4),
        st.sampled_from("ab"),
    ),
    max_size=25,
)


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_every_address_is_accounted_for(steps: list[tuple[str, int, str]]) -> None:
    store = Store("sqlite://")
    store.begin_run("r1", PORTAL, "2026-01-01T00:00:00+00:00", {})
    for step, number, tab in steps:
        if step in ("discover", "twin"):
            reason = "refused-address" if step == "twin" else None
            store.discover(PORTAL, "r1", "a", [entry(number, f"{step}{tab}", reason)])
        elif step == "save":
            store.save(article(number), "r1")
        else:
            store.settle(PORTAL, f"demo:{number}", "failed", "http-404")
    counts = store.counts(PORTAL, "r1")
    states = sum(sum(each.values()) for each in counts.states.values())
    assert counts.discovered == states + counts.duplicate
    store.close()


# -- files


@given(st.text(), st.lists(st.text()))
def test_a_record_is_one_line(title: str, authors: list[str]) -> None:
    line = json_line({"title": title, "authors": authors})
    assert len(line.splitlines()) == 1
    assert json.loads(line) == {"title": title, "authors": authors}


def test_a_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "new/a.jsonl"
    assert write_jsonl(path, [{"a": 1}, {"a": 2}]) == 2

    def breaking() -> Iterator[dict[str, Any]]:
        yield {"a": 3}
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        write_jsonl(path, breaking())
    assert path.read_text() == '{"a": 1}\n{"a": 2}\n'
    assert [each.name for each in path.parent.iterdir()] == ["a.jsonl"]


def test_a_table_has_lists_as_json(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert write_csv(path, [{"id": "a", "authors": ["Hà Thu"], "text": 'Dòng "một"\n\nhai'}]) == 1
    assert path.read_bytes().decode().startswith('id,authors,text\r\na,"[""Hà Thu""]",')
    with pytest.raises(ArgumentError, match=r"must end in \.jsonl or \.csv"):
        writer_for(tmp_path / "a.xlsx")


def test_the_first_of_a_text_that_changes_leaves_it_to_the_next(store: Store) -> None:
    for number, day in ((1, "2024-01-01"), (2, "2024-01-02"), (3, "2024-01-03")):
        store.save(article(number, day=day), "r1")
    assert [record(store, n)["duplicate_of"] for n in (1, 2, 3)] == [None, "demo:1", "demo:1"]
    store.save(article(1, "Cầu cũ.", day="2024-01-01"), "r1")
    assert [record(store, n)["duplicate_of"] for n in (1, 2, 3)] == [None, None, "demo:2"]
