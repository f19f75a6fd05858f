"""What recording does to the tables, within one transaction of the caller's."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Sequence
from typing import Any, Final

import duckdb

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger import commitment_identity, copies, event_identity, statement_identity
from dragoman.ledger.assignments import Assignments, Place
from dragoman.ledger.former import upgraded
from dragoman.ledger.leaders import Key, Telling
from dragoman.ledger.lifecycle import Lives
from dragoman.ledger.reconcile import Source, reconciled
from dragoman.ledger.rows import INSERTION, Row, as_json, rows
from dragoman.types import Reading

_KEPT = 50_000  # tellings in memory before they are forgotten
_READINGS: Final = Place(
    "readings", "id", "''", "origin", "''", "withdrawn IS NOT NULL", "origin IS NOT NULL"
)
_STATEMENTS: Final = Place("told", "report", "id", "whole", "block", "withdrawn", "kind = 'statement'")
_EVENTS: Final = Place("told", "report", "id", "whole", "block", "withdrawn", "kind = 'event'")
_ACTS: Final = Place("told", "report", "id", "whole", "block", "withdrawn", "kind = 'act'")
_TYPES: Final = (
    "id VARCHAR, type VARCHAR, mode VARCHAR, modality VARCHAR, disputed BOOLEAN, source_codes VARCHAR[], "
    'target_codes VARCHAR[], "date" VARCHAR, date_from DATE, date_to DATE, place VARCHAR, '
    "place_country VARCHAR, latitude DOUBLE, longitude DOUBLE, cameo VARCHAR, goldstein DOUBLE, "
    "deaths_min BIGINT, deaths_max BIGINT, injured_min BIGINT, injured_max BIGINT, arrested_min BIGINT, "
    "arrested_max BIGINT, confidence DOUBLE, tellings INTEGER, reports INTEGER, independent INTEGER, "
    "known DATE, recorded TIMESTAMP, report VARCHAR, telling VARCHAR, body VARCHAR"
)
_HAPPENINGS: Final = (
    "INSERT INTO happenings SELECT unnest(row) FROM "
    f"(SELECT unnest(CAST(CAST(? AS JSON) AS STRUCT({_TYPES})[])) AS row)"
)


class Writer:
    """Keeps all that is derived from the readings in step with them."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, book: CommitmentCodebook) -> None:
        """``book`` says what counts as the same."""
        self._connection = connection
        self._book = book
        self._reports = Assignments(connection, _READINGS, copies.name, copies.match)
        self._statements = Assignments(
            connection, _STATEMENTS, statement_identity.name, statement_identity.match
        )
        self._events = Assignments(connection, _EVENTS, event_identity.name, event_identity.match)
        self._acts = Assignments(connection, _ACTS, commitment_identity.name, commitment_identity.match)
        self._lives = Lives(connection, book)
        self._sources: dict[str, Source] = {}

    def reset(self) -> None:
        """Forget what was looked up: after a transaction that failed."""
        for kind in (self._reports, self._statements, self._events, self._acts):
            kind.reset()
        self._lives.reset()
        self._sources.clear()

    def record(self, readings: Sequence[Reading], now: dt.datetime, made_by: str | None) -> None:
        """Store new readings and what follows from them.

        Raises ValueError for a reading that is not UTF-8 or JSON.
        """
        if (
            max(len(kind.pool) for kind in (self._reports, self._statements, self._events, self._acts))
            > _KEPT
        ):
            self.reset()
        wires = [reading.to_dict() for reading in readings]
        tellings = [copies.report_telling(reading.report) for reading in readings]
        copied = self._reports.add(tellings).reports
        for reading, wire, telling in zip(readings, wires, tellings, strict=True):
            report = reading.report
            known = report.published or now.date()
            self._sources[report.id] = Source(
                telling.leader or report.id, known.isoformat(), now.isoformat(sep=" ")
            )
            self._insert(
                "INSERT INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, ?, ?, ?, ?, ?)",
                [
                    report.id, report.title, report.source, report.url, report.published, known, now,
                    as_json(wire), made_by, telling.leader, telling.first, telling.last,
                    sorted(telling.codes), as_json(telling.facts),
                ],
            )  # fmt: skip
        self._derive(readings, wires, copied)

    def _derive(self, readings: Sequence[Reading], wires: Sequence[dict[str, Any]], copied: set[str]) -> None:
        """Store what the readings tell; ``copied``: other reports that are now copies of another one."""
        statements = [statement_identity.statement_tellings(reading, self._book) for reading in readings]
        events = [event_identity.event_tellings(reading, self._book) for reading in readings]
        self._statements.add([telling for found in statements for telling in found])
        changed = self._events.add([telling for found in events for telling in found]).names
        acts = [commitment_identity.commitment_tellings(reading, self._book) for reading in readings]
        commitments = self._acts.add([telling for found in acts for telling in found]).names
        bodies: dict[Key, str] = {}
        found: list[Row] = []
        for reading, wire, said, done, bound in zip(readings, wires, statements, events, acts, strict=True):
            report = reading.report.id
            identities = {("statement", telling.key[1]): telling for telling in said}
            identities |= {("event", telling.key[1]): telling for telling in done}
            identities |= {("act", telling.key[1]): telling for telling in bound}
            for row in rows(reading, wire, self._book):
                telling = identities.get((row["kind"], row["id"]))
                found.append(row | (_identity(telling) if telling else {}))
                if row["kind"] == "event":
                    bodies[report, row["id"]] = row["body"]
        if found:
            self._insert(INSERTION, [as_json(found)])
        for reading in readings:
            source = self._source(reading.report.id)
            known, recorded = dt.date.fromisoformat(source.known), dt.datetime.fromisoformat(source.recorded)
            self._lives.hear(reading, known, recorded)
        reports = {reading.report.id for reading in readings}
        self._settle(commitments, changed | self._told_in(copied), reports, bodies)

    def withdraw(self, report: str) -> None:
        """Let a report that ``readings`` marks as withdrawn count no more."""
        copied = self._reports.withdraw(report).reports
        self._statements.withdraw(report)
        events = self._events.withdraw(report).names
        self._connection.execute("UPDATE told SET withdrawn = true WHERE report = ?", [report])
        commitments = self._acts.withdraw(report).names
        self._lives.withdraw(report)
        self._settle(commitments, events | self._told_in(copied), {report}, {})

    def replace(self, reading: Reading, withdrawn: bool) -> None:
        """Let another reading of a report that is there take the place of the one before.

        ``withdrawn``: ``readings`` marks the report so.
        """
        report = reading.report.id
        self._statements.remove(report)
        events = self._events.remove(report).names
        commitments = self._acts.remove(report).names
        self._connection.execute("DELETE FROM told WHERE report = ?", [report])
        self._lives.forget(report)
        self._settle(commitments, events, {report}, {})
        self._derive([reading], [reading.to_dict()], set())
        if withdrawn:
            self.withdraw(report)

    def rebuild(self) -> None:
        """Compute all that is derived again, from the readings as they are stored."""
        self.reset()
        for table in ("told", "heard", "agreements_told", "lives", "moves"):
            self._connection.execute(f"DELETE FROM {table}")
        self._connection.execute("DELETE FROM happenings")
        self._connection.execute("UPDATE readings SET origin = NULL")
        found = self._connection.execute(
            "SELECT id, withdrawn IS NOT NULL FROM readings ORDER BY id"
        ).fetchall()
        for report, withdrawn in found:
            ((wire,),) = self._connection.execute(
                "SELECT wire FROM readings WHERE id = ?", [report]
            ).fetchall()
            reading = Reading.from_dict(upgraded(json.loads(wire)))
            telling = copies.report_telling(reading.report)
            copied = self._reports.add([telling]).reports
            self._connection.execute(
                'UPDATE readings SET wire = ?, origin = ?, "first" = ?, "last" = ?, codes = ?, facts = ? '
                "WHERE id = ?",
                [
                    as_json(reading.to_dict()),
                    telling.leader,
                    telling.first,
                    telling.last,
                    sorted(telling.codes),
                    as_json(telling.facts),
                    report,
                ],
            )
            self._derive([reading], [reading.to_dict()], copied)
            if withdrawn:
                self.withdraw(report)

    # --- what rests on it --------------------------------------------------------------------

    def _settle(
        self, commitments: set[str], events: set[str], reports: set[str], bodies: dict[Key, str]
    ) -> None:
        """Compute the rows of ``events`` again, and let commitments follow; ``bodies``: those at hand."""
        made: list[Row] = []
        if events:
            members = {name: self._events.members(name) for name in sorted(events)}
            there = [found for found in members.values() if found]
            self._look_up({telling.key[0] for found in there for telling in found})
            bodies = bodies | self._bodies({found[0].key for found in there} - bodies.keys())
            made = [reconciled(found, self._sources) | {"body": bodies[found[0].key]} for found in there]
            self._connection.execute("DELETE FROM happenings WHERE list_contains(?, id)", [list(members)])
            if made:
                self._insert(_HAPPENINGS, [as_json(made)])
        bound = {name: [telling.key for telling in self._acts.members(name)] for name in sorted(commitments)}
        there_now = {row["id"]: row for row in made}
        self._lives.update(bound, {name: there_now.get(name) for name in sorted(events)}, reports)

    def _insert(self, statement: str, parameters: list[Any]) -> None:
        """Run a plain statement: planning it takes longer than running it."""
        self._connection.execute("PRAGMA disable_optimizer")
        try:
            self._connection.execute(statement, parameters)
        finally:
            self._connection.execute("PRAGMA enable_optimizer")

    def _look_up(self, reports: set[str]) -> None:
        """Have what is known of these reports at hand."""
        missing = sorted(reports - self._sources.keys())
        if missing:
            for report, origin, known, recorded in self._connection.execute(
                "SELECT id, origin, known, recorded FROM readings WHERE list_contains(?, id)", [missing]
            ).fetchall():
                self._sources[report] = Source(origin, known.isoformat(), recorded.isoformat(sep=" "))

    def _bodies(self, keys: Collection[Key]) -> dict[Key, str]:
        if not keys:
            return {}
        found = self._connection.execute(
            "SELECT report, id, body FROM told WHERE kind = 'event' AND list_contains(?, report)",
            [sorted({report for report, _ in keys})],
        ).fetchall()
        return {(report, id_): body for report, id_, body in found}

    def _source(self, report: str) -> Source:
        self._look_up({report})
        return self._sources[report]

    def _told_in(self, reports: set[str]) -> set[str]:
        """The events told by these reports, which are copies of another one than before."""
        if not reports:
            return set()
        for report in reports:
            self._sources.pop(report, None)
        return self._column(
            "SELECT DISTINCT whole FROM told WHERE kind = 'event' AND list_contains(?, report)",
            sorted(reports),
        )

    def _column(self, query: str, *parameters: Any) -> set[str]:
        return {row[0] for row in self._connection.execute(query, list(parameters)).fetchall()}


def _identity(telling: Telling) -> dict[str, Any]:
    return {
        "whole": telling.leader, "leads": telling.leader == telling.name, "block": telling.block,
        "first": telling.first, "last": telling.last, "codes": sorted(telling.codes),
        "facts": as_json(telling.facts),
    }  # fmt: skip
