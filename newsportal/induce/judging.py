"""Whether a record became worse: what of its text went, and what of the template came in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsportal.article import Article
from newsportal.extraction.when import MIN_HEADLINE
from newsportal.induce.sample import Sample
from newsportal.text.normalise import words_in

REPEATED, SHARE = 3, 0.3
"""Pages on which a text stands that is the template's, and which share of all these are."""

MIN_LOST = 10
"""Letters of a line that is missed."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One record beside the one without a Layout."""

    lost: tuple[str, ...] = ()
    """Lines of the text that the other has not, but for the template's."""

    swallowed: tuple[str, ...] = ()
    """Lines of the template, or headlines of other articles, that came in."""

    gained: int = 0
    """Letters that came in otherwise."""

    fields: tuple[str, ...] = ()
    """Other fields of the record that are worse."""

    @property
    def is_worse(self) -> bool:
        """Whether anything is."""
        return bool(self.lost or self.swallowed or self.fields)


def template_of(samples: Sequence[Sample]) -> frozenset[str]:
    """The texts, as words, that so many pages share that they are the site's."""
    seen: Counter[str] = Counter()
    for sample in samples:
        blocks = sample.page.flow.blocks
        seen.update({words_in(each.text) for each in blocks if not each.is_media})
    least = max(REPEATED, SHARE * len(samples))
    return frozenset(text for text, count in seen.items() if count >= least)


def judge(sample: Sample, found: Article | None, template: frozenset[str]) -> Judgement:
    """What a record with a Layout is worth beside the one without."""
    if found is None:
        return Judgement(fields=("refused",))
    before = sample.article
    was, now = _lines(before), _lines(found)
    all_was, all_now = " ".join(was), " ".join(now)
    printed = (all_now, words_in(found.title or ""))  # some pages print the title in the text again
    missed = [
        line for line in was if len(line) >= MIN_LOST and not any(line in each for each in printed)
    ]
    came = [line for line in now if line not in all_was]
    linked = _headlines(sample) - {words_in(each.title or "") for each in found.attachments}
    bad = [line for line in came if line in template or line in linked]
    return Judgement(
        lost=tuple(line for line in missed if line not in template),
        swallowed=tuple(bad),
        gained=sum(map(len, came)) - sum(map(len, bad)),
        fields=tuple(_worse_fields(before, found)),
    )


def _headlines(sample: Sample) -> set[str]:
    """The lines of a page that are links and long enough to be the headlines of other articles."""
    lines = (each for each in sample.page.flow.blocks if each.linked >= MIN_HEADLINE)
    return {words_in(each.text) for each in lines if each.mostly(each.linked)}


def _lines(article: Article) -> list[str]:
    parts = [article.description or "", *(each.text for each in article.paragraphs)]
    return [words_in(each) for each in parts if each]


def _worse_fields(before: Article, found: Article) -> Iterable[str]:
    if before.title and words_in(before.title) != words_in(found.title or ""):
        yield "title"
    if before.date_published and before.date_published != found.date_published:
        yield "date"
    if not set(before.authors) <= set(found.authors):
        yield "author"
    lead = words_in(before.description or "")
    if lead and lead not in " ".join([*_lines(found), words_in(found.title or "")]):
        yield "sapo"
    if before.section_name and not found.section_name:
        yield "section_name"
