"""Layouts that are learned from pages."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsportal.archive.capture import Capture
from newsportal.article import Article
from newsportal.difference import COMPARED
from newsportal.errors import DeclarationError
from newsportal.induce.judging import judge, template_of
from newsportal.induce.learned import Induced, induce_layout
from newsportal.induce.redesign import fitting, layout_of, with_second
from newsportal.induce.sample import read_samples, record_of
from newsportal.portal import Layout, Portal
from newsportal.portals import portal_named
from tests.induced import NEW, OLD, SITE, capture, demo_pages, page

PAGES = [page(number) for number in range(6)]


@cache
def demo(strange: bool) -> tuple[list[tuple[Capture, Article]], Induced]:
    """The demo portal's pages, and what was learned from every third."""
    pages = demo_pages(40, strange)
    return pages, induce_layout([each for each, _ in pages[::3]], portal_named("demo"))


def wrong(pages: list[tuple[Capture, Article]], portal: Portal) -> list[tuple[str, str]]:
    found = []
    for each, truth in pages:
        record, expected = record_of(each, portal), truth.to_dict()
        made = record.to_dict() if record else {}
        found += [(str(truth.id), name) for name in COMPARED if made.get(name) != expected[name]]
    return found


@pytest.mark.parametrize("strange", [False, True])
def test_the_demo_portal_is_learned_in_either_dress(strange: bool) -> None:
    pages, learned = demo(strange)
    assert learned.sure
    assert learned.layout is not None
    assert learned.questions == ()
    assert wrong(pages, replace(portal_named("demo"), layouts=(learned.layout,))) == []


def test_after_a_redesign_both_designs_are_right() -> None:
    portal = portal_named("demo")
    (old, _), (new, learned) = demo(False), demo(True)
    assert wrong(new, portal) != []
    layout = learned.layout or Layout()
    made, first = with_second(portal, layout, [each for each, _ in old], [each for each, _ in new])
    assert (made.layouts[0] == layout) == first
    assert wrong(old, made) == wrong(new, made) == []


def test_stable_names_are_taken() -> None:
    learned = induce_layout(PAGES, SITE)
    assert learned.layout == Layout(
        title=".headline", date=".post-date", body=".main-text", section_name=".cate"
    )
    assert learned.sure
    assert (learned.questions, learned.pages) == ((), 6)


def test_the_table_tells_who_agrees() -> None:
    rows = {row.field: row for row in induce_layout(PAGES, SITE).agreement}
    assert rows["title"].selector == ".headline"
    assert (rows["title"].pages, rows["title"].layout, rows["title"].generic_agrees) == (6, 6, 6)
    assert len(rows["date"].examples) == 3
    assert rows["section_name"].metadata == rows["section_name"].generic == 0


@pytest.mark.parametrize(
    ("pages", "question"),
    [
        ([], "not sure"),
        (PAGES[:2], "not sure"),
        ([PAGES[0]] * 5, "not sure"),
        ([PAGES[0], PAGES[1], page(2, NEW), page(3, NEW)], "not sure"),
        ([*PAGES, page(7, NEW)], "1 of 7 pages are of other templates"),
        (
            [*PAGES, capture("https://cayxanh.example/", "<html><body></body></html>")],
            "1 of the pages",
        ),
        (
            [page(number, sections=1) for number in range(6)],
            "section_name: all pages have the same",
        ),
    ],
)
def test_where_the_evidence_is_thin_it_asks(pages: list[Capture], question: str) -> None:
    learned = induce_layout(pages, SITE)
    assert any(each.startswith(question) for each in learned.questions), learned.questions
    if question == "not sure":
        assert (learned.layout, learned.sure) == (None, False)


def test_one_value_on_all_pages_is_no_field() -> None:
    learned = induce_layout([page(number, sections=1) for number in range(6)], SITE)
    assert learned.layout is not None
    assert learned.layout.section_name is None


def test_two_templates_in_one_set_are_two_layouts() -> None:
    learned = induce_layout([*PAGES, *(page(number, NEW) for number in range(10, 14))], SITE)
    assert learned.layout is not None
    assert learned.layout.body == ".main-text"
    assert [each.body for each in learned.further] == [".story"]


def test_a_title_that_both_designs_have_takes_no_page_from_the_other() -> None:
    old, new = PAGES, [page(number, NEW) for number in range(10, 15)]
    portal = replace(SITE, layouts=(Layout(title="h1", body=".main-text"),))
    fit = fitting([*old, *new], portal)
    assert (list(fit.old), list(fit.new), fit.refused) == (old, new, 0)
    layout = Layout(title="h1", body=".story")
    made, first = with_second(portal, layout, old, new)
    assert first
    assert {layout_of(each, made) for each in new} == {layout}
    assert {layout_of(each, made) for each in old} == set(portal.layouts)


def test_layouts_that_cannot_be_told_apart_are_refused() -> None:
    portal = replace(SITE, layouts=(Layout(title="h1"),))
    with pytest.raises(DeclarationError, match="cannot be told apart"):
        with_second(portal, Layout(title=".headline"), PAGES, [page(9, NEW)])


def test_a_page_is_new_where_the_named_title_is_gone() -> None:
    portal = replace(SITE, layouts=(Layout(title=".headline", body=".main-text"),))
    assert fitting([page(1, named="t2")], portal).old == ()


def test_what_is_worse_is_told() -> None:
    samples = read_samples(PAGES, SITE)
    template = template_of(samples)
    small = judge(samples[0], samples[0].trial(Layout(body="p")), template)
    large = judge(samples[0], samples[0].trial(Layout(body=".more", title="h1")), template)
    none = judge(samples[0], None, template)
    assert len(small.lost) == 2
    assert large.lost
    assert none.fields == ("refused",)
    assert not judge(samples[0], samples[0].article, template).is_worse


@settings(max_examples=12, deadline=None)
@given(st.sets(st.integers(0, 40), min_size=3, max_size=8), st.sampled_from([OLD, NEW]))
def test_no_record_is_worse_than_without(numbers: set[int], template: str) -> None:
    pages = [page(number, template) for number in numbers]
    learned = induce_layout(pages, SITE)
    if learned.layout is None or not learned.sure:
        return
    samples = read_samples(pages, SITE)
    shared = template_of(samples)
    judged = [judge(each, each.trial(learned.layout), shared) for each in samples]
    assert not any(each.is_worse for each in judged)


@pytest.mark.long
@pytest.mark.usefixtures("shared")
def test_the_mirror_is_learned_from_a_dozen_pages() -> None:
    from benchmarks.induce import mirror_pairs
    from benchmarks.induce import wrong as count_wrong

    portal, pairs = portal_named("sotttt_hanoi"), mirror_pairs()
    learned = induce_layout([each for each, _ in pairs[::28]], portal)
    layouts = (learned.layout,) if learned.layout else ()
    found = count_wrong(pairs, replace(portal, layouts=layouts))
    assert found.total() <= 0.05 * len(pairs) * len(COMPARED)
    assert found["text"] <= 0.02 * len(pairs)
