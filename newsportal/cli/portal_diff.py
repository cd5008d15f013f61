"""``newsportal portal diff``: what reading stored pages again would change in their records."""

from __future__ import annotations

import json
import runpy
import sys
from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from newsportal.archive.capture import Capture
from newsportal.archive.stored import stored_capture
from newsportal.cli.captures import captures_in
from newsportal.cli.console import report_console
from newsportal.cli.crawl import say
from newsportal.cli.differences import show
from newsportal.cli.stores import opened
from newsportal.crawl import output_folder
from newsportal.difference import Differences
from newsportal.errors import ArgumentError, ExtractionError, NewsportalError
from newsportal.induce.sample import page_of
from newsportal.page import Page
from newsportal.portal import Layout, Portal
from newsportal.portals import portal_named
from newsportal.road import run as run_road


def run(arguments: dict[str, Any]) -> int:
    """Compare; 0 nothing differs, 1 something does, 2 wrong argument, 5 no store."""
    try:
        portal = portal_named(arguments["portal"])
        changed = changed_portal(portal, arguments["declared"], arguments["layout"])
        if arguments["sources"]:
            if changed == portal:
                raise ArgumentError(
                    "pages of a source are read twice: say with what, --with or --layout"
                )
            found = over_pages(captures_in(arguments["sources"]), portal, changed)
        else:
            found = over_store(portal.name, changed)
    except NewsportalError as error:
        return say(error)
    if arguments["json"]:
        sys.stdout.write(json.dumps(found.to_dict(), ensure_ascii=False) + "\n")
    else:
        show(found, report_console())
    return 1 if found.differ else 0


def changed_portal(portal: Portal, declared: str | None, layout: list[str]) -> Portal:
    """The portal with the declaration of a file, or with a Layout given as FIELD=SELECTOR.

    Raises:
        ArgumentError: The file declares no portal of that name; there is no such field.
    """
    if declared and layout:
        raise ArgumentError("--with names a whole declaration, --layout a Layout: give one of them")
    if declared:
        portal = _declared_in(Path(declared), portal.name)
    pairs = [each.partition("=") for each in layout]
    names = [each.name for each in fields(Layout)]
    if wrong := [name for name, sign, css in pairs if name not in names or not (sign and css)]:
        raise ArgumentError(
            f"--layout {wrong[0]}: write FIELD=SELECTOR; fields are {', '.join(names)}"
        )
    if not layout:
        return portal
    return replace(portal, layouts=(Layout(**{name: css for name, _, css in pairs}),))


def _declared_in(path: Path, name: str) -> Portal:
    try:
        portal = runpy.run_path(str(path)).get("PORTAL")
    except Exception as error:
        raise ArgumentError(f"--with {path}: {type(error).__name__}: {error}") from error
    if not isinstance(portal, Portal) or portal.name != name:
        raise ArgumentError(f"--with {path}: it must hold PORTAL named {name!r}")
    return portal


def over_store(name: str, portal: Portal, output: Path | None = None) -> Differences:
    """The stored records of a portal beside what is read of their pages now.

    Raises:
        StoreError: There is no store.
        ArgumentError: No page of any record is kept.
    """
    output, found, without = output or output_folder(), Differences(), 0
    with opened() as store:
        template = store.template(name)
        for record in store.records(name):
            capture = stored_capture(output, record)
            if capture is None:
                without += 1
                continue
            page = page_of(capture, portal)
            page.template = template
            _compare(found, record["id"], record, page)
    if without:
        sys.stderr.write(f"newsportal: of {without:,} records no page is kept; they are left out\n")
    if not found.pairs:
        raise ArgumentError(
            f"no page of a record of {name} is kept: crawl it with NEWSPORTAL_WARC on"
        )
    return found


def over_pages(pages: Iterable[Capture], portal: Portal, changed: Portal) -> Differences:
    """Pages as two declarations of a portal read them."""
    found = Differences()
    for capture in pages:
        try:
            before = run_road(page_of(capture, portal)).article.to_dict()
        except ExtractionError as error:
            before = {"refused": error.reason}
        _compare(found, str(capture.url), before, page_of(capture, changed))
    return found


def _compare(found: Differences, key: str, before: dict[str, Any], page: Page) -> None:
    """Add the pair of a record and what the road makes of its page now."""
    try:
        found.add(key, before, run_road(page).article.to_dict())
    except ExtractionError as error:
        if before.get("refused") != error.reason:
            found.add(key, before, None, error.reason)
