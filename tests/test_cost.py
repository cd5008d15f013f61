"""Hostile pages: none crashes the extractor, and none costs more than its size allows."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from types import FrameType

import pytest

from newsportal import Article, ExtractionError, extract

URL = "https://example.vn/a"
LIMIT = 10
"""Seconds after which a page is given up; none here needs one, and before they were mended they
needed many or had no end."""

PROSE = "<p>Sáng nay, xã Đông Hồ khánh thành cây cầu mới bắc qua sông, nối liền hai thôn.</p>" * 6
HEAD = "<title>Khánh thành cây cầu mới</title><h1>Khánh thành cây cầu mới</h1>"
PAGE = f"<html><body>{HEAD}{PROSE}"


@pytest.fixture(autouse=True)
def hard_limit() -> Iterator[None]:
    """Break off what does not end."""

    def give_up(_number: int, _frame: FrameType | None) -> None:
        pytest.fail(f"not done after {LIMIT} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(LIMIT)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def record(raw: bytes | str) -> Article | None:
    """The record of a page, or None where it is refused; anything else that is raised is a bug."""
    try:
        return extract(raw, URL)
    except ExtractionError:
        return None


@pytest.mark.parametrize(
    ("element", "pictures"),
    [
        ("<img width=1 height=1 data-src=/real.jpg src=data:image/gif;base64,R0>", 1),
        ("<img width=0 data-original=/real.jpg>", 1),
        ("<img width=20 height=20 data-src=/icon.png>", 0),
        ("<img width=1 height=1 src=/counter.gif>", 0),
        (f"<img width={'9' * 5000} src=/large.jpg>", 1),
        (f"<img width={'0' * 5000} src=/odd.jpg>", 1),
    ],
)
def test_the_stated_size_of_a_picture(element: str, pictures: int) -> None:
    article = record(f"<html><body>{HEAD}{PROSE}{element}{PROSE}")
    assert article is not None
    assert len(article.images) == pictures
