"""The statistics of a dataset as a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from newsportal.dataset import statistics_plots as parts
from newsportal.dataset.statistics import Statistics, cluster_sizes
from newsportal.dataset.statistics_times import times
from newsportal.dataset.tally import quantile
from newsportal.pages.axes import period_name
from newsportal.pages.document import Key, Section, document
from newsportal.pages.elements import number, percent, plural

TITLE = "The stored records"
_HANOI = timezone(timedelta(hours=7))


def statistics_page(found: Statistics, made: datetime, of: str = "") -> str:
    """A page of HTML with the plots of ``found``.

    Args:
        found: The counts.
        made: When; records that are dated later are told apart.
        of: Which records were chosen, in words; empty for all.
    """
    local = made.astimezone(_HANOI)
    when = f"{period_name(local.date().isoformat())}, {local:%H:%M} (+07:00)"
    lead = f"Counted on {when}" + (f"; {of}." if of else ".")
    if not found.records:
        none = Section("No record", "There is no record to count: crawl first, or choose more.")
        return document(TITLE, lead, [], [none._replace(wide=True)])
    return document(TITLE, lead, _keys(found), _sections(found, local.date().isoformat()))


def _keys(found: Statistics) -> Iterator[Key]:
    gone = sum(states["gone"] for states in found.states.values())
    yield Key("Records", number(found.records), f"{number(gone)} are gone")
    yield Key("Portals", number(len(found.states)), plural(found.sections.distinct, "section"))
    if found.spans:
        first = min(span[0] for span in found.spans.values())
        last = max(span[1] for span in found.spans.values())
        yield Key("First day", period_name(first))
        yield Key("Last day", period_name(last), f"{number(found.undated)} without a date")
    total = sum(words * count for words, count in found.words.items())
    yield Key("Words", number(total), f"median {number(quantile(found.words, 0.5) or 0)} a record")
    copies = found.originals.total
    yield Key("Duplicates", number(copies), f"{percent(copies, found.records)} of all")


def _sections(found: Statistics, today: str) -> Iterator[Section]:
    yield from times(found, today)
    yield parts.sections(found)
    yield parts.lengths(found)
    yield parts.coverage(found)
    yield parts.field_sources(found)
    what = "bylines in all"
    yield parts.names("Authors", found.authors, what, found.authors.total)
    what = "records name an agency or paper that their text was taken from"
    yield parts.names("Credited sources", found.credited, what, found.records)
    yield parts.duplicates(found, cluster_sizes(found.clusters))
    yield parts.flags(found)
    yield parts.kinds(found)
    if found.gates:
        yield parts.gates(found)
    yield parts.portals(found)
