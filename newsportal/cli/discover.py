"""``newsportal discover``: what each source of a portal names, and what it would miss alone."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import Any

from rich.table import Table

from newsportal.cli.console import Console
from newsportal.cli.crawl import out_of_reach, say
from newsportal.crawl import CrawlOptions, run_crawl
from newsportal.discover.via import declared_sources
from newsportal.errors import NewsportalError
from newsportal.portals import portal_named
from newsportal.report import Report

EXAMPLES = 3
SETTINGS = {"NEWSPORTAL_IN_MEMORY": True}


@dataclass(frozen=True, slots=True)
class Share:
    """What one source gives of all that is found."""

    pages: int
    addresses: int
    articles: int
    only: list[str]
    """Addresses of articles that no other source gives."""

    misses: list[str]
    """Addresses of those that others give and this one does not."""

    def to_dict(self) -> dict[str, Any]:
        """The counts, and a few examples."""
        return {
            "pages": self.pages, "addresses": self.addresses, "articles": self.articles,
            "only": len(self.only), "misses": len(self.misses),
            "only_examples": self.only[:EXAMPLES], "misses_examples": self.misses[:EXAMPLES],
        }  # fmt: skip


def run(name: str, section: list[str], options: dict[str, Any], as_json: bool) -> int:
    """Read every declared source and no article, print what each gives; the exit code."""
    try:
        portal = portal_named(name)
        via = declared_sources(portal) or ("listings",)
        report = run_crawl(
            CrawlOptions(
                portal=name,
                sections=section,
                via=list(via if portal.sections or not section else ("listings", *via)),
                limits={"max_pages": options["max_pages"]},
                base_url=options["base_url"],
                discover=True,
                settings=SETTINGS,
            )
        )
    except NewsportalError as error:
        return say(error)
    found = shares(report)
    if as_json:
        sys.stdout.write(json.dumps(as_data(report, found), ensure_ascii=False) + "\n")
    else:
        show(report, found)
    if report.unreachable:
        print(out_of_reach(report), file=sys.stderr)  # noqa: T201 - a command's own output
        return 3
    return 0 if any(share.articles for share in found.values()) else 1


def shares(report: Report) -> dict[str, Share]:
    """Each source that was read, and what it gives of the articles that all give together."""
    given = {name: source.articles for name, source in report.sources.items()}
    union = {key: url for articles in given.values() for key, url in articles.items()}
    found: dict[str, Share] = {}
    for name, source in report.sources.items():
        others = {key for other, articles in given.items() if other != name for key in articles}
        only = [url for key, url in source.articles.items() if key not in others]
        misses = [url for key, url in union.items() if key not in source.articles]
        articles = len(source.articles)
        found[name] = Share(source.asked, len(source.addresses), articles, only, misses)
    return found


def as_data(report: Report, found: dict[str, Share]) -> dict[str, Any]:
    """The shares, and what could not be read, as plain data."""
    counts = {name: source.to_dict() for name, source in report.sources.items()}
    sources = {
        name: {**share.to_dict(), "failed": counts[name]["failed"], "left": counts[name]["left"]}
        for name, share in found.items()
    }
    union = {key for source in report.sources.values() for key in source.articles}
    return {"portal": report.portal, "articles": len(union), "sources": sources}


def show(report: Report, found: dict[str, Share]) -> None:
    """Print the shares as a table, with examples of what is missed."""
    console = Console(highlight=False)
    console.print(_table(report.portal, found))
    for name, share in found.items():
        for what, urls in (("alone gives", share.only), ("misses", share.misses)):
            if urls and len(found) > 1:
                console.print(f"\n{name} {what} {len(urls):,}, such as")
                for url in urls[:EXAMPLES]:
                    console.print(f"  {url}", soft_wrap=True, markup=False)
        source = report.sources[name]
        for kind, counts in (("could not be read", source.failed), ("left alone", source.left)):
            for reason, number in sorted(counts.items()):
                console.print(f"\n{name}: {number:,} {kind}: {reason}")
    if len(found) == 1:
        console.print(
            f"\n{report.portal} has one source, {next(iter(found))}: nothing tells what it misses. "
            "docs/add-a-portal.md says how to declare feeds, sitemaps and others."
        )


def _table(portal: str, found: dict[str, Share]) -> Table:
    table = Table(box=None, pad_edge=False)
    columns = (portal, "pages", "addresses", "articles", "no other gives", "misses alone")
    for number, name in enumerate(columns):
        table.add_column(name, justify="right" if number else "left", header_style="bold")
    for name, share in found.items():
        numbers = (share.pages, share.addresses, share.articles, len(share.only), len(share.misses))
        table.add_row(name, *(f"{number:,}" for number in numbers))
    return table
