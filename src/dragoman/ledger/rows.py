"""A reading as rows of ``told``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Final

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger import clues
from dragoman.ledger.columns import TOLD
from dragoman.ledger.hearing import Heard
from dragoman.ledger.identity import day_range, ends
from dragoman.ledger.inserting import Row, as_json
from dragoman.ledger.saved import heard_to_json
from dragoman.types import Party, Reading

_EMPTY: Final[Row] = dict.fromkeys(TOLD)


def rows(reading: Reading, wire: Row, book: CommitmentCodebook) -> Iterator[Row]:
    """The rows of a reading but for identity; ``wire`` is ``reading.to_dict()``."""
    report = wire["id"]
    for n, (event, body) in enumerate(zip(reading.events, wire["events"], strict=True)):
        yield _row(
            report, "event", n, body, event.date, type=event.type, modality=event.modality,
            source_codes=codes(event.source), target_codes=codes(event.target),
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
            source_codes=[_code(act.holder)], target_codes=[_code(act.counterpart)], ends=ends(act, book),
        )  # fmt: skip


def _row(report: str, kind: str, n: int, body: Row, date: str | None, **fields: Any) -> Row:
    first, last = day_range(date)
    return _EMPTY | {
        "report": report, "kind": kind, "id": body["id"], "n": n, "withdrawn": False, "date": date,
        "date_from": first.isoformat() if first else None, "date_to": last.isoformat() if last else None,
        **fields, "body": as_json(body),
    }  # fmt: skip


def subject_row(report: str) -> Row:
    """The row for what a report is mainly about."""
    return _EMPTY | {"report": report, "kind": "subject", "id": "", "n": 0, "withdrawn": False}


def heard_row(report: str, found: Sequence[Heard], known: dt.date) -> Row:
    """The row of what a report's sentences tell in words: by words, the codes it names, the day it counts."""
    day = known.toordinal()
    return _EMPTY | {
        "report": report, "kind": "heard", "id": "", "n": 0, "withdrawn": False, "first": day, "last": day,
        "keys": sorted({clues.word(base) for heard in found for base in heard.words}),
        "type": "remark" if any(heard.kind is not None for heard in found) else None,
        "source_codes": sorted({code for heard in found for code in heard.codes}),
        "body": heard_to_json(found),
    }  # fmt: skip


def _code(party: Party | None) -> str | None:
    return party.code if party is not None else None


def codes(parties: tuple[Party, ...]) -> list[str]:
    """The distinct codes of a side, sorted."""
    return sorted({party.code for party in parties if party.code is not None})
