"""The published rules that decide which pages stay in a web corpus, and an article's verdict.

A rule is a row: a family, a name, the number it looks at, and the threshold. The numbers are those
of `newsportal.dataset.measures`. Nothing is normalised before it is compared: a decomposed text has
no stop words, here as there.

Words are what stands between white space. FineWeb-2 has a tokenizer of its own for Vietnamese
(spaCy with pyvi): there a comma is a word, and the syllables of a word are one. That matters to one
rule, `alpha_ratio`: by its own words FineWeb-2 stops texts that pass here, those with many numbers
and marks first. Of the other rules the verdicts hardly differ; `python -m benchmarks.gates` counts
both. The score of the language is that of the record, which is not GlotLID's.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from newsportal.dataset.measures import MEASURES, measures

FAMILIES: dict[str, str] = {
    "fineweb2": "FineWeb-2 for Vietnamese (vie_Latn), but for its deduplication",
    "gopher": "Gopher's MassiveText, with the stop words of vie_Latn for its English ones",
    "c4": "C4, but for its list of bad words, which is of other languages",
    "mc4": "mC4: three lines of 200 characters; a flag, no judgement of a short item",
}
"""Who filters so."""

_CONFIG = "huggingface/fineweb-2, configs/vie_Latn.yml"
_PIPELINE = "huggingface/fineweb-2, fineweb-2-pipeline.py"
_DEFAULT = "datatrove 0.10, a default that FineWeb-2 keeps"
_GOPHER = "Rae et al. 2021, arXiv 2112.11446, section A.1"
_TABLE = "Rae et al. 2021, arXiv 2112.11446, table A1"
_C4 = "Raffel et al. 2020, JMLR 21 (140), section 2.2"
_MC4 = "tensorflow/datasets, c4_utils.py, is_paragraph filter of mC4"


class Rule(NamedTuple):
    """One row: a text is stopped unless the number compares so to the threshold."""

    family: str
    name: str
    measure: str
    """A key of `MEASURES`, or ``language``: how sure it is that the text is Vietnamese."""

    comparison: str
    threshold: float
    source: str

    @property
    def key(self) -> str:
        """The name in `gates_failed`."""
        return f"{self.family}/{self.name}"


def _rules(family: str, source: str, rows: str) -> tuple[Rule, ...]:
    """The rows of a table of text: a name, a comparison, a threshold, and the number if it differs.

    >>> _rules("c4", "a paper", "few_words words >= 50")[0].key
    'c4/few_words'
    """
    found = []
    for row in filter(None, map(str.strip, rows.splitlines())):
        name, *measure, comparison, threshold = row.split()
        measured = measure[0] if measure else name
        found.append(Rule(family, name, measured, comparison, float(threshold), source))
    return tuple(found)


RULES: tuple[Rule, ...] = (
    *_rules("fineweb2", _CONFIG, """
        language >= 0.802
        dup_line_ratio <= 0.293
        top_2gram_ratio <= 0.223
        top_3gram_ratio <= 0.197
        top_4gram_ratio <= 0.171
        dup_5gram_ratio <= 0.178
        dup_6gram_ratio <= 0.163
        dup_7gram_ratio <= 0.150
        dup_8gram_ratio <= 0.136
        dup_9gram_ratio <= 0.124
        dup_10gram_ratio <= 0.111
        line_punct_ratio >= 0.333
        newline_ratio <= 0.103
        short_words mean_word_length >= 3
        long_words mean_word_length <= 11
        alpha_ratio >= 0.803
    """),
    *_rules("fineweb2", _PIPELINE, """
        char_dup_ratio <= 0.1
        stop_words >= 2
    """),
    *_rules("fineweb2", _DEFAULT, """
        few_words words >= 50
        many_words words <= 100000
        hash_ratio <= 0.1
        ellipsis_ratio <= 0.1
        bullet_line_ratio <= 0.9
        ellipsis_line_ratio <= 0.3
    """),
    *_rules("gopher", _TABLE, """
        dup_line_ratio <= 0.30
        dup_paragraph_ratio <= 0.30
        dup_line_char_ratio <= 0.20
        dup_paragraph_char_ratio <= 0.20
        top_2gram_ratio <= 0.20
        top_3gram_ratio <= 0.18
        top_4gram_ratio <= 0.16
        dup_5gram_ratio <= 0.15
        dup_6gram_ratio <= 0.14
        dup_7gram_ratio <= 0.13
        dup_8gram_ratio <= 0.12
        dup_9gram_ratio <= 0.11
        dup_10gram_ratio <= 0.10
    """),
    *_rules("gopher", _GOPHER, """
        few_words words >= 50
        many_words words <= 100000
        short_words mean_word_length >= 3
        long_words mean_word_length <= 10
        hash_ratio <= 0.1
        ellipsis_ratio <= 0.1
        bullet_line_ratio <= 0.9
        ellipsis_line_ratio <= 0.3
        alpha_ratio >= 0.8
        stop_words >= 2
    """),
    *_rules("c4", _C4, """
        few_sentences c4_sentences >= 5
        bad_lines c4_bad_lines <= 0
    """),
    *_rules("mc4", _MC4, "long_lines >= 3"),
)  # fmt: skip
"""All rules, in the order in which they are shown."""

_COMPARE: dict[str, Callable[[float, float], bool]] = {">=": operator.ge, "<=": operator.le}
_ENGINE = tuple((rule, rule.measure, _COMPARE[rule.comparison], rule.threshold) for rule in RULES)


@dataclass(frozen=True, slots=True)
class Scores:
    """An article's numbers, and what became of it at each rule."""

    numbers: Mapping[str, float]
    """By measure; ``language`` among them where the language is known."""

    failed: tuple[Rule, ...]
    skipped: tuple[Rule, ...]
    """What was not asked: the rule of the language, where that is not known."""

    def passes(self, family: str) -> bool:
        """Whether no rule of a family stops the text."""
        return all(rule.family != family for rule in self.failed)


