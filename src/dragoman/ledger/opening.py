"""Opening a ledger's file, and refusing one that is not sound."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import duckdb

from dragoman.errors import LedgerError
from dragoman.ledger.boundary import RESTORE, boundary

# Nothing is fetched from the network, whatever a query names.
_CONFIG: Final[dict[str, str | bool | int | float | list[str]]] = {"autoinstall_known_extensions": "false"}
# Recording is many small statements; more threads only wait for each other (a fifth of the time).
_WRITING: Final[dict[str, str | bool | int | float | list[str]]] = {"threads": 1}
_FILE_HEADERS: Final = 3 * 4096


def opened(path: str, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """A connection to the file at ``path``, made if it isn't there (not with ``read_only``).

    Raises LedgerError if it cannot be opened, or is cut short.
    """
    clean = not Path(f"{path}.wal").exists()
    with boundary(path, "be opened"):
        config = _CONFIG if read_only else _CONFIG | _WRITING
        connection = duckdb.connect(path, read_only=read_only, config=config)
    try:
        with boundary(path, "be opened"):
            if clean and path != ":memory:":
                _check_size(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_size(connection: duckdb.DuckDBPyConnection, path: str) -> None:
    """Refuse a file that ends before its last block in use."""
    ((size, blocks, used),) = connection.execute(
        "SELECT block_size, total_blocks, used_blocks FROM pragma_database_size()"
    ).fetchall()
    held = (os.path.getsize(path) - _FILE_HEADERS) // size if blocks else 0
    # a sound file may have fewer blocks than it counts: DuckDB cuts off free ones at the end
    if held < blocks and (held < used or held <= _last_block(connection)):
        raise LedgerError(f"{path}: the ledger cannot be opened: the file is damaged (cut short). {RESTORE}")


def _last_block(connection: duckdb.DuckDBPyConnection) -> int:
    """The number (from 0) of the last block that holds rows or their description."""
    tables = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
    sources = ["pragma_metadata_info()", *(f"pragma_storage_info('{name}')" for name in tables)]
    return max(
        connection.execute(f"SELECT max(block_id) FROM {source}").fetchall()[0][0] or 0 for source in sources
    )
