"""The declared portals, one file each; a file that is put here is found."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from newsportal.errors import DeclarationError, UnknownPortalError
from newsportal.portal import Portal
from newsportal.urls import host_of


@lru_cache(maxsize=1)
def all_portals() -> dict[str, Portal]:
    """Every declared portal by its name, in alphabetical order.

    Raises:
        DeclarationError: A file holds no ``PORTAL``, or one under another name.
    """
    found: dict[str, Portal] = {}
    for module in sorted(iter_modules(__path__), key=lambda each: each.name):
        portal = getattr(import_module(f"{__name__}.{module.name}"), "PORTAL", None)
        if not isinstance(portal, Portal) or portal.name != module.name:
            raise DeclarationError(
                f"portals/{module.name}.py must hold PORTAL named {module.name!r}"
            )
        found[portal.name] = portal
    return found


def portal_named(name: str) -> Portal:
    """The portal of that name.

    Raises:
        UnknownPortalError: There is none; the message lists those that there are.
    """
    portals = all_portals()
    if name not in portals:
        raise UnknownPortalError(f"there is no portal {name!r}; declared are: {', '.join(portals)}")
    return portals[name]


def portal_of(url: str) -> Portal | None:
    """The portal whose host serves ``url``, or once did; None if there is none."""
    return _by_host().get(host_of(url))


def successor_hosts(portal: Portal) -> tuple[str, ...]:
    """The hosts of the portal's successor, as far as they are known."""
    name = portal.successor or ""
    if "." in name:
        return (name,)
    declared = all_portals().get(name)
    return declared.hosts if declared is not None else ()


@lru_cache(maxsize=1)
def _by_host() -> dict[str, Portal]:
    """Hosts to portals; whoever has a host now goes before one that had it."""
    portals = all_portals().values()
    former = {host: portal for portal in portals for host in portal.formerly}
    return former | {host: portal for portal in portals for host in portal.hosts}
