"""The questions to a ledger."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import duckdb

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.errors import LedgerError
from dragoman.ledger import agreements, lifecycle
from dragoman.ledger.answer import WhatIf
from dragoman.ledger.boundary import boundary
from dragoman.ledger.inserting import ddl
from dragoman.ledger.lives_rows import STANDING, standing_row
from dragoman.ledger.moment import Moment
from dragoman.ledger.past import EVENTS, acts_as_of, event_rows, statements_as_of
from dragoman.ledger.relation import Relation
from dragoman.ledger.stored import StoredLives
from dragoman.ledger.tensions import Tension, tensions
from dragoman.ledger.whatif import coded, follow
from dragoman.types import Reading

Coder = Callable[[str], Reading]

_COMMITMENTS = (
    "id, force, holder, counterpart, content, condition, deadline, red_line, state, state_since, "
    "tellings, first_made, last_made, due, why"
)


class Asking:
    """What a ledger answers; ``Ledger`` adds what changes it."""

    path: str
    read_only: bool
    _connection: duckdb.DuckDBPyConnection
    _codebook: CommitmentCodebook
    _coder: Coder | None
    _lives: StoredLives
    _tables = 0
    _locked = False  # whether queries are kept from what lies outside

    def moment(self, as_of: dt.date | dt.datetime | None = None) -> Moment:
        """The ledger as it stood at ``as_of``."""
        return Moment(self._connection, as_of)

    def _fetch(self, query: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows: DuckDB wants a result read to its end before the next query."""
        return self._connection.execute(query, list(parameters)).fetchall()

    def reading(self, report: str) -> Reading:
        """The reading as it was recorded, by its report's id.  Raises LedgerError if there is none."""
        with boundary(self.path, "be read"):
            rows = self._fetch("SELECT wire FROM readings WHERE id = ?", [report])
        if not rows:
            raise LedgerError(f"{self.path}: no report {report!r}; reports() lists those that are there")
        return Reading.from_dict(json.loads(rows[0][0]))

    def readings(self) -> Iterator[Reading]:
        """All readings as they were recorded, by date of publication (undated last), then id."""
        with boundary(self.path, "be read"):
            ids = self._fetch("SELECT id FROM readings ORDER BY published NULLS LAST, id")
        for (report,) in ids:
            yield self.reading(report)

    def reports(self) -> Relation:
        """One row a report: ``id, title, source, url, published, known, recorded, text``.

        ``known``: the day from which ``as_of`` counts it: published, or recorded if undated.
        """
        return self._relation("SELECT * FROM reports ORDER BY published NULLS LAST, id")

    def events(self, *, as_of: dt.date | dt.datetime | None = None) -> Relation:
        """One row an event, however many reports tell it.

        ``as_of``: as told by the reports that counted on that day or at that moment (``moment.counted``).
        """
        if as_of is not None:
            with boundary(self.path, "be read"):
                found = event_rows(self._connection, as_of)
            return self._computed(EVENTS, found, "date_from NULLS LAST, id")
        return self._relation("SELECT * FROM events ORDER BY date_from NULLS LAST, id")

    def event_tellings(self) -> Relation:
        """One row an event told in a report: ``event``, ``report``, the wire form's fields, and
        ``source_codes``, ``target_codes`` (distinct), ``date_from``, ``date_to`` (days)."""
        return self._ordered("event_tellings")

    def statements(self, *, as_of: dt.date | dt.datetime | None = None) -> Relation:
        """One row a statement, however many reports tell it; ``as_of``: as in ``events``."""
        source = "statements" if as_of is None else f"({statements_as_of(as_of)})"
        return self._relation(f"SELECT * FROM {source} ORDER BY date_from NULLS LAST, id")

    def statement_tellings(self) -> Relation:
        """One row a statement told in a report: ``report``, the wire form's fields, and ``speaker_code``,
        ``addressee_code``, ``date_from``, ``date_to`` (days)."""
        return self._ordered("statement_tellings")

    def acts(self, *, as_of: dt.date | dt.datetime | None = None) -> Relation:
        """One row a speech act: ``report``, the wire form's fields, and ``holder_code``,
        ``counterpart_code``, ``made`` (ISO 8601), ``commitment`` (id), ``ends``; ``as_of``: those of the
        reports that counted then."""
        return self._ordered("acts" if as_of is None else f"({acts_as_of(as_of)})")

    def commitments(self, *, as_of: dt.date | dt.datetime | None = None) -> Relation:
        """One row a commitment, which all acts with its force, parties, content and condition tell.

        ``content`` and ``condition`` are those of the earliest telling, ``deadline`` of the earliest that has
        one and ``due`` the day it means; ``state`` is one of ``life.STATES`` and ``why`` says what led to it;
        dates are ISO 8601 text.  ``as_of``: as the ledger stood on that day, or at that moment.
        """
        if as_of is None:
            return self._relation(
                f"SELECT {_COMMITMENTS} FROM commitments ORDER BY first_made NULLS LAST, id"
            )
        with boundary(self.path, "be read"):
            lived = lifecycle.at(self.moment(as_of), self._codebook)
            rows = [standing_row(one.promise, one.terms, one.moves[-1]) for one in lived]
        return self._computed(ddl(STANDING), rows, "first_made NULLS LAST, id")

    def red_lines(self) -> Relation:
        """The commitments that are red lines; columns as in ``commitments``."""
        return self._relation(
            f"SELECT {_COMMITMENTS} FROM commitments WHERE red_line ORDER BY first_made NULLS LAST, id"
        )

    def deadlines(self) -> Relation:
        """The commitments with a day by which something must happen (``due``), the next first; columns as in
        ``commitments``."""
        return self._relation(
            f"SELECT {_COMMITMENTS} FROM commitments WHERE due IS NOT NULL "
            "ORDER BY due < current_date, due, id"
        )

    def moves(self) -> Relation:
        """One row a change of state: ``commitment, n, state, since, known, why`` and what moved it:
        ``event, report, telling, start, end, text`` (the sentence), null for the making and for the passing
        of time."""
        return self._relation("SELECT * FROM moves ORDER BY commitment, n")

    def agreements(self, *, as_of: dt.date | dt.datetime | None = None) -> Relation:
        """One row an agreement that reports name ("the Minsk accords"): ``name, names, parties, date,
        reports, first_told, last_told``, and what the same sentences tell: ``commitments`` (ids),
        ``obligations`` (their contents) and ``events`` (ids)."""
        with boundary(self.path, "be read"):
            rows = agreements.agreements(self.moment(as_of))
        return self._computed(agreements.COLUMNS, rows, "reports DESC, first_told, name")

    def tensions(self, *, as_of: dt.date | dt.datetime | None = None) -> list[Tension]:
        """Pairs of commitments that cannot both be kept, and conditions announced to be brought about."""
        with boundary(self.path, "be read"):
            return tensions(self.moment(as_of), self._codebook)

    def whatif(self, text: str, *, as_of: dt.date | dt.datetime | None = None, depth: int = 3) -> WhatIf:
        """Which commitments the event in the sentence ``text`` would trigger, and what then follows.

        Only commitments in force count.  ``as_of``: as the ledger stood on that day, or at that moment
        (see ``moment.counted``); ``depth``: how many steps are followed (1: the event's own).  Raises
        ``QuestionError`` if no event is coded in ``text`` and its words meet no condition.
        """
        asked = coded(text, self._coder or _read)
        with boundary(self.path, "be read"):
            return follow(self.moment(as_of), self._lives, self._codebook, asked, depth)

    def sql(self, query: str) -> Relation:
        """The answer to one SELECT over tables and views (docs/ledger.md).

        The ledger must be open for reading only.  Nothing outside it can be read or written by the query.
        """
        if not self.read_only:
            raise LedgerError(
                f"{self.path}: the ledger answers SQL only where it is open for reading: "
                "Ledger(path, read_only=True)"
            )
        with boundary(self.path, "answer"):
            statements = self._connection.extract_statements(query)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise LedgerError(f"{self.path}: one SELECT is answered, nothing else")
            if not self._locked:
                self._connection.execute("SET enable_external_access = false")
                self._connection.execute("SET lock_configuration = true")
                self._locked = True
        return self._relation(query.rstrip().rstrip(";"))

    def _ordered(self, table: str) -> Relation:
        return self._relation(
            f"SELECT t.* EXCLUDE (n) FROM {table} t JOIN readings r ON r.id = t.report "
            "ORDER BY r.published NULLS LAST, t.report, t.n"
        )

    def _computed(self, columns: str, rows: list[dict[str, Any]], order: str) -> Relation:
        """A relation of rows that are computed, not stored."""
        self._tables += 1
        name = f"computed_{self._tables}"
        text = json.dumps(rows, ensure_ascii=False, default=str)
        with boundary(self.path, "be read"):
            self._connection.execute(
                f"CREATE TEMP TABLE {name} AS SELECT unnest(row) FROM "
                f"(SELECT unnest(CAST(CAST(? AS JSON) AS STRUCT({columns})[])) AS row)",
                [text],
            )
        return self._relation(f"SELECT * FROM {name} ORDER BY {order}")

    def _relation(self, query: str) -> Relation:
        return Relation(self._connection, query, self.path)

    def corrections(self) -> Relation:
        """One row a correction: ``report, kind, id, field, value`` (JSON), the words it stands on (``start``,
        ``end``, ``nth``), ``reason, made``; ``id`` is null where the last reading has no such record."""
        return self._relation("SELECT * EXCLUDE (n) FROM corrections ORDER BY report, n")


def _read(text: str) -> Reading:
    """The package's own way from a text to a reading; imported late, since it loads the model."""
    from dragoman.pipeline import read

    return read(text)
