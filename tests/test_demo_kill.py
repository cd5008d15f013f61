"""``newsportal demo --kill``: the crawl is killed half-way, and the same command ends it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from filelock import FileLock

from newsportal.demo import DemoSite
from newsportal.demo.deadly import Deadly
from newsportal.demo.frame import FORBIDDEN
from tests.test_crawl import records, run


class Crawl:
    killed = 0

    def kill(self) -> None:
        self.killed += 1


def test_the_portal_kills_once_at_the_article_that_was_chosen() -> None:
    site, crawl = DemoSite(20), Crawl()
    deadly, urls = Deadly(site, after=3), [str(article.url) for article in site.truth]
    deadly.respond(urls[0])  # nobody is there to be killed
    deadly.victim = crawl
    for path in ("/robots.txt", "/vi-vn/thoi-su", FORBIDDEN, site.deleted_url, urls[0], urls[1]):
        assert deadly.respond(path) == site.respond(path)
        assert (crawl.killed, deadly.killed_at) == (0, None)
    for path in (urls[2], urls[2], urls[3], "/robots.txt"):
        assert deadly.respond(path) == site.respond(path)
        assert (crawl.killed, deadly.killed_at) == (1, 3)
    assert (deadly.articles_again, deadly.others_again) == (2, 1)


@pytest.mark.long
def test_a_killed_demo_ends_equal_to_the_truth(tmp_path: Path) -> None:
    assert run(tmp_path, "newsportal", "demo", "--size", "40", "--quiet") == (0, "", "")
    code, out, err = run(tmp_path, "newsportal", "demo", "--kill", "--size", "40", "--json")
    assert code == 0, err
    assert "20 of 40 articles were asked for: killed with signal 9\n" in out
    again = re.search(r"the same command again: newsportal (crawl demo --base-url http:\S+)", out)
    assert again
    last = json.loads(out.splitlines()[-1])
    assert (last["expected"], last["stored"], last["equal"]) == (40, 40, 40)
    assert last["killed_at"] == 20
    assert 0 <= last["articles_asked_twice"] <= 2
    twice = f"asked for twice: articles {last['articles_asked_twice']}; listings and robots.txt "
    assert f"{twice}{last['others_asked_twice']}\n" in out
    stored = int(re.findall(r"^demo: (\d+) new", out, re.MULTILINE)[0])
    assert 20 <= stored <= 22, "the second crawl stores what the first had left"
    assert len(records(tmp_path)) == 40


@pytest.mark.long
def test_a_killed_demo_in_a_strange_markup_prints_nothing_if_told_so(tmp_path: Path) -> None:
    arguments = ("demo", "--kill", "--strange", "--size", "24", "--quiet", "--json")
    code, out, err = run(tmp_path, "newsportal", *arguments)
    assert (code, err) == (0, "")
    (line,) = out.splitlines()
    assert json.loads(line)["killed_at"] == 12


@pytest.mark.long
def test_a_crawl_that_ends_before_it_is_killed_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "output/demo"
    folder.mkdir(parents=True)
    with FileLock(folder / ".lock"):
        code, out, err = run(tmp_path, "newsportal", "demo", "--kill", "--size", "20")
    assert code == 4
    assert "another run works on demo" in err
    assert "newsportal: the crawl ended by itself, with exit code 4" in err
    assert "0 of 20 records equal the truth" in out
    assert "killed" not in out


def test_an_impossible_size_is_told(tmp_path: Path) -> None:
    code, out, err = run(tmp_path, "newsportal", "demo", "--kill", "--size", "0")
    assert (code, out) == (2, "")
    assert "--size 0: a portal has 1 to 1,000,000 articles" in err
