"""The tables and views of a ledger, their version, and the way from older versions.

``docs/ledger.md`` describes them for those who write SQL.  A new version adds a ``Migration``
at the end of ``MIGRATIONS``; those that are there never change once they are published.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import duckdb

from dragoman.errors import LedgerError
from dragoman.ledger import schema_v1, schema_v2
from dragoman.ledger.columns import AGREEMENTS_TOLD, TOLD
from dragoman.ledger.inserting import ddl
from dragoman.ledger.lifecycle_schema import LIVES
from dragoman.ledger.views import VIEWS

_REPORT: Final = "report VARCHAR NOT NULL REFERENCES readings (id)"
_REFERRING: Final = {
    "former_readings": "replaced TIMESTAMP NOT NULL, wire VARCHAR NOT NULL, made_by VARCHAR",
    "corrections": 'n INTEGER NOT NULL, kind VARCHAR NOT NULL, id VARCHAR, field VARCHAR NOT NULL, '
    '"value" VARCHAR NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, nth INTEGER NOT NULL, '
    "reason VARCHAR, made TIMESTAMP NOT NULL",
}  # fmt: skip
_V3: Final = (
    *(f"DROP VIEW IF EXISTS {view}" for view in
      ("reports", "sentences", "event_tellings", "statement_tellings", "acts", "events", "statements",
       "event_parties", "statement_sources", "claims", "copies", "tellings", "commitments", "subjects")),
    *(f"DROP TABLE {table}" for table in ("told", "heard", "lives", "moves", "agreements_told")),
    # a table cannot lose a column while others refer to it
    *(f"CREATE TEMP TABLE {table}_kept AS FROM {table}" for table in _REFERRING),
    *(f"DROP TABLE {table}" for table in _REFERRING),
    "ALTER TABLE readings DROP COLUMN codes",
    "ALTER TABLE readings ADD COLUMN keys UINTEGER[]",
    f"CREATE TABLE agreements_told ({ddl(AGREEMENTS_TOLD)}, FOREIGN KEY (report) REFERENCES readings (id))",
    f"CREATE TABLE told ({ddl(TOLD)}, FOREIGN KEY (report) REFERENCES readings (id))",
    f"CREATE TABLE lives ({ddl(LIVES)}, PRIMARY KEY (id))",
    *VIEWS,
)  # fmt: skip


# DuckDB refuses to update a list in a row that others refer to, so they come back when ``keys`` are there.
_V3_RESTORED: Final = (
    *(f"CREATE TABLE {table} ({_REPORT}, {columns})" for table, columns in _REFERRING.items()),
    *(f"INSERT INTO {table} FROM {table}_kept" for table in _REFERRING),
    *(f"DROP TABLE {table}_kept" for table in _REFERRING),
)


@dataclass(frozen=True, slots=True)
class Migration:
    """The statements that bring a ledger from the version before to ``version``.

    ``derived``: what is computed from the readings must be computed again; ``restored``: statements for
    after that.
    """

    version: int
    statements: tuple[str, ...]
    derived: bool = False
    restored: tuple[str, ...] = ()


MIGRATIONS: Final = (
    Migration(1, schema_v1.STATEMENTS),
    Migration(2, schema_v2.STATEMENTS, derived=True),
    Migration(3, _V3, derived=True, restored=_V3_RESTORED),
)
VERSION: Final = MIGRATIONS[-1].version


def prepare(connection: duckdb.DuckDBPyConnection, path: str, *, read_only: bool) -> tuple[str, ...] | None:
    """Bring the ledger to ``VERSION``: make its tables in an empty file, migrate an older one.

    Not None if what is derived from the readings must be computed again; then a transaction is open, for
    the caller to end when it has run the statements that are returned.  Raises LedgerError for a newer
    ledger, for a DuckDB file that is no ledger, and for an older one that is open for reading only.
    """
    version = _version(connection, path)
    if version > VERSION:
        raise LedgerError(
            f"{path}: the ledger has schema version {version}, this dragoman knows versions up to {VERSION}. "
            "Install a newer dragoman: pip install --upgrade dragoman"
        )
    if version == VERSION:
        return None
    if read_only:
        raise LedgerError(
            f"{path}: the ledger has schema version {version}, this dragoman needs {VERSION}. "
            "Open it for writing once, to bring it up to date: Ledger(path)"
        )
    connection.execute("BEGIN")
    pending = MIGRATIONS[version:]
    for migration in pending:
        for statement in migration.statements:
            connection.execute(statement)
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('schema_version', ?)", [str(VERSION)])
    restored = tuple(statement for migration in pending for statement in migration.restored)
    if version and any(migration.derived for migration in pending):
        return restored
    for statement in restored:
        connection.execute(statement)
    connection.execute("COMMIT")
    return None


def _version(connection: duckdb.DuckDBPyConnection, path: str) -> int:
    """The ledger's schema version; 0 for a database without tables."""
    tables = {row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if not tables:
        return 0
    if {"meta", "readings"} <= tables:
        rows = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchall()
        if rows and str(rows[0][0]).isdigit():
            return int(rows[0][0])
    raise LedgerError(
        f"{path}: a DuckDB database, but not a ledger. "
        "Give the path of a ledger, or of a file that does not exist yet, to make one."
    )
