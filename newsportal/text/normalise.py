"""Text in one form: NFC, one kind of space, no character that cannot be seen."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import is_normalized, normalize

# Letters typed for a Vietnamese one that no Unicode normal form folds: the Icelandic eth and the
# African D stand for D with stroke in legacy fonts and are still typed today.
_FOLDED = str.maketrans("ÐƉðɖ", "ĐĐđđ", "\ufffc\ufffd")
_ODD = tuple(map(chr, _FOLDED))

# Controls but white space, soft hyphen, zero-width, bidi marks and overrides, joiners, the byte
# order mark, surrogates, noncharacters. U+FFFC and U+FFFD go above: they count as printable.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufdd0-\ufdef\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_WORD = re.compile(r"\w+")
_SPACED = bytes(code if _WORD.match(chr(code)) else 32 for code in range(256))


def normal(text: str) -> str:
    r"""``text`` on one line: NFC, look-alike letters folded, unseen characters gone.

    Idempotent. White space of any kind becomes one space.

    >>> normal("Ðảng\u00a0 bộ\u200b\n tỉnh")
    'Đảng bộ tỉnh'
    >>> normal("Vi\u0323nh")  # decomposed
    'Vịnh'
    """
    text = text.strip()
    # Most texts are as they should be, and what tells so costs a tenth of what would make them so.
    if "  " in text or not text.isprintable():
        text = " ".join(text.split())
        if not text.isprintable():
            text = " ".join(_UNSEEN.sub("", text).split())
    if text.isascii():
        return text
    for letter in _ODD:
        if letter in text:
            text = " ".join(text.translate(_FOLDED).split())
            break
    # A joiner between a letter and its mark hid the pair from NFC, so this comes last.
    return text if is_normalized("NFC", text) else normalize("NFC", text)


@lru_cache(maxsize=256)
def words(text: str) -> str:
    """The letters and digits of ``text`` in lower case, one space between two words.

    Two texts that differ only in case, punctuation and spacing have the same words.

    >>> words("Vĩnh Tường: Triển khai!")
    'vĩnh tường triển khai'
    """
    return words_in(normal(text))


def words_in(text: str) -> str:
    """`words` of a text that is in normal form, such as that of a block."""
    if text.isascii():  # bytes are split three times as fast
        return b" ".join(text.lower().encode().translate(_SPACED).split()).decode()
    return " ".join(_WORD.findall(text.casefold()))


def same_words(text: str, key: str) -> bool:
    """Whether a text in normal form has the words ``key``, at no cost where its length says no.

    >>> same_words("Vĩnh Tường: Triển khai!", "vĩnh tường triển khai")
    True
    """
    fits = len(key) <= len(text) <= longest_with(key)
    return fits and may_open(text, key) and words_in(text) == key


def may_open(text: str, key: str) -> bool:
    """Whether the words of ``text`` may begin with those of ``key``, as its first sign tells.

    >>> may_open("Vĩnh Tường", "vĩnh phúc"), may_open("“Vĩnh", "vĩnh"), may_open("Hà", "vĩnh")
    (True, True, False)
    """
    first = text[:1]
    return not first.isalnum() or key.startswith(first.casefold()[:1])


def longest_with(key: str) -> float:
    """Characters of the longest text that is looked at for the words ``key``."""
    return 1.3 * len(key) + 12


MAX_ENDING = 20
"""Characters at the end of a text that are looked at for what closes a sentence."""


def ending(text: str) -> str:
    """The end of ``text``; to look for it in the whole has no bound."""
    return text[-MAX_ENDING:]


_MARKS = re.compile("[\u0300-\u036f]")


def unaccented(text: str) -> str:
    """``text`` without marks, the stroke of đ among them: what addresses make of a name.

    >>> unaccented("Đảng bộ tỉnh Vĩnh Phúc")
    'Dang bo tinh Vinh Phuc'
    """
    bare = _MARKS.sub("", normalize("NFD", text))
    return bare.replace("đ", "d").replace("Đ", "D")


_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")


def is_vietnamese(text: str) -> bool:
    """Whether ``text``, in NFC, has a letter of Vietnamese that few languages share.

    >>> is_vietnamese("Vĩnh Phúc"), is_vietnamese("Vĩnh Tường"), is_vietnamese("Zürich")
    (False, True, False)
    """
    return not text.isascii() and _VIETNAMESE.search(text) is not None


def own_letters(text: str) -> int:
    """How many letters of a text in NFC are those that `is_vietnamese` looks for.

    >>> own_letters("Vĩnh Tường"), own_letters("Zürich")
    (2, 0)
    """
    return len(_VIETNAMESE.findall(text))


def marked_share(text: str) -> float:
    """The letters that `is_vietnamese` looks for in a text in NFC, as a share of all its letters.

    >>> marked_share("Tin mới"), marked_share("Zürich"), marked_share("1/2")
    (0.16666666666666666, 0.0, 0.0)
    """
    letters = sum(map(str.isalpha, text))
    return own_letters(text) / letters if letters else 0.0


MAX_ABBREVIATION = 4
"""Letters of a single word in capitals that is an agency's name: AFP, DPA."""


def name_case(name: str) -> str:
    """A name printed in capitals, as it is written elsewhere; any other name as it is.

    >>> name_case("NGUYỄN THỊ LAN"), name_case("Hà Thu"), name_case("K.T"), name_case("H.Y.T.")
    ('Nguyễn Thị Lan', 'Hà Thu', 'K.T', 'H.Y.T.')
    """
    if not name.isupper() or (" " not in name and len(name) <= MAX_ABBREVIATION):
        return name
    return " ".join(part if "." in part else part.capitalize() for part in name.split())
