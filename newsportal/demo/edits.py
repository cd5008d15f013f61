"""An article as it reads once it was edited."""

from __future__ import annotations

from dataclasses import replace

from newsportal.article import Paragraph
from newsportal.demo.headlines import Headlines
from newsportal.demo.language import Voice
from newsportal.demo.moments import iso
from newsportal.demo.timeline import Edit
from newsportal.demo.truth import Story, summed_up


def edited(headlines: Headlines, story: Story, edit: Edit) -> Story:
    """The story with one more paragraph, or another sentence at its end."""
    voice = headlines.voice(story.index, "edit")
    *blocks, last = story.article.paragraphs
    if edit.adds:
        blocks += [last, Paragraph(text=voice.sentences(2))]
    else:
        blocks.append(replace(last, text=_with_another_end(last.text, voice)))
    stated = iso(edit.when) if edit.is_stated else None
    article = replace(story.article, paragraphs=blocks, version=2, date_modified=stated)
    return replace(story, article=summed_up(article))


def _with_another_end(text: str, voice: Voice) -> str:
    """``text`` with another last sentence."""
    kept, stop, end = text.rpartition(". ")
    sentence = voice.say("sentence")
    return f"{kept}{stop}{voice.say('sentence') if sentence == end else sentence}"
