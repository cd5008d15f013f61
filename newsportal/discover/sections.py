"""Which sections a crawl works on: declared slugs, or any path or address on the portal's hosts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import unquote, urlsplit

from newsportal.errors import ArgumentError
from newsportal.portal import SLUG, Portal, Section
from newsportal.urls import host_of

ARGUMENTS = (
    "section", "since", "until", "max_articles", "max_pages", "backfill", "recheck", "via",
    "base_url", "menu", "discover", "respect_tdm",
)  # fmt: skip
"""The arguments of a spider: what ``scrapy crawl PORTAL -a NAME=VALUE`` takes."""


def check_names(others: Iterable[str]) -> None:
    """Refuse an argument that no spider has; one that begins with _ is a scheduler's own.

    Raises:
        ArgumentError: There is one.
    """
    wrong = [name for name in others if not name.startswith("_")]
    if wrong:
        raise ArgumentError(f"no argument {wrong[0]!r}; there are {', '.join(ARGUMENTS)}")


def chosen_sections(portal: Portal, names: Iterable[str]) -> list[Section]:
    """The sections that ``names`` name, each once; all that are declared if there is no name.

    None where the portal declares none and is read by its feeds or sitemaps.

    Raises:
        ArgumentError: A name is none of the portal's; the message lists those that are.
    """
    wanted = [part.strip() for name in names for part in name.split(",") if part.strip()]
    if not wanted and not portal.sections and not (portal.feeds or portal.sitemaps):
        raise ArgumentError(
            f"{portal.name} declares no section; name one by its path, --section /tin-tuc; "
            f"`newsportal portal sections {portal.name}` reads the portal's menu"
        )
    found = [_section(portal, name) for name in wanted] or list(portal.sections)
    return list({section.path: section for section in found}.values())


def _section(portal: Portal, name: str) -> Section:
    for section in portal.sections:
        if name in (section.slug, section.path):
            return section
    if name.startswith("/"):
        return _from_path(portal, name)
    if re.match(r"(?i)https?://", name):
        if host_of(name) not in portal.known_hosts:
            raise ArgumentError(
                f"{name} is not on {portal.name}'s hosts: {', '.join(portal.hosts)}"
            )
        return _from_path(portal, urlsplit(name).path)
    declared = ", ".join(section.slug for section in portal.sections) or "none"
    raise ArgumentError(
        f"{portal.name} has no section {name!r}; declared are: {declared}. "
        "A path such as /vi-vn/tin-tuc or an address of the portal is taken as well"
    )


def _from_path(portal: Portal, path: str) -> Section:
    """A section that is not declared, by the path of its listing."""
    path = "/" + path.strip("/")
    slug = unquote(path).rsplit("/", 1)[-1]
    slug = re.sub(r"\.(?:html?|aspx|php)$", "", slug)
    if not re.fullmatch(SLUG, slug) or ".." in path:
        raise ArgumentError(
            f"{path!r} is no path of a section: "
            "its last part must be letters, digits, '.', '_' or '-'"
        )
    known = next((each for each in portal.sections if each.path == path), None)
    return known or Section(slug=slug, name=slug, path=path)


def is_true(value: object) -> bool:
    """Whether an argument switches something on.

    >>> is_true("yes"), is_true(1), is_true("0"), is_true(None)
    (True, True, False, False)
    """
    return str(value).lower() in ("true", "1", "yes")


def read_since(value: str | None) -> str | None:
    """The ISO day of ``--since``: 2024-05-30, or day first as Vietnam writes it.

    >>> read_since("30/5/2024"), read_since("2024-05-30"), read_since(None)
    ('2024-05-30', '2024-05-30', None)

    Raises:
        ArgumentError: It is no day.
    """
    if not value:
        return None
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", value.strip())
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        return date.fromisoformat(value.strip()).isoformat()
    except ValueError:
        raise ArgumentError(f"{value!r} is no day: write 2024-05-30 or 30/5/2024") from None


def read_limit(value: str | int | None, what: str = "articles") -> int | None:
    """The number of ``--max-articles``, 1 or more; None for no limit.

    Raises:
        ArgumentError: It is none.
    """
    if value is None or value == "":
        return None
    if not str(value).isdecimal() or int(value) < 1:
        raise ArgumentError(f"{value!r} is no number of {what}: write 1 or more")
    return int(value)


def read_base_url(value: str | None) -> str | None:
    """The root that is asked in the portal's place, without a slash at its end.

    Raises:
        ArgumentError: It is no http or https address of a host alone.
    """
    if not value:
        return None
    try:
        parts = urlsplit(value.strip())
        right = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        right = None
    if not right or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ArgumentError(f"{value!r} is no base address: write http://127.0.0.1:8090")
    return f"{parts.scheme}://{parts.netloc}"
