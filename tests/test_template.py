"""Template statistics: what pages share goes, what only looks alike stays, and nothing grows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.template import demo_pages, judge
from newsportal import template as statistics
from newsportal.extraction.select import Matcher
from newsportal.extraction.walk import walk
from newsportal.page import Page
from newsportal.parse import parse
from newsportal.road import run
from newsportal.store import Store
from newsportal.template import Template

SENTENCE = "Chiều qua, bà con thôn {0} đã cùng nhau dọn lại đoạn đường số {0} dẫn ra bến sông cũ. "
LABEL = "Bạn đọc quan tâm"


def page(number: int, closing: str = "") -> bytes:
    """An article with a box that no rule knows; its titles come back on the next pages."""
    box = "".join(
        f"<li><a href='/{n}'>Thôn {n} dọn đường ra bến sông cũ trong ngày nghỉ</a></li>"
        for n in range(number + 1, number + 5)
    )
    text = "".join(f"<p>{SENTENCE.format(number * 10 + n)}</p>" for n in range(4))
    return (
        f"<html><head><title>Thôn {number} dọn đường ra bến sông</title></head><body><div class=t>"
        f"<h1>Thôn {number} dọn đường ra bến sông</h1>{text}{closing}<p class=tg>HÀ THU</p>"
        f"<h4>{LABEL}</h4><ul class=b>{box}</ul></div></body></html>"
    ).encode()


def learned(count: int, closing: str = "") -> Template:
    template = Template()
    for number in range(count):
        template.learn(walk(parse(page(number, closing)).root, Matcher([])).blocks)
    return template


def text_with(template: Template | None, raw: bytes) -> tuple[str, set[str]]:
    carrier = Page(raw, "https://example.vn/tin/a-1.html")
    carrier.template = template
    run(carrier)
    return carrier.article.text, {each.rule for each in carrier.article.removed}


def test_a_box_that_no_rule_knows_goes_with_titles_never_seen() -> None:
    text, rules = text_with(learned(20), page(900))
    assert statistics.RULE in rules
    assert LABEL not in text
    assert "ngày nghỉ" not in text
    assert text.count("dọn lại đoạn đường") == 4


def test_a_byline_that_comes_back_on_every_page_stays() -> None:
    template = learned(20)
    carrier = Page(page(900), "https://example.vn/tin/a-1.html")
    carrier.template = template
    assert run(carrier).article.authors == ["Hà Thu"]


def test_what_only_looks_alike_stays() -> None:
    alike = "<p>Chiều qua, bà con thôn bên cũng đã dọn lại đoạn đường dẫn ra bến sông cũ.</p>"
    text, _ = text_with(learned(20, alike.replace("bên", "trên")), page(900, alike))
    assert "thôn bên cũng đã dọn" in text


def test_a_notice_on_a_fifth_of_the_pages_goes_and_a_rarer_line_stays() -> None:
    notice = "<p>Mời bạn đọc gửi tin, bài về hộp thư của tòa soạn trước ngày cuối tháng.</p>"
    template = learned(20)
    for number in range(20, 24):
        template.learn(walk(parse(page(number, notice)).root, Matcher([])).blocks)
    assert "Mời bạn đọc gửi tin" in text_with(template, page(900, notice))[0]
    for number in range(24, 30):
        template.learn(walk(parse(page(number, notice)).root, Matcher([])).blocks)
    assert "Mời bạn đọc gửi tin" not in text_with(template, page(900, notice))[0]


def test_nothing_is_said_before_enough_pages() -> None:
    assert statistics.RULE not in text_with(learned(statistics.MIN_PAGES - 1), page(900))[1]


def test_memory_is_bounded_and_what_comes_back_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistics, "MAX_TEXTS", 100)
    template = learned(200)
    assert len(template.texts) <= 100
    assert max(template.texts.values()) == 200
    assert template.to_dict() == learned(200).to_dict()  # the same pages, the same statistics


def test_kept_in_the_store(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/a.db")
    assert store.template("demo").pages == 0
    template = learned(12)
    store.keep_template("demo", template)
    store.keep_template("demo", template)
    assert json.dumps(store.template("demo").to_dict()) == json.dumps(template.to_dict())
    store.forget("demo")
    assert store.template("demo").pages == 0


@pytest.mark.parametrize("strange", [False, True])
def test_the_demo_portal_with_all_rules_off(strange: bool) -> None:
    judged = judge(list(demo_pages(strange))[:120])
    assert judged.taken >= 0.85 * judged.boilerplate
    assert judged.lost == 0
