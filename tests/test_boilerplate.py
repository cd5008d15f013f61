"""Each rule of the boilerplate table: what it takes and what it leaves, as HTML and as text."""

from __future__ import annotations

import pytest

from newsportal import extract, extract_text
from newsportal.boilerplate import BOILERPLATE, POSITIONAL, Rule, label_key

PROSE = (
    "Sáng 5/3, xã Đông Hồ khánh thành cây cầu mới bắc qua sông, "
    "nối hai thôn sau nhiều năm chờ đợi. "
)
OPENING = "".join(f"<p>{PROSE}Bà con đến dự rất đông, lần thứ {n}.</p>" for n in range(5))
LINKS = (
    "<ul><li><a href='/a'>Khởi công trường học mới ở xã Tây Hồ</a></li>"
    "<li><a href='/b'>Mùa vải chín sớm</a></li></ul>"
)
TITLE = "Khánh thành cầu mới ở xã Đông Hồ"
PAGE = (
    "<html><head><title>{title}</title></head>"
    "<body><h1>{title}</h1><div class='x'>{body}</div></body></html>"
)

LABELLED = [rule for rule in BOILERPLATE if rule.labels]
BY_ELEMENT = [rule for rule in BOILERPLATE if rule.css]


def page(body: str) -> str:
    return PAGE.format(title=TITLE, body=body)


def taken(html: str) -> tuple[str, dict[str, int]]:
    article = extract(html, "https://example.vn/a")
    return article.text, {each.rule: each.characters for each in article.removed}


@pytest.mark.parametrize("rule", LABELLED, ids=lambda rule: rule.name)
def test_takes_a_label_with_its_links(rule: Rule) -> None:
    for label in rule.labels:
        text, removed = taken(page(f"{OPENING}<h3>{label}</h3>{LINKS}"))
        assert label not in text
        assert "Tây Hồ" not in text
        assert rule.name in removed, label
        assert text.count("Sáng 5/3") == 5


@pytest.mark.parametrize("rule", LABELLED, ids=lambda rule: rule.name)
def test_leaves_a_sub_heading_and_a_sentence(rule: Rule) -> None:
    for label in rule.labels:
        sentence = f"Người dân nói rằng {label.lower()} là điều họ quan tâm nhất trong năm nay."
        text, removed = taken(page(f"{OPENING}<h3>{label}</h3><p>{PROSE}</p><p>{sentence}</p>"))
        assert label in text
        assert sentence in text
        assert rule.name not in removed


@pytest.mark.parametrize("rule", LABELLED, ids=lambda rule: rule.name)
def test_the_same_labels_in_text(rule: Rule) -> None:
    body = "\n".join(f"{PROSE}Lần thứ {n}." for n in range(4))
    article = extract_text(f"{TITLE}\n{body}\nHà Lan\n{rule.labels[0]} (3):\nMùa vải chín sớm\n")
    assert rule.name in {each.rule for each in article.removed}
    assert article.text == "\n\n".join(body.replace("  ", " ").splitlines())


@pytest.mark.parametrize("rule", BY_ELEMENT, ids=lambda rule: rule.name)
def test_takes_its_elements(rule: Rule) -> None:
    for css in rule.css:
        tag, _, mark = css.replace("#", "!").replace(".", "!").partition("!")
        kind = "id" if "#" in css else "class"
        attribute = f' {kind}="{mark}"' if mark else ""
        box = f"<{tag or 'div'}{attribute}>Khối này không thuộc về bài viết</{tag or 'div'}>"
        text, removed = taken(page(OPENING + box))
        assert "Khối này" not in text
        assert rule.name in removed, css


@pytest.mark.parametrize("rule", BY_ELEMENT, ids=lambda rule: rule.name)
def test_leaves_a_class_that_only_looks_alike(rule: Rule) -> None:
    # Comments go however long they are; all else that a word of its name condemns must be short.
    if rule.name == "feedback":
        return
    prose = "".join(f"<p>{PROSE} Đoạn {n} thuộc về bài.</p>" for n in range(6))
    for css in (each for each in rule.css if each.startswith(".")):
        box = f'<div class="{css[1:]}-khac">{prose}</div>'
        assert "Đoạn 3 thuộc về bài." in taken(page(OPENING + box))[0]


