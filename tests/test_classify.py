"""Page kinds: what makes a record, and what is refused under which name. Invented pages."""

from __future__ import annotations

import base64

import pytest

from newsportal import ExtractionError, extract

URL = "https://example.vn/tin/cau-song-ca-1234.html"
SENTENCE = "Chiều qua, bà con xã Đông Hồ đã cùng nhau dọn lại con đường dẫn ra bến sông cũ. "
TEXT = f"<p>{SENTENCE * 2}</p><p>{SENTENCE * 3}</p><p>{SENTENCE}</p>"
TITLE = "Bà con xã Đông Hồ dọn đường ra bến sông cũ"
STATED = f'{{"@type": "NewsArticle", "headline": "{TITLE}"}}'
NEWS = f'<script type="application/ld+json">{STATED}</script>'
POWER = "Lịch bảo trì lưới điện tuần này"
LINKS = "".join(
    f"<li><a href='/tin/{n}.html'>Đông Hồ khánh thành nhà văn hóa thôn {n}</a></li>"
    for n in range(30)
)
DATED = "<div>Thứ Ba, 14/05/2024 08:30</div>"
ABSTRACTS = "".join(
    f"<div><h3><a href='/tin/{n}.html'>Xã Đông Hồ khánh thành nhà văn hóa thôn số {n}</a></h3>"
    f"<span>{n + 1}/10/2026</span><p>{SENTENCE}</p></div>"
    for n in range(10)
)
EIGHT = LINKS.partition("<li><a href='/tin/8.html'>")[0]
BLOB = base64.b64encode(SENTENCE.encode() * 20).decode()
CODE = "<script>document.cookie='a='+slowAES.decrypt(c,2,a,b);location.href='/tin'</script>"


def page(body: str, title: str = TITLE, head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("html", "url", "kind"),
    [
        pytest.param(
            page(f"<ul>{LINKS}</ul>", "Báo Đông Hồ"), "https://example.vn/", "listing", id="home"
        ),
        pytest.param(
            page(f"<ul>{LINKS}</ul>{TEXT}", "Báo"), "https://example.vn/vi", "listing", id="home-vi"
        ),
        pytest.param(page(ABSTRACTS, "Kinh tế xã hội"), URL, "listing", id="abstracts"),
        pytest.param(page(f"<ul>{LINKS}</ul><p>{SENTENCE}</p>"), URL, "listing", id="links"),
        pytest.param(page(f"<ul>{LINKS}</ul>{TEXT}", "Kinh tế"), URL, "listing", id="comments"),
        pytest.param(page("<h1>404</h1>", "Không tìm thấy trang"), URL, "soft-404", id="404"),
        pytest.param(
            page("<form><input name=u><input type='password'></form>", "Cổng nhân viên tòa soạn"),
            URL,
            "login-wall",
            id="password",
        ),
        pytest.param(
            page("<h1>Đăng nhập</h1>", "Đăng nhập - Báo Đông Hồ"), URL, "login-wall", id="login"
        ),
        pytest.param(
            page("<p>Hệ thống đang bảo trì, mời quay lại sau.</p>", "Thông báo của tòa soạn"),
            URL,
            "maintenance",
            id="maintenance",
        ),
        pytest.param(page(CODE, "Xin đợi"), URL, "script-challenge", id="challenge"),
        pytest.param(
            page("<script>window._cf_chl_opt={}</script>", "Xin đợi"),
            URL,
            "script-challenge",
            id="challenge-options",
        ),
        pytest.param(
            page(f"<ul>{LINKS}</ul>", "Báo"),
            "https://example.vn/?utm=1",
            "listing",
            id="home-query",
        ),
        pytest.param(
            page(f"<h1>Trang này đang bảo trì</h1><p>{SENTENCE}</p>", "Thông báo"),
            URL,
            "maintenance",
            id="maintenance-told",
        ),
        pytest.param(
            page(f"<h1>Đăng nhập</h1><p>{SENTENCE}</p><input type='password'>", "Đăng nhập"),
            URL,
            "login-wall",
            id="login-told",
        ),
        pytest.param(page("", ""), URL, "no-article", id="nothing"),
        pytest.param(
            page("<p>Điện thoại tòa soạn: 0211 000 000.</p>", "Liên hệ"),
            URL,
            "no-article",
            id="contact",
        ),
        pytest.param(
            page(f"<h1>{TITLE}</h1><div>{BLOB}</div>", head=NEWS), URL, "encoded-body", id="encoded"
        ),
    ],
)
def test_a_page_that_is_no_article(html: str, url: str, kind: str) -> None:
    with pytest.raises(ExtractionError) as caught:
        extract(html, url)
    assert caught.value.reason == kind


