"""The one truth of what was found, fetched and stored: SQLite by default, PostgreSQL by address."""

from newsportal.store.frontier import Pending
from newsportal.store.listings import ListingState
from newsportal.store.saving import Outcome
from newsportal.store.store import Counts, Store

__all__ = ["Counts", "ListingState", "Outcome", "Pending", "Store"]
