"""What near-duplicates are, made from the demo portal: variants of its articles, and look-alikes.

Each article gets one variant at most, so that none is found by way of another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from sqlalchemy import Engine, insert

from newsportal.article import Article, Paragraph
from newsportal.dedup import content_hash
from newsportal.demo import DemoSite
from newsportal.demo.dice import Dice
from newsportal.demo.names import COMMUNES, HAMLETS, MEN, SURNAMES, commune
from newsportal.store.saving import fingerprint_of
from newsportal.store.schema import articles

OTHER_PORTAL = "baovinhphuc"
_SENTENCE = re.compile(r"(?<=[.!?”]) ")
_FIGURE = re.compile(r"\d+")
_DATELINES = (
    "(TTXVN) - ",
    "Theo phóng viên TTXVN tại Vĩnh Sơn, ngày {day}/5, ",
    "Vĩnh Sơn, ngày {day}/5 (TTXVN) - ",
)
_FORM = """
Theo Đài Khí tượng thủy văn tỉnh, đêm {day} và ngày {next} tháng {month}, khu vực xã {place}
nhiều mây, có mưa rào và dông vài nơi, gió {wind} cấp {low} đến cấp {high}.

Nhiệt độ thấp nhất từ {cold} đến {mild} độ C, cao nhất từ {warm} đến {hot} độ C, độ ẩm trung
bình {wet}%.

Lượng mưa trong 24 giờ qua tại trạm {place} đạt {rain} mm, mực nước hồ chứa ở mức {water} m,
thấp hơn ngưỡng tràn {gap} cm.

Trung tâm khuyến nghị bà con xã {place} chủ động tiêu thoát nước cho {field} ha lúa và rau màu,
che chắn chuồng trại cho {herd} con gia súc.

Trong cơn dông có khả năng xảy ra lốc, sét, mưa đá và gió giật mạnh; người dân không trú dưới
gốc cây to, không ra đồng khi trời có sấm sét.

Mọi thông tin về thiên tai, người dân báo về số máy {phone} của ban chỉ huy xã {place}, trực
24/24 giờ kể cả ngày nghỉ, ngày lễ.
"""
"""A bulletin that is filled in every day: of its words four fifths are the form's."""

_NUMBERS = "day next month low high cold mild warm hot wet rain water gap field herd phone"

_FORMULA = (
    "Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh về đẩy mạnh phong trào thi đua chào mừng các ngày "
    "lễ lớn của quê hương, đất nước trong giai đoạn mới, "
)
"""An opening of thirty syllables that short news of every kind may have."""


@dataclass(frozen=True, slots=True)
class Case:
    """A record, what was done to it, and the group that it truly belongs to."""

    kind: str
    group: str
    article: Article


def _with(article: Article, paragraphs: list[str], **fields: str | None) -> Article:
    """The article with other paragraphs, and what follows from them."""
    kept = [Paragraph(text=text) for text in paragraphs]
    text = "\n\n".join(paragraphs)
    changed = replace(article, description=None, paragraphs=kept, text=text, **fields)  # type: ignore[arg-type]  # all these fields are strings
    changed.content_hash, changed.word_count = content_hash(text), len(text.split())
    return changed


def _paragraphs(article: Article) -> list[str]:
    return article.text.split("\n\n")


def _sentences(article: Article) -> list[list[str]]:
    return [_SENTENCE.split(each) for each in _paragraphs(article)]


