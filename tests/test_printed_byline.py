"""Bylines above the text, on pages whose metadata name no person."""

from __future__ import annotations

import pytest

from newsportal import extract

PROSE = (
    "<p>The bridge over the river was opened on Monday after years of waiting, the town says.</p>"
)
PAGE = (
    "<html><head><title>A new bridge for the town</title>{head}</head><body>"
    "<h1>A new bridge for the town</h1>{above}<div class='x'>{prose}</div></body></html>"
)


def authors(above: str, head: str = "") -> list[str]:
    html = PAGE.format(above=above, head=head, prose=PROSE * 6)
    return extract(html, "https://example.com/a").authors


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("<p>By Jane Roe</p>", ["Jane Roe"]),
        ("<p>Von Jan van der Roe, SOUTH RADIO</p>", ["Jan van der Roe"]),
        ("<p>By Jane Roe and Mary Major | March 3, 2024</p>", ["Jane Roe", "Mary Major"]),
        ("<div>Jane Roe | 05.04.2025 - Updated 06.04.2025</div>", ["Jane Roe"]),
        ("<div class='post-byline'><span>Jane Roe</span></div>", ["Jane Roe"]),
        ("<div class='byline'>Staff Writer</div>", []),
        ("<p>Climate Change</p>", []),
        ("<p>By the river</p>", []),
    ],
)
def test_line_above_the_text(above: str, expected: list[str]) -> None:
    assert authors(above) == expected


@pytest.mark.parametrize("name", ["news_authors", "parsely-author", "twitter:misc:Written by"])
def test_meta_elements_named_like_an_author(name: str) -> None:
    assert authors("<p>By Mary Major</p>", f'<meta name="{name}" content="Jane Roe">') == [
        "Jane Roe"
    ]


def stated(meta: str, jsonld: str = "", below: str = "") -> list[str]:
    head = f'<meta name="author" content="{meta}">' if meta else ""
    if jsonld:
        head += (
            '<script type="application/ld+json">{"@type": "NewsArticle", '
            f'"headline": "A new bridge for the town", "author": "{jsonld}"' + "}</script>"
        )
    html = PAGE.format(above="", head=head, prose=PROSE * 6)
    return extract(html.replace("</body>", f"{below}</body>"), "https://example.com/a").authors


@pytest.mark.parametrize(
    ("meta", "jsonld", "below", "expected"),
    [
        ("신현 기자", "", "", ["신현"]),
        ("山川 記者", "", "", ["山川"]),
        ("Jane Roe, Reuters", "Tree-Redaktion", "", ["Tree-Redaktion"]),
        ("Tree-Redaktion, Reuters", "Tree-Redaktion", "", ["Tree-Redaktion"]),
        ("Jane Roe, Mary Major", "Jane Roe", "", ["Jane Roe"]),
        ("", "", "<ul><li>Datum 2.5.2024</li><li>Autor: Jan Roe</li></ul>", ["Jan Roe"]),
        ("", "", "<ul><li>Autorin/Autor Jan Roe</li></ul>", ["Jan Roe"]),
        ("", "", "<p>Autoren gesucht</p><p>Jan Roe</p>", []),
        ("", "", "<p>By Jane Roe</p>", []),
    ],
)
def test_what_is_stated_of_the_author(
    meta: str, jsonld: str, below: str, expected: list[str]
) -> None:
    assert stated(meta, jsonld, below) == expected


def test_an_agency_beside_the_newsroom() -> None:
    head = '<meta name="author" content="South Press"><meta name="author" content="Tree-Redaktion">'
    ld = '{"@type": "NewsArticle", "author": "Tree-Redaktion"}'
    head += f'<script type="application/ld+json">{ld}</script>'
    assert authors("", head) == ["South Press", "Tree-Redaktion"]


LEAD = "The town has waited for it since the flood"


@pytest.mark.parametrize(
    ("above", "head", "expected"),
    [
        (f"<h2>{LEAD}</h2>", "", LEAD),
        (f"<div>Politics</div><div>{LEAD}.</div>", "", f"{LEAD}."),
        (f"<h2>{LEAD}</h2>", '<meta name="description" content="{prose}">', LEAD),
        (f"<h2><a href='/x'>{LEAD}, and so it went on</a></h2><p>{LEAD}.</p>", "", None),
        ("<p>By Jane Roe and Mary Major, South River Radio</p>", "", None),
        ("<div>Written by Jane Roe, on the third of March 2024</div>", "", None),
        ("<h2>A new bridge for the town</h2>", "", None),
    ],
)
def test_the_lead_between_headline_and_text(above: str, head: str, expected: str | None) -> None:
    """A line of prose right below the headline is the lead; a byline or a link is none."""
    stated = head.format(prose=PROSE[3:-4])
    html = PAGE.format(above=above, head=stated, prose=f"{PROSE}<p>It is open.</p>" * 6)
    assert extract(html, "https://example.com/a").description == expected


PAPER = (
    '<meta name="author" content="Tree Times"><meta property="og:site_name" content="Tree Times">'
)
OWN = '<script type="application/ld+json">{"@type":"NewsArticle","author":[%s]}</script>'
ACCOUNT = OWN % '{"name":"Tree T","url":"https://example.com/author/admin/"}'
JANE = OWN % '{"@type":"Person","name":"Jane Roe"}'
GLUED = "<div class='byline'>Tree TimesMay 3, 2024</div><p><b>Jane Roe</b></p>"
MARKED = "<div><a rel='author' href='/j'>Jane Roe</a><a rel='author' href='/m'>{}</a></div>"


@pytest.mark.parametrize(
    ("above", "head", "expected"),
    [
        ("<p><b>Jane Roe/Mary Major</b></p>", PAPER, ["Jane Roe", "Mary Major"]),
        ("<p><b>Jane Roe</b></p>", ACCOUNT, ["Jane Roe"]),
        ("<p><b>In This Article</b></p>", ACCOUNT, []),
        ("<p><b>Jane Roe</b></p>", "", []),
        (GLUED, PAPER, ["Jane Roe"]),
        (MARKED.format("Mary Major"), JANE, ["Jane Roe", "Mary Major"]),
        (MARKED.format("Janet Roe"), JANE, ["Jane Roe"]),
        (MARKED.format("Contributor"), JANE, ["Jane Roe"]),
    ],
)  # fmt: skip
def test_names_beside_what_is_stated(above: str, head: str, expected: list[str]) -> None:
    """A bold line of names where only the paper is stated; marks that name one person more."""
    html = PAGE.format(above="", head=head, prose=above + PROSE * 6)
    assert extract(html, "https://example.com/a").authors == expected
