"""README.md of a release: the dataset card, with the YAML header that hubs and libraries read.

https://huggingface.co/docs/hub/datasets-cards: a configuration for each portal, splits by date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from newsportal import __version__
from newsportal.dataset.splits import NAMES, Splits

SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
LARGEST = "1M<n<10M"
"""Numbers of records and what a hub calls them."""

ALL = "all"
"""The configuration of every portal together, the default one."""

RIGHTS = """\
The texts and pictures belong to the papers that published them; nothing here gives you a licence.
Each record names its source (`canonical_url`), the licence that its page states (`license`,
mostly unknown), whether robots.txt allowed the request (`robots_allowed`) and whether the site
reserves text and data mining (`tdm_reserved`): true {reserved}, false {free}, not looked up
{unknown}. Who wants an article out is heard: it is withdrawn, stands as such in the changes of
the next release, and is to be taken out of copies as well. Records name persons as
the papers do."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a card tells."""

    name: str
    made_on: str
    rows: Mapping[str, Mapping[str, int]]
    """Portal to split to records."""

    titles: Mapping[str, str]
    """The printed name of each portal."""

    splits: Splits
    meanings: Mapping[str, str]
    """A sentence for each column."""

    counted: Mapping[str, Any]
    """`newsportal.dataset.statistics.Statistics.to_dict`."""

    reserved: Mapping[bool | None, int]
    fetched: tuple[str | None, str | None]
    """When the first and the last page was fetched."""

    def text(self) -> str:
        """The page."""
        parts = [self._header(), self._about(), self._splits(), self._gates(), self._fields()]
        counts = {
            "reserved": self.reserved.get(True, 0), "free": self.reserved.get(False, 0),
            "unknown": self.reserved.get(None, 0),
        }  # fmt: skip
        rights = "## Rights\n\n" + RIGHTS.format(**counts)
        return "\n\n".join([*parts, rights]) + "\n"

    def _total(self) -> int:
        return sum(sum(each.values()) for each in self.rows.values())

    def _header(self) -> str:
        lines = ["---", "language:", "- vi", "license: other", "license_name: unknown"]
        lines += ["license_link: README.md#rights", f"pretty_name: {_quoted(self.name)}"]
        size = next((name for most, name in SIZES if self._total() < most), LARGEST)
        lines += ["size_categories:", f"- {size}", "task_categories:", "- text-generation"]
        lines += ["- text-classification", "- summarization", "configs:"]
        lines += self._config(ALL, "*", {split: 1 for each in self.rows.values() for split in each})
        for portal, splits in self.rows.items():
            lines += self._config(portal, portal, splits)
        return "\n".join([*lines, "---"])

    def _config(self, name: str, folder: str, splits: Iterable[str]) -> list[str]:
        lines = [f"- config_name: {name}"] + (["  default: true"] if name == ALL else [])
        lines += ["  data_files:"]
        for split in (each for each in NAMES if each in splits):
            lines += [f"  - split: {split}", f"    path: data/{folder}/{split}-*.parquet"]
        return lines

    def _about(self) -> str:
        first, last = (each[:10] if each else "unknown" for each in self.fetched)
        titles = ", ".join(f"{self.titles.get(name, name)} (`{name}`)" for name in self.rows)
        return "\n".join([
            f"# {_plain(self.name)}",
            "",
            f"{self._total():,} news articles in Vietnamese of {titles}, one record each: text",
            "without boilerplate, sapo, byline, date to the minute, pictures with captions.",
            f"Fetched from {first} to {last}, made on {self.made_on} by newsportal {__version__}.",
            "This folder is never changed; what the next one has otherwise stands in its",
            "CHANGELOG.md.",
            "",
            "```python",
            "import duckdb",
            "duckdb.sql(\"select title, date_published from 'data/*/*.parquet'\")",
            "```",
            "",
            "```python",
            "from datasets import load_dataset",
            "load_dataset(\".\")  # or with the name of a portal",
            "```",
        ])  # fmt: skip

    def _splits(self) -> str:
        starts = {"validation": self.splits.validation_from, "test": self.splits.test_from}
        lines = ["## Splits", "", "By date, never at random: an article that is printed again"]
        lines += ["would stand on both sides. What states no date is for training.", ""]
        lines += [f"* {name} begins on {day}" for name, day in starts.items() if day]
        lines += ["", f"| portal | {' | '.join(NAMES)} |", "|---|--:|--:|--:|"]
        for portal, splits in self.rows.items():
            counts = " | ".join(f"{splits.get(name, 0):,}" for name in NAMES)
            lines.append(f"| `{portal}` | {counts} |")
        return "\n".join(lines)

    def _gates(self) -> str:
        lines = ["## Filters", "", "How many records pass the published filters of others. Each"]
        lines += ["says so itself in the columns `..._passes`; `gates_failed` names what stops it."]
        lines += ["", "| filter | records that pass |", "|---|--:|"]
        gates = self.counted.get("gates", {})
        for name, each in gates.items():
            share = each["passed"] / each["judged"] if each["judged"] else 0
            lines.append(f"| `{name}` | {each['passed']:,} of {each['judged']:,} ({share:.1%}) |")
        return "\n".join(lines)

    def _fields(self) -> str:
        lines = ["## Columns", "", "| column | meaning |", "|---|---|"]
        lines += [f"| `{name}` | {meaning} |" for name, meaning in self.meanings.items()]
        return "\n".join(lines)


def _quoted(text: str) -> str:
    """``text`` as YAML takes for text, whatever stands in it."""
    import json

    return json.dumps(text, ensure_ascii=False)


def _plain(text: str) -> str:
    """``text`` without what Markdown and HTML give a meaning.

    >>> _plain("a</script>*b*")
    'a/scriptb'
    """
    return "".join(char for char in text if char not in "<>*_`[]#|\\\n")
