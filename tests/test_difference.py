"""Records before and after."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsportal.article import Article
from newsportal.difference import COMPARED, KINDS, Change, Differences, changes

TEXTS = st.none() | st.text("ab ", max_size=8)
RECORDS = st.fixed_dictionaries({"title": TEXTS, "text": TEXTS, "authors": st.lists(st.text("ab"))})


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ({"title": "a"}, {"title": "a"}, []),
        ({"title": "a"}, {"title": "b"}, ["changed"]),
        ({"title": None}, {"title": "b"}, ["filled"]),
        ({"authors": ["a"]}, {"authors": []}, ["emptied"]),
        ({"authors": []}, {"authors": None}, []),
        ({"run_id": "1", "http_status": 200}, {"run_id": "2"}, []),
    ],
)
def test_kinds(before: dict[str, Any], after: dict[str, Any], kinds: list[str]) -> None:
    assert [each.kind for each in changes(before, after)] == kinds


def test_all_fields_that_a_page_gives_are_compared() -> None:
    assert {"title", "text", "description", "date_published", "authors", "images"} <= set(COMPARED)
    assert {"url", "run_id", "warc"}.isdisjoint(COMPARED)
    assert changes(Article().to_dict(), Article().to_dict()) == []


def test_counts_and_the_worst() -> None:
    found = Differences()
    for number in range(6):
        found.add(f"p:{number}", {"title": "a"}, {"title": "a " * (number + 1)})
    found.add("p:7", {"title": "a"}, None, "listing")
    assert (found.pairs, found.same, found.differ) == (7, 0, 7)
    assert [key for key, _ in found.worst["title"]] == ["p:5", "p:4", "p:3"]
    assert found.rows() == [("title", 6, 0, 0)]
    assert found.to_dict()["lost"] == {"listing": 1}
    assert found.lost_keys == ["p:7"]


@given(RECORDS, RECORDS)
def test_backwards_filled_is_emptied(one: dict[str, Any], other: dict[str, Any]) -> None:
    turned = {"changed": "changed", "filled": "emptied", "emptied": "filled"}
    there, back = changes(one, other), changes(other, one)
    assert [(each.field, turned[each.kind]) for each in there] == [(e.field, e.kind) for e in back]
    assert [each.size for each in there] == [each.size for each in back]
    assert all(each.kind in KINDS for each in there)


def test_size_counts_words() -> None:
    assert Change("text", "changed", "một hai ba", "một hai bốn").size == 2
