"""Schedules: what newsportal.toml declares, free of Scrapy, processes and clocks."""

from newsportal.schedule.cron import Cron
from newsportal.schedule.job import Job, Schedule
from newsportal.schedule.reading import read_schedule

__all__ = ["Cron", "Job", "Schedule", "read_schedule"]
