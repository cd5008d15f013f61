"""Records for the tests of datasets: made up, put into a store as a crawl does."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from newsportal.article import Article, Paragraph
from newsportal.dedup import content_hash
from newsportal.discover.listing import Entry
from newsportal.store import Store

HOSTILE = (
    '=HYPERLINK("http://a.example","b")',
    "+1+1",
    "@SUM(A1)",
    "\x1b[31mđỏ\x1b[0m",
    "dòng\u2028mới\u0085và\u2029nữa",
    "</script><script>alert(1)</script>",
    "../../x",
    "'; drop table articles; --",
    "[bold]a[/bold]",
    'a"b,c\nd',
    "| `---` |\n# tiêu đề",
)
"""Titles that do harm where they are printed as they are."""


def article(number: int, **values: Any) -> Article:
    """A record of the demo portal."""
    body = values.pop("text", f"Xã Nham Đài khánh thành cây cầu số {number} vào sáng nay.")
    own: dict[str, Any] = {
        "id": f"demo:{number}", "portal": "demo", "title": f"Cầu số {number}", "text": body,
        "url": f"http://a.example/vi-vn/kinh-te/ID/{number}/a", "section": "kinh-te",
        "content_hash": content_hash(body), "paragraphs": [Paragraph(text=body)],
        "date_published": f"20{10 + number % 10}-03-05T08:30:00+07:00", "date_precision": "minute",
        "word_count": len(body.split()), "field_sources": {"title": "layout"},
    }  # fmt: skip
    return Article(**{**own, **values})


def filled(url: str, articles: Iterable[Article], run_id: str = "r1") -> Store:
    """A store with these records, of one run."""
    store = Store(url)
    store.begin_run(run_id, "demo", "2026-01-01T00:00:00+00:00", {})
    for each in articles:
        entry = Entry(str(each.id), str(each.url))
        store.discover("demo", run_id, each.section or "", [entry])
        store.save(each, run_id)
    return store


def sqlite(folder: Path) -> str:
    """The address of a store in a folder."""
    return f"sqlite:///{folder}/newsportal.db"
