"""The numbers of a text that the published filters of web corpora look at.

Each is measured as datatrove 0.10 does it, but for two things. Words are what stands between white
space; datatrove has a tokenizer of its own for each language, which parts punctuation from words
and joins the syllables of a Vietnamese word. Sentences are counted by a rule of one line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import filterfalse
from typing import NamedTuple

from newsportal.dataset.repetition import repetition

MEASURES: dict[str, str] = {
    "words": "words, but for those of punctuation alone",
    "mean_word_length": "characters of such a word, on average",
    "alpha_ratio": "share of all words with a letter in them",
    "stop_words": "how many of 13 frequent Vietnamese words occur; compared as NFC",
    "hash_ratio": "signs # for each word",
    "ellipsis_ratio": "ellipses, ... or …, for each word",
    "bullet_line_ratio": "share of lines that begin with • or -",
    "ellipsis_line_ratio": "share of lines that end with an ellipsis",
    "line_punct_ratio": "share of lines that end a sentence by . ? ! or a mark of other scripts",
    "newline_ratio": "line breaks for each word; a blank line between paragraphs counts as two",
    "char_dup_ratio": "share of characters in lines that were there before, of those not blank",
    "dup_line_ratio": "share of lines that were there before",
    "dup_line_char_ratio": "share of characters in such lines",
    "dup_paragraph_ratio": "share of paragraphs that were there before",
    "dup_paragraph_char_ratio": "share of characters in such paragraphs",
    **{f"top_{n}gram_ratio": f"share of the most frequent {n} words in a row" for n in (2, 3, 4)},
    **{
        f"dup_{n}gram_ratio": f"share of characters in {n} words in a row that were there before"
        for n in (5, 6, 7, 8, 9, 10)
    },
    "c4_sentences": "sentences in the lines that C4 keeps",
    "c4_kept_line_ratio": "share of lines, but for blank ones, that C4 keeps",
    "c4_bad_lines": "lines with { or lorem ipsum, among those that C4 would keep",
    "long_lines": "lines of 200 characters or more",
}
"""What is measured, and what it means."""

STOP_WORDS = frozenset("là và của một được trong năm các có loài này đã người".split())
"""Of huggingface/fineweb-2, configs/vie_Latn.yml."""

_ENDINGS = """
21 2e 3f 589 61d-61f 6d4 700-702 7f9 837 839 83d-83e 964-965 104a-104b 1362 1367-1368 166e
1735-1736 17d4-17d6 17d9-17da 1803 1809 1944-1945 1aa8-1aab 1b5a-1b5b 1b5e-1b5f 1b7d-1b7e 1c3b-1c3c
1c7e-1c7f 203c-203d 2047-2049 2e2e 2e3c 2e53-2e54 3002 a4ff a60e-a60f a6f3 a6f7 a876-a877 a8ce-a8cf
a92f a9c8-a9c9 aa5d-aa5f aaf0-aaf1 abeb fe52 fe56-fe57 ff01 ff0e ff1f ff61 10a56-10a57 10f55-10f59
10f86-10f89 11047-11048 110be-110c1 11141-11143 111c5-111c6 111cd 111de-111df 11238-11239
1123b-1123c 112a9 1144b-1144c 115c2-115c3 115c9-115d7 11641-11642 1173c-1173e 11944 11946
11a42-11a43 11a9b-11a9c 11c41-11c42 11ef7-11ef8 11f43-11f44 16a6e-16a6f 16af5 16b37-16b38 16b44
16e98 1bc9f 1da88
"""


def _characters(ranges: str) -> frozenset[str]:
    """The characters of ranges of code points.

    >>> sorted(_characters("21 2e-2f"))
    ['!', '.', '/']
    """
    parts = (each.partition("-") for each in ranges.split())
    bounds = ((int(first, 16), int(last or first, 16)) for first, _, last in parts)
    return frozenset(chr(code) for first, last in bounds for code in range(first, last + 1))


TERMINAL = _characters(_ENDINGS)
"""What ends a sentence in any script: Unicode's Sentence_Terminal as datatrove 0.10 has it. Neither
a closing quotation mark nor an ellipsis in one character is among them."""

SYMBOLS = TERMINAL.union(
    """!"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«´»–—’“”„…∶━►、。〈〉《》「」【】！％（），．１：；？～""",
    map(chr, (*range(32), *range(127, 160))),
)
"""What makes no word by itself: `datatrove.utils.text.PUNCTUATION_SET`."""

_PARAGRAPHS = re.compile(r"\n{2,}")
_CITATION = re.compile(r"\[(?:\d*|edit|citation needed)\]")
_NEXT_SENTENCE = re.compile(r"""[.?!]["'”’»)\]]*\s+(?=\S)""")
_C4_ENDS = (".", "?", "!", '"', "'")
_DROPS_LINE = (
    "javascript", "terms of use", "privacy policy", "cookie policy", "uses cookies",
    "use of cookies", "use cookies",
)  # fmt: skip
_LOREM = "lorem ipsum"


