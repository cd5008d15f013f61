"""Character references that a CMS broke: ``xeacute;t``, ``ldquo;``, ``&amp;hellip;``.

Some portals lose the ampersand of a reference, or write it twice, when an editor pastes text; what
readers see then is its name. The names are those of HTML 4 that Vietnamese text needs,
https://html.spec.whatwg.org/multipage/named-characters.html.
"""

from __future__ import annotations

import re
from html import unescape

_BROKEN = re.compile(
    r"&?(?P<name>[aeiouyAEIOUY](?:grave|acute|tilde|circ|uml)|ETH|eth|[lrbs]dquo|[lrs]squo|[lr]aquo"
    r"|[nm]dash|hellip|nbsp|amp|quot|bull|middot|deg|times|frac(?:12|14|34)|sup[123]);"
)

_ENDS = tuple(
    "grave acute tilde circ uml ETH eth quo dash ellip bsp amp quot bull dot deg times"
    " c12 c14 c34 up1 up2 up3".split()
)


_TWICE = re.compile(r"&(?:amp;)?(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,6}|quot|apos|amp|lt|gt|nbsp);")


def unescaped(text: str) -> str:
    """``text`` of an attribute or of JSON with the references that a CMS escaped twice.

    >>> unescaped("Nh&#7853;t Xuân &amp; &quot;bạn&quot;")
    'Nhật Xuân & "bạn"'
    """
    return _TWICE.sub(lambda found: unescape(unescape(found[0])), text) if "&" in text else text


def is_broken(text: str) -> bool:
    """Whether ``text`` shows the name of a character where the character should stand."""
    return _may_be_broken(text) and _BROKEN.search(text) is not None


def _may_be_broken(text: str) -> bool:
    """Whether there is what such names end in, found at a hundredth of the cost."""
    return ";" in text and any(part.endswith(_ENDS) for part in text.split(";"))


def repaired(text: str) -> str:
    """``text`` with the characters that broken references name.

    >>> repaired("xem xeacute;t ldquo;phograve;ng chốngrdquo;hellip; Sở TTamp;TT")
    'xem xét “phòng chống”… Sở TT&TT'
    >>> repaired("giá 5; lạm phát 3; amp")
    'giá 5; lạm phát 3; amp'
    """
    return _BROKEN.sub(_named, text) if _may_be_broken(text) else text


def _named(found: re.Match[str]) -> str:
    return unescape(f"&{found['name']};")
