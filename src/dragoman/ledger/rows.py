"""A reading as rows of the ledger's tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger.identity import commitment_id, day_range, ends
from dragoman.ledger.schema import COLUMNS
from dragoman.types import Party, Reading

Row = dict[str, Any]


def tables(reading: Reading, wire: dict[str, Any], book: CommitmentCodebook) -> dict[str, list[Row]]:
    """The rows of each table that hangs on the report; ``wire`` is ``reading.to_dict()``."""
    made = {s.id: s.date for s in reading.statements if s.date}
    published = wire["published"]
    events = {event.id: event for event in reading.events}
    return {
        "statements": _numbered(
            wire["statements"],
            (
                {"speaker_code": _code(s.speaker), "addressee_code": _code(s.addressee), **_days(s.date)}
                for s in reading.statements
            ),
        ),
        "events": _numbered(
            wire["events"],
            (
                {"source_codes": _codes(e.source), "target_codes": _codes(e.target), **_days(e.date)}
                for e in reading.events
            ),
        ),
        "acts": _numbered(
            wire["acts"],
            (
                {
                    "holder_code": _code(a.holder),
                    "counterpart_code": _code(a.counterpart),
                    "made": made.get(a.statement or "", published),
                    "commitment": commitment_id(a, events, book),
                    "ends": ends(a, book),
                }
                for a in reading.acts
            ),
        ),
    }


def insertion(table: str) -> str:
    """SQL that inserts a JSON list of rows (second parameter) for a report (first parameter)."""
    columns = ", ".join(f'"{column}" {kind}' for column, kind in COLUMNS[table].items())
    return (
        f"INSERT INTO {table} SELECT ?, unnest(row) FROM "
        f"(SELECT unnest(CAST(CAST(? AS JSON) AS STRUCT({columns})[])) AS row)"
    )


def _numbered(wire: list[Row], more: Iterable[Row]) -> list[Row]:
    return [{"n": n, **row, **added} for n, (row, added) in enumerate(zip(wire, more, strict=True))]


def _code(party: Party | None) -> str | None:
    return party.code if party is not None else None


def _codes(parties: tuple[Party, ...]) -> list[str]:
    """The distinct codes of a side, sorted."""
    return sorted({party.code for party in parties if party.code is not None})


def _days(date: str | None) -> Row:
    first, last = day_range(date)
    return {
        "date_from": first.isoformat() if first else None,
        "date_to": last.isoformat() if last else None,
    }
