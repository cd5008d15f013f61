"""What a person is to look at in a proposed portal: plain questions, each with what was seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from newsportal.induce.addresses import is_other
from newsportal.induce.seen import ARTICLE, LISTING

if TYPE_CHECKING:
    from newsportal.induce.proposal import Proposal


def questions_of(made: Proposal, left: int) -> list[str]:
    """The questions of a proposal; ``left`` are links of the menus that are no section so far."""
    asked = [row(made) for row in ROWS]
    return [*filter(None, asked), *filter(None, [_menu(made, left)])]


def _pattern(made: Proposal) -> str | None:
    if not made.patterns:
        return (
            "not sure: no number in the articles' addresses names each of them differently, so "
            "there is no article_url; which part of an address is the article's id?"
        )
    if caught := made.patterns[0].caught:
        return (
            f"not sure: article_url also fits {len(caught)} pages that were taken for no article: "
            f"{', '.join(caught[:3])}"
        )
    if not made.patterns[0].is_sure:
        return (
            "not sure: the addresses have no number, so the id is the headline in the address; "
            "an article whose headline changes will be met as a new one"
        )
    return None


def _unmatched(made: Proposal) -> str | None:
    some = ", ".join(made.unmatched[:3])
    return f"article_url does not fit {len(made.unmatched)} article pages: {some}" if some else None


def _province(made: Proposal) -> str | None:
    none = not made.portal.provinces
    return "which province does the portal serve? (none is declared)" if none else None


def _title(made: Proposal) -> str | None:
    unknown = made.portal.title == made.site.host
    return "what is the paper called? (its pages do not say)" if unknown else None


def _sections(made: Proposal) -> str | None:
    if made.portal.sections:
        return None
    return "no section was found: save the home page or a listing, or name one by its path"


def _menu(made: Proposal, left: int) -> str | None:
    if not left or not made.portal.sections:
        return None
    return (
        f"{left} more links of the menus have no article to show: `newsportal portal sections "
        f"{made.portal.name}` lists them; is a section among them?"
    )


def _pager(made: Proposal) -> str | None:
    if made.pager.style == "button":
        return (
            "the listings end in a button for more: what does it ask for? (the browser's network "
            "panel shows it; declare it as more_url)"
        )
    if made.pager.style == "none" and made.site.of(LISTING):
        return "the listings that were seen link no further page: is there one?"
    return None


def _strange(made: Proposal) -> str | None:
    return f"{made.site.strange} pages of other hosts were left out" if made.site.strange else None


def _twins(made: Proposal) -> str | None:
    twins = [each.url for each in made.site.pages if each.kind != ARTICLE and is_other(each.url)]
    if not twins:
        return None
    return f"{len(twins)} pages were taken for print twins, logins or the like: {twins[0]}"


ROWS: tuple[Callable[[Proposal], str | None], ...] = (
    _pattern,
    _unmatched,
    _province,
    _title,
    _sections,
    _pager,
    _strange,
    _twins,
)
"""What may be asked, in this order."""
