"""The one walk over a page: its text as a flow of blocks in reading order.

A block is what a reader sees as one paragraph. It knows how much of it is link, bold or italic,
how it is aligned, and which rule of the boilerplate table took it. Everything after the walk reads
blocks; nothing reads the tree again.
"""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element

from newsportal.extraction.block import Block, Box
from newsportal.extraction.elements import (
    BLOCKS,
    EMPHASIS,
    ITEMPROPS,
    KEPT,
    KINDS,
    MAX_NAMED,
    PLAYERS,
    SKIPPED,
    STATING,
    holds_more,
    is_icon,
    most_named,
    source_of,
)
from newsportal.extraction.flow import Flow
from newsportal.extraction.select import PLAIN, Look, Matcher
from newsportal.extraction.tables import table_rows
from newsportal.parse import is_longer, linked_length, text_of
from newsportal.text.entities import is_broken, repaired
from newsportal.text.normalise import normal


def walk(root: _Element, matcher: Matcher, without: frozenset[str] = frozenset()) -> Flow:
    """The flow of the page below ``root``.

    ``matcher`` gives ("rule", name) for what goes and ("field", name) for what is looked for.
    What a rule takes is one block, whatever stands in it; the rules ``without`` take nothing.
    """
    body = root if root.tag == "body" else root.find("body")
    body = root if body is None else body
    walk = _Walk(matcher, without, timed=next(body.iter("time"), None) is not None)
    walk.flow.stating += root.iter(*STATING)
    return walk.run(body)


