"""The truth of one moment: every article that is to be seen, as it reads then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from newsportal.article import Article
from newsportal.demo.edition import Edition
from newsportal.demo.edits import edited
from newsportal.demo.truth import Stories, Story


def story_of(told: Stories, edition: Edition, index: int) -> Story:
    """An article's story, with the edit that was made of it."""
    story, edit = told[index], edition.edits.get(index)
    return edited(told.headlines, story, edit) if edit else story


class Truth(Sequence[Article]):
    """Every article that a complete crawl holds, the oldest first, each made when asked for."""

    def __init__(self, told: Stories, edition: Edition) -> None:
        self._told, self._edition = told, edition

    def __len__(self) -> int:
        return len(self._edition)

    @overload
    def __getitem__(self, place: int) -> Article: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Article]: ...
    def __getitem__(self, place: int | slice) -> Article | Sequence[Article]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        index = self._edition.live(range(len(self))[place])
        return story_of(self._told, self._edition, index).article
