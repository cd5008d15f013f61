"""The body of a page whose Layout nobody wrote: where its prose stands."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

from lxml.etree import _Element

from newsportal.extraction.block import Block
from newsportal.extraction.flow import Flow

_WRAPPERS = frozenset("p li blockquote h1 h2 h3 h4 h5 h6 dd dt pre figcaption figure span".split())
"""Elements that hold one paragraph; their parent is the candidate."""

FEW, MOST, FILLED = 0.4, 0.6, 0.4
"""Shares of a page's prose in a body that is doubted, and in one that is wider; and how much of
that one is prose."""

MIN_ARTICLE = 200
"""Characters of prose of a further article on the page; a teaser has fewer."""

LONG = 3000
"""Characters of prose in a body that is not doubted."""

HALF = 0.5
"""The part of a vote that goes to the element above."""

MAX_BOX = 1000
"""Characters of a box of boilerplate that may stand between two parts of a body."""

MAX_IMPRINT = 160
"""Characters at the start of a block in which an imprint names itself."""

_IMPRINT = re.compile(
    r"(?:cơ quan chủ quản|tổng biên tập|phó tổng biên tập|t[oò][aà] soạn|trụ sở)\s*:"
    r"|bản quyền thuộc|giấy phép (?:số|xuất bản|hoạt động|thiết lập)[^.]{0,40}/gp"
)
"""What the foot of a page says of the paper: publisher, editor, licence."""

_IMPRINT_WORDS = ("chủ quản", "biên tập", "soạn", "trụ sở", "bản quyền", "giấy phép")

MIN_PROSE = 40
"""Characters from which a block counts as a sentence, not as a menu's entry."""


def is_prose(block: Block) -> bool:
    """Whether ``block`` is running text: long enough, and not made of links."""
    return (
        block.rule is None
        and len(block.text) >= MIN_PROSE
        and not block.is_media
        and block.linked < 0.3 * len(block.text)
        and (block.text.isascii() or not _is_imprint(block.text[:MAX_IMPRINT]))
    )


@lru_cache(maxsize=1024)
def _is_imprint(opening: str) -> bool:
    opening = opening.lower()
    # Few blocks have one of these words, and to look for them costs a tenth of the expression.
    return any(map(opening.__contains__, _IMPRINT_WORDS)) and _IMPRINT.search(opening) is not None


def own_article(flow: Flow) -> _Element | None:
    """The ``article`` element around the headline, if the page has others that are articles too.

    Pages that go on with further articles while one scrolls have each in an element of its own;
    a card that only links one has no text, and a page that has its text elsewhere no such element.
    """
    every = {element: span for element, span in flow.spans.items() if element.tag == "article"}
    title = flow.title if len(every) > 1 else None
    if title is None:
        return None
    sizes = {element: prose_of(flow.blocks[slice(*span)]) for element, span in every.items()}
    around = [element for element, (first, last) in every.items() if first <= title < last]
    own = next((element for element in around if sizes[element] >= MIN_ARTICLE), None)
    if own is None:
        return None
    start, end = every[own]
    apart = [sizes[each] for each, (first, last) in every.items() if first >= end or last <= start]
    first, last = find_body(flow)
    inside = {n for span in every.values() for n in range(*span)}
    bare = prose_of([flow.blocks[n] for n in range(first, last) if n not in inside])
    comparable = sizes[own] >= FEW * max(apart, default=0) and bare <= FEW * sizes[own]
    return own if comparable and max(apart, default=0) >= MIN_ARTICLE else None


def prose_of(blocks: list[Block]) -> int:
    """Characters of running text in ``blocks``."""
    return sum(len(block.text) for block in blocks if is_prose(block))


def find_body(flow: Flow, bound: _Element | None = None) -> tuple[int, int]:
    """The span of blocks that is the body; an empty span where the page has no prose.

    Each block of prose votes for the element around it. The winner grows while the element around
    it adds prose faster than anything else: a body split over sibling containers. ``bound`` is an
    element that it does not leave.
    """
    prose = [  # what a rule took or is short need not be asked
        len(each.text)
        if each.rule is None and len(each.text) >= MIN_PROSE and is_prose(each)
        else 0
        for each in flow.blocks
    ]
    if bound is not None:
        first, last = flow.spans[bound]
        prose = [size if first <= n < last else 0 for n, size in enumerate(prose)]
    sums = [0, *accumulate(prose)]
    every = [0, *accumulate(map(_around, flow.blocks))]
    votes = _votes(flow, prose)
    best = max(votes, key=lambda each: votes[each], default=None)
    if best is None or best not in flow.spans:
        return (0, 0)
    return _grow(best, flow, sums, every)


def _votes(flow: Flow, prose: list[int]) -> dict[_Element, float]:
    """For each element that holds prose its characters, and half of those right inside it."""
    own: dict[_Element, float] = {}
    for block, weight in zip(flow.blocks, prose, strict=True):
        element = block.node if weight else None
        while element is not None and (element.tag in _WRAPPERS or element not in flow.spans):
            element = element.getparent()  # an element of an unknown name has no span
        if element is not None:
            own[element] = own.get(element, 0) + weight
    votes = dict(own)
    for element, size in own.items():  # paragraphs that are divs each vote for themselves, too
        above = next((each for each in element.iterancestors() if each in flow.spans), None)
        if above is not None:
            votes[above] = votes.get(above, 0) + size * HALF
    return votes


def _around(block: Block) -> int:
    """What a block weighs against growing over it: what nobody sees and a small box, nothing."""
    unseen = block.rule == "hidden" or (block.rule and len(block.text) <= MAX_BOX)
    return 0 if unseen else len(block.text)


def _grow(best: _Element, flow: Flow, prose: list[int], every: list[int]) -> tuple[int, int]:
    start, end = flow.spans[best]
    for parent in best.iterancestors():
        if parent not in flow.spans or parent.tag in ("body", "html"):
            break
        first, last = flow.spans[parent]
        more = prose[last] - prose[first] - (prose[end] - prose[start])
        around = every[last] - every[first] - (every[end] - every[start])
        if more >= 0.15 * (prose[end] - prose[start]) and more >= 0.55 * around:
            start, end = first, last
    if prose[end] - prose[start] < min(LONG, FEW * prose[-1]):
        start, end = _wide(best, flow, prose, every) or (start, end)
    return _trimmed(flow, start, end)


def _wide(best: _Element, flow: Flow, prose: list[int], every: list[int]) -> tuple[int, int] | None:
    """The smallest element around ``best`` with most of the page's prose, if prose fills it."""
    for parent in best.iterancestors():
        start, end = flow.spans.get(parent, (0, 0))
        if prose[end] - prose[start] >= MOST * prose[-1]:
            filled = prose[end] - prose[start] >= FILLED * (every[end] - every[start])
            return (start, end) if filled else None
    return None


def _trimmed(flow: Flow, start: int, end: int) -> tuple[int, int]:
    """The span without what rules took at its end: comments below an article are no part of it."""
    while start < end and flow.blocks[end - 1].rule is not None:
        end -= 1
    return start, end
