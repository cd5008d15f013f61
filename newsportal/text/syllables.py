"""How much of a text is Vietnamese, as its syllables tell: each is one short word."""

from __future__ import annotations

import re
import unicodedata

INITIALS = "ngh ng nh gh gi kh ph qu th tr ch b c d đ g h k l m n p r s t v x"
RIMES = """
a ac ach ai am an ang anh ao ap at au ay  ăc ăm ăn ăng ăp ăt  âc âm ân âng âp ât âu ây
e ec em en eng eo ep et  ê êch êm ên êng ênh êp êt êu
i ich im in inh ip it iu y  ia iêc iêm iên iêng iêp iêt iêu yêm yên yêng yêt yêu
o oc oi om on ong ooc oong op ot  ô ôc ôi ôm ôn ông ôp ôt  ơ ơi ơm ơn ơp ơt
oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet
u uc ui um un ung up ut  ua uôc uôi uôm uôn uông uôt  uân uâng uât uây
uê uêch uênh uơ uy uya uych uyên uyêt uyn uynh uyp uyt uyu
ư ưc ưi ưm ưn ưng ưt ưu  ưa ươc ươi ươm ươn ương ươp ươt ươu
"""
"""What follows the initial, without its tone: the whole inventory of the written language."""

_TONES = {ord(mark): None for mark in "\u0300\u0301\u0303\u0309\u0323"}
_BARE = str.maketrans("ăâêôơưđ", "aaeooud")


def _pattern(initials: str, rimes: str) -> re.Pattern[str]:
    return re.compile(
        f"(?:{'|'.join(initials.split())})?(?:{'|'.join(sorted(set(rimes.split())))})"
    )


_SYLLABLE = _pattern(INITIALS, RIMES)
_BARE_SYLLABLE = _pattern(INITIALS.translate(_BARE), RIMES.translate(_BARE))
_MARKED = re.compile(r"\b[a-z]*[^\W\d_a-z][^\W\d_]*\b")


def vietnamese_share(text: str) -> tuple[float, int]:
    """The share of words with a letter beyond ASCII that are Vietnamese syllables; their number.

    >>> vietnamese_share("Huyện Vĩnh Tường, café Zürich")
    (0.6, 5)
    """
    marked = _MARKED.findall(unicodedata.normalize("NFC", text.lower()))
    return sum(map(is_syllable, marked)) / max(len(marked), 1), len(marked)


def is_syllable(word: str) -> bool:
    """Whether a word in lower case and NFC is a syllable as Vietnamese writes it, any tone.

    >>> is_syllable("nghiệp"), is_syllable("được"), is_syllable("până"), is_syllable("că")
    (True, True, False, False)
    """
    return _SYLLABLE.fullmatch(_without_tone(word)) is not None


def is_bare_syllable(word: str) -> bool:
    """Whether a word in lower-case ASCII is a Vietnamese syllable typed without its marks.

    >>> is_bare_syllable("nghiep"), is_bare_syllable("duoc"), is_bare_syllable("king")
    (True, True, False)
    """
    return _BARE_SYLLABLE.fullmatch(word) is not None


def _without_tone(word: str) -> str:
    bare = unicodedata.normalize("NFD", word).translate(_TONES)
    return unicodedata.normalize("NFC", bare)
