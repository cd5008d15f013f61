"""``newsportal portal ...``: the declared portals, and one's sections; ``portals``: the map."""

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


Named = Annotated[str, typer.Argument(help="A declared portal; `portal list` names them.")]
Sources = Annotated[
    list[str] | None,
    typer.Argument(metavar="SOURCE...", help="Saved pages, folders of them, WARC files."),
]


@portals.command("test")
def portal_test(portal: Named, sources: Sources = None) -> None:
    """Test a portal's Layouts on saved pages, by default on its golden pages.

    A page with a JSON beside it that states its record is compared with that, field by field. Any
    other is read with the Layouts and without: nothing may get lost. Exit code 1 if a page differs
    from its record, or is worse than without a Layout; 2 for a wrong argument.
    """
    run_command("portal_test", portal, sources or [])


@portals.command("diff")
def portal_diff(
    portal: Named,
    sources: Sources = None,
    declared: str | None = typer.Option(
        None, "--with", metavar="FILE.py", help="Another declaration of the portal."
    ),
    layout: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=SELECTOR", help="A field of another Layout; once a field."),
    ] = None,
    as_json: bool = typer.Option(False, "--json", help="Print the counts as JSON."),
) -> None:
    """Tell what would change if stored pages were read again: by today's code, or a declaration.

    Without a SOURCE the stored records are compared with what their pages in the WARC files make
    now; with one its pages are read by the portal as it is declared, and by the other declaration.
    Nothing is written. Exit code 1 if a record differs, 2 for a wrong argument, 5 without a store.
    """
    run_command(
        "portal_diff",
        {"portal": portal, "sources": sources or [], "declared": declared,
         "layout": layout or [], "json": as_json},
    )  # fmt: skip


@portals.command("repair")
def portal_repair(
    portal: Named,
    sources: Sources = None,
    dry_run: bool = typer.Option(False, "--dry-run", help="Show all of it, and write nothing."),
    unsure: bool = typer.Option(False, "--unsure", help="Write it though it could not be proved."),
) -> None:
    """Learn a second Layout after a redesign, from new pages or those of the last run.

    The old Layout stays for old pages: each page takes the one whose body it has. What changes in
    old and new pages is shown, then the Layout is put into the portal's file. Exit code 1 where it
    is not sure, and nothing is written; 2 for a wrong argument, 5 without a store.
    """
    run_command("portal_repair", portal, sources or [], dry_run, unsure)


@portals.command("new")
def portal_new(
    source: Annotated[
        str, typer.Argument(metavar="ADDRESS|FOLDER|WARC", help="A site, or pages of it.")
    ],
    name: str | None = typer.Option(
        None, "--name", help="The portal's name; by default its host's."
    ),
    dry_run: bool = typer.Option(False, "--dry-run", help="Write nothing; print the declaration."),
    base_url: str | None = typer.Option(
        None, "--base-url", help="A root to ask in the site's place, such as a mirror's."
    ),
    out: str | None = typer.Option(
        None, "--out", help="A folder of portals of your own, for NEWSPORTAL_PORTALS."
    ),
) -> None:
    """Draft a portal's declaration from its pages, and tell how sure it is.

    Of a site some 25 pages are asked for: robots.txt, the home page, feeds, a sitemap, two listings
    and a dozen articles. Exit code 0 if all is sure, 1 if there is something to look at, 2 for a
    wrong argument, 3 if the site cannot be reached, 5 if the files cannot be written.
    """
    run_command("portal_new", source, name, base_url, out, dry_run)


@portals.command("scrub")
def portal_scrub(
    page: Annotated[str, typer.Argument(help="A saved page; - is stdin.")],
    out: str | None = typer.Option(None, "-o", "--out", help="The file to write; else stdout."),
    keep: Annotated[
        list[str] | None, typer.Option("--keep", help="Words that stay; may be given again.")
    ] = None,
) -> None:
    """Turn a real page into a fixture: its markup as it is, its text invented.

    Exit code 2 for a wrong argument, 5 if the file cannot be written.
    """
    run_command("portal_scrub", page, out, keep or [])


def portal_map(
    province: str | None = typer.Option(
        None, "--province", help="Of this province, before or after the merger: a name or a code."
    ),
    family: str | None = typer.Option(None, "--family", help="On this CMS, such as Liferay."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object a line."),
    as_csv: bool = typer.Option(False, "--csv", help="Print CSV."),
) -> None:
    """Show the map of provincial portals before and after 1 July 2025, and what was verified.

    It states what public sources say; a portal that nobody saw live says "never". JSON and CSV have
    the codes, feeds, successors and the source of each row.
    """
    form = "json" if as_json else "csv" if as_csv else "table"
    run_command("portals", province, family, form)
