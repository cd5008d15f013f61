"""``newsportal demo``: one packaged page, painted, then its record."""

from __future__ import annotations

import json
import sys

from newsportal.cli.show import paint
from newsportal.demo import seed_form_text
from newsportal.page import Page
from newsportal.road import run as run_road


def run() -> int:
    """Paint the demo's page and print its record."""
    page = run_road(Page(seed_form_text().encode(), is_text=True))
    paint(page)
    record = page.article.to_dict()
    record["text"] = record["text"][:70] + " ..."
    record["paragraphs"] = f"({len(page.article.paragraphs)} of them)"
    sys.stdout.write("\n" + json.dumps(record, ensure_ascii=False, indent=2) + "\n")
    return 0
