"""``newsportal dataset restore``: a withdrawn record back into the store."""

from __future__ import annotations

from pathlib import Path

from newsportal.cli.withdraw import contents, tell
from newsportal.dataset import withdrawal
from newsportal.store import Store
from newsportal.store.withdrawal import Taken


def run(name: str, as_json: bool) -> int:
    """Restore; 0, 1 where there is no such record or it was purged, 4 busy, 5 the store."""

    def work(store: Store, output: Path) -> Taken:
        return withdrawal.restore(store, output, name)

    def words(taken: Taken) -> str:
        return f"{taken.id} is back in the store: {contents(taken)}."

    return tell(work, words, as_json)
