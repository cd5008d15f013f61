"""``newsportal dataset purge``: what was withdrawn is deleted for good."""

from __future__ import annotations

from pathlib import Path

from newsportal.cli.withdraw import counted, tell
from newsportal.dataset import withdrawal
from newsportal.dataset.withdrawal import Purged
from newsportal.store import Store


def run(days: int, as_json: bool) -> int:
    """Purge; 0, 4 busy, 5 where there is no store or the disk cannot be used."""

    def work(store: Store, output: Path) -> Purged:
        return withdrawal.purge(store, output, days)

    def words(made: Purged) -> str:
        if not made.ids:
            return "nothing is withdrawn that is to be purged"
        return (
            f"{counted(len(made.ids), 'withdrawn record')} purged; "
            f"{counted(made.captures, 'capture')} taken out of "
            f"{counted(made.files, 'WARC file')}: {', '.join(made.ids)}"
        )

    return tell(work, words, as_json)
