"""What is sent where: plain declarations; secrets stay in environment variables, named here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, TypeVar
from urllib.parse import urlsplit

from newsportal.errors import ArgumentError

EVENTS: dict[str, str] = {
    "raised": "an alarm is new",
    "ended": "an alarm is over",
    "failed": "a run could not do its work: an exit code of 1 to 6",
}
"""What an alert may be sent of."""

FORMS = ("json", "slack")
SECURITY = ("starttls", "tls", "none")
PORTS = range(1, 65_536)
MAX_TIMEOUT = 120

T = TypeVar("T", "Webhook", "Mail")


@dataclass(frozen=True, kw_only=True, slots=True)
class Webhook:
    """An address to which a run's alarms are posted."""

    url: str = ""
    url_env: str = ""
    """The environment variable that holds the address, where that is a secret, as Slack's is."""

    form: str = "json"
    """json, the report's alarms as they are, or slack, a text."""

    token_env: str = ""
    """The environment variable that holds a bearer token; none for none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """A mail server, and who gets mail from it."""

    to: tuple[str, ...] = ()
    sender: str = ""
    host: str = ""
    port: int = 587
    security: str = "starttls"
    """starttls, tls (from the first byte, port 465), none (a server on this machine)."""

    user: str = ""
    password_env: str = ""
    """The environment variable that holds the password; none for a server that asks for none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Alerts:
    """The ``[alerts]`` of newsportal.toml."""

    webhook: Webhook | None = None
    mail: Mail | None = None
    on: tuple[str, ...] = ("raised", "ended", "failed")
    """Keys of `EVENTS`."""

    timeout: float = field(default=10.0)
    """Seconds for each step of sending."""

    @classmethod
    def from_mapping(cls, stated: Mapping[str, Any]) -> Alerts:
        """What a table of a file states.

        >>> Alerts.from_mapping({"webhook": {"url": "https://a.example/x"}}).webhook.form
        'json'

        Raises:
            ArgumentError: A key or a value is wrong; the message says which.
        """
        _check_keys("[alerts]", cls, stated)
        given = dict(stated)
        if "webhook" in given:
            given["webhook"] = _webhook(_table("webhook", Webhook, given["webhook"]))
        if "mail" in given:
            given["mail"] = _mail(_table("mail", Mail, given["mail"]))
        on = given.get("on", cls.__dataclass_fields__["on"].default)
        if not isinstance(on, list | tuple) or not set(on) <= EVENTS.keys():
            raise ArgumentError(f"[alerts] on = {on!r}: write a list of {', '.join(EVENTS)}")
        timeout = given.get("timeout", 10.0)
        if not _is_number(timeout) or not 0 < timeout <= MAX_TIMEOUT:
            raise ArgumentError(
                f"[alerts] timeout = {timeout!r}: write seconds up to {MAX_TIMEOUT}"
            )
        return cls(**{**given, "on": tuple(on), "timeout": float(timeout)})


def _table(name: str, kind: type[T], stated: Any) -> T:
    """A part of the table, each value of its field's type."""
    where = f"[alerts.{name}]"
    if not isinstance(stated, Mapping):
        raise ArgumentError(f"[alerts] {name} = {stated!r}: write a table {where}")
    _check_keys(where, kind, stated)
    given: dict[str, Any] = {}
    for each in fields(kind):
        value = stated.get(each.name, None if each.default is MISSING else each.default)
        if isinstance(each.default, tuple):
            value = (value,) if isinstance(value, str) else tuple(value or ())
            right = all(isinstance(one, str) for one in value)
        else:
            right = type(value) is type(each.default)
        if not right:
            wanted = {int: "a number", tuple: "a list of addresses"}.get(
                type(each.default), "a text"
            )
            raise ArgumentError(f"{where} {each.name} = {value!r}: write {wanted}")
        given[each.name] = value
    return kind(**given)


def _check_keys(where: str, kind: type[Any], stated: Mapping[str, Any]) -> None:
    names = [each.name for each in fields(kind)]
    for key in stated:
        if key not in names:
            raise ArgumentError(f"{where} has no {key!r}; there are: {', '.join(names)}")


def _webhook(made: Webhook) -> Webhook:
    if bool(made.url) == bool(made.url_env):
        raise ArgumentError("[alerts.webhook] wants url, or url_env with the variable's name")
    if made.url:
        check_address(made.url)
    if made.form not in FORMS:
        raise ArgumentError(f"[alerts.webhook] form = {made.form!r}: write json or slack")
    return made


def check_address(url: str) -> None:
    """Let a webhook's address pass.

    Raises:
        ArgumentError: It is none; the message does not repeat it, since it may be a secret.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ArgumentError(
            "[alerts.webhook] the address is none: write http:// or https://, a host, and no user"
        )


def _mail(made: Mail) -> Mail:
    for name in ("to", "sender", "host"):
        if not getattr(made, name):
            raise ArgumentError(f"[alerts.mail] wants {name}")
    for each in (*made.to, made.sender):
        if each.count("@") != 1 or not each.isprintable() or " " in each or "," in each:
            raise ArgumentError(f"[alerts.mail] {each!r} is no address: write name@host")
    if made.security not in SECURITY:
        raise ArgumentError(
            f"[alerts.mail] security = {made.security!r}: write {', '.join(SECURITY)}"
        )
    if made.port not in PORTS:
        raise ArgumentError(f"[alerts.mail] port = {made.port!r}: write one up to 65535")
    if bool(made.user) != bool(made.password_env):
        raise ArgumentError("[alerts.mail] wants user and password_env, or neither")
    if made.user and made.security == "none":
        raise ArgumentError("[alerts.mail] sends no password without starttls or tls")
    return made


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
