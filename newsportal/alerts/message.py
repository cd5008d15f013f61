"""What is said of a run that wants a person: one message, in three forms."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from newsportal.pages.elements import one_line

MAX_SHOWN = 300
MAX_LINES = 20
"""Characters of a sentence or example, and alarms, that a message has; the store has all."""

FINE = (0, 7, 130)
"""Exit codes of a run that did its work, or was stopped by a person."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent of one run."""

    subject: str
    lines: tuple[str, ...]
    data: Mapping[str, Any]
    """The same for a program."""

    @property
    def text(self) -> str:
        """The whole message."""
        return "\n".join((self.subject, "", *self.lines, ""))


def message_of(report: Mapping[str, Any], on: Collection[str]) -> Message | None:
    """What is to be sent of a run's report, or None where nothing of it is wanted.

    ``report`` is `newsportal.report.Report.to_dict`, or of a crawl that could not begin its
    portal, error and exit_code.
    """
    alarms = report.get("alarms") or {}
    raised = list(alarms.get("raised", ())) if "raised" in on else []
    ended = list(alarms.get("ended", ())) if "ended" in on else []
    failed = "failed" in on and report.get("exit_code", 0) not in FINE
    if not (raised or ended or failed):
        return None
    name = clean(str(report.get("portal", "")))
    why = clean(str(_why(report)))
    lines = [f"the run failed with exit code {report['exit_code']}: {why}"] if failed else []
    lines += [line for each in raised[:MAX_LINES] for line in _lines("alarm", each)]
    lines += [line for each in ended[:MAX_LINES] for line in _lines("over", each)]
    left_out = max(0, len(raised) - MAX_LINES) + max(0, len(ended) - MAX_LINES)
    lines += [f"and {left_out} more"] if left_out else []
    run_id = clean(str(report.get("run_id") or ""))
    lines += [f"newsportal status runs {run_id}"] if run_id else []
    data = {
        "portal": name, "run_id": run_id or None, "exit_code": report.get("exit_code", 0),
        "failed": why if failed else None, "raised": raised, "ended": ended,
        "standing": len(alarms.get("standing", ())),
    }  # fmt: skip
    return Message(f"newsportal {name}: {_subject(failed, raised, ended)}", tuple(lines), data)


def slack(message: Message) -> dict[str, Any]:
    r"""The body of Slack's incoming webhooks; signs that mean something there are escaped.

    >>> slack(Message("a < b", ("c & d",), {}))
    {'text': '*a &lt; b*\nc &amp; d'}
    """

    def escaped(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    return {"text": "\n".join((f"*{escaped(message.subject)}*", *map(escaped, message.lines)))}


def clean(text: str) -> str:
    r"""A text on one line that no host can make into another header or line.

    >>> clean("a\r\nBcc: x\x1b[0m")
    'a Bcc: x�[0m'
    """
    return one_line(text, MAX_SHOWN)


def _subject(failed: bool, raised: list[Any], ended: list[Any]) -> str:
    names = list(dict.fromkeys(clean(str(each["name"])) for each in raised))
    parts = ["the run failed"] if failed else []
    parts += [f"{len(raised)} new: {', '.join(names)}"] if raised else []
    parts += [f"{len(ended)} over"] if ended else []
    return "; ".join(parts)


def _lines(word: str, each: Mapping[str, Any]) -> list[str]:
    lines = [f"{word} {clean(str(each['name']))}: {clean(str(each['sentence']))}"]
    return lines + [f"  {clean(str(each[name]))}" for name in ("example", "url") if each.get(name)]


def _why(report: Mapping[str, Any]) -> str:
    for name in ("error", "strange", "imbalance"):
        if report.get(name):
            return str(report[name])
    return "see the log and `newsportal status runs`"
