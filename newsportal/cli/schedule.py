"""``newsportal schedule ...``: crawls by the clock, as newsportal.toml declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from newsportal.cli.running import run_command

schedule = typer.Typer(help="Crawls by the clock, from newsportal.toml.", no_args_is_help=True)

File = Annotated[str, typer.Option("--file", help="The schedule's file.")]
Json = Annotated[bool, typer.Option("--json", help="Print it as one line of JSON.")]
FILE = "newsportal.toml"


@schedule.command("init")
def schedule_init(file: File = FILE) -> None:
    """Write an example of newsportal.toml to start from.

    Exit code 2 if there is a file of that name; it is left as it is.
    """
    run_command("schedule_init", file)


@schedule.command("check")
def schedule_check(
    file: File = FILE,
    running: bool = typer.Option(
        False, "--running", help="Tell as well whether `schedule run` is at work: 1 if it is not."
    ),
) -> None:
    """Read newsportal.toml and say what is wrong in it, down to the options of each step.

    Exit code 2 if something is.
    """
    run_command("schedule_check", file, running)


@schedule.command("list")
def schedule_list(
    file: File = FILE,
    count: int = typer.Option(3, "--count", min=1, max=100, help="So many next times of each job."),
    as_json: Json = False,
) -> None:
    """List the jobs: their next times, in the zone of each, and how their last start ended."""
    run_command("schedule_list", file, count, as_json)


@schedule.command("run")
def schedule_run(
    file: File = FILE,
    once: str | None = typer.Option(
        None, "--once", metavar="JOB", help="Run this job now and end with its exit code."
    ),
    now: bool = typer.Option(False, "--now", help="Start each job at once, and then at its times."),
    jitter: bool = typer.Option(
        False, "--jitter", help="With --once: wait a random time up to the job's jitter first."
    ),
    log_format: str = typer.Option("text", "--log-format", help="text or json: a line an event."),
    quiet: bool = typer.Option(False, "--quiet", help="Print nothing but what wants attention."),
) -> None:
    """Start the jobs at their times, in the foreground, until Ctrl-C or SIGTERM.

    Each job is a process of its own: one that crashes harms no other. One that still works is not
    started twice, starts that were missed are made up for once, and a file that changed is read
    again (SIGHUP does so at once); a wrong one changes nothing. Needs the extra `schedule`, but not
    with --once. Exit code 4 if the job, or another scheduler, is at work already.
    """
    run_command("schedule_run", file, once, {"now": now, "jitter": jitter}, log_format, quiet)


@schedule.command("systemd")
def schedule_systemd(
    file: File = FILE,
    out: str | None = typer.Option(
        None, "--out", help="Write the units into this folder; they are printed by default."
    ),
    user: bool = typer.Option(False, "--user", help="For your own manager: systemctl --user."),
    run_as: str | None = typer.Option(
        None, "--run-as", help="Who runs the services; whoever calls this by default."
    ),
) -> None:
    """Make a service and a timer of systemd for each job."""
    run_command("schedule_units", file, out, user, run_as)


@schedule.command("cron")
def schedule_cron(file: File = FILE) -> None:
    """Print the jobs as a crontab."""
    run_command("schedule_cron", file)


@schedule.command("egg")
def schedule_egg(
    out: str = typer.Option("newsportal.egg", "--out", help="The file to write."),
) -> None:
    """Pack newsportal as an egg, which scrapyd takes: `curl -F egg=@newsportal.egg ...`."""
    run_command("schedule_egg", out)
