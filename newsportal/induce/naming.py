"""What a site is called, in what words it prints dates, and which province it serves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from newsportal.extraction.headline import BETWEEN
from newsportal.induce.seen import ARTICLE, HOME, Seen, Site
from newsportal.parse import text_of
from newsportal.portal import Province
from newsportal.portal_map import MapRow
from newsportal.text.normalise import normal, unaccented

MERGER = "2025-07-01"
"""The first day of the 34 provinces."""

MAX_TITLE = 60
_ENDINGS = re.compile(r"\.(?:com|org|gov|edu|net|info|vn|example)(?=\.|$)")


def portal_name(host: str) -> str:
    """The name of a portal as its host suggests it.

    >>> portal_name("baovinhphuc.com.vn"), portal_name("sotttt.hanoi.gov.vn")
    ('baovinhphuc', 'sotttt_hanoi')
    """
    name = re.sub(r"\W+", "_", _ENDINGS.sub("", host)).strip("_").lower()
    return name if re.match("[a-z]", name) else f"portal_{name}".rstrip("_")


def paper_title(site: Site) -> str | None:
    """The paper's own name: its site name in metadata, else what the titles of pages share."""
    stated: Counter[str] = Counter()
    printed: Counter[str] = Counter()
    for each in site.pages:
        for meta in each.root.iter("meta"):
            if (meta.get("property") or meta.get("name") or "").lower() == "og:site_name":
                stated.update([normal(meta.get("content") or "")])
        titled = {normal(part) for part in BETWEEN.split(_title_of(each))}
        printed.update(part for part in titled if 0 < len(part) <= MAX_TITLE)
    for counted in (stated, printed):
        name, most = counted.most_common(1)[0] if counted else ("", 0)
        if name and "." not in name and most >= max(2, len(site.pages) // 2):
            return name
    home = next(iter(site.of(HOME)), None)
    parts = [normal(part) for part in BETWEEN.split(_title_of(home))] if home else []
    return next((part for part in parts if 0 < len(part) <= MAX_TITLE), None)


def _title_of(page: Seen) -> str:
    return next((text_of(each) for each in page.root.iter("title")), "")


def date_form(site: Site) -> str | None:
    """The commonest printed form of a date: its digits as 9, its words as they stand.

    >>> form_of("Thứ Năm, 1/12/2022 8:31'(GMT+7)")
    "Thứ …, 9/99/9999 9:99'(GMT+9)"
    """
    raws = [e.page.article.date_published_raw for e in site.of(ARTICLE) if e.page is not None]
    forms = Counter(form_of(raw) for raw in raws if raw)
    return forms.most_common(1)[0][0] if forms else None


def form_of(raw: str) -> str:
    """The form of a printed date."""
    raw = re.sub(r"(?i)\b(thứ)\s+(?:hai|ba|tư|năm|sáu|bảy)\b", r"\1 …", raw)
    return re.sub(r"\d", "9", raw)


def charset_of(site: Site) -> str:
    """The charset that most pages state, or utf-8."""
    found: Counter[str] = Counter()
    for each in site.pages:
        stated = re.search(rb"(?i)charset\s*=\s*[\"']?\s*([\w-]{2,20})", each.capture.body)
        found.update([stated[1].decode().lower()] if stated else [])
    return found.most_common(1)[0][0] if found else "utf-8"


def provinces_of(host: str, title: str | None, rows: Iterable[MapRow]) -> tuple[Province, ...]:
    """The province of a portal, by the map's host, else by its name in title or host; or none."""
    found = list(rows)
    chosen = [row for row in found if row.host and row.host == host]
    name = unaccented((title or "").lower())
    chosen = chosen or [row for row in found if _named(row.province, name, host)]
    codes = {row.code for row in chosen}
    if len(codes) != 1:
        return ()
    row = chosen[0]
    if row.code == row.code_now and row.province == row.province_now:
        return (Province(name=row.province, code=row.code),)
    return (
        Province(name=row.province, code=row.code, until=MERGER),
        Province(name=row.province_now, code=row.code_now),
    )


def _named(province: str, title: str, host: str) -> bool:
    plain = unaccented(province.lower())
    words: Sequence[str] = re.split(r"\W+", plain)
    return re.search(rf"\b{re.escape(plain)}\b", title) is not None or "".join(words) in host
