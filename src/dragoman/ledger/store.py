"""The ledger: a DuckDB file of readings, and the questions to it."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb

from dragoman.codebook.commitments import CommitmentCodebook, load_commitments
from dragoman.errors import LedgerError
from dragoman.ledger.boundary import RESTORE, boundary
from dragoman.ledger.relation import Relation
from dragoman.ledger.rows import insertion, tables
from dragoman.ledger.schema import COLUMNS, prepare
from dragoman.ledger.whatif import WhatIf, coded, follow
from dragoman.types import Reading

Coder = Callable[[str], Reading]

# Nothing is fetched from the network, whatever a query names.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": "false"}
_INSERT = {name: insertion(name) for name in COLUMNS}
_FILE_HEADERS = 3 * 4096
_COMMITMENTS = (
    "id, force, holder, counterpart, content, condition, deadline, red_line, state, state_since, "
    "tellings, first_made, last_made"
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
        clean = not Path(f"{self.path}.wal").exists()
        with boundary(self.path, "be opened"):
            self._connection = duckdb.connect(self.path, read_only=read_only, config=_CONFIG)
        try:
            with boundary(self.path, "be opened"):
                if clean and self.path != ":memory:":
                    self._check_size()
                prepare(self._connection, self.path, read_only=read_only)
                self._writer = self._connection.cursor()
                # the statements that record are plain: planning them takes longer than running them
                self._writer.execute("PRAGMA disable_optimizer")
        except BaseException:
            self._connection.close()
            raise

    def _check_size(self) -> None:
        """Refuse a file that is shorter than its own header says."""
        (size, blocks), *_ = self._fetch("SELECT block_size, total_blocks FROM pragma_database_size()")
        if os.path.getsize(self.path) < size * blocks + (_FILE_HEADERS if blocks else 0):
            raise LedgerError(
                f"{self.path}: the ledger cannot be opened: the file is damaged (cut short). {RESTORE}"
            )

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
            self._writer.close()
            self._connection.close()

    def record(self, reading: Reading) -> bool:
        """Store a reading with all its rows, or nothing of it; True if its report is new.

        A report that is there already (same ``report.id``) changes nothing, even if it was
        read in another way this time.  When this returns, the reading is on the disk.
        """
        doing = f"record report {reading.report.id}"
        if self.read_only:
            raise LedgerError(
                f"{self.path}: the ledger cannot {doing}: it is open for reading only. "
                "Open it for writing to record: Ledger(path)"
            )
        with boundary(self.path, doing):
            if self._has(reading.report.id):
                return False
        wire = reading.to_dict()
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        try:
            text = json.dumps(wire, ensure_ascii=False, allow_nan=False)
            text.encode("utf8")
            rows = {
                name: json.dumps(part, ensure_ascii=False, allow_nan=False)
                for name, part in tables(reading, wire, self._codebook).items()
                if part
            }
        except ValueError as error:
            raise LedgerError(
                f"{self.path}: the ledger cannot {doing}: a field is not UTF-8 or JSON ({error}). "
                "Decode the report's text again, replacing what is no character."
            ) from error
        published = reading.report.published
        head = [
            wire["id"],
            wire["title"],
            wire["source"],
            wire["url"],
            published,
            published or now.date(),
            now,
            text,
        ]
        with boundary(self.path, doing), _Transaction(self._writer):
            self._writer.execute("INSERT INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, ?)", head)
            for name, part_text in rows.items():
                self._writer.execute(_INSERT[name], [wire["id"], part_text])
        return True

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

    def events(self) -> Relation:
        """One row an event told in a report: ``report``, the wire form's fields, and
        ``source_codes``, ``target_codes`` (distinct), ``date_from``, ``date_to`` (days)."""
        return self._ordered("events")

    def statements(self) -> Relation:
        """One row a statement: ``report``, the wire form's fields, and ``speaker_code``,
        ``addressee_code``, ``date_from``, ``date_to`` (days)."""
        return self._ordered("statements")

    def acts(self) -> Relation:
        """One row a speech act: ``report``, the wire form's fields, and ``holder_code``,
        ``counterpart_code``, ``made`` (ISO 8601), ``commitment`` (id), ``ends``."""
        return self._ordered("acts")

    def commitments(self) -> Relation:
        """One row a commitment, which all acts with its force, parties, content and condition tell.

        ``content``, ``condition`` and ``deadline`` are those of the earliest telling; ``state``
        is "conditional", "detached" or, for demands, "open"; dates are ISO 8601 text.
        """
        return self._relation(f"SELECT {_COMMITMENTS} FROM commitments ORDER BY first_made NULLS LAST, id")

    def whatif(self, text: str, *, as_of: dt.date | None = None, depth: int = 3) -> WhatIf:
        """Which commitments the event in the sentence ``text`` would trigger, and what then follows.

        ``as_of``: only what reports known by that day tell; ``depth``: how many steps are
        followed (1: the event's own).  Raises ``QuestionError`` if no event is coded in ``text``.
        """
        asked = coded(text, self._coder or _read)
        with boundary(self.path, "be read"):
            return follow(self._connection, self._codebook, asked, as_of, depth)

    def _ordered(self, table: str) -> Relation:
        columns = ", ".join(f't."{name}"' for name in ("report", *COLUMNS[table]) if name != "n")
        return self._relation(
            f"SELECT {columns} FROM {table} t JOIN readings r ON r.id = t.report "
            "ORDER BY r.published NULLS LAST, t.report, t.n"
        )

    def _relation(self, query: str) -> Relation:
        return Relation(self._connection, query, self.path)


class _Transaction:
    """All or nothing: commits at the end of the block, or rolls back whatever broke it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN")

    def __exit__(self, kind: type[BaseException] | None, *_: Any) -> None:
        if kind is None:
            self._connection.execute("COMMIT")
            return
        # the first error says why; where this one fails, DuckDB has rolled back or closed the file itself
        with suppress(duckdb.Error):
            self._connection.execute("ROLLBACK")


def _read(text: str) -> Reading:
    """The package's own way from a text to a reading; imported late, since it loads the model."""
    from dragoman.pipeline import read

    return read(text)
