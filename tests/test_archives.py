"""Archives in: the same captures from WARC, ARC, WACZ and folders, whoever reads them."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsportal.archive.answer import UnreadableError, read_answer
from newsportal.archive.capture import Capture, Origin, Skipped
from newsportal.archive.reading import captures, kind_of, read
from newsportal.archive.record import Lost, Record
from newsportal.archive.warc import captures_of, read_records, read_warc
from newsportal.archive.writer import WarcFiles
from newsportal.errors import ArgumentError
from newsportal.road import MAX_BYTES

DAY = "2026-01-02T03:04:05Z"
PAGE = "<html><body><p>Trang số {}, có dấu.</p></body></html>"
ORIGIN = Origin(kind="warc", name="a.warc.gz")
fast = pytest.mark.parametrize(
    "fast", [False, pytest.param(True, marks=pytest.mark.extra("warc"))], ids=["core", "fastwarc"]
)


def written(folder: Path, count: int = 5, filler: int = 400) -> Path:
    """A WARC file of so many pages, as a crawl writes it."""
    files = WarcFiles(folder, "r1")
    for number in range(count):
        noise = " ".join(f"{number * 7919 + n * n:x}" for n in range(filler))
        body = (PAGE.format(number) + f"<!--{noise}-->").encode()
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
        url = f"http://bao.example/{number}"
        files.write(url, ("GET / HTTP/1.1", []), ("200 OK", headers, body), DAY)
    files.close()
    return folder / "r1-00000.warc.gz"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("warc"))


def told(data: bytes, by_fastwarc: bool) -> list[Record | Lost]:
    return list(read_records(io.BytesIO(data), fast=by_fastwarc))


def starts(data: bytes) -> list[int]:
    return [each.offset or 0 for each in told(data, False) if isinstance(each, Record)]


def members(data: bytes) -> list[bytes]:
    begun = [*starts(data), len(data)]
    return [gzip.decompress(data[a:b]) for a, b in pairwise(begun)]


@fast
def test_captures_of_our_own_warc(archive: Path, fast: bool) -> None:
    found = list(read_warc(archive, fast=fast))
    assert [each.url for each in found] == [f"http://bao.example/{n}" for n in range(5)]
    first = found[0]
    assert isinstance(first, Capture)
    assert first.body.startswith(PAGE.format(0).encode())
    assert (first.status, first.captured_at) == (200, "2026-01-02T03:04:05+00:00")
    assert first.header("content-type") == "text/html; charset=utf-8"
    assert first.origin == Origin(kind="warc", name=str(archive), offset=first.origin.offset)
    assert found[2:] == list(read_warc(archive, start=found[2].origin.offset or 0, fast=fast))


def test_warcio_reads_the_same(archive: Path) -> None:
    iterate = import_module("warcio.archiveiterator").ArchiveIterator
    with archive.open("rb") as file:
        bodies = [
            each.content_stream().read() for each in iterate(file) if each.rec_type == "response"
        ]
    assert bodies == [each.body for each in captures(str(archive))]


Damage = Callable[[bytes, list[int]], bytes]
DAMAGED: dict[str, tuple[Damage, set[int]]] = {
    "nothing": (lambda d, _: d, set()),
    "bytes are missing inside": (lambda d, at: d[: at[5] + 300] + d[at[5] + 700 :], {2}),
    "a byte is another": (lambda d, at: d[: at[5] + 300] + b"\xff\x00\xff" + d[at[5] + 303 :], {2}),
    "a wrong checksum": (lambda d, at: d[: at[6] - 8] + b"\0\0\0\0" + d[at[6] - 4 :], {2}),
    "garbage between": (lambda d, at: d[: at[5]] + b"rubbish" * 99 + d[at[5] :], set()),
    "zeros": (lambda d, at: d[: at[5]] + bytes(500) + d[at[5] + 500 :], {2}),
    "the tail is cut": (lambda d, at: d[: at[9] + 300], {4}),
    "a member runs into the next": (lambda d, at: d[: at[5] + 300] + d[at[7] :], {2}),
    "zeros at the end": (lambda d, _: d + bytes(512), set()),
}


@fast
@pytest.mark.parametrize("name", DAMAGED)
def test_records_before_and_after_a_damage_are_read(archive: Path, name: str, fast: bool) -> None:
    data = archive.read_bytes()
    at = starts(data)
    spoil, missing = DAMAGED[name]
    spoiled = spoil(data, at)
    found = list(captures_of(io.BytesIO(spoiled), ORIGIN, fast=fast))
    urls = [each.url for each in found if isinstance(each, Capture)]
    assert urls == [f"http://bao.example/{n}" for n in range(5) if n not in missing]
    lost = [each for each in found if isinstance(each, Skipped)]
    assert [each.reason for each in lost] == ([] if name == "nothing" else ["damaged"])
    kept = sum(len(spoiled[a:b]) for a, b in _sound(spoiled))
    assert sum(each.lost for each in lost) + kept == len(spoiled)


def _sound(data: bytes) -> list[tuple[int, int]]:
    """Where the sound members of a file lie, by the standard library's own reader."""
    found, at = [], 0
    while (at := data.find(b"\x1f\x8b\x08\x00", at)) >= 0:
        unpacker = zlib.decompressobj(31)
        try:
            unpacker.decompress(data[at:])
        except zlib.error:
            at += 1
            continue
        if not unpacker.eof:
            at += 1
            continue
        end = len(data) - len(unpacker.unused_data)
        found.append((at, end))
        at = end
    return found


