"""What a body that nobody declared carries along: lines that are no part of the running text.

A Layout names the body's element, and what stands in it is the article's, but for a button or a
notice at its very end. The generic extractor finds where the prose is, and around and between it
stand bylines, buttons and links.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from newsportal.extraction.block import Block
from newsportal.links import is_document
from newsportal.media import is_set_apart
from newsportal.page import Page
from newsportal.text.bylines import read_byline
from newsportal.text.captions import has_credit
from newsportal.text.normalise import ending

MAX_REPEATED = 60
"""Characters of a line that, printed twice or more, is a button or a notice."""

OFTEN = 3
"""How often a longer line is printed to be one."""

MAX_NOTICE = 300
"""Characters of a notice."""

MAX_ABSTRACT, MAX_CARD, MIN_CARDS = 400, 4, 3
"""Characters of an abstract, blocks of a teaser, and how many teasers make a list of them."""

NOTICES: tuple[tuple[str, str], ...] = (
    ("privacy", r"\bour privacy (?:policy|notice)|privacy policy and terms"),
    ("unsubscribe", r"^unsubscribe|unsubscribe at any"),
    ("subscribe", r"^subscribe (?:to|for|now)"),
    ("sign", r"^sign up (?:to|for|now)"),
    ("newsletter newsletters", r"\bour newsletter|newsletter (?:abonn|anmeld)"),
    ("account", r"create an account|already have an account\?"),
    ("subscriber", r"already a subscriber\b"),
    ("subscribers", r"reserved for subscribers"),
    ("abonnés", r"réservée? (?:à nos|aux) abonnés"),
    ("compte", r"avec ce compte|déjà un compte"),
    ("inhalt inhalte inhalten", r"externe[rnm]? inhalte?n?\b|eingebettete inhalte"),
    ("datenschutzerklärung datenschutzrichtlinie datenschutzrichtlinien", r"datenschutz"),
    ("datenschutzeinstellungen datenschutzerklärungen", r"datenschutz"),
    ("privatsphäre", r"privatsphäre-einst"),
    ("privacidad", r"política de privacidad"),
    ("nhận", r"đăng ký nhận (?:bản )?tin"),
    ("unterstützen", r"unterstützen sie uns"),
    ("support", r"support (?:our|independent) (?:work|journalism)"),
    ("faites", r"\bfaites un don"),
    ("story", r"(?:have|got) a story (?:to tell|for us)"),
    ("touch", r"get in touch with our news"),
    ("adblock adblocker block blocker", r"\bad[ -]?block(?:er)? (?:users|is)"),
    ("join follow", r"^(?:follow|join) us on"),
    ("read", r"\d[ -]?min(?:ute)?s? read$"),
    ("lesezeit lesedauer", r"(?:lesezeit|lesedauer)\W*\d"),
    ("lecture", r"(?:temps|durée) de lecture\W*\d"),
    ("reading", r"reading time\W*\d"),
)
"""What a line says, in small letters, that offers a letter, asks for consent or money, stands for
what was blocked or tells how long reading takes; before it the words of which it has one."""

_NOTICE_BY_WORD = {
    word.encode(): (word, re.compile(form)) for words, form in NOTICES for word in words.split()
}
_WORD_BYTES = bytes(code if code > 127 or chr(code).isalnum() else 32 for code in range(256))

MIN_SENTENCE = 20
"""Characters of the shortest sentence."""

MAX_LINE = 80
"""Characters of a line above the text; a longer one is a lead without its full stop."""

MAX_ABOVE = 6
"""Lines above the first sentence; more of them are a list."""

IN_PARAGRAPHS, MAX_ODD = 0.8, 80
"""Share of a text that is in ``p`` elements from which a line of so many characters elsewhere is
odd."""

_DIVISIONS = frozenset(("div", "section", "address", "span", "header", "aside", "form"))

_SENTENCE_END = re.compile(r"[.!?…:;。！？”\"»“)]\W*$")


def tidy(page: Page) -> None:
    """Mark the lines of a generic body that are no running text with the rules that take them."""
    if page.is_text:
        return
    if page.layout is not None and page.layout.body is not None:
        _take_last(page.body)
        return
    body = [block for block in page.body if not (block.rule or block.role or block.is_media)]
    _take_repeated(body)
    _take_notices(body)
    _take_teasers(body)
    _take_links(page, body)
    _take_odd_lines(body)
    _take_ends([block for block in body if not block.rule and block.kind != "caption"])
    _keep_captions(page)


def _take_last(blocks: list[Block]) -> None:
    """Take the last line of a Layout's body if it is a notice, or set otherwise than the text."""
    kept = [block for block in blocks if not (block.rule or block.role)]
    if len(kept) > 1 and not kept[-1].is_media and not kept[-2].is_media:  # below one: its caption
        body = [block for block in kept if not block.is_media]
        _take_notices(body[-1:])
        _take_odd_lines(body, body[-1:])


