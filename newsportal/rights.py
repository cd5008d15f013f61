"""What a page's headers say of collecting it: opt-outs of text and data mining."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_NO_AI = re.compile(rb"(?i)\bno(?:ai|imageai)\b")


def reserves(headers: Mapping[str, Any]) -> bool:
    """Whether headers reserve the rights of text and data mining.

    ``tdm-reservation: 1`` (https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240202/),
    or ``X-Robots-Tag: noai``.

    >>> reserves({"tdm-reservation": b"1"}), reserves({"X-Robots-Tag": b"noindex, noai"})
    (True, True)
    """
    tag = headers.get("X-Robots-Tag") or b""
    return (headers.get("tdm-reservation") or b"").strip() == b"1" or bool(_NO_AI.search(tag))
