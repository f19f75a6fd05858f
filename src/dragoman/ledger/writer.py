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
from dragoman.ledger.columns import AGREEMENTS_TOLD, HAPPENINGS, TOLD
from dragoman.ledger.event_identity import EventIdentity
from dragoman.ledger.features import profile
from dragoman.ledger.former import upgraded
from dragoman.ledger.inserting import Batch, Row, as_json
from dragoman.ledger.leaders import Key, Telling, by_group
from dragoman.ledger.lifecycle import Lives
from dragoman.ledger.moment import Head
from dragoman.ledger.reconcile import Source, reconciled
from dragoman.ledger.rows import rows, subject_row
from dragoman.ledger.stored import StoredLives
from dragoman.ledger.subjects import SubjectIdentity, is_subject
from dragoman.ledger.subjects import name as subject_name
from dragoman.types import Reading

_KEPT: Final = 50_000  # tellings in memory before they are forgotten
_READINGS: Final = Place(
    "readings", "coalesce(origin, '') <> ''", "id", "''", "origin", "withdrawn IS NOT NULL"
)
_STATEMENTS, _EVENTS, _ACTS = (
    Place("told", f"concat(kind) IN ({kinds})", "report", "id", "whole", "withdrawn", "event" in kinds)
    for kinds in ("'statement'", "'event', 'subject'", "'act'")
)


