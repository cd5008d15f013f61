"""A schedule as units of systemd: a service and a timer a job."""

from __future__ import annotations

from newsportal.schedule.job import Job, Schedule
from newsportal.schedule.on_calendar import on_calendar
from newsportal.schedule.place import Place

STOP_SECONDS = 30
"""Seconds that systemd waits after SIGTERM; a job needs ten."""

ENVIRONMENT = "newsportal.env"
"""A file beside newsportal.toml with NEWSPORTAL_STORE and the like; it need not be there."""

HARDENING = (
    "NoNewPrivileges=true",
    "ProtectSystem=strict",
    "ProtectHome=read-only",
    "PrivateTmp=true",
    "PrivateDevices=true",
    "ProtectKernelTunables=true",
    "ProtectControlGroups=true",
    "RestrictSUIDSGID=true",
    "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
    "UMask=0027",
)
"""What a system service gives up: a crawl reads the network and writes its own folders."""

OF_A_USER = ("NoNewPrivileges=true", "UMask=0027")
"""A user's own manager may give no namespaces away, on which the others rest."""


def units(schedule: Schedule, place: Place, user: bool = False) -> dict[str, str]:
    """The units of all jobs by their file names; ``user`` for those of a user's own manager."""
    made = {}
    for job in schedule.jobs:
        name = f"newsportal-{job.name}"
        made[f"{name}.service"] = _service(job, schedule, place, user)
        made[f"{name}.timer"] = _timer(job)
    return made


def _service(job: Job, schedule: Schedule, place: Place, user: bool) -> str:
    folder = place.file.parent
    lines = [
        "[Unit]",
        f"Description=newsportal job {job.name}",
        *([] if user else ["Wants=network-online.target", "After=network-online.target"]),
        "",
        "[Service]",
        "Type=oneshot",
        *([f"User={place.user}"] if place.user and not user else []),
        f"WorkingDirectory={_plain(str(folder))}",
        f"Environment={_quoted(f'NEWSPORTAL_OUTPUT={place.output}')}",
        f"EnvironmentFile=-{_plain(str(folder / ENVIRONMENT))}",
        f"ExecStart={' '.join(_quoted(word, True) for word in place.command(job))}",
        "# 4: the job is at work already",
        "SuccessExitStatus=4",
        "KillMode=mixed",
        f"TimeoutStopSec={STOP_SECONDS}s",
    ]
    if user:
        lines += OF_A_USER
    else:
        paths = " ".join(_quoted(path) for path in place.written(schedule))
        lines += [*HARDENING, f"ReadWritePaths={paths}"]
    return "\n".join(lines) + "\n"


def _timer(job: Job) -> str:
    lines = [
        "[Unit]",
        f"Description=Times of the newsportal job {job.name}: {_plain(job.cron.text)}",
        "",
        "[Timer]",
        *(f"OnCalendar={line}" for line in on_calendar(job.cron, job.time_zone)),
        *([f"RandomizedDelaySec={job.jitter}s"] if job.jitter else []),
        "AccuracySec=1s",
        "Persistent=true",
        "",
        "[Install]",
        "WantedBy=timers.target",
    ]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """A value that systemd takes to the end of the line."""
    return text.replace("%", "%%")


def _quoted(word: str, command: bool = False) -> str:
    r"""A word of a line of several; in a command a dollar sign means a variable.

    >>> _quoted("/srv/my news/50%"), _quoted("$HOME", True)
    ('"/srv/my news/50%%"', '$$HOME')
    """
    made = _plain(word).replace("\\", "\\\\").replace('"', '\\"')
    made = made.replace("$", "$$") if command else made
    return made if made and not set(made) & set(" \t'\"\\;") else f'"{made}"'
