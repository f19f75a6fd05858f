"""Rows into tables: a list of them as JSON, which costs DuckDB less than a parameter for each value."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

Row = dict[str, Any]


def as_json(value: Any) -> str:
    """``value`` as JSON; raises ValueError for what JSON has not (NaN) and what is no UTF-8."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    text.encode("utf8")
    return text


def ddl(columns: Mapping[str, str]) -> str:
    """The columns of a table as SQL."""
    return ", ".join(f'"{column}" {kind}' for column, kind in columns.items())


class Batch:
    """Rows that wait to be inserted, into several tables at once.

    Planning such a statement takes DuckDB longer than running it, and there is nothing to optimise; so the
    optimizer is switched off for them, once for all.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Nothing waits yet."""
        self._connection = connection
        self._waiting: list[tuple[str, list[Any]]] = []

    def add(self, table: str, columns: Mapping[str, str], rows: Sequence[Row]) -> None:
        """Insert rows, each with all ``columns`` of the table in their order."""
        if rows:
            statement = (
                f"INSERT INTO {table} SELECT unnest(row) FROM "
                f"(SELECT unnest(CAST(CAST(? AS JSON) AS STRUCT({ddl(columns)})[])) AS row)"
            )
            self._waiting.append((statement, [as_json(rows)]))

    def values(self, table: str, row: str, count: int, values: list[Any]) -> None:
        """Insert ``count`` rows of ``values``; ``row``: the marks of one."""
        self._waiting.append((f"INSERT INTO {table} VALUES {', '.join([row] * count)}", values))

    def clear(self) -> None:
        """Forget what waits."""
        self._waiting.clear()

    def flush(self) -> None:
        """Insert what waits, in order."""
        if not self._waiting:
            return
        self._connection.execute("PRAGMA disable_optimizer")
        try:
            for statement, values in self._waiting:
                self._connection.execute(statement, values)
        finally:
            self._connection.execute("PRAGMA enable_optimizer")
            self._waiting.clear()
