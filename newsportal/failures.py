"""Why a page was not had: each kind of failure, its name, and what that makes of the article."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError

from newsportal import resolver


class Barred(IgnoreRequest):
    """An address that is not asked."""

    def __init__(self, reason: str, url: str) -> None:
        self.reason = reason
        super().__init__(f"{url} is not asked: {reason}")


class Parked(IgnoreRequest):
    """The host asks for a longer pause; the article is left to the next run."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


REFUSED, FAILED, PARKED = "refused", "failed", "parked"

FAILURES: tuple[tuple[type[BaseException], str, str, str], ...] = (
    (CannotResolveHostError, FAILED, "dns", "the host's name is not known"),
    (DownloadConnectionRefusedError, FAILED, "connection", "the host takes no connection"),
    (DownloadTimeoutError, FAILED, "timeout", "no whole answer in the time that is allowed"),
    (ResponseDataLossError, FAILED, "truncated", "the answer breaks off"),
    (DownloadCancelledError, FAILED, "too-large", "the answer is larger than 10 MiB"),
    (DownloadFailedError, FAILED, "connection", "the host takes no connection"),
    (ConnectionError, FAILED, "connection", "the host takes no connection"),
    (OSError, FAILED, "connection", "the host takes no connection"),
)
"""Exception, state, reason, and its meaning; the first row that fits is taken."""

OTHERS: dict[str, str] = {
    "http-<status>": "the host answered with this status",
    "strange-site": "the page is not of the portal that was declared; the run ended there",
    "robots": "robots.txt forbids the address",
    "stopped": "the run ended while the host's pause lasted; tried again by the next run",
    "robots-unreachable": "robots.txt cannot be had, so nothing may be asked; tried again",
    "private-address": "the host is in a private network",
    "credentials": "the address carries a user's name or password",
    "duplicate": "`fetch`: another spelling of an address that was asked already",
    "over-budget": "`fetch`: listed, but beyond --max-pages",
    "no-feed": "a declared feed or sitemap is answered with something else, such as a page",
    "not-json": "a declared address of more is answered with no JSON, such as a page",
    "no-entries": "`fetch`: the feed or sitemap lists nothing",
    "too-deep": "`fetch`: a sitemap below more indexes than are followed",
    "redirects": "more redirects in a row than are followed",
    "offsite": "the address, or where it leads, is on no host of the portal",
    "error-<type>": "an error in the program, a bug; the log has it",
}
"""The reasons that carry more than their name."""


def failure_reason(error: BaseException) -> tuple[str, str]:
    """The state and the reason that an error makes of an article.

    >>> failure_reason(DownloadTimeoutError()), failure_reason(ValueError("x"))
    (('failed', 'timeout'), ('failed', 'error-ValueError'))
    """
    if isinstance(error, HttpError):
        return FAILED, f"http-{error.response.status}"
    if isinstance(error, Parked | Barred):
        return PARKED if isinstance(error, Parked) else REFUSED, error.reason
    if isinstance(error, CannotResolveHostError) and _leads_inside(str(error)):
        return REFUSED, "private-address"
    if isinstance(error, IgnoreRequest):
        return REFUSED, "robots" if "robots" in str(error) else "redirects"
    for kind, state, reason, _ in FAILURES:
        if isinstance(error, kind):
            return state, reason
    return FAILED, f"error-{type(error).__name__}"


def _leads_inside(message: str) -> bool:
    """Whether a failed lookup was that of a name that leads to a private address."""
    return any(message.rstrip(".").endswith(name) for name in resolver.REFUSED)
