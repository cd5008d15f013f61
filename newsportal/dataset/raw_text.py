"""The text of a page as it was before the cleaning: from its WARC file, or from its evidence."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from newsportal.extraction.select import Matcher
from newsportal.extraction.walk import walk
from newsportal.parse import parse
from newsportal.store.schema import evidences
from newsportal.text.decode import decode

_NO_RULES = Matcher(())


def visible_text(page: bytes, content_type: str | None = None) -> str:
    r"""All that a page in HTML prints, a block a line; what its styles hide is not printed.

    >>> visible_text(b"<p>Tin <b>1</b></p><ul><li>A<li>B</ul><script>x</script>")
    'Tin 1\nA\nB'
    """
    flow = walk(parse(decode(page, content_type).data).root, _NO_RULES)
    return "\n".join(
        block.text for block in flow.blocks if block.text and not block.rule and not block.is_media
    )


def from_warc(output: Path, record: Mapping[str, Any]) -> str | None:
    """The text of the page that a record was made from; None where its bytes are not kept.

    ``output`` is the folder that WARC files are relative to. Bytes of another page, by their
    SHA-256, are not taken for it.
    """
    place = record["warc"]
    found = _response(output / place["file"], place["offset"]) if place else None
    if found is None or hashlib.sha256(found[0]).hexdigest() != record["raw_sha256"]:
        return None
    return visible_text(*found)


def _response(path: Path, offset: int) -> tuple[bytes, str | None] | None:
    """The body and the content type of the response at a place of a WARC file."""
    part = path.with_name(f"{path.name}.part")  # of a run that is at work, or was killed
    try:
        with (path if path.is_file() else part).open("rb") as file:
            file.seek(offset)
            record = next(iter(ArchiveIterator(file)), None)
            if record is None or record.rec_type != "response":
                return None
            headers = record.http_headers
            content_type = headers.get_header("Content-Type") if headers else None
            return record.content_stream().read(), content_type
    except (OSError, EOFError, zlib.error, ArchiveLoadFailed):
        return None  # moved, cut or purged; whoever asked counts it


def from_evidence(connection: Connection, record: Mapping[str, Any]) -> str | None:
    """A record's text with what the rules took below it; None where no text of that is kept.

    The evidence keeps the first 200 characters of a block, and a box of links as one: the page had
    more lines than this.
    """
    mine = (evidences.c.portal == record["portal"]) & (evidences.c.id == record["id"])
    kept = connection.execute(select(evidences.c.evidence).where(mine)).scalar()
    removed = [each["text"] for each in json.loads(kept)["removed"]] if kept else []
    lines = [line for line in removed if line]
    return "\n".join([record["text"].replace("\n\n", "\n"), *lines]) if lines else None
