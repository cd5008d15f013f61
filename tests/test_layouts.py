"""Layouts of a CMS: on real pages never worse than no Layout, and read on invented ones as well."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from newsportal import Article
from newsportal.induce.families import FAMILIES
from newsportal.layouts import LAYOUTS
from newsportal.page import Page
from newsportal.portal import Layout, Portal, Province
from newsportal.portals import all_portals
from newsportal.road import run
from newsportal.urls import host_of
from tests.golden import Case, comparable, pages, read_case, wrong_fields

REAL = Path(__file__).parents[2] / "shared/pages/vi_dev"
SITES = {
    "Liferay": {"sotttt.hanoi.gov.vn"},
    "VCCorp": {"baochinhphu.vn", "cafef.vn", "tuoitre.vn"},
    "vnexpress": {"vnexpress.net"},
    "dantri": {"dantri.com.vn"},
}
"""The hosts whose pages prove a Layout; those of 2015 of one are in a markup of their own."""

OLDER = {"tuoitre.vn__003", "tuoitre.vn__004"}


def tried(host: str, layout: Layout | None) -> Portal:
    """A portal at ``host`` that has this Layout, or none."""
    return Portal(
        name="tried", title="Báo Thử", hosts=(host,), article_url=r"(?P<id>\d+)",
        provinces=(Province(name="Hà Nội", code="VN-HN"),), layouts=(layout,) if layout else (),
    )  # fmt: skip


def real_pages() -> list[tuple[str, str]]:
    if not REAL.is_dir():
        return []
    names = sorted(path.name.removesuffix(".html.gz") for path in REAL.glob("*.html.gz"))
    families = {host: name for name, hosts in SITES.items() for host in hosts}
    return [(families[name.split("__")[0]], name) for name in names if name not in OLDER]


def right(article: Article, gold: dict[str, Any]) -> dict[str, bool]:
    """Which of the four fields equal the truth."""
    words = " ".join([article.description or "", *(each.text for each in article.paragraphs)])
    said = [gold["summary"] or "", *gold["body"], *gold.get("optional_body", [])]
    return {
        "title": article.title == gold["title"],
        "date": article.date_published == gold["published"],
        "sapo": article.description == gold["summary"],
        "body": words.split() == " ".join(said).split(),
    }


@pytest.mark.skipif(not REAL.is_dir(), reason="needs ../shared/pages/vi_dev")
@pytest.mark.parametrize(("family", "name"), real_pages() or [("", "")])
def test_a_layout_is_never_worse_than_none(family: str, name: str) -> None:
    gold = json.loads((REAL / "gold" / f"{name}.json").read_text("utf-8"))
    raw = gzip.decompress((REAL / f"{name}.html.gz").read_bytes())
    found = {}
    for layout in (LAYOUTS[family], None):
        portal = tried(host_of(gold["url"]), layout)
        found[layout is None] = run(Page(raw, gold["url"], portal=portal)).article
    assert {found[False].field_sources.get(each) for each in ("title", "text")} == {"layout"}
    ours, generic = right(found[False], gold), right(found[True], gold)
    assert [field for field in ours if generic[field] and not ours[field]] == []
    assert ours["title"]
    assert ours["date"]


GOLDEN = [
    (name, page)
    for name in LAYOUTS
    for page in pages()
    if page.parent.name == name.lower() and not read_case(page).refused
]


@pytest.mark.parametrize(("family", "page"), GOLDEN, ids=lambda each: getattr(each, "stem", each))
def test_invented_pages_are_read_with_it_as_well(family: str, page: Path) -> None:
    case = read_case(page)
    wrong = {layout: wrong_with(case, layout) for layout in (None, LAYOUTS[family])}
    assert set(wrong[LAYOUTS[family]]) <= set(wrong[None])


def wrong_with(case: Case, layout: Layout | None) -> list[str]:
    """The fields that differ from the case's record where its page is read with this Layout."""
    layouts = (layout,) if layout else ()
    url = case.stated["url"]
    portal = replace(case.portal or tried(host_of(url), layout), layouts=layouts)
    page = Page(case.path.read_bytes(), url, case.stated.get("content_type"), portal)
    return wrong_fields(case, comparable(run(page).article))


@pytest.mark.parametrize("family", LAYOUTS)
def test_each_has_a_family_and_an_invented_page_that_it_fits(family: str) -> None:
    assert family in {each.name for each in FAMILIES}
    fitting = [
        page
        for name, page in GOLDEN
        if name == family
        and run(Page(page.read_bytes(), read_case(page).stated["url"],
                     portal=tried("a.example", LAYOUTS[family]))).article.field_sources.get("text")
        == "layout"
    ]  # fmt: skip
    assert fitting


def test_a_layout_is_written_once() -> None:
    """A portal whose Layout is one of these names it."""
    copied = [
        (portal.name, family)
        for portal in all_portals().values()
        for layout in portal.layouts
        for family, named in LAYOUTS.items()
        if layout == named and layout is not named
    ]
    assert copied == []
    assert LAYOUTS["Liferay"] is all_portals()["sotttt_hanoi"].layouts[0]
