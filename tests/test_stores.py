"""The store, on SQLite and on PostgreSQL: accounting, versions, duplicates, migration."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from newsportal.article import Article, Image, Paragraph
from newsportal.dedup import content_hash
from newsportal.discover.listing import Entry
from newsportal.errors import ArgumentError, StoreError
from newsportal.store import ListingState, Store
from newsportal.store.export import json_line, write_csv, write_jsonl, writer_for
from newsportal.store.schema import (
    MIGRATIONS,
    SCHEMA_VERSION,
    _add_validators,
    articles,
    meta,
    migrate,
    version_of,
    versions,
)
from newsportal.validators import Validators

PORTAL = "demo"
SERVER = os.environ.get(
    "NEWSPORTAL_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)


POSTGRES = pytest.param("postgres", marks=pytest.mark.extra("postgres"))  # noqa: S610 - a mark


@pytest.fixture(params=["sqlite", POSTGRES])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/deep/newsportal.db"
        return
    pytest.importorskip("psycopg")
    name = f"newsportal_{secrets.token_hex(4)}"
    try:
        server = create_engine(SERVER, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(text(f"create database {name}"))
    except SQLAlchemyError as error:
        pytest.skip(f"no PostgreSQL answers at {SERVER}: {error.__class__.__name__}")
    yield SERVER.rsplit("/", 1)[0] + f"/{name}"
    with server.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))
    server.dispose()


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
    outcome, stored = store.save(article(1), "r2")
    assert (outcome, stored.version) == ("unchanged", 1)
    assert stored.content_hash == article(1).content_hash == record(store, 1)["content_hash"]


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


def test_due_articles_of_a_section(store: Store) -> None:
    for number, section in ((1, "a"), (2, "b")):
        store.discover(PORTAL, "r1", section, [entry(number)])
        store.save(article(number), "r1")
    store.begin_run("r2", PORTAL, "2026-01-02T00:00:00+00:00", {})
    assert store.take_due(PORTAL, "r2", lambda _day, _checked: True, None, ["b"]) == 1
    assert [row.id for row in store.pending(PORTAL, "r2", 9)] == ["demo:2"]


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
