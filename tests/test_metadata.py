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


LOGO = "<h1><a href='/'>The River Paper</a></h1>"
NAMED = '<meta property="og:site_name" content="The River Paper">'
TICKER = f"<div><a href='/1'>{LONG}</a></div><div>17/05/2024 14:22</div>"
DATED = f"<h2>{LONG}</h2><div>14/05/2024 08:30</div>"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        pytest.param("<title>At last</title>", f"<h1>{LONG}</h1>", id="a-part-alone"),
        pytest.param("<title>...</title>", f"<h1>{LONG}</h1>", id="no-letters"),
        pytest.param(
            f"<title>The River Paper - {LONG}</title>", f"{LOGO}<h2>{LONG}</h2>", id="a-linked-logo"
        ),
        pytest.param(
            f"<title>The River Paper | {LONG}</title>{NAMED}",
            f"<h1>The River Paper</h1><h2>{LONG}</h2>",
            id="a-named-logo",
        ),
        pytest.param(
            f"<title>The River Paper | {LONG}</title>",
            f"{LOGO}<p>{LONG}</p>",
            id="no-other-heading",
        ),
        pytest.param(f"<title>The River Paper | {LONG}</title>", LOGO, id="a-logo-alone"),
    ],
)
def test_a_title_beside_the_names_of_place_and_site(head: str, body: str) -> None:
    assert extract(page(head, body), URL).title == LONG


def test_the_headline_is_not_the_ticker_that_prints_it() -> None:
    article = extract(page(f"<title>{LONG}</title>", TICKER + DATED), URL)
    assert (article.title, article.date_published) == (LONG, "2024-05-14T08:30:00+07:00")


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


OWN = {"@type": "NewsArticle", "headline": LONG, "datePublished": "2026-05-15T09:00+07:00"}
OTHER = {"@type": "NewsArticle", "headline": "Another bridge", "author": "Ann Other"}
VIDEO = {"@type": "VideoObject", "author": "Ann Other", "datePublished": "2026-05-10", "url": URL}
FURTHER = {"@type": "Article", "headline": LONG, "author": "Jane Roe", "dateModified": "2026-05-16"}
BY_ADDRESS = {"@type": "NewsArticle", "url": f"{URL}#article", "author": "Jane Roe"}


@pytest.mark.parametrize(
    ("nodes", "authors", "modified"),
    [
        pytest.param([OWN, OTHER], [], None, id="another-after"),
        pytest.param([OTHER, OWN], [], None, id="another-before"),
        pytest.param([VIDEO, OWN], [], None, id="a-video-before"),
        pytest.param([VIDEO, {**OWN, "url": URL}], [], None, id="a-video-of-the-same-page"),
        pytest.param([OWN, FURTHER], ["Jane Roe"], "2026-05-16", id="the-same-headline"),
        pytest.param([{**OWN, "@id": URL}, BY_ADDRESS], ["Jane Roe"], None, id="the-same-address"),
        pytest.param([OTHER] * 3000 + [OWN], [], None, id="many"),
    ],
)
def test_which_node_is_the_article(
    nodes: list[dict[str, str]], authors: list[str], modified: str | None
) -> None:
    head = f'<title>{LONG}</title><script type="application/ld+json">{json.dumps(nodes)}</script>'
    article = extract(page(head, f"<h1>{LONG}</h1>"), URL)
    assert (article.title, article.authors, article.date_modified) == (LONG, authors, modified)


def test_the_node_whose_address_is_the_pages() -> None:
    nodes = json.dumps([{"@type": "NewsArticle", "author": "Ann Other"}, BY_ADDRESS])
    head = f'<link rel="canonical" href="{URL}"><script type="application/ld+json">{nodes}</script>'
    assert extract(page(head, f"<h1>{LONG}</h1>"), URL).authors == ["Jane Roe"]
