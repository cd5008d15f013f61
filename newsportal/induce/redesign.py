"""A second Layout beside those that a portal has, each to be taken on its own pages alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsportal.archive.capture import Capture
from newsportal.errors import DeclarationError, ExtractionError
from newsportal.induce.sample import page_of
from newsportal.page import Page
from newsportal.portal import Layout, Portal
from newsportal.road import run


@dataclass(frozen=True, slots=True)
class Fit:
    """Pages by whether a Layout of the portal fits them."""

    old: tuple[Capture, ...]
    new: tuple[Capture, ...]
    """Articles on which no Layout finds the body and title that it names."""

    refused: int = 0
    """Pages that make no record."""


def fitting(pages: Sequence[Capture], portal: Portal) -> Fit:
    """Divide pages of articles by whether the Layouts that a portal has fit them."""
    old: list[Capture] = []
    new: list[Capture] = []
    refused = 0
    for capture in pages:
        page = page_of(capture, portal)
        try:
            run(page)
        except ExtractionError:
            refused += 1
            continue
        (old if fits(page) else new).append(capture)
    return Fit(tuple(old), tuple(new), refused)


def fits(page: Page) -> bool:
    """Whether a page that was led along the road has the body and title that its Layout names."""
    if page.layout is None:
        return False
    named = ((page.layout.body, "text"), (page.layout.title, "title"))
    found = [page.found(name) for selector, name in named if selector is not None]
    return all(each is not None and each.source == "layout" for each in found)


def with_second(
    portal: Portal, layout: Layout, old: Sequence[Capture], new: Sequence[Capture]
) -> tuple[Portal, bool]:
    """The portal with a Layout more, and whether that stands first.

    New pages must take the new Layout and old pages one of the others, in one order of the two.

    Raises:
        DeclarationError: In neither order they do.
    """
    wrong = []
    for first in (True, False):
        layouts = (layout, *portal.layouts) if first else (*portal.layouts, layout)
        made = replace(portal, layouts=layouts)
        lost = [each for each in new if layout_of(each, made) != layout]
        taken = [each for each in old if layout_of(each, made) == layout]
        if not lost and not taken:
            return made, first
        wrong.append(
            f"{'first' if first else 'last'}, {len(taken)} of {len(old)} old pages would take the "
            f"new Layout, and {len(lost)} of {len(new)} new pages another"
        )
    raise DeclarationError(
        "the new Layout and those that there are cannot be told apart. Where it stands "
        + "; ".join(wrong)
        + ". Name a body or title by hand that only one of the designs has"
    )


def layout_of(capture: Capture, portal: Portal) -> Layout | None:
    """The Layout of a portal that a page takes."""
    page = page_of(capture, portal)
    try:
        run(page)
    except ExtractionError:
        return page.layout
    return page.layout
