"""The command line: one file a command group, each imported when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated

import typer

from newsportal import __version__
from newsportal.cli.dataset import Json, Portals, Sections, Since, Until, dataset
from newsportal.cli.overview import OVERVIEW
from newsportal.cli.portal import portal_map, portals
from newsportal.cli.running import run_command
from newsportal.cli.schedule import schedule
from newsportal.cli.status import status
from newsportal.cli.store import stores

app = typer.Typer(add_completion=True, no_args_is_help=False, pretty_exceptions_enable=False)

Places = Annotated[
    list[str] | None, typer.Option("--section", help="A slug, path or address; again for others.")
]
BaseUrl = Annotated[
    str | None,
    typer.Option("--base-url", help="A root to ask in the portal's place, such as a mirror's."),
]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"newsportal {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def overview(
    context: typer.Context,
    _version_wanted: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Turn a Vietnamese news portal into clean records."""
    if context.invoked_subcommand is None:
        typer.echo(OVERVIEW)


@app.command()
def extract(
    files: Annotated[
        list[str] | None, typer.Argument(help="Saved pages or texts; - or none for stdin.")
    ] = None,
    url: str | None = typer.Option(
        None, "--url", help="The page's address, if it does not state it."
    ),
    portal: str | None = typer.Option(
        None, "--portal", help="A declared portal, if it is not known."
    ),
    show: bool = typer.Option(False, "--show", help="Paint the page's text instead."),
) -> None:
    """Make records of saved pages or texts: one JSON object a line.

    Exit code 0 if all succeeded, 1 if one did not, 2 for a wrong argument.
    """
    run_command("extract", files or ["-"], url, portal, show)


@app.command()
def demo(
    size: int = typer.Option(300, "--size", help="How many articles the demo portal has."),
    strange: bool = typer.Option(
        False, "--strange", help="Rename all ids and classes, so that no Layout fits."
    ),
    kill: bool = typer.Option(
        False, "--kill", help="Kill the crawl with signal 9 half-way, run it again, compare then."
    ),
    quiet: bool = typer.Option(False, "--quiet", help="Print nothing but errors."),
    as_json: bool = typer.Option(False, "--json", help="Print the counts as a last line of JSON."),
) -> None:
    """Crawl the embedded demo portal and compare every record with the truth, field by field.

    Exit code 0 if every record is right (with --strange 95 in 100 in title, date, author, body).
    With --kill it forgets what it stored before, so that there is something to lose.
    """
    run_command("demo", size, strange, quiet, as_json, kill)


@app.command()
def crawl(
    portal: Annotated[
        list[str] | None, typer.Argument(help="Declared portals; `portal list` names them.")
    ] = None,
    everything: bool = typer.Option(False, "--all", help="Every declared portal but the demo."),
    section: Places = None,
    since: str | None = typer.Option(None, "--since", help="Nothing published before this day."),
    until: str | None = typer.Option(None, "--until", help="Nothing published after this day."),
    max_articles: str | None = typer.Option(None, "--max-articles", help="At most so many."),
    max_pages: str | None = typer.Option(
        None, "--max-pages", help="At most so many pages of each listing or other source."
    ),
    backfill: str | None = typer.Option(
        None,
        "--backfill",
        help="So many older pages of each listing, and days, from where the last stopped.",
    ),
    recheck: bool = typer.Option(False, "--recheck", help="Ask for every stored article again."),
    retry: bool = typer.Option(
        False, "--retry", help="Ask for what failed or was parked before, and nothing else."
    ),
    via: Annotated[
        list[str] | None,
        typer.Option("--via", help="Sources to read: listings, feeds, more, sitemaps, archive."),
    ] = None,
    output: str | None = typer.Option(
        None, "-o", "--output", help="This run's records as well to FILE: .jsonl or .csv."
    ),
    base_url: BaseUrl = None,
    respect_tdm: bool = typer.Option(
        False, "--respect-tdm", help="No record of what is reserved from text and data mining."
    ),
    warc: bool = typer.Option(True, help="Keep what is fetched, as it came, in WARC files."),
    log_format: str = typer.Option("text", "--log-format", help="Of crawl.log: text, json."),
    fail_on_alarm: bool = typer.Option(False, "--fail-on-alarm", help="An alarm is exit code 7."),
    quiet: bool = typer.Option(False, "--quiet", help="Print nothing but errors."),
    as_json: bool = typer.Option(False, "--json", help="Print the report as one line of JSON."),
) -> None:
    """Crawl a portal, or several side by side: articles into the store and articles.jsonl.

    Run again, it reads down to what it knows, fetches what is new and what is due for a check, and
    tells what changed; stopped, it goes on where it was. At its end it is compared with the
    portal's own past, and what is not as ever is an alarm. Of several portals each has pauses,
    lock, files and log of its own; one that cannot be crawled does not stop the others, and the
    exit code is the highest of theirs.
    """
    names = [*(portal or []), *(["--all"] if everything else [])]
    options = import_module("newsportal.crawl").CrawlOptions(
        portal="", sections=section or [], via=via or [], base_url=base_url, retry=retry,
        limits={
            "since": since, "until": until, "max_articles": max_articles, "max_pages": max_pages,
            "backfill": backfill, "recheck": recheck,
        },
        settings={
            "NEWSPORTAL_WARC": warc, "NEWSPORTAL_RESPECT_TDM": respect_tdm,
            "NEWSPORTAL_LOG_FORMAT": log_format,
        },
    )  # fmt: skip
    told = {"quiet": quiet, "as_json": as_json, "fail_on_alarm": fail_on_alarm}
    run_command("crawl", names, options, output, told)


