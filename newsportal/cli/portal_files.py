"""Where the files of a new portal go: into a checkout, or into a user's own folder of portals."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import newsportal
from newsportal.errors import ArgumentError, StoreError
from newsportal.induce.golden import drafted_case
from newsportal.induce.proposal import Proposal
from newsportal.induce.scrub import scrub
from newsportal.induce.seen import ARTICLE
from newsportal.induce.writing import spider
from newsportal.portals import FOLDER_SETTING, all_portals
from newsportal.store.export import aside

GOLDEN = 3
"""Golden pages of a new portal."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a declaration goes, and where its golden pages."""

    folder: Path
    golden: Path | None
    """The folder of all golden pages; None for beside the declaration."""

    is_own: bool
    """Whether it is a user's folder, which needs no spiders."""

    def check(self, name: str) -> None:
        """Refuse a name that is taken.

        Raises:
            ArgumentError: It is; nothing is ever written over.
        """
        if name in all_portals() or (self.folder / f"{name}.py").exists():
            raise ArgumentError(
                f"there is a portal {name!r} already, and it is not written over: choose another "
                "with --name, or mend that one with `newsportal portal repair`"
            )


def check_name(name: str) -> None:
    """Refuse what cannot be a portal's name.

    Raises:
        ArgumentError: It cannot.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise ArgumentError(f"--name {name}: use a-z, 0-9 and _ only, beginning with a letter")


def place_for(out: str | None) -> Place:
    """The place that is named, else the user's folder, else the checkout that this runs from.

    Raises:
        ArgumentError: There is none of them.
    """
    named = out or os.environ.get(FOLDER_SETTING)
    if named:
        return Place(Path(named), None, is_own=True)
    package = Path(newsportal.__file__).parent
    checkout = (package.parent / "pyproject.toml").is_file()
    if checkout and os.access(package / "portals", os.W_OK):
        return Place(package / "portals", package.parent / "tests" / "portals", is_own=False)
    raise ArgumentError(
        f"{package / 'portals'} is no place to write to: name a folder with --out DIR, and set "
        f"{FOLDER_SETTING} to it, so that its portals are found"
    )


def write(proposal: Proposal, text: str, place: Place) -> list[Path]:
    """Write the declaration, its spider in a checkout, and golden pages; the paths.

    Raises:
        StoreError: A file cannot be written.
    """
    portal = proposal.portal
    files: dict[Path, bytes] = {place.folder / f"{portal.name}.py": text.encode()}
    if not place.is_own:
        spiders = place.folder.parent / "spiders"
        files[spiders / f"{portal.name}.py"] = spider(portal).encode()
    golden = (place.golden or place.folder / "golden") / portal.name
    files.update((golden / name, data) for name, data in golden_pages(proposal))
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with aside(path) as file:
                file.write(data.decode("utf-8"))
        if place.golden is not None:
            _describe(place.golden / "README.md", proposal)
    except OSError as error:
        raise StoreError(f"{error.filename} cannot be written: {error.strerror}") from error
    return list(files)


def golden_pages(proposal: Proposal) -> Iterator[tuple[str, bytes]]:
    """The files of some of the articles with invented text, each with the record that it makes."""
    portal, count = proposal.portal, 0
    explained = frozenset[str]().union(*(each.explained for each in proposal.patterns))
    for page in proposal.site.of(ARTICLE):
        url = proposal.site.bare(page.url)
        if count == GOLDEN or url not in explained:
            continue
        count += 1
        made = scrub(page.capture.body, url, page.capture.header("content-type"), [portal.title])
        yield f"article-{count}.html", made.page
        case = drafted_case(made.page, made.url or url, portal)
        yield f"article-{count}.json", case.encode()


def _describe(readme: Path, proposal: Proposal) -> None:
    """Name a new folder of golden pages in the table of all of them, in the alphabet's order."""
    name, lines = proposal.portal.name, readme.read_text("utf-8").splitlines(keepends=True)
    family = proposal.family[0].name if proposal.family else "an unknown system"
    row = f"| `{name}` | {proposal.portal.title}, {family}: scrubbed pages of `portal new` |\n"
    rows = [number for number, line in enumerate(lines) if line.startswith("| `")]
    later = (number for number in rows if lines[number] > row)
    lines.insert(next(later, rows[-1] + 1), row)
    with aside(readme) as file:
        file.write("".join(lines))
