"""The declared portals, one file each; a file that is put here is found.

So is one in the folder that NEWSPORTAL_PORTALS names, where users of an installed package keep
their own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from newsportal.errors import DeclarationError, UnknownPortalError
from newsportal.portal import Portal
from newsportal.urls import host_of

FOLDER_SETTING = "NEWSPORTAL_PORTALS"
"""The environment's name of a folder with portals of one's own."""


@lru_cache(maxsize=1)
def all_portals() -> dict[str, Portal]:
    """Every declared portal by its name, in alphabetical order.

    Raises:
        DeclarationError: A file holds no ``PORTAL``, or one under another name.
    """
    found: dict[str, Portal] = {}
    for name, where, module in _modules():
        portal = getattr(module, "PORTAL", None)
        if not isinstance(portal, Portal) or portal.name != name:
            raise DeclarationError(f"{where} must hold PORTAL named {name!r}")
        if name in found:
            raise DeclarationError(f"{where}: there is a portal {name!r} in the package already")
        found[name] = portal
    return dict(sorted(found.items()))


def _modules() -> Iterator[tuple[str, str, ModuleType]]:
    """The modules of the package and of the user's folder: name, where it lies, module."""
    for each in iter_modules(__path__):
        module = import_module(f"{__name__}.{each.name}")
        yield each.name, f"portals/{each.name}.py", module
    folder = os.environ.get(FOLDER_SETTING)
    for path in sorted(Path(folder).glob("*.py")) if folder else ():
        spec = spec_from_file_location(f"{__name__}.own.{path.stem}", path)
        if spec is not None and spec.loader is not None:
            module = module_from_spec(spec)
            spec.loader.exec_module(module)
            yield path.stem, str(path), module


def portal_named(name: str) -> Portal:
    """The portal of that name.

    Raises:
        UnknownPortalError: There is none; the message lists those that there are.
    """
    portals = all_portals()
    if name not in portals:
        raise UnknownPortalError(f"there is no portal {name!r}; declared are: {', '.join(portals)}")
    return portals[name]


def file_of(name: str) -> Path:
    """The file that declares a portal: one in the package, else one in the user's folder."""
    own = Path(os.environ.get(FOLDER_SETTING) or ".") / f"{name}.py"
    packaged = Path(__path__[0]) / f"{name}.py"
    return packaged if packaged.is_file() else own


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
