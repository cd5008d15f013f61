"""newsportal.toml: what it declares, what is wrong in it, and what is made of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path, PurePosixPath

import pytest
from typer.testing import CliRunner

from newsportal.cli import app
from newsportal.cli.schedule_check import check_commands
from newsportal.errors import ArgumentError
from newsportal.schedule import Cron, Schedule, read_schedule
from newsportal.schedule.crontab import crontab
from newsportal.schedule.keys import JOB, SCHEDULE
from newsportal.schedule.place import Place
from newsportal.schedule.units import units

EXAMPLE = files("newsportal.schedule").joinpath("example.toml").read_text("utf-8")
HOURLY = '[jobs.hourly]\nportal = "demo"\ncron = "0 * * * *"\n'
ODD = PurePosixPath("/srv/my news/50%/$HOME")
"""A folder whose name means something to cron, systemd and a shell."""

RIGHT = {
    "": ("crawl", "demo"),
    'sections = ["thoi-su", "kinh-te"]':
        ("crawl", "demo", "--section", "thoi-su", "--section", "kinh-te"),
    'sections = "thoi-su"': ("crawl", "demo", "--section", "thoi-su"),
    "since = 2024-01-31\nmax_articles = 5":
        ("crawl", "demo", "--since", "2024-01-31", "--max-articles", "5"),
    'since = "31/1/2024"': ("crawl", "demo", "--since", "31/1/2024"),
    "backfill = 3\nrecheck = true\nwarc = false":
        ("crawl", "demo", "--backfill", "3", "--recheck", "--no-warc"),
    "recheck = false\nwarc = true\nrespect_tdm = true":
        ("crawl", "demo", "--respect-tdm", "--warc"),
    'via = ["feeds", "sitemaps"]': ("crawl", "demo", "--via", "feeds", "--via", "sitemaps"),
    'output = "new-{date}.csv"\nbase_url = "http://127.0.0.1:8090"':
        ("crawl", "demo", "--output", "new-{date}.csv", "--base-url", "http://127.0.0.1:8090"),
}  # fmt: skip
"""Keys of a job, and the crawl that they mean."""

WRONG = {
    "": "declares no job",
    "[jobs]": "declares no job",
    "[jobs": "it is no TOML",
    "[job.a]": "at the top: there is no key 'job'; is 'jobs' meant?",
    "jobs = 3": "at the top: jobs = 3 is wrong: it is a table",
    "[jobs]\na = 3": "a job is a table: [jobs.a]",
    '[jobs.A]\nportal = "demo"': "[jobs.A]: the name of a job",
    '[jobs."a.b"]\nportal = "demo"': "the name of a job",
    '[jobs.a]\ncron = "0 * * * *"': "[jobs.a]: it needs the key portal",
    '[jobs.a]\nportal = "demo"': "[jobs.a]: it needs the key cron",
    HOURLY + "max_page = 3": "[jobs.hourly]: there is no key 'max_page'; is 'max_pages' meant?",
    HOURLY + "colour = 3": "there is no key 'colour'; there are portal, cron",
    HOURLY + 'max_pages = "3"': 'max_pages = "3" is wrong: it is a whole number',
    HOURLY + "max_pages = true": "max_pages = true is wrong: it is a whole number",
    HOURLY + "max_pages = 0": "[jobs.hourly]: max_pages: '0' is no number",
    HOURLY + "recheck = 1": "recheck = 1 is wrong: it is true or false",
    HOURLY + 'since = "yesterday"': "since: 'yesterday' is no day",
    HOURLY + "since = 2024-01-31T10:00:00": "since = 2024-01-31 10:00:00 is wrong: it is a day",
    HOURLY + "since = 2024-02-01\nuntil = 2024-01-01": "--until 2024-01-01 is before",
    HOURLY + 'sections = ["nowhere"]': "[jobs.hourly]: sections: ",
    HOURLY + "sections = [3]": "sections = [3] is wrong",
    HOURLY + 'via = "smoke"': "via: --via smoke: a source is one of",
    HOURLY + 'base_url = "demo"': "base_url: 'demo' is no base address",
    HOURLY + 'output = "x.parquet"': "does not end in .jsonl or .csv",
    HOURLY + 'output = "x-{day}.csv"': "nothing is put in for {day}; there are {date}",
    HOURLY + 'output = "x\\n.csv"': "output has a line break",
    HOURLY + 'steps = ["exprot a.csv"]': "steps: there is no step 'exprot'; is 'export' meant?",
    HOURLY + 'steps = ["rm -rf /"]': "there is no step 'rm'; steps are export",
    HOURLY + 'steps = [""]': "there is no step ''",
    HOURLY + 'steps = ["export \'a"]': "cannot be read",
    HOURLY + 'steps = ["release {week}"]': "nothing is put in for {week}",
    HOURLY + 'time_zone = "Asia/Ho_Chi_Min"': "is 'Asia/Ho_Chi_Minh' meant?",
    HOURLY + 'time_zone = "../etc"': "there is no time zone '../etc'",
    HOURLY + 'time_zone = "GMT+77 am"': "there is no time zone",
    HOURLY + 'jitter = "5 minutes"': "jitter = '5 minutes' is no duration",
    HOURLY + "jitter = -1": "jitter = -1 is no duration",
    HOURLY + 'grace = "0s"': "grace = '0s' is no duration",
    HOURLY + 'time_limit = "9999d"': "at most a year",
    HOURLY + 'jitter = "1h"': "are not less than the 3600 between two starts",
    '[schedule]\nmax_pages = 3\n' + HOURLY: "[schedule]: there is no key 'max_pages'",
    '[jobs.a]\nportal = "demo"\ncron = "0 * * *"': "[jobs.a]: cron: '0 * * *' has 4 fields",
    '[jobs.a]\nportal = "dmo"\ncron = "0 * * * *"': "portal: there is no portal 'dmo'",
    '[jobs.a]\nportal = ["demo", "all"]\ncron = "0 * * * *"': 'name portals, or "all" alone',
    HOURLY + "[alerts]\nto = 2024-01-01": "[alerts] has no 'to'",
    HOURLY + "[alerts]\n[alerts.mail]\nto = [3]": "[alerts.mail] to = (3,): write a list",
    '[jobs.a]\nportal = []\ncron = "0 * * * *"': "name portals",
    '[jobs.a]\nportal = "all"\ncron = "0 * * * *"\nbase_url = "http://a"': "a single portal",
}  # fmt: skip
"""Files that are wrong, and a part of what is said of them."""


@pytest.mark.parametrize("keys", RIGHT)
def test_keys_become_a_crawl(keys: str) -> None:
    job = read_schedule(HOURLY + keys).jobs[0]
    assert job.crawl == RIGHT[keys]
    check_commands(read_schedule(HOURLY + keys))


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_a_sentence(text: str) -> None:
    with pytest.raises(ArgumentError, match=re.escape(WRONG[text])) as said:
        read_schedule(text, "own.toml")
    assert str(said.value).startswith("own.toml: ")
    assert "\n" not in str(said.value)


def test_what_holds_for_all_gives_way_to_the_job() -> None:
    common = '[schedule]\njitter = "2m"\ntime_zone = "UTC"\n'
    first, second = read_schedule(
        common + HOURLY + HOURLY.replace("hourly", "b") + "jitter = 5"
    ).jobs
    assert (first.jitter, first.time_zone, first.grace, first.time_limit) == (
        120,
        "UTC",
        21_600,
        86_400,
    )
    assert second.jitter == 5
    assert read_schedule(HOURLY).jobs[0].time_zone == "Asia/Ho_Chi_Minh"


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("export a.csv --form x", "No such option: --form"),
        ("export", "Missing"),
        ("release {month} --to", "requires an argument"),
        ("stats --html a.html b", "unexpected extra argument"),
    ],
)
def test_options_of_steps_are_those_of_their_commands(step: str, said: str) -> None:
    with pytest.raises(ArgumentError, match=re.escape(said)) as error:
        check_commands(read_schedule(HOURLY + f'steps = ["{step}"]'))
    assert "[jobs.hourly]" in str(error.value)


def test_the_example_has_every_kind_of_step_right() -> None:
    schedule = read_schedule(EXAMPLE)
    check_commands(schedule)
    assert [job.name for job in schedule.jobs] == ["hourly", "nightly", "monthly"]


def test_every_key_is_documented() -> None:
    page = (Path(__file__).parents[1] / "docs/schedule.md").read_text("utf-8")
    assert [key.name for key in (*SCHEDULE, *JOB) if f"`{key.name}`" not in page] == []


def place(folder: PurePosixPath, program: str = "/usr/bin/env") -> Place:
    return Place(
        program=(program,), file=folder / "newsportal.toml", output=folder / "out", user="news"
    )


def days_of_all() -> Schedule:
    """A job for each kind of day that cron has."""
    crons = ["30 5 * * *", "0 0 13 * fri", "*/20 9-17 * * 1-5", "0 0 1 1 *", "0 0 * * 7", "@weekly"]
    return read_schedule(
        "\n".join(
            f'[jobs.j{number}]\nportal = "demo"\ncron = "{cron}"\njitter = {number}\n'
            f'time_zone = "{zone}"\nsteps = ["export /srv/other/a-{{date}}.jsonl"]'
            for number, cron in enumerate(crons)
            for zone in (["UTC"] if number > 3 else ["Asia/Ho_Chi_Minh"])
        )
    )


@pytest.mark.long
@pytest.mark.parametrize("user", [False, True])
@pytest.mark.parametrize("folder", [PurePosixPath("/srv/news"), ODD])
def test_systemd_takes_the_units(tmp_path: Path, folder: PurePosixPath, user: bool) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("needs systemd-analyze")
    made = units(days_of_all(), place(folder), user)
    assert len(made) == 12
    for name, text in made.items():
        (tmp_path / name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", *(["--user"] if user else []), *made], cwd=tmp_path,
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr.strip()) == (0, "")


@pytest.mark.long
def test_a_wrong_unit_is_not_taken(tmp_path: Path) -> None:
    """The check above can fail."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("needs systemd-analyze")
    made = units(days_of_all(), place(ODD))
    made["newsportal-j0.service"] = made["newsportal-j0.service"].replace("/usr/bin/env", "env/x")
    for name, text in made.items():
        (tmp_path / name).write_text(text)
    done = subprocess.run(["systemd-analyze", "verify", *made], cwd=tmp_path, check=False,
                          capture_output=True, text=True)  # fmt: skip
    assert "newsportal-j0" in done.stderr


