"""``newsportal crawl``: a portal's articles into the store, with progress and a summary."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from newsportal.agent import NO_CONTACT
from newsportal.cli.console import progress_style
from newsportal.cli.summary import print_summary
from newsportal.crawl import CrawlOptions, contact, run_crawl
from newsportal.errors import BusyError, NewsportalError, StoreError
from newsportal.report import Report
from newsportal.store.export import writer_for


def run(options: CrawlOptions, output: str | None, quiet: bool, as_json: bool) -> int:
    """Crawl, show what was done, write ``output``; the exit code."""
    try:
        if output:
            writer_for(Path(output))
            options.settings = {**options.settings, "NEWSPORTAL_EXPORT": output}
        options.progress = progress_style(quiet)
        report = run_crawl(options)
    except NewsportalError as error:
        return say(error)
    if as_json:
        sys.stdout.write(json.dumps(report.to_dict(), ensure_ascii=False) + "\n")
    elif not quiet:
        print_summary(report)
        if not contact():
            print(NO_CONTACT)  # noqa: T201 - a command's own output
    if report.error or report.strange:
        print(f"newsportal: {report.error or report.strange}", file=sys.stderr)  # noqa: T201 - a command's own output
    if report.unreachable:
        print(out_of_reach(report), file=sys.stderr)  # noqa: T201 - a command's own output
    return report.exit_code()


def say(error: NewsportalError) -> int:
    """Print an error's sentence; the exit code of its type."""
    print(f"newsportal: {error}", file=sys.stderr)  # noqa: T201 - a command's own output
    return 4 if isinstance(error, BusyError) else 5 if isinstance(error, StoreError) else 2


def out_of_reach(report: Report) -> str:
    """The sentence for a portal that cannot be reached, and what to try instead."""
    return (
        f"newsportal: {report.portal} cannot be reached ({report.unreachable}). Try the address in "
        "a browser; a saved copy is crawled with --base-url, and saved pages become records with "
        "`newsportal extract FILE...`"
    )
