"""A run's report, and its end: files are written, counts are checked, health is judged."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from newsportal.report import Report
from newsportal.store.database import shown
from newsportal.store.export import write_lines, writer_for
from newsportal.watching import watch

if TYPE_CHECKING:
    from newsportal.extensions import RunKeeper


def new_report(keeper: RunKeeper) -> Report:
    """The report of a run that begins."""
    spider = keeper.crawler.spider
    return Report(
        portal=keeper.portal,
        run_id=f"{keeper.now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}",
        started_at=keeper.clock.stamp(),
        sections=[section.slug for section in getattr(spider, "sections", ())],
        base_url=getattr(spider, "base_url", None),
    )


def end_run(keeper: RunKeeper) -> None:
    """Count, write, judge, and close the run, in this order."""
    report = keeper.report
    for close in keeper.closers:
        close()
    report.imbalance = None if report.error else report.balance() or disagreement(keeper)
    write_files(keeper)
    if keeper.learning.pages > keeper.template.pages:
        keeper.store.keep_template(keeper.portal, keeper.learning)
    if not keeper.is_look:
        watch(keeper)
    ended = str(report.ended_at)
    keeper.store.end_run(report.run_id, ended, report.outcome, report.to_dict())


def write_files(keeper: RunKeeper) -> None:
    """Write the portal's records, and those of this run where that is asked for."""
    report = keeper.report
    if not keeper.in_memory:
        path = keeper.folder / "articles.jsonl"
        write_lines(path, keeper.store.record_texts(keeper.portal))
        report.files = [str(path), shown(keeper.store.url).removeprefix("sqlite:///")]
    if keeper.export:
        mine = keeper.store.records(keeper.portal, report.run_id)
        writer_for(Path(keeper.export))(Path(keeper.export), mine)
        report.files.insert(0, keeper.export)


def disagreement(keeper: RunKeeper) -> str | None:
    """Where the store's tables say otherwise than the counts of this process."""
    counts = keeper.store.counts(keeper.portal, keeper.report.run_id)
    states = {name: sum(each.values()) for name, each in counts.states.items()}
    own = {**keeper.report.parts(), "duplicate": 0}  # those are no state of the frontier
    wrong = {name: (own[name], states.get(name, 0)) for name in own}
    wrong = {name: pair for name, pair in wrong.items() if pair[0] != pair[1]}
    return f"counted and stored differ: {json.dumps(wrong)}" if wrong else None
