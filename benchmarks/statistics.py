"""Statistics of many records: ``python -m benchmarks.statistics [--size 100000]``.

A store of invented records, each with as much text as a real article, is made in a temporary
folder; then `newsportal dataset stats --html` counts it in a process of its own. Right is at most
30 seconds of CPU for 100,000 records, and no more memory than for a tenth of them and 10 MB. The
gates are counted beside: ``--gates`` judges each record as well.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from newsportal.article import Article, Image, Paragraph
from newsportal.store import Store
from newsportal.store.schema import articles

PORTALS = ("baovinhphuc", "demo", "sotttt_hanoi")
SECTIONS = (
    "Thời sự", "Kinh tế", "Chính trị", "Văn hóa", "Giáo dục", "Y tế", "Thể thao", "Du lịch",
    "Pháp luật", "Quốc phòng - An ninh", "Chuyển đổi số", "Nông nghiệp - Nông thôn mới",
)  # fmt: skip
AGENCIES = (None, None, None, None, "TTXVN", "Nhân Dân", "Cổng TTĐT Chính phủ")
MOST_CPU = 30.0
MOST_GROWTH = 10.0

_WORDS = ("tỉnh", "xã", "đường", "nhân", "dân", "hội", "nghị", "phát", "triển", "kinh", "tế")
_FIRST = datetime(2014, 1, 1)  # noqa: DTZ001 - the portal's own time, written with its offset


def invented(size: int) -> Iterator[Article]:
    """Records of three portals over twelve years, the later the more; the same each time."""
    dice = random.Random(8)  # noqa: S311 - no secret
    for number in range(size):
        portal = dice.choices(PORTALS, (5, 3, 1))[0]
        section = min(int(dice.expovariate(0.35)), len(SECTIONS) - 1)
        moment = _FIRST + timedelta(minutes=int(4600 * 1440 * dice.random() ** 0.6))
        words = max(8, int(dice.lognormvariate(6.1, 0.5)))
        text = " ".join(dice.choices(_WORDS, k=words))
        author = [f"Tác Giả {int(dice.expovariate(0.02))}"] if dice.random() < 0.8 else []
        copy = dice.random() < 0.02
        yield Article(
            id=f"{portal}:{number}", portal=portal, url=f"https://{portal}.example/{number}",
            title=f"Tin số {number}", description=text[:120] if portal != "demo" else None,
            text=text, paragraphs=[Paragraph(text=text)], section=f"muc-{section}",
            section_name=SECTIONS[section], authors=author, credited_source=dice.choice(AGENCIES),
            date_published=f"{moment:%Y-%m-%dT%H:%M}:00+07:00", word_count=words,
            images=[Image(caption="Ảnh")] if dice.random() < 0.7 else [],
            flags=[] if author else ["missing_author"],
            duplicate_of=f"{portal}:{number - 1}" if copy else None,
            cluster=f"{portal}:{number // 40}" if dice.random() < 0.05 else None,
            language="vi", field_sources={"title": "layout", "authors": "generic"},
        )  # fmt: skip


def fill(folder: Path, size: int) -> None:
    """Make a store of ``size`` records in ``folder``."""
    store = Store(f"sqlite:///{folder}/newsportal.db")
    with store.engine.begin() as connection:
        batch: list[dict[str, Any]] = []
        for each in invented(size):
            state = "gone" if int(str(each.id).split(":")[1]) % 50 == 0 else "live"
            batch.append({
                "portal": each.portal, "id": each.id, "version": 1, "state": state,
                "date_published": each.date_published, "fingerprint": "0",
                "record": json.dumps(each.to_dict(), ensure_ascii=False),
                "first_run": "r", "last_run": "r",
            })  # fmt: skip
            if len(batch) == 1000:
                connection.execute(insert(articles), batch)
                batch.clear()
        if batch:
            connection.execute(insert(articles), batch)
    store.close()


def measure(folder: Path, gates: bool) -> tuple[float, float, int]:
    """CPU seconds and peak megabytes of the command over a store, and the bytes of its page."""
    page = folder / "page.html"
    code = "import resource, sys; from newsportal.cli import stats; "
    code += "" if gates else "stats.judge = lambda: None; "
    code += f"stats.run({str(page)!r}, dict(portals=None, since=None, until=None), True); "
    code += "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env={**os.environ, "NEWSPORTAL_STORE": f"sqlite:///{folder}/newsportal.db"},
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, int(done.stderr.split()[-1]) / 1024, page.stat().st_size


def main() -> int:
    """Measure a tenth of the size and the size; 1 where it is not right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--gates", action="store_true", help="judge each record as well")
    parser.add_argument("--keep", type=Path, help="make the larger store in this folder")
    options = parser.parse_args()
    peaks, cpu = [], 0.0
    for size in (options.size // 10, options.size):
        with tempfile.TemporaryDirectory() as made:
            folder = options.keep if options.keep and size == options.size else Path(made)
            fill(folder, size)
            cpu, peak, weight = measure(folder, options.gates)
        peaks.append(peak)
        print(f"{size:>9,} records  {cpu:6.1f} s CPU  {peak:6.1f} MB  page {weight:,} bytes")
    right = cpu <= MOST_CPU * options.size / 100_000 and peaks[1] <= peaks[0] + MOST_GROWTH
    return 0 if right or options.gates else 1


if __name__ == "__main__":
    sys.exit(main())
