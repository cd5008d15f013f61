"""Each rule is needed: without it fewer records of the demo portal equal the truth."""

from __future__ import annotations

import pytest

from newsportal import media
from newsportal.article import Article
from newsportal.boilerplate import BOILERPLATE, POSITIONAL
from newsportal.clean import clean
from newsportal.demo import DemoSite
from newsportal.errors import ExtractionError
from newsportal.page import Page
from newsportal.portals import portal_of
from newsportal.road import STEPS, begin

# What stands above a headline inside the body, or above a page given as text, no page of the demo
# in HTML has: tests of those forms see to them. Captions are taken in a later step.
ELSEWHERE = {"above-headline", "site-header", "caption-repeated", "caption-alone"}
ELSEWHERE |= {"line-repeated", "link-line", "above-text", "below-text"}  # without a Layout alone
ELSEWHERE |= {"notice", "teaser", "post", "odd-line"}  # test_boilerplate
ELSEWHERE |= {"author-box", "fact-box"}  # of papers abroad: test_around_body
ELSEWHERE |= {"encoded-body", "template"}  # test_classify, test_template
RULES = [
    name for name in (*(rule.name for rule in BOILERPLATE), *POSITIONAL) if name not in ELSEWHERE
]


def text_of(truth: Article, raw: bytes, without: str | None) -> str:
    """The text of a page whose record is made with one rule switched off."""
    page = begin(Page(raw, truth.url, None, portal_of(truth.url or "")))
    clean(page)
    for block in page.flow.blocks:
        block.rule = None if block.rule == without else block.rule
    try:
        for step in STEPS[1:]:
            step(page)
    except ExtractionError as error:
        return error.reason
    return page.article.text


@pytest.fixture(scope="module")
def pages() -> list[tuple[Article, bytes]]:
    site = DemoSite(300)
    doubled = [number for number, story in enumerate(site.stories) if story.twice]
    chosen = [site.truth[number] for number in sorted({*range(0, 300, 6), *doubled[:5]})]
    return [(truth, site.respond(str(truth.url)).body) for truth in chosen]


def equal(pages: list[tuple[Article, bytes]], without: str | None) -> int:
    return sum(text_of(truth, raw, without) == truth.text for truth, raw in pages)


def test_with_all_rules_every_text_is_right(pages: list[tuple[Article, bytes]]) -> None:
    assert equal(pages, None) == len(pages)


@pytest.mark.parametrize("name", RULES)
def test_without_a_rule_equal_falls(pages: list[tuple[Article, bytes]], name: str) -> None:
    assert equal(pages, name) < len(pages)


def test_without_the_rule_for_captions_equal_falls(
    pages: list[tuple[Article, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "take_repeated", lambda *_: None)
    assert equal(pages, None) < len(pages)
