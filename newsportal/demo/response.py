"""What the portal answers with."""

from __future__ import annotations

from dataclasses import dataclass, field

PLAIN = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Response:
    """An answer."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def document(text: str, content_type: str, status: int = 200) -> Response:
    """An answer with a text in UTF-8.

    >>> document("a", PLAIN)
    Response(status=200, headers={'Content-Type': 'text/plain; charset=utf-8'}, body=b'a')
    """
    return Response(status, {"Content-Type": content_type}, text.encode())


def missing() -> Response:
    """The answer of the file server, which unlike the CMS says 404."""
    return document("Not found\n", PLAIN, 404)


def redirect(status: int, path: str) -> Response:
    """The answer that sends on to another address of the portal."""
    return Response(status, {"Content-Type": HTML, "Location": path})
