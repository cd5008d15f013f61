"""What an archive kept of one answer: the form in which every source hands its pages over."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a capture lies."""

    kind: str
    """How the page came to us: one of `newsportal.article.SOURCES`."""

    name: str
    """The archive as it was named: a file's path, an address."""

    offset: int | None = None
    """Byte in the file at which the record begins, line number in a text corpus, or None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One answer of a server, or one page that was saved or carried as text."""

    url: str | None
    """The address asked for; None where nothing tells it."""

    captured_at: str | None
    """ISO 8601 with offset, UTC; a bare date where the time is unknown; None where both are."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    """The HTTP header as it was sent, names in lower case; empty for a saved page."""

    body: bytes = field(repr=False)
    """The page, with transfer and content codings undone."""

    text: bool = False
    """Whether the body is the page's text in UTF-8, as a text corpus carries it, and no markup."""

    origin: Origin

    def header(self, name: str) -> str | None:
        """The first header field of a name in lower case.

        >>> origin = Origin(kind="folder", name="saved")
        >>> page = Capture(url=None, captured_at=None, body=b"", origin=origin,
        ...                headers=(("content-type", "text/html"),))
        >>> page.header("content-type"), page.header("etag")
        ('text/html', None)
        """
        return next((value for key, value in self.headers if key == name), None)


SKIPPED: dict[str, str] = {
    "revisit": "the archive notes that the page was the same as before, and does not hold it",
    "truncated": "the page was not kept to its end",
    "damaged": "the file is damaged; what lies there cannot be read",
    "no-http": "the record is no HTTP answer",
    "coding": "the page is coded in a way that needs an extra",
    "too-large": "the page is larger than 10 MiB",
    "no-page": "the file or record is no page: a picture, a style sheet",
    "no-text": "the line or row of a corpus has no text",
    "unreadable": "the file, line or row cannot be read as what it should be",
    "segmented": "the record is a part of one that was divided; WARC writers of today divide none",
}
"""Why a source hands over no capture in a place where one might be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A place of a source that gave no capture, and why."""

    reason: str
    """A key of `SKIPPED`."""

    detail: str = ""
    url: str | None = None
    origin: Origin
    lost: int = 0
    """Bytes of the file that could not be read."""
