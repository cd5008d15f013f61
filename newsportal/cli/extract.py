"""``newsportal extract``: saved pages and texts to records, or painted on the terminal."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from newsportal.archive.address import stated_address
from newsportal.errors import ExtractionError, NewsportalError
from newsportal.links import check_address
from newsportal.page import Page
from newsportal.portal import Portal
from newsportal.portals import portal_named, portal_of
from newsportal.road import is_html
from newsportal.road import run as run_road

ONE_ADDRESS = "--url names one page: give one file with it"
NO_ADDRESS = "the page does not state its address; give it with --url"


def run(files: list[str], url: str | None, portal_name: str | None, show: bool) -> int:
    """Extract ``files``; the exit code: 0 all, 1 not all, 2 wrong argument."""
    try:
        portal = portal_named(portal_name) if portal_name else None
        if url is not None:
            check_address(url)
        if url is not None and len(files) > 1:
            raise NewsportalError(ONE_ADDRESS)
    except NewsportalError as error:
        print(f"newsportal: {error}", file=sys.stderr)  # noqa: T201 - a command's own output
        return 2
    failed = 0
    for name in files:
        try:
            page = run_road(page_of(_read(name), url, portal))
            page.article.source = "file"
            _write(page, show)
        except BrokenPipeError:
            raise  # whoever reads has enough; not this input's fault
        except (ExtractionError, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            print(f"newsportal: {name}: {reason}", file=sys.stderr)  # noqa: T201 - as above
            failed += 1
    return 1 if failed else 0


def _read(name: str) -> bytes:
    if name != "-":
        return Path(name).read_bytes()
    return sys.stdin.buffer.read() if sys.stdin is not None else b""


def page_of(raw: bytes, url: str | None, portal: Portal | None) -> Page:
    """The page of an input: HTML with its address, or a page given as text.

    Raises:
        ExtractionError: No address is known for it, or a wrong one.
    """
    if url is None and not is_html(raw):
        return Page(raw, portal=portal, is_text=True)
    url = url or stated_address(raw)
    if url is None:
        raise ExtractionError("no-address", NO_ADDRESS)
    check_address(url)
    return Page(raw, url=url, portal=portal or portal_of(url))


def _write(page: Page, show: bool) -> None:
    if show:
        from newsportal.cli.show import paint

        paint(page)
    else:
        json.dump(page.article.to_dict(), sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
    sys.stdout.flush()
