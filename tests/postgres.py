"""An empty database of the PostgreSQL server that is configured, gone when its test is done."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

SERVER = os.environ.get(
    "NEWSPORTAL_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)


def database() -> Iterator[str]:
    """Its address; skips where there is no server or driver."""
    pytest.importorskip("psycopg")
    name = f"newsportal_{secrets.token_hex(4)}"
    try:
        server = create_engine(SERVER, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(text(f"create database {name}"))
    except SQLAlchemyError as error:
        pytest.skip(f"no PostgreSQL answers at {SERVER}: {error.__class__.__name__}")
    yield SERVER.rsplit("/", 1)[0] + f"/{name}"
    with server.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))
    server.dispose()