def _take_repeated(body: list[Block]) -> None:
    lines = [block for block in body if not (block.bold and block.mostly(block.bold))]
    texts = [block.text for block in lines]
    if len(set(texts)) == len(texts):
        return
    counts = Counter(texts)
    for block in lines:
        often = 2 if len(block.text) <= MAX_REPEATED else OFTEN
        again = block.kind == "paragraph" and counts[block.text] >= often
        if again and read_byline(block.text) is None:
            block.rule = "line-repeated"


def _take_notices(body: list[Block]) -> None:
    lines = [block for block in body if not block.rule and len(block.text) <= MAX_NOTICE]
    small = [block.text.lower() for block in lines]
    # To look words up costs the same however many rows there are.
    words = set("\n".join(small).encode().translate(_WORD_BYTES).split())
    for word in _NOTICE_BY_WORD.keys() & words:
        text, form = _NOTICE_BY_WORD[word]
        for block, line in zip(lines, small, strict=True):
            if text in line and form.search(line):
                block.rule = "notice"


def _take_teasers(body: list[Block]) -> None:
    """Take the teasers of other articles at the end: linked headlines, each with its abstract."""
    heads = [n for n, block in enumerate(body) if block.linked and _is_head(block)]
    first, last = len(body), len(body)
    for number in reversed(heads):
        below = [len(b.text) for b in body[number + 1 : last] if len(b.text) > MAX_LINE]
        if last - number > MAX_CARD or len(below) > 1 or sum(below) > MAX_ABSTRACT:
            break
        first, last = number, number
    if sum(number >= first for number in heads) >= MIN_CARDS:
        for block in body[first:]:
            block.rule = block.rule or "teaser"


def _is_head(block: Block) -> bool:
    return len(block.text) >= MIN_SENTENCE and block.mostly(block.linked)


def _take_links(page: Page, body: list[Block]) -> None:
    lines = []
    for block, after in zip(body, [*body[1:], None], strict=False):
        if not block.linked or block.rule or not block.mostly(block.linked):
            continue
        if block.kind == "heading" and after is not None and not after.mostly(after.linked):
            continue
        lines.append(block)
    if not lines:
        return
    start, end = page.span
    links = [(number, link) for number, link in page.flow.links if start <= number < end]
    documents = {id(page.flow.blocks[n]) for n, link in links if is_document(link.get("href"))}
    for block in lines:
        if id(block) not in documents:
            block.rule = "link-line"


def _take_odd_lines(body: list[Block], asked: list[Block] | None = None) -> None:
    """Take short lines set otherwise than the text, where nearly all of it is in paragraphs.

    Buttons, counts of comments and times of reading stand in divisions of their own. All lines of
    the body are asked, or some.
    """
    left = [block for block in body if not block.rule and block.node is not None]
    sizes = [len(block.text) for block in left]
    inside = sum(size for size, block in zip(sizes, left, strict=True) if _tag(block) == "p")
    if inside < IN_PARAGRAPHS * sum(sizes):
        return
    for block in left if asked is None else asked:
        odd = not block.rule and block.kind == "paragraph" and _tag(block) in _DIVISIONS
        if not odd or len(block.text) > MAX_ODD or _SENTENCE_END.search(ending(block.text)):
            continue
        if read_byline(block.text) is None:
            block.rule = "odd-line"


def _tag(block: Block) -> str:
    return str(block.node.tag) if block.node is not None else ""


def _take_ends(body: list[Block]) -> None:
    """Take the short lines above the first and below the last sentence of a body."""
    first = next((number for number, block in enumerate(body) if _is_sentence(block)), None)
    if first is None:
        return
    last = next(n for n in range(len(body) - 1, -1, -1) if _is_sentence(body[n]))
    above = [block for block in body[:first] if block.kind != "heading"]
    above = [block for block in above if len(block.text) <= MAX_LINE or block.kind == "caption"]
    for block in above if len(above) <= MAX_ABOVE else ():
        block.rule = "above-text"
    for block in body[last + 1 :]:
        if block.kind in ("list_item", "table") or block.text.endswith(":"):
            continue
        if read_byline(block.text) is None:
            block.rule = "below-text"


def _keep_captions(page: Page) -> None:
    """Give back the lines right below a picture: they are its caption, not the text's end."""
    for picture, block in pairwise(page.body):
        if picture.kind != "image" or block.rule not in ("above-text", "below-text", "odd-line"):
            continue
        if block.rule == "odd-line" or is_set_apart(block) or has_credit(block.text):
            block.rule, block.kind = None, "caption"


def _is_sentence(block: Block) -> bool:
    if block.kind == "table":
        return True
    if block.linked >= 0.3 * len(block.text):
        return False
    return len(block.text) > 120 or (
        len(block.text) >= MIN_SENTENCE and _SENTENCE_END.search(ending(block.text)) is not None
    )
