"""The ledger: a DuckDB file of readings, and the questions to it."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb

from dragoman.codebook.commitments import CommitmentCodebook, load_commitments
from dragoman.errors import LedgerError
from dragoman.ledger.amendments import Amendments, Recoded
from dragoman.ledger.asking import Asking, Coder
from dragoman.ledger.boundary import boundary
from dragoman.ledger.corrections import correction
from dragoman.ledger.opening import opened
from dragoman.ledger.schema import prepare
from dragoman.ledger.stored import StoredLives
from dragoman.ledger.versions import Versions, versions
from dragoman.ledger.writer import Writer
from dragoman.types import Reading, Report

Reader = Callable[[Iterable[Report]], Iterable[Reading]]


class Ledger(Asking):
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
        self._connection = opened(self.path, read_only=read_only)
        try:
            with boundary(self.path, "be opened"):
                restored = prepare(self._connection, self.path, read_only=read_only)
                self._lives = StoredLives(self._connection, self._codebook)
                self._writer = Writer(self._connection, self._codebook, self._lives)
                self._amendments = Amendments(self._connection, self._writer)
                if restored is not None:
                    self._writer.rebuild()
                    for statement in restored:
                        self._connection.execute(statement)
                    self._connection.execute("COMMIT")
        except BaseException:
            self._connection.close()
            raise

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

    def record_all(self, readings: Iterable[Reading], made_by: Versions | None = None) -> int:
        """Store many readings in one transaction, all or none; how many of their reports are new.

        As ``record`` one by one, but several times as fast by the report.  Take some hundred at a time: they
        are all in memory, and the ledger has none of them before all are done.
        """
        doing = "record reports"
        self._writable(doing)
        with boundary(self.path, doing):
            new = {r.report.id: r for r in readings if not self._has(r.report.id)}
        if new:
            with self._change(doing):
                self._writer.record(list(new.values()), _now(), (made_by or versions()).to_json())
        return len(new)

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

    def uncorrect(self, report: str, id: str, field: str) -> None:
        """Take back the last correction of a field of an event, statement or act.

        The field has the value again that it had before; all that rests on it follows.  If the report was
        read again since, the next ``recode`` reads it once more.  Raises LedgerError if there is no such
        report or correction, or the report is withdrawn.
        """
        doing = f"take back a correction of report {report}"
        self._writable(doing)
        self._standing(report)
        with self._change(doing):
            taken = self._amendments.uncorrect(report, id, field, _now())
        if not taken:
            raise LedgerError(
                f"{self.path}: no correction of {field!r} of {id!r} in report {report!r}; corrections() "
                "lists those that are there"
            )

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
                f"{self.path}: the ledger cannot {doing}: a field is not UTF-8 or JSON, or an id "
                f"is there twice ({error}). Decode the report's text again, replacing what is no character."
            ) from error

    def _has(self, report: str) -> bool:
        return bool(self._fetch("SELECT 1 FROM readings WHERE id = ?", [report]))


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


def _reader(codebook: Path | None, on_error: Callable[[Report, Exception], None] | None) -> Reader:
    """The package's own way from many reports to readings."""
    from dragoman.pipeline import read_many

    return partial(read_many, on_error=on_error, codebook=codebook)
