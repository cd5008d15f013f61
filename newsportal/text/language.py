"""Which language a text is in, by tables alone: syllables of Vietnamese, common words of others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from newsportal.text.normalise import is_vietnamese, own_letters
from newsportal.text.syllables import is_bare_syllable, is_syllable
from newsportal.text.tongues import (
    COMMON,
    ENDINGS,
    OWN_SCRIPTS,
    PLAIN_SHAPE,
    PLAIN_VIETNAMESE,
)

PARTS, PART = 5, 100
"""A longer text is read in so many parts of so many characters, spread evenly over it."""

PLAINLY, MANY, PLAIN_SCORE = 0.5, 50, 0.97
"""Letters of Vietnamese alone to each word, and words, of a text that need not be looked at word by
word, for a quarter of the cost; half of it in English would have .35. And the score of such texts,
which is what the words of most of them give."""

CLAIM = 0.3
"""A score below which no language is named."""

USUAL = {"vi": 0.6, "en": 0.5}
"""The share of words that are told to be of their language in normal text of it."""

USUAL_OTHER = 0.36
"""That share where the table has the commonest words alone."""

FITTING = 0.85
"""The share of Vietnamese syllables in a text that need not have their marks."""

FOREIGN_MARKS = 2
"""Words with Vietnamese marks to each with marks that are not; Yoruba has more of the others."""

MIN_COMMON = 2
"""Common words of a language that name it; one may stand in a name, such as Los Angeles."""

LONG_WORD = 14
"""Characters to a word, on average, that only scripts have which do not part words."""

LONGEST_SYLLABLE = len("nghiêng")

Tags = tuple[str, ...]

_OWN, _MARKED, _SHAPED, _PLAIN, _FITS, _SHARED = "vi!", "vi'", "vi=", "vi.", "vi?", "vi~"
"""Of a Vietnamese syllable: it has a letter that is Vietnamese alone; it has other marks. It has no
marks, but a shape that is Vietnamese alone; it is frequent; neither; it is common elsewhere."""

_NO_WORD, _ALIEN = "-", "x"
"""Of what has no letter; of a word with a letter beyond ASCII that is no Vietnamese syllable."""

_KINDS = {_OWN, _MARKED, _SHAPED, _PLAIN, _FITS, _SHARED}
_NO_CODES = {*_KINDS, _ALIEN}
_AROUND = "\"'“”‘’«»„‚()[]{}<>.,;:!?…–—-/|*•·%&+=_#@、。"


def language_of(text: str) -> tuple[str | None, float | None]:
    """The ISO 639 code of the language of ``text``, in NFC, and how sure that is, 0 to 1.

    The language of most of the words is named; the share of another lowers the score, and so do few
    words. No code is given where no language of the tables is found: the score is then that of the
    best guess. An empty text has neither.

    >>> language_of("Hội nghị tổng kết công tác năm 2024")
    ('vi', 0.99)
    >>> language_of("Hoi nghi tong ket cong tac nam 2024")
    ('vi', 0.99)
    >>> language_of("There are three new bridges in the commune, and more will be built")
    ('en', 1.0)
    >>> language_of("Real Madrid"), language_of("")
    ((None, 0.0), (None, None))
    """
    if not text or text.isspace():
        return None, None
    read = sample(text).lower()
    if own_letters(read) >= PLAINLY * (read.count(" ") + 1) >= PLAINLY * MANY:
        return "vi", PLAIN_SCORE
    tokens = read.split()
    found = Counter(map(_tags, tokens))
    words = len(tokens) - found.pop((_NO_WORD,), 0)
    if len(read) > LONG_WORD * len(tokens):
        words = max(words, len(read) // LONG_WORD)
    code, score = _best(found, words) if words else (None, 0.0)
    if score < CLAIM and (script := _of_script(read)):
        return script
    return (code if score >= CLAIM else None), round(score, 2)


def sample(text: str) -> str:
    """What is read of a text: the whole, or `PARTS` parts spread evenly from first to last.

    >>> sample("ab" * 1000).count(" "), len(sample("ab" * 1000))
    (4, 504)
    """
    if len(text) <= PARTS * PART:
        return text
    step = (len(text) - PART) // (PARTS - 1)
    return " ".join([text[place * step : place * step + PART] for place in range(PARTS)])


def _best(found: Mapping[Tags, int], words: int) -> tuple[str | None, float]:
    """The language that most words speak for; its share against that of the next best one."""
    points = _points(found)
    strengths = _strengths(points, words)
    if not strengths:
        return None, 0.0
    best = max(strengths, key=lambda code: (strengths[code], points.get(code, words)))
    own = _KINDS if best == "vi" else {best}
    foreign = {tags: count for tags, count in found.items() if own.isdisjoint(tags)}
    against = max(_strengths(_points(foreign), words).values(), default=0.0)
    if best != "vi" and [points.get(code) for code in strengths].count(points[best]) > 1:
        return None, 0.0  # all their words are words of both
    share = strengths[best] / (strengths[best] + against)
    return best, strengths[best] * share * (1 - 0.5**words)


def _points(found: Mapping[Tags, int]) -> dict[str, int]:
    """How many words speak for each language."""
    points = dict.fromkeys((*_KINDS, _ALIEN), 0)
    for tags, count in found.items():
        for tag in tags:
            points[tag] = points.get(tag, 0) + count
    return points


def _strengths(points: Mapping[str, int], words: int) -> dict[str, float]:
    """How much of a text each language accounts for; 1 is what it does in texts of its own."""
    strengths = {
        code: min(1.0, count / words / USUAL.get(code, USUAL_OTHER))
        for code, count in points.items()
        if count >= MIN_COMMON and code not in _NO_CODES
    }
    own, shaped, plain = points[_OWN], points[_SHAPED], points[_PLAIN]
    marked = own + points[_MARKED]
    told = marked + shaped + plain
    fitting = (told + points[_FITS] + points[_SHARED]) / words
    if fitting >= FITTING and marked + shaped + plain // 2:
        strengths["vi"] = fitting
    elif (own or shaped) and points[_ALIEN] * FOREIGN_MARKS <= marked:
        likely = points[_FITS] / 2 if own else 0
        strengths["vi"] = min(1.0, (told + likely) / words / USUAL["vi"])
    return strengths


def _of_script(text: str) -> tuple[str | None, float] | None:
    """The language that has the script of most letters to itself."""
    letters = max(sum(map(str.isalpha, text)), 1)
    for code, own, beside, least in OWN_SCRIPTS:
        count = len(re.findall(f"[{own}]", text))
        if count >= least * letters:
            count += len(re.findall(f"[{beside}]", text)) if beside else 0
            return code, round(min(1.0, count / letters), 2)
    return None


def _by_word(table: dict[str, str]) -> dict[str, Tags]:
    """Each word of a table to the languages that have it."""
    words: dict[str, Tags] = {}
    for code, line in table.items():
        for word in dict.fromkeys(line.split()):
            words[word] = (*words.get(word, ()), code)
    return words


_COMMON, _ENDINGS = _by_word(COMMON), _by_word(ENDINGS)
_ENDING_SIZES = sorted(set(map(len, _ENDINGS)), reverse=True)


@lru_cache(maxsize=8192)  # a text's words are met again and again, and so are their neighbours
def _tags(token: str) -> Tags:
    """What the word in a token speaks for."""
    word = token.strip(_AROUND)
    if not (word.isalpha() or any(map(str.isalpha, word))):
        return (_NO_WORD,)
    tags = _COMMON.get(word, ())
    kind = _syllable(word, bool(tags))
    if not tags and kind in (None, _ALIEN):
        tags = next(filter(None, (_ENDINGS.get(word[-size:]) for size in _ENDING_SIZES)), ())
    return (kind, *tags) if kind else tags


def forget_words() -> None:
    """Forget the words that were met, so that a benchmark can tell what they cost at first."""
    _tags.cache_clear()


def _syllable(word: str, is_shared: bool) -> str | None:
    """The kind of Vietnamese syllable that a word is, or none."""
    is_short = len(word) <= LONGEST_SYLLABLE
    if not word.isascii():
        if not (is_short and is_syllable(word)):
            return _ALIEN
        return _OWN if is_vietnamese(word) else _MARKED
    if not (is_short and is_bare_syllable(word)):
        return None
    if PLAIN_SHAPE.fullmatch(word):
        return _SHAPED
    return _PLAIN if word in PLAIN_VIETNAMESE else _SHARED if is_shared else _FITS
