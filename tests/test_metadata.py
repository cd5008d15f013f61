"""Title and date of a page that nobody declared: which of several statements is taken."""

from __future__ import annotations

import json

import pytest

from newsportal import extract

URL = "https://example.com/news/bridge-12.html"
TEXT = "".join(
    f"<p>The village has a new bridge since Monday, and the {each} was there to see it open.</p>"
    for each in ("mayor", "teacher", "baker", "whole school")
)
LONG = "The village by the river has a new bridge at last"


def node(kind: str = "NewsArticle", **fields: str) -> str:
    data = json.dumps({"@type": kind, **fields})
    return f'<script type="application/ld+json">{data}</script>'


def page(head: str, body: str) -> str:
    return f"<html><head>{head}</head><body><div>{body}{TEXT}</div></body></html>"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        pytest.param(node(headline=LONG), f"<h1>{LONG}</h1>", LONG, id="agree"),
        pytest.param(
            f"<title>{LONG} | The Paper</title>",
            "<h1><div>The village by the river</div><div>has a new bridge at last</div></h1>",
            "The village by the river has a new bridge at last",
            id="divided",
        ),
        pytest.param(
            f"<title>{LONG}</title>", f"<h3>The village</h3><h1>{LONG}</h1>", LONG, id="opening"
        ),
        pytest.param(
            node("BlogPosting", headline="Best bridges 2026 | 19 bridges"),
            f"<h1>{LONG}</h1>",
            LONG,
            id="a-blog-states-what-searches-find",
        ),
        pytest.param(
            node(headline="A bridge opens"),
            f"<h1>{LONG}</h1>",
            "A bridge opens",
            id="news",
        ),
        pytest.param(
            node("BlogPosting", headline=LONG), f"<h1>Kicker {LONG}</h1>", LONG, id="kicker"
        ),
    ],
)
def test_title(head: str, body: str, title: str) -> None:
    assert extract(page(head, body), URL).title == title


@pytest.mark.parametrize(
    ("head", "date"),
    [
        pytest.param(
            node(datePublished="2026-04-28 18:11:01.0")
            + '<meta property="article:published_time" content="2026-04-28T18:11:01+02:00">',
            "2026-04-28T23:11:00+07:00",
            id="the-offset-of-the-same-clock",
        ),
        pytest.param(
            node(datePublished="2026-04-28 18:11:01.0")
            + '<meta property="article:published_time" content="2026-04-28T09:00:00+02:00">',
            "2026-04-28T18:11:00+07:00",
            id="another-clock",
        ),
        pytest.param(
            node("WebPage", datePublished="2026-05-15T09:00:37+00:00"),
            "2026-05-15T16:00:00+07:00",
            id="the-page-where-no-article-is-stated",
        ),
        pytest.param(
            node("WebPage", datePublished="2020-01-01T09:00:37+00:00")
            + node(datePublished="2026-05-15T09:00:37+00:00"),
            "2026-05-15T16:00:00+07:00",
            id="the-article-before-the-page",
        ),
        pytest.param(
            node("ItemList") + node("WebPage", datePublished="nonsense"), None, id="nonsense"
        ),
    ],
)
def test_date(head: str, date: str | None) -> None:
    assert extract(page(head, f"<h1>{LONG}</h1>"), URL).date_published == date


def test_the_items_of_a_list_are_other_pages() -> None:
    items = {
        "@type": "ItemList",
        "itemListElement": [{"@type": "NewsArticle", "headline": "Another", "author": "Ann Other"}],
    }
    head = f'<script type="application/ld+json">{json.dumps(items)}</script>'
    article = extract(page(head, f"<h1>{LONG}</h1>"), URL)
    assert (article.title, article.authors) == (LONG, [])
