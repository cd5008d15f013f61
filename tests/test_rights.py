"""Opt-outs of text and data mining: where they stand, which counts, and who respects them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.settings import Settings

from newsportal import extract
from newsportal.demo import DemoSite, Response
from newsportal.demo.server import serve
from newsportal.rights import Rights, forbids_ai, reservation
from newsportal.spiders.demo import DemoSpider
from newsportal.tdmrep import MAX_SIZE, Rule, read_tdmrep, reservation_of
from tests.test_crawl import crawl, records
from tests.test_fetch import LOCAL, fetch

SITE = DemoSite(40)
ONE = ("--section", "kinh-te", "--max-articles", "4")
FILE = "/.well-known/tdmrep.json"


@pytest.mark.parametrize(
    ("location", "path", "fits"),
    [
        ("/", "/", True),
        ("/", "/vi-vn/a?b=1", True),
        ("/tin/", "/tin/a", True),
        ("/tin/", "/tin", False),
        ("/tin/", "/Tin/a", False),
        ("/tin/a$", "/tin/a", True),
        ("/tin/a$", "/tin/a/b", False),
        ("/*.jpg", "/anh/a.jpg?w=1", True),
        ("/*.jpg$", "/anh/a.jpg?w=1", False),
        ("/*.jpg$", "/anh/a.jpg.jpg", True),
        ("/a*b*c", "/axxbxxc/d", True),
        ("/a*b*c", "/acb", False),
        ("/a*", "/a", True),
        ("/*$", "/a", True),
        ("/a*a$", "/a", False),
        ("*", "/a", True),
        ("/gi%C3%A1-$", "/giá-", True),
        ("/giá", "/gi%c3%a1-vàng", True),
        ("/%74in", "/tin", True),
        ("/path/foo-%24", "/path/foo-$", True),
        ("/a$b", "/a$b", True),
        ("/a%2Fb", "/a/b", False),
        ("tin", "/tin", False),
    ],
)
def test_which_paths_a_location_fits(location: str, path: str, fits: bool) -> None:
    assert reservation_of([Rule(location, True)], f"http://a.vn{path}") is (True if fits else None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"location": "/", "tdm-reservation": 1}]', True),
        ('[{"location": "/", "tdm-reservation": 0, "tdm-policy": "http://a.vn/p"}]', False),
        ('[{"location": "/", "tdm-reservation": "1"}]', True),
        ('[{"location": "/", "tdm-reservation": 2}]', None),
        ('[{"location": "/"}]', None),
        ('{"location": "/", "tdm-reservation": 1}', True),
        ('[{"location":"/a","tdm-reservation":0},{"location":"/","tdm-reservation":1}]', False),
        ('[{"location":"/","tdm-reservation":1},{"location":"/a","tdm-reservation":0}]', True),
        ('[{"location": "/b", "tdm-reservation": 1}]', None),
        ('\ufeff[{"location": "/", "tdm-reservation": 1}]', True),
        ('[1, null, {"location": 5}, {"location": ""}, []]', None),
        ("<html><body>Không tìm thấy</body></html>", None),
        ("", None),
        ("null", None),
        ("[" * 100_000, None),
        (f'[{{"location": "/", "tdm-reservation": 1, "x": "{"y" * MAX_SIZE}"}}]', None),
    ],
)  # fmt: skip
def test_what_a_file_says(text: str, said: bool | None) -> None:
    assert reservation_of(read_tdmrep(text.encode()), "http://a.vn/a/b") is said


@given(st.binary(max_size=200))
def test_any_bytes_are_read(body: bytes) -> None:
    reservation_of(read_tdmrep(body), "http://a.vn/")


@given(st.text("/ab*$%2", max_size=12), st.text("/ab$", max_size=12))
def test_any_location_is_matched(location: str, path: str) -> None:
    fits = Rule(location, True).fits
    assert fits(f"/{path}") in (True, False)
    assert Rule("*", True).fits(f"/{path}")


def test_the_later_place_counts_and_closing_always() -> None:
    for site, header, page in product((None, False, True), repeat=3):
        said = [each for each in (page, header, site) if each is not None]
        assert Rights(site, header, page).reserved is (said[0] if said else None)
        assert Rights(site, header, page, closed=False).reserved is bool(said and said[0])
        assert Rights(site, header, page, closed=True).reserved is True


@pytest.mark.parametrize(
    ("value", "said"),
    [("1", True), (" 0 ", False), (1, True), (0, False), ("", None), (None, None), (2, None)],
)
def test_what_a_reservation_says(value: object, said: bool | None) -> None:
    assert reservation(value) is said


@pytest.mark.parametrize(
    ("directives", "forbids"),
    [
        ("noai", True), ("NOAI, NOIMAGEAI", True), ("noimageai", True), ("otherbot: noai", True),
        ("noindex, nofollow", False), ("nonoai", False), ("", False),
    ],
)  # fmt: skip
def test_what_keeps_a_page_from_ai(directives: str, forbids: bool) -> None:
    assert forbids_ai(directives) is forbids


@pytest.mark.parametrize(
    ("head", "reserved"),
    [
        ("", None),
        ('<meta name="tdm-reservation" content="1">', True),
        ('<meta name="TDM-Reservation" content="0">', False),
        ('<meta name="tdm-reservation" content="yes">', None),
        ('<meta name="robots" content="noai, noimageai">', True),
        ('<meta name="robots" content="index, follow">', None),
        ('<meta name="robots" content="index"><meta name="ROBOTS" content="noai">', True),
        ('<meta name="tdm-reservation" content="0"><meta name="robots" content="noai">', True),
    ],
)
def test_what_a_saved_page_says(head: str, reserved: bool | None) -> None:
    truth = SITE.truth[4]
    body = SITE.respond(str(truth.url)).body.replace(b"<head>", f"<head>{head}".encode(), 1)
    assert extract(body, str(truth.url)).tdm_reserved is reserved


# -- against a server

RESERVED = '<meta name="tdm-reservation" content="1">'
FREE = '<meta name="tdm-reservation" content="0">'
SAID: tuple[tuple[dict[str, str], str, bool], ...] = (
    ({}, "", True),
    ({"tdm-reservation": "0"}, "", False),
    ({"tdm-reservation": "0"}, RESERVED, True),
    ({"tdm-reservation": "0", "X-Robots-Tag": "noai"}, FREE, True),
)
"""What headers and elements say of one article after the other, and what that comes to where the
file reserves all."""


def rules(*rows: tuple[str, int]) -> Response:
    named = [{"location": location, "tdm-reservation": value} for location, value in rows]
    return Response(200, {"Content-Type": "application/json"}, json.dumps(named).encode())


@dataclass
class Stating:
    """The demo portal with opt-outs: a file, and for its articles in turn what `SAID` has."""

    file: Response
    robots: str = ""
    asked: list[str] = field(default_factory=list)
    said: dict[str, bool] = field(default_factory=dict)

    def respond(self, path: str) -> Response:
        self.asked.append(path)
        if path in ("/robots.txt", FILE):
            return Response(200, {}, self.robots.encode()) if path == "/robots.txt" else self.file
        response = SITE.respond(path)
        if "/ID/" not in path:
            return response
        headers, head, reserved = SAID[len(self.said) % len(SAID)]
        self.said[path] = reserved
        body = response.body.replace(b"<head>", f"<head>{head}".encode(), 1)
        return replace(response, headers={**response.headers, **headers}, body=body)


def test_what_stands_on_the_record(tmp_path: Path) -> None:
    site = Stating(rules(("/vi-vn/kinh-te$", 0), ("/", 1)))
    with serve(site) as url:
        code, report = crawl(tmp_path, url, *ONE)
    found = {urlsplit(each["url"]).path: each["tdm_reserved"] for each in records(tmp_path)}
    assert (code, report["stored"]) == (0, 4)
    assert found == site.said
    assert site.asked[:2] == ["/robots.txt", FILE]
    assert site.asked.count(FILE) == 1


@pytest.mark.long
@pytest.mark.parametrize(
    ("file", "robots", "asked"),
    [
        (rules(("/", 1)), f"User-agent: *\nDisallow: {FILE}", 0),
        (Response(500), "", 1),
        (Response(302, {"Location": "http://10.0.0.1/"}), "", 1),
    ],
    ids=["forbidden", "fails", "leads inside"],
)
def test_a_file_that_is_not_had_reserves_nothing(
    tmp_path: Path, file: Response, robots: str, asked: int
) -> None:
    site = Stating(file, robots)
    with serve(site) as url:
        page = url + urlsplit(str(SITE.truth[4].url)).path
        code, found, _ = fetch(tmp_path, page, *LOCAL)
    assert (code, found[0]["tdm_reserved"]) == (0, False)
    assert site.asked.count(FILE) == asked


@pytest.mark.long
def test_what_is_reserved_makes_no_record_where_that_is_respected(tmp_path: Path) -> None:
    site = Stating(rules(("/", 1)))
    with serve(site) as url:
        code, report = crawl(tmp_path, url, *ONE, "--respect-tdm")
        assert report["refused"] == {"tdm-reserved": 3}
        assert (code, report["stored"], report["imbalance"]) == (0, 1, None)
        assert {each["tdm_reserved"] for each in records(tmp_path)} == {False}
        page = url + urlsplit(str(SITE.truth[4].url)).path
        code, found, errors = fetch(tmp_path, page, *LOCAL, "--respect-tdm")
    assert (code, found, errors) == (1, [], {page: "tdm-reserved"})


@pytest.mark.parametrize(
    ("argument", "setting", "respected"),
    [(None, False, False), (None, True, True), ("1", False, True), ("0", True, False)],
)
def test_an_argument_goes_before_the_setting(
    argument: str | None, setting: bool, respected: bool
) -> None:
    settings = Settings({"NEWSPORTAL_RESPECT_TDM": setting})
    assert DemoSpider(respect_tdm=argument).respects(settings) is respected
