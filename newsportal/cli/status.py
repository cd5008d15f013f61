"""``newsportal status ...``: its commands and their options; each has a module of its own."""

from __future__ import annotations

from typing import Annotated

import typer

from newsportal.cli.dataset import Json
from newsportal.cli.running import run_command

status = typer.Typer(help="What the store tells of portals and runs.")


@status.callback(invoke_without_command=True)
def overview(
    context: typer.Context,
    portal: Annotated[str | None, typer.Option("--portal", help="Of this portal alone.")] = None,
    as_json: Json = False,
) -> None:
    """Show each portal's last run, what is new today and what is left, and the alarms that stand.

    Exit code 5 where there is no store.
    """
    if context.invoked_subcommand is None:
        run_command("status_portals", portal, as_json)


@status.command("runs")
def status_runs(
    run_id: Annotated[str | None, typer.Argument(metavar="ID", help="One run.")] = None,
    portal: Annotated[str | None, typer.Option("--portal", help="Of this portal alone.")] = None,
    limit: int = typer.Option(20, "--limit", min=1, help="At most so many."),
    as_json: Json = False,
) -> None:
    """List the last runs, or show one: its accounting, times, slowest pages, errors and alarms.

    Exit code 1 if there is no such run, 5 where there is no store.
    """
    run_command("status_runs", run_id, portal, limit, as_json)


@status.command("metrics")
def status_metrics(
    textfile: str | None = typer.Option(
        None, "--textfile", help="Write them to this file, for node_exporter."
    ),
) -> None:
    """Print the metrics of all portals as Prometheus reads them.

    A file is written aside and renamed. Exit code 5 where there is no store or no room.
    """
    run_command("status_metrics", textfile)
