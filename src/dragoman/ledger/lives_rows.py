"""Commitments with their lives as rows."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger import clues
from dragoman.ledger.bearing import Deed
from dragoman.ledger.inserting import Row
from dragoman.ledger.life import Move
from dragoman.ledger.lives_index import Entry
from dragoman.ledger.moment import Moment, Promise
from dragoman.ledger.saved import deeds_to_json, terms_to_json
from dragoman.ledger.terms import Terms

Place = tuple[str, int, int]  # report, first and last character

# What people see of a commitment that is computed as of an earlier day.
STANDING: Final = {
    "id": "VARCHAR", "force": "VARCHAR", "holder": "VARCHAR", "counterpart": "VARCHAR", "content": "VARCHAR",
    "condition": "VARCHAR", "deadline": "VARCHAR", "red_line": "BOOLEAN", "state": "VARCHAR",
    "state_since": "VARCHAR", "tellings": "BIGINT", "first_made": "VARCHAR", "last_made": "VARCHAR",
    "due": "DATE", "why": "VARCHAR",
}  # fmt: skip


def described(promise: Promise, one: Terms) -> Row:
    """What people see of a commitment but its state."""
    acts = [told.act for told in promise.tellings]
    made = sorted(told.made for told in promise.tellings if told.made)
    deadlines = [act.deadline.text for act in acts if act.deadline]
    conditions = [act.condition.text for act in acts if act.condition]
    return {
        "id": one.id, "force": one.force, "holder": one.holder, "counterpart": one.counterpart,
        "content": acts[0].content.text if acts[0].content else None,
        "condition": conditions[0] if conditions else None,
        "deadline": deadlines[0] if deadlines else None, "due": one.due.isoformat() if one.due else None,
        "red_line": one.red_line, "tellings": len(acts),
        "first_made": made[0] if made else None, "last_made": made[-1] if made else None,
    }  # fmt: skip


def standing_row(promise: Promise, one: Terms, last: Move) -> Row:
    """The row of a commitment as it stood when ``last`` was its last move: columns of ``STANDING``."""
    row = described(promise, one)
    undated = row["first_made"] is None and last.since == one.made
    return row | {
        "state": last.state,
        "state_since": None if undated else last.since.isoformat(),
        "why": last.why,
    }


def bound_row(promise: Promise, one: Terms, book: CommitmentCodebook) -> Row:
    """The part of the row of ``lives`` that rests on what tells the commitment."""
    return described(promise, one) | {
        "made": one.made.isoformat(),
        "spoken": max((one.made, *one.renewed)).isoformat(), "least": clues.least(one, book),
        "terms": terms_to_json(one),
    }  # fmt: skip


def life_row(
    one: Terms, early: Sequence[Move], late: Sequence[Move], deeds: Iterable[tuple[Deed, bool]],
    last: dt.date | None, sentences: dict[Place, str], moment: Moment, book: CommitmentCodebook,
) -> Row:  # fmt: skip
    """The part that rests on what happened; ``early``: the moves as long as its day has not passed.

    ``last``: the day after which nothing moves it any more (None: it may go on); ``sentences``: those of
    moves before, which need not be looked up.
    """
    before, after, bearing = early[-1], late[-1], list(deeds)
    turns = one.due is not None
    sources = {deed.id or deed.report for deed, _ in bearing}
    return {
        "state": before.state, "state_since": before.since.isoformat(), "why": before.why,
        "late_state": after.state if turns else None,
        "late_since": after.since.isoformat() if turns else None, "late_why": after.why if turns else None,
        "keys": sorted(clues.of_terms(one, book) | {clues.source(name) for name in sources}),
        "deeds": deeds_to_json(bearing), "early": len(early), "ended": last is not None,
        "until": min(one.until, last or one.until).isoformat(),
        "moves": json.dumps([_move(n, move, sentences, moment) for n, move in enumerate(late)],
                            ensure_ascii=False),
    }  # fmt: skip


def sentences_of(moves: str) -> dict[Place, str]:
    """The sentences that moves (JSON) show."""
    return {(m["report"], m["start"], m["end"]): m["text"] for m in json.loads(moves) if m["report"]}


def entry_of(row: Row) -> tuple[Entry, Collection[int]]:
    """A row of ``lives`` for the index, with its keys."""
    made, until, spoken = (
        dt.date.fromisoformat(row[field]).toordinal() for field in ("made", "until", "spoken")
    )
    return Entry(row["id"], made, until, spoken, row["least"]), row["keys"]


def _move(n: int, move: Move, sentences: dict[Place, str], moment: Moment) -> dict[str, Any]:
    row: dict[str, Any] = {
        "n": n, "state": move.state, "since": move.since.isoformat(), "known": move.known.isoformat(),
        "why": move.why, "event": None, "report": None, "telling": None, "start": None, "end": None,
        "text": None,
    }  # fmt: skip
    deed = move.deed
    if deed is None:
        return row
    place = deed.report, deed.start, deed.end
    text = sentences[place] if place in sentences else moment.sentence(*place).text
    return row | {
        "event": deed.id, "report": deed.report, "telling": deed.telling, "start": deed.start,
        "end": deed.end, "text": text,
    }  # fmt: skip