@pytest.mark.parametrize("rule", [rule for rule in BOILERPLATE if rule.words], ids=lambda r: r.name)
def test_takes_an_element_with_a_word_in_its_name(rule: Rule) -> None:
    for word in rule.words:
        for name in (word, f"box-{word}", f"{word}_item"):
            box = f'<div class="{name}"><p>Khối này không thuộc về bài viết.</p></div>'
            text, removed = taken(page(f"{OPENING}{box}<p>{PROSE}</p>"))
            assert "Khối này" not in text, name
            assert rule.name in removed


@pytest.mark.parametrize(
    ("box", "kept"),
    [
        ('<p class="share">Đoạn này thuộc về bài viết.</p>', True),
        ('<div class="dark:share print:ads">Đoạn này thuộc về bài viết.</div>', True),
        ('<div class="tag-xa-hoi chia">Đoạn này thuộc về bài viết.</div>', True),
        ('<div class="photo-caption">Đoạn này là chú thích ảnh.</div>', False),
        ("<p>Thêm vào mục yêu thích</p><p>Thêm vào mục yêu thích</p>", False),
        ('<p><a href="/x">Mùa vải chín sớm ở ba xã vùng đồi của huyện</a></p>', False),
        ('<p><a href="/x.pdf">Tải toàn văn quyết định tại đây</a></p>', True),
    ],
)
def test_what_a_body_without_a_layout_carries(box: str, kept: bool) -> None:
    words = box.replace("<p>", "").split(">")[1].split("<")[0] or "Mùa vải"
    words = "Mùa vải" if "Mùa vải" in box else "Tải toàn văn" if "Tải" in box else words
    assert (words in taken(page(f"{OPENING}{box}<p>{PROSE}</p>"))[0]) is kept


def test_lines_set_otherwise_than_the_text() -> None:
    odd = "<div>Nghe bản đọc</div>"
    text, removed = taken(page(f"{OPENING}{odd}<p>{PROSE}</p>"))
    assert "Nghe" not in text
    assert "odd-line" in removed
    assert "Nghe" in taken(page(f"{OPENING}<p>Nghe bản đọc</p><p>{PROSE}</p>"))[0]


def test_short_lines_around_the_text() -> None:
    lines = "<p>Lưu bài này lại</p><p>Nghe bản đọc</p>"
    text, removed = taken(page(f"{lines}{OPENING}<p>Hà Lan</p><p>Đã lưu bài này</p>"))
    assert text.startswith("Sáng 5/3")
    assert text.endswith("lần thứ 4.")
    assert {"above-text", "below-text"} <= removed.keys()


@pytest.mark.parametrize(
    "notice",
    [
        "Đăng ký nhận bản tin của tòa soạn vào mỗi sáng thứ Hai.",
        "Sign up for our morning letter. See our Privacy Policy.",
    ],
)
def test_takes_a_notice(notice: str) -> None:
    text, removed = taken(page(f"{OPENING}<p>{notice}</p><p>{PROSE}</p>"))
    assert notice not in text
    assert removed["notice"] == len(notice)
    assert text.count("Sáng 5/3") == 6


def test_leaves_a_paragraph_that_tells_of_a_notice() -> None:
    long = f"Theo quy định mới, mỗi Privacy Policy phải dễ hiểu. {PROSE * 5}"
    text, removed = taken(page(f"{OPENING}<p>{long}</p>"))
    assert long.strip() in text
    assert "notice" not in removed


def teasers(number: int) -> str:
    headline = "<h4><a href='/{n}'>Mùa vải chín sớm ở ba xã vùng đồi</a></h4>"
    return "".join(f"{headline.format(n=n)}<p>{PROSE}Ở xã khác.</p>" for n in range(number))


@pytest.mark.parametrize(("number", "left"), [(1, 1), (2, 2), (3, 0), (5, 0)])
def test_takes_teasers_below_the_text(number: int, left: int) -> None:
    text, removed = taken(page(f"{OPENING}{teasers(number)}"))
    assert text.count("Ở xã khác") == left
    assert text.count("Sáng 5/3") == 5 + left
    assert ("teaser" in removed) is (left == 0)


def test_a_longer_line_printed_three_times_is_a_notice() -> None:
    line = "Nội dung này nằm ở một trang khác và chưa được tải về trên máy của người đọc."
    body = f"{OPENING}<p>{line}</p><p>{PROSE}Một.</p><p>{line}</p><p>{PROSE}Hai.</p>"
    assert taken(page(body))[0].count(line) == 2
    text, removed = taken(page(f"{body}<p>{line}</p><p>{PROSE}Ba.</p>"))
    assert line not in text
    assert removed["line-repeated"] == 3 * len(line)


