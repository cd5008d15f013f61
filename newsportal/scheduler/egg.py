"""newsportal as an egg: a zip of the package that names its Scrapy settings, for scrapyd."""

from __future__ import annotations

import zipfile
from importlib.resources import files
from pathlib import Path
from typing import IO, Any

from newsportal import __version__

METADATA: dict[str, str] = {
    "EGG-INFO/PKG-INFO": f"Metadata-Version: 2.1\nName: newsportal\nVersion: {__version__}\n",
    # scrapyd takes the settings' module from here, and with it spiders, pipelines and extensions.
    "EGG-INFO/entry_points.txt": "[scrapy]\nsettings = newsportal.settings\n",
    "EGG-INFO/top_level.txt": "newsportal\n",
    "EGG-INFO/zip-safe": "\n",
}
"""What makes an egg of a zip."""

MOMENT = (1980, 1, 1, 0, 0, 0)
"""The time of each member: the same code makes the same egg."""


def write_egg(target: IO[bytes]) -> int:
    """Write the egg; how many files of the package are in it."""
    package = list(_members(files("newsportal"), "newsportal"))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as egg:
        for name, text in METADATA.items():
            egg.writestr(zipfile.ZipInfo(name, MOMENT), text)
        for name, content in package:
            egg.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)
    return len(package)


def _members(folder: Any, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for each in sorted(folder.iterdir(), key=lambda one: str(one.name)):
        name = f"{path}/{each.name}"
        if each.is_dir() and each.name != "__pycache__":
            found += _members(each, name)
        elif each.is_file() and Path(name).suffix != ".pyc":
            found.append((name, each.read_bytes()))
    return found
