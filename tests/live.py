"""A crawl of names instead of the loopback's address: every host is a server's behind a proxy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsportal.demo import DemoSite, Response

SCRIPT = """\
from dataclasses import replace
from newsportal import resolver, settings
from newsportal.portals import demo
settings.DOWNLOAD_DELAY = 0
resolver.LET_THROUGH.add("127.0.0.1")  # the proxy
{changes}
from newsportal.cli import main
main()
"""


@dataclass
class Net:
    """Hosts and what each answers to a path; the demo portal answers for the others."""

    site: DemoSite
    hosts: dict[str, Callable[[str], Response]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def respond(self, url: str) -> Response:
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        self.asked.append((parts.netloc, path))
        return self.hosts.get(parts.netloc, self.site.respond)(path)


def redirect(root: str) -> Callable[[str], Response]:
    """What a host answers that leads each of its paths to another host."""
    return lambda path: Response(301, {"Location": root + path}, b"")


def newsportal(
    folder: Path, proxy: str, arguments: tuple[str, ...], changes: str = ""
) -> tuple[int, str, str]:
    """Run a command with ``proxy`` between it and all hosts, the demo's declaration changed."""
    script = folder / "changed.py"
    script.write_text(SCRIPT.format(changes=changes), encoding="utf-8")
    environment = {**os.environ, "NEWSPORTAL_OUTPUT": str(folder / "output")}
    environment |= {"NEWSPORTAL_STORE": "", "http_proxy": proxy, "no_proxy": ""}
    done = subprocess.run(
        [sys.executable, str(script), *arguments], env=environment, capture_output=True, text=True,
        timeout=60, check=False, cwd=folder,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def crawl(
    folder: Path, proxy: str, changes: str, *arguments: str
) -> tuple[int, dict[str, Any], str]:
    """Crawl the demo portal by its name; the exit code, the report, and what was said of errors.

    With ``--base-url`` among the arguments, and no proxy, that of the loopback.
    """
    code, out, err = newsportal(folder, proxy, ("crawl", "demo", "--json", *arguments), changes)
    assert out, err
    return code, json.loads(out), err
