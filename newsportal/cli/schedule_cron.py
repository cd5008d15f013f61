"""``newsportal schedule cron``: the jobs as a crontab."""

from __future__ import annotations

import sys

from newsportal.cli.crawl import say
from newsportal.cli.schedule_check import checked_home
from newsportal.errors import NewsportalError
from newsportal.schedule.crontab import crontab


def run(name: str) -> int:
    """Print it; 0, or 2 if the file is wrong."""
    try:
        home = checked_home(name)
    except NewsportalError as error:
        return say(error)
    sys.stdout.write(crontab(home.schedule, home.place()))
    return 0