def test_a_unit_may_write_where_its_job_does_and_nowhere_else() -> None:
    service = units(days_of_all(), place(ODD))["newsportal-j0.service"]
    (line,) = [each for each in service.splitlines() if each.startswith("ReadWritePaths")]
    assert line == 'ReadWritePaths="/srv/my news/50%%/$HOME" /srv/other'
    assert "\nProtectSystem=strict\n" in service
    assert "\nNoNewPrivileges=true\n" in service
    assert '"/srv/my news/50%%/$$HOME/newsportal.toml" --once j0\n' in service


@pytest.mark.parametrize(
    ("keys", "written"),
    [
        ('sections = "/vi-vn/thoi-su"', []),
        ('sections = "/tin"\noutput = "/srv/other/a.csv"', ["/srv/other"]),
        ('output = "a.csv"', []),
        ('output = "/a.csv"', ["/a.csv"]),
        ('steps = ["release a --to /srv/r", "export /mnt/a.jsonl"]', ["/mnt", "/srv/r"]),
        ('steps = ["export /srv/news/out/a.jsonl"]', []),
        ('steps = ["export /srv/a.jsonl"]', ["/srv"]),
    ],
)  # fmt: skip
def test_folders_that_are_written(keys: str, written: list[str]) -> None:
    found = place(PurePosixPath("/srv/news")).written(read_schedule(HOURLY + keys))
    own = [] if "/srv" in written else ["/srv/news"]
    assert found == sorted([*written, *own])


