"""Validators: what a host said of a page's state, and how it is asked whether that is still so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Validators(NamedTuple):
    """ETag and Last-Modified of an answer (RFC 9110, 8.8), and the origin that gave it."""

    etag: str | None = None
    modified: str | None = None
    origin: str | None = None
    """Scheme, host and port: what a mirror said means nothing to the portal itself."""

    def headers(self, origin: str) -> dict[str, str]:
        """The headers of a request to ``origin`` that may be answered with 304.

        >>> Validators('"x"', None, "https://a.vn").headers("https://a.vn")
        {'If-None-Match': '"x"'}
        >>> Validators('"x"', None, "https://a.vn").headers("http://127.0.0.1:8090")
        {}
        """
        if origin != self.origin:
            return {}
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in named.items() if value}


UNSAID = Validators()
"""Of what no host said anything."""


def validators_of(headers: Mapping[str, bytes], origin: str) -> Validators:
    """The validators that the headers of an answer state.

    >>> validators_of({"ETag": b'"x"'}, "https://a.vn")
    Validators(etag='"x"', modified=None, origin='https://a.vn')
    """
    etag, modified = (headers.get(name) or b"" for name in ("ETag", "Last-Modified"))
    return Validators(etag.decode("latin-1") or None, modified.decode("latin-1") or None, origin)
