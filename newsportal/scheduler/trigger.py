"""A job's times as APScheduler asks for them."""

from __future__ import annotations

from datetime import datetime, timedelta

from apscheduler.triggers.base import BaseTrigger

from newsportal.schedule.job import Job
from newsportal.schedule.moments import last_moment, next_moment
from newsportal.schedule.reading import zone_named


class JobTimes(BaseTrigger):  # type: ignore[misc]  # APScheduler ships no types
    """The moments of a job's cron expression, each put off by a random time up to its jitter.

    APScheduler's own cron trigger counts weekdays from Monday and joins the day's number and the
    weekday in another way than cron does; so the moments are ours.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._zone = zone_named(job.time_zone)

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime | None:
        """The moment after the last one that was had, or after now.

        Jitter is less than the time between two, so that none is had twice.
        """
        moment = next_moment(self._job.cron, self._zone, previous or now)
        late: datetime | None = self._apply_jitter(moment, self._job.jitter, now)
        return late

    def missed(self, last_start: datetime, now: datetime) -> datetime | None:
        """The last moment since a start that nobody was there for, if it is not too long ago."""
        since = max(last_start, now - timedelta(seconds=self._job.grace))
        return last_moment(self._job.cron, self._zone, since, now)
