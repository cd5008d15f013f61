"""Who is credited: the byline at the end of the body first, then what the page states elsewhere."""

from __future__ import annotations

import re
from itertools import chain

from newsportal.extraction.block import Block, Box
from newsportal.extraction.byline import (
    BY,
    is_marked,
    is_person,
    is_source,
    opening_authors,
    printed_authors,
)
from newsportal.extraction.metadata import marked_in, marked_texts
from newsportal.page import Found, Page
from newsportal.text.bylines import BUTTONS, STAFF, Byline, is_newsroom, read_byline
from newsportal.text.normalise import is_vietnamese, name_case, normal, unaccented, words
from newsportal.urls import host_of

_AND = re.compile(r"\s(?:và|and|und|og|et)\s(?=[^\W\d_a-z]\w+\s)")
"""What stands between two whole names in one statement."""
_TITLE_BEHIND = re.compile(r"\s*(?:선임)?(?:기자|특파원)$|\s*(?:記者|记者|特派員)$")
"""What stands behind a reporter's name in Korean, Japanese and Chinese."""

_NEWSROOM = re.compile(
    r"(?i)redaktion|newsroom|\bstaff\b|rédaction|redacción|redação|redazione|redactie|redaksjon"
)
"""What a newsroom calls itself where it stands in an author's place."""

MAX_BELOW = 3
"""Blocks below the body in which a byline is looked for."""

MAX_LINES = 3
"""How many lines at the end may be bylines: one for the text, one for the pictures, a source."""


SIGNED = frozenset(("page-footer", "related-news", "author-box"))
"""Rules that take an article's own footer, or the box about its author, too."""

_TAILS = frozenset("vn com net org gov edu info".split())
MIN_LABEL = 5
"""Letters of a host's name from which a name that holds it is the site's."""

LAST = 12
"""Blocks at the end of which one is Vietnamese, if the page is."""


def take_credit(page: Page) -> None:
    """Put authors, photographers and source on the record, and mark the blocks that print them."""
    article = page.article
    bylines, source = _at_the_end(page), "text" if page.is_text else "generic"
    stated = read_byline(page.value("byline") or "")
    if not bylines and stated is not None:
        bylines, source = [stated], "layout"
    accounts = _accounts(page)
    for byline in bylines:
        article.authors += [name for name in byline.authors if words(name) not in accounts]
        article.photographers += byline.photographers
        article.credited_source = article.credited_source or byline.source
    article.authors = list(dict.fromkeys(article.authors))
    article.photographers = list(dict.fromkeys(article.photographers))
    article.byline_raw = " / ".join(dict.fromkeys(byline.raw for byline in bylines)) or None
    if article.authors:
        article.field_sources["authors"] = source
        return
    if stated_as := _elsewhere(page):
        article.authors, article.field_sources["authors"] = stated_as.value, stated_as.source


def _elsewhere(page: Page) -> Found | None:
    """The persons whom metadata or marks name; for want of these, a box or a line of the page."""
    if page.is_text:
        return None
    found = _stated(page, sure=True)
    stated = "author" in page.candidates  # a paper or its account, where no person is found
    for seek in (_boxed, printed_authors, *([opening_authors] if stated else [])):
        if found is None:
            page.offer("author", seek(page), "generic")
            found = _stated(page, sure=True)
    return found or _stated(page)


def _boxed(page: Page) -> list[str]:
    """The names that are marked in a box about the author, which a rule took whole."""
    boxes = (each.node for each in page.flow.blocks if each.rule in SIGNED and type(each) is Box)
    return marked_texts(chain.from_iterable(marked_in(each) for each in boxes if each is not None))


def _stated(page: Page, sure: bool = False) -> Found | None:
    """The persons in the first candidate for the author that names one.

    A name that is the site's may be a person's, where the site is one: it counts last, and not at
    all on a Vietnamese page, or if one wants to be ``sure``.
    """
    accounts, sites = _accounts(page), _sites(page)
    vietnamese = is_vietnamese(page.value("title") or "")
    host = host_of(page.url or "") if vietnamese else ""
    for own in (accounts | sites,) if sure or vietnamese else (accounts | sites, accounts):
        for found in page.candidates.get("author", ()):
            if persons := _persons(found.value, own, host):
                return _fuller(page, Found(persons, found.source))
    return None


def _fuller(page: Page, first: Found) -> Found:
    """The marks of the page that name all the persons in ``first`` and one more beside them.

    Or a meta element, where ``first`` is a newsroom: it may have the agency beside it.

    More than one are the authors of other articles, and one of the same surname is the same.
    """
    own = set(first.value)
    surnames = {words(name).split()[-1] for name in own if words(name)}
    for found in page.candidates["author"]:
        more = [each for each in found.value if each not in own]
        if len(more) != 1 or not own < set(found.value):
            continue
        if found.source == "meta" and all(map(_NEWSROOM.search, own)):
            return Found(found.value, found.source)
        if found.source != "generic":
            continue
        if is_person(more[0]) and words(more[0]).split()[-1] not in surnames:
            return Found(found.value, found.source)
    return first


