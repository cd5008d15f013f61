"""Any address, from outside: records, reasons, and where no request may go."""

from __future__ import annotations

import gzip
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from newsportal.demo import DemoSite, Response
from newsportal.demo.server import serve
from newsportal.discover.feeds import read_feed
from newsportal.gate import is_public, refused_target
from tests.test_crawl import run, start

SITE = DemoSite(20)
PATHS = [str(each.url).removeprefix("http://baovinhson.example") for each in SITE.truth]


@dataclass
class Site:
    """The demo portal with a sitemap, a feed and a redirect into the own network."""

    asked: list[str] = field(default_factory=list)
    root: str = ""

    def respond(self, path: str) -> Response:
        self.asked.append(path)
        if path == "/robots.txt":
            return Response(404, {}, b"")
        leads = {"/inside": "http://169.254.169.254/latest", "/round": f"{self.root}/round?x"}
        leads["/round?x"] = f"{self.root}/round"
        if path in leads:
            return Response(302, {"Location": leads[path]}, b"")
        if path == "/index.xml":
            loc = f"<sitemap><loc>{self.root}/map.xml.gz</loc></sitemap>"
            return Response(200, {}, f"<sitemapindex>{loc}</sitemapindex>".encode())
        if path == "/map.xml.gz":
            locs = "".join(f"<url><loc>{self.root}{each}</loc></url>" for each in PATHS[:3])
            bad = "<url><loc>file:///etc/passwd</loc></url><url><loc>http://10.0.0.1/</loc></url>"
            return Response(200, {}, gzip.compress(f"<urlset>{locs}{bad}</urlset>".encode()))
        return SITE.respond(path)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    with serve(site) as url:
        site.root = url
        yield site


def fetch(folder: Path, *arguments: str) -> tuple[int, list[Any], dict[str, str]]:
    code, out, err = run(folder, "newsportal", "fetch", *arguments, "--errors", "e.jsonl")
    path = folder / "e.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    assert not err or code == 2
    errors = {each["url"]: each["reason"] for each in map(json.loads, lines)}
    return code, [json.loads(line) for line in out.splitlines()], errors


LOCAL = ("--allow-private", "127.0.0.1")


def test_a_page_of_no_declared_portal(tmp_path: Path, site: Site) -> None:
    code, records, errors = fetch(tmp_path, site.root + PATHS[0], *LOCAL)
    assert (code, errors) == (0, {})
    assert records[0]["title"] == SITE.truth[0].title
    assert records[0]["portal"] is None
    assert (records[0]["http_status"], records[0]["robots_allowed"]) == (200, True)


def test_each_address_makes_a_record_or_has_a_reason(tmp_path: Path, site: Site) -> None:
    (tmp_path / "list.txt").write_text(
        f"# mine\n{site.root}{PATHS[1]}\n\n{site.root}/vi-vn/thoi-su\n", encoding="utf-8"
    )
    names = (f"{site.root}/inside", f"{site.root}/round", "ftp://example.vn/", "http://a:b@c.vn/")
    code, records, errors = fetch(tmp_path, *names, "--from", "list.txt", *LOCAL)
    assert code == 1
    assert [each["title"] for each in records] == [SITE.truth[1].title]
    assert errors == {
        f"{site.root}/inside": "private-address",
        f"{site.root}/round": "redirects",
        "ftp://example.vn/": "wrong-address",
        "http://a:b@c.vn/": "credentials",
        f"{site.root}/vi-vn/thoi-su": "listing",
    }


def test_nothing_private_is_asked_unless_it_is_named(tmp_path: Path, site: Site) -> None:
    code, records, errors = fetch(tmp_path, site.root + PATHS[0])
    assert (code, records, site.asked) == (1, [], [])
    assert set(errors.values()) == {"private-address"}


def test_a_sitemap_of_sitemaps(tmp_path: Path, site: Site) -> None:
    code, records, errors = fetch(tmp_path, f"{site.root}/index.xml", "--as", "sitemap", *LOCAL)
    assert {each["title"] for each in records} == {each.title for each in SITE.truth[:3]}
    assert errors == {"http://10.0.0.1/": "private-address"}
    assert code == 1