def _some(parts: list[list[str]], dice: Dice) -> list[tuple[int, int]]:
    """One to three sentences, no more than a quarter of all."""
    places = [(row, at) for row, each in enumerate(parts) for at in range(len(each))]
    number = min(dice.between(1, 3), max(len(places) // 4, 1))
    return dice.shuffled(places)[:number]


def _joined(parts: list[list[str]]) -> list[str]:
    return [" ".join(each) for each in parts]


# -- variants: the same article


def words_edited(article: Article, _donor: Article, dice: Dice) -> Article:
    """Another figure, and a word more, in one to three sentences."""
    parts = _sentences(article)
    for row, at in _some(parts, dice):
        words = _FIGURE.sub(lambda found: str(int(found[0]) + 7), parts[row][at], count=1).split()
        words.insert(dice.between(0, len(words)), dice.pick(("cũng", "đã", "vừa", "tiếp tục")))
        parts[row][at] = " ".join(words)
    return _with(article, _joined(parts))


def sentences_edited(article: Article, donor: Article, dice: Dice) -> Article:
    """Other sentences in the place of one to three."""
    parts, others = _sentences(article), [each for row in _sentences(donor) for each in row]
    for row, at in _some(parts, dice):
        parts[row][at] = dice.pick(others)
    return _with(article, _joined(parts))


def added(article: Article, donor: Article, dice: Dice) -> Article:
    """One paragraph more, at the end or before it."""
    texts = _paragraphs(article)
    texts.insert(len(texts) - dice.between(0, 1), dice.pick(_paragraphs(donor)))
    return _with(article, texts, title=f"{article.title} (cập nhật)")


def prefixed(article: Article, _donor: Article, dice: Dice) -> Article:
    """A dateline of an agency before the text."""
    line = dice.pick(_DATELINES).format(day=dice.between(1, 31))
    first, *rest = _paragraphs(article)
    return _with(article, [line + first, *rest], dateline=line.strip(), credited_source="TTXVN")


def reprinted(article: Article, donor: Article, dice: Dice) -> Article:
    """In another portal, with another title, a dateline, and up to two fifths of the text cut."""
    texts = _paragraphs(prefixed(article, donor, dice))
    kept, limit = [texts[0]], len(article.text.split()) * dice.between(60, 85) / 100
    for text in texts[1:]:
        if len(" ".join(kept).split()) >= limit:
            break
        kept.append(text)
    source = dice.pick(("TTXVN", "Vietnam+", None))
    return _with(article, kept, title=donor.title, portal=OTHER_PORTAL, credited_source=source)


def again(article: Article, _donor: Article, _dice: Dice) -> Article:
    """The same text under another id and a later day."""
    return replace(article)


# -- look-alikes: other articles


def other_facts(article: Article, _donor: Article, dice: Dice) -> Article:
    """Every sentence as it was, but of another commune and its people, with other figures."""

    def figure(found: re.Match[str]) -> str:
        return str(dice.between(1, 9 * 10 ** (len(found[0]) - 1)))

    text = _FIGURE.sub(figure, article.text)
    place = re.search(r"xã ((?:\w+) (?:\w+))", text)
    names = {place[1]: commune(dice.between(0, COMMUNES - 1))} if place else {}
    names |= {name: dice.pick(HAMLETS) for name in HAMLETS}
    names |= {name: dice.pick(SURNAMES) for name in SURNAMES}
    names |= {name: dice.pick(MEN[1]) for name in MEN[1]}
    anyone = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
    told, title = (
        anyone.sub(lambda found: names[found[0]], each) for each in (text, article.title or "")
    )
    return _with(article, told.split("\n\n"), title=title)


def serial(article: Article, donor: Article, dice: Dice) -> Article:
    """The first two paragraphs, then something else: the second part of a series."""
    rest = _paragraphs(other_facts(donor, donor, dice))[2:]
    return _with(article, _paragraphs(article)[:2] + rest)


def formal(article: Article, donor: Article, dice: Dice) -> Article:
    """Two sentences of another article behind a long opening."""
    sentences = [each for row in _sentences(other_facts(donor, donor, dice)) for each in row]
    return _with(article, [_FORMULA + " ".join(dice.shuffled(sentences)[:2])])


def bulletin(article: Article, _donor: Article, dice: Dice) -> Article:
    """A day's weather: one form, other figures."""
    place, wind = commune(dice.between(0, COMMUNES - 1)), dice.pick(("đông", "nam", "đông bắc"))
    numbers = {name: dice.between(1, 400) for name in _NUMBERS.split()}
    told = _FORM.format(place=place, wind=wind, **numbers)
    return _with(article, [" ".join(each.split()) for each in told.split("\n\n")])


Change = Callable[[Article, Article, Dice], Article]

VARIANTS: dict[str, Change] = {
    "words edited": words_edited,
    "sentences edited": sentences_edited,
    "paragraph added": added,
    "dateline before": prefixed,
    "reprint, cut": reprinted,
    "published again": again,
}
LOOK_ALIKES: dict[str, Change] = {
    "other facts": other_facts,
    "series": serial,
    "formula": formal,
    "bulletin": bulletin,
}


def cases(size: int, galleries: bool = False) -> Iterator[Case]:
    """The demo portal of ``size`` articles, each followed by a variant or a look-alike.

    Galleries, whose text is a sentence or two, have none unless asked for.
    """
    truth = DemoSite(size).truth
    changes = [*VARIANTS.items(), *LOOK_ALIKES.items()]
    for number, article in enumerate(truth):
        own = replace(article, content_hash=content_hash(article.text))
        yield Case("article", str(own.content_hash), own)
        if own.kind == "gallery" and not galleries:
            continue
        name, change = changes[number % len(changes)]
        donor = truth[(number * 7 + 3) % len(truth)]
        made = change(own, donor, Dice(f"near-{number}"))
        made = replace(made, id=f"{made.portal}:v{number}", date_published=f"{_later(own)}+07:00")
        group = str(own.content_hash) if name in VARIANTS else f"{name} {number}"
        yield Case(name, group, made)


def _later(article: Article) -> str:
    """A moment in the next year."""
    year, rest = int(str(article.date_published)[:4]), str(article.date_published)[4:19]
    return f"{year + 1}{rest.replace('-02-29', '-02-28')}"


def keep(engine: Engine, records: Iterable[Article]) -> int:
    """Put records into a store's table of articles, as a crawl would; how many."""
    waiting, number = iter(records), 0
    while part := list(islice(waiting, 500)):
        with engine.begin() as connection:
            connection.execute(insert(articles), [_row(each) for each in part])
        number += len(part)
    return number


def _row(article: Article) -> dict[str, object]:
    record = article.to_dict()
    return {
        "portal": article.portal, "id": article.id, "version": 1, "state": "live",
        "date_published": article.date_published, "content_hash": article.content_hash,
        "fingerprint": fingerprint_of(record), "record": json.dumps(record, ensure_ascii=False),
        "first_run": "r", "last_run": "r",
    }  # fmt: skip
