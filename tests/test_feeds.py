"""RSS, Atom and sitemaps: whatever is well formed in them is read, within bounds."""

from __future__ import annotations

import gzip
import tracemalloc
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsportal.discover.feeds import MAX_URLS, is_feed, read_feed

A, B = "http://a.vn/1", "http://a.vn/2"
ITEM = "<item><link>{}</link></item>"
OTHER = ITEM.format(B)
TWO = f"<rss><channel>{ITEM.format(A)}{OTHER}</channel></rss>"
PICTURE = f"<image:image><image:loc>{B}</image:loc></image:image>"
NEWS = (
    "<news:news><news:publication_date>2024-03-06</news:publication_date>"
    "<news:title>D</news:title></news:news>"
)
TITLED = f"<rss><item><title>Hà Nội</title><link>{A}</link></item></rss>"
FRENCH = f"<rss><item><title>Déjà</title><link>{A}</link></item></rss>"


def urls(data: bytes | str, left: Counter[str] | None = None) -> list[str]:
    raw = data.encode() if isinstance(data, str) else data
    return [each.url for each in read_feed(raw, left)]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("<rss><item><link>http://a.vn/1</link><title>A&nbsp;B</title></item>", [A]),
        ("<rss><item><title>AT&T &#0; &#xD800; &</title><link>http://a.vn/1</link></item>", [A]),
        (f"<rss><item><link>{A}?a&b=2&copy=3</link></item>", [f"{A}?a&b=2&copy=3"]),
        (f"<rss><item><link><![CDATA[{A}?a&b=2]]></link></item>", [f"{A}?a&b=2"]),
        ("<rss><item><link>\x01http://a.vn/1\x0b</link></item>", [A]),
        (f"<rss><item><description><p>a<br>b</description><link>{A}</link></item>{OTHER}", [A, B]),
        (f"<rss><item><link>{A}</link>{OTHER}", [A, B]),
        (f"<rss><item><link>{A}</link><d><![CDATA[</item><item>]]></d></item>{OTHER}", [A, B]),
        (f"<rss><!-- {ITEM.format(A)} -->{OTHER}", [B]),
        (f"Warning: x in y.php <br>\n<?xml version='1.0'?>{TWO}", [A, B]),
        (f"\n\n\ufeff<?xml version='1.0'?>{TWO}{TWO}", [A, B, A, B]),
        (f"<rss><channel><image><url>http://a.vn/logo.png</url></image>{ITEM.format(A)}", [A]),
        (f"<rss><item><guid>{A}</guid></item><item><link>javascript:x</link></item>", [A]),
        (f"<rdf:RDF xmlns:rdf='x'><item rdf:about='{A}'><link>{A}</link></item></rdf:RDF>", [A]),
        (f"<feed><entry><link href='{A}'/><link rel='self' href='{B}'/></entry>", [A]),
        (f"<feed><entry><link rel='self' href='{B}'/></entry>", []),
        (f"<urlset><url><loc> {A} </loc></url>\x01<url><loc>{B}</loc>", [A, B]),
        (f"<urlset><url>{PICTURE}<loc>{A}</loc></url>", [A]),
        (f"<URLSET><URL><LOC>{A}</LOC></URL></URLSET>", [A]),
        (f"<urlset><url><loc>{A}</loc></url><url><loc>{B[:-4]}", [A]),
        ("<urlset><url><loc>file:///etc/passwd</loc></url><url><loc>/a</loc></url>", []),
        ("not xml at all", []),
        ("", []),
        (b"\x1f\x8bbroken", []),
    ],
)  # fmt: skip
def test_what_is_well_formed_is_read(data: bytes | str, found: list[str]) -> None:
    assert urls(data) == found