def test_the_files_of_the_docs_are_right() -> None:
    page = (Path(__file__).parents[1] / "docs/schedule.md").read_text("utf-8")
    (block,) = re.findall(r"(?ms)^```toml\n(.*?)^```", page)
    check_commands(read_schedule(block))


def test_the_crontab_says_what_the_file_says() -> None:
    schedule = days_of_all()
    zone, found = "", []
    for line in crontab(schedule, place(ODD)).splitlines():
        if line.startswith("CRON_TZ="):
            zone = line.removeprefix("CRON_TZ=")
        elif line and not line.startswith("#"):
            *fields, command = line.split(None, 5)
            found.append((Cron.read(" ".join(fields)).weekdays, zone, command))
    assert [each[:2] for each in found] == [
        (job.cron.weekdays, job.time_zone) for job in schedule.jobs
    ]
    assert all(re.search(r"(?<!\\)%", command) is None for *_, command in found)
    assert not found[0][2].endswith("--jitter")
    assert found[1][2].endswith("--quiet --jitter")


def test_apscheduler_reads_the_lines_of_the_crontab() -> None:
    trigger = pytest.importorskip("apscheduler.triggers.cron").CronTrigger
    lines = [line for line in crontab(read_schedule(EXAMPLE), place(ODD)).splitlines()
             if re.match(r"[\d*@]", line)]  # fmt: skip
    assert len(lines) == 3
    for line in lines:
        trigger.from_crontab(" ".join(line.split()[:5]))


