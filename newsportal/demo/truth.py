"""The truth: every article as a correct crawl stores it, and how its page is to be dressed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, overload

from newsportal.article import Article, Attachment, Image, Paragraph, Video
from newsportal.demo import credit, prose
from newsportal.demo.archive import SEED_FORM_ID, SEED_FORM_INDEX, Archive
from newsportal.demo.headlines import Headline, Headlines, day_line, province_on
from newsportal.demo.language import Voice
from newsportal.demo.tabs import HOST, IMAGES, TABS

__all__ = ["SEED_FORM_ID", "SEED_FORM_INDEX", "Figure", "Stories", "Story", "date_line", "stories"]

SHORT_TEXT = 30
"""Words below which a text is flagged."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture and where it stands."""

    before: int
    """The block before which it stands."""

    path: str
    printed: str
    """The caption with its credit."""

    words: str
    credit: str | None


@dataclass(frozen=True, slots=True)
class Story:
    """An article's truth, and the choices of its page that the truth does not tell."""

    index: int
    article: Article
    figures: tuple[Figure, ...] = ()
    twice: bool = False
    """Whether captions are printed a second time, as a paragraph."""

    related_before: int | None = None
    """The block before which a box of related news stands."""

    video_before: int | None = None
    trap: str | None = None
    dress: int = 0
    """Which of the ways of marking a paragraph up the page has, and other small choices."""

    @property
    def has_seed_form(self) -> bool:
        """Whether the page has exactly the form of the seed."""
        return self.index == SEED_FORM_INDEX


def date_line(when: datetime) -> str:
    """A date as it is printed above a headline.

    >>> date_line(datetime(2022, 12, 1, 8, 31))
    "Thứ Năm, 1/12/2022 8:31'(GMT+7)"
    """
    return f"{day_line(when)} {when.hour}:{when.minute:02}'(GMT+7)"


class Stories(Sequence[Story]):
    """All stories from the oldest to the newest, each told anew when it is asked for."""

    def __init__(self, headlines: Headlines) -> None:
        self.headlines = headlines
        self.told = 0
        """How many bodies were written so far."""

    def __len__(self) -> int:
        return self.headlines.archive.size

    @overload
    def __getitem__(self, index: int) -> Story: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Story]: ...
    def __getitem__(self, index: int | slice) -> Story | Sequence[Story]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        index = range(len(self))[index]
        archive = self.headlines.archive
        original = archive.original(index)
        story = _tell(self.headlines, original)
        self.told += 1
        if original == index:
            return story
        place = _place(self.headlines.of(index))
        repeated = replace(story.article, **place, duplicate_of=story.article.id)
        return replace(story, index=index, article=repeated)


def stories(size: int = 300, seed: int = 1) -> Stories:
    """The stories of a portal."""
    return Stories(Headlines(Archive(size, seed)))


def _tell(headlines: Headlines, index: int) -> Story:
    headline, voice = headlines.of(index), headlines.voice(index, "body")
    sapo, trap = headlines.lead(index), headlines.archive.trap(index)
    gallery = IMAGES in headline.tabs
    if gallery:
        blocks = prose.photo_body(voice)
    elif index == SEED_FORM_INDEX:
        blocks = prose.seed_form_body(voice)
    else:
        blocks = prose.article_body(voice, sapo, trap)
    article = _article(headline, sapo, blocks)
    story = Story(index, article, trap=trap, dress=voice.dice.between(0, 999))
    if gallery:
        return _with_photos(story, headline)
    if index == SEED_FORM_INDEX:
        return _in_seed_form(story, headline, voice)
    return _with_extras(story, headline, voice)


def _article(headline: Headline, sapo: str | None, blocks: list[Paragraph]) -> Article:
    return Article(
        **_place(headline),
        kind="gallery" if IMAGES in headline.tabs else "article",
        portal="demo",
        title=headline.title,
        description=sapo,
        paragraphs=blocks,
        date_precision="minute",
        language="vi",
        robots_allowed=True,
        tdm_reserved=False,
        source="live",
        http_status=200,
    )