@pytest.mark.extra("warc")
@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 6000), size=st.integers(0, 900), put=st.binary(max_size=40))
def test_both_readers_agree_on_any_damage(
    tmp_path_factory: pytest.TempPathFactory, at: int, size: int, put: bytes
) -> None:
    folder = tmp_path_factory.getbasetemp() / "agreeing"
    path = folder / "r1-00000.warc.gz"
    data = (path if path.exists() else written(folder, 3)).read_bytes()
    spoiled = data[:at] + put + data[at + size :]
    if not spoiled.startswith(b"\x1f\x8b"):
        return
    try:
        core = told(spoiled, False)
    except ArgumentError:
        return
    assert [(type(e), e.offset) for e in core] == [(type(e), e.offset) for e in told(spoiled, True)]
    assert core == told(spoiled, True)


@fast
def test_one_gzip_member_for_all_and_none_at_all(archive: Path, fast: bool) -> None:
    data = archive.read_bytes()
    plain = b"".join(members(data))
    whole = list(captures_of(io.BytesIO(data), ORIGIN, fast=fast))
    for form, placed in ((plain, True), (gzip.compress(plain), False)):
        found = list(captures_of(io.BytesIO(form), ORIGIN, fast=fast))
        assert [e.body for e in found if isinstance(e, Capture)] == [
            e.body for e in whole if isinstance(e, Capture)
        ]
        assert all((each.origin.offset is not None) == placed for each in found)


@fast
def test_a_damage_in_a_file_that_is_not_packed(archive: Path, fast: bool) -> None:
    plain = b"".join(members(archive.read_bytes()))
    spoiled = plain[:6000] + plain[6100:]
    found = list(captures_of(io.BytesIO(spoiled), ORIGIN, fast=fast))
    lost = [each for each in found if isinstance(each, Skipped)]
    assert len(lost) == 1
    assert 0 < lost[0].lost < 10_000
    assert len(found) == 5


ARC = (
    b"filedesc://x.arc 0.0.0.0 20080101000000 text/plain 10\n1 0 A\nURL\n\n"
    b"http://bao.example/arc 1.2.3.4 20080203040506 text/html 58\n"
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Tin c\xc5\xa9</p>\n"
)


@pytest.mark.parametrize("packed", [False, True])
def test_arc(packed: bool) -> None:
    head, _, rest = ARC.partition(b"http://bao")
    rest = b"http://bao" + rest
    form = gzip.compress(head) + gzip.compress(rest) if packed else ARC
    (found,) = captures_of(io.BytesIO(form), ORIGIN)
    assert isinstance(found, Capture)
    assert found.body == "<p>Tin cũ</p>".encode()
    assert found.captured_at == "2008-02-03T04:05:06+00:00"