@app.command()
def fetch(
    urls: Annotated[list[str] | None, typer.Argument(metavar="URL...", help="Addresses.")] = None,
    kind: str = typer.Option("page", "--as", help="Read them as page, sitemap, feed or site."),
    source: str | None = typer.Option(None, "--from", help="A file of addresses, one a line."),
    out: str = typer.Option("-", "--out", help="The records, JSON Lines; - is stdout."),
    errors: str | None = typer.Option(
        None, "--errors", help="The addresses that made none, with reasons; stderr by default."
    ),
    allow_private: Annotated[
        list[str] | None,
        typer.Option("--allow-private", help="A host that may be in a private network."),
    ] = None,
    max_pages: str | None = typer.Option(
        None, "--max-pages", help="At most so many pages of a sitemap, feed or site."
    ),
    respect_tdm: bool = typer.Option(
        False, "--respect-tdm", help="No record of what is reserved from text and data mining."
    ),
) -> None:
    """Fetch any addresses, of a declared portal or not: a record a line, an error a line.

    Exit code 0 if each made a record, 1 if one did not, 2 for a wrong argument.
    """
    arguments = {
        "urls": urls or [], "kind": kind, "source": source, "out": out, "errors": errors,
        "private": allow_private or [], "max_pages": max_pages, "respect_tdm": respect_tdm,
    }  # fmt: skip
    run_command("fetch", arguments)


@app.command()
def discover(
    portal: Annotated[str, typer.Argument(help="A declared portal; `portal list` names them.")],
    section: Places = None,
    max_pages: str | None = typer.Option(
        None, "--max-pages", help="At most so many pages of each listing or other source."
    ),
    base_url: BaseUrl = None,
    as_json: bool = typer.Option(False, "--json", help="Print it as one line of JSON."),
) -> None:
    """Read every source that a portal declares, and tell what each would miss alone.

    Listings, feeds, the JSON behind a button for more, sitemaps, the archive by day; no article is
    fetched, nothing is written. Exit code 1 if none was named, 3 if the portal cannot be reached.
    """
    options = {"max_pages": max_pages, "base_url": base_url}
    run_command("discover", portal, section or [], options, as_json)


@app.command()
def export(
    target: Annotated[
        str, typer.Argument(metavar="FILE", help="A file, a folder, an s3:// or database address.")
    ],
    form: str | None = typer.Option(
        None, "--as", help="jsonl, csv, parquet or postgres, where the name does not tell."
    ),
    portal: Portals = None,
    section: Sections = None,
    since: Since = None,
    until: Until = None,
    flag: Annotated[
        list[str] | None, typer.Option("--flag", help="With this flag; may be given again.")
    ] = None,
    without_flag: Annotated[
        list[str] | None, typer.Option("--without-flag", help="Without it; may be given again.")
    ] = None,
    language: str | None = typer.Option(None, "--language", help="In this language, such as vi."),
    since_export: str | None = typer.Option(
        None, "--since-export", help="Only what changed since the last export under this name."
    ),
    quiet: bool = typer.Option(False, "--quiet", help="Print nothing but errors."),
    as_json: Json = False,
) -> None:
    """Write the stored records: JSON Lines (.gz, .zst), CSV, Parquet, a table of PostgreSQL.

    A name with an ending is a file; a folder gets Parquet, by portal and year. Written aside and
    renamed: an export that is stopped leaves the old one whole. Exit code 2 for a wrong argument,
    5 where the store or the target cannot be used.
    """
    chosen = {
        "portals": portal, "sections": section, "since": since, "until": until, "flags": flag,
        "without": without_flag, "language": language,
    }  # fmt: skip
    told = "json" if as_json else "none" if quiet else "line"
    run_command("export", target, form, chosen, since_export, told)


@app.command()
def check(
    portal: Annotated[str, typer.Argument(help="A declared portal; `portal list` names them.")],
    section: str | None = typer.Option(None, "--section", help="A slug, path or address."),
    base_url: BaseUrl = None,
) -> None:
    """See in half a minute whether a portal answers and its pages still make records.

    Asks for robots.txt, one listing and three articles. Nothing is written but, where the portal
    itself and no copy of it made records, the day on which it did: `portals` shows it.
    """
    run_command("check", portal, section, base_url)


@app.command()
def why(
    name: Annotated[
        str, typer.Argument(metavar="ID", help="A record's id, its address, or a saved page.")
    ],
    field: Annotated[str | None, typer.Argument(help="One field alone.")] = None,
    as_json: bool = typer.Option(False, "--json", help="Print it as one line of JSON."),
) -> None:
    """Tell where each field of a record came from, what else was found, and what was cut.

    Exit code 1 if there is no such record; an article that made none is told with its reason.
    """
    run_command("why", name, field, as_json)


app.add_typer(dataset, name="dataset")
app.add_typer(portals, name="portal")
app.add_typer(schedule, name="schedule")
app.command("portals")(portal_map)
app.add_typer(status, name="status")
app.add_typer(stores, name="store")


def main() -> None:
    """Run the command line; Ctrl-C ends it quietly."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # Vietnamese, whatever the terminal's locale says
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
