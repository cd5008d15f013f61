"""Deployment: scrapyd on loopback, the Dockerfile, and the YAML of the docs."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from typer.main import get_command

from newsportal.cli import app
from newsportal.demo import DemoSite
from newsportal.demo.server import serve
from newsportal.schedule import read_schedule
from newsportal.scheduler.egg import write_egg

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/deploy.md"
SECONDS = 60


OWN = """from scrapy import Spider
class OwnSpider(Spider):
    name = "own"
"""
"""A spider that is in no checkout: if it is listed, the code is the egg's."""


def egg() -> bytes:
    made = BytesIO()
    write_egg(made)
    return made.getvalue()


def egg_with_a_spider() -> bytes:
    made = BytesIO(egg())
    with zipfile.ZipFile(made, "a") as changed:
        changed.writestr("newsportal/spiders/own.py", OWN)
    return made.getvalue()


def test_the_egg_is_the_package_and_names_its_settings() -> None:
    with zipfile.ZipFile(BytesIO(egg())) as made:
        assert made.testzip() is None
        names = set(made.namelist())
        entry = made.read("EGG-INFO/entry_points.txt").decode()
    assert "settings = newsportal.settings" in entry
    there = {str(path.relative_to(ROOT)) for path in (ROOT / "newsportal").rglob("*.py")}
    assert there <= names
    assert "newsportal/schedule/example.toml" in names
    assert not [name for name in names if name.endswith(".pyc")]
    assert egg() == egg()


