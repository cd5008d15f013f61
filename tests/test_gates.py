"""The gates: each rule on both sides of its threshold, and the quick count against a plain one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsportal.dataset.gates import COLUMNS, FAMILIES, RULES, Rule, columns_of, score
from newsportal.dataset.measures import MEASURES, STOP_WORDS, SYMBOLS, TERMINAL, measures
from newsportal.dataset.repetition import DUPLICATE, TOP, repetition

BY_KEY = {rule.key: rule for rule in RULES}


def failed(text: str) -> set[str]:
    return {rule.key for rule in score(text).failed}


def lines(new: int, again: int, between: str = "\n") -> str:
    return between.join([f"dòng {n}" for n in range(new)] + ["dòng 0"] * again)


def of(line: str, number: int, other: str, others: int) -> str:
    return "\n".join([line] * number + [other] * others)


def ended(good: int, bad: int) -> str:
    return of("Đã xong.", good, "Xem thêm", bad)


def broken(breaks: int) -> str:
    """A thousand words with so many line breaks between them."""
    return "a\n" * breaks + "a " * (1000 - breaks)


def numbers(count: int) -> str:
    return " ".join(map(str, range(count)))


def twice(size: int, length: int, between: str = "\n") -> str:
    """A part of ``size`` characters twice, and another one up to ``length`` characters in all."""
    part = "x" * size
    return between.join((part, part, "y" * (length - 2 * size - 2 * len(between))))


def words(number: int, other: str, count: int) -> str:
    return " ".join(["abc"] * (number - count) + [other] * count)


def run_of(rule: Rule, length_off: int) -> str:
    """A run of words as often as the rule allows it in a text of so many characters."""
    kind, size = rule.name.split("_")[:2]
    number = int(size.removesuffix("gram"))
    run = ["ab", "cd", "ef", "gh", "ij", "kl", "mn", "op", "qr", "st"][:number]
    characters = len("".join(run)) + (number - 1) * (kind == "top")
    count = round(rule.threshold * 1000) + (kind == "dup")
    parts = [part for n in range(count) for part in (*run, f"x{n}")]
    text = " ".join(parts)
    return text + "z" * (characters * 1000 + length_off - len(text))


CASES: dict[str, tuple[str, str]] = {
    "fineweb2/dup_line_ratio": (lines(706, 294), lines(707, 293)),
    "fineweb2/line_punct_ratio": (ended(332, 668), ended(333, 667)),
    "fineweb2/newline_ratio": (broken(104), broken(103)),
    "fineweb2/short_words": (words(100, "ab", 1), words(100, "abc", 1)),
    "fineweb2/long_words": ("abcdefghijk abcdefghijkl", "abcdefghijk abcdefghijk"),
    "fineweb2/alpha_ratio": (words(1000, "12", 198), words(1000, "12", 197)),
    "fineweb2/char_dup_ratio": (twice(10, 101), twice(10, 102)),
    "fineweb2/stop_words": ("của của dân", "của dân và Của"),
    "fineweb2/few_words": (words(50, "–", 1), words(50, "a–", 1)),
    "fineweb2/many_words": (numbers(100_001), numbers(100_000)),
    "fineweb2/hash_ratio": (words(100, "#a", 11), words(100, "#a", 10)),
    "fineweb2/ellipsis_ratio": (words(100, "a…", 11), words(100, "a...", 10)),
    "fineweb2/bullet_line_ratio": (of("- a", 5, " • b", 5), of("- a", 9, "b -", 1)),
    "fineweb2/ellipsis_line_ratio": (of("a… ", 4, "b", 6), of("a...", 3, "b", 7)),
    "gopher/dup_line_ratio": (lines(69, 31), lines(70, 30)),
    "gopher/dup_paragraph_ratio": (lines(69, 31, "\n\n"), lines(70, 30, "\n\n\n")),
    "gopher/dup_line_char_ratio": (twice(20, 99), twice(20, 100)),
    "gopher/dup_paragraph_char_ratio": (twice(20, 99, "\n\n"), twice(20, 100, "\n\n")),
    "gopher/few_words": (words(49, "ab", 1), words(50, "ab", 1)),
    "gopher/many_words": (numbers(100_001), numbers(100_000)),
    "gopher/short_words": (words(100, "ab", 1), words(100, "abc", 1)),
    "gopher/long_words": ("abcdefghij abcdefghijk", "abcdefghij abcdefghij"),
    "gopher/hash_ratio": (words(100, "#a", 11), words(100, "#a", 10)),
    "gopher/ellipsis_ratio": (words(100, "a…", 11), words(100, "a…", 10)),
    "gopher/bullet_line_ratio": ("- a\n- b", "- a\nb"),
    "gopher/ellipsis_line_ratio": (of("a…", 4, "b", 6), of("a…", 3, "b", 7)),
    "gopher/alpha_ratio": (words(1000, "12", 201), words(1000, "12", 200)),
    "gopher/stop_words": ("của", "của và"),
    "c4/few_sentences": ("Tin này đã cũ. " * 4 + "\nAi đã ký", "Tin này đã cũ! " * 4 + "Hết."),
    "c4/bad_lines": ("Một dòng { nữa.", "Một dòng { nữa"),
    "mc4/long_lines": (of("a" * 200, 2, "a" * 199, 1), of("a" * 200, 2, "b" * 200, 1)),
}  # fmt: skip
"""For each rule a text that it stops, and one just inside its threshold."""

GRAMS = [rule.key for rule in RULES if "gram" in rule.name]


@pytest.mark.parametrize("key", [key for key in BY_KEY if key != "fineweb2/language"])
def test_each_rule_on_both_sides_of_its_threshold(key: str) -> None:
    rule = BY_KEY[key]
    if key in GRAMS:
        stopped, inside = run_of(rule, -1), run_of(rule, 0)
        assert score(inside).numbers[rule.measure] == rule.threshold
    else:
        stopped, inside = CASES[key]
    assert key in failed(stopped)
    assert key not in failed(inside)


def test_every_rule_has_a_source_and_a_measure() -> None:
    assert len(BY_KEY) == len(RULES) == 50
    for rule in RULES:
        assert rule.family in FAMILIES
        assert rule.measure == "language" or rule.measure in MEASURES
        assert rule.source
    assert set(measures("Một câu.")) == set(measures("")) == set(MEASURES)


@pytest.mark.parametrize(
    ("language", "sure", "stopped", "skipped"),
    [
        (None, None, False, True),
        ("vi", None, False, False),
        ("vi", 0.802, False, False),
        ("vi", 0.801, True, False),
        ("en", 0.999, True, False),
    ],
)
def test_language(language: str | None, sure: float | None, stopped: bool, skipped: bool) -> None:
    found = score("Một câu.", language, sure)
    assert ("fineweb2/language" in {rule.key for rule in found.failed}) == stopped
    assert ("fineweb2/language" in {rule.key for rule in found.skipped}) == skipped


# -- an invented article of the shape whose numbers FACTS of the filters were measured on

SENTENCE = (
    "Chiều qua, người dân trong xã đã cùng nhau dọn lại con đường ra đồng và trồng thêm hai hàng "
    "cây ở {} để mùa mưa năm nay nước không còn tràn vào vườn của các gia đình sống bên sông"
)
PLACES = ("đầu làng", "cuối bãi", "bến đò", "chợ cũ", "sân đình", "trường học")
PARAGRAPHS = [SENTENCE.format(place) + "." for place in PLACES]
HEADING = "Con đường mới"
LABELS = [f"{name} {n}" for n in range(5) for name in (
    "Các tin khác", "Phản hồi", "Thư viện ảnh", "Liên kết website", "Mới nhất")]  # fmt: skip


@pytest.mark.parametrize(
    ("clean", "dirty", "blocks"),
    [
        (0.857, 0.188, [*PARAGRAPHS, HEADING]),
        (0.75, 0.103, [HEADING, *PARAGRAPHS[:3]]),
        (1.0, 0.074, PARAGRAPHS[:2]),
    ],
)
def test_what_labels_left_in_cost(clean: float, dirty: float, blocks: list[str]) -> None:
    good, bad = score("\n\n".join(blocks)), score("\n".join([*blocks, *LABELS]))
    assert round(good.numbers["line_punct_ratio"], 3) == clean
    assert round(bad.numbers["line_punct_ratio"], 3) == dirty
    assert not {"fineweb2/line_punct_ratio", "fineweb2/newline_ratio"} & failed("\n\n".join(blocks))
    assert not bad.passes("fineweb2")
    # The shorter the article, the more of its words are line breaks.
    stopped = "fineweb2/newline_ratio" in {rule.key for rule in bad.failed}
    assert stopped == (len(blocks) < len(PARAGRAPHS))


def test_a_decomposed_text_has_no_stop_words() -> None:
    text = "\n\n".join(PARAGRAPHS)
    whole = score(text)
    apart = score(unicodedata.normalize("NFD", text))
    assert whole.numbers["stop_words"] > 4
    assert apart.numbers["stop_words"] < 2
    assert "fineweb2/stop_words" in {rule.key for rule in apart.failed}
    assert "fineweb2/stop_words" not in {rule.key for rule in whole.failed}


C4_LINES: list[tuple[str, int]] = [
    ("Xã đã mở đường.", 1),
    ("Xã đã mở đường", 0),
    ("Xã đã mở đường...", 0),
    ("Xã đã mở đường…", 0),
    ("Đã mở.", 0),
    ('Ông nói: "Được! Làm ngay."', 2),
    ("Giá là 3.500 đồng. Vẫn rẻ.", 2),
    ("Theo quyết định này.[12]", 1),
    ("Theo quyết định này. [12]", 0),
    ("Trang dùng JavaScript để chạy.", 0),
    ("Xem Privacy Policy ở đây.", 0),
    (f"Hai từ {'a' * 1001} này.", 0),
]


@pytest.mark.parametrize(("line", "sentences"), C4_LINES)
def test_what_c4_keeps_of_a_line(line: str, sentences: int) -> None:
    found = measures(f"  {line} \nMột dòng khác")
    assert found["c4_sentences"] == sentences
    assert found["c4_kept_line_ratio"] == (0.5 if sentences else 0)


def test_columns() -> None:
    record: dict[str, Any] = {"text": "\n\n".join(PARAGRAPHS), "language": "vi"}
    row = columns_of(record)
    assert list(row) == [column.name for column in COLUMNS]
    types: dict[str, type] = {"bool": bool, "float": float, "list[str]": list}
    for column in COLUMNS:
        assert type(row[column.name]) is types[column.type]
    assert row["mc4_passes"] is False
    assert row["gates_failed"][-1] == "mc4/long_lines"
    assert columns_of({"text": ""})["words"] == 0.0


# -- the quick count against a plain one


def plain_repetition(given: list[str]) -> dict[str, int]:
    found = {}
    for size in TOP:
        runs = [" ".join(given[at : at + size]) for at in range(len(given) - size + 1)]
        (run, count), *_ = Counter(runs).most_common(1) or [("", 0)]
        found[f"top_{size}gram"] = len(run) * count
    for size in DUPLICATE:
        seen, at, total = set(), 0, 0
        while at + size <= len(given):
            run_at = tuple(given[at : at + size])
            total += len("".join(run_at)) if run_at in seen else 0
            at += size if run_at in seen else 1
            seen.add(run_at)
        found[f"dup_{size}gram"] = total
    return found


def plain(text: str) -> dict[str, float]:
    """The numbers of a text in the simplest way there is; not those of C4."""
    given, size = text.split(), len(text) or 1
    real = [word for word in given if any(char not in SYMBOLS for char in word)]
    split, printed = text.splitlines(), [line for line in text.split("\n") if line.strip()]
    runs, paragraphs = re.split("\n+", text), re.split("\n{2,}", text.strip())
    return {
        "words": len(real),
        "mean_word_length": share(sum(map(len, real)), real),
        "alpha_ratio": share(sum(any(c.isalpha() for c in word) for word in given), given),
        "stop_words": sum(word in given for word in STOP_WORDS),
        "hash_ratio": share(text.count("#"), given),
        "ellipsis_ratio": share(text.count("...") + text.count("…"), given),
        "bullet_line_ratio": share(sum(x.lstrip()[:1] in tuple("•-") for x in split), split),
        "ellipsis_line_ratio": share(
            sum(x.rstrip().endswith("...") or x.rstrip().endswith("…") for x in split), split
        ),
        "line_punct_ratio": share(sum(x.endswith(tuple(TERMINAL)) for x in printed), printed),
        "newline_ratio": share(text.count("\n"), given),
        "char_dup_ratio": sum(map(len, before(printed))) / (len(text.replace("\n", "")) or 1),
        "dup_line_ratio": share(len(before(runs)), runs),
        "dup_line_char_ratio": sum(map(len, before(runs))) / size,
        "dup_paragraph_ratio": share(len(before(paragraphs)), paragraphs),
        "dup_paragraph_char_ratio": sum(map(len, before(paragraphs))) / size,
        "long_lines": sum(len(line) >= 200 for line in text.split("\n")),
        **{f"{name}_ratio": n / size for name, n in plain_repetition(given).items()},
    }


def share(part: float, whole: list[str]) -> float:
    return part / len(whole) if whole else 0.0


def before(parts: list[str]) -> list[str]:
    return [part for at, part in enumerate(parts) if part in parts[:at]]


TOKENS = (
    *("của", "là", "a", "b", "bc", "c.", "...", "–", "12", "#x", "- ", "…", "đ!"),
    *("\n", "\n\n", "\n\n\n", "\t", "\u2028"),
)
TEXTS = st.one_of(
    st.lists(st.sampled_from(TOKENS), max_size=60).map(" ".join),
    st.lists(st.sampled_from(TOKENS), max_size=60).map("".join),
    st.lists(st.sampled_from(["a", "b"]), max_size=80).map(" ".join),
    st.text(max_size=40),
)


@settings(max_examples=60)
@given(TEXTS)
def test_the_quick_count_is_the_plain_one(text: str) -> None:
    found = measures(text)
    if not text.split():
        assert not any(found.values())
        return
    expected = plain(text)
    assert {name: found[name] for name in expected} == expected


@settings(max_examples=40)
@given(st.lists(st.sampled_from("abc"), max_size=120))
def test_repetition_in_texts_of_few_words(given_words: list[str]) -> None:
    assert repetition(given_words) == plain_repetition(given_words)


def test_runs_that_overlap_and_end_with_the_text() -> None:
    for given_words in (["a"] * 30, ["a", "b"] * 15, list("abcabcabcd"), [], ["a"]):
        assert repetition(given_words) == plain_repetition(given_words)
