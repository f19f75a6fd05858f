"""The commitments of a ledger as they are stored, those that were asked for lately in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

import duckdb

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger.bearing import Deed
from dragoman.ledger.inserting import Batch, Row
from dragoman.ledger.lifecycle_schema import LIVES
from dragoman.ledger.lives_index import LivesIndex
from dragoman.ledger.lives_rows import entry_of
from dragoman.ledger.saved import deeds_from_json, terms_from_json
from dragoman.ledger.terms import Terms

_KEPT: Final = 4_000  # commitments in memory before they are forgotten
_DAYS: Final = ("due", "state_since", "late_since", "made", "until", "spoken")


class Stored:
    """A row of ``lives``; what is JSON in it is read when it is asked for."""

    __slots__ = ("_deeds", "_terms", "row")

    def __init__(self, row: Row) -> None:
        """``row``: the columns of ``lives``, days as ISO 8601."""
        self.row = row
        self._terms: Terms | None = None
        self._deeds: list[tuple[Deed, bool]] | None = None

    @property
    def terms(self) -> Terms:
        """What it binds to."""
        if self._terms is None:
            self._terms = terms_from_json(self.row["terms"])
        return self._terms

    @property
    def ended(self) -> bool:
        """Whether nothing moves it any more that happens after the last of its deeds."""
        return bool(self.row["ended"])

    @property
    def deeds(self) -> list[tuple[Deed, bool]]:
        """What bears on it, each with whether it is said of this commitment."""
        if self._deeds is None:
            self._deeds = deeds_from_json(self.row["deeds"])
        return self._deeds


class StoredLives:
    """The table ``lives`` with its index."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, book: CommitmentCodebook) -> None:
        """``connection`` to the ledger; nothing is read before the first question."""
        self._connection = connection
        self.index = LivesIndex(connection, book)
        self._rows: dict[str, Stored] = {}

    def reset(self) -> None:
        """Forget what was looked up: after a transaction that failed."""
        self.index.reset()
        self._rows.clear()

    def tidy(self) -> None:
        """Between two changes: forget what is too much to keep."""
        self.index.tidy()
        if len(self._rows) > _KEPT:
            self._rows.clear()

    def get(self, ids: Collection[str]) -> dict[str, Stored]:
        """Those of these commitments that there are."""
        missing = sorted(id_ for id_ in ids if id_ not in self._rows)
        if missing:
            found = self._connection.execute(
                f"SELECT * FROM lives WHERE id IN ({', '.join('?' * len(missing))})", missing
            ).fetchall()
            for values in found:
                row = dict(zip(LIVES, values, strict=True))
                row |= {day: row[day].isoformat() for day in _DAYS if row[day] is not None}
                self._rows[row["id"]] = Stored(row)
        return {id_: self._rows[id_] for id_ in sorted(ids) if id_ in self._rows}

    def terms(self, ids: Collection[str]) -> list[Terms]:
        """The terms of these commitments, by the day they were made."""
        return sorted((one.terms for one in self.get(ids).values()), key=lambda one: (one.made, one.id))

    def replace(self, batch: Batch, rows: Sequence[Row], gone: Iterable[str] = ()) -> None:
        """Store rows with the ``batch``, in place of those of their ids; remove those that are ``gone``."""
        old = sorted({row["id"] for row in rows}.union(gone) & self.index.ids())
        if old:
            self._connection.execute(f"DELETE FROM lives WHERE id IN ({', '.join('?' * len(old))})", old)
        batch.add("lives", LIVES, [{column: row[column] for column in LIVES} for row in rows])
        for id_ in old:
            self._rows.pop(id_, None)
            self.index.drop(id_)
        for row in rows:
            self._rows[row["id"]] = Stored(row)
            self.index.put(*entry_of(row))
