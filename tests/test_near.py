"""Near-duplicates: their quality on a made truth, and a result that follows from the records."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, event, func, select

from benchmarks.near import PRECISION, RECALL, quality
from benchmarks.near_truth import cases, keep
from newsportal import settings as project
from newsportal.article import Article
from newsportal.cli import dedup
from newsportal.dataset import comparing, forgetting, signing
from newsportal.dataset.minhash import sign
from newsportal.dataset.near import Place, clusters_of, find_near
from newsportal.dataset.near_pairs import pairs_of
from newsportal.dataset.relation import facts_of, relation_of
from newsportal.dataset.shingles import digest_of, words_of
from newsportal.dedup import content_hash
from newsportal.demo.dice import Dice
from newsportal.store import Store
from newsportal.store.schema import articles, bands, pairs, texts
from tests.test_stores import url as url  # noqa: PLC0414 - a fixture

pytest.importorskip("rensa")
pytestmark = pytest.mark.extra("data")

SYLLABLES = "ba cô dì em hai lan mai ngõ phố quê rau sen tre xã yên đê ổi ước".split()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path}/near.db")
    yield store
    store.close()


def written(number: int, change: int = 0) -> str:
    """One of a few long texts, with one word of it changed."""
    dice = Dice(f"text {number}")
    words = [dice.pick(SYLLABLES) for _ in range(90)]
    if change:
        words[change * 7 % 90] = f"khác{change}"
    return " ".join(words)


def article(number: int, text: str, **fields: Any) -> Article:
    known: dict[str, Any] = {
        "portal": "demo", "date_published": f"2024-03-{1 + number % 7:02}", "title": "Cầu mới",
    }  # fmt: skip
    known |= fields
    key = f"{known['portal']}:{number}"
    return Article(id=key, text=text, content_hash=content_hash(text), **known)


def places(engine: Engine) -> dict[str, Place]:
    with engine.connect() as connection:
        keys = connection.execute(select(articles.c.portal, articles.c.id)).all()
        found = clusters_of(connection, [(key.portal, key.id) for key in keys])
    return {key[1]: place for key, place in found.items()}


def state(engine: Engine) -> tuple[dict[str, Place], set[frozenset[bytes]], int, set[int]]:
    """What a pass left: places of records, pairs by their texts, bands, whether all is compared."""
    with engine.connect() as connection:
        digests = {row.number: bytes(row.digest) for row in connection.execute(select(texts))}
        linked = connection.execute(select(pairs)).all()
        number = connection.execute(select(func.count()).select_from(bands)).scalar_one()
        done = set(connection.execute(select(texts.c.compared)).scalars())
    found = {frozenset((digests[row.first], digests[row.second])) for row in linked}
    return places(engine), found, number, done


def put(engine: Engine, records: Mapping[int, str | None]) -> None:
    """Store texts by number in the place of what was there; None takes the record out."""
    with engine.begin() as connection:
        ids = [f"demo:{number}" for number in records]
        connection.execute(delete(articles).where(articles.c.id.in_(ids)))
    keep(engine, (article(number, text) for number, text in records.items() if text is not None))


# -- quality


def test_quality_on_a_made_truth() -> None:
    found = quality(list(cases(200)))
    assert (found.precision >= PRECISION, found.recall >= RECALL) == (True, True), found


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        ("Thử nghiệm", "thử  nghiệm!", True),  # the same content_hash
        ("Thử nghiệm", "Thử nghiệm nữa", False),
        ("", "", False),
        (written(1), written(1, 3), True),
        (written(1), written(2), False),
        (written(1), "(TTXVN) - " + written(1), True),
        (written(1), written(1)[:-120], True),
    ],
    ids=str,
)
def test_two_texts(store: Store, one: str, other: str, joined: bool) -> None:
    put(store.engine, {1: one, 2: other})
    find_near(store.engine)
    place = places(store.engine).get("demo:2", Place(None, None, None))
    assert place == (("demo:1", "demo:1", place.relation) if joined else (None, None, None))


# -- one result, in whatever order and however often


CHANGES = st.lists(
    st.dictionaries(
        st.integers(1, 12),
        st.one_of(st.none(), st.tuples(st.integers(1, 2), st.integers(0, 6))),
        min_size=1,
    ),
    min_size=1,
    max_size=4,
)


def fresh(texts_of: Mapping[int, str | None]) -> Any:
    store = Store("sqlite://")
    put(store.engine, texts_of)
    find_near(store.engine)
    found = state(store.engine)
    store.close()
    return found


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=CHANGES)
def test_many_passes_come_to_what_one_does(
    steps: list[dict[int, tuple[int, int] | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "COMMON", 3)  # bands that are too common come and go
    monkeypatch.setattr(signing, "BATCH", 4)
    monkeypatch.setattr(comparing, "RANGE", 3)
    store, now = Store("sqlite://"), dict[int, str | None]()
    for step in steps:
        new = {number: written(*text) if text else None for number, text in step.items()}
        put(store.engine, new)
        now |= new
        find_near(store.engine)
    found = state(store.engine)
    store.close()
    assert found == fresh(now)
    assert found[3] <= {1}


@pytest.mark.parametrize("stop", [1, 2, 3, 5, 7, 9, 11])
def test_a_pass_that_died_is_gone_on_with(
    store: Store, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    for module, name, number in ((signing, "BATCH", 3), (comparing, "RANGE", 4)):
        monkeypatch.setattr(module, name, number)
    monkeypatch.setattr(forgetting, "COMMON", 5)
    put(store.engine, {number: written(1, number) for number in range(6)})
    find_near(store.engine)
    now = {number: written(number % 2, number) for number in range(3, 12)}
    put(store.engine, {**now, 0: None})
    commits = 0

    def die(_connection: Any) -> None:
        nonlocal commits
        commits += 1
        if commits == stop:
            raise KeyboardInterrupt

    event.listen(store.engine, "commit", die)
    died = False
    try:
        find_near(store.engine)
    except KeyboardInterrupt:
        died = True
    event.remove(store.engine, "commit", die)
    assert died or commits < stop
    find_near(store.engine)
    kept = {number: written(1, number) for number in (1, 2)}
    assert state(store.engine) == fresh({**kept, **now})


def test_a_second_pass_has_nothing_to_do(store: Store) -> None:
    put(store.engine, {number: written(1, number) for number in range(4)})
    assert find_near(store.engine).signed == 4
    again = find_near(store.engine)
    assert (again.signed, again.candidates, again.removed, again.members) == (0, 0, 0, 4)


def test_on_both_databases(url: str) -> None:
    store = Store(url)
    put(store.engine, {number: written(number % 3, number) for number in range(9)})
    put(store.engine, {9: "Ngắn thôi", 10: "ngắn thôi"})
    assert find_near(store.engine).clusters == 4
    put(store.engine, {0: None, 1: written(7), 2: written(0, 2)})
    counts = find_near(store.engine)
    found = places(store.engine)
    with store.engine.connect() as connection:
        shown = [each.relation for each in pairs_of(connection, 50)]
    store.close()
    assert len(shown) == counts.members - counts.clusters
    assert shown[-1] == "republished"  # the same text comes last
    assert (counts.signed, counts.removed, counts.clusters) == (2, 1, 4)
    assert found["demo:1"] == (None, None, None)
    assert found["demo:6"].cluster == found["demo:2"].cluster == "demo:2"


def test_a_group_is_renamed_only_for_an_earlier_record(store: Store) -> None:
    put(store.engine, {3: written(1), 4: written(1, 1)})
    find_near(store.engine)
    assert places(store.engine)["demo:4"].cluster == "demo:3"
    put(store.engine, {5: written(1, 2)})
    find_near(store.engine)
    assert places(store.engine)["demo:5"].cluster == "demo:3"
    put(store.engine, {1: written(1, 3)})
    find_near(store.engine)
    assert {place.cluster for place in places(store.engine).values()} == {"demo:1"}


# -- what a member is to the first of its group


EARLY, LATE = "2024-03-05T08:00:00+07:00", "2024-03-06T09:00:00+07:00"


@pytest.mark.parametrize(
    ("own", "first", "relation"),
    [
        ({"content_hash": "a"}, {}, "republished"),
        ({"content_hash": "a", "credited_source": "TTXVN"}, {}, "republished"),
        ({"content_hash": "a", "portal": "other"}, {}, "syndicated"),
        ({"portal": "other"}, {}, "syndicated"),
        ({"credited_source": "Theo TTXVN"}, {}, "syndicated"),
        ({"dateline": "(Vietnam+) -"}, {}, "syndicated"),
        ({"credited_source": "Vietnam Airlines"}, {}, "updated"),
        ({}, {"dateline": "Hà Nội (TTXVN) -"}, "syndicated"),
        ({"dateline": "(TTXVN) -"}, {"credited_source": "TTXVN"}, "updated"),
        ({}, {}, "updated"),
        ({"date_published": EARLY}, {}, "edited"),
        ({"date_published": "2024-03-05"}, {}, "edited"),  # of that day, nobody knows when
        ({"date_published": None}, {}, "edited"),
        ({"title": "Việc khác hẳn"}, {}, "edited"),
        ({"title": "Khánh thành cầu mới ở xã (cập nhật)"}, {}, "updated"),
    ],
)
def test_relations(own: dict[str, Any], first: dict[str, Any], relation: str) -> None:
    common = {"portal": "demo", "title": "Khánh thành cầu mới ở xã", "credited_source": None}
    earlier = {**common, "content_hash": "a", "date_published": EARLY, **first}
    later = {**common, "content_hash": "b", "date_published": LATE, **own}
    assert relation_of(facts_of(later), facts_of(earlier)) == relation


def test_a_title_that_changed_changes_the_relation(store: Store) -> None:
    put(store.engine, {1: written(1), 2: written(1, 1)})
    find_near(store.engine)
    assert places(store.engine)["demo:2"].relation == "updated"
    put(store.engine, {1: None})
    keep(store.engine, [article(1, written(1), title="Tin hoàn toàn khác")])
    find_near(store.engine)
    assert places(store.engine)["demo:2"].relation == "edited"


# -- the edge


def test_reading_needs_no_extra() -> None:
    code = "import sys, newsportal.dataset.near; print('rensa' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.fixture
def output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(project, "NEWSPORTAL_OUTPUT", str(tmp_path))
    monkeypatch.setattr(project, "NEWSPORTAL_STORE", "")
    return tmp_path


def stored(folder: Path) -> None:
    store = Store(f"sqlite:///{folder}/newsportal.db")
    hostile = "[bold red]Đỏ[/] \x1b[31mCầu [/nothing]"
    keep(store.engine, [article(1, written(1)), article(2, written(1, 3), title=hostile)])
    store.close()


def test_the_report_shows_hostile_titles_as_they_are(
    output: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    stored(output)
    assert dedup.run(True, 5, False) == 0
    screen = capsys.readouterr().out
    assert "[bold red]Đỏ[/] [31mCầu [/nothing]" in screen
    assert "\x1b" not in screen
    assert "khác3" in screen


def test_json_names_the_words_that_differ(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stored(output)
    assert dedup.run(True, 5, True) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["clusters"], told["members"], told["relations"]) == (1, 2, {"edited": 1})
    assert told["pairs"][0]["only_other"] == ["khác3"]
    assert told["pairs"][0]["first"]["id"] == "demo:1"


def test_no_store_and_no_rensa(
    output: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert dedup.run(False, 5, False) == 5
    assert "there is no store" in capsys.readouterr().err
    stored(output)
    monkeypatch.setitem(sys.modules, "rensa", None)
    assert dedup.run(False, 5, False) == 5
    assert "pip install 'newsportal[data]'" in capsys.readouterr().err


def test_a_text_that_changed_since_it_was_signed_is_not_compared(store: Store) -> None:
    put(store.engine, {1: written(1), 2: written(1, 1)})
    signing.sign_new(store.engine)
    put(store.engine, {2: written(2)})
    assert comparing.compare_new(store.engine).found == 0


def test_digest_is_of_words_alone() -> None:
    assert digest_of(words_of("Cầu  mới!")) == digest_of(words_of("cầu mới"))


def test_signatures_are_those_that_are_kept_in_stores() -> None:
    """Where a newer rensa signs otherwise, stores need a migration that empties `texts`."""
    (signature,) = sign([[b"a b c d e", b"b c d e f"]])
    assert (
        hashlib.sha256(signature).hexdigest()
        == "8d5be65a579d385bab5224054c037fe8b690860ea7a720e676cba465d2afafc5"
    )
