"""Clean: name every block that is not the article, and take it out.

The rules that read elements were answered during the walk. What is left to do needs the order of
the blocks: labelled runs of links, things printed twice, and the brake.
"""

from __future__ import annotations

import re
from string import ascii_letters, digits

from newsportal.boilerplate import Labels, Rule, labels_of
from newsportal.extraction.block import Block
from newsportal.extraction.content import MIN_PROSE, is_prose
from newsportal.page import Page
from newsportal.parse import text_of
from newsportal.template import mark
from newsportal.text.dates import is_date_line
from newsportal.text.normalise import ending, same_words, words
from newsportal.tidy import tidy

MAX_LABEL = 45
"""Characters of the longest heading that is looked up."""

MIN_LINKED = 8
MAX_BESIDE = 40
"""Characters of the shortest link title, and of what may stand beside it."""

_BESIDE = re.compile(r"(?i)\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{1,2}:\d\d|\d\s*(?:lượt|view)")

MAX_LINK_WORDS = 40
"""Words of the longest link title in a page given as text."""

MAX_CALL_WORDS = 14
"""Words of the longest headline that ends in an exclamation mark or trails off."""

MAX_LAST = 2
"""Lines at the end of the body that may be a date: it is printed there, or below the byline."""

MIN_BODY = 150
MIN_ARTICLE = 2000
"""Characters below which a body is hardly one, and from which a box that a rule took may be it."""

ASIDE = frozenset(("feedback", "hidden", "newsletter", "page-footer"))
"""Rules that take long texts that are no article."""

MIN_ENCODED = 60
"""Characters of a word that is no word, with small letters, capitals and digits."""

_BASE64 = ascii_letters + digits + "+/"

_CALL_END = re.compile(r"(?:[!…]|\.\.\.)\W*$")
_SENTENCE_END = re.compile(r"[.!…:;]\W*$")


def clean(page: Page) -> None:
    """Mark what is not the article with the rule that takes it."""
    _take_encoded(page)
    _take_labelled(page)
    _take_repeated(page)
    mark(page.template, page.body)
    tidy(page)
    _brake(page)


# -- encoded bodies


def _take_encoded(page: Page) -> None:
    """Take what only a script can read: a word longer than any language has, in Base64."""
    for block in page.body:
        size = len(block.text)
        if size > MIN_ENCODED and size > MIN_ENCODED * (block.text.count(" ") + 1):
            if not any(map(_is_encoded, block.text.split())):
                continue
            block.rule = "encoded-body"
            page.flag("body_unavailable")


def _is_encoded(word: str) -> bool:
    """Whether a word ends as Base64 does."""
    word = word.removesuffix("=").removesuffix("=")
    run = word[len(word.rstrip(_BASE64)) :]
    cases = run != run.lower() and run != run.upper()
    return len(run) >= MIN_ENCODED and cases and not set(digits).isdisjoint(run)


# -- labelled blocks


def _take_labelled(page: Page) -> None:
    """Take each label with the run of links after it.

    A label that is followed by running text is a sub-heading or a sentence, and stays.
    """
    blocks, labels = page.flow.blocks, labels_of(page.portal)
    number = 0
    while number < len(blocks):
        block = blocks[number]
        number += 1
        if block.rule or (len(block.text) > MAX_LABEL and not block.linked):  # most blocks
            continue
        taken = _label(block, labels)
        if taken is None:
            continue
        end = _box_end(page, number - 1, labels) or number
        while end < len(blocks) and _follows(blocks[end], labels, page.flow.plain):
            end += 1
        with_links = end > number or labels.rule(block.text) is None
        if with_links or _stands_alone(blocks, end, taken) or _ends_here(blocks, end, labels):
            for each in blocks[number - 1 : end]:
                each.rule = each.rule or taken.name
            number = end


def _box_end(page: Page, number: int, labels: Labels) -> int | None:
    """Where the box ends that the label ``number`` opens, if a link is the first thing in it.

    So a teaser, a line of running text below each link of the box, goes with it. A box is the
    largest element that opens with the label, has no other label and no running text of its own in
    it, and is not the body.
    """
    flow, (start, end) = page.flow, page.span
    element, last = flow.blocks[number].node, number + 1
    while element is not None:
        first, after = flow.spans.get(element, (number, last))
        if first != number or (first <= start and end <= after):
            break
        further = flow.blocks[last:after]
        if any(labels.rule(block.text) for block in further) or _is_told(flow.blocks[first:after]):
            break
        element, last = element.getparent(), max(last, after)
    inside = flow.blocks[number + 1 : last]
    entry = next((block for block in inside if not block.is_media), None)
    return last if entry is not None and _is_link_entry(entry) else None


def _is_told(box: list[Block]) -> bool:
    """Whether there is more running text than links to other articles: those have one line each."""
    return sum(map(is_prose, box)) > sum(map(_is_link_entry, box))


def _label(block: Block, labels: Labels) -> Rule | None:
    if block.rule or block.role or block.is_media:
        return None
    if len(block.text) <= MAX_LABEL and (found := labels.rule(block.text)):
        return found
    # "Xem thêm: <a>...</a>", the label and its only link in one paragraph.
    start, colon, _ = block.text.partition(":") if block.linked else ("", "", "")
    if colon and len(start) <= MAX_LABEL and block.linked >= 0.6 * (len(block.text) - len(start)):
        return labels.rule(start)
    return None