@pytest.mark.extra("warc")
@pytest.mark.parametrize("with_dictionary", [False, True])
def test_zstd(archive: Path, with_dictionary: bool) -> None:
    zstandard = import_module("zstandard")
    records = members(archive.read_bytes())
    head, press = b"", zstandard.ZstdCompressor().compress
    if with_dictionary:
        pieces = [each[n : n + 100] for each in records for n in range(0, len(each), 100)]
        learned = zstandard.train_dictionary(2000, pieces)
        head = struct.pack("<II", 0x184D2A5D, len(learned.as_bytes())) + learned.as_bytes()
        press = zstandard.ZstdCompressor(dict_data=learned).compress
    frames = [press(each) for each in records]
    whole = head + b"".join(frames)
    bodies = [each.body for each in captures(str(archive))]
    found = list(captures_of(io.BytesIO(whole), ORIGIN))
    assert [each.body for each in found if isinstance(each, Capture)] == bodies
    later = list(captures_of(io.BytesIO(whole), ORIGIN, start=found[3].origin.offset or 0))
    assert later == found[3:]
    hole = len(head) + sum(map(len, frames[:3])) + 60
    found = list(captures_of(io.BytesIO(whole[:hole] + whole[hole + 90 :]), ORIGIN))
    assert [each.body for each in found if isinstance(each, Capture)] == [bodies[0], *bodies[2:]]
    (lost,) = [each for each in found if isinstance(each, Skipped)]
    assert (lost.origin.offset, lost.lost) == (hole - 60, len(frames[3]) - 90)


def test_zstd_without_the_extra_is_told() -> None:
    with pytest.raises(ArgumentError, match=r"newsportal\[warc\]"):
        list(read_records(io.BytesIO(b"\x28\xb5\x2f\xfd0000"), fast=False))


# -- answers


def answer(headers: str, body: bytes) -> bytes:
    return f"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n".encode() + body


