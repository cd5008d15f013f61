"""The columns of an exported record: the fields of `Article`, and what is said about each record.

The fields and their types are those of the class, and are written nowhere a second time.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import lru_cache
from types import UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

from newsportal.article import Article
from newsportal.dataset import gates
from newsportal.errors import StoreError

if TYPE_CHECKING:
    import pyarrow as pa

BESIDE: tuple[tuple[str, str, str], ...] = (
    ("state", "str", "live; gone, where the portal took it from its site; withdrawn"),
    ("published_on", "date", "the day of `date_published`, as a date"),
    ("year", "int", "its year: with `portal` what the files are divided by"),
    ("relation", "str", "to the record in `cluster`: republished, syndicated, updated, edited"),
    *gates.COLUMNS,
)
"""What is said about a record beside its fields: name, type, meaning."""

NAMES = (*(each.name for each in fields(Article)), *(name for name, _, _ in BESIDE))
"""The columns in their order."""


def arrow() -> Any:
    """The module pyarrow.

    Raises:
        StoreError: It is not installed.
    """
    try:
        import pyarrow as module
        import pyarrow.parquet
    except ImportError as error:
        raise StoreError(
            f"Parquet needs pyarrow: pip install 'newsportal[data]' ({error})"
        ) from error
    return module


@lru_cache(maxsize=1)
def schema() -> pa.Schema:
    """The Arrow schema of an exported record.

    Raises:
        StoreError: pyarrow is not installed.
    """
    module = arrow()
    own = [(name, _type(module, hint)) for name, hint in get_type_hints(Article).items()]
    beside = [(name, _plain(module, kind)) for name, kind, _ in BESIDE]
    return module.schema([*own, *beside])


def kinds() -> dict[str, str]:
    """Each column and the kind of its values: str, int, float, bool, date, or that of a node.

    >>> [kinds()[name] for name in ("id", "version", "authors", "warc", "published_on")]
    ['str', 'int', 'list', 'WarcPosition', 'date']
    """
    own = {name: _kind(hint) for name, hint in get_type_hints(Article).items()}
    return own | {name: kind for name, kind, _ in BESIDE}


def _kind(hint: Any) -> str:
    hint = _stated(hint)
    return str((get_origin(hint) or hint).__name__)


def _stated(hint: Any) -> Any:
    """A type without the None that it may be as well."""
    if get_origin(hint) in (Union, UnionType):
        return next(each for each in get_args(hint) if each is not type(None))
    return hint


def _type(module: Any, hint: Any) -> Any:
    """The Arrow type of a field. What is keyed by names becomes a list: many readers lack maps."""
    hint = _stated(hint)
    if get_origin(hint) is list:
        return module.list_(_type(module, get_args(hint)[0]))
    if get_origin(hint) is dict:
        return module.list_(module.struct([("name", module.string()), ("value", module.string())]))
    if is_dataclass(hint):
        parts = get_type_hints(hint).items()
        return module.struct([(name, _type(module, each)) for name, each in parts])
    return _plain(module, hint.__name__)


def _plain(module: Any, kind: str) -> Any:
    if kind.startswith("list["):
        return module.list_(_plain(module, kind.removeprefix("list[").removesuffix("]")))
    names = {"str": "string", "int": "int64", "float": "float64", "bool": "bool_", "date": "date32"}
    return getattr(module, names[kind])()


def batch(rows: list[dict[str, Any]]) -> pa.RecordBatch:
    """Rows as one Arrow batch.

    Raises:
        StoreError: pyarrow is not installed.
    """
    return arrow().RecordBatch.from_pylist([_for_arrow(row) for row in rows], schema=schema())


def _for_arrow(row: dict[str, Any]) -> dict[str, Any]:
    named = row["field_sources"] or {}
    return {
        **row,
        "field_sources": [{"name": name, "value": named[name]} for name in named],
        "published_on": _date(row["published_on"]),
    }


def _date(day: str | None) -> Any:
    from datetime import date

    return date.fromisoformat(day) if day else None


@lru_cache(maxsize=1)
def meanings() -> dict[str, str]:
    """Each column and what it means, in a sentence; of the fields that of the class."""
    from itemadapter import ItemAdapter

    own = ItemAdapter.get_json_schema(Article)["properties"]
    said = {name: " ".join(form.get("description", "").split()) for name, form in own.items()}
    return said | {name: meaning for name, _, meaning in BESIDE}