def test_listed_addresses_beyond_the_budget_have_a_reason(tmp_path: Path, site: Site) -> None:
    options = ("--as", "sitemap", "--max-pages", "2", *LOCAL)
    _, records, errors = fetch(tmp_path, f"{site.root}/index.xml", *options)
    assert len(records) == 2
    assert errors == {
        site.root + PATHS[2]: "over-budget", "http://10.0.0.1/": "private-address",
    }  # fmt: skip


def test_another_spelling_has_a_reason(tmp_path: Path, site: Site) -> None:
    page = site.root + PATHS[0]
    _, records, errors = fetch(tmp_path, page, f"{page}?utm_source=x", *LOCAL)
    assert len(records) == 1
    assert errors == {f"{page}?utm_source=x": "duplicate"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told(tmp_path: Path, site: Site) -> None:
    command = [sys.executable, "-m", "newsportal", "fetch", site.root + PATHS[0], *LOCAL]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60,
            check=False,
        )  # fmt: skip
    assert "cannot be written" in done.stderr
    assert done.returncode == 5


def test_a_site_within_its_budget(tmp_path: Path, site: Site) -> None:
    options = ("--as", "site", "--max-pages", "30", *LOCAL)
    _, records, errors = fetch(tmp_path, f"{site.root}/vi-vn/thoi-su", *options)
    assert len(records) + len(errors) == 30  # each page of the budget has its line
    assert len(records) > 8


@pytest.mark.long
def test_ctrl_c_keeps_what_was_had(tmp_path: Path) -> None:
    with serve(DemoSite(2000)) as url:
        arguments = ("fetch", f"{url}/vi-vn/thoi-su", "--as", "site", "--out", "a.jsonl", *LOCAL)
        with start(tmp_path, "newsportal", *arguments, "--errors", "e.jsonl") as process:
            part = tmp_path / f".a.jsonl.{process.pid}.part"
            while process.poll() is None and not (part.exists() and part.stat().st_size):
                Event().wait(0.05)
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=30)
    assert process.returncode == 130
    lines = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()
    assert all(json.loads(line)["title"] for line in lines)
    assert not part.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "no address"),
        (("http://a.vn/", "--as", "book"), "--as book"),
        (("--from", "none.txt"), "none.txt cannot be read"),
        (("http://a.vn/", "--max-pages", "0"), "no number of pages"),
    ],
)
def test_a_wrong_argument_is_a_sentence(
    tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    code, _, err = run(tmp_path, "newsportal", "fetch", *arguments)
    assert code == 2
    assert sentence in err


@pytest.mark.parametrize(
    "host",
    "127.0.0.1 2130706433 0x7f000001 0177.0.0.1 127.1 10.1.2.3 169.254.169.254 0.0.0.0 [::1]"
    " [::ffff:127.0.0.1] [fe80::1%25eth0] [64:ff9b::7f00:1] [2002:7f00:1::] localhost".split(),
)
def test_spellings_of_private_addresses(host: str) -> None:
    assert refused_target(f"http://{host}/") == "private-address"


def test_public_addresses_pass() -> None:
    assert refused_target("https://example.vn:8443/a") is None
    assert is_public(ip_address("2606:4700::1111"))


@pytest.mark.parametrize(
    ("data", "urls"),
    [
        (b"<rss><channel><item><link>http://a.vn/1</link><title>A&nbsp;B</title></item>", 1),
        (b"<feed><entry><link href='http://a.vn/1'/></entry><entry><link rel='self' href='x'/>", 1),
        (b"<urlset><url><loc>http://a.vn/?a&b</loc></url>\x01<url><loc>http://a.vn/2</loc>", 2),
        (b"<rss><item><guid>http://a.vn/9</guid></item><item><link>javascript:x</link></item>", 1),
        (b"not xml at all", 0),
        (b"", 0),
        (b"\x1f\x8bbroken", 0),
    ],
)
def test_feeds_keep_what_is_well_formed(data: bytes, urls: int) -> None:
    assert len(list(read_feed(data))) == urls
