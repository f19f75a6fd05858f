"""The ledger: a DuckDB file of readings, and the questions to it."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb

from dragoman.codebook.commitments import CommitmentCodebook, load_commitments
from dragoman.errors import LedgerError
from dragoman.ledger import agreements, lifecycle
from dragoman.ledger.amendments import Amendments, Recoded
from dragoman.ledger.answer import WhatIf
from dragoman.ledger.boundary import RESTORE, boundary
from dragoman.ledger.corrections import correction
from dragoman.ledger.moment import Moment
from dragoman.ledger.past import EVENTS, event_rows
from dragoman.ledger.relation import Relation
from dragoman.ledger.schema import prepare
from dragoman.ledger.tensions import Tension, tensions
from dragoman.ledger.versions import Versions, versions
from dragoman.ledger.whatif import coded, follow
from dragoman.ledger.writer import Writer
from dragoman.types import Reading, Report

Coder = Callable[[str], Reading]
Reader = Callable[[Iterable[Report]], Iterable[Reading]]

# Nothing is fetched from the network, whatever a query names.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": "false"}
# Recording is many small statements; more threads only wait for each other (a fifth of the time).
_WRITING: dict[str, str | bool | int | float | list[str]] = {"threads": 1}
_FILE_HEADERS = 3 * 4096
_COMMITMENTS = (
    "id, force, holder, counterpart, content, condition, deadline, red_line, state, state_since, "
    "tellings, first_made, last_made, due, why"
)


class Ledger:
    """The record of what reports tell; a context manager.

    ``path``: the file, made if it isn't there (not with ``read_only``), or ":memory:".  One
    process may write a ledger at a time; any number may read it while none writes.
    ``coder`` codes the sentence asked in ``whatif`` (``dragoman.read`` unless given) and
    ``codebook`` says what counts as the same.  Every method raises ``LedgerError`` if the
    file cannot be opened, read or written; what was recorded before is never lost by it.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        read_only: bool = False,
        coder: Coder | None = None,
        codebook: CommitmentCodebook | None = None,
    ) -> None:
        """Open the ledger, or make it."""
        self.path = os.fspath(path)
        self.read_only = read_only
        self._coder = coder
        self._codebook = codebook or load_commitments()
        self._tables = 0
        self._locked = False  # whether queries are kept from what lies outside
        clean = not Path(f"{self.path}.wal").exists()
        with boundary(self.path, "be opened"):
            config = _CONFIG if read_only else _CONFIG | _WRITING
            self._connection = duckdb.connect(self.path, read_only=read_only, config=config)
        try:
            with boundary(self.path, "be opened"):
                if clean and self.path != ":memory:":
                    self._check_size()
                outdated = prepare(self._connection, self.path, read_only=read_only)
                self._writer = Writer(self._connection, self._codebook)
                self._amendments = Amendments(self._connection, self._writer)
                if outdated:
                    self._writer.rebuild()
                    self._connection.execute("COMMIT")
        except BaseException:
            self._connection.close()
            raise

    def _check_size(self) -> None:
        """Refuse a file that ends before its last block in use."""
        ((size, blocks, used),) = self._fetch(
            "SELECT block_size, total_blocks, used_blocks FROM pragma_database_size()"
        )
        held = (os.path.getsize(self.path) - _FILE_HEADERS) // size if blocks else 0
        # a sound file may have fewer blocks than it counts: DuckDB cuts off free ones at the end
        if held < blocks and (held < used or held <= self._last_block()):
            raise LedgerError(
                f"{self.path}: the ledger cannot be opened: the file is damaged (cut short). {RESTORE}"
            )

    def _last_block(self) -> int:
        """The number (from 0) of the last block that holds rows or their description."""
        tables = [name for (name,) in self._fetch("SELECT table_name FROM duckdb_tables()")]
        sources = ["pragma_metadata_info()", *(f"pragma_storage_info('{name}')" for name in tables)]
        return max(self._fetch(f"SELECT max(block_id) FROM {source}")[0][0] or 0 for source in sources)

    def __enter__(self) -> Self:
        """The ledger itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the ledger."""
        self.close()

    def close(self) -> None:
        """Write out and close the file; closing twice is harmless."""
        with boundary(self.path, "be closed"):
            self._connection.close()

    def record(self, reading: Reading, made_by: Versions | None = None) -> bool:
        """Store a reading with all its rows, or nothing of it; True if its report is new.

        ``made_by``: what made it, the package with its own codebook if None.

        A report that is there already (same ``report.id``) changes nothing, even if it was
        read in another way this time.  When this returns, the reading is on the disk.
        """
        doing = f"record report {reading.report.id}"
        self._writable(doing)
        with boundary(self.path, doing):
            if self._has(reading.report.id):
                return False
        with self._change(doing):
            self._writer.record([reading], _now(), (made_by or versions()).to_json())
        return True

    def withdraw(self, report: str, reason: str) -> None:
        """Let a report count no more, and what rested on it follow; it stays for questions about the past.

        Raises LedgerError if there is no such report, or it is withdrawn already.
        """
        doing = f"withdraw report {report}"
        self._writable(doing)
        self._standing(report)
        with self._change(doing):
            self._withdraw(report, reason, None)

    def supersede(self, report: str, reading: Reading, made_by: Versions | None = None) -> None:
        """Let ``reading``, of a corrected text, take the place of the report with this id.

        ``made_by``: as in ``record``.  Both or neither: the old one is withdrawn and says what superseded
        it.  Raises LedgerError if there is no such report, it is withdrawn already, or it is the one that
        ``reading`` reads.
        """
        doing = f"supersede report {report}"
        self._writable(doing)
        self._standing(report)
        if reading.report.id == report:
            raise LedgerError(f"{self.path}: the ledger cannot {doing}: the new report is the same one")
        with self._change(doing):
            if not self._has(reading.report.id):
                self._writer.record([reading], _now(), (made_by or versions()).to_json())
            self._withdraw(report, "superseded", reading.report.id)

    def correct(self, report: str, id: str, field: str, value: Any, reason: str | None = None) -> None:
        """Set a field of an event, statement or act of a report: a person knows better than the reading.

        ``id``: of the record within its report ("e2"); ``value``: as in the wire form, or objects of
        ``dragoman.types``.  All that rests on it follows.  The correction holds when the report is read
        again (``recode``); the reading before it is kept.  Raises LedgerError if there is no such
        report, record or field, if the report is withdrawn, or if the field cannot have the value.
        """
        doing = f"correct report {report}"
        self._writable(doing)
        self._standing(report)
        with boundary(self.path, "be read"):
            ((text,),) = self._fetch("SELECT wire FROM readings WHERE id = ?", [report])
        wire = json.loads(text)
        try:
            made = correction(wire, id, field, value)
        except ValueError as error:
            raise LedgerError(f"{self.path}: the ledger cannot {doing}: {error}") from None
        with self._change(doing):
            self._amendments.correct(report, wire, made, reason, _now())

    def recode(
        self, codebook: Path | None = None, *, all: bool = False, reader: Reader | None = None,
        on_error: Callable[[Report, Exception], None] | None = None,
    ) -> Iterator[Recoded]:  # fmt: skip
        """Read the reports again with the present model and codebook; what was read anew, one by one.

        Each report is done when it comes out of the iterator, wholly or not at all, so a run that is broken
        off can be begun again.  Corrections are applied to the new readings, and former readings are kept
        (table ``former_readings``).  ``codebook``: folder of the user's own entries; ``all``: also reports
        that the present versions have read; ``reader``: reads reports, in their order (``read_many``
        unless given); ``on_error``: told of a report on which reading fails and which stays as it was.
        """
        self._writable("be recoded")
        made_by = versions(codebook).to_json()
        with boundary(self.path, "be read"):
            waiting = self._amendments.waiting(None if all else made_by)
        reports = (self.reading(report).report for report in waiting)
        for reading in (reader or _reader(codebook, on_error))(reports):
            with self._change(f"recode report {reading.report.id}"):
                recoded = self._amendments.recode(reading, made_by, _now())
            yield recoded

    def corrections(self) -> Relation:
        """One row a correction: ``report, kind, id, field, value`` (JSON), the words it stands on (``start``,
        ``end``, ``nth``), ``reason, made``; ``id`` is null where the last reading has no such record."""
        return self._relation("SELECT * EXCLUDE (n) FROM corrections ORDER BY report, n")

    def _withdraw(self, report: str, reason: str, by: str | None) -> None:
        self._connection.execute(
            "UPDATE readings SET withdrawn = ?, reason = ?, superseded_by = ? WHERE id = ?",
            [_now(), reason, by, report],
        )
        self._writer.withdraw(report)

    def _standing(self, report: str) -> None:
        """Raise LedgerError unless the report is there and not withdrawn."""
        with boundary(self.path, "be read"):
            found = self._fetch("SELECT withdrawn FROM readings WHERE id = ?", [report])
        if not found:
            raise LedgerError(f"{self.path}: no report {report!r}; reports() lists those that are there")
        if found[0][0] is not None:
            raise LedgerError(f"{self.path}: report {report!r} is withdrawn already")

    def _writable(self, doing: str) -> None:
        if self.read_only:
            raise LedgerError(
                f"{self.path}: the ledger cannot {doing}: it is open for reading only. "
                "Open it for writing to record: Ledger(path)"
            )

    @contextmanager
    def _change(self, doing: str) -> Iterator[None]:
        """One transaction; its errors as LedgerError."""
        try:
            with boundary(self.path, doing), _Transaction(self._connection, self._writer.reset):
                yield
        except ValueError as error:
            raise LedgerError(
                f"{self.path}: the ledger cannot {doing}: a field is not UTF-8 or JSON ({error}). "
                "Decode the report's text again, replacing what is no character."
            ) from error

    def moment(self, as_of: dt.date | dt.datetime | None = None) -> Moment:
        """The ledger as it stood at ``as_of``."""
        return Moment(self._connection, as_of)

    def _has(self, report: str) -> bool:
        return bool(self._fetch("SELECT 1 FROM readings WHERE id = ?", [report]))

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

    def statements(self) -> Relation:
        """One row a statement, however many reports tell it."""
        return self._relation("SELECT * FROM statements ORDER BY date_from NULLS LAST, id")

    def statement_tellings(self) -> Relation:
        """One row a statement told in a report: ``report``, the wire form's fields, and ``speaker_code``,
        ``addressee_code``, ``date_from``, ``date_to`` (days)."""
        return self._ordered("statement_tellings")

    def acts(self) -> Relation:
        """One row a speech act: ``report``, the wire form's fields, and ``holder_code``,
        ``counterpart_code``, ``made`` (ISO 8601), ``commitment`` (id), ``ends``."""
        return self._ordered("acts")

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
            rows = [lifecycle.standing_row(one) for one in lived]
        return self._computed(lifecycle.STANDING, rows, "first_made NULLS LAST, id")

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
        return self._relation("SELECT * FROM moves WHERE since <= current_date ORDER BY commitment, n")

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
            return follow(self.moment(as_of), self._codebook, asked, depth)

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


class _Transaction:
    """All or nothing: commits at the end of the block, or rolls back whatever broke it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, broken: Callable[[], None]) -> None:
        """``broken`` is called when it is rolled back."""
        self._connection = connection
        self._broken = broken

    def __enter__(self) -> None:
        """Begin."""
        self._connection.execute("BEGIN")

    def __exit__(self, kind: type[BaseException] | None, *_: Any) -> None:
        if kind is None:
            self._connection.execute("COMMIT")
            return
        self._broken()
        # the first error says why; where this one fails, DuckDB has rolled back or closed the file itself
        with suppress(duckdb.Error):
            self._connection.execute("ROLLBACK")


def _now() -> dt.datetime:
    """The time of recording: UTC, without a zone, as it is stored."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def _read(text: str) -> Reading:
    """The package's own way from a text to a reading; imported late, since it loads the model."""
    from dragoman.pipeline import read

    return read(text)


def _reader(codebook: Path | None, on_error: Callable[[Report, Exception], None] | None) -> Reader:
    """The package's own way from many reports to readings."""
    from dragoman.pipeline import read_many

    return partial(read_many, on_error=on_error, codebook=codebook)
