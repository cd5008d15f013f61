"""``newsportal crawl``: portals' articles into the store, with progress and a summary."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from newsportal.agent import NO_CONTACT
from newsportal.cli.console import progress_style
from newsportal.cli.summary import print_summaries
from newsportal.cli.verified import misfit, warnings
from newsportal.crawl import CrawlOptions, contact, run_crawls
from newsportal.errors import ArgumentError, BusyError, NewsportalError, StoreError
from newsportal.portals import all_portals
from newsportal.report import Report
from newsportal.store.export import writer_for

ALARMED = 7
"""The exit code of runs that are whole and raised an alarm, where that is asked for."""

ALL, DEMO = "--all", "demo"


def run(
    names: list[str], options: CrawlOptions, output: str | None, told: Mapping[str, bool]
) -> int:
    """Crawl the portals ``names``, show what was done, write ``output``; the exit code.

    ``told`` says how: quiet, as_json, fail_on_alarm.
    """
    quiet, as_json = told["quiet"], told["as_json"]
    try:
        chosen = _chosen(names)
        _goes_with_retry(options)
        if len(chosen) > 1:
            _goes_with_several(options, output)
        if output:
            writer_for(Path(output))
            options.settings = {**options.settings, "NEWSPORTAL_EXPORT": output}
        options.progress = progress_style(quiet, len(chosen))
        for line in [] if quiet else warnings(chosen):
            print(line, file=sys.stderr, flush=True)  # noqa: T201 - a command's own output
        made = run_crawls([replace(options, portal=name) for name in chosen])
    except NewsportalError as error:
        return say(error)
    if not quiet and not as_json:
        print_summaries(dict(zip(chosen, made, strict=True)))
        if not contact():
            print(NO_CONTACT)  # noqa: T201 - a command's own output
    codes = [_tell(*each, as_json) for each in zip(chosen, made, strict=True)]
    alarmed = any(isinstance(each, Report) and each.alarms.get("raised") for each in made)
    return max(codes) or (ALARMED if alarmed and told["fail_on_alarm"] else 0)


def _chosen(names: list[str]) -> list[str]:
    """The portals that are named, each once; for ``--all`` every declared one but the demo.

    Raises:
        ArgumentError: None is named, or one beside ``--all``.
    """
    if names == [ALL]:
        return [name for name in all_portals() if name != DEMO]
    if not names or ALL in names:
        raise ArgumentError("name the portals to crawl, or give --all without a name")
    return list(dict.fromkeys(names))


def _goes_with_several(options: CrawlOptions, output: str | None) -> None:
    """Refuse what belongs to a single portal.

    Raises:
        ArgumentError: It was given.
    """
    if options.base_url:
        raise ArgumentError("--base-url is asked in the place of one portal: name that one alone")
    if output:
        raise ArgumentError(
            f"-o {output} takes the records of one portal; those of several are in "
            "articles.jsonl in the folder of each"
        )


def _goes_with_retry(options: CrawlOptions) -> None:
    """Refuse what asks for more than was left, where no more is to be asked for.

    Raises:
        ArgumentError: It was given.
    """
    limits = options.limits
    given = [name for name in ("backfill", "recheck", "max_pages") if limits.get(name)]
    given += ["via"] if options.via else []
    if options.retry and given:
        name = given[0].replace("_", "-")
        raise ArgumentError(f"--retry reads no listing and asks for nothing else: leave --{name}")


def _tell(name: str, made: Report | BaseException, as_json: bool) -> int:
    """Print what a program reads and what went wrong; the exit code of one portal.

    An error in the program is raised on.
    """
    if isinstance(made, NewsportalError):
        code = say(made)
        if as_json:
            _print_json({"portal": name, "error": str(made), "exit_code": code})
        return code
    if isinstance(made, BaseException):
        raise made
    if as_json:
        _print_json(made.to_dict())
    if made.error or made.strange:
        print(f"newsportal: {made.error or made.strange}", file=sys.stderr)  # noqa: T201 - a command's own output
    for line in filter(None, (made.unreachable and out_of_reach(made), misfit(made))):
        print(line, file=sys.stderr)  # noqa: T201 - a command's own output
    return made.exit_code()


def _print_json(values: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(values, ensure_ascii=False) + "\n")


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
