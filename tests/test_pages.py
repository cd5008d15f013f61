"""The statistics page in a real browser, Chromium without a window; skipped where there is none."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from newsportal.article import Article
from newsportal.dataset.selection import Stored
from newsportal.dataset.statistics import statistics_of
from newsportal.dataset.statistics_page import statistics_page
from newsportal.pages.document import POLICY

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FOUND = next((path for path in map(shutil.which, NAMES) if path), None)
BROWSER = os.environ.get("NEWSPORTAL_TEST_CHROMIUM", FOUND)
MADE = datetime(2026, 11, 25, 2, 0, tzinfo=timezone.utc)
RUN = "document.title='ran'"
HOSTILE = (
    f"</script><script>{RUN}</script>", f"</title></svg></style><img src=x onerror={RUN}>",
    f'"><svg onload={RUN}>', '=HYPERLINK("https://a.example/")', "\x1b[31mThời sự\x1b[0m",
    "Văn\u2028hóa\u202e", "<!-- ]]> -->", "<b>Giáo dục", "&lt;script&gt;", "Kinh tế\x00",
)  # fmt: skip

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not BROWSER, reason="no Chromium here: apt-get install chromium"),
]

MEASURE = """
<script>
onload = () => {
  const found = {}
  for (const frame of document.querySelectorAll('iframe')) {
    const page = frame.contentDocument, width = frame.clientWidth
    const boxes = (name) => [...page.querySelectorAll(name)].map((each) => {
      const box = each.getBoundingClientRect()
      return [each.closest('svg').getAttribute('aria-label'), each.textContent,
        box.left, box.top, box.right, box.bottom]
    }).filter((box) => box[4] > box[2])
    found[width] = {scroll: page.documentElement.scrollWidth, title: page.title,
      texts: boxes('.plot text')}
  }
  document.body.append(Object.assign(document.createElement('pre'),
    {id: 'found', textContent: JSON.stringify(found)}))
}
</script>
"""


def records(names: tuple[str, ...]) -> list[Stored]:
    """A record a day of three portals for as many days as there are names, thirty times."""
    made = []
    for number in range(30 * len(names)):
        name, portal = (
            names[number % len(names)],
            ("demo", "baovinhphuc", "sotttt_hanoi")[number % 3],
        )
        article = Article(
            id=f"{portal}:{number}", portal=portal, title=name,
            section=f"muc-{number % len(names)}",
            section_name=name, authors=[name], credited_source=name, word_count=10 + number * 7,
            date_published=f"2024-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}",
            field_sources={"title": "layout"}, flags=["short_text"],
        )  # fmt: skip
        made.append(Stored(portal, str(article.id), "live", "f", article.to_dict()))
    return made


def page_of(names: tuple[str, ...]) -> str:
    def judge(record: dict[str, Any]) -> dict[str, Any]:
        return {"c4_passes": record["word_count"] > 50}

    return statistics_page(statistics_of(records(names), judge), MADE)


def browse(page: Path, *options: str) -> tuple[str, list[str]]:
    """What Chromium prints of a page, and what its console was told."""
    done = subprocess.run(
        [
            str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            "--disable-dev-shm-usage", "--no-first-run", "--enable-logging=stderr",
            f"--user-data-dir={page.parent / 'profile'}", *options, page.as_uri(),
        ],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return done.stdout, re.findall(r".*:CONSOLE.*", done.stderr)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    page = tmp_path / "page.html"
    page.write_text(page_of(HOSTILE), encoding="utf-8")
    return page


def tags(text: str) -> list[str]:
    return [str(each.tag) for each in html.fromstring(text).iter()]


@pytest.mark.parametrize("policy", [True, False])
def test_hostile_names_run_nothing_and_leave_the_page_whole(page: Path, policy: bool) -> None:
    text = page.read_text("utf-8")
    assert text.count(POLICY) == 1
    if not policy:  # the text is inert by itself, not by the policy alone
        page.write_text(text.replace(POLICY, "default-src * 'unsafe-inline'"), encoding="utf-8")
    dumped, told = browse(page, "--dump-dom")
    assert told == []
    assert html.fromstring(dumped).findtext("head/title") == "The stored records"
    assert "<script" not in dumped
    assert tags(dumped) == tags(page_of(tuple(f"Mục {n}" for n in range(len(HOSTILE)))))


def test_the_console_is_heard(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><script>console.error('heard'); document.title = 'ran'</script>"
    )
    dumped, told = browse(page, "--dump-dom")
    assert "<title>ran</title>" in dumped
    assert "heard" in told[0]


def test_it_is_drawn_light_and_dark(page: Path, tmp_path: Path) -> None:
    pictures = []
    for scheme in ("1", "0"):
        picture = tmp_path / f"{scheme}.png"
        _, told = browse(
            page, "--window-size=1400,3000", f"--screenshot={picture}",
            f"--blink-settings=preferredColorScheme={scheme}",
        )  # fmt: skip
        assert told == []
        pictures.append(picture.read_bytes())
    assert all(len(picture) > 50_000 for picture in pictures)  # a blank one has 10,000 bytes
    assert pictures[0] != pictures[1]


def test_it_fits_a_phone_and_a_desk(tmp_path: Path) -> None:
    names = ("Nông nghiệp - Nông thôn mới và Xây dựng Đảng", "Thời sự", "Kinh tế", "Chính trị",
             "Văn hóa", "Giáo dục", "Y tế", "Thể thao", "Pháp luật", "Quốc phòng")  # fmt: skip
    frames = [
        html.tostring(html.Element("iframe", width=str(width), height="5000", frameborder="0",
                                   srcdoc=page_of(names)), encoding="unicode")
        for width in (360, 768, 1400)
    ]  # fmt: skip
    page = tmp_path / "frames.html"
    page.write_text(f"<!doctype html><body>{''.join(frames)}{MEASURE}</body>", encoding="utf-8")
    dumped, _ = browse(page, "--window-size=1600,1200", "--dump-dom")
    found = json.loads(html.fromstring(dumped).findtext(".//pre") or "")
    assert sorted(found, key=int) == ["360", "768", "1400"]
    for width, each in found.items():
        assert each["scroll"] <= int(width)
        assert len(each["texts"]) > 100
        beyond = [text for text in each["texts"] if text[2] < 0 or text[4] > int(width)]
        assert beyond == []
        assert overlaps(each["texts"]) == []


def overlaps(texts: list[Any]) -> list[Any]:
    """Pairs of texts of one plot that stand over each other by more than a pixel."""
    found = []
    for place, one in enumerate(texts):
        for other in texts[place + 1 :]:
            apart = (
                one[0] != other[0] or one[4] <= other[2] + 1 or other[4] <= one[2] + 1
                or one[5] <= other[3] + 4 or other[5] <= one[3] + 4
            )  # fmt: skip
            if not apart:
                found.append((one, other))
    return found
