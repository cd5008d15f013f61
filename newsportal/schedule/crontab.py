"""A schedule as a crontab."""

from __future__ import annotations

import shlex

from newsportal.schedule.cron import SHORT
from newsportal.schedule.job import Job, Schedule
from newsportal.schedule.place import Place

HEAD = """\
# Jobs of newsportal. A job that still works is not started twice: no flock is needed.
# What is printed is nothing but errors; name where cron mails it:
# MAILTO=you@example.org
# Cronie goes by CRON_TZ; where cron does not know it (Debian), the machine's own time
# must be that of the zone: timedatectl set-timezone.
"""


def crontab(schedule: Schedule, place: Place) -> str:
    """The lines of all jobs, each below the time zone that it goes by."""
    lines = [HEAD.rstrip()]
    zone = None
    for job in schedule.jobs:
        if job.time_zone != zone:
            zone = job.time_zone
            lines += ["", f"CRON_TZ={zone}"]
        lines.append(_line(job, place))
    return "\n".join(lines) + "\n"


def _line(job: Job, place: Place) -> str:
    """One job; cron ends a command at a per cent sign that has no backslash before it."""
    words = [*place.command(job), "--quiet", *(["--jitter"] if job.jitter else [])]
    command = f"NEWSPORTAL_OUTPUT={shlex.quote(str(place.output))} {shlex.join(words)}"
    text = SHORT.get(job.cron.text.strip().lower(), job.cron.text)
    return f"{' '.join(text.split())} {command}".replace("%", "\\%")
