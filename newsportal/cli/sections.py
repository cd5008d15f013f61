"""``newsportal portal sections``: what is declared, and what the portal's own menu names."""

from __future__ import annotations

import sys

from newsportal.cli.crawl import out_of_reach, say
from newsportal.crawl import CrawlOptions, run_crawl
from newsportal.errors import NewsportalError
from newsportal.portals import portal_named


def run(name: str, base_url: str | None) -> int:
    """Print the sections, a path a line; the exit code."""
    try:
        portal = portal_named(name)
        options = CrawlOptions(
            portal=name, base_url=base_url, menu=True, settings={"NEWSPORTAL_IN_MEMORY": True}
        )
        report = run_crawl(options)
    except NewsportalError as error:
        return say(error)
    lines = ["declared:"]
    lines += [f"  {each.path:40} {each.slug:24} {each.name}" for each in portal.sections]
    known = {each.path for each in portal.sections}
    lines += ["in the menu:" if report.menu else "the menu could not be read"]
    entries = [each for each in report.menu if each.path not in known]
    for entry in sorted(entries, key=lambda each: -each.articles):
        count = f"{entry.articles} articles on the home page" if entry.articles else ""
        lines.append(f"  {entry.path:40} {entry.name:30} {count}".rstrip())
    print("\n".join(lines))  # noqa: T201 - a command's own output
    if report.unreachable:
        print(out_of_reach(report), file=sys.stderr)  # noqa: T201 - as above
    if report.strange:
        print(f"newsportal: {report.strange}", file=sys.stderr)  # noqa: T201 - as above
    return report.exit_code()
