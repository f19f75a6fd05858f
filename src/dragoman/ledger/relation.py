"""What a question to the ledger gives: rows that turn into the frames people use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import duckdb

from dragoman.errors import LedgerError
from dragoman.ledger.boundary import boundary

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


class Relation:
    """A table computed when it is asked for.

    It is valid as long as the ledger is open, and each conversion shows what is recorded by
    then.  A span is a struct ``{text, start, end}``, a party the same with ``actor``, as in the
    wire form.  All conversions raise ``LedgerError`` if the ledger cannot be read (or is
    closed), and where the package that they need is not installed.
    """

    __slots__ = ("_connection", "_path", "_relation")

    def __init__(self, connection: duckdb.DuckDBPyConnection, query: str, path: str) -> None:
        """``path`` is that of the ledger, for messages."""
        with boundary(path, "be read"):
            self._relation = connection.sql(query)
        # kept, since a connection that nobody holds closes itself
        self._connection = connection
        self._path = path

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order."""
        return list(self._relation.columns)

    def __len__(self) -> int:
        """The number of rows."""
        with boundary(self._path, "be read"):
            found = self._relation.aggregate("count(*)").fetchall()
        return int(found[0][0])

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The rows, as in ``rows()``."""
        return iter(self.rows())

    def rows(self) -> list[dict[str, Any]]:
        """Each row as a dict; structs are dicts, lists are lists, null is None."""
        with boundary(self._path, "be read"):
            found = self._relation.fetchall()
        columns = self.columns
        return [dict(zip(columns, row, strict=True)) for row in found]

    def arrow(self) -> pa.Table:
        """An Arrow table.  Needs pyarrow: ``pip install "dragoman[arrow]"``."""
        self._need("pyarrow", "arrow")
        with boundary(self._path, "be read"):
            table: pa.Table = self._relation.to_arrow_table()
        return table

    def df(self) -> pd.DataFrame:
        """A pandas data frame.  Needs pandas: ``pip install "dragoman[pandas]"``."""
        self._need("pandas", "pandas")
        with boundary(self._path, "be read"):
            frame: pd.DataFrame = self._relation.df()
        return frame

    def pl(self) -> pl.DataFrame:
        """A Polars data frame.  Needs polars and pyarrow: ``pip install "dragoman[polars]"``."""
        self._need("polars", "polars")
        self._need("pyarrow", "polars")
        with boundary(self._path, "be read"):
            frame: pl.DataFrame = self._relation.pl()
        return frame

    def _need(self, package: str, extra: str) -> None:
        try:
            __import__(package)
        except ImportError as error:
            raise LedgerError(
                f'{self._path}: this needs {package}, which is not installed: pip install "dragoman[{extra}]"'
            ) from error
