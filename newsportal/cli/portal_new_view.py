"""What a person sees of a proposed portal: what was found, how it agrees, what is to be asked."""

from __future__ import annotations

from collections.abc import Iterator

from rich.table import Table

from newsportal.cli.agreement import agreement_table
from newsportal.cli.console import report_console
from newsportal.induce.proposal import Proposal
from newsportal.induce.seen import PAGE_KINDS

SHOWN = 60


def print_proposal(proposal: Proposal) -> None:
    """Print the findings, the table of agreement and the questions."""
    console = report_console()
    found = Table(box=None, pad_edge=False, show_header=False)
    for name, value in findings(proposal):
        found.add_row(name, value.replace("[", r"\["))
    console.print(found)
    if proposal.learned.agreement:
        console.print()
        console.print(agreement_table(proposal.learned.agreement))
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
