"""The crawl of a job: the arguments of `newsportal crawl`, checked as the crawl will."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from newsportal.discover.limits import LIMITS, read_limits
from newsportal.discover.sections import chosen_sections, read_base_url
from newsportal.discover.via import chosen_sources
from newsportal.errors import ArgumentError
from newsportal.portals import portal_named
from newsportal.schedule.keys import JOB, at
from newsportal.schedule.steps import check_places

ALL = "all"
FOR_ONE = ("base_url", "output", "sections")
"""Keys that go with a single portal."""


def named_portals(stated: str | list[str]) -> tuple[str, ...]:
    """The portals that the key ``portal`` names, each once; none for all.

    Raises:
        ArgumentError: None is named, or one beside ``"all"``.
        UnknownPortalError: One is not declared.
    """
    names = dict.fromkeys([stated] if isinstance(stated, str) else stated)
    if list(names) == [ALL]:
        return ()
    if not names or ALL in names:
        raise ArgumentError('name portals, or "all" alone')
    return tuple(portal_named(name).name for name in names)


def crawl_arguments(portals: tuple[str, ...], stated: Mapping[str, Any]) -> tuple[str, ...]:
    """The arguments of the crawl that a job's keys mean.

    >>> crawl_arguments(("demo",), {"max_pages": 3, "recheck": True})
    ('crawl', 'demo', '--max-pages', '3', '--recheck')

    Raises:
        ArgumentError: A value is wrong, or does not go with these portals.
    """
    if len(portals) != 1 and (wrong := [key for key in FOR_ONE if key in stated]):
        raise ArgumentError(f"{wrong[0]} goes with a single portal: make it a job of its own")
    _check(portals, stated)
    names = portals or ("--all",)
    options = [each for key in JOB if key.option and key.name in stated
               for each in _option(key.option, stated[key.name])]  # fmt: skip
    return ("crawl", *names, *options)


def _option(option: str, value: Any) -> Iterator[str]:
    if option == "--warc":
        yield option if value else "--no-warc"
    elif isinstance(value, bool):
        yield from [option] if value else []
    else:
        for each in value if isinstance(value, list) else [value]:
            yield from (option, str(each))


def _check(portals: tuple[str, ...], stated: Mapping[str, Any]) -> None:
    """Read the values as the crawl will, so that a wrong one is told before it starts."""
    given = {name: str(stated[name]) for name in LIMITS if name in stated}
    for name, value in given.items():
        with at(name):
            read_limits({name: value})
    backfill = read_limits(given).backfill > 0
    with at("base_url"):
        read_base_url(stated.get("base_url"))
    if output := stated.get("output"):
        check_places([output])
        if not output.endswith((".jsonl", ".csv")):
            raise ArgumentError(f"output: {output!r} does not end in .jsonl or .csv")
    sections = _listed(stated.get("sections"))
    via = _listed(stated.get("via"))
    for name in portals:
        portal = portal_named(name)
        with at("sections"):
            chosen_sections(portal, sections)
        with at("via"):
            chosen_sources(portal, via, backfill, bool(sections))


def _listed(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())
