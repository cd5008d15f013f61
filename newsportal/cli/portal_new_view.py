"""What a person sees of a proposed portal: what was found, how it agrees, what is to be asked."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from rich.table import Table

from newsportal.cli.console import Console
from newsportal.induce.learned import Induced
from newsportal.induce.proposal import Proposal
from newsportal.induce.seen import PAGE_KINDS

SHOWN = 60


def print_proposal(proposal: Proposal) -> None:
    """Print the findings, the table of agreement and the questions."""
    console = (
        Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, width=140)
    )
    found = Table(box=None, pad_edge=False, show_header=False)
    for name, value in findings(proposal):
        found.add_row(name, value.replace("[", r"\["))
    console.print(found)
    if proposal.learned.agreement:
        console.print()
        console.print(agreement(proposal.learned))
    if proposal.questions:
        console.print("\nto look at:")
        for question in proposal.questions:
            console.print(f"  ? {question}", markup=False)


def findings(proposal: Proposal) -> Iterator[tuple[str, str]]:
    """What was found, a row each."""
    portal, site = proposal.portal, proposal.site
    kinds = [f"{len(site.of(kind))} {kind}" for kind in PAGE_KINDS]
    yield "pages", f"{len(site.pages)} of {site.host}: {', '.join(kinds)}"
    family = proposal.family
    yield "family", f"{family[0].name} ({', '.join(family[1][:4])})" if family else "unknown"
    yield "paper", portal.title
    yield "province", "; ".join(each.name for each in portal.provinces) or "?"
    for each in proposal.patterns:
        fits = f"{len(each.explained)} articles, {each.fitting} more links"
        yield "article_url", f"{each.text}   {fits}"
        yield "", f"id {each.example[1]} in {each.example[0][-SHOWN:]}"
    if not proposal.patterns:
        yield "article_url", "not sure"
    yield "pager", " ".join(filter(None, (proposal.pager.style, proposal.pager.pattern)))
    yield "sections", f"{len(portal.sections)}: {', '.join(each.slug for each in portal.sections)}"
    yield "feeds", ", ".join(portal.feeds) or "none"
    yield "sitemaps", ", ".join(portal.sitemaps) or "none"
    yield "charset", proposal.charset
    yield "dates", proposal.dates or "?"


def agreement(learned: Induced) -> Table:
    """Field by field on how many pages Layout, metadata and generic extractor say the same."""
    table = Table(box=None, pad_edge=False)
    for name in ("field", "selector", "record", "metadata", "generic", "for example"):
        table.add_column(name)
    for row in learned.agreement:
        shown = [each if len(each) <= SHOWN else f"{each[: SHOWN - 1]}…" for each in row.examples]
        table.add_row(
            row.field,
            (row.selector or "-").replace("[", r"\["),
            f"{row.layout} of {row.pages}",
            f"{row.metadata_agrees} of {row.metadata} agree",
            f"{row.generic_agrees} of {row.generic} agree",
            "\n".join(shown).replace("[", r"\["),
        )
    return table
