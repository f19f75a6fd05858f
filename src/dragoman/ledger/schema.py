"""The tables and views of a ledger, their version, and the way from older versions.

``docs/ledger.md`` describes them for those who write SQL.  A new version adds a ``Migration``
at the end of ``MIGRATIONS``; those that are there never change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import duckdb

from dragoman.errors import LedgerError

SPAN: Final = 'STRUCT("text" VARCHAR, "start" INTEGER, "end" INTEGER)'
ACTOR: Final = "STRUCT(name VARCHAR, country VARCHAR, sector VARCHAR, role VARCHAR)"
PARTY: Final = f'STRUCT("text" VARCHAR, "start" INTEGER, "end" INTEGER, actor {ACTOR})'

# Columns of the tables that hang on a report, in order.  Those of the wire form keep its names;
# "n" counts from 0 within the report.
COLUMNS: Final[dict[str, dict[str, str]]] = {
    "statements": {
        "n": "INTEGER",
        "id": "VARCHAR",
        "speaker": PARTY,
        "addressee": PARTY,
        "cue": SPAN,
        "content": f"{SPAN}[]",
        "quoted": "VARCHAR",
        "via": f"{PARTY}[]",
        "venue": "VARCHAR",
        "date": "VARCHAR",
        "speaker_code": "VARCHAR",
        "addressee_code": "VARCHAR",
        "date_from": "DATE",
        "date_to": "DATE",
    },
    "events": {
        "n": "INTEGER",
        "id": "VARCHAR",
        "type": "VARCHAR",
        "mode": "VARCHAR",
        "trigger": SPAN,
        "source": f"{PARTY}[]",
        "target": f"{PARTY}[]",
        "date": "VARCHAR",
        "place": "VARCHAR",
        "modality": "VARCHAR",
        "cameo": "VARCHAR",
        "goldstein": "DOUBLE",
        "deaths": "BIGINT",
        "confidence": "DOUBLE",
        "statement": "VARCHAR",
        "source_codes": "VARCHAR[]",
        "target_codes": "VARCHAR[]",
        "date_from": "DATE",
        "date_to": "DATE",
    },
    "acts": {
        "n": "INTEGER",
        "id": "VARCHAR",
        "force": "VARCHAR",
        "trigger": SPAN,
        "holder": PARTY,
        "counterpart": PARTY,
        "content": SPAN,
        "condition": SPAN,
        "deadline": SPAN,
        "red_line": "BOOLEAN",
        "statement": "VARCHAR",
        "content_event": "VARCHAR",
        "condition_event": "VARCHAR",
        "confidence": "DOUBLE",
        "holder_code": "VARCHAR",
        "counterpart_code": "VARCHAR",
        "made": "VARCHAR",
        "commitment": "VARCHAR",
        "ends": "BOOLEAN",
    },
}


def _table(name: str) -> str:
    columns = ", ".join(f'"{column}" {kind}' for column, kind in COLUMNS[name].items())
    return (
        f"CREATE TABLE {name} (report VARCHAR NOT NULL REFERENCES readings (id), {columns}, "
        "PRIMARY KEY (report, id))"
    )


# Where tellings of one commitment differ, the earliest speaks for it; the report's id and the
# act's number make the order total, so that it doesn't depend on the order of recording.
_FIRST: Final = "ORDER BY made NULLS LAST, report, n"

_VIEWS: Final = (
    """CREATE VIEW reports AS
       SELECT id, title, source, url, published, known, recorded,
              wire ->> '$.text' AS "text" FROM readings""",
    """CREATE VIEW sentences AS
       SELECT report, n - 1 AS n, ranges[n]."start" AS "start", ranges[n]."end" AS "end",
              substring("text", ranges[n]."start" + 1, ranges[n]."end" - ranges[n]."start") AS "text"
       FROM (SELECT report, "text", ranges, unnest(range(1, len(ranges) + 1)) AS n
             FROM (SELECT id AS report, wire ->> '$.text' AS "text",
                          from_json(wire -> '$.sentences', '[{"start": "INTEGER", "end": "INTEGER"}]')
                          AS ranges
                   FROM readings))""",
    """CREATE VIEW event_parties AS
       SELECT report, id AS event, side, party."text" AS "text", party."start" AS "start",
              party."end" AS "end", party.actor.name AS name, party.actor.country AS country,
              party.actor.sector AS sector, party.actor.role AS "role",
              CASE WHEN party.actor.country IN ('IGO', 'NGO') AND party.actor.name <> '' THEN party.actor.name
                   ELSE party.actor.country END AS code
       FROM (SELECT report, id, 'source' AS side, unnest(source) AS party FROM events
             UNION ALL SELECT report, id, 'target' AS side, unnest(target) AS party FROM events)""",
    """CREATE VIEW statement_sources AS
       SELECT report, id AS statement, step, via[step]."text" AS "text", via[step]."start" AS "start",
              via[step]."end" AS "end", via[step].actor.name AS name, via[step].actor.country AS country
       FROM (SELECT report, id, via, unnest(range(1, len(via) + 1)) AS step FROM statements)""",
    """CREATE VIEW tellings AS
       SELECT a.commitment, a.report, a.id AS act, a.n, a.made, a.force, a.holder_code, a.counterpart_code,
              a.content."text" AS content, a.condition."text" AS condition, a.deadline."text" AS deadline,
              a.red_line, a.ends, a.content_event, a.condition_event, a.statement, a.trigger,
              r.title, r.source, r.url, r.published, r.known
       FROM acts a JOIN readings r ON r.id = a.report""",
    f"""CREATE VIEW commitments AS
       SELECT commitment AS id, any_value(force) AS force,
              any_value(holder_code) AS holder, any_value(counterpart_code) AS counterpart,
              first(content {_FIRST}) AS content, first(condition {_FIRST}) AS condition,
              first(deadline {_FIRST}) FILTER (deadline IS NOT NULL) AS deadline,
              bool_or(red_line) AS red_line,
              CASE WHEN bool_or(condition IS NOT NULL OR condition_event IS NOT NULL) THEN 'conditional'
                   WHEN any_value(force) = 'demand' THEN 'open'
                   ELSE 'detached' END AS state,
              min(made) AS state_since, count(*) AS tellings, min(made) AS first_made, max(made) AS last_made
       FROM tellings GROUP BY commitment""",
)


@dataclass(frozen=True, slots=True)
class Migration:
    """The statements that bring a ledger from the version before to ``version``."""

    version: int
    statements: tuple[str, ...]


MIGRATIONS: Final = (
    Migration(
        1,
        (
            "CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)",
            "CREATE TABLE readings (id VARCHAR PRIMARY KEY, title VARCHAR, source VARCHAR, url VARCHAR, "
            "published DATE, known DATE NOT NULL, recorded TIMESTAMP NOT NULL, wire VARCHAR NOT NULL)",
            *(_table(name) for name in COLUMNS),
            "CREATE INDEX acts_of_commitment ON acts (commitment)",
            *_VIEWS,
        ),
    ),
)
VERSION: Final = MIGRATIONS[-1].version


def prepare(connection: duckdb.DuckDBPyConnection, path: str, *, read_only: bool) -> None:
    """Bring the ledger to ``VERSION``: make its tables in an empty file, migrate an older one.

    Raises LedgerError for a newer ledger, for a DuckDB file that is no ledger, and for an
    older one that is open for reading only.
    """
    version = _version(connection, path)
    if version > VERSION:
        raise LedgerError(
            f"{path}: the ledger has schema version {version}, this dragoman knows versions up to {VERSION}. "
            "Install a newer dragoman: pip install --upgrade dragoman"
        )
    if version == VERSION:
        return
    if read_only:
        raise LedgerError(
            f"{path}: the ledger has schema version {version}, this dragoman needs {VERSION}. "
            "Open it for writing once, to bring it up to date: Ledger(path)"
        )
    connection.execute("BEGIN")
    for migration in MIGRATIONS[version:]:
        for statement in migration.statements:
            connection.execute(statement)
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('schema_version', ?)", [str(VERSION)])
    connection.execute("COMMIT")


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