def _at_the_end(page: Page) -> list[Byline]:
    """The bylines that the last lines of the body are, in the order of the page."""
    found: list[Byline] = []
    kept = [block for block in page.body if not block.rule]
    texts = [n for n, block in enumerate(kept) if not (block.role or block.is_media)]
    said = (page.value("title") or "", *(kept[number].text for number in texts[-LAST:]))
    if not any(map(is_vietnamese, said)):
        return found  # other papers print it above the text
    alone = 0 if page.article.kind != "article" else 1  # below pictures it is the only text
    for number in reversed(texts[alone:][-MAX_LINES:]):
        block = kept[number]
        byline = read_byline(block.text) if block.kind != "list_item" else None
        if byline is None or kept[number - 1].text.endswith(":"):  # a colon announces a list
            break
        if found and not _goes_with(byline, found[0]):
            break
        block.role = "byline"
        found.insert(0, byline)
    return found or _below(page)


def _below(page: Page) -> list[Byline]:
    """The bylines that stand right below the body, where no Layout says where it ends."""
    found: list[Byline] = []
    if page.is_text or (page.layout is not None and page.layout.body is not None):
        return found
    end = page.span[1]
    for block in page.flow.blocks[end : end + MAX_BELOW]:
        if block.is_media or block.rule is not None:
            continue
        byline = read_byline(block.text)
        if byline is None or not (byline.labelled or is_signed(block)):
            break
        block.role = "byline"
        found.append(byline)
    return found


def is_signed(block: Block) -> bool:
    """Whether a line below a body is marked or set as its credit: a bare one may be a button."""
    if is_marked(block) or is_source(block):
        return True
    if block.kind != "paragraph" or block.linked or " " not in block.text:
        return False
    return block.align == "right" or block.mostly(block.bold) or block.text.isupper()


def _goes_with(byline: Byline, below: Byline) -> bool:
    """Whether a line above a byline is one: either is labelled, or it is printed twice."""
    if below.source is not None and not below.authors:  # "(Báo Nhân Dân)" below a name
        return True
    return byline.labelled or below.labelled or byline.raw == below.raw


def _accounts(page: Page) -> set[str]:
    """Names, as their words, that are the paper, its publisher or an account of its CMS."""
    names = [page.portal.title, *page.portal.staff] if page.portal else []
    names += (page.value("publisher") or []) + (page.value("account") or [])
    return {words(name) for name in names}


def _sites(page: Page) -> set[str]:
    """The names of the site, as words, that the page states."""
    names = {words(name) for found in page.candidates.get("site", ()) for name in found.value}
    return names | {name.removeprefix("báo ") for name in names}


def _apart(names: str) -> list[str]:
    """The names that one statement holds; commas divide where each part looks like one."""
    whole = [part for each in _AND.split(names) for part in each.split(";")]
    parts = [part.strip() for each in whole for part in each.split(",")]
    short = all(part[:1].isupper() and len(part.split()) <= 4 for part in parts)
    return parts if short else [part.strip() for part in names.split(";")]


def _persons(names: list[str], accounts: set[str], host: str) -> list[str]:
    """The persons among the authors that metadata state."""
    persons = [
        name_case(each)
        for name in names
        for part in _apart(normal(name))
        for each in _unlabelled(part, bool(host))
        if _may_be_person(each, accounts) and not _is_site(each, host)
    ]
    return list(dict.fromkeys(persons))


def _unlabelled(name: str, vietnamese: bool) -> list[str]:
    """The names in what a CMS states for one: "PV Hà Thu", "By Jane Roe", "Jane Roe | Times"."""
    if not vietnamese:
        return [_TITLE_BEHIND.sub("", BY.sub("", name).split("|")[0].strip())]
    if name.islower() and name.isascii() and " " not in name:
        return []  # the account of whoever put it there
    byline = read_byline(name)
    if byline is None:
        return [name]
    return byline.authors if byline.labelled or byline.authors or byline.source else []


def _may_be_person(plain: str, accounts: set[str]) -> bool:
    """Whether a stated name is no account, address, newsroom or number."""
    key = plain.casefold()
    if not 2 <= len(plain) <= 60 or words(plain) in accounts or key in BUTTONS:
        return False
    if key.replace(" ", "_") in STAFF or plain[0] == "(" or (plain.islower() and "-" in plain):
        return False
    if any(map(plain.__contains__, ("@", "://", "www.", "/"))) or is_newsroom(plain):
        return False
    return not ("." in plain and " " not in plain and host_of(f"http://{plain}") == key)


def _is_site(name: str, host: str) -> bool:
    """Whether a name on a Vietnamese page is its host's: "Báo Vĩnh Sơn" on baovinhson.vn.

    ``host`` is empty on other pages, where a person's site may have the person's name.
    """
    labels = [label for label in host.split(".") if label not in _TAILS]
    label = labels[-1].removeprefix("bao") if labels else ""
    own = unaccented(name).replace(" ", "").lower()
    bare = own.removeprefix("bao").removesuffix("online").removesuffix("dientu")
    return len(label) >= MIN_LABEL and bare == label
