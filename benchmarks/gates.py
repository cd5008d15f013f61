"""How far our gates agree with datatrove's own filters: ``python -m benchmarks.gates [FOLDER]``.

Needs ``datatrove>=0.10,<0.11``, which newsportal does not install; with spacy and pyvi as well its
own Vietnamese words are compared too. The texts are the gold bodies of the sets of real pages in
FOLDER, by default those beside the checkout, the demo portal's, and damaged copies of both.

A verdict is equal if both stop the text at the published threshold. A number is equal if
datatrove keeps the text at exactly our number as threshold, and stops it a hair's breadth beyond.
"""

from __future__ import annotations

import json
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from newsportal.dataset.gates import RULES, Rule, Scores, columns_of, score
from newsportal.dataset.measures import MEASURES, STOP_WORDS, sentences_in
from newsportal.demo import DemoSite

PAGES = Path(__file__).parents[2] / "shared" / "pages"
SETS = ("vi_dev", "fundus_dev", "wcxb_dev_article")
DEMO, MOST = 20, 28
"""Texts of the demo portal and of each set; datatrove takes its time."""

HAIR = 1e-9
LABELS = "\n".join(["Các tin khác", "Phản hồi", "Thư viện ảnh", "Liên kết website"] * 6)

_MODULES = {
    "GopherRepetitionFilter": "gopher_repetition_filter",
    "GopherQualityFilter": "gopher_quality_filter",
    "FineWebQualityFilter": "fineweb_quality_filter",
    "C4QualityFilter": "c4_filters",
    "C4ParagraphFilter": "c4_filters",
}
_OFF: dict[str, dict[str, Any]] = {
    "GopherRepetitionFilter": {
        "dup_line_frac": None, "dup_para_frac": None, "dup_line_char_frac": None,
        "dup_para_char_frac": None, "top_n_grams": (), "dup_n_grams": (),
    },
    "GopherQualityFilter": {
        "min_doc_words": None, "max_doc_words": None, "min_avg_word_length": None,
        "max_avg_word_length": None, "max_symbol_word_ratio": None,
        "max_bullet_lines_ratio": None, "max_ellipsis_lines_ratio": None,
        "max_non_alpha_words_ratio": None, "min_stop_words": None, "stop_words": list(STOP_WORDS),
    },
    "FineWebQualityFilter": {
        "line_punct_thr": 0, "short_line_thr": 999, "char_duplicates_ratio": 999,
        "new_line_ratio": 999,
    },
    "C4QualityFilter": {"min_num_sentences": -1},
    "C4ParagraphFilter": {},
}  # fmt: skip
"""The filters with every rule switched off that can be."""

_ARGUMENTS = {
    "dup_line_ratio": ("GopherRepetitionFilter", "dup_line_frac"),
    "dup_paragraph_ratio": ("GopherRepetitionFilter", "dup_para_frac"),
    "dup_line_char_ratio": ("GopherRepetitionFilter", "dup_line_char_frac"),
    "dup_paragraph_char_ratio": ("GopherRepetitionFilter", "dup_para_char_frac"),
    "few_words": ("GopherQualityFilter", "min_doc_words"),
    "many_words": ("GopherQualityFilter", "max_doc_words"),
    "short_words": ("GopherQualityFilter", "min_avg_word_length"),
    "long_words": ("GopherQualityFilter", "max_avg_word_length"),
    "bullet_line_ratio": ("GopherQualityFilter", "max_bullet_lines_ratio"),
    "ellipsis_line_ratio": ("GopherQualityFilter", "max_ellipsis_lines_ratio"),
    "alpha_ratio": ("GopherQualityFilter", "max_non_alpha_words_ratio"),
    "stop_words": ("GopherQualityFilter", "min_stop_words"),
    "line_punct_ratio": ("FineWebQualityFilter", "line_punct_thr"),
    "char_dup_ratio": ("FineWebQualityFilter", "char_duplicates_ratio"),
    "newline_ratio": ("FineWebQualityFilter", "new_line_ratio"),
    "few_sentences": ("C4QualityFilter", "min_num_sentences"),
    "bad_lines": ("C4QualityFilter", ""),
    "long_lines": ("C4ParagraphFilter", ""),
}
"""The filter and argument of a rule; n-grams are given as pairs. One argument has the # and the
ellipsis together, so these two are compared as one."""

Verdict = Callable[[str], bool]


