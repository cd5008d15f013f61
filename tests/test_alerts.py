"""Alerts: what is sent, to real servers on loopback, and how each failure is named."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from newsportal.alerts import Alerts, Delivery, notify
from newsportal.alerts.message import message_of
from newsportal.errors import ArgumentError

TOKEN, NOWHERE, PASSWORD = "TOKEN", "NOWHERE", "MAIL_PASSWORD"

ALARM = {
    "name": "same-line", "subject": "k", "run_id": "r", "number": 3, "usual": 0,
    "sentence": "3 articles have one last line", "example": "Mời đọc\r\nBcc: all@a.example", "url": "http://a.example/1",
}  # fmt: skip
RAISED = {"portal": "demo", "run_id": "r1", "exit_code": 0, "alarms": {"raised": [ALARM]}}
QUIET = {"portal": "demo", "run_id": "r2", "exit_code": 0, "alarms": {"standing": [ALARM]}}
OVER = {"portal": "demo", "run_id": "r3", "exit_code": 0, "alarms": {"ended": [ALARM]}}
FAILED = {"portal": "demo", "run_id": "r4", "exit_code": 5, "error": "the disk is full"}


@dataclass
class Hook:
    """A receiver of webhooks."""

    status: int = 204
    location: str = ""
    got: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    held: Event | None = None


@contextmanager
def receiving(hook: Hook) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.got.append((self.path, dict(self.headers), json.loads(body)))
            if hook.held is not None:
                hook.held.wait(5)
            self.send_response(hook.status)
            if hook.location:
                self.send_header("Location", hook.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        if hook.held is not None:
            hook.held.set()
        server.shutdown()
        server.server_close()
        thread.join()


def alerts(url: str, **more: Any) -> Alerts:
    return Alerts.from_mapping({"webhook": {"url": f"{url}/hook", **more}, "timeout": 2})


def test_a_webhook_gets_the_alarm() -> None:
    hook = Hook()
    with receiving(hook) as url:
        assert notify(alerts(url), RAISED) == [Delivery("webhook")]
    ((path, headers, body),) = hook.got
    assert (path, headers["Content-Type"]) == ("/hook", "application/json")
    assert (body["portal"], body["run_id"], body["raised"]) == ("demo", "r1", [ALARM])
    assert body["failed"] is None


def test_slack_gets_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    hook = Hook(200)
    with receiving(hook) as url:
        monkeypatch.setenv("HOOK", f"{url}/secret")
        stated = {"webhook": {"url_env": "HOOK", "form": "slack"}}
        assert notify(Alerts.from_mapping(stated), RAISED) == [Delivery("webhook")]
    ((path, _, body),) = hook.got
    assert path == "/secret"
    assert body["text"].startswith("*newsportal demo: 1 new: same-line*\nalarm same-line: 3 ")


def test_a_token_goes_nowhere_else(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("TOKEN", "hunter2")
    other = Hook()
    with receiving(other) as elsewhere, receiving(Hook(307, f"{elsewhere}/x")) as url:
        made = notify(alerts(url, token_env=TOKEN), RAISED)
    assert made == [Delivery("webhook", "http-307")]
    assert other.got == []
    assert "hunter2" not in caplog.text + repr(made)


@pytest.mark.parametrize(
    ("report", "sent"),
    [(RAISED, 1), (QUIET, 0), (OVER, 1), (FAILED, 1)],
    ids=["raised", "quiet", "over", "failed"],
)
def test_what_is_worth_a_message(report: dict[str, Any], sent: int) -> None:
    assert (message_of(report, ("raised", "ended", "failed")) is not None) == sent
    assert message_of(report, ()) is None


def test_no_server_fails_a_crawl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOWHERE", raising=False)
    with receiving(Hook(500)) as url:
        assert notify(alerts(url), FAILED) == [Delivery("webhook", "http-500")]
        assert notify(alerts(url, token_env=NOWHERE), FAILED)[0].failed == "no-secret"
    assert notify(alerts(url), FAILED)[0].failed == "connection"  # it is gone
    monkeypatch.setenv("HOOK", "file:///etc/passwd")
    stated = Alerts.from_mapping({"webhook": {"url_env": "HOOK"}})
    assert notify(stated, FAILED)[0].failed == "address"
    with receiving(Hook(held=Event())) as url:
        slow = Alerts.from_mapping({"webhook": {"url": url}, "timeout": 0.1})
        assert notify(slow, FAILED)[0].failed == "timeout"


JOB = """
[jobs.hourly]
portal = "demo"
cron = "10 * * * *"
base_url = "http://127.0.0.1:9"