def test_a_shell_gives_the_command_of_a_crontab_its_words(tmp_path: Path) -> None:
    folder = tmp_path / "my news" / "50%" / "$HOME"
    script = tmp_path / "echo"
    script.write_text('#!/bin/sh\nprintf "%s\\n" "$NEWSPORTAL_OUTPUT" "$@"\n')
    script.chmod(0o755)
    text = crontab(read_schedule(HOURLY), place(PurePosixPath(folder), str(script)))
    command = text.splitlines()[-1].split(None, 5)[5].replace("\\%", "%")
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        f"{folder}/out", "schedule", "run", "--file", f"{folder}/newsportal.toml", "--once",
        "hourly", "--quiet",
    ]  # fmt: skip


def test_commands_of_the_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NEWSPORTAL_OUTPUT", raising=False)
    monkeypatch.setattr("newsportal.settings.NEWSPORTAL_NOW", "2026-11-25T12:00:00+07:00")
    runner = CliRunner()

    def call(*words: str) -> tuple[int, str]:
        done = runner.invoke(app, ["schedule", *words])
        return done.exit_code, done.output

    assert call("check")[0] == 2
    assert call("init") == (
        0,
        "newsportal.toml is written: change it, then `newsportal schedule check`\n",
    )
    assert call("init")[0] == 2
    assert Path("newsportal.toml").read_text("utf-8") == EXAMPLE
    assert call("check")[0] == 0
    assert call("check", "--running")[0] == 1
    code, said = call("list", "--json", "--count", "2")
    assert code == 0
    hourly, nightly, monthly = json.loads(said)
    assert hourly["next"] == ["2026-11-25T12:10+07:00", "2026-11-25T13:10+07:00"]
    assert nightly["next"][0] == "2026-11-26T02:30+07:00"
    assert monthly["steps"] == [["dataset", "release", "{month}", "--to", "releases"]]
    assert hourly["last"] is None
    assert "Wed 2026-11-25 12:10" in call("list")[1]
    assert call("cron")[1].count("--once") == 3
    assert call("systemd")[1].count("OnCalendar=") == 3
    assert call("systemd", "--out", "units", "--run-as", "news")[0] == 0
    assert len(list(Path("units").iterdir())) == 6
    assert call("systemd", "--out", "newsportal.toml/x")[0] == 5
    assert call("run", "--once", "daily")[0] == 2
    Path("alerts.toml").write_text(HOURLY + '[alerts.webhook]\nurl = "http://hooks.example"\n')
    assert "all is well" in call("check", "--file", "alerts.toml")[1]
    Path("alerts.toml").write_text(HOURLY + '[alerts]\nwebhook = "http://hooks.example"\n')
    assert call("check", "--file", "alerts.toml")[0] == 2
    assert call("run", "--log-format", "xml")[0] == 2
    assert call("run", "--jitter")[0] == 2
    Path("newsportal.toml").write_bytes(b"\xff")
    assert "not in UTF-8" in call("list")[1]
    Path("newsportal.toml").unlink()
    Path("newsportal.toml").mkdir()
    assert "cannot be read" in call("list")[1]