@pytest.mark.parametrize(
    "title", ["Mùa vải chín sớm", "Mùa vải chín sớm ở ba xã vùng đồi của huyện"]
)
def test_takes_a_label_with_its_link_in_one_paragraph(title: str) -> None:
    text, removed = taken(page(f"{OPENING}<p>Xem thêm: <a href='/x'>{title}</a></p><p>{PROSE}</p>"))
    assert "Mùa vải" not in text
    assert "related-news" in removed
    assert text.count("Sáng 5/3") == 6


@pytest.mark.parametrize(
    "beside", ["(12/3/2024)", "- 08:15 12/03", "1.204 lượt xem"], ids=["day", "clock", "readers"]
)
def test_takes_a_link_with_its_date_or_readers_beside_it(beside: str) -> None:
    links = f"<p><a href='/a'>Mùa vải chín sớm ở ba xã</a> {beside}</p>"
    text, removed = taken(page(f"{OPENING}<p>Hà Lan</p><h3>Tin liên quan</h3>{links}{links}"))
    assert "Mùa vải" not in text
    assert "Hà Lan" not in text
    assert removed["related-news"] > 80


def test_takes_the_teasers_of_a_box() -> None:
    entry = f"<img src='/a.jpg'><h4><a href='/a'>Mùa vải chín sớm</a></h4><p>{PROSE} Tỉnh khác.</p>"
    box = f"<div class='khoi'><h3>Tin liên quan</h3><div>{entry}{entry}</div></div>"
    text, removed = taken(page(f"{OPENING}<p>Hà Lan</p>{box}"))
    assert "Tỉnh khác" not in text
    assert text.count("Sáng 5/3") == 5
    assert "related-news" in removed


def test_leaves_running_text_in_the_element_of_a_label() -> None:
    text, _ = taken(page(f"<h3>Tin liên quan</h3>{LINKS}{OPENING}"))
    assert text.count("Sáng 5/3") == 5


@pytest.mark.parametrize("name", ["footer", "comments", "tags"])
def test_leaves_an_article_that_its_cms_names_like_boilerplate(name: str) -> None:
    html = f"<html><body><article class='{name}'><h1>{TITLE}</h1>{OPENING}</article></body></html>"
    article = extract(html, "https://example.vn/a")
    assert article.text.count("Sáng 5/3") == 5
    assert "brake" in article.flags


def test_a_hidden_body_is_read() -> None:
    html = page(OPENING).replace("<body>", "<body style='display:none'>")
    assert taken(html)[0].count("Sáng 5/3") == 5


@pytest.mark.parametrize("line", ["Cập nhật lúc 8:31, 1/12/2022", "Thứ Năm, 1/12/2022 8:31"])
def test_takes_a_date_below_the_text(line: str) -> None:
    text = extract_text(f"{TITLE}\n{PROSE}\n{PROSE} Hai.\nHà Lan\n{line}\nPhản hồi\nMới nhất")
    assert (text.date_published, text.authors) == ("2022-12-01T08:31:00+07:00", ["Hà Lan"])
    body = f"{OPENING}<p>Hà Lan</p><p>{line}</p>"
    assert line not in taken(page(body))[0]


def test_brake_gives_back_half_of_the_text() -> None:
    article = extract(
        page(f"<div class='comments'>{OPENING}</div><p>{PROSE}</p>"), "https://example.vn/a"
    )
    assert article.text.count("Sáng 5/3") >= 5
    assert "brake" in article.flags


def test_what_is_printed_twice() -> None:
    body = f"<p>{TITLE}</p>{OPENING}"
    article = extract(page(body), "https://example.vn/a")
    assert TITLE not in article.text
    assert "headline-repeated" in {each.rule for each in article.removed}


def test_a_caption_without_a_picture_is_counted() -> None:
    caption = "Một góc bến sông cũ"
    body = f"{OPENING}<div class='caption'>{caption}</div>{OPENING}"
    article = extract(page(body), "https://example.vn/a")
    assert caption not in article.text
    assert {each.rule: each.characters for each in article.removed}["caption-alone"] == len(caption)


def test_names_and_labels_are_single() -> None:
    names = [rule.name for rule in BOILERPLATE]
    assert len(set(names)) == len(names)
    assert not set(names) & set(POSITIONAL)
    keys = [label_key(label) for rule in BOILERPLATE for label in rule.labels]
    assert len(set(keys)) == len(keys)
