"""A reading as rows of ``told``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger.columns import TOLD
from dragoman.ledger.identity import day_range, ends
from dragoman.types import Party, Reading

Row = dict[str, Any]

_EMPTY: Final[Row] = dict.fromkeys(TOLD)


def rows(reading: Reading, wire: Row, book: CommitmentCodebook) -> Iterator[Row]:
    """The rows of a reading but for identity; ``wire`` is ``reading.to_dict()``."""
    report = wire["id"]
    for n, (event, body) in enumerate(zip(reading.events, wire["events"], strict=True)):
        yield _row(
            report, "event", n, body, event.date, type=event.type, mode=event.mode, modality=event.modality,
            statement=event.statement, source_codes=codes(event.source), target_codes=codes(event.target),
        )  # fmt: skip
    for n, (said, body) in enumerate(zip(reading.statements, wire["statements"], strict=True)):
        yield _row(
            report, "statement", n, body, said.date, type=said.quoted,
            source_codes=[_code(said.speaker)], target_codes=[_code(said.addressee)],
        )  # fmt: skip
    made = {s.id: s.date for s in reading.statements if s.date}
    for n, (act, body) in enumerate(zip(reading.acts, wire["acts"], strict=True)):
        yield _row(
            report, "act", n, body, made.get(act.statement or "", wire["published"]), type=act.force,
            statement=act.statement, source_codes=[_code(act.holder)], target_codes=[_code(act.counterpart)],
            content_event=act.content_event, condition_event=act.condition_event, ends=ends(act, book),
        )  # fmt: skip


def _row(report: str, kind: str, n: int, body: Row, date: str | None, **fields: Any) -> Row:
    first, last = day_range(date)
    return _EMPTY | {
        "report": report, "kind": kind, "id": body["id"], "n": n, "withdrawn": False, "date": date,
        "date_from": first.isoformat() if first else None, "date_to": last.isoformat() if last else None,
        **fields, "body": as_json(body),
    }  # fmt: skip


def as_json(value: Any) -> str:
    """``value`` as JSON; raises ValueError for what JSON has not (NaN) and what is no UTF-8."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    text.encode("utf8")
    return text


_TYPES: Final = ", ".join(f'"{column}" {kind}' for column, kind in TOLD.items())

# SQL that inserts a JSON list of rows.
INSERTION: Final = (
    f"INSERT INTO told SELECT unnest(row) FROM "
    f"(SELECT unnest(CAST(CAST(? AS JSON) AS STRUCT({_TYPES})[])) AS row)"
)


def _code(party: Party | None) -> str | None:
    return party.code if party is not None else None


def codes(parties: tuple[Party, ...]) -> list[str]:
    """The distinct codes of a side, sorted."""
    return sorted({party.code for party in parties if party.code is not None})
