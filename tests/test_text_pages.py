"""Pages given as text: each variant of the form in cases/text, and the real seed where it lies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from newsportal import Article, extract_text
from newsportal.demo import DemoSite, seed_form_text
from newsportal.demo.frame import TODAY_LINE
from newsportal.text.dates import read_date
from newsportal.urls import text_id

VARIANTS = sorted((Path(__file__).parent / "cases/text").glob("*.txt"))


def fields(article: Article) -> dict[str, Any]:
    record = article.to_dict()
    record["paragraphs"] = [[each["kind"], each["text"]] for each in record["paragraphs"]]
    record["images"] = [{k: each[k] for k in ("caption", "credit")} for each in record["images"]]
    return record


def test_there_are_variants() -> None:
    assert len(VARIANTS) >= 25


@pytest.mark.parametrize("path", VARIANTS, ids=lambda path: path.stem)
def test_variant(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    with path.open(encoding="utf-8", newline="") as file:
        record = fields(extract_text(file.read()))
    assert {name: record[name] for name in expected} == expected
    assert not set(expected) - set(record)


def test_seed_form_of_the_demo() -> None:
    truth = next(each for each in DemoSite().truth if each.id == "demo:20032")
    article = extract_text(seed_form_text())
    assert (article.title, article.text, article.authors) == (
        truth.title,
        truth.text,
        truth.authors,
    )
    assert article.date_published == truth.date_published
    assert article.captured_on == getattr(read_date(TODAY_LINE), "value", None)
    assert [each.caption for each in article.images] == [each.caption for each in truth.images]
    # The page in HTML met later has another id; its title and day give the text's.
    assert article.id == f"demo:{text_id(truth.title, truth.date_published, None).split(':')[1]}"


def test_seed(shared: Path) -> None:
    article = extract_text((shared / "seed/vinh-tuong.txt").read_text(encoding="utf-8"))
    assert article.title is not None
    assert article.title.startswith("Vĩnh Tường: Triển khai có hiệu quả")
    assert (article.date_published, article.date_precision) == (
        "2022-12-01T08:31:00+07:00",
        "minute",
    )
    assert article.date_published_raw == "Thứ Năm, 1/12/2022 8:31'(GMT+7)"
    assert article.authors == ["Thanh Tuyền"]
    assert (article.portal, article.province) == ("baovinhphuc", "Vĩnh Phúc")
    assert article.captured_on == "2024-05-30"
    assert len(article.images) == 1
    assert len(article.paragraphs) == len(article.text.split("\n\n")) == 16
    assert {article.url, article.canonical_url, article.section, article.description} == {None}
    assert article.flags == []
    for foreign in (
        "Phản hồi",
        "Các tin khác",
        "Thanh Tuyền",
        "Mới nhất",
        "(GMT+7)",
        "Đàm Hữu Khanh",
    ):
        assert foreign not in article.text
