"""Who asks: the user agent by which a portal knows us, and where it can reach whoever runs us."""

from __future__ import annotations

import re

from newsportal import __version__
from newsportal.errors import ArgumentError

_WORD = r"[!-'*-~]+"
_CONTACT = re.compile(rf"{_WORD}@{_WORD}|https?://{_WORD}")

NO_CONTACT = (
    "no contact is named: set NEWSPORTAL_CONTACT to an e-mail or web address, "
    "so that a portal can write to you"
)


def user_agent(contact: str) -> str:
    """The user agent, with whom to ask about it; robots.txt knows it by its first word.

    >>> user_agent("ban@luu.example").partition(" ")[2]
    '(+ban@luu.example)'

    Raises:
        ArgumentError: ``contact`` is neither an e-mail address nor one of the web.
    """
    if contact and not _CONTACT.fullmatch(contact):
        raise ArgumentError(
            f"NEWSPORTAL_CONTACT={contact!r} is no contact: write name@example.vn or "
            "https://example.vn/crawler"
        )
    said = f"+{contact}" if contact else "a news archiver; obeys robots.txt"
    return f"newsportal/{__version__} ({said})"
