"""``newsportal portal repair``: a second Layout, after a redesign, beside the one that there is."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from newsportal.archive.capture import Capture
from newsportal.archive.stored import stored_capture
from newsportal.cli.agreement import agreement_table
from newsportal.cli.captures import captures_in
from newsportal.cli.console import Console, report_console
from newsportal.cli.crawl import say
from newsportal.cli.differences import show
from newsportal.cli.portal_diff import over_pages
from newsportal.cli.stores import opened
from newsportal.crawl import output_folder
from newsportal.errors import ArgumentError, NewsportalError, StoreError
from newsportal.induce.declaration import layout_lines, with_layout
from newsportal.induce.learned import Induced, induce_layout
from newsportal.induce.redesign import Fit, fitting, with_second
from newsportal.portal import Layout, Portal
from newsportal.portals import file_of, portal_named
from newsportal.store.export import aside

UNSURE = (
    "not sure: nothing is written. Give more pages of articles, or look at the questions above; "
    "--unsure writes it all the same"
)
LEARNED, OLD = 50, 200
"""New pages that are learned from, and old pages on which the Layouts are told apart."""


def run(name: str, sources: list[str], dry_run: bool, any_way: bool) -> int:
    """Repair; 0 done or nothing to do, 1 not sure, 2 wrong argument, 5 no store or file."""
    console = report_console()
    try:
        portal = portal_named(name)
        fit = fitting(list(captures_in(sources)) if sources else _newest(portal), portal)
        old = [*fit.old, *(_stored_old(portal) if sources else ())][:OLD]
        if not fit.new:
            console.print(f"the Layouts of {name} fit all {len(fit.old)} pages: nothing to repair")
            return 0
        learned = induce_layout(fit.new[:LEARNED], portal)
        _show_learned(learned, fit, console)
        if learned.layout is None or not (learned.sure or any_way):
            console.print(UNSURE, soft_wrap=True)
            return 1
        changed, first = with_second(portal, learned.layout, old, fit.new)
        _show_changes(portal, changed, old, fit.new, console)
        _write(name, learned.layout, first, dry_run, console)
    except NewsportalError as error:
        return say(error)
    except BrokenPipeError:
        raise  # whoever reads has enough
    except OSError as error:
        return say(StoreError(f"{error.filename or name} cannot be written: {error.strerror}"))
    return 0


def _newest(portal: Portal) -> list[Capture]:
    """The stored pages of the last run that the present Layouts may not fit."""
    with opened() as store:
        last = store.last_run(portal.name)
        run_id = last.run_id if last is not None else None
        pages = (
            stored_capture(output_folder(), each) for each in store.records(portal.name, run_id)
        )
        found = [each for each in pages if each is not None]
    if not found:
        raise ArgumentError(
            f"no page of {portal.name} is kept: name saved pages, a folder or a WARC file"
        )
    return found


def _stored_old(portal: Portal) -> list[Capture]:
    """Stored pages that the present Layouts fit; none where there is no store."""
    try:
        with opened() as store:
            pages = (stored_capture(output_folder(), each) for each in store.records(portal.name))
            found = [
                each for each, _ in zip((page for page in pages if page), range(OLD), strict=False)
            ]
    except StoreError:
        return []
    return list(fitting(found, portal).old)


def _show_learned(learned: Induced, fit: Fit, console: Console) -> None:
    console.print(
        f"{len(fit.new)} pages that no Layout fits, {len(fit.old)} that one does, "
        f"{fit.refused} that make no record"
    )
    console.print(agreement_table(learned.agreement))
    for question in learned.questions:
        console.print(f"? {question}", markup=False, soft_wrap=True)


def _show_changes(
    portal: Portal,
    changed: Portal,
    old: Sequence[Capture],
    new: Sequence[Capture],
    console: Console,
) -> None:
    if not old:
        console.print("no old page is at hand: that they keep the old Layout could not be tried")
    for title, pages in (("Old pages", old), ("New pages", new)):
        if pages:
            console.print(f"\n{title}, by the declaration as it is and with the new Layout:")
            show(over_pages(pages, portal, changed), console, "pages")


def _write(name: str, layout: Layout, first: bool, dry_run: bool, console: Console) -> None:
    path = file_of(name)
    source = path.read_text(encoding="utf-8")
    made = with_layout(source, layout, first)
    place = "first" if first else "last"
    console.print()
    console.print("\n".join(layout_lines(layout, 4)), markup=False, soft_wrap=True)
    if dry_run:
        console.print(
            f"would be the {place} of the layouts in {path}; nothing is written (--dry-run)",
            soft_wrap=True,
        )
        return
    with aside(path) as file:
        file.write(made)
    sys.stdout.flush()
    console.print(f"is now the {place} of the layouts in {path}", soft_wrap=True)