class _Walk:
    """The state of one walk.

    Its loop runs twice for each tag of the page: half of the cost of extraction lies here, so it
    asks an element as little as it can.
    """

    def __init__(self, matcher: Matcher, without: frozenset[str], timed: bool) -> None:
        self.flow = Flow()
        self.timed = timed  # whether the page has time elements to be looked for
        self.blocks, self.links, self.spans = self.flow.blocks, self.flow.links, self.flow.spans
        self.without = without
        self.matcher, self.tags = matcher, matcher.tags
        self.look, self.look_of_class = matcher.look, matcher.look_of_class
        self.pieces: list[str] = []
        # Elements that are open, and characters in them of the block that is being read.
        self.inside, self.sizes = dict(_NONE), dict(_NONE)
        self.emphasised, self.sized = 0, False
        self.caption = False
        # Open block elements: kind, alignment, first block, element.
        self.open: list[tuple[str, str, int, _Element | None]] = [("paragraph", "", 0, None)]

    def run(self, body: _Element) -> Flow:
        walker = etree.iterwalk(body, events=("start", "end"))
        starts, ends = _STARTS, _ENDS
        pieces, inline = self.pieces, _Walk.start_inline
        for event, element in walker:
            if event == "start":
                start = starts.get(element.tag, inline)
                if start is not None and start(self, element):
                    walker.skip_subtree()
                    continue
                text = element.text
            else:
                end = ends.get(element.tag)
                if end is not None:
                    end(self, element)
                text = element.tail
            if text and (pieces or not text.isspace()):
                pieces.append(text)
                if self.emphasised:
                    self.count(len(text.strip()))
        self.flush()
        return self.flow

    # Each start returns whether what stands inside is not to be walked.

    def start_block(self, element: _Element) -> bool:
        if self.pieces:
            self.flush()
        kind, align, _, _ = self.open[-1]
        tag, attributes = element.tag, element.items()
        if attributes or tag in self.tags:
            look = self.look(attributes)  # type: ignore[arg-type]  # str here
            if (look is not PLAIN or tag in self.tags) and self.taken(element, look):
                self.caption = False  # of the element that went, not of the next one
                return True
            align = look.align or align
        if self.caption:
            kind, self.caption = "caption", False
        self.open.append((KINDS.get(tag, kind), align, len(self.blocks), element))
        if tag == "table" and (rows := table_rows(element)):
            self.blocks.extend(Block("table", row, element) for row in rows)
            return True
        return False

    def start_inline(self, element: _Element) -> bool:
        stated = element.get("itemprop")
        if stated in ITEMPROPS:
            self.flow.marks.setdefault(ITEMPROPS[stated], []).append(element)
        classes = element.get("class")
        if classes is None:
            return False
        look = self.look_of_class(classes)
        return look is not PLAIN and self.taken(element, look)

    def start_link(self, element: _Element) -> bool:
        self.links.append((len(self.blocks), element))
        self.inside["linked"] += 1
        self.emphasised += 1
        if element.get("rel") == "author":
            self.flow.marks.setdefault("author", []).append(element)
        return self.start_inline(element)

    def start_emphasis(self, element: _Element) -> bool:
        self.inside[EMPHASIS[element.tag]] += 1
        self.emphasised += 1
        return False

    def skip(self, _element: _Element) -> bool:
        return True

    def start_time(self, element: _Element) -> bool:
        self.flow.times.append((len(self.blocks), element))
        return self.start_inline(element)

    def button(self, element: _Element) -> bool:
        return next(element.iter("p"), None) is None  # one that is never closed holds the page

    def line_break(self, _element: _Element) -> bool:
        if self.pieces:
            self.flush()
        return False

    def image(self, element: _Element) -> bool:
        self.media("image", element)
        return False

    def player(self, element: _Element) -> bool:
        source = element.find("source")
        element = source if source is not None and not element.get("src") else element
        if element.tag != "iframe" or any(part in (element.get("src") or "") for part in PLAYERS):
            self.media("video", element)
        return True

    def videos(self, element: _Element) -> None:
        """Note the videos of an element whose texts, buttons and times, a rule takes."""
        for each in element.iter("video", "iframe"):
            self.player(each)

    def taken(self, element: _Element, look: Look) -> bool:
        """Note what the selectors say of ``element``; true if a rule takes it whole."""
        if element.tag == "body":  # scripts show a hidden one; nothing takes the whole page
            return False
        rule, named = self.verdict(element, look)
        if rule in self.without or not (rule or named):
            return False
        limit = 0 if rule else most_named(named)
        if limit and holds_more(element, limit):
            return False
        text = text_of(element)
        if limit and len(text) > limit and len(text) - linked_length(element) > limit:
            return False
        if self.pieces:
            self.flush()
        if self.timed:
            self.flow.times += ((len(self.blocks), each) for each in element.iter("time"))
        if rule == "player" or named == "player":
            self.videos(element)
        if text:
            self.blocks.append(Box(text, element, rule or named))
        return True

    def verdict(self, element: _Element, look: Look) -> tuple[str, str]:
        """The rule that takes ``element``, and the one that may, for a word of its name."""
        rule, named = ("hidden", "") if look.hidden and element.tag in BLOCKS else ("", "")
        self.caption = False
        for what, name in self.matcher.match(element, look):
            if what == "field":
                self.flow.marks.setdefault(name, []).append(element)
            elif name in self.without:
                continue
            elif what == "rule":
                rule = rule or name
            elif name == "caption":
                self.caption = element.tag in BLOCKS and not is_longer(element, MAX_NAMED)
            elif element.tag not in KEPT:
                named = named or name
        return rule, named

    def end_block(self, element: _Element) -> None:
        if self.pieces:
            self.flush()
        if self.open[-1][3] is element:  # not of an element that a rule took
            first, last = self.open.pop()[2], len(self.blocks)
            if first != last:
                self.spans[element] = (first, last)

    def end_emphasis(self, element: _Element) -> None:
        self.inside[EMPHASIS[element.tag]] -= 1
        self.emphasised -= 1

    def count(self, size: int) -> None:
        """Add ``size`` characters to each emphasis that is open."""
        self.sized = True
        sizes = self.sizes
        for name, depth in self.inside.items():
            if depth:
                sizes[name] += size

    def flush(self) -> None:
        """Close the block that is being read."""
        text = normal("".join(self.pieces))
        self.pieces.clear()
        if ";" in text and is_broken(text):
            text, self.flow.repaired = normal(repaired(text)), True
        if not text:
            return
        kind, align, _, element = self.open[-1]
        block = Block(kind, text, element, align=align)
        if self.sized:
            block.linked, block.bold, block.italic = self.sizes.values()
            self.sizes.update(_NONE)
            self.sized = False
        self.blocks.append(block)

    def media(self, kind: str, element: _Element) -> None:
        if self.pieces:
            self.flush()
        stated: dict[str, str] = dict(element.items())  # type: ignore[arg-type]  # str here
        if is_icon(stated):
            return
        src = source_of(stated)
        alt = stated.get("alt") or stated.get("title")
        alt = normal(alt) if alt else ""
        _, align, _, node = self.open[-1]
        linked = len(alt) or 1 if self.inside["linked"] else 0
        self.blocks.append(Block(kind, alt, node, linked, align=align, src=src, is_media=True))


_NONE = {"linked": 0, "bold": 0, "italic": 0}
_STARTS = {
    **dict.fromkeys(BLOCKS, _Walk.start_block),
    **dict.fromkeys(SKIPPED, _Walk.skip),
    **dict.fromkeys(EMPHASIS, _Walk.start_emphasis),
    **dict.fromkeys(("u", "font", "sub", "sup", "br", "wbr", "small"), None),
    "time": _Walk.start_time,
    "a": _Walk.start_link,
    "br": _Walk.line_break,
    "button": _Walk.button,
    "img": _Walk.image,
    "iframe": _Walk.player,
    "video": _Walk.player,
}
_ENDS = {
    **dict.fromkeys(BLOCKS, _Walk.end_block),
    **dict.fromkeys(EMPHASIS, _Walk.end_emphasis),
}
