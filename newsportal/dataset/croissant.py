"""croissant.json: the dataset as machines read it, by MLCommons' Croissant 1.0.

http://mlcommons.org/croissant/1.0: a description in JSON-LD of the files, their columns and types.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsportal.article import SCHEMA_VERSION
from newsportal.dataset.columns import kinds

CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The names that the standard prescribes."""

TYPES = {"int": "sc:Integer", "float": "sc:Float", "bool": "sc:Boolean", "date": "sc:Date"}
"""Kind of a column to the type of its values; any other is text."""


def croissant(
    about: Mapping[str, str], meanings: Mapping[str, str], files: Mapping[str, str]
) -> dict[str, Any]:
    """The description of a release.

    ``about`` has name, description and date of the dataset, ``meanings`` a sentence for each
    column, ``files`` the digest of each file by its path. The version is one as semver.org has it:
    that of the schema, and the name.
    """
    parquet = {path: digest for path, digest in files.items() if path.endswith(".parquet")}
    folder = {
        "@type": "cr:FileObject", "@id": "folder", "name": "folder", "contentUrl": "./",
        "encodingFormat": "text/directory", "sha256": _digest(parquet),
        "description": "The folder of the release.",
    }  # fmt: skip
    shards = {
        "@type": "cr:FileSet", "@id": "shards", "name": "shards", "containedIn": {"@id": "folder"},
        "encodingFormat": "application/x-parquet", "includes": "data/**/*.parquet",
        "description": "The records, by portal and split.",
    }  # fmt: skip
    fields = [_field(name, kind, meanings.get(name, "")) for name, kind in kinds().items()]
    records = {
        "@type": "cr:RecordSet", "@id": "articles", "name": "articles", "field": fields,
        "key": {"@id": "articles/id"}, "description": "A record for each article.",
    }  # fmt: skip
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": about["name"],
        "description": about["description"],
        "version": f"{SCHEMA_VERSION}.0.0+{about['name'].replace('_', '-')}",
        "datePublished": about["date"],
        "citeAs": f"{about['name']}, {about['date']}: {about['description']}",
        "inLanguage": "vi",
        "license": "unknown: the texts belong to their publishers",
        "isLiveDataset": False,
        "distribution": [folder, shards],
        "recordSet": [records],
    }


def _field(name: str, kind: str, meaning: str) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"articles/{name}",
        "name": name,
        "description": meaning,
        "dataType": TYPES.get(kind, "sc:Text"),
        "source": {"fileSet": {"@id": "shards"}, "extract": {"column": name}},
        **({"repeated": True} if kind.startswith("list") else {}),
    }


def _digest(files: Mapping[str, str]) -> str:
    """A digest for a folder: of those of its files."""
    from hashlib import sha256

    lines = "".join(f"{digest}  {path}\n" for path, digest in sorted(files.items()))
    return sha256(lines.encode()).hexdigest()
