"""The keys of newsportal.toml: their kind of value, and what they mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from newsportal.errors import ArgumentError, UnknownPortalError

TIME_ZONE = "Asia/Ho_Chi_Minh"
"""The time zone of a job that states none."""

GRACE = "6h"
"""How late a job still starts; one that would be later is left out."""

TIME_LIMIT = "1d"
"""A job that takes longer is stopped: whatever it waits for, the next one is due."""

KINDS: dict[str, tuple[tuple[type, ...], str]] = {
    "text": ((str,), 'a text in quotes, such as "tin-tuc"'),
    "texts": ((str, list), 'a text, or several in brackets, such as ["a", "b"]'),
    "number": ((int,), "a whole number, without quotes"),
    "yes or no": ((bool,), "true or false, without quotes"),
    "day": ((str, date), 'a day, such as "2024-01-31"'),
    "duration": ((int, str), 'a number of seconds, or a text such as "90s", "5m", "6h", "1d"'),
    "table": ((dict,), "a table"),
}
"""Kinds of values: the types that TOML gives, and how to write one."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table."""

    name: str
    kind: str
    meaning: str
    option: str | None = None
    """The option of `newsportal crawl` that it becomes."""


TOP = (
    Key("schedule", "table", "what holds for all jobs"),
    Key("jobs", "table", "a table [jobs.NAME] for each job"),
    Key("alerts", "table", "where alarms of runs are sent"),
)

COMMON = (
    Key("time_zone", "text", f"the zone of the cron expressions; {TIME_ZONE} by default"),
    Key("jitter", "duration", "each start is put off by a random time up to it; none by default"),
    Key("grace", "duration", f"a start that was missed by more is left out; {GRACE} by default"),
    Key("time_limit", "duration", f"a job that takes longer is stopped; {TIME_LIMIT} by default"),
)
"""Keys of a job that may stand in ``[schedule]`` for all."""

SCHEDULE = (
    Key("folder", "text", "the folder of everything written; NEWSPORTAL_OUTPUT by default"),
    Key("contact", "text", "where portals can write to; NEWSPORTAL_CONTACT by default"),
    *COMMON,
)

JOB = (
    Key("portal", "texts", 'a portal, several in brackets, or "all"'),
    Key("cron", "text", "when it starts: minute, hour, day of the month, month, weekday"),
    *COMMON,
    Key("sections", "texts", "sections alone, by slug, path or address", "--section"),
    Key("since", "day", "nothing published before this day", "--since"),
    Key("until", "day", "nothing published after this day", "--until"),
    Key("max_articles", "number", "at most so many articles a run", "--max-articles"),
    Key("max_pages", "number", "at most so many pages of each listing a run", "--max-pages"),
    Key("backfill", "number", "so many older pages and days a run", "--backfill"),
    Key("recheck", "yes or no", "every stored article is asked for again", "--recheck"),
    Key("via", "texts", "the sources to read", "--via"),
    Key("output", "text", "each run's records as well to this file, .jsonl or .csv", "--output"),
    Key("base_url", "text", "a root to ask in the portal's place: a mirror, a test", "--base-url"),
    Key("respect_tdm", "yes or no", "no record of what is reserved from mining", "--respect-tdm"),
    Key("warc", "yes or no", "whether what is fetched is kept; true by default", "--warc"),
    Key("steps", "texts", "what follows the crawl, one after the other"),
    Key("steps_after_failure", "yes or no", "whether it follows a crawl that failed, too"),
    Key("alerts", "yes or no", "false: what this job raises is not sent"),
)


@contextmanager
def at(where: str) -> Iterator[None]:
    """Put the place before what is said of it."""
    try:
        yield
    except (ArgumentError, UnknownPortalError) as error:
        raise ArgumentError(f"{where}: {error}") from error


def check_keys(table: Mapping[str, Any], keys: tuple[Key, ...], where: str) -> None:
    """Refuse a key that there is not, and a value of the wrong kind.

    Raises:
        ArgumentError: There is one; the message names it, and the key that may be meant.
    """
    known = {key.name: key for key in keys}
    for name, value in table.items():
        if name not in known:
            near = get_close_matches(name, known, n=1)
            meant = f"is {near[0]!r} meant?" if near else f"there are {', '.join(known)}"
            raise ArgumentError(f"{where}: there is no key {name!r}; {meant}")
        types, form = KINDS[known[name].kind]
        fits = isinstance(value, types) and (isinstance(value, bool) is (bool in types))
        if isinstance(value, list):
            fits = fits and all(isinstance(each, str) for each in value)
        if not fits or isinstance(value, datetime):
            raise ArgumentError(f"{where}: {name} = {_shown(value)} is wrong: it is {form}")
        if any(not each.isprintable() for each in _texts(value)):
            raise ArgumentError(f"{where}: {name} has a line break or another control character")


def _texts(value: Any) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if type(each) is str]


def _shown(value: Any) -> str:
    """A value as TOML has it, or nearly, and not all of a long one.

    >>> _shown(True), _shown("a")
    ('true', '"a"')
    """
    text = str(value).lower() if isinstance(value, bool) else str(value)
    text = f'"{text}"' if isinstance(value, str) else text
    return text if len(text) <= 60 else f"{text[:60]}..."