def _follows(block: Block, labels: Labels, plain: bool) -> bool:
    """Whether ``block`` belongs to the run of links that a label opens."""
    if block.rule is not None:
        return True
    if block.role or labels.rule(block.text) is not None:
        return False
    if block.is_media:
        return block.linked > 0 or not plain
    if is_date_line(block.text):
        return True
    return _is_link_title(block.text) if plain else _is_link_entry(block)


def _is_link_entry(block: Block) -> bool:
    """Whether ``block`` is a link, or one with its date or its number of readers beside it."""
    beside = len(block.text) - block.linked
    return block.mostly(block.linked) or (
        block.linked >= MIN_LINKED
        and beside <= MAX_BESIDE
        and _BESIDE.search(block.text) is not None
    )


def _is_link_title(text: str) -> bool:
    """Whether a line of text reads as a headline: short, and no full stop at its end."""
    length = len(text.split())
    if length <= MAX_CALL_WORDS and _CALL_END.search(ending(text)):
        return True
    return length <= MAX_LINK_WORDS and not _SENTENCE_END.search(ending(text))


def _stands_alone(blocks: list[Block], end: int, taken: Rule) -> bool:
    """Whether the label is a button or a form's heading: no sentence comes right after it."""
    after = blocks[end].text if end < len(blocks) else ""
    return taken.alone and not (len(after) >= MIN_PROSE and _SENTENCE_END.search(ending(after)))


def _ends_here(blocks: list[Block], end: int, labels: Labels) -> bool:
    """Whether nothing but further labels and what is taken anyway follows."""
    following = next((each for each in blocks[end:] if each.rule is None and each.text), None)
    return following is None or _label(following, labels) is not None


# -- what is printed twice


def _take_repeated(page: Page) -> None:
    """Take what stands above the headline, and headline, sapo and date line inside the body."""
    body = page.body
    above = next((n for n, block in enumerate(body) if block.role == "title"), 0)
    title, sapo = words(page.value("title") or ""), words(page.value("description") or "")
    kept = [n for n, block in enumerate(body) if not (block.rule or block.is_media)]
    last = kept[-MAX_LAST:]
    for number, block in enumerate(body):
        if block.rule or block.role or block.is_media:
            continue
        size = len(block.text)
        if number < above and not is_prose(block):
            block.rule = "above-headline"
        elif title and size >= len(title) and same_words(block.text, title):
            block.rule = "headline-repeated"
        elif sapo and size >= len(sapo) and same_words(block.text, sapo):
            block.rule = "sapo-repeated"
        elif (number - above <= 3 or number in last) and is_date_line(block.text):
            block.rule = "date-line"


# -- the brake


def overtaken(blocks: list[Block], plain: bool = False) -> frozenset[str]:
    """The rules that took half of the running text of ``blocks`` or more."""
    sizes: dict[str, int] = {}
    for block in blocks:
        taken = block.rule is not None and block.rule != "encoded-body" and not block.role
        if taken and (size := _running(block, plain)):
            rule = str(block.rule)
            sizes[rule] = sizes.get(rule, 0) + size
    if not sizes:
        return frozenset()
    kept = (each for each in blocks if each.rule is None and not each.role)
    total = sum(sizes.values()) + sum(_running(each, plain) for each in kept)
    return frozenset(rule for rule, size in sizes.items() if size * 2 >= total)


def holding_headline(page: Page) -> frozenset[str]:
    """The rules that took the element of the article itself, as a portal's CMS may name it.

    Such an element holds the headline as a heading, and more running text than what was found as
    the body; any h1 will do where no body was found: a menu that is never closed holds the page.
    """
    if page.layout is not None:
        return frozenset()
    body = sum(_running(block, plain=False) for block in page.body if block.rule is None)
    large = [
        block
        for block in page.flow.blocks
        if block.rule and len(block.text) > body and _running(block, plain=False) > body
    ]
    title = words(page.value("title") or "") if body and large else ""
    return frozenset(
        block.rule
        for block in large
        if block.rule and (_has_heading(block, title) or (body < MIN_BODY and _is_article(block)))
    )


def _is_article(block: Block) -> bool:
    """Whether what a rule took is long enough to be the article of a page that has no other."""
    return block.rule not in ASIDE and _running(block, plain=False) >= MIN_ARTICLE


def _has_heading(block: Block, title: str) -> bool:
    """Whether the headline is a heading inside a block's element; any h1 where it is not known."""
    if block.node is None:
        return False
    if not title:
        return block.node.find(".//h1") is not None
    own = (words(text_of(each)) for each in block.node.iter("h1", "h2"))
    return any(len(each) >= MIN_LINKED and title.startswith(each) for each in own)


def _brake(page: Page) -> None:
    """Give back what a rule took of the body if that is half of it."""
    too_much = overtaken(page.body, page.flow.plain)
    for block in page.body if too_much else ():
        block.rule = None if block.rule in too_much else block.rule
    if too_much:
        page.flag("brake")


def _running(block: Block, plain: bool) -> int:
    """Characters of running text in ``block``; a run of links has none."""
    if block.is_media or len(block.text) < MIN_PROSE:
        return 0
    if plain:
        return len(block.text) if _SENTENCE_END.search(ending(block.text)) else 0
    return 0 if block.mostly(block.linked) else len(block.text) - block.linked