[alerts.webhook]
url = "{url}/hook"
"""


def test_a_schedule_sends_what_a_run_could_not_do(tmp_path: Path) -> None:
    hook = Hook()
    with receiving(hook) as url:
        (tmp_path / "newsportal.toml").write_text(JOB.format(url=url), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "newsportal", "schedule", "run", "--once", "hourly"],
            cwd=tmp_path, env={**os.environ, "NEWSPORTAL_OUTPUT": str(tmp_path / "output")},
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert "an alert by webhook: sent" in done.stdout
    ((_, _, body),) = hook.got
    assert (body["portal"], body["exit_code"]) == ("demo", 3)


WRONG = [
    ({"slak": {}}, "[alerts] has no 'slak'; there are: webhook, mail, on, timeout"),
    ({"webhook": "x"}, "write a table [alerts.webhook]"),
    ({"webhook": {}}, "wants url, or url_env"),
    ({"webhook": {"url": "https://a.example", "form": "xml"}}, "write json or slack"),
    ({"webhook": {"url": "https://me:pw@a.example"}}, "the address is none"),
    ({"webhook": {"url": 5}}, "[alerts.webhook] url = 5: write a text"),
    ({"mail": {"to": "a@b.example", "host": "h"}}, "[alerts.mail] wants sender"),
    ({"mail": {"to": ["a@b\nBcc: c@d"], "host": "h", "sender": "a@b"}}, "is no address"),
    ({"mail": {"to": "a@b", "host": "h", "sender": "a@b", "port": "25"}}, "write a number"),
    ({"mail": {"to": "a@b", "host": "h", "sender": "a@b", "user": "u"}}, "or neither"),
    ({"mail": {"to": "a@b", "host": "h", "sender": "a@b", "security": "none", "user": "u",
               "password_env": "P"}}, "sends no password without"),
    ({"on": ["raise"]}, "write a list of raised, ended, failed"),
    ({"timeout": 0}, "write seconds up to 120"),
]  # fmt: skip


@pytest.mark.parametrize(("stated", "sentence"), WRONG)
def test_a_wrong_declaration_is_a_sentence(stated: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        Alerts.from_mapping(stated)
    assert sentence in str(caught.value)
    assert "pw" not in str(caught.value)


# -- mail


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tls")
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout",
         str(key), "-out", str(cert), "-subj", "/CN=localhost", "-addext",
         "subjectAltName=DNS:localhost"], check=True, capture_output=True,
    )  # fmt: skip
    return key, cert


@dataclass
class Box:
    """What a mail server took."""

    letters: list[Any] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - its name
        self.letters.append(envelope)
        return "250 OK"


@contextmanager
def mail_server(box: Box, certificate: tuple[Path, Path] | None) -> Iterator[int]:
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import AuthResult

    def login(_server: Any, _session: Any, _envelope: Any, _how: str, data: Any) -> AuthResult:
        box.logins.append((data.login, data.password))
        return AuthResult(success=data.password == b"hunter2", handled=False)

    more: dict[str, Any] = {}
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(str(certificate[1]), str(certificate[0]))
        more = {"tls_context": context, "authenticator": login, "auth_require_tls": True}
    server = Controller(box, hostname="127.0.0.1", port=0, server_hostname="localhost", **more)
    made: Any = server.loop.run_until_complete(server._create_server())
    thread = Thread(target=server.loop.run_forever, daemon=True)
    thread.start()
    try:
        yield made.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(emptied(made), server.loop).result(10)
        server.loop.call_soon_threadsafe(server.loop.stop)
        thread.join()
        server.loop.close()


async def emptied(server: asyncio.AbstractServer) -> None:
    """Let the connections end that are at work, and close the server."""
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    if others:
        await asyncio.wait(others, timeout=2)
    for _ in range(20):
        await asyncio.sleep(0)


def mailed(port: int, **more: Any) -> Alerts:
    mail = {"to": ["a@news.example", "b@news.example"], "sender": "crawl@news.example"}
    return Alerts.from_mapping({"mail": {**mail, "host": "localhost", "port": port, **more}})


@pytest.mark.extra("services")
def test_a_letter_arrives_without_a_forged_header() -> None:
    box = Box()
    with mail_server(box, None) as port:
        assert notify(mailed(port, security="none"), RAISED) == [Delivery("mail")]
        assert notify(mailed(port), RAISED) == [Delivery("mail", "no-starttls")]
    (letter,) = box.letters
    from email import message_from_bytes, policy

    read = message_from_bytes(letter.content, policy=policy.default)
    assert letter.rcpt_tos == ["a@news.example", "b@news.example"]
    assert (read["Subject"], read["Bcc"]) == ("newsportal demo: 1 new: same-line", None)
    body = read.get_body()
    assert body is not None
    assert "Mời đọc Bcc: all@a.example" in body.get_content()


@pytest.mark.extra("services")
@pytest.mark.parametrize(
    ("password", "failed"), [("hunter2", None), ("guess", "login-refused"), ("", "no-secret")]
)
def test_a_login_over_starttls(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, password: str, failed: str
) -> None:
    box = Box()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[1]))
    monkeypatch.setenv("MAIL_PASSWORD", password)
    with mail_server(box, certificate) as port:
        made = notify(mailed(port, user="me", password_env=PASSWORD), RAISED)
    assert made == [Delivery("mail", failed)]
    assert len(box.letters) == (failed is None)


@pytest.mark.extra("services")
def test_a_certificate_that_nobody_vouches_for(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    box = Box()
    monkeypatch.setenv("MAIL_PASSWORD", "hunter2")
    with mail_server(box, certificate) as port:
        made = notify(mailed(port, user="me", password_env=PASSWORD), RAISED)
    assert (made, box.logins) == ([Delivery("mail", "tls")], [])