def score(text: str, language: str | None = None, language_score: float | None = None) -> Scores:
    """The verdict on a text; ``language`` is its ISO 639 code, null where nobody looked.

    Where the language is known without a score, its name decides.

    >>> found = score("Tin ngắn.")
    >>> found.passes("c4"), [rule.key for rule in found.failed][-2:]
    (False, ['c4/few_sentences', 'mc4/long_lines'])
    >>> [rule.key for rule in found.skipped]
    ['fineweb2/language']
    """
    numbers = measures(text)
    if language is not None:
        sure = 1.0 if language_score is None else language_score
        numbers["language"] = sure if language == "vi" else 0.0
    failed, skipped = [], []
    for rule, measure, holds, threshold in _ENGINE:
        number = numbers.get(measure)
        if number is None:
            skipped.append(rule)
        elif not holds(number, threshold):
            failed.append(rule)
    return Scores(numbers, tuple(failed), tuple(skipped))


def score_of(record: Mapping[str, Any]) -> Scores:
    """The verdict on a record's text, exactly as it is exported."""
    return score(record["text"], record.get("language"), record.get("language_score"))


class Column(NamedTuple):
    """A column that an export has besides the record's own fields."""

    name: str
    type: str
    """bool, float or list[str]."""

    meaning: str


COLUMNS: tuple[Column, ...] = (
    *(
        Column(f"{family}_passes", "bool", f"whether no rule stops the text: {meaning}")
        for family, meaning in FAMILIES.items()
    ),
    Column("gates_failed", "list[str]", "the rules that stop the text, as family/rule"),
    *(Column(name, "float", meaning) for name, meaning in MEASURES.items()),
)
"""What `columns_of` gives. Without a `language` the record's language stops nothing."""


def columns_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """The values of `COLUMNS` for a record."""
    found = score_of(record)
    failed = {rule.family for rule in found.failed}
    columns: dict[str, Any] = {f"{family}_passes": family not in failed for family in FAMILIES}
    columns["gates_failed"] = [rule.key for rule in found.failed]
    columns.update({name: float(found.numbers[name]) for name in MEASURES})
    return columns