def texts(folder: Path) -> Iterator[str]:
    """The bodies, and copies that a rule should stop."""
    whole = [article.text for article in DemoSite(DEMO).truth]
    for name in SETS:
        path = folder / name / "gold.jsonl"
        lines = path.read_text("utf-8").strip().split("\n") if path.is_file() else []
        whole += [json.loads(line)["body"] for line in lines[:MOST]]
    for text in filter(None, whole):
        words = text.split()
        yield text
        yield unicodedata.normalize("NFD", text)
        yield "\n".join(" ".join(words[at : at + 6]) for at in range(0, len(words), 6))
        yield f"{text}\n{LABELS}"
        yield f"{text}\n\n\n{text[: len(text) // 3]}\n"
        yield " ".join(words[:40] * 3) + " # … - 25% " * (len(words) // 40)


def verdict(rule: Rule, threshold: float) -> Verdict | None:
    """Whether datatrove keeps a text by this rule alone; None where it has no such rule."""
    size = rule.name.partition("gram_ratio")[0].rpartition("_")[2]
    if rule.name.startswith(("top_", "dup_")) and size.isdigit():
        kind = rule.name.split("_", maxsplit=1)[0]
        name, given = "GopherRepetitionFilter", {f"{kind}_n_grams": ((int(size), threshold),)}
    elif rule.name in _ARGUMENTS:
        name, argument = _ARGUMENTS[rule.name]
        given = {argument: threshold} if argument else {}  # type: ignore[dict-item]
    elif rule.name == "hash_ratio":
        name, given = "GopherQualityFilter", {"max_symbol_word_ratio": threshold}  # type: ignore[dict-item]
    else:
        return None
    module = import_module(f"datatrove.pipeline.filters.{_MODULES[name]}")
    document = import_module("datatrove.data").Document
    made = getattr(module, name)(**{**_OFF[name], **given}, **_language(name))
    return lambda text: made.filter(document(text=text, id="")) is True


def _language(name: str) -> dict[str, str]:
    return {} if name == "C4ParagraphFilter" else {"language": "vie_Latn"}


def use_white_space(on: bool) -> None:
    """Let datatrove split words and sentences as newsportal does, or by its own tokenizer."""
    text = import_module("datatrove.utils.text")
    for name in set(_MODULES.values()):
        module: Any = import_module(f"datatrove.pipeline.filters.{name}")
        if hasattr(module, "split_into_words"):
            module.split_into_words = _words if on else text.split_into_words
        if hasattr(module, "split_into_sentences"):
            module.split_into_sentences = _sentences if on else text.split_into_sentences


def _words(text: str, _language: str) -> list[str]:
    return text.split()


def _sentences(line: str, _language: str) -> list[str]:
    return [line] * sentences_in(line)


def agreement(rule: Rule, given: list[tuple[str, Scores]]) -> tuple[int, int]:
    """How many texts both stop, and on how many they disagree, at the published threshold."""
    theirs = verdict(rule, _whole(rule, rule.threshold))
    both = differ = 0
    for text, found in given:
        failed = {each.key for each in found.failed}
        # One argument of datatrove has both.
        mine = {rule.key, rule.key.replace("hash_", "ellipsis_")}
        ours = not failed & mine
        other = theirs is None or theirs(text)
        both += not ours and not other
        differ += ours != other
    return both, differ


def _whole(rule: Rule, number: float) -> Any:
    return int(number) if rule.measure in ("words", "stop_words", "c4_sentences") else number


def equal_numbers(rule: Rule, given: list[tuple[str, Scores]]) -> int:
    """How many texts have another number in datatrove."""
    step = 1 if _whole(rule, 1.5) == 1 else HAIR
    stricter = -step if rule.comparison == "<=" else step
    differ = 0
    for text, found in given:
        number = found.numbers[rule.measure]
        if rule.name == "hash_ratio":
            number = max(number, found.numbers["ellipsis_ratio"])
        keeps = verdict(rule, _whole(rule, number or HAIR * (rule.comparison == "<=")))
        stops = verdict(rule, _whole(rule, number + stricter))
        at, beyond = keeps is None or keeps(text), stops is None or not stops(text)
        # 0 switches a rule of datatrove off, so there is nothing stricter than it.
        differ += not (at and (beyond or number <= step))
    return differ


def main() -> int:
    """Print a line for each rule, and the time that scores take."""
    if find_spec("datatrove") is None:
        print("datatrove is not here: pip install 'datatrove>=0.10,<0.11'", file=sys.stderr)
        return 1
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    given = [(text, score(text)) for text in texts(folder)]
    vietnamese = [each for each in given[::6] if each[1].numbers["stop_words"] >= 2]
    own = vietnamese if find_spec("pyvi") and find_spec("spacy") else []
    print(f"{len(given)} texts by the same words, {len(own)} Vietnamese ones by datatrove's own")
    print(f"{'rule':36} {'stopped':>8} {'differ':>7} {'number':>7} {'own words':>10}")
    for rule in RULES:
        if rule.name in ("language", "ellipsis_ratio"):
            continue
        use_white_space(on=True)
        both, differ = agreement(rule, given)
        exact = rule.name not in ("bad_lines", "long_lines")
        number = equal_numbers(rule, given) if exact else 0
        use_white_space(on=False)
        other = agreement(rule, own)[1] if own else 0
        print(f"{rule.key:36} {both:8} {differ:7} {number:7} {other:10}")
    _time([text for text, _ in given[::6]])
    return 0


def _time(given: list[str]) -> None:
    words = sum(len(text.split()) for text in given)
    start = time.process_time()
    for text in given:
        columns_of({"text": text})
    spent = time.process_time() - start
    print(
        f"{1000 * spent / len(given):.3f} ms of CPU a document, {len(MEASURES)} numbers; "
        f"{400_000 * spent / words:.3f} ms for 400 words"
    )


if __name__ == "__main__":
    sys.exit(main())
