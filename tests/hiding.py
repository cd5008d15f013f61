"""Listings without some of their links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from newsportal.demo import Response


def without_links(response: Response, paths: Iterable[str]) -> Response:
    """The page of an answer without its links to some paths."""
    text = response.body.decode()
    for each in paths:
        text = re.sub(rf'<a [^>]*?href="{each}".*?</a>', "", text)
    return replace(response, body=text.encode())
