"""``newsportal portal test``: saved pages against golden records, or against their own metadata."""

from __future__ import annotations

import json
from pathlib import Path

from newsportal.archive.capture import Capture
from newsportal.cli.agreement import agreement_table
from newsportal.cli.captures import captures_in
from newsportal.cli.console import Console, report_console
from newsportal.cli.crawl import say
from newsportal.cli.differences import show, show_change
from newsportal.difference import Change, Differences
from newsportal.errors import ArgumentError, NewsportalError
from newsportal.golden import Case, read_case, wrong_fields
from newsportal.induce.agreement import agreement_of
from newsportal.induce.judging import judge, template_of
from newsportal.induce.sample import read_samples, record_of
from newsportal.portal import Portal
from newsportal.portals import file_of, portal_named

GOLDEN = "tests/portals"
"""Where a checkout keeps golden pages, a folder a portal or CMS."""


def run(name: str, sources: list[str]) -> int:
    """Test a portal's Layouts; 0 all right, 1 differences, 2 wrong argument."""
    console = report_console()
    try:
        portal = portal_named(name)
        sources = sources or [_own_folder(name)]
        golden = [case for each in sources for case in _cases(Path(each))]
        others = [each for each in sources if not list(_cases(Path(each)))]
        wrong = [_test_case(case, portal, console) for case in golden]
        if golden:
            right = wrong.count(False)
            console.print(f"{len(golden)} golden pages: {right} right, {len(golden) - right} wrong")
        worse = _test_pages(list(captures_in(others)), portal, console) if others else 0
    except NewsportalError as error:
        return say(error)
    return 1 if any(wrong) or worse else 0


def _own_folder(name: str) -> str:
    folders = [Path(GOLDEN) / name, file_of(name).parent / "golden" / name]
    for folder in folders:
        if folder.is_dir():
            return str(folder)
    raise ArgumentError(
        f"there is no folder {' or '.join(map(str, folders))}: name saved pages, a folder of them, "
        "or a WARC file"
    )


def _cases(path: Path) -> list[Case]:
    """The golden pages of a folder, or the one that a file is: those with a record beside them."""
    pages = (
        sorted(path.rglob("*.html")) if path.is_dir() else [path] if path.suffix == ".html" else []
    )
    return [case for page in pages if (case := _case(page)) is not None]


def _case(page: Path) -> Case | None:
    try:
        case = read_case(page)
    except OSError:
        return None
    except json.JSONDecodeError as error:
        raise ArgumentError(f"{page.with_suffix('.json')} is no JSON: {error}") from error
    stated: object = case.stated
    known = isinstance(stated, dict) and "url" in stated and {"record", "refused"} & stated.keys()
    return case if known else None


def _test_case(case: Case, portal: Portal, console: Console) -> bool:
    """Print in which fields a golden page is wrong; whether it is."""
    found = case.found(None if "portal" in case.stated else portal)  # it may state another
    wrong = wrong_fields(case, found)
    for name in wrong:
        expected = case.refused if name == "refused" else case.expected[name]
        show_change(str(case.path), Change(name, "is wrong", expected, found.get(name)), console)
    return bool(wrong)


def _test_pages(pages: list[Capture], portal: Portal, console: Console) -> int:
    """Compare pages without a golden record with what is read of them without a Layout."""
    samples = read_samples(pages, portal)
    if not samples:
        raise ArgumentError(f"none of {len(pages)} pages makes a record")
    for layout in portal.layouts[:1]:
        console.print(agreement_table(agreement_of(samples, layout)))
    template, found, worse = template_of(samples), Differences(), 0
    for sample in samples:
        record = record_of(sample.capture, portal)
        judged = judge(sample, record, template)
        found.add(
            str(sample.page.url), sample.article.to_dict(), record.to_dict() if record else None
        )
        if judged.is_worse:
            worse += 1
            what = ", ".join(
                (*judged.fields, *(f"loses {each[:60]!r}" for each in judged.lost[:2]))
            )
            gained = (f"swallows {each[:60]!r}" for each in judged.swallowed[:2])
            console.print(
                f"worse: {sample.page.url}: {', '.join(filter(None, (what, *gained)))}",
                markup=False,
            )
    console.print("Without a Layout and with the portal's:")
    show(found, console, "pages")
    console.print(f"{worse} of {len(samples)} records may be worse than without a Layout")
    return worse
