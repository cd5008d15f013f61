"""The form in which words are searched: small letters without accents, đ as d."""

from __future__ import annotations

import re

from newsportal.text.normalise import unaccented

MAX_TEXT = 400_000
"""Characters of a text that are searched; PostgreSQL has no room for the words of longer ones."""

AROUND = 60
"""Characters on each side of what was found that are shown."""

_WORD = re.compile(r"[^\W_]+")
_ASKED = re.compile(r'"([^"]*)"|(\S+)')


def fold(text: str) -> str:
    """``text`` as it is searched; of Vietnamese in NFC each letter stays where it was.

    >>> fold("Đảng bộ TỈNH")
    'dang bo tinh'
    """
    return unaccented(text).lower()


def searchable(text: str) -> str:
    """The words of ``text`` as they are searched, alone: databases part words each in its own way.

    >>> searchable("Nghị định 30/4-NĐ_CP, COVID-19")
    'nghi dinh 30 4 nd cp covid 19'
    """
    return " ".join(_WORD.findall(fold(text)))


def phrases(asked: str) -> list[tuple[list[str], bool]]:
    """What is asked for, folded: the words of each phrase, and whether the last is an opening.

    Words stand alone, those between quotation marks belong together, a star opens any ending.

    >>> phrases('"Đảng bộ" tỉn*')
    [(['dang', 'bo'], False), (['tin'], True)]
    >>> phrases('* "" -')
    []
    """
    found = []
    for quoted, bare in _ASKED.findall(asked):
        words = _WORD.findall(fold(quoted or bare))
        if words:
            found.append((words, bare.endswith("*")))
    return found


def fts5(asked: str) -> str:
    """A question in the language of SQLite's FTS5: all phrases must be there.

    >>> fts5('"Đảng bộ" tỉn* OR')
    '"dang bo" AND "tin"* AND "or"'
    """
    parts = [f'"{" ".join(words)}"{"*" if opens else ""}' for words, opens in phrases(asked)]
    return " AND ".join(parts)


def tsquery(asked: str) -> str:
    """A question in the language of PostgreSQL's text search.

    >>> tsquery('"Đảng bộ" tỉn*')
    'dang <-> bo & tin:*'
    """
    parts = [" <-> ".join(words) + (":*" if opens else "") for words, opens in phrases(asked)]
    return " & ".join(parts)


def snippet(text: str, asked: str) -> list[tuple[str, bool]]:
    """The part of ``text`` around the first of the words asked for, in pieces: text, found or not.

    >>> snippet("Sáng nay, Đảng bộ tỉnh họp.", "dang bo")
    [('Sáng nay, ', False), ('Đảng', True), (' ', False), ('bộ', True), (' tỉnh họp.', False)]
    """
    words = [word for several, _ in phrases(asked) for word in several]
    form = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\w*") if words else None
    folded = fold(text)
    first = form.search(folded) if form and len(folded) == len(text) else None
    start = max(first.start() - AROUND, 0) if first else 0
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = (first.end() if first else start) + 2 * AROUND
    pieces, place = [], start
    for found in form.finditer(folded, start, end) if form and first else ():
        pieces += [(text[place : found.start()], False), (text[found.start() : found.end()], True)]
        place = found.end()
    return [piece for piece in [*pieces, (text[place:end], False)] if piece[0]]
