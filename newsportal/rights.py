"""Opt-outs of text and data mining: what a site says of a page, and which word counts.

TDMRep (https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/) has three places: a
file of the site, the headers of an answer, the meta elements of a page; the later one counts.
Whoever closes a page to the agents of AI, in robots.txt or by ``noai``, reserves it as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_NO_AI = re.compile(r"(?i)\bno(?:ai|imageai)\b")


@dataclass(slots=True)
class Rights:
    """What was said of mining a page, True for reserved; None where nothing was."""

    site: bool | None = None
    """By the site's tdmrep.json, see `newsportal.tdmrep`."""

    header: bool | None = None
    page: bool | None = None
    closed: bool | None = None
    """Whether it is closed to the agents of AI; None where that was not looked up."""

    @property
    def reserved(self) -> bool | None:
        """Whether the page is reserved; None where nothing was said and not all was looked up.

        >>> Rights(site=True, header=False).reserved, Rights(page=False, closed=True).reserved
        (False, True)
        """
        said = (each for each in (self.page, self.header, self.site) if each is not None)
        return True if self.closed else next(said, self.closed)


def reservation(value: Any) -> bool | None:
    """What a ``tdm-reservation`` says, of a header, an element or a rule; nothing if it is wrong.

    >>> reservation("1"), reservation(0), reservation("yes")
    (True, False, None)
    """
    return {"1": True, "0": False}.get(str(value).strip())


def forbids_ai(directives: str) -> bool:
    """Whether an X-Robots-Tag or a meta element named robots keeps the page from AI.

    >>> forbids_ai("noindex, noai"), forbids_ai("noarchive")
    (True, False)
    """
    return _NO_AI.search(directives) is not None
