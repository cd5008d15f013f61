"""``newsportal check``: whether a portal answers, and its pages still make records."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rich.markup import escape
from rich.table import Table

from newsportal.agent import NO_CONTACT
from newsportal.cli.alarms import alarm_of
from newsportal.cli.console import Console
from newsportal.cli.crawl import out_of_reach, say
from newsportal.cli.stores import opened
from newsportal.cli.verified import misfit, note
from newsportal.crawl import CrawlOptions, contact, run_crawl, store_url
from newsportal.discover.sections import chosen_sections
from newsportal.errors import NewsportalError, StoreError
from newsportal.health.alarms import judge
from newsportal.portals import portal_named
from newsportal.report import Report
from newsportal.store.database import is_made
from newsportal.store.health import past_of

ARTICLES = 3
SETTINGS = {
    "NEWSPORTAL_IN_MEMORY": True,
    "DOWNLOAD_TIMEOUT": 8,
    "RETRY_ENABLED": False,
    "CLOSESPIDER_TIMEOUT": 28,
}
"""Half a minute is all that a check may take."""

COMPARED = ("field-lost", "text-length", "template-changed")
"""What three pages can tell of a portal beside its past; see `newsportal.health.alarms`."""

ALARM = "[bold red]alarm[/]"

NEEDED = ("title", "text", "date_published", "section")
WANTED = ("authors", "description", "images", "province")
"""Fields without which a record is of no use, and those that not every article has."""


def run(name: str, section: str | None, base_url: str | None) -> int:
    """Ask for one listing and a few articles, print a verdict a field; the exit code."""
    try:
        sections = chosen_sections(portal_named(name), [section or ""])[:1]
        options = CrawlOptions(
            portal=name,
            sections=[each.path for each in sections],
            via=["listings"] if sections else [],
            limits={"max_articles": ARTICLES},
            base_url=base_url,
            settings=SETTINGS,
        )
        report = run_crawl(options)
    except NewsportalError as error:
        return say(error)
    told = compared(report)
    table = Table(box=None, pad_edge=False, show_header=False)
    for row in verdicts(report, sections[0].path if sections else "feeds and sitemaps"):
        table.add_row(*row)
    console = Console(highlight=False)
    console.print(table)
    for line in told:
        console.print(line, soft_wrap=True)
    if report.unreachable:
        print(out_of_reach(report), file=sys.stderr)  # noqa: T201 - a command's own output
        return 3
    if report.strange:
        print(f"newsportal: {report.strange}", file=sys.stderr)  # noqa: T201 - as above
        return report.exit_code()
    if any(not _has(report, field) for field in NEEDED) or not report.samples:
        if sentence := misfit(report, first=1):
            print(sentence, file=sys.stderr)  # noqa: T201 - as above
        return 1
    code = _noted(report) if base_url is None else 0
    return code or int(ALARM in "".join(told))


def _noted(report: Report) -> int:
    """Keep that the portal itself, and no copy of it, was seen to work; the exit code."""
    try:
        print(note(report))  # noqa: T201 - a command's own output
    except NewsportalError as error:
        return say(error)
    return 0


def compared(report: Report) -> list[str]:
    """How a few pages differ from the portal's own past, whatever its runs were asked for.

    A line for each alarm; one that says so where there is no past, or nothing differs.
    """
    if report.measured is None or not report.samples or not is_made(store_url()):
        return []
    try:
        with opened() as store, store.engine.connect() as connection:
            past = past_of(connection, report.measured, any_scope=True)
    except StoreError as error:
        return [f"[yellow]not compared with the past: {escape(str(error))}[/]"]
    verdict = judge(report.measured, lambda _: past)
    found = [(name, each) for name in COMPARED for each in verdict.found.get(name, ())]
    lines = [
        line for name, each in found for line in alarm_of({"name": name, **asdict(each)}, ALARM)
    ]
    few = next((verdict.unjudged[name] for name in COMPARED if name in verdict.unjudged), "")
    if few and not lines:
        return [f"[dim]its own past: {few}[/]"]
    return lines or [f"[dim]as in its own past of {len(past.runs)} runs[/]"]


def verdicts(report: Report, path: str) -> Iterator[tuple[str, str, str]]:
    """Each verdict: what was looked at, ok or not, and what was seen."""
    yield _verdict("contact", bool(contact()), contact() or NO_CONTACT, needed=False)
    robots = "; ".join(filter(None, (report.robots, report.delay)))
    yield _verdict("robots.txt", "forbidden" not in report.robots, robots)
    yield _verdict("identity", report.strange is None, report.identity)
    seen = f"{path}: {report.pending + report.pages} of its articles asked for"
    failed = ", ".join(reason for each in report.sources.values() for reason in each.failed)
    yield _verdict("listing", report.discovered > 0, failed or seen)
    reasons = ", ".join([*report.refused, *report.failed])
    count = f"{len(report.samples)} of {ARTICLES} made a record"
    yield _verdict("articles", len(report.samples) == ARTICLES, f"{count} {reasons}".strip())
    for field in (*NEEDED, *WANTED) if report.samples else ():
        filled = sum(bool(getattr(each, field)) for each in report.samples)
        right = _has(report, field) if field in NEEDED else filled > 0
        example = next((getattr(each, field) for each in report.samples if filled), None)
        shown = f"{filled} of {len(report.samples)}   {_short(example)}"
        yield _verdict(field, right, shown, needed=field in NEEDED)


def _has(report: Report, field: str) -> bool:
    return all(bool(getattr(each, field)) for each in report.samples) and bool(report.samples)


def _verdict(name: str, right: bool, seen: str, needed: bool = True) -> tuple[str, str, str]:
    mark = "[green]ok[/]" if right else "[red]wrong[/]" if needed else "[yellow]none[/]"
    return name, mark, seen


def _short(value: Any) -> str:
    if isinstance(value, list):
        value = f"{len(value)}" if value and not isinstance(value[0], str) else ", ".join(value)
    text = str(value or "").replace("\n", " ").replace("[", "(")
    return text if len(text) <= 60 else f"{text[:57]}..."