@pytest.mark.parametrize(
    "data",
    [
        TITLED.encode(),
        TITLED.encode("utf-8-sig"),
        f"<?xml version='1.0' encoding='UTF-16'?>{TITLED}".encode(),
        f"<?xml version='1.0' encoding='windows-1252'?>{TITLED}".encode(),
        f"<?xml version='1.0' encoding='UTF-8'?>{TITLED}".encode("utf-16"),
        f"<?xml version='1.0' encoding='UTF-8'?>{TITLED}".encode("utf-16-le"),
        f"<?xml version='1.0' encoding='windows-1252'?>{TITLED}".encode("utf-16-be"),
        gzip.compress(TITLED.encode(), mtime=0),
    ],
    ids=lambda data: str(data[:30]),
)
def test_the_true_charset_is_found(data: bytes) -> None:
    assert [(each.url, each.title) for each in read_feed(data)] == [(A, "Hà Nội")]


def test_a_charset_that_is_not_utf_8_though_it_says_so() -> None:
    data = f"<?xml version='1.0' encoding='UTF-8'?>{FRENCH}".encode("cp1252")
    assert [(each.url, each.title) for each in read_feed(data)] == [(A, "Déjà")]


def test_titles_dates_and_indexes() -> None:
    when, changed = "Mon, 4 Mar 2024", "<updated>2026-01-01</updated>"
    rss = f"<item><title>A &amp;amp; B</title><link>{A}</link><pubDate>{when}</pubDate></item>"
    atom = f"<entry>{changed}<title>C</title><link href='{A}'/><published>2024</published></entry>"
    news = f"<url><loc>{A}</loc><lastmod>2026-01-01</lastmod>{NEWS}</url>"
    index = f"<sitemapindex><sitemap><loc>{A}</loc><lastmod>2026-01-01</lastmod></sitemap>"
    listed = list(read_feed((rss + atom + news + index).encode()))
    assert [(each.title, each.date, each.is_sitemap) for each in listed] == [
        ("A & B", when, False),
        ("C", "2024", False),
        ("D", "2024-03-06", False),
        ("", None, True),
    ]


def test_what_is_not_read_has_a_reason() -> None:
    entry = f"<url><loc>{A}</loc></url>"
    for data, reason in (
        (entry * (MAX_URLS + 2), "over-limit"),
        ("<url>" + "x" * 3_000_000 + f"</url>{entry}", "too-large"),
        ("<item><link>x</link></item>", "no-address"),
    ):
        left: Counter[str] = Counter()
        assert len(urls(data, left)) <= MAX_URLS
        assert left == {reason: 1}
    left = Counter()
    assert urls(gzip.compress((entry * 3).encode())[:-6], left) == [A, A, A]
    assert left == {"truncated": 1}


def test_a_bomb_is_given_up() -> None:
    bomb = gzip.compress(f"<urlset><url><loc>{A}</loc></url>".encode() + b" " * 55_000_000)
    left: Counter[str] = Counter()
    tracemalloc.start()
    assert urls(bomb, left) == [A]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert left == {"too-large": 1}
    assert peak < 5_000_000


def test_entities_that_grow_are_not_followed() -> None:
    dtd = "<!DOCTYPE x [<!ENTITY a '" + "a" * 1000 + "'><!ENTITY b '" + "&a;" * 1000 + "'>]>"
    listed = list(read_feed(f"{dtd}<rss><item><title>&b;</title><link>{A}</link></item>".encode()))
    assert [each.title for each in listed] == ["&b;"]


@given(st.integers(0, len(TWO)))
def test_a_file_cut_anywhere_gives_whole_addresses(end: int) -> None:
    found = urls(TWO[:end])
    assert found == [A, B][: len(found)]


@given(st.text(), st.text())
def test_rubbish_spoils_no_entry(before: str, between: str) -> None:
    clean = [each.replace("<", "").replace("]]>", "") for each in (before, between)]
    data = f"<rss>{clean[0]}{ITEM.format(A)}{clean[1]}{OTHER}</rss>"
    assert urls(data.encode("utf-8", "ignore")) == [A, B]


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    assert urls(data) == [] or is_feed(data) or b"<" in data
