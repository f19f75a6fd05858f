"""Putting another reading in the place of one that is stored: a correction, or the report read again."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

import duckdb

from dragoman.ledger.corrections import Correction, Wire, corrected, value_of
from dragoman.ledger.inserting import as_json
from dragoman.ledger.writer import Writer
from dragoman.types import Reading


@dataclass(frozen=True, slots=True)
class Recoded:
    """A report read again: its reading ``before`` and ``after``, and the corrections ``lost`` because the
    new reading has nothing where they apply (they are kept, for the next)."""

    before: Reading
    after: Reading
    lost: tuple[Correction, ...]


class Amendments:
    """Changes of stored readings; all methods but ``waiting`` run within the caller's transaction."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, writer: Writer) -> None:
        """``writer`` lets what rests on a reading follow."""
        self._connection = connection
        self._writer = writer

    def waiting(self, made_by: str | None) -> list[str]:
        """The reports that other versions than ``made_by`` have read (all if None), by publication."""
        return [
            row[0]
            for row in self._connection.execute(
                "SELECT id FROM readings WHERE ? IS NULL OR made_by IS DISTINCT FROM ? "
                "ORDER BY published NULLS LAST, id",
                [made_by, made_by],
            ).fetchall()
        ]

    def correct(self, report: str, wire: Wire, one: Correction, reason: str | None, now: dt.datetime) -> None:
        """Store a correction of the reading ``wire`` and apply it."""
        self._connection.execute(
            "INSERT INTO corrections SELECT ?, count(*), ?, ?, ?, ?, ?, ?, ?, ?, ? "
            "FROM corrections WHERE report = ?",
            [report, one.kind, one.id, one.field, as_json(one.value), one.start, one.end, one.nth, reason,
             now, report],
        )  # fmt: skip
        self._put(report, wire, corrected(wire, [one])[0], now)

    def uncorrect(self, report: str, id_: str, field: str, now: dt.datetime) -> bool:
        """Take back the last correction of a field; False if there is none.

        The reading that it replaced is among the former ones, and has the value before.
        """
        found = self._connection.execute(
            'SELECT n, kind, "start", "end", nth, made FROM corrections '
            "WHERE report = ? AND id = ? AND field = ? ORDER BY n DESC LIMIT 1",
            [report, id_, field],
        ).fetchall()
        if not found:
            return False
        ((n, kind, start, end, nth, made),) = found
        ((wire, made_by),) = self._connection.execute(
            "SELECT wire, made_by FROM readings WHERE id = ?", [report]
        ).fetchall()
        former = self._connection.execute(
            "SELECT wire, made_by FROM former_readings WHERE report = ? AND replaced = ?", [report, made]
        ).fetchall()
        self._connection.execute("DELETE FROM corrections WHERE report = ? AND n = ?", [report, n])
        self._connection.execute("UPDATE corrections SET n = n - 1 WHERE report = ? AND n > ?", [report, n])
        # none where the correction said what was read
        for text, by in former:
            value = value_of(json.loads(text), kind, (start, end), nth, field)
            undone = Correction(kind, id_, field, value, start, end, nth)
            self._put(report, json.loads(wire), corrected(json.loads(wire), [undone])[0], now)
            if by != made_by:
                self._connection.execute("UPDATE readings SET made_by = NULL WHERE id = ?", [report])
        return True

    def recode(self, reading: Reading, made_by: str, now: dt.datetime) -> Recoded:
        """Let ``reading``, with the report's corrections, take the place of the one that is stored."""
        report = reading.report.id
        ((text,),) = self._connection.execute("SELECT wire FROM readings WHERE id = ?", [report]).fetchall()
        before, corrections = json.loads(text), self._corrections(report)
        after, applied = corrected(reading.to_dict(), corrections)
        for n, (old, new) in enumerate(zip(corrections, applied, strict=True)):
            if old.id != new.id:
                self._connection.execute(
                    "UPDATE corrections SET id = ? WHERE report = ? AND n = ?", [new.id, report, n]
                )
        self._put(report, before, after, now)
        self._connection.execute("UPDATE readings SET made_by = ? WHERE id = ?", [made_by, report])
        lost = tuple(one for one in applied if one.id is None)
        return Recoded(Reading.from_dict(before), Reading.from_dict(after), lost)

    def _corrections(self, report: str) -> list[Correction]:
        rows = self._connection.execute(
            'SELECT kind, id, field, "value", "start", "end", nth FROM corrections '
            "WHERE report = ? ORDER BY n",
            [report],
        ).fetchall()
        return [
            Correction(kind, id_, field, json.loads(value), start, end, nth)
            for kind, id_, field, value, start, end, nth in rows
        ]

    def _put(self, report: str, before: Wire, after: Wire, now: dt.datetime) -> None:
        if after == before:
            return
        self._connection.execute(
            "INSERT INTO former_readings SELECT id, ?, wire, made_by FROM readings WHERE id = ?",
            [now, report],
        )
        self._connection.execute("UPDATE readings SET wire = ? WHERE id = ?", [as_json(after), report])
        ((withdrawn,),) = self._connection.execute(
            "SELECT withdrawn IS NOT NULL FROM readings WHERE id = ?", [report]
        ).fetchall()
        self._writer.replace(Reading.from_dict(after), withdrawn)
