"""robots.txt by RFC 9309, its delays, and who asks."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsportal.agent import NO_CONTACT, user_agent
from newsportal.demo import DemoSite, Response
from newsportal.demo.server import serve
from newsportal.errors import ArgumentError
from newsportal.report import DELAY_ASKED, DELAY_KEPT, delay_answer
from newsportal.robots import MAX_SIZE, read_robots
from tests import live
from tests.live import Net
from tests.test_crawl import run
from tests.test_fetch import LOCAL, fetch

SITE = DemoSite(12)
RULES = "User-agent: *\nDisallow: /a\n"
AGENT = "newsportal"
ONE = ("--section", "thoi-su", "--max-articles", "2")


@pytest.mark.parametrize(
    ("body", "allows"),
    [
        (RULES.encode(), False),
        (RULES.replace("\n", "\r\n").encode(), False),
        (RULES.replace("\n", "\r").encode(), False),
        (RULES.encode("utf-8-sig"), False),
        (RULES.encode("utf-16"), False),
        (b"\xfe\xff" + RULES.encode("utf-16-be"), False),
        (RULES.encode("utf-16-le"), False),
        (b"\xff\xfe\x00", True),
        (b"\x00\xff\xfe\xd8\x00", True),
        (b"", True),
        (b"<!DOCTYPE html><html><body><pre>\n" + RULES.encode() + b"</pre>", True),
        (b"\xef\xbb\xbf\n <HTML>\n" + RULES.encode(), True),
        (b"<?xml version='1.0'?>\n" + RULES.encode(), True),
        (b"# <html> is no page\n" + RULES.encode(), False),
        (b"User-agent: newsportal\nDisallow:\n\n" + RULES.encode(), True),
        (b"User-agent: NewsPortal\nAllow: /\n\n" + RULES.encode(), True),
        (b"#" * (MAX_SIZE - 40) + b"\n" + RULES.encode() + b"\n" + b"#" * 80, False),
        (b"#" * MAX_SIZE + b"\n" + RULES.encode(), True),
        (b"User-agent: *\n".ljust(MAX_SIZE - 12) + b"\nDisallow: /a/long/one", True),
    ],
    ids=range(19),
)  # fmt: skip
def test_what_a_file_allows(body: bytes, allows: bool) -> None:
    robots = read_robots(200, body)
    assert robots is not None
    assert robots.allows("http://a.vn/a", AGENT) is allows
    again = read_robots(200, robots.text.encode())
    assert again is not None
    assert again.allows("http://a.vn/a", AGENT) is allows


@pytest.mark.parametrize(
    ("status", "had"),
    [(200, True), (204, True), (404, True), (410, True), (401, True), (403, True),
     (429, False), (500, False), (503, False), (302, False)],
)  # fmt: skip
def test_what_a_status_means(status: int, had: bool) -> None:
    assert (read_robots(status, b"") is not None) is had


@given(st.binary(max_size=300))
def test_any_bytes_are_read(body: bytes) -> None:
    robots = read_robots(200, body)
    assert robots is not None
    robots.allows("http://a.vn/", AGENT)
    robots.asked_delay(AGENT)


@pytest.mark.parametrize(
    ("stated", "delay"),
    [("900", 900.0), ("0.5", 0.5), ("soon", None), ("-5", None), ("nan", None), ("", None)],
)
def test_delays(stated: str, delay: float | None) -> None:
    robots = read_robots(200, f"User-agent: *\nCrawl-delay: {stated}".encode())
    assert robots is not None
    assert robots.asked_delay(AGENT) == delay


@pytest.mark.parametrize(
    ("asked", "kept", "said"),
    [
        (900.0, 30.0, ": capped, 30 s are kept"),
        (5.0, 5.0, ": 5 s are kept"),
        (0.5, 1.0, ": 1 s are kept"),
        (5.0, 0.0, "; the loopback interface goes without"),
    ],
)
def test_what_became_of_a_delay(asked: float, kept: float, said: str) -> None:
    answer = delay_answer({DELAY_ASKED: asked, DELAY_KEPT: kept})
    assert answer == f"robots.txt asks for {asked:g} s between two requests{said}"
    assert delay_answer({}) is None


def answering(robots: Response) -> Net:
    """The demo portal by its name, with another robots.txt."""

    def answer(path: str) -> Response:
        return robots if path == "/robots.txt" else SITE.respond(path)

    return Net(SITE, {"baovinhson.example": answer})


@pytest.mark.long
def test_a_delay_is_capped_and_the_summary_says_so(tmp_path: Path) -> None:
    robots = Response(200, {}, b"User-agent: *\nCrawl-delay: 900")
    capped = "from newsportal import politeness\npoliteness.MAX_DELAY = 0.05"
    with serve(answering(robots)) as proxy:
        arguments = ("crawl", "demo", *ONE)
        code, out, _ = live.newsportal(tmp_path, proxy, arguments, capped)
    assert code == 0
    said = " ".join(out.split())
    assert "asks for 900 s between two requests: capped, 0.05 s are kept" in said
    assert NO_CONTACT in said


# -- redirects


def hops(number: int) -> Net:
    """A portal whose robots.txt, after some redirects over other hosts, forbids all."""
    forbids = Response(200, {}, b"User-agent: *\nDisallow: /")

    def answer(path: str) -> Response:
        at = int(path.partition("?")[2] or 0)
        if not path.startswith("/robots.txt"):
            return SITE.respond(path)
        leads = f"http://h{at + 1}.example/robots.txt?{at + 1}"
        return Response(302, {"Location": leads}, b"") if at < number else forbids

    names = ["baovinhson.example", *(f"h{n}.example" for n in range(1, number + 1))]
    return Net(SITE, dict.fromkeys(names, answer))


@pytest.mark.parametrize(
    ("number", "allows"), [(5, False), pytest.param(6, True, marks=pytest.mark.long)]
)
def test_redirects_of_robots_are_followed_five_times(
    tmp_path: Path, number: int, allows: bool
) -> None:
    net = hops(number)
    with serve(net) as proxy:
        _, report, _ = live.crawl(tmp_path, proxy, "", *ONE)
    assert (report["stored"], report["listings_failed"]) == (
        (2, {}) if allows else (0, {"robots": 1})
    )
    assert [host for host, _ in net.asked[:6]] == list(hops(5).hosts)
    assert report["moved"] == {}


@pytest.mark.long
def test_a_page_in_the_place_of_robots_allows(tmp_path: Path) -> None:
    home = Response(302, {"Location": "/"}, b"")
    with serve(answering(home)) as proxy:
        code, report, _ = live.crawl(tmp_path, proxy, "", *ONE)
    assert (code, report["stored"]) == (0, 2)


# -- many at once


@dataclass
class Slow:
    """The demo portal; its robots.txt comes late, and forbids all but one section."""

    asked: list[str] = field(default_factory=list)

    def respond(self, path: str) -> Response:
        self.asked.append(path)
        if path != "/robots.txt":
            return SITE.respond(path)
        Event().wait(0.5)  # in which the others, too, are on their way
        return Response(200, {}, b"User-agent: *\nDisallow: /vi-vn/\nAllow: /vi-vn/kinh-te/")


def test_all_wait_for_one_answer_of_robots(tmp_path: Path) -> None:
    paths = [path for path in DemoSite(60).paths() if "/ID/" in path]
    allowed = [path for path in paths if path.startswith("/vi-vn/kinh-te/")][:2]
    chosen = [path for path in paths if not path.startswith("/vi-vn/kinh-te/")][:6] + allowed
    site = Slow()
    with serve(site) as url:
        (tmp_path / "list.txt").write_text("\n".join(url + each for each in chosen), "utf-8")
        code, _, errors = fetch(tmp_path, "--from", "list.txt", *LOCAL)
    assert site.asked.count("/robots.txt") == 1
    assert site.asked[0] == "/robots.txt"
    assert {path for path in site.asked if "/ID/" in path} == set(allowed)
    assert list(errors.values()).count("robots") == 6
    assert code == 1


# -- who asks


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("", "(a news archiver; obeys robots.txt)"),
        ("luu.tru@bao.example", "(+luu.tru@bao.example)"),
        ("https://bao.example/bot?x=1", "(+https://bao.example/bot?x=1)"),
    ],
)
def test_who_asks(contact: str, said: str) -> None:
    agent = user_agent(contact)
    assert agent.startswith("newsportal/")
    assert agent.endswith(f" {said}")
    robots = read_robots(200, b"User-agent: newsportal\nDisallow: /")
    assert robots is not None
    assert not robots.allows("http://a.vn/", agent)


@pytest.mark.parametrize("contact", ["me", "a@b\r\nX: y", "a b@c", "ftp://a.vn", "á@b.vn", "(a@b)"])
def test_what_is_no_contact(contact: str) -> None:
    with pytest.raises(ArgumentError, match="NEWSPORTAL_CONTACT"):
        user_agent(contact)


@pytest.mark.long
def test_a_portal_is_told_whom_to_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSPORTAL_CONTACT", " luu.tru@bao.example ")
    with serve(SITE) as url:
        arguments = ("crawl", "demo", "--base-url", url, *ONE)
        code, out, _ = live.newsportal(tmp_path, "", arguments)
        assert (code, NO_CONTACT in " ".join(out.split())) == (0, False)
        warc = next((tmp_path / "output/demo/warc").iterdir())
        assert b"(+luu.tru@bao.example)" in gzip.decompress(warc.read_bytes())
        monkeypatch.setenv("NEWSPORTAL_CONTACT", "nobody")
        for command in ("crawl", "check"):
            code, out, err = run(tmp_path, "newsportal", command, "demo", "--base-url", url)
            assert (code, out) == (2, "")
            assert "NEWSPORTAL_CONTACT='nobody' is no contact" in err
