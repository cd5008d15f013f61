"""The date of a page that nobody declared: which of several that it prints is taken."""

from __future__ import annotations

import pytest

from newsportal import extract

URL = "https://example.vn/tin/vk-1234.html"
TITLE = "Vân Khê triển khai kế hoạch trồng rừng năm mới"
TEXT = "".join(
    f"<p>Chiều qua, bà con thôn {each} đã cùng nhau dọn lại con đường dẫn ra bến sông cũ, và mọi "
    "người đều ở lại cho đến khi trời tối hẳn mới ra về nhà nghỉ ngơi.</p>"
    for each in ("Đông", "Đoài", "Trung")
)
LEAD = "<p><b>Năm nay, toàn huyện Vân Khê sẽ trồng mới hơn ba trăm héc ta rừng phòng hộ.</b></p>"
PRINTED = "<div>Thứ Ba, 14/05/2024 08:30</div>"
CLOCK = "<div>Thứ Sáu, 17/05/2024 14:22</div>"
MINUTE = "2024-05-14T08:30:00+07:00"
EARLIER = "2024-05-10T09:00:00+07:00"
OTHER = '<time datetime="2024-05-10T09:00+07:00">10/05/2024</time>'
ELSEWHERE = f"<a href='/a'>{TITLE[:-7]} ngoái</a> {OTHER}"
RELATED = f"<div><h3>Tin khác</h3><ul><li>{ELSEWHERE}</li></ul></div>"
COMMENT = f"<div class='binhluan'><p>Bài viết hay {OTHER}</p></div>"
LOGO = "<header><h1>Vân Khê</h1><time>17/05/2024 14:22</time></header>"


@pytest.mark.parametrize(
    ("body", "date"),
    [
        pytest.param(f"<h1>{TITLE}</h1>{PRINTED}{TEXT}{RELATED}", MINUTE, id="related"),
        pytest.param(f"<h1>{TITLE}</h1>{TEXT}{RELATED}", None, id="related-alone"),
        pytest.param(f"<h1>{TITLE}</h1>{PRINTED}{TEXT}{COMMENT}", MINUTE, id="comment"),
        pytest.param(f"<h1>{TITLE}</h1>{TEXT}{COMMENT}", None, id="comment-alone"),
        pytest.param(
            f"{CLOCK}<h1>{TITLE}</h1><div>14/05/2024</div>{TEXT}", "2024-05-14", id="clock-and-day"
        ),
        pytest.param(f"{CLOCK}<h1>{TITLE}</h1>{LEAD}{PRINTED}{TEXT}", MINUTE, id="below-the-lead"),
        pytest.param(f"{LOGO}<h2>{TITLE}</h2>{PRINTED}{TEXT}", MINUTE, id="clock-in-the-header"),
        pytest.param(
            f"{LOGO}<h2>{TITLE}</h2><p><time>14/05/2024 08:30</time></p>{TEXT}",
            MINUTE,
            id="two-time-elements",
        ),
        pytest.param(f"{PRINTED}<h1>{TITLE}</h1>{TEXT}", MINUTE, id="above-the-title"),
        pytest.param(f"<h1>{TITLE}</h1>{TEXT}{PRINTED}", MINUTE, id="below-the-text"),
        pytest.param(f"<h1>{TITLE}</h1>{TEXT}<p>{OTHER}</p>", EARLIER, id="end"),
        pytest.param(
            f"<h1>{TITLE}</h1><p>Updated: 15/05/2024 10:00</p>{PRINTED}{TEXT}", MINUTE, id="update"
        ),
    ],
)
def test_date(body: str, date: str | None) -> None:
    assert extract(f"<title>{TITLE}</title><body>{body}</body>", URL).date_published == date


def test_a_date_deep_in_the_text_is_a_part_of_it() -> None:
    line = "16/05/2024 09:00"
    head = f"<title>{TITLE}</title><meta property='article:published_time' content='{MINUTE}'>"
    page = f"<head>{head}</head><body><h1>{TITLE}</h1>{TEXT * 2}<p>{line}</p>{TEXT * 2}</body>"
    article = extract(page, URL)
    assert article.date_published == MINUTE
    assert line in article.text


def test_the_date_of_publication_is_no_text_wherever_it_stands() -> None:
    page = f"<title>{TITLE}</title><body><h1>{TITLE}</h1>{TEXT * 2}{PRINTED}{TEXT * 2}</body>"
    article = extract(page, URL)
    assert article.date_published == MINUTE
    assert "14/05/2024" not in article.text