def measures(text: str) -> dict[str, float]:
    r"""All numbers of `MEASURES` for a text; shares of nothing are 0.

    >>> found = measures("Đường mới đã mở.\n\nĐường mới đã mở.")
    >>> found["words"], found["line_punct_ratio"], found["dup_line_ratio"], found["stop_words"]
    (8, 1.0, 0.5, 1)
    """
    words, pieces = text.split(), text.split("\n")
    if not words:
        return dict.fromkeys(MEASURES, 0.0)
    found = _of_words(text, words)
    found |= _of_lines(text, pieces, len(words))
    size = len(text) or 1
    for name, characters in repetition(words).items():
        found[f"{name}_ratio"] = characters / size
    sentences, kept, bad = _c4(text)
    found["c4_sentences"], found["c4_bad_lines"] = sentences, bad
    found["c4_kept_line_ratio"] = _share(kept, sum(map(bool, map(str.strip, text.splitlines()))))
    return found


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0


def _of_words(text: str, words: Sequence[str]) -> dict[str, float]:
    # Most words begin with a letter, and need no look at the rest of them.
    odd = [word for word in filterfalse(str.isalpha, words) if not word[0].isalpha()]
    symbols = [word for word in odd if SYMBOLS.issuperset(word)]
    number = len(words) - len(symbols)
    characters = len("".join(words)) - len("".join(symbols))
    bare = sum(not any(map(str.isalpha, word)) for word in odd)
    ellipses = text.count("...") + text.count("…")
    return {
        "words": number,
        "mean_word_length": _share(characters, number),
        "alpha_ratio": _share(len(words) - bare, len(words)),
        "stop_words": len(STOP_WORDS.intersection(words)),
        "hash_ratio": _share(text.count("#"), len(words)),
        "ellipsis_ratio": _share(ellipses, len(words)),
    }


def _of_lines(text: str, pieces: Sequence[str], words: int) -> dict[str, float]:
    printed = [line for line in pieces if line and not line.isspace()]
    breaks = len(pieces) - 1
    split = text.splitlines()
    # As a text is split at runs of line breaks: one at its edge leaves an empty line.
    runs = list(filter(None, pieces)) + [""] * (text.startswith("\n") + text.endswith("\n"))
    stripped = text.strip()
    tight = "\n\n\n" not in stripped
    paragraphs = stripped.split("\n\n") if tight else _PARAGRAPHS.split(stripped)
    lines, paragraph = _again(runs), _again(paragraphs)
    return {
        "bullet_line_ratio": _share(
            sum(line.lstrip().startswith(("•", "-")) for line in split), len(split)
        ),
        "ellipsis_line_ratio": _share(
            sum(line.rstrip().endswith(("...", "…")) for line in split), len(split)
        ),
        "line_punct_ratio": _share(sum(line[-1] in TERMINAL for line in printed), len(printed)),
        "newline_ratio": _share(breaks, words),
        "char_dup_ratio": _share(_again(printed).characters, len(text) - breaks),
        "dup_line_ratio": _share(lines.number, len(runs)),
        "dup_line_char_ratio": _share(lines.characters, len(text)),
        "dup_paragraph_ratio": _share(paragraph.number, len(paragraphs)),
        "dup_paragraph_char_ratio": _share(paragraph.characters, len(text)),
        "long_lines": sum(len(line) >= 200 for line in pieces),
    }


class _Again(NamedTuple):
    """What of a list was there before."""

    number: int
    characters: int


def _again(parts: Sequence[str]) -> _Again:
    unique = set(parts)
    if len(unique) == len(parts):
        return _Again(0, 0)
    size = len("".join(parts)) - len("".join(unique))
    return _Again(len(parts) - len(unique), size)


def _c4(text: str) -> tuple[int, int, int]:
    """Sentences in the lines that C4 keeps, the number of these, and lines that lose the page.

    Source: Raffel et al., 2020, and `c4_utils.py` of tensorflow/datasets: what loses the page is
    looked for only in lines that were kept so far.
    """
    lowered = text.lower()
    doubtful = "{" in text or _LOREM in lowered or any(each in lowered for each in _DROPS_LINE)
    sentences = kept = bad = 0
    for line in map(str.strip, text.splitlines()):
        ended = _CITATION.sub("", line) if "[" in line else line
        if not ended.endswith(_C4_ENDS) or ended.endswith("..."):
            continue
        if line.count(" ") < 2 and len(line.split()) < 3:
            continue
        if len(line) > 1000 and any(len(word) > 1000 for word in line.split()):
            continue
        if doubtful and (lost := _lost(ended)):
            bad += lost == "page"
            continue
        kept += 1
        sentences += sentences_in(ended)
    return sentences, kept, bad


def _lost(line: str) -> str:
    """What a line loses by its words: the page, itself, or nothing."""
    lowered = line.lower()
    if _LOREM in lowered:
        return "page"
    if "javascript" not in lowered and "{" in line:
        return "page"
    return "line" if any(each in lowered for each in _DROPS_LINE) else ""


def sentences_in(line: str) -> int:
    """Sentences of a line: its end, and each mark within that white space follows.

    >>> sentences_in("Giá 3.500 đồng. Ai mua? “Tôi.” Vậy thôi!")
    4
    """
    return 1 + len(_NEXT_SENTENCE.findall(line))
