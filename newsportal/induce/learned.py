"""A Layout, learned from pages: they are compared with each other, with metadata and the generic.

What repeats on all pages is template, what varies is content; what metadata and the generic
extractor say of a page tells which of it is which field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsportal.archive.capture import Capture
from newsportal.induce.agreement import Agreement, agreement_of
from newsportal.induce.body import choose_body
from newsportal.induce.choosing import MIN_PAGES, choose
from newsportal.induce.clusters import clustered
from newsportal.induce.judging import judge, template_of
from newsportal.induce.sample import Sample, read_samples
from newsportal.induce.teachers import ORDER
from newsportal.portal import Layout, Portal


@dataclass(frozen=True, slots=True)
class Induced:
    """What pages of a site came to."""

    layout: Layout | None
    """Of the template that most of them have; None where none could be shown to be right."""

    agreement: tuple[Agreement, ...] = ()
    questions: tuple[str, ...] = ()
    """What a person is to look at, in plain sentences."""

    sure: bool = False
    """Whether title and body were found, and no record is worse than without the Layout."""

    further: tuple[Layout, ...] = ()
    """Layouts of further templates among the pages."""

    pages: int = 0
    """Pages that the first Layout was learned from."""


def induce_layout(pages: Sequence[Capture], portal: Portal) -> Induced:
    """Learn the Layout of a site from pages of its articles; the portal's own Layouts are not used.

    Pages that make no record are left out and told of; a template with fewer than 3 is not learned.
    """
    samples = read_samples(pages, portal)
    questions = [_left_out(len(pages) - len(samples))] if len(samples) < len(pages) else []
    groups = clustered(samples)
    large = [group for group in groups if len(group) >= MIN_PAGES]
    few = sum(map(len, groups)) - sum(map(len, large))
    if not large:
        questions.append(
            f"not sure: a Layout needs {MIN_PAGES} articles of one template; there are no such "
            f"{MIN_PAGES} among the {len(samples)} that make a record"
        )
        return Induced(None, agreement_of(samples, None), tuple(questions))
    if few:
        questions.append(
            f"{few} of {len(samples)} pages are of other templates, with fewer than {MIN_PAGES} "
            "each: are there more of them?"
        )
    first, *others = [_learn(group) for group in large]
    further = tuple(each.layout for each in others if each.layout and each.sure)
    return replace(first, questions=(*questions, *first.questions), further=further)


def _left_out(count: int) -> str:
    return (
        f"{count} of the pages were left out: no article by themselves, or one that is there twice"
    )


def _learn(samples: Sequence[Sample]) -> Induced:
    """The Layout of pages of one template."""
    template = template_of(samples)
    chosen = {name: choose(name, samples) for name in ORDER}
    layout = Layout(**{name: each.css for name, each in chosen.items()})
    questions = [each.question for each in chosen.values() if each.question]
    body = choose_body(samples, layout, template)
    questions += [body.question] if body.question else []
    layout, dropped = _proved(samples, replace(layout, body=body.css), template)
    questions += [
        f"{name}: left out, for it made records worse than without it" for name in dropped
    ]
    worse = _worse(samples, layout, template)
    sure = layout.body is not None and layout.title is not None and not worse
    if worse:
        questions.append(
            f"not sure: {len(worse)} of {len(samples)} records may be worse than without the Layout"
        )
    whole = layout if layout.title or layout.body else None
    return Induced(whole, agreement_of(samples, whole), tuple(questions), sure, pages=len(samples))


def _proved(
    samples: Sequence[Sample], layout: Layout, template: frozenset[str]
) -> tuple[Layout, list[str]]:
    """The Layout without the fields that make records worse, and the names of these."""
    dropped: list[str] = []
    for name in (*reversed(ORDER),):
        if getattr(layout, name) is None:
            continue
        worse = _worse(samples, layout, template)
        if not worse:
            break
        without = replace(layout, **{name: None})
        if len(_worse(samples, without, template)) < len(worse):
            layout = without
            dropped.append(name)
    return layout, dropped


def _worse(samples: Sequence[Sample], layout: Layout, template: frozenset[str]) -> list[Sample]:
    return [each for each in samples if judge(each, each.trial(layout), template).is_worse]