class Writer:
    """Keeps all that is derived from the readings in step with them.

    What was looked up stays in memory, so that reports that follow each other in time cost few queries.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, book: CommitmentCodebook, lives: StoredLives
    ) -> None:
        """``book`` says what counts as the same."""
        self._connection = connection
        self._book = book
        self._reports = Assignments(connection, _READINGS, copies.name, copies.match)
        self._statements = Assignments(
            connection, _STATEMENTS, statement_identity.name, statement_identity.match
        )
        self._happened = EventIdentity(book)
        self._subjects = SubjectIdentity(book)
        self._events = Assignments(connection, _EVENTS, _event_name, self._match, by_group)
        self._acts = Assignments(connection, _ACTS, commitment_identity.name, commitment_identity.match)
        self._kinds = (self._reports, self._statements, self._events, self._acts)
        self._batch = Batch(connection)
        self._lives = Lives(connection, book, lives, self._batch)
        self._heads: dict[str, Head] = {}
        self._origins: dict[str, str] = {}
        self._bodies: dict[Key, str] = {}

    def reset(self) -> None:
        """Forget what was looked up and what waits: after a transaction that failed."""
        self._forget()
        self._batch.clear()
        self._lives.reset()

    def _forget(self) -> None:
        for kind in self._kinds:
            kind.reset()
        self._heads.clear()
        self._origins.clear()
        self._bodies.clear()

    def _tidy(self) -> None:
        """Between two changes: forget what is too much to keep."""
        if max(*(len(kind.pool) for kind in self._kinds), len(self._bodies), len(self._heads)) > _KEPT:
            self._forget()
        self._lives.tidy()

    def record(self, readings: Sequence[Reading], now: dt.datetime, made_by: str | None) -> None:
        """Store new readings and what follows from them.

        Raises ValueError for a reading that is not UTF-8 or JSON.
        """
        self._tidy()
        wires = [reading.to_dict() for reading in readings]
        tellings = [copies.report_telling(reading.report) for reading in readings]
        copied = self._reports.add(tellings).reports
        values: list[Any] = []
        for reading, wire, telling in zip(readings, wires, tellings, strict=True):
            report = reading.report
            known = report.published or now.date()
            self._origins[report.id] = telling.leader or report.id
            self._heads[report.id] = Head(known, now, report.source, report.title, report.published)
            values += [
                report.id, report.title, report.source, report.url, report.published, known, now,
                as_json(wire), made_by, telling.leader, telling.first, telling.last,
                as_json(telling.facts), sorted(telling.keys),
            ]  # fmt: skip
        row = f"({_marks(range(9))}, NULL, NULL, NULL, {_marks(range(5))})"
        self._batch.values("readings", row, len(readings), values)
        self._derive(readings, wires, copied)

    def _derive(self, readings: Sequence[Reading], wires: Sequence[dict[str, Any]], copied: set[str]) -> None:
        """Store what the readings tell; ``copied``: other reports that are now copies of another one."""
        book = self._book
        said = [t for r in readings for t in statement_identity.statement_tellings(r, book)]
        profiles = [profile(r.report, book) for r in readings]
        happened = [
            t for both in zip(readings, profiles, strict=True) for t in self._happened.tellings(*both)
        ]
        subjects = [self._subjects.telling(*both) for both in zip(readings, profiles, strict=True)]
        bound = [t for r in readings for t in commitment_identity.commitment_tellings(r, book)]
        self._statements.add(said)
        events = self._events.add([*happened, *subjects]).names
        commitments = self._acts.add(bound).names
        every = (*said, *happened, *bound)
        tellings = {telling.key: telling for telling in every}
        if len(tellings) < len(every):
            raise ValueError("two records of a report have one id")
        self._look_up({reading.report.id for reading in readings})
        found: list[Row] = [subject_row(telling.key[0]) | _identity(telling) for telling in subjects]
        named: list[Row] = []
        for reading, wire in zip(readings, wires, strict=True):
            report = reading.report.id
            for row in rows(reading, wire, book):
                found.append(row | _identity(tellings[report, row["id"]]))
                if row["kind"] == "event":
                    self._bodies[report, row["id"]] = row["body"]
            heard, agreed = self._lives.hear(reading, self._heads[report])
            found += heard
            named += agreed
        self._batch.add("told", TOLD, found)
        self._batch.add("agreements_told", AGREEMENTS_TOLD, named)
        reports = {reading.report.id for reading in readings}
        new = {telling.name for telling in happened}
        self._settle(commitments, events | self._told_in(copied), reports, new)

    def withdraw(self, report: str) -> None:
        """Let a report that ``readings`` marks as withdrawn count no more."""
        copied = self._reports.withdraw(report).reports
        self._statements.withdraw(report)
        events = self._events.withdraw(report).names
        self._connection.execute("UPDATE told SET withdrawn = true WHERE report = ?", [report])
        commitments = self._acts.withdraw(report).names
        self._lives.withdraw(report)
        self._settle(commitments, events | self._told_in(copied), {report})

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
        self._bodies = {key: body for key, body in self._bodies.items() if key[0] != report}
        self._settle(commitments, events, {report})
        self._derive([reading], [reading.to_dict()], set())
        if withdrawn:
            self.withdraw(report)

    def rebuild(self) -> None:
        """Compute all that is derived again, from the readings as they are stored."""
        self.reset()
        for table in ("told", "agreements_told", "lives", "happenings"):
            self._connection.execute(f"DELETE FROM {table}")
        self._connection.execute("UPDATE readings SET origin = NULL")
        found = self._connection.execute(
            "SELECT id, withdrawn IS NOT NULL FROM readings ORDER BY id"
        ).fetchall()
        for report, withdrawn in found:
            ((wire,),) = self._connection.execute(
                "SELECT wire FROM readings WHERE id = ?", [report]
            ).fetchall()
            self._tidy()
            reading = Reading.from_dict(upgraded(json.loads(wire)))
            telling = copies.report_telling(reading.report)
            copied = self._reports.add([telling]).reports
            self._connection.execute(
                'UPDATE readings SET wire = ?, origin = ?, "first" = ?, "last" = ?, facts = ?, keys = ? '
                "WHERE id = ?",
                [
                    as_json(reading.to_dict()), telling.leader, telling.first, telling.last,
                    as_json(telling.facts), sorted(telling.keys), report,
                ],
            )  # fmt: skip
            self._derive([reading], [reading.to_dict()], copied)
            if withdrawn:
                self.withdraw(report)

    def _match(self, one: Telling, other: Telling) -> float | None:
        """How well two tellings of events, or two subjects of reports, match."""
        return (self._happened if one.key[1] else self._subjects).match(one, other)

    # --- what rests on it --------------------------------------------------------------------

    def _settle(
        self, commitments: set[str], events: set[str], reports: set[str], new: Collection[str] = ()
    ) -> None:
        """Compute the rows of ``events`` again, and let commitments follow; ``new``: those that have no row
        yet."""
        events = {name for name in events if not is_subject(name)}
        members = {name: self._events.members(name) for name in sorted(events)}
        there = [found for found in members.values() if found]
        self._look_up({telling.key[0] for found in there for telling in found})
        self._look_up_bodies({found[0].key for found in there})
        made = [self._happening(found) for found in there]
        old = sorted(members.keys() - set(new))
        if old:
            self._connection.execute(f"DELETE FROM happenings WHERE id IN ({_marks(old)})", old)
        self._batch.add("happenings", HAPPENINGS, made)
        bound = {name: [telling.key for telling in self._acts.members(name)] for name in sorted(commitments)}
        there_now = {row["id"]: row for row in made}
        self._lives.update(bound, {name: there_now.get(name) for name in sorted(events)}, reports)
        self._batch.flush()

    def _happening(self, tellings: Sequence[Telling]) -> Row:
        """The row of the event that these tell, the leading one first."""
        sources = {}
        for report, _ in (telling.key for telling in tellings):
            head = self._heads[report]
            sources[report] = Source(
                self._origins[report], head.known.isoformat(), head.recorded.isoformat(sep=" ")
            )
        row = reconciled(tellings, sources) | {"body": self._bodies[tellings[0].key]}
        return {column: row[column] for column in HAPPENINGS}

    def _look_up(self, reports: set[str]) -> None:
        """Have what is known of these reports at hand."""
        missing = sorted(reports - self._origins.keys())
        if missing:
            rows = self._connection.execute(
                "SELECT id, origin, known, recorded, source, title, published FROM readings "
                f"WHERE id IN ({_marks(missing)})",
                missing,
            ).fetchall()
            for report, origin, *head in rows:
                self._origins[report], self._heads[report] = origin, Head(*head)

    def _look_up_bodies(self, keys: set[Key]) -> None:
        """Have the wire form of these events at hand."""
        reports = sorted({report for report, _ in keys - self._bodies.keys()})
        if reports:
            rows = self._connection.execute(
                f"SELECT report, id, body FROM told WHERE report IN ({_marks(reports)}) "
                "AND concat(kind) = 'event'",
                reports,
            ).fetchall()
            self._bodies |= {(report, id_): body for report, id_, body in rows}

    def _told_in(self, reports: set[str]) -> set[str]:
        """The events told by these reports, which are copies of another one than before."""
        if not reports:
            return set()
        for report in reports:
            self._origins.pop(report, None)
        marks = _marks(reports)
        names = self._connection.execute(
            f"SELECT DISTINCT whole FROM told WHERE report IN ({marks}) AND concat(kind) = 'event'",
            sorted(reports),
        ).fetchall()
        wanted = sorted(name for (name,) in names)
        leading = self._connection.execute(
            f"SELECT report, telling FROM happenings WHERE id IN ({_marks(wanted)})", wanted
        ).fetchall() if wanted else []  # fmt: skip
        self._events.pool.get(leading)
        return set(wanted)


def _marks(values: Collection[object]) -> str:
    """As many question marks as there are values: an index is used for such a list, not for one parameter."""
    return ", ".join("?" * len(values))


def _event_name(key: Key) -> str:
    return event_identity.name(key) if key[1] else subject_name(key)


def _identity(telling: Telling) -> Row:
    return {
        "whole": telling.leader, "leads": telling.leader == telling.name, "first": telling.first,
        "last": telling.last, "keys": sorted(telling.keys), "facts": as_json(telling.facts),
    }  # fmt: skip