HTML = "<p>Tin tức</p>".encode() * 50
DEFLATE = zlib.compress(HTML)
CHUNKED = b"10;x=y\r\n" + HTML[:16] + b"\r\n310\r\n" + HTML[16:] + b"\r\n0\r\n\r\n"
READ: dict[str, bytes] = {
    "plain": answer(f"Content-Length: {len(HTML)}", HTML),
    "gzip": answer("Content-Encoding: gzip", gzip.compress(HTML)),
    "says gzip, is plain": answer("Content-Encoding: gzip", HTML),
    "deflate": answer("Content-Encoding: deflate", DEFLATE),
    "raw deflate": answer("Content-Encoding: deflate", DEFLATE[2:-4]),
    "chunked": answer("Transfer-Encoding: chunked", CHUNKED),
    "says chunked, is whole": answer("Transfer-Encoding: chunked", HTML),
    "an unknown coding": answer("Content-Encoding: rot13", HTML),
    "bare line ends": b"HTTP/1.0 200\nContent-Type: text/html\n\n" + HTML,
    "no header": b"HTTP/1.1 200 OK\r\n\r\n" + HTML,
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_codings_are_undone(name: str) -> None:
    assert read_answer(READ[name]).body == HTML


UNREAD: dict[str, tuple[bytes, str]] = {
    "too short": (answer("Content-Length: 900", HTML), "truncated"),
    "gzip breaks off": (answer("Content-Encoding: gzip", gzip.compress(HTML)[:-9]), "truncated"),
    "broken gzip": (answer("Content-Encoding: gzip", b"\x1f\x8b" + HTML), "truncated"),
    "a chunk is missing": (
        answer("Transfer-Encoding: chunked", b"9\r\n123456789\r\n"),
        "truncated",
    ),
    "a bomb": (answer("Content-Encoding: gzip", gzip.compress(bytes(MAX_BYTES + 1))), "too-large"),
    "no answer": (b"<html>", "no-http"),
    "no end of the header": (b"HTTP/1.1 200 OK\r\nA: b", "truncated"),
}


@pytest.mark.parametrize("name", UNREAD)
def test_what_is_not_whole_is_told(name: str) -> None:
    with pytest.raises(UnreadableError) as told_so:
        read_answer(UNREAD[name][0])
    assert told_so.value.reason == UNREAD[name][1]


@pytest.mark.extra("warc")
@pytest.mark.parametrize("coding", ["br", "zstd"])
def test_codings_of_the_extra(coding: str) -> None:
    module = import_module("brotli" if coding == "br" else "zstandard")
    packed, bomb = module.compress(HTML), module.compress(bytes(MAX_BYTES + 1))
    head = f"Content-Encoding: {coding}"
    assert read_answer(answer(head, packed)).body == HTML
    assert read_answer(answer(head, HTML)).body == HTML
    for data, reason in ((packed[:-3], "truncated"), (bomb, "too-large")):
        with pytest.raises(UnreadableError) as told_so:
            read_answer(answer(head, data))
        assert told_so.value.reason == reason


def record(kind: str, block: bytes, **fields: str) -> bytes:
    named = {"WARC-Type": kind, "WARC-Target-URI": "<http://bao.example/1>", "WARC-Date": DAY}
    named |= {name.replace("_", "-"): value for name, value in fields.items()}
    named["Content-Length"] = str(len(block))
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"WARC/1.0\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


HTTP = "application/http; msgtype=response"
RECORDS: dict[str, tuple[bytes, str | None]] = {
    "a response": (record("response", READ["plain"], Content_Type=HTTP), ""),
    "a missing page": (record("response", b"HTTP/1.1 404 No\r\n\r\n", Content_Type=HTTP), ""),
    "a resource": (record("resource", HTML, Content_Type="text/html"), ""),
    "a text of a WET file": (record("conversion", HTML, Content_Type="text/plain"), ""),
    "a picture": (record("resource", b"\x89PNG", Content_Type="image/png"), "no-page"),
    "a revisit": (record("revisit", b"HTTP/1.1 304 N\r\n\r\n", Content_Type=HTTP), "revisit"),
    "a truncated one": (
        record("response", READ["plain"], Content_Type=HTTP, WARC_Truncated="length"), "truncated",
    ),
    "a segment": (
        record("response", READ["plain"], Content_Type=HTTP, WARC_Segment_Number="1"), "segmented",
    ),
    "its rest": (record("continuation", b"x", WARC_Segment_Number="2"), "segmented"),
    "a request": (record("request", b"GET / HTTP/1.1\r\n\r\n", Content_Type=HTTP), None),
    "a host's address": (record("response", b"x", WARC_Target_URI="dns:bao.example"), None),
    "one that is too large": (
        record("response", READ["no header"] + bytes(MAX_BYTES + 70_000), Content_Type=HTTP),
        "too-large",
    ),
}  # fmt: skip


@fast
@pytest.mark.parametrize("name", RECORDS)
def test_what_each_type_of_record_gives(name: str, fast: bool) -> None:
    data, reason = RECORDS[name]
    found = list(captures_of(io.BytesIO(data), ORIGIN, fast=fast))
    assert [getattr(each, "reason", "") for each in found] == ([] if reason is None else [reason])
    assert all(each.url == "http://bao.example/1" for each in found)


# -- folders, WACZ, and what a source is

HTTRACK = (
    "<!-- Mirrored from bao.example/tin/1.html by HTTrack Website Copier/3.x [XR&CO'2014], "
    "Sat, 27 Aug 2022 09:52:04 GMT -->"
)
SINGLEFILE = (
    "<!--\n Page saved with SingleFile \n url: https://bao.example/tin/3 \n saved date: "
    "Sat Aug 27 2022 09:52:04 GMT+0700 (Indochina Time)\n-->"
)
SAVED: dict[str, tuple[str, str | None]] = {
    "httrack.html": (
        f"<html>{HTTRACK}<link rel=canonical href='https://bao.example/khac'>",
        "https://bao.example/tin/1.html",
    ),
    "browser.htm": (
        "<html><!-- saved from url=(0027)https://bao.example/tin/2 --><p>a",
        "https://bao.example/tin/2",
    ),
    "single": (f"<html>{SINGLEFILE}<p>a", "https://bao.example/tin/3"),
    "canonical.html": (
        '<html><link rel="canonical" href="https://bao.example/a?b=1&amp;c=2"><p>x',
        "https://bao.example/a?b=1&c=2",
    ),
    "og.php": ('<html><meta property="og:url" content="http://bao.example/og">', "http://bao.example/og"),
    "www.bao.example/tin/index.html": ("<html><p>wget", "https://www.bao.example/tin/"),
    "mirror/bao.example/tin/4.html@p=2": ("<html><p>wget", "https://bao.example/tin/4.html@p=2"),
    "unknown.html": ("<html><p>no one knows", None),
}  # fmt: skip


@pytest.mark.parametrize("name", SAVED)
def test_the_address_of_a_saved_page(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SAVED[name][0], "utf-8")
    (found,) = captures(str(tmp_path))
    assert found.url == SAVED[name][1]
    known = {"httrack.html": "2022-08-27T09:52:04+00:00", "single": "2022-08-27T02:52:04+00:00"}
    assert found.captured_at == known.get(name)
    assert found.origin == Origin(kind="folder", name=str(path))


def test_a_folder_gives_pages_and_tells_what_is_none(tmp_path: Path) -> None:
    (tmp_path / "outside.html").write_text("<html><p>outside", "utf-8")
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "page.html").write_text("<html><p>a", "utf-8")
    (folder / "text.txt").write_text("Một bài", "utf-8")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "data").write_bytes(b"a,b")
    (folder / "big.html").write_bytes(b"<html>" + b" " * MAX_BYTES)
    (folder / ".hidden.html").write_text("<html><p>a", "utf-8")
    (folder / "link.html").symlink_to(tmp_path / "outside.html")
    reasons = [(Path(e.origin.name).name, getattr(e, "reason", "")) for e in read(str(folder))]
    assert reasons == [
        ("big.html", "too-large"), ("data", "no-page"), ("page.html", ""), ("photo.jpg", "no-page"),
        ("text.txt", ""),
    ]  # fmt: skip
    assert [each.text for each in captures(str(folder))] == [False, True]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_wacz(archive: Path, tmp_path: Path, method: int) -> None:
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w", method) as packed:
        packed.write(archive, "archive/data.warc.gz")
        packed.writestr("archive/../../../evil.warc.gz", archive.read_bytes())
        packed.writestr("archive/broken.warc.gz", b"no archive")
        packed.writestr("datapackage.json", "{}")
    found = list(read(str(path)))
    bodies = [each.body for each in found if isinstance(each, Capture)]
    assert bodies == 2 * [each.body for each in captures(str(archive))]
    assert [e.reason for e in found if isinstance(e, Skipped)] == ["unreadable"]
    assert found[-1].origin.name == f"{path}!archive/data.warc.gz"
    assert found[-1].origin.kind == "wacz"
    assert [each.name for each in tmp_path.rglob("*")] == ["a.wacz"]


def test_a_bomb_in_a_wacz_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("archive/a.warc", bytes(20 * 2**20))
    (found,) = read(str(path))
    assert isinstance(found, Skipped)
    assert found.reason == "unreadable"


def test_a_source_is_what_it_holds(archive: Path, tmp_path: Path) -> None:
    for name, data, kind in (
        ("warc.html", archive.read_bytes(), "warc"),
        ("page.warc.gz", b"<html><p>a", "page"),
        ("gzip.gz", gzip.compress(b"no archive"), "page"),
        ("empty", b"", "page"),
    ):
        (tmp_path / name).write_bytes(data)
        assert kind_of(tmp_path / name) == kind
    assert kind_of(tmp_path) == "folder"
    with pytest.raises(ArgumentError, match="no file or folder"):
        kind_of(tmp_path / "missing")