class Scrapyd:
    """A real scrapyd; its log is read until a line comes."""

    def __init__(self, folder: Path, port: int) -> None:
        self.root = f"http://127.0.0.1:{port}"
        (folder / "scrapyd.conf").write_text(
            f"[scrapyd]\nbind_address = 127.0.0.1\nhttp_port = {port}\npoll_interval = 0.2\n"
            "max_proc = 1\n",
            encoding="utf-8",
        )
        script = "import scrapyd.__main__ as own, sys; sys.argv[1:] = ['--pidfile=']; own.main()"
        environment = {
            **os.environ,
            "NEWSPORTAL_OUTPUT": str(folder / "output"),
            "HOME": str(folder),
        }
        environment |= {"NEWSPORTAL_STORE": "", "PYTHONUNBUFFERED": "1"}
        # What newsportal depends on, and not this checkout: .pth files on PYTHONPATH are not read.
        environment["PYTHONPATH"] = str(
            Path(str(getattr(find_spec("scrapyd"), "origin", ""))).parents[1]
        )
        python = str(getattr(sys, "_base_executable", sys.executable))
        self.process = subprocess.Popen(
            [python, "-W", "ignore", "-c", script], cwd=folder, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.lines: list[str] = []
        self.waits: dict[str, Event] = {"Scrapyd": Event(), "Process finished": Event()}
        self.reader = Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self.lines.append(line)
            for text, event in self.waits.items():
                if text in line or "Process died" in line:
                    event.set()

    def wait(self, text: str) -> None:
        assert self.waits[text].wait(SECONDS), "".join(self.lines)

    def ask(self, name: str, body: bytes | None = None, kind: str = "") -> dict[str, Any]:
        request = urllib.request.Request(  # noqa: S310 - loopback
            f"{self.root}/{name}", data=body, headers={"Content-Type": kind} if kind else {}
        )
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            made: dict[str, Any] = json.load(answer)
        assert made["status"] == "ok", made
        return made

    def deploy(self, version: str) -> dict[str, Any]:
        """What `curl -F project=newsportal -F version=... -F egg=@...` sends."""
        parts = []
        for name, value in {"project": b"newsportal", "version": version.encode()}.items():
            parts.append(f'name="{name}"\r\n\r\n'.encode() + value)
        parts.append(
            b'name="egg"; filename="newsportal.egg"\r\nContent-Type: application/zip\r\n\r\n'
            + egg_with_a_spider()
        )
        body = b"".join(
            b"--own\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts
        )
        return self.ask(
            "addversion.json", body + b"--own--\r\n", "multipart/form-data; boundary=own"
        )

    def schedule(self, **arguments: str) -> str:
        body = urllib.parse.urlencode({"project": "newsportal", **arguments}).encode()
        made: str = self.ask("schedule.json", body)["jobid"]
        return made


@contextmanager
def scrapyd(folder: Path) -> Iterator[Scrapyd]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = Scrapyd(folder, port)
    try:
        made.wait("Scrapyd")
        yield made
    finally:
        made.process.terminate()
        made.process.wait(SECONDS)
        made.reader.join(SECONDS)
        if made.process.stdout:
            made.process.stdout.close()


@pytest.mark.long
@pytest.mark.extra("services")
def test_scrapyd_takes_the_egg_and_runs_the_demo(tmp_path: Path) -> None:
    pytest.importorskip("scrapyd")
    with serve(DemoSite(20)) as address, scrapyd(tmp_path) as server:
        deployed = server.deploy("1")
        assert deployed["spiders"] >= 3
        spiders = server.ask("listspiders.json?project=newsportal")["spiders"]
        assert {"demo", "own", "baovinhphuc"} <= set(spiders)
        job = server.schedule(spider="demo", base_url=address, section="thoi-su", max_articles="3")
        server.wait("Process finished")
        (log,) = (tmp_path / "logs/newsportal/demo").iterdir()
        text = log.read_text("utf-8")
        assert log.stem == job
        (line,) = [line for line in server.lines if "Process finished" in line]
        assert "spider='demo'" in line
        records = (tmp_path / "output/demo/articles.jsonl").read_text("utf-8").splitlines()
    assert len(records) == 3
    assert {json.loads(each)["section"] for each in records} == {"thoi-su"}
    assert "newsportal.pipelines" in text  # our settings, from the egg
    assert "(bot: newsportal)" in text


@pytest.mark.extra("services")
@pytest.mark.parametrize(
    ("text", "right"),
    [(None, True), ("FROM python\nRUN cd /a && pip install b\n", False)],
)
def test_the_dockerfile_is_well_formed(text: str | None, right: bool) -> None:
    linter = shutil.which("hadolint", path=Path(sys.executable).parent)
    if linter is None:
        pytest.skip("needs hadolint")
    said = subprocess.run(
        [linter, "--no-color", "-"], input=text or (ROOT / "Dockerfile").read_text("utf-8"),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (said.returncode == 0) is right, said.stdout


def test_the_dockerfile_copies_what_there_is() -> None:
    text = (ROOT / "Dockerfile").read_text("utf-8")
    copied = re.findall(r"^COPY (?!--from)(.*) \S+$", text, re.MULTILINE)
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    sent = {line[1:] for line in ignored if line.startswith("!")}
    assert {name for line in copied for name in line.split()} <= sent
    assert all((ROOT / name).exists() for line in copied for name in line.split())
    for words in re.findall(r"^(?:CMD|\s+CMD) (\[.*\])$", text, re.MULTILINE):
        parse([word for word in json.loads(words) if word != "newsportal"])


def parse(words: list[str]) -> None:
    """Read a command's arguments as it will; raises what it would say."""
    command: Any = get_command(app)
    rest = list(words)
    while hasattr(command, "commands"):
        command = command.commands[rest.pop(0)]
    command.make_context(words[0], rest)


def documents() -> list[Any]:
    """The YAML of the page, parsed."""
    yaml = pytest.importorskip("yaml")
    blocks = re.findall(r"(?ms)^```yaml\n(.*?)^```", PAGE.read_text("utf-8"))
    return [each for block in blocks for each in yaml.safe_load_all(block)]


@pytest.mark.extra("docs")
def test_the_cronjob_of_the_docs_runs_a_job_that_its_file_declares() -> None:
    found = {each["kind"]: each for each in documents() if "kind" in each}
    assert set(found) == {"ConfigMap", "PersistentVolumeClaim", "CronJob"}
    schedule = read_schedule(found["ConfigMap"]["data"]["newsportal.toml"])
    spec = found["CronJob"]["spec"]
    assert (spec["concurrencyPolicy"], spec["timeZone"]) == ("Forbid", "Asia/Ho_Chi_Minh")
    pod = spec["jobTemplate"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    parse(container["args"])
    job = schedule.job(container["args"][container["args"].index("--once") + 1])
    assert job is not None
    assert (spec["schedule"], spec["timeZone"]) == (job.cron.text, job.time_zone)
    volumes = {each["name"]: each for each in pod["volumes"]}
    assert {each["name"] for each in container["volumeMounts"]} == set(volumes)
    claim = found["PersistentVolumeClaim"]["metadata"]["name"]
    assert volumes["data"]["persistentVolumeClaim"]["claimName"] == claim
    assert volumes["schedule"]["configMap"]["name"] == found["ConfigMap"]["metadata"]["name"]


@pytest.mark.extra("docs")
def test_the_compose_file_of_the_docs_calls_what_there_is() -> None:
    (services,) = [each["services"] for each in documents() if "services" in each]
    assert services
    for service in services.values():
        if "command" in service:
            parse(service["command"])


def test_the_commands_of_the_page_are_right() -> None:
    text = PAGE.read_text("utf-8")
    found = re.findall(r"^    (?:docker .*)?\bnews(?:portal)? ?(.*)$", text, re.MULTILINE)
    found = [line.removeprefix("newsportal ") for line in found if line and line != "."]
    assert len(found) == 4
    for line in found:
        parse(shlex.split(line, comments=True))
