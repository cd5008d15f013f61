"""Sending a message: by webhook and by SMTP, each with a timeout, each failure with a name."""

from __future__ import annotations

import json
import os
import smtplib
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from newsportal.alerts.declared import Alerts, Mail, Webhook, check_address
from newsportal.alerts.message import Message, message_of, slack

FAILURES: tuple[tuple[type[BaseException], str], ...] = (
    (smtplib.SMTPAuthenticationError, "login-refused"),
    (smtplib.SMTPRecipientsRefused, "recipients-refused"),
    (smtplib.SMTPSenderRefused, "sender-refused"),
    (smtplib.SMTPNotSupportedError, "no-starttls"),
    (smtplib.SMTPException, "smtp"),
    (ssl.SSLError, "tls"),
    (TimeoutError, "timeout"),
    (HTTPException, "no-http"),
    (OSError, "connection"),
)
"""What sending fails with, and its name; the first row that fits. No message of an exception is
told: it may hold the address, and with it the secret."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one message."""

    channel: str
    """webhook or mail."""

    failed: str | None = None
    """The name of the failure: one of `FAILURES`, ``http-<status>``, ``no-secret``, ``address``."""


class _NoSecretError(Exception):
    """An environment variable that is named holds nothing."""


def notify(alerts: Alerts, report: Mapping[str, Any]) -> list[Delivery]:
    """Send what is wanted of a run's report by each declared way; what became of each.

    Nothing is sent, and nothing returned, where the run has nothing to tell. Never raises for what
    a server, a network or an environment does.
    """
    message = message_of(report, alerts.on)
    if message is None:
        return []
    made = []
    if alerts.webhook is not None:
        webhook = alerts.webhook
        made.append(_tried("webhook", lambda: _post(webhook, message, alerts.timeout)))
    if alerts.mail is not None:
        mail = alerts.mail
        made.append(_tried("mail", lambda: _mail(mail, message, alerts.timeout)))
    return made


def _tried(channel: str, send: Callable[[], None]) -> Delivery:
    try:
        send()
    except HTTPError as error:
        error.close()
        return Delivery(channel, f"http-{error.code}")
    except _NoSecretError:
        return Delivery(channel, "no-secret")
    except (OSError, HTTPException, smtplib.SMTPException) as error:
        cause = error.reason if isinstance(error, URLError) else error
        found = next((name for kind, name in FAILURES if isinstance(cause, kind)), "connection")
        return Delivery(channel, found)
    except ValueError:  # after OSError: a wrong certificate is both
        return Delivery(channel, "address")
    return Delivery(channel)


def _post(webhook: Webhook, message: Message, timeout: float) -> None:
    url = webhook.url or _secret(webhook.url_env)
    check_address(url)
    body = slack(message) if webhook.form == "slack" else dict(message.data)
    headers = {"Content-Type": "application/json", "User-Agent": "newsportal"}
    if webhook.token_env:
        headers["Authorization"] = f"Bearer {_secret(webhook.token_env)}"
    data = json.dumps(body, ensure_ascii=False).encode()
    request = Request(url, data=data, headers=headers, method="POST")  # noqa: S310 - http(s) alone
    with _opener().open(request, timeout=timeout):
        pass


def _opener() -> OpenerDirector:
    """What follows no redirect: a token must not reach another host."""
    return build_opener(_Stay)


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_arguments: Any) -> None:
        """Follow none; the status is then an error of its name."""


def _mail(mail: Mail, message: Message, timeout: float) -> None:
    letter = EmailMessage()
    letter["Subject"], letter["From"] = message.subject, mail.sender
    letter["To"] = ", ".join(mail.to)
    letter["Date"], letter["Message-ID"] = formatdate(), make_msgid("newsportal", "localhost")
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(message.text)
    context = ssl.create_default_context()
    if mail.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            mail.host, mail.port, timeout=timeout, context=context
        )
    else:
        server = smtplib.SMTP(mail.host, mail.port, timeout=timeout)
    with server:
        if mail.security == "starttls":
            server.starttls(context=context)
        if mail.user:
            server.login(mail.user, _secret(mail.password_env))
        server.send_message(letter)


def _secret(name: str) -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        raise _NoSecretError
    return value
