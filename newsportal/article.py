"""The record: one article, its fields and what they mean.

This is the only place where a field is defined. ``docs/article.md`` and
``docs/article.schema.json`` are derived from it. Names follow schema.org's NewsArticle, in snake
case; ``id`` and ``text`` are what dataset readers take by default.

A field that the page does not state is null, never guessed. Where that matters to a reader the
record is flagged as well; `newsportal.flags` has the closed list.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from newsportal.flags import FLAGS
from newsportal.plain import build, plain

SCHEMA_VERSION = 1

KINDS = ("article", "gallery", "video")
PARAGRAPH_KINDS = ("paragraph", "heading", "list_item", "quote", "table", "caption")
PRECISIONS = ("minute", "day")
SOURCES = ("live", "file", "folder", "warc", "wacz", "commoncrawl", "wayback", "corpus")
FIELD_SOURCES = ("layout", "jsonld", "meta", "generic", "script", "text", "address", "portal")
"""Where a field can come from: the portal's Layout, JSON-LD, meta elements, the generic extractor,
a script's data where the page prints no text, a page given as text, the page's address, the
portal's declaration."""

_WHEN = r"^\d{4}-\d\d-\d\d(T\d\d:\d\d:00\+07:00)?$"


def _form(**schema: Any) -> dict[str, Any]:
    """Metadata that itemadapter copies into the JSON Schema of a field."""
    return {"json_schema_extra": schema}


@dataclass(slots=True, kw_only=True)
class Paragraph:
    """One block of text, in the order of the page."""

    kind: str = field(default="paragraph", metadata=_form(enum=list(PARAGRAPH_KINDS)))
    """What the block is. A table row is one block, its cells joined by " | "."""

    text: str
    """The block's text on one line, NFC."""


@dataclass(slots=True, kw_only=True)
class Image:
    """A picture of the article."""

    url: str | None = field(default=None, metadata=_form(format="uri"))
    """Absolute address; null where only the caption is known (a page given as text)."""

    caption: str | None = None
    """The caption as printed, without its credit."""

    credit: str | None = None
    """Who made the picture, as printed after "Ảnh:"."""


@dataclass(slots=True, kw_only=True)
class Video:
    """A video embedded in the article."""

    url: str = field(metadata=_form(format="uri"))
    """Absolute address of the file or of the player's page."""

    title: str | None = None
    """The video's title or caption."""


@dataclass(slots=True, kw_only=True)
class Attachment:
    """A document that the article carries: a decree, a form, a table."""

    url: str = field(metadata=_form(format="uri"))
    """Absolute address of the file."""

    title: str | None = None
    """The text of the link to it."""


@dataclass(slots=True, kw_only=True)
class Removal:
    """What one rule of the cleaner took from the page."""

    rule: str
    """The rule's name, a row of the table in boilerplate.py."""

    characters: int = field(metadata=_form(minimum=0))
    """How many characters of visible text it took."""


@dataclass(slots=True, kw_only=True)
class WarcPosition:
    """Where the raw response lies."""

    file: str
    """The WARC file, relative to the output folder."""

    offset: int = field(metadata=_form(minimum=0))
    """The byte at which the record's gzip member begins."""


