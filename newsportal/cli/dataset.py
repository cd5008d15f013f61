"""``newsportal dataset ...``: its commands and their options; each has a module of its own."""

from __future__ import annotations

from typing import Annotated

import typer

from newsportal.cli.running import run_command

dataset = typer.Typer(help="The stored records as datasets.", no_args_is_help=True)

Portals = Annotated[
    list[str] | None, typer.Option("--portal", help="Of this portal alone; may be given again.")
]
Sections = Annotated[
    list[str] | None, typer.Option("--section", help="Of this slug alone; may be given again.")
]
Since = Annotated[str | None, typer.Option("--since", help="Nothing published before this day.")]
Until = Annotated[str | None, typer.Option("--until", help="Nothing published after this day.")]
Json = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]


@dataset.command()
def query(
    sql: Annotated[str, typer.Argument(help="SQL over articles, versions and runs.")],
    source: str | None = typer.Option(
        None, "--from", help="An exported Parquet file, folder or release; the store by default."
    ),
    form: str | None = typer.Option(
        None, "--as", help="table, csv or json; a table in a terminal, csv in a pipe."
    ),
) -> None:
    """Ask the records by SQL (DuckDB): tables articles, versions and runs.

    Exit code 2 for a statement that is wrong, 5 where the store cannot be read.
    """
    run_command("query", sql, source, form)


@dataset.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Words; accents and case do not matter.")],
    portal: Portals = None,
    section: Sections = None,
    since: Since = None,
    until: Until = None,
    limit: int = typer.Option(20, "--limit", min=1, help="At most so many."),
    as_json: Json = False,
) -> None:
    """Find stored records by words, best first: `dang bo` finds Đảng bộ.

    Exit code 1 if none was found.
    """
    options = {"portals": portal, "sections": section, "since": since, "until": until}
    run_command("search", words, options, limit, as_json)


@dataset.command()
def dedup(
    report: bool = typer.Option(False, "--report", help="Show pairs side by side."),
    limit: int = typer.Option(20, "--limit", min=1, help="At most so many pairs."),
    as_json: Json = False,
) -> None:
    """Find near-duplicates among the stored records, and note their clusters.

    What was looked at before is not looked at again, unless its text changed.
    """
    run_command("dedup", report, limit, as_json)


@dataset.command()
def gates(
    portal: Portals = None,
    section: Sections = None,
    since: Since = None,
    until: Until = None,
    examples: int = typer.Option(3, "--examples", min=0, help="Examples for each rule."),
    as_json: Json = False,
) -> None:
    """Tell which records the published filters of FineWeb-2, C4 and Gopher would keep, and why."""
    options = {"portals": portal, "sections": section, "since": since, "until": until}
    run_command("gates", options, examples, as_json)


@dataset.command()
def release(
    name: Annotated[str, typer.Argument(help="The release's name, such as 2026-11.")],
    folder: str | None = typer.Option(
        None, "--to", help="The folder of releases; output/releases by default."
    ),
    portal: Portals = None,
    since: Since = None,
    until: Until = None,
    test_from: str | None = typer.Option(
        None, "--test-from", help="The first day of the test split; the last tenth by default."
    ),
    as_json: Json = False,
) -> None:
    """Make a versioned folder that is never changed: Parquet, card, croissant, checksums.

    Exit code 2 if there is a release of that name.
    """
    options = {"portals": portal, "since": since, "until": until}
    run_command("release", name, folder, options, test_from, as_json)


@dataset.command()
def withdraw(
    name: Annotated[str, typer.Argument(metavar="ID", help="A record's id or address.")],
    reason: str = typer.Option(..., "--reason", help="Why; it is kept."),
    as_json: Json = False,
) -> None:
    """Take a record out of the store and of every later export; it is not fetched again.

    `restore` undoes it until `purge` has run. Exit code 1 if there is no such record.
    """
    run_command("withdraw", name, reason, as_json)


@dataset.command()
def restore(
    name: Annotated[str, typer.Argument(metavar="ID", help="A withdrawn record's id.")],
    as_json: Json = False,
) -> None:
    """Put a withdrawn record back, as long as it was not purged; exit code 1 if it was."""
    run_command("restore", name, as_json)


@dataset.command()
def purge(
    days: int = typer.Option(
        0, "--days", min=0, max=36_500, help="What was withdrawn so many days ago."
    ),
    as_json: Json = False,
) -> None:
    """Delete what was withdrawn for good: kept copies, versions, and pages in the WARC files."""
    run_command("purge", days, as_json)


@dataset.command()
def stats(
    html: str | None = typer.Option(None, "--html", help="Write a page with plots to this file."),
    portal: Portals = None,
    since: Since = None,
    until: Until = None,
    as_json: Json = False,
) -> None:
    """Count the stored records: by day and section, lengths, coverage of fields, duplicates."""
    options = {"portals": portal, "since": since, "until": until}
    run_command("stats", html, options, as_json)
