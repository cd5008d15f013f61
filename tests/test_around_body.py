"""What stands around and inside the body of a page without a Layout: each rule, both ways."""

from __future__ import annotations

import json

import pytest

from newsportal import extract

TITLE = "A new bridge for the town"
SENTENCE = "The bridge over the river was opened on Monday after years of waiting, the town says."


def prose(first: int) -> str:
    """Six paragraphs, numbered from ``first``."""
    visits = range(first, first + 6)
    return "".join(f"<p>{SENTENCE} It was visit number {n} of the mayor.</p>" for n in visits)


PROSE = prose(0)
BOX = "".join(f"<p>{SENTENCE} Facts of the year {n} stand in a box.</p>" for n in range(5))
"""Running text of more than 500 characters, from which most elements are not taken by a word."""


def text_of(body: str, around: str = "") -> str:
    html = (
        f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{around}"
        f"<div class='x'>{body}</div></body></html>"
    )
    return extract(html, "https://example.com/a").text


@pytest.mark.parametrize(
    ("box", "kept"),
    [
        (f'<div class="factbox">{BOX}</div>', False),
        (f'<div class="fact-box">{BOX}</div>', False),
        (f'<div class="author__biography">{BOX}</div>', False),
        (f'<div class="author-description">{BOX}</div>', False),
        (f'<div class="newsletter-box">{BOX}</div>', False),
        ('<div class="legal-disclaimer"><p>Facts that stand in a box.</p></div>', False),
        ('<div class="modal"><p>Facts that stand in a box.</p></div>', False),
        (f'<div class="widget-box">{BOX}</div>', True),
        (f'<div class="matter-of-fact">{BOX}</div>', True),
        (f'<div class="hidden">{BOX}</div>', False),
        (f'<div class="d-none">{BOX}</div>', False),
        (f'<div class="hidden md:block">{BOX}</div>', True),
        (f'<div class="d-none d-md-block">{BOX}</div>', True),
        (f'<div class="accordion-content hidden">{BOX}</div>', True),
        (f'<div class="overflow-hidden">{BOX}</div>', True),
        ('<figure><img src="/a.jpg">Facts that stand in a box</figure>', False),
        (f"<figure>{BOX}</figure>", True),
    ],
)
def test_an_element_known_by_its_name(box: str, kept: bool) -> None:
    text = text_of(f"{PROSE}{box}<p>{SENTENCE} The end.</p>{prose(6)}")
    assert ("stand in a box" in text) is kept
    assert "The end." in text
    assert text.count("visit number") == 12


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("You have read your last story. Already a subscriber? Log in to go on.", False),
        ("The rest of this story is reserved for subscribers.", False),
        ("La suite de cet article est réservée aux abonnés.", False),
        ("Vous possédez déjà un compte ? Identifiez-vous ici.", False),
        ("Dann unterstützen Sie uns bitte mit einer Spende.", False),
        ("Do you have a story to tell? Write to the desk.", False),
        ("Ad block users: some parts of this page may not work.", False),
        ("Join us on the channel of the Tree Times.", False),
        ("For the busy, it is said to be a 4 min read", False),
        ("Temps de lecture : 4 minutes.", False),
        ("The town already has an account of what the bridge cost it.", True),
        ("He asked them to join us on the bridge, and so they did.", True),
        ("The mayor took two minutes to read the names of the builders.", True),
        ("A subscriber of the paper was the first to walk over it.", True),
    ],
)
def test_a_line_that_is_a_notice(line: str, kept: bool) -> None:
    assert (line in text_of(f"{PROSE}<p>{line}</p>{prose(6)}")) is kept


@pytest.mark.parametrize(
    ("above", "begins"),
    [
        (f"<p>{SENTENCE} It begins here.</p>", True),
        (f"<p>{SENTENCE} It begins here.</p><img src='/a.jpg'>", True),
        (f"<p>{SENTENCE} It begins here</p>", False),
        (f"<ul><li>{SENTENCE} It begins here.</li></ul>", False),
        (f"<p><a href='/x'>{SENTENCE} It begins here.</a></p>", False),
        (f"<p>{SENTENCE} It begins here.</p><p>Jane Roe</p>", False),
    ],
)
def test_prose_right_above_the_body_is_its_beginning(above: str, begins: bool) -> None:
    lead = "<p>All that the town has waited for since the flood of the year before last.</p>"
    text = text_of(PROSE, around=lead + above)
    assert ("It begins here" in text) is begins
    assert text.count("visit number") == 6


def test_what_goes_with_a_caption_leaves_the_next_element_alone() -> None:
    text = text_of(f"<div class='photo-caption share'><p>Share this</p></div><div>{PROSE}</div>")
    assert text.count("visit number") == 6


def test_a_labelled_box_with_running_text_is_none() -> None:
    link = "<p><a href='/{}'>A story of another town and of its bridge</a></p>"
    links = link.format("a") + link.format("b")
    text = text_of(f"{PROSE}<div><h3>Most read</h3>{links}{prose(6)}</div>{prose(12)}")
    assert "another town" not in text
    assert text.count("visit number") == 18


LINES = "\n".join(f"{SENTENCE} It was visit number {n} of the mayor." for n in range(6))
CODE = "function(){" + "a" * 600 + "}"


@pytest.mark.parametrize(
    "script",
    [
        f"window.state = {json.dumps({'page': {'contentHtml': PROSE}})};",
        f"window.state = {json.dumps({'page': {'content_html': PROSE, 'text': CODE}})};",
        json.dumps({"@type": "NewsArticle", "articleBody": LINES, "description": LINES * 2}),
    ],
    ids=["markup", "beside-code", "lines"],
)
def test_text_that_only_a_script_carries(script: str) -> None:
    html = f"<html><body><h1>{TITLE}</h1><div></div><script>{script}</script></body></html>"
    article = extract(html, "https://example.com/a")
    assert article.text.count("visit number") == 6
    assert len(article.paragraphs) == 6
    assert article.field_sources["text"] == "script"


@pytest.mark.parametrize(
    ("body", "script"),
    [
        (PROSE, json.dumps({"articleBody": LINES})),
        ("", json.dumps({"contentHtml": CODE})),
        ("", json.dumps({"policy": LINES})),
        ("", json.dumps({"text": "Short."})),
        ("", '{"text": "' + LINES.replace("\n", " ") + "\\u12"),
    ],
    ids=["has-text", "code", "another-name", "short", "torn"],
)
def test_a_script_that_is_left(body: str, script: str) -> None:
    page = f"<h1>{TITLE}</h1><p>2 May 2024, 08:30</p><div>{body}</div><script>{script}</script>"
    article = extract(f"<html><body>{page}</body></html>", "https://example.com/a")
    assert article.text.count("visit number") == body.count("visit number")
    assert article.field_sources.get("text") != "script"
