"""Elements that escape by construction, and how numbers and foreign text are shown."""

from __future__ import annotations

import unicodedata
from typing import Any

from lxml import etree

Child = Any
"""An element, a text, or a list of those."""

STRANGE = "\N{REPLACEMENT CHARACTER}"
"""Stands for a character that has no shape of its own."""

_SHAPELESS = frozenset(("Cc", "Cf", "Cn", "Cs", "Zl", "Zp"))


def printable(text: str) -> str:
    r"""``text`` with each character without a shape as U+FFFD.

    Such are control characters (an escape sequence, which terminals obey), line ends of any kind,
    marks that turn the direction of what follows, halves of characters and what is none. They stay
    visible: whoever reads a count should see that a name is not clean.

    >>> printable("Thời sự \x1b[31m \u202eab \u2028")
    'Thời sự �[31m �ab �'
    """
    if text.isprintable():
        return text
    return "".join(STRANGE if unicodedata.category(c) in _SHAPELESS else c for c in text)


def one_line(text: str, most: int) -> str:
    r"""A text that a page or a host wrote, `printable`, on one line of ``most`` characters.

    >>> one_line("Mời\x1b[2J đọc\n thêm", 80), one_line("Mời bạn đọc", 5)
    ('Mời�[2J đọc thêm', 'Mời …')
    """
    kept = printable(" ".join(text.split()))
    return kept if len(kept) <= most else f"{kept[: most - 1]}…"


def el(tag: str, *children: Child, **attributes: Any) -> Any:
    """An element; texts and attributes are data, whatever they hold.

    A name's last underscore is dropped (``class_``), others are hyphens (``aria_label``); an
    attribute or child that is None is left out.

    >>> from lxml import etree
    >>> etree.tostring(el("p", "1 < 2 ", el("b", "</script>"), class_="note"), encoding="unicode")
    '<p class="note">1 &lt; 2 <b>&lt;/script&gt;</b></p>'
    """
    made = etree.Element(tag)
    for name, value in attributes.items():
        if value is not None:
            made.set(name.rstrip("_").replace("_", "-"), printable(str(value)))
    _append(made, children)
    return made


def _append(parent: Any, children: Any) -> None:
    for child in children:
        if isinstance(child, list | tuple):
            _append(parent, child)
        elif isinstance(child, str):
            _append_text(parent, child)
        elif child is not None:
            parent.append(child)


def _append_text(parent: Any, text: str) -> None:
    text = printable(text)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def number(value: int) -> str:
    """A number with its thousands apart.

    >>> number(1234567)
    '1,234,567'
    """
    return f"{value:,}"


def plural(count: int, name: str) -> str:
    """So many of a thing.

    >>> plural(1, "section"), plural(1200, "section")
    ('1 section', '1,200 sections')
    """
    return f"{number(count)} {name}" + ("" if count == 1 else "s")


def percent(part: int, whole: int) -> str:
    """A share in whole percent, where 0% means none and 100% all.

    >>> [percent(part, 1000) for part in (0, 1, 414, 999, 1000)], percent(0, 0)
    (['0%', '<1%', '41%', '>99%', '100%'], '–')
    """
    if not whole:
        return "–"
    share = round(100 * part / whole)
    if part and not share:
        return "<1%"
    return ">99%" if share == 100 and part < whole else f"{share}%"


def shortened(text: str, longest: int = 24) -> str:
    """A label that fits beside a bar.

    >>> shortened("Ban Tuyên giáo và Dân vận Tỉnh ủy")
    'Ban Tuyên giáo và Dân v…'
    """
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
