"""Jobs at work: real processes, real signals, and lines that are waited for."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

import pytest

from newsportal.demo import DemoSite
from newsportal.demo.server import serve
from newsportal.errors import BusyError
from newsportal.schedule import Cron, read_schedule
from newsportal.schedule.cron import WEEKDAYS
from newsportal.schedule.moments import moments
from newsportal.scheduler.children import STOPS, Children
from newsportal.scheduler.notes import Note, held, is_held, read_note, write_note
from newsportal.scheduler.telling import EVENTS, Teller
from tests.serving import Watched
from tests.test_cron import HANOI, NEXT, NOW

SECONDS = 60
"""A line that does not come in this time, on a busy machine, does not come."""

NEVER = "0 0 29 2 *"
"""Jobs of these tests start by ``--now`` and ``--once``, not by this."""


class Gate:
    """A site whose answers wait until it is opened."""

    def __init__(self, is_open: bool = True) -> None:
        self.asked, self.open = Event(), Event()
        self.site = Watched(DemoSite(20), seen=self._pass)
        if is_open:
            self.open.set()

    def _pass(self) -> None:
        self.asked.set()
        self.open.wait(SECONDS)


class Running:
    """A `newsportal schedule run` and the events that it tells."""

    def __init__(self, folder: Path, *words: str) -> None:
        environment = {**os.environ, "NEWSPORTAL_OUTPUT": str(folder / "output")}
        environment["NEWSPORTAL_STORE"] = ""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "newsportal", "schedule", "run", "--log-format", "json", *words],
            cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.lines: SimpleQueue[dict[str, Any]] = SimpleQueue()
        self.told: list[dict[str, Any]] = []
        self.reader = Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self.lines.put(json.loads(line))

    def wait(self, event: str, job: str | None = None) -> dict[str, Any]:
        """The next event of that name."""
        until = time.monotonic() + SECONDS
        while True:
            found = self.lines.get(timeout=max(until - time.monotonic(), 0.01))
            self.told.append(found)
            if found["event"] == event and job in (None, found["job"]):
                return found

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(SECONDS)

    def child(self) -> int:
        """The process of the job that is at work."""
        for entry in Path("/proc").glob("[0-9]*/stat"):
            try:
                name, _, rest = entry.read_text().rpartition(")")
            except OSError:
                continue
            if int(rest.split()[1]) == self.process.pid:
                return int(name.split()[0])
        raise AssertionError("no job is at work")


@contextmanager
def running(folder: Path, *words: str) -> Iterator[Running]:
    """One that is killed at the end of a test that failed."""
    made = Running(folder, *words)
    try:
        yield made
    finally:
        made.process.kill()
        made.reader.join(SECONDS)
        for stream in (made.process.stdout, made.process.stderr):
            if stream is not None:
                stream.close()
        made.process.wait(SECONDS)


def job(name: str, address: str, keys: str = "") -> str:
    return (
        f'[jobs.{name}]\nportal = "demo"\ncron = "{NEVER}"\nbase_url = "{address}"\n'
        f"max_articles = 2\nwarc = false\n{keys}\n"
    )


def declare(folder: Path, *jobs: str) -> None:
    (folder / "newsportal.toml").write_text("\n".join(jobs), encoding="utf-8")


def note(folder: Path, name: str) -> Note:
    found = read_note(folder / "output/schedule", name)
    assert found is not None
    return found


@pytest.mark.long
def test_a_job_and_its_steps_once(tmp_path: Path) -> None:
    with serve(DemoSite(20)) as address:
        declare(tmp_path, job("a", address, 'steps = ["export out-{date}.jsonl", "check demo"]'))
        with running(tmp_path, "--once", "a") as once:
            assert once.process.wait(SECONDS) == 3  # check asks the portal itself: it is not there
            failed = once.wait("failed", "a")
    assert [each["event"] for each in once.told if each["event"] != "said"] == [
        "started", "step-started", "step-ended", "step-started", "step-failed", "failed",
    ]  # fmt: skip
    day = datetime.now(HANOI).date()
    (made,) = tmp_path.glob("out-*.jsonl")
    assert made.name in (f"out-{day}.jsonl", f"out-{day - timedelta(days=1)}.jsonl")
    assert len(made.read_text("utf-8").splitlines()) == 2
    assert "demo 2 stored" in failed["message"]
    assert (note(tmp_path, "a").outcome, note(tmp_path, "a").exit_code) == ("failed", 3)


@pytest.mark.long
def test_steps_follow_a_failure_only_if_that_is_wanted(tmp_path: Path) -> None:
    nobody = "http://127.0.0.1:9"
    step = 'steps = ["check demo --base-url http://127.0.0.1:9"]\nsteps_after_failure = '
    declare(tmp_path, job("no", nobody, step + "false"), job("yes", nobody, step + "true"))
    for name, steps in (("no", 0), ("yes", 1)):
        with running(tmp_path, "--once", name) as once:
            assert once.process.wait(SECONDS) == 3
            once.wait("failed", name)
        assert [each["event"] for each in once.told].count("step-started") == steps
    with running(tmp_path, "--once", "no") as once:
        assert once.wait("failed")["failures"] == 2


@pytest.mark.long
@pytest.mark.extra("schedule")
def test_a_job_that_is_killed_harms_no_other(tmp_path: Path) -> None:
    pytest.importorskip("apscheduler")
    shut, free = Gate(is_open=False), Gate()
    with serve(shut.site) as first, serve(free.site) as second:
        declare(tmp_path, job("shut", first))
        with running(tmp_path, "--now") as service:
            assert shut.asked.wait(SECONDS)
            os.kill(service.child(), signal.SIGKILL)
            assert service.wait("failed", "shut")["exit_code"] == 137
            declare(tmp_path, job("shut", first), job("other", second))
            service.wait("reread")
            with running(tmp_path, "--once", "other") as once:
                assert once.process.wait(SECONDS) == 0
            assert service.process.poll() is None
            assert service.end() == 0
            counts = service.wait("stopped")["counts"]
        shut.open.set()
    assert counts["failed"] == 1
    assert note(tmp_path, "shut").outcome == "failed"
    assert note(tmp_path, "other").outcome == "finished"


@pytest.mark.long
@pytest.mark.extra("schedule")
def test_nothing_is_started_twice(tmp_path: Path) -> None:
    pytest.importorskip("apscheduler")
    gate = Gate(is_open=False)
    with serve(gate.site) as address:
        declare(tmp_path, job("a", address))
        with running(tmp_path, "--now") as service:
            assert gate.asked.wait(SECONDS)
            with running(tmp_path, "--once", "a") as once:
                assert once.process.wait(SECONDS) == 4
                assert "not started twice" in once.wait("busy", "a")["message"]
            with running(tmp_path) as second:
                assert second.process.wait(SECONDS) == 4
                assert second.process.stderr is not None
                assert "another scheduler works" in second.process.stderr.read()
            checked = subprocess.run(
                [sys.executable, "-m", "newsportal", "schedule", "check", "--running"],
                cwd=tmp_path, env={**os.environ, "NEWSPORTAL_OUTPUT": str(tmp_path / "output")},
                check=False,
            )  # fmt: skip
            assert checked.returncode == 0
            assert note(tmp_path, "a").outcome == "working"
            gate.open.set()
            service.wait("ended", "a")
            assert service.end(signal.SIGINT) == 130


@pytest.mark.long
@pytest.mark.extra("schedule")
def test_sigterm_ends_a_crawl_that_hangs_within_ten_seconds(tmp_path: Path) -> None:
    pytest.importorskip("apscheduler")
    gate = Gate(is_open=False)
    with serve(gate.site) as address:
        declare(tmp_path, job("a", address, 'steps = ["near-duplicates"]'))
        with running(tmp_path, "--now") as service:
            assert gate.asked.wait(SECONDS)
            begun = time.monotonic()
            assert service.end() == 0
            assert time.monotonic() - begun < 10
            service.wait("stopped")
        gate.open.set()
    events = [each["event"] for each in service.told]
    assert events == ["ready", "started", "stopping", "interrupted", "stopped"]
    assert note(tmp_path, "a").outcome == "interrupted"


@pytest.mark.long
def test_sigterm_ends_one_job_and_its_crawl_says_so(tmp_path: Path) -> None:
    gate = Gate(is_open=False)
    with serve(gate.site) as address:
        declare(tmp_path, job("a", address))
        with running(tmp_path, "--once", "a") as once:
            assert gate.asked.wait(SECONDS)
            once.process.send_signal(signal.SIGTERM)
            gate.open.set()
            assert once.process.wait(SECONDS) == 130
    store = sqlite3.connect(tmp_path / "output/newsportal.db")
    assert store.execute("select state from runs").fetchall() == [("interrupted",)]
    store.close()
    assert note(tmp_path, "a").outcome == "interrupted"


@pytest.mark.long
def test_a_job_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    gate = Gate(is_open=False)
    with serve(gate.site) as address:
        declare(tmp_path, job("a", address, "time_limit = 2"))
        with running(tmp_path, "--once", "a") as once:
            once.wait("too-long", "a")
            assert once.process.wait(SECONDS) == 1
        gate.open.set()
    assert note(tmp_path, "a").outcome == "failed"


@pytest.mark.long
@pytest.mark.extra("schedule")
def test_a_file_that_changes_is_read_again_and_a_wrong_one_is_not(tmp_path: Path) -> None:
    pytest.importorskip("apscheduler")
    with serve(DemoSite(20)) as address:
        declare(tmp_path, job("a", address))
        with running(tmp_path) as service:
            service.wait("ready")
            declare(tmp_path, job("a", address, "max_page = 3"))
            assert "is 'max_pages' meant?" in service.wait("kept")["message"]
            declare(tmp_path, job("a", address, 'steps = ["export a.csv --of b"]'))
            assert "No such option: --of" in service.wait("kept")["message"]
            (tmp_path / "newsportal.toml").unlink()
            assert "there is no" in service.wait("kept")["message"]
            soon = job("soon", address).replace(NEVER, "* * * * *")
            declare(tmp_path, soon)
            assert "soon changed, 1 left out" in service.wait("reread")["message"]
            service.process.send_signal(signal.SIGHUP)
            assert "no job changed" in service.wait("reread")["message"]
            assert service.end() == 0


def test_a_child_is_ended_whatever_it_does(tmp_path: Path) -> None:
    """It ignores SIGTERM, and so does the process that it started."""
    code = (
        "import os, signal; signal.signal(15, lambda *_: print('not yet', flush=True)); os.fork(); "
        "print('here', flush=True)\nwhile True: signal.pause()"
    )
    assert [number for number, _ in STOPS][-1] == signal.SIGKILL
    assert sum(seconds for _, seconds in STOPS) < 10
    children, lines = Children(), []
    started = Event()

    def said(line: str) -> None:
        lines.append(line)
        if lines.count("here") == 2:
            started.set()
        if lines.count("not yet") == 2:  # patience is over: the test need not wait for its end
            for process in list(children._alive):
                os.killpg(process.pid, signal.SIGKILL)

    def work() -> None:
        codes.append(children.run([sys.executable, "-c", code], (tmp_path, {}), said, SECONDS))

    codes: list[int] = []
    thread = Thread(target=work)
    thread.start()
    assert started.wait(SECONDS)
    children.stop()
    thread.join(SECONDS)
    assert codes == [137]
    assert children.run([sys.executable, "-c", code], (tmp_path, {}), said, SECONDS) in (137, 143)


def test_notes_tell_what_broke_off(tmp_path: Path) -> None:
    started = Note("2026-11-25T12:00:00+07:00", failures=1)
    write_note(tmp_path, "a", started)
    found = read_note(tmp_path, "a")
    assert found is not None
    assert (found.outcome, found.failures) == ("broken off", 2)
    with held(tmp_path, "a", "busy"):
        assert read_note(tmp_path, "a") == started
        assert is_held(tmp_path, "a")
        with pytest.raises(BusyError, match="busy"), held(tmp_path, "a", "busy"):
            pass
    assert not is_held(tmp_path, "a")
    for text in ("", "[]", '{"started_at": "yesterday"}', "{}", '{"started_at": 3}'):
        (tmp_path / "a.json").write_text(text)
        assert read_note(tmp_path, "a") is None


def test_lines_for_people_and_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    Teller().tell("started", "a", "started", command=["crawl"])
    Teller("json").tell("failed", None, "đỏ", exit_code=3)
    quiet = Teller(quiet=True)
    for event in EVENTS:
        quiet.tell(event, "a", event)
    out, err = capsys.readouterr()
    first, second = out.splitlines()
    assert first.endswith("+07:00 a: started")
    made = json.loads(second)
    assert datetime.fromisoformat(made.pop("time")).tzinfo
    assert made == {"event": "failed", "job": None, "message": "đỏ", "exit_code": 3}
    assert [line.rpartition(" ")[2] for line in err.splitlines()] == [
        event for event, wanted in EVENTS.items() if wanted
    ]
    assert quiet.counts["missed"] == 1


def times(cron: str, keys: str = "") -> Any:
    """What APScheduler is given for a job."""
    pytest.importorskip("apscheduler")
    from newsportal.scheduler.trigger import JobTimes

    text = f'[jobs.a]\nportal = "demo"\ncron = "{cron}"\n{keys}'
    return JobTimes(read_schedule(text).jobs[0])


@pytest.mark.extra("schedule")
@pytest.mark.parametrize("text", NEXT)
def test_apscheduler_starts_at_the_same_moments(text: str) -> None:
    trigger, found, previous = times(text), [], None
    for _ in NEXT[text]:
        previous = trigger.get_next_fire_time(previous, NOW)
        found.append(f"{previous:%m-%d %H:%M}")
    assert found == NEXT[text]


@pytest.mark.extra("schedule")
@pytest.mark.parametrize("text", [text for text in NEXT if not Cron.read(text).either])
def test_its_own_trigger_with_the_weekdays_named_agrees(text: str) -> None:
    own = pytest.importorskip("apscheduler.triggers.cron").CronTrigger
    cron = Cron.read(text)
    listed = [
        ",".join(map(str, each)) for each in (cron.minutes, cron.hours, cron.days, cron.months)
    ]
    minute, hour, day, month = listed
    names = ",".join(WEEKDAYS[each] for each in cron.weekdays)
    trigger = own(month=month, day=day, day_of_week=names, hour=hour, minute=minute, timezone=HANOI)
    previous = None
    for moment in islice(moments(cron, HANOI, NOW), 4):
        previous = trigger.get_next_fire_time(previous, previous or NOW + timedelta(seconds=1))
        assert previous == moment


@pytest.mark.extra("schedule")
def test_jitter_puts_off_and_skips_nothing() -> None:
    trigger, previous = times("*/10 * * * *", "jitter = 590"), NOW
    for number in range(1, 50):
        previous = trigger.get_next_fire_time(previous, NOW)
        late = previous - (NOW + timedelta(minutes=10 * number))
        assert timedelta() <= late < timedelta(minutes=10)


@pytest.mark.extra("schedule")
def test_starts_that_were_missed_are_one_start(tmp_path: Path) -> None:
    """APScheduler's settings, with the clock put ahead: it slept for a week."""
    pytest.importorskip("apscheduler")
    from newsportal.scheduler.home import Home
    from newsportal.scheduler.service import Service

    schedule = read_schedule('[jobs.a]\nportal = "demo"\ncron = "0 * * * *"\ngrace = "2h"')
    service = Service(Home(file=tmp_path / "a.toml", schedule=schedule, output=tmp_path), Teller())
    service._add(schedule.jobs[0])
    service.scheduler.start(paused=True)
    (made,) = service.scheduler.get_jobs()
    assert made.coalesce
    assert (made.max_instances, made.misfire_grace_time) == (1, 7200)
    missed = made._get_run_times(datetime.now(timezone.utc) + timedelta(days=7))
    assert 167 <= len(missed) <= 169
    service.scheduler.shutdown()


@pytest.mark.extra("schedule")
@pytest.mark.parametrize(
    ("last", "grace", "missed"),
    [
        ("11-25 11:59", "6h", None),  # nothing since
        ("11-25 04:00", "6h", "11-25 11:30"),  # several: the last counts
        ("11-25 11:29", "20m", None),  # half an hour ago is too long
        ("11-01 00:00", "31m", "11-25 11:30"),
    ],
)
def test_a_start_while_the_service_was_down(last: str, grace: str, missed: str | None) -> None:
    trigger = times("30 * * * *", f'grace = "{grace}"')
    before = datetime.strptime(f"2026-{last}", "%Y-%m-%d %H:%M").replace(tzinfo=HANOI)
    found = trigger.missed(before, NOW)
    assert (f"{found:%m-%d %H:%M}" if found else None) == missed


@pytest.mark.long
def test_without_the_extra_there_is_a_sentence(tmp_path: Path) -> None:
    declare(tmp_path, job("a", "http://127.0.0.1:9"))
    code = "import sys; sys.modules['apscheduler'] = None; from newsportal.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "schedule", "run"], cwd=tmp_path, check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 5
    assert "pip install 'newsportal[schedule]'" in done.stderr