def _place(headline: Headline) -> dict[str, Any]:
    """The fields that tell two publications of one text apart."""
    home, province = TABS[headline.tabs[0]], province_on(headline.published)
    return {
        "id": f"demo:{headline.number}",
        "url": HOST + headline.home,
        "canonical_url": HOST + headline.home,
        "alternate_urls": [HOST + headline.path(tab) for tab in headline.tabs[1:]],
        "section": home.slug,
        "section_name": home.name,
        "section_path": [home.name],
        "province": province.name,
        "province_code": province.code,
        "date_published": f"{headline.published.isoformat()}+07:00",
        "date_published_raw": date_line(headline.published),
    }


# -- what stands beside the text


def _with_photos(story: Story, headline: Headline) -> Story:
    captions = [block.text for block in story.article.paragraphs[1:]]
    figures = tuple(
        Figure(number, f"{headline.photo}-{number}.jpg", text, text, None)
        for number, text in enumerate(captions, 1)
    )
    return _finished(story, figures, credit.Byline(credit.NEWSROOM))


def _in_seed_form(story: Story, headline: Headline, voice: Voice) -> Story:
    figure = _figure(headline, voice, 0, plain=True)
    return _finished(replace(story, twice=True), (figure,), credit.seed_form_byline(voice.dice))


def _with_extras(story: Story, headline: Headline, voice: Voice) -> Story:
    dice, article = voice.dice, story.article
    if dice.chance(4):
        _attach(article, headline, voice)
    places = [0, *dice.shuffled(prose.gaps(article.paragraphs))]
    pictures = dice.weighed(((50, 1), (25, 2), (25, 0)))
    figures = tuple(_figure(headline, voice, places.pop(0)) for _ in range(pictures))
    related = places.pop() if dice.chance(10) else None
    video = places.pop() if dice.chance(2) else None
    if video is not None:
        article.videos = [Video(url=f"{HOST}/videos/{headline.number}.mp4")]
    if dice.chance(30):
        article.keywords = _keywords(headline, voice)
    story = replace(
        story, related_before=related, video_before=video, twice=bool(figures) and dice.chance(80)
    )
    return _finished(story, figures, credit.byline(dice))


def _figure(headline: Headline, voice: Voice, before: int, plain: bool = False) -> Figure:
    caption = credit.caption(voice.dice, voice.say("caption"), plain)
    return Figure(before, f"{headline.photo}-{before}.jpg", *caption)


def _attach(article: Article, headline: Headline, voice: Voice) -> None:
    """Name a document near the end."""
    title, ending = voice.say("document_name"), voice.dice.pick(("pdf", "doc"))
    voice.know("document", title)
    place = prose.gaps(article.paragraphs)[-1]
    article.paragraphs.insert(place, Paragraph(text=voice.say("document")))
    path = f"/Portals/0/VanBan/{headline.published.year}/{headline.number}.{ending}"
    article.attachments = [Attachment(url=HOST + path, title=title)]


def _keywords(headline: Headline, voice: Voice) -> list[str]:
    topic = voice.fill("{topic}").replace(",", "")
    return [topic, voice.fill("{name}"), TABS[headline.tabs[0]].name, "Vĩnh Sơn"]


def _finished(story: Story, figures: tuple[Figure, ...], byline: credit.Byline) -> Story:
    """The story with what follows from the rest of it."""
    article = story.article
    article.authors, article.photographers = list(byline.authors), list(byline.photographers)
    article.byline_raw, article.credited_source = byline.raw, byline.source
    article.images = [
        Image(url=HOST + each.path, caption=each.words, credit=each.credit) for each in figures
    ]
    return replace(story, figures=figures, article=summed_up(article))


def summed_up(article: Article) -> Article:
    """The article with what follows from its text and its authors."""
    texts = [block.text for block in article.paragraphs if block.kind != "caption"]
    article.text = "\n\n".join(filter(None, [article.description, *texts]))
    article.word_count = len(article.text.split())
    letters = "".join(filter(str.isalnum, article.text.casefold()))
    article.content_hash = hashlib.sha256(letters.encode()).hexdigest()
    checks = {
        "missing_author": not article.authors,
        "short_text": 0 < article.word_count < SHORT_TEXT,
    }
    article.flags = sorted(flag for flag, raised in checks.items() if raised)
    return article
