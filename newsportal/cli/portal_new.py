"""``newsportal portal new``: a declaration from the pages of a site, and how sure it is."""

from __future__ import annotations

import re
import sys
from urllib.parse import urlsplit

from newsportal.cli.captures import captures_in
from newsportal.cli.crawl import say
from newsportal.cli.portal_files import Place, check_name, place_for, write
from newsportal.cli.portal_new_view import print_proposal
from newsportal.discover.sections import read_base_url
from newsportal.errors import ArgumentError, NewsportalError
from newsportal.induce.naming import portal_name
from newsportal.induce.proposal import Known, Proposal, propose
from newsportal.induce.writing import declaration
from newsportal.looking import LookOptions, run_look, unreachable
from newsportal.portal_map import portal_map
from newsportal.urls import host_of, origin_of, rehosted

UNREACHABLE = 3


def run(source: str, name: str | None, base_url: str | None, out: str | None, dry: bool) -> int:
    """Look at the pages of ``source``, print what they came to, and write it unless ``dry``.

    Exit code 0 if the pattern of articles is sure, 1 if something is not, 2 for a wrong argument,
    3 if the site cannot be reached, 5 if the files cannot be written.
    """
    try:
        if name is not None:
            check_name(name)
        root, place = read_base_url(base_url), None if dry else place_for(out)
        if place is not None and (early := name or _name_of(source)):
            place.check(early)  # nobody should wait for a dozen pages to hear of it
        proposal = _propose(source, name, root)
        if proposal is None:
            return UNREACHABLE
        if place is not None:
            place.check(proposal.portal.name)
        return _shown(proposal, place, dry)
    except NewsportalError as error:
        return say(error)


def _shown(proposal: Proposal, place: Place | None, dry: bool) -> int:
    text = declaration(proposal.portal, said_of(proposal))
    print_proposal(proposal)
    if dry or place is None:
        print(f"\n{text}\nnothing was written (--dry-run)")  # noqa: T201 - a command's own output
    else:
        paths = write(proposal, text, place)
        lines = [f"written: {path}" for path in paths]
        print("\n" + "\n".join([*lines, *_further(proposal.portal.name, place)]))  # noqa: T201 - as above
    return 0 if proposal.is_sure and proposal.learned.sure else 1


def _further(name: str, place: Place) -> list[str]:
    folder = f"NEWSPORTAL_PORTALS={place.folder} " if place.is_own else ""
    return [
        f"next:    {folder}newsportal check {name}",
        f"         {folder}newsportal crawl {name} --max-articles 20",
    ]


def is_address(source: str) -> bool:
    """Whether a source is an address of the web.

    >>> is_address("https://bao.example/"), is_address("saved/pages")
    (True, False)
    """
    return re.match(r"(?i)https?://", source) is not None


def _name_of(source: str) -> str | None:
    host = host_of(source) if is_address(source) else ""
    return portal_name(host) if re.search("[a-z]", host) and host != "localhost" else None


def _propose(source: str, name: str | None, root: str | None) -> Proposal | None:
    """What the pages of a source come to; None where the site cannot be reached, which is said."""
    rows = portal_map()
    if not is_address(source):
        if not source.strip():
            raise ArgumentError("name a site's address, a folder of saved pages or a WARC file")
        if root:
            raise ArgumentError("--base-url goes with an address: saved pages are not asked for")
        return propose(captures_in([source]), Known(name=name, rows=rows))
    if not host_of(source):
        raise ArgumentError(f"{source} is no address: write https://bao.example/")
    if urlsplit(source).path == "":
        source += "/"
    looked = run_look(LookOptions(address=source, base_url=root, tell=_tell))
    if (reason := unreachable(looked)) is not None:
        asked = rehosted(root, source) if root else source
        print(  # noqa: T201 - a command's own output
            f"newsportal: {origin_of(asked)} cannot be reached ({reason}). Try the address in a "
            "browser; from saved pages: `newsportal portal new FOLDER`",
            file=sys.stderr,
        )
        return None
    _tell(f"{looked.asked} addresses asked, {len(looked.captures)} pages had")
    known = Known(
        name=name, rows=rows, feeds=tuple(dict.fromkeys(looked.feeds)),
        sitemaps=tuple(looked.sitemaps),
    )  # fmt: skip
    return propose(looked.captures, known)


def _tell(step: str) -> None:
    print(f"looking: {step}", file=sys.stderr)  # noqa: T201 - a command's own output


def said_of(proposal: Proposal) -> str:
    """The docstring of a declaration: what it was made from and what nobody has verified."""
    portal, site = proposal.portal, proposal.site
    days = sorted(d[:10] for each in site.pages if (d := each.capture.captured_at))
    when = f" saved between {days[0]} and {days[-1]}" if days and days[0] != days[-1] else ""
    when = when or (f" saved on {days[0]}" if days else "")
    family = f", on {proposal.family[0].name}" if proposal.family else ""
    kinds = ", ".join(
        f"{len(site.of(kind))} {word}"
        for kind, word in (("article", "articles"), ("listing", "listings"), ("home", "home page"))
        if site.of(kind)
    )
    lines = [
        f"{portal.title} ({portal.hosts[0]}){family}.",
        "",
        f"Drafted by `newsportal portal new` from {len(site.pages)} pages{when}: {kinds}.",
        f"Charset {proposal.charset}"
        + (f", dates like {proposal.dates!r}" if proposal.dates else "")
        + ".",
        "Not verified: sections that it does not name, other years' pages, galleries.",
    ]
    return "\n".join(lines)
