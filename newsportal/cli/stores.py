"""What commands over the store share: opening the one that is there, and the records they mean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from newsportal.clock import Clock
from newsportal.crawl import store_url
from newsportal.dataset.selection import Selection
from newsportal.errors import StoreError
from newsportal.store import Store
from newsportal.store.database import is_made, shown


@contextmanager
def opened() -> Iterator[Store]:
    """The store that is configured, closed at the end.

    Raises:
        StoreError: There is none, or it cannot be opened or used.
    """
    from newsportal import settings  # refuses a wrong contact, which is the commands' to tell

    if not is_made(store_url()):
        raise StoreError(f"there is no store at {shown(store_url())}: crawl first")
    store = Store(store_url(), Clock.stated(settings.NEWSPORTAL_NOW).stamp)
    try:
        yield store
    except SQLAlchemyError as error:
        raise StoreError(f"the store {shown(store_url())} cannot be used: {error}") from error
    finally:
        store.close()


def selected(options: dict[str, Any]) -> Selection:
    """The selection that a command's options mean; those that were not given say nothing.

    Raises:
        ArgumentError: One of them is wrong.
    """
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in options.items()
        if value
    }
    return Selection(**given)
