"""The body of an article: paragraphs, and what stands between them, in reading order."""

from __future__ import annotations

from newsportal.article import Paragraph
from newsportal.demo.dice import Dice
from newsportal.demo.language import Voice
from newsportal.demo.stock import TRAPS

PARAGRAPHS = (
    (6, 4), (8, 5), (10, 6), (14, 7), (16, 8), (14, 9), (12, 10), (8, 11), (6, 12), (4, 13),
    (2, 14),
)  # fmt: skip
"""How long articles are: weights and numbers of paragraphs."""

SEED_FORM_PARAGRAPHS = 16

Chunk = list[Paragraph]
"""Blocks that nothing may part, such as a list and the line that announces it."""


def article_body(voice: Voice, sapo: str | None, trap: str | None) -> list[Paragraph]:
    """The blocks of an article that a trap may be set in."""
    dice = voice.dice
    chunks = _running_text(voice, sapo, dice.weighed(PARAGRAPHS))
    if dice.chance(35):
        _head(chunks, voice, dice.between(1, 2))
    for percent, make in ((15, _list), (8, _table), (12, _quote)):
        if dice.chance(percent):
            chunks.insert(dice.between(1, len(chunks) - 1), make(voice))
    if trap:
        _set_trap(chunks, voice, trap)
    return [block for chunk in chunks for block in chunk]


def seed_form_body(voice: Voice) -> list[Paragraph]:
    """Nothing but paragraphs, as many as the seed has."""
    return [block for chunk in _running_text(voice, None, SEED_FORM_PARAGRAPHS) for block in chunk]


def photo_body(voice: Voice) -> list[Paragraph]:
    """A lead, and four to eight captions."""
    lead = voice.say("photo_lead")
    if voice.dice.chance(60):
        lead = f"{lead} {voice.say('photo_more')}"
    captions = [voice.say("caption") for _ in range(voice.dice.between(4, 8))]
    return [Paragraph(text=lead), *(Paragraph(kind="caption", text=each) for each in captions)]


def gaps(blocks: list[Paragraph]) -> list[int]:
    """The blocks before which a picture may stand: not the first, none in a list or table."""
    return [
        number
        for number in range(1, len(blocks))
        if blocks[number].kind in ("paragraph", "heading") and blocks[number - 1].kind != "heading"
    ]


def _running_text(voice: Voice, sapo: str | None, number: int) -> list[Chunk]:
    """Paragraphs; without a sapo the first of them leads, the last one looks ahead."""
    opening = voice.say("sentence") if sapo else voice.say("lead")
    texts = [f"{opening} {voice.say('sentence')}"]
    texts += [voice.sentences(voice.dice.between(1, 4)) for _ in range(number - 2)]
    texts.append(f"{voice.say('sentence')} {voice.say('ending')}")
    return [[Paragraph(text=text)] for text in texts]


def _head(chunks: list[Chunk], voice: Voice, number: int) -> None:
    for chunk in voice.dice.shuffled(chunks[1:])[:number]:
        chunk.insert(0, Paragraph(kind="heading", text=voice.say("heading")))


def _list(voice: Voice) -> Chunk:
    items = [f"{voice.say('item')};" for _ in range(voice.dice.between(2, 4))]
    items.append(f"{voice.say('item')}.")
    announced = Paragraph(text=voice.say("before_list"))
    return [announced, *(Paragraph(kind="list_item", text=each) for each in items)]


def _table(voice: Voice) -> Chunk:
    """Three rows of three cells."""
    year = voice.published.year
    rows = [f"Chỉ tiêu | Năm {year - 2} | Năm {year - 1}"]
    rows += [
        f"{voice.say('measure')} | {_figure(voice.dice)} | {_figure(voice.dice)}" for _ in "12"
    ]
    announced = Paragraph(text=voice.say("before_table"))
    return [announced, *(Paragraph(kind="table", text=each) for each in rows)]


def _figure(dice: Dice) -> str:
    return f"{dice.between(12, 480)},{dice.between(1, 9)}"


def _quote(voice: Voice) -> Chunk:
    return [Paragraph(kind="quote", text=voice.say("said"))]


def _set_trap(chunks: list[Chunk], voice: Voice, trap: str) -> None:
    """Put a trap's words at the end of a paragraph in the middle, or above it as a heading."""
    chunk = next(each for each in chunks[1:] if each[0].kind == "paragraph" and len(each) == 1)
    words = voice.fill(TRAPS[trap])
    if trap == "label-as-heading":
        chunk.insert(0, Paragraph(kind="heading", text=words))
    else:
        chunk[0].text += f" {words}"