@pytest.mark.parametrize(
    ("html", "url"),
    [
        pytest.param(page(f"<h1>{TITLE}</h1>{TEXT}"), URL, id="bare"),
        pytest.param(page(f"<h1>{TITLE}</h1>{TEXT}<ul>{LINKS}</ul>"), URL, id="with-sidebar"),
        pytest.param(page(f"<h1>{TITLE}</h1>{TEXT}<ul>{LINKS}</ul>", head=NEWS), URL, id="stated"),
        pytest.param(page(f"<h1>{TITLE}</h1>{TEXT}"), "https://example.vn/", id="at-the-root"),
        pytest.param(page(f"<h1>{TITLE}</h1><p>{SENTENCE}</p>", head=NEWS), URL, id="short"),
        pytest.param(
            page(f"<h1>{POWER}</h1>{TEXT * 2}", POWER),
            URL,
            id="about-maintenance",
        ),
        *(
            pytest.param(page(f"<h1>{TITLE}</h1>{DATED}{TEXT}<ul>{EIGHT}</ul>"), url, id=url)
            for url in (
                "https://example.vn/?p=1234",
                "https://example.vn/Default.aspx?tabid=73&ItemID=1234",
                "https://example.vn/index.php?a=b&id=5",
            )
        ),
        *(
            pytest.param(page(f"<h1>{title}</h1>{TEXT * 3}", title), URL, id=title)
            for title in (
                "Không tìm thấy người mất tích trên sông Vân Khê",
                "Trạng thái bình thường mới ở huyện Vân Khê",
            )
        ),
        *(
            pytest.param(
                page(f"<h1>{title}</h1><p>{SENTENCE * 2}</p>{script}", title), URL, id=title
            )
            for title, script in (
                (TITLE, "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"),
                ("Lịch cắt điện: bảo trì đường dây huyện Vân Khê", ""),
                ("Đăng ký xét tuyển đại học từ ngày mai", ""),
            )
        ),
        pytest.param(
            page(f"<h1>{TITLE}</h1>{TEXT}<form><input type='password'></form>"), URL, id="login-box"
        ),
    ],
)
def test_an_article_beside_what_looks_like_another_kind(html: str, url: str) -> None:
    article = extract(html, url)
    assert article.kind == "article"
    assert article.title
    assert SENTENCE.strip() in article.text


def test_an_article_that_is_encoded_in_part() -> None:
    article = extract(page(f"<h1>{TITLE}</h1>{TEXT}<p>{BLOB}</p>{TEXT}", head=NEWS), URL)
    assert BLOB not in article.text
    assert "body_unavailable" in article.flags
    assert {removal.rule for removal in article.removed} >= {"encoded-body"}


def test_a_gallery_and_a_video() -> None:
    photo = (
        "<figure><img src='/a{0}.jpg'><figcaption>Bến sông nhìn từ thôn {0}</figcaption></figure>"
    )
    photos = "".join(photo.format(number) for number in range(6))
    gallery = extract(page(f"<h1>{TITLE}</h1><div>{photos}<p>{SENTENCE}</p></div>", head=NEWS), URL)
    assert gallery.kind == "gallery"
    assert sum(each.kind == "caption" for each in gallery.paragraphs) == 6
    player = "<video src='/v.mp4'></video>"
    video = extract(page(f"<h1>{TITLE}</h1><div>{player}<p>{SENTENCE}</p></div>", head=NEWS), URL)
    assert video.kind == "video"
    report = extract(page(f"<h1>{TITLE}</h1><div>{player}{TEXT * 4}</div>", head=NEWS), URL)
    assert report.kind == "article"