@dataclass(slots=True, kw_only=True)
class Article:
    """One normalized article of a news portal."""

    # -- identity

    schema_version: int = SCHEMA_VERSION
    """The version of this schema; it rises when a field's meaning changes."""

    kind: str = field(default="article", metadata=_form(enum=list(KINDS)))
    """article, gallery (a series of captioned photos) or video."""

    id: str | None = field(default=None, metadata=_form(pattern=r"^[a-z0-9._-]+:[A-Za-z0-9._-]+$"))
    """`<portal>:<id in its CMS>`. Where the CMS has none: `<portal or host>:` and 16 hexadecimal
    digits of the SHA-256 of the canonical address; for a bare text, of title and date."""

    portal: str | None = None
    """Name of the declared portal, as in `newsportal portal list`."""

    url: str | None = field(default=None, metadata=_form(format="uri"))
    """The address the page was fetched from; null for a bare text."""

    canonical_url: str | None = field(default=None, metadata=_form(format="uri"))
    """The one address to cite: the page's own rel=canonical where it names this same article,
    else the address cleaned of what does not identify it."""

    alternate_urls: list[str] = field(default_factory=list)
    """Other addresses at which the same article was met."""

    version: int = field(default=1, metadata=_form(minimum=1))
    """1 for the text first stored, then one more for each change of it."""

    # -- text

    title: str | None = None
    """The headline."""

    description: str | None = None
    """The sapo: the lead the paper marks as such, as printed. Null where none is marked."""

    dateline: str | None = None
    """The agency or place that opens the sapo or the body, such as "(TTXVN) -", as printed.
    It stays in `description` and `text`, so that users may cut it."""

    text: str = ""
    """Sapo and paragraphs, a blank line between two. NFC. No byline, caption or boilerplate."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    """The blocks that `text` is made of, after the sapo, with their kinds; in a gallery the
    captions as well."""

    # -- place

    section: str | None = field(default=None, metadata=_form(pattern=r"^[A-Za-z0-9._-]+$"))
    """Slug of the section, from the article's address."""

    section_name: str | None = None
    """The section as the page prints it."""

    section_path: list[str] = field(default_factory=list)
    """The printed sections from the outermost to the innermost."""

    keywords: list[str] = field(default_factory=list)
    """The article's own tags as the page states them, without those of the whole site."""

    province: str | None = None
    """The portal's province on the day of publication."""

    province_code: str | None = field(default=None, metadata=_form(pattern=r"^VN-[A-Z0-9]{2}$"))
    """ISO 3166-2 code of that province."""

    # -- credit

    authors: list[str] = field(default_factory=list)
    """Persons credited with the text, in name case. Neither the paper nor an account of its CMS."""

    byline_raw: str | None = None
    """The byline as printed."""

    photographers: list[str] = field(default_factory=list)
    """Persons credited with the pictures by the byline."""

    credited_source: str | None = None
    """The agency or paper that the text was taken from, as in "Theo TTXVN"."""

    # -- dates

    date_published: str | None = field(default=None, metadata=_form(pattern=_WHEN))
    """ISO 8601: to the minute with +07:00, or the bare date where only the day is known."""

    date_published_raw: str | None = None
    """The date as printed, or as the page's metadata state it."""

    date_precision: str | None = field(default=None, metadata=_form(enum=[*PRECISIONS, None]))
    """minute or day."""

    date_modified: str | None = field(default=None, metadata=_form(pattern=_WHEN))
    """When the paper last changed the article, in the form of `date_published`."""

    # -- media

    images: list[Image] = field(default_factory=list)
    """The article's pictures in the order of the page."""

    videos: list[Video] = field(default_factory=list)
    """The article's videos in the order of the page."""

    attachments: list[Attachment] = field(default_factory=list)
    """Documents linked from the body."""

    # -- language

    language: str | None = field(default=None, metadata=_form(pattern=r"^[a-z]{2,3}$"))
    """ISO 639 code of the text's language, of the title's where there is no text: that of most of
    the words. Null where no known language is found."""

    language_score: float | None = field(default=None, metadata=_form(minimum=0, maximum=1))
    """How sure that is, 0 to 1: lower in a text of few words or of two languages. Beside a language
    that is null, how far the best guess got."""

    # -- quality

    word_count: int = field(default=0, metadata=_form(minimum=0))
    """Words of `text`, divided by white space (Vietnamese: syllables)."""

    flags: list[str] = field(default_factory=list, metadata=_form(items={"enum": sorted(FLAGS)}))
    """What a reader should know before trusting the record; a closed list."""

    # -- dedup

    content_hash: str | None = field(default=None, metadata=_form(pattern=r"^[0-9a-f]{64}$"))
    """SHA-256 of `text` in lower case without spaces and punctuation; null for an empty text."""

    duplicate_of: str | None = None
    """`id` of the earlier record that has the same text."""

    cluster: str | None = None
    """Name of the group of near-duplicates the record belongs to."""

    # -- provenance

    run_id: str | None = None
    """The crawl that stored the record."""

    fetched_at: str | None = field(default=None, metadata=_form(format="date-time"))
    """When the page was fetched, ISO 8601 in UTC."""

    captured_on: str | None = field(default=None, metadata=_form(format="date"))
    """The day that the page itself prints as today: when it was saved."""

    http_status: int | None = field(default=None, metadata=_form(minimum=100, maximum=599))
    """The status the page was answered with."""

    source: str | None = field(default=None, metadata=_form(enum=[*SOURCES, None]))
    """Where the page came from."""

    warc: WarcPosition | None = None
    """Where the raw response lies."""

    raw_sha256: str | None = field(default=None, metadata=_form(pattern=r"^[0-9a-f]{64}$"))
    """SHA-256 of the bytes the record was made from."""

    extractor: str | None = None
    """Program and version that made the record."""

    field_sources: dict[str, str] = field(
        default_factory=dict,
        metadata=_form(additionalProperties={"type": "string", "enum": list(FIELD_SOURCES)}),
    )
    """For each field that was read from the page, where it came from."""

    removed: list[Removal] = field(default_factory=list)
    """What the cleaner took, by rule."""

    # -- rights

    license: str = "unknown"
    """The licence that the page states."""

    robots_allowed: bool | None = None
    """Whether robots.txt allowed the request; null where nothing was requested."""

    tdm_reserved: bool | None = None
    """Whether the site reserves text and data mining; null where that was not looked up."""

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> Article:
        """The record that `to_dict` gave; a field that is not there has its default."""
        return build(cls, record)

    def to_dict(self) -> dict[str, Any]:
        """The record as plain data, every field present, in the order of the schema."""
        record: dict[str, Any] = plain(self)
        return record
