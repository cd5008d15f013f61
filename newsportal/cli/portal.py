"""``newsportal portal ...``: the declared portals, and the sections of one."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

from newsportal.cli.running import run_command

portals = typer.Typer(help="The declared portals.")


@portals.command("list")
def portal_list() -> None:
    """List the declared portals: name, title, host, hosts that it had, and its successor."""
    command = import_module("newsportal.portals")
    for name, portal in command.all_portals().items():
        hosts = "; ".join((portal.hosts[0], *(f"formerly {each}" for each in portal.formerly)))
        successor = f", successor {portal.successor}" if portal.successor else ""
        typer.echo(f"{name:16} {portal.title} ({hosts}){successor}")


@portals.command("sections")
def portal_sections(
    portal: Annotated[str, typer.Argument(help="A declared portal; `portal list` names them.")],
    base_url: str | None = typer.Option(
        None, "--base-url", help="A root to ask in the portal's place, such as a mirror's."
    ),
) -> None:
    """List a portal's sections: those that are declared, and those in the menu of its home page."""
    run_command("sections", portal, base_url)
