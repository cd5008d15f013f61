"""Pages in HTML: every article of the demo portal, in its own markup and in a strange one."""

from __future__ import annotations

import pytest

from newsportal import ExtractionError, extract
from newsportal.demo import DemoSite

# A crawl adds these; one page alone cannot know them.
OF_A_CRAWL = {"alternate_urls", "duplicate_of", "robots_allowed", "http_status", "source"}
OF_A_CRAWL |= {"tdm_reserved"}
PROVENANCE = {"removed", "field_sources", "raw_sha256", "extractor", "captured_on"}
PROVENANCE |= {"language_score"}
SURE = ("title", "date_published", "authors", "text")


@pytest.fixture(scope="module")
def site() -> DemoSite:
    return DemoSite(300)


def test_every_field_of_every_article(site: DemoSite) -> None:
    for truth in site.truth:
        assert truth.url is not None
        article = extract(site.respond(truth.url).body, truth.url)
        got, expected = article.to_dict(), truth.to_dict()
        names = set(expected) - OF_A_CRAWL - PROVENANCE
        assert {n: got[n] for n in names} == {n: expected[n] for n in names}, truth.id


def test_strange_markup() -> None:
    site = DemoSite(300, strange=True)
    equal = 0
    for truth in site.truth:
        assert truth.url is not None
        article = extract(site.respond(truth.url).body, truth.url)
        equal += all(getattr(article, name) == getattr(truth, name) for name in SURE)
    assert equal >= 0.95 * 300


def test_soft_404_is_no_article(site: DemoSite) -> None:
    with pytest.raises(ExtractionError) as caught:
        extract(site.respond(site.deleted_url).body, site.deleted_url)
    assert caught.value.reason == "soft-404"
