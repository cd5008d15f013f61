"""The charsets of Vietnam from before Unicode that Python has no codec for: TCVN3, VNI, VISCII.

TCVN3 and VNI are orders of glyphs in fonts: a page declares Latin-1, or is even valid UTF-8, and
its font shows a Vietnamese letter where the text has a Western one. So all three are tables from
what Latin-1 reads to what was written. Sources: TCVN 5712:1993 (VN1), RFC 1456 (VISCII), and for
VNI the tables of the input methods.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_TCVN3 = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
    "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_VISCII = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    "ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII_LOW = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}

_VNI = """
aù á aø à aû ả aõ ã aï ạ aâ â aá ấ aà ầ aå ẩ aã ẫ aä ậ aê ă aé ắ aè ằ aú ẳ aü ẵ aë ặ
eù é eø è eû ẻ eõ ẽ eï ẹ eâ ê eá ế eà ề eå ể eã ễ eä ệ
où ó oø ò oû ỏ oõ õ oï ọ oâ ô oá ố oà ồ oå ổ oã ỗ oä ộ ôù ớ ôø ờ ôû ở ôõ ỡ ôï ợ ô ơ
uù ú uø ù uû ủ uõ ũ uï ụ öù ứ öø ừ öû ử öõ ữ öï ự ö ư
yù ý yø ỳ yû ỷ yõ ỹ î ỵ ì ì í í æ ỉ ó ĩ ò ị ñ đ
"""
"""A letter in VNI and the letter it shows, in turn; capitals are formed alike."""


def _table(upper: str, low: dict[int, str] | None = None) -> dict[int, str]:
    return {0x80 + place: letter for place, letter in enumerate(upper)} | (low or {})


def _vni_pairs() -> dict[str, str]:
    parts = _VNI.split()
    pairs: dict[str, str] = {}
    for shown, letter in zip(parts[::2], parts[1::2], strict=True):
        pairs |= {shown: letter, shown.upper(): letter.upper()}
        pairs |= {shown[:1].upper() + shown[1:]: letter.upper()}
    return pairs


VNI_PAIRS = _vni_pairs()
_ANY_PAIR = re.compile("|".join(sorted(map(re.escape, VNI_PAIRS), key=len, reverse=True)))


def from_vni(text: str) -> str:
    """What a VNI font shows for ``text``.

    >>> from_vni("Ñaûng boä tænh Vónh Phuùc, ngöôøi daân")
    'Đảng bộ tỉnh Vĩnh Phúc, người dân'
    """
    return _ANY_PAIR.sub(lambda found: VNI_PAIRS[found[0]], text)


def from_tcvn3(text: str) -> str:
    """What a TCVN3 font shows for ``text``.

    >>> from_tcvn3("§¶ng bé tØnh VÜnh Phóc")
    'Đảng bộ tỉnh Vĩnh Phúc'
    """
    return text.translate(_TCVN3_TABLE)


def from_viscii(text: str) -> str:
    """VISCII that was read as Latin-1, as it was meant.

    >>> from_viscii("Äng")
    'Ảng'
    """
    return text.translate(_VISCII_TABLE)


_TCVN3_TABLE = _table(_TCVN3)
_VISCII_TABLE = _table(_VISCII, _VISCII_LOW)

LEGACY: dict[str, Callable[[str], str]] = {
    "tcvn3": from_tcvn3,
    "vni": from_vni,
    "viscii": from_viscii,
}
"""Each charset, and what makes text of it that was read as Latin-1."""
