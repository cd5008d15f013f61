"""``newsportal store ...``: its commands and their options; each has a module of its own."""

from __future__ import annotations

from typing import Annotated

import typer

from newsportal.cli.dataset import Json
from newsportal.cli.running import run_command

stores = typer.Typer(help="The store as a whole: move it, back it up.", no_args_is_help=True)


@stores.command("copy")
def store_copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="A store's address or file.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="An empty one's.")],
    as_json: Json = False,
) -> None:
    """Copy a store into an empty one: SQLite to PostgreSQL, or back; each count is compared.

    No run may work meanwhile. Exit code 2 for a wrong address, 4 while a run works, 5 where the
    target is not empty, a database cannot be used or a count differs: then nothing was copied.
    """
    run_command("store_copy", source, target, as_json)


@stores.command("backup")
def store_backup(
    file: Annotated[str, typer.Argument(help="The file to write, a store in SQLite.")],
    as_json: Json = False,
) -> None:
    """Write a whole copy of the SQLite store to a file, also while a run works.

    To restore it, put it in the store's place. Exit code 2 for a store in PostgreSQL, which
    pg_dump backs up, 5 where there is no store or no room.
    """
    run_command("store_backup", file, as_json)
