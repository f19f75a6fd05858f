"""Keeps the lives of commitments in step with what is recorded (see ``life.py``).

A life is always computed from scratch, from the commitment's tellings and from everything that may bear
on it, so the order of recording changes nothing.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import duckdb

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger import agreements
from dragoman.ledger.bearing import Deed, bears, meant, refers
from dragoman.ledger.deeds import Deeds, Index
from dragoman.ledger.hearing import Heard, heard
from dragoman.ledger.leaders import Key
from dragoman.ledger.life import Move, life
from dragoman.ledger.lifecycle_schema import HEARD, LIVES, MOVES
from dragoman.ledger.moment import Moment, Promise
from dragoman.ledger.saved import heard_to_json, terms_to_json
from dragoman.ledger.terms import Terms, terms
from dragoman.types import Reading


@dataclass(frozen=True, slots=True)
class Lived:
    """A commitment with its life: ``moves`` as things stand on the day asked for."""

    promise: Promise
    terms: Terms
    moves: tuple[Move, ...]


Row = dict[str, Any]

_KEPT: Final = 200  # readings in memory before they are forgotten
_Weighed = tuple[Promise, Terms, set[Deed], list[Deed]]


def at(moment: Moment, book: CommitmentCodebook) -> list[Lived]:
    """All commitments and their lives as of the moment."""
    promises = moment.commitments()
    stated = [terms(promise, book, moment.reading) for promise in promises]
    found = Deeds(moment, book).bearing_on(stated)
    said = [deed for deed in found if deed.heard is not None and deed.heard.kind is not None]
    return [
        Lived(promise, one, life(one, near, spoken, moment.day, book))
        for promise, one, near, spoken in _weighed(promises, stated, found, said, [], book)
    ]


def _said(
    found: Sequence[Deed], stated: Sequence[Terms], deeds: Deeds, book: CommitmentCodebook
) -> tuple[list[Deed], list[Terms]]:
    """What reports say of these commitments, and the other commitments that may be meant."""
    said = [
        deed for deed in found
        if deed.heard is not None
        and deed.heard.kind is not None
        and any(refers(deed, one, book) for one in stated)
    ]  # fmt: skip
    own = {one.id for one in stated}
    return said, [one for one in deeds.meant_by(said) if one.id not in own]


def _weighed(
    promises: Sequence[Promise], stated: Sequence[Terms], found: Sequence[Deed], said: Sequence[Deed],
    rivals: Sequence[Terms], book: CommitmentCodebook,
) -> Iterator[_Weighed]:  # fmt: skip
    """Each commitment with its terms, what may bear on it, and what is said of it rather than of a rival."""
    index = Index(found, book)
    spoken: dict[str, list[Deed]] = {}
    for deed in said:
        for id_ in meant(deed, [*stated, *rivals], book):
            spoken.setdefault(id_, []).append(deed)
    for promise, one in zip(promises, stated, strict=True):
        yield promise, one, index.of(one), spoken.get(one.id, [])


class Lives:
    """The lives of one ledger's commitments; all methods run within the caller's transaction."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, book: CommitmentCodebook) -> None:
        """``connection`` to the ledger; nothing is read before the first change."""
        self._connection = connection
        self._book = book
        # of each event, and each report heard, the commitments that it moved; None: not read yet
        self._moved: dict[str, set[str]] | None = None
        self._readings: dict[str, Reading] = {}
        self._fresh: dict[str, tuple[dt.date, list[Heard]]] = {}  # what is stored in this transaction

    def reset(self) -> None:
        """Forget what was looked up: after a transaction that failed."""
        self._moved = None
        self._readings.clear()
        self._fresh.clear()

    def hear(self, reading: Reading, known: dt.date, recorded: dt.datetime) -> None:
        """Store what the sentences of a new reading tell in words, and the agreements it names."""
        if len(self._readings) >= _KEPT:
            self._readings.clear()
        self._readings[reading.report.id] = reading
        agreements.store(self._connection, reading, self._book)
        found = heard(reading, self._book)
        if not found:
            return
        self._fresh[reading.report.id] = known, found
        row = {
            "report": reading.report.id, "known": known.isoformat(), "recorded": recorded.isoformat(sep=" "),
            "withdrawn": None, "kinds": sorted({h.kind for h in found if h.kind}),
            "codes": sorted({code for h in found for code in h.codes}),
            "words": sorted({w for h in found for w in h.words}), "body": heard_to_json(found),
        }  # fmt: skip
        self._insert("heard", HEARD, [row])

    def forget(self, report: str) -> None:
        """Remove what a report told in words."""
        self._readings.pop(report, None)
        for table in ("heard", "agreements_told"):
            self._connection.execute(f"DELETE FROM {table} WHERE report = ?", [report])

    def withdraw(self, report: str) -> None:
        """Let what a report told in words count no more."""
        self._connection.execute(
            "UPDATE heard SET withdrawn = (SELECT withdrawn FROM readings WHERE id = ?) WHERE report = ?",
            [report, report],
        )

    def update(
        self,
        commitments: Mapping[str, Sequence[Key]],
        events: Mapping[str, Row | None],
        reports: Collection[str],
    ) -> None:
        """Compute the lives that a change touches again.

        ``commitments``: those that gained or lost a telling, with the acts that tell them now (none: gone);
        ``events``: those new or changed, with their rows of ``happenings``, or gone (None); ``reports``: ids
        of those recorded, read again or withdrawn.
        """
        moment = Moment(self._connection, None, self._readings)
        deeds = Deeds(moment, self._book)
        fresh = {report: self._fresh.pop(report) for report in reports if report in self._fresh}
        found = deeds.made([row for row in events.values() if row is not None], fresh)
        stored = {one.id: one for one in deeds.candidates(found)}
        bearing = {
            id_ for id_, one in stored.items()
            if id_ not in commitments and any(bears(deed, one, self._book) for deed in found)
        }  # fmt: skip
        touched = bearing | set(commitments) | self._moved_by({*events, *reports})
        if not touched:
            return
        stored |= {one.id: one for one in deeds.saved(touched - stored.keys())}
        acts = {id_: one.acts for id_, one in stored.items() if id_ in touched} | dict(commitments)
        rivals = self._write(acts, stored, deeds, moment, commitments.keys()) - touched
        if rivals:
            stored |= {one.id: one for one in deeds.saved(rivals - stored.keys())}
            self._write({id_: stored[id_].acts for id_ in rivals}, stored, deeds, moment, ())

    def _moved_by(self, names: set[str]) -> set[str]:
        """The commitments that these events or reports moved before."""
        if self._moved is None:
            self._moved = {}
            rows = self._connection.execute(
                "SELECT commitment, event, report FROM moves WHERE report IS NOT NULL"
            ).fetchall()
            for commitment, event, report in rows:
                self._note(commitment, event, report)
        moved = self._moved
        return {commitment for name in names for commitment in moved.get(name, ())}

    def _note(self, commitment: str, event: str | None, report: str | None) -> None:
        assert self._moved is not None
        for name in (event, report):
            if name is not None:
                self._moved.setdefault(name, set()).add(commitment)

    def _write(
        self, acts: Mapping[str, Sequence[Key]], stored: Mapping[str, Terms], deeds: Deeds, moment: Moment,
        changed: Collection[str],
    ) -> set[str]:  # fmt: skip
        """Compute the lives of commitments and store them; ``stored``: the terms of those there are.

        Returns those of which a report may speak instead of one of the ``changed``.
        """
        promises = moment.told_by({id_: acts[id_] for id_ in sorted(acts)}, self._book)
        stated = [terms(promise, self._book, moment.reading) for promise in promises]
        gone = [one for id_, one in stored.items() if id_ in changed]
        found = deeds.bearing_on([*stated, *gone])
        said, meantime = _said(found, [*stated, *gone], deeds, self._book)
        lives, moves = [], []
        for promise, one, near, spoken in _weighed(promises, stated, found, said, meantime, self._book):
            late = life(one, near, spoken, dt.date.max, self._book)
            # as long as the deadline has not passed
            early = life(one, near, spoken, one.due, self._book) if one.due is not None else late
            lives.append(_life_row(promise, one, early[-1], late[-1], self._book))
            moves += [_move_row(one.id, n, move, moment) for n, move in enumerate(late)]
        old = sorted(acts.keys() & stored.keys())
        if old:
            marks = ", ".join("?" * len(old))
            self._connection.execute(f"DELETE FROM moves WHERE commitment IN ({marks})", old)
            self._connection.execute(f"DELETE FROM lives WHERE id IN ({marks})", old)
        if lives:
            self._insert("lives", LIVES, lives)
            self._insert("moves", MOVES, moves)
        for row in moves:
            self._note(row["commitment"], row["event"], row["report"])
        if not changed:
            return set()
        touching = [one for one in [*stated, *gone] if one.id in changed]
        near_changed = [deed for deed in said if any(refers(deed, one, self._book) for one in touching)]
        return {
            one.id for one in [*stated, *meantime]
            if one.id not in acts and any(refers(deed, one, self._book) for deed in near_changed)
        }  # fmt: skip

    def _insert(self, table: str, columns: str, rows: list[Row]) -> None:
        self._connection.execute(
            f"INSERT INTO {table} SELECT unnest(row) FROM "
            f"(SELECT unnest(CAST(CAST(? AS JSON) AS STRUCT({columns})[])) AS row)",
            [json.dumps(rows, ensure_ascii=False)],
        )


STANDING: Final = (
    "id VARCHAR, force VARCHAR, holder VARCHAR, counterpart VARCHAR, content VARCHAR, condition VARCHAR, "
    "deadline VARCHAR, red_line BOOLEAN, state VARCHAR, state_since VARCHAR, tellings BIGINT, "
    "first_made VARCHAR, last_made VARCHAR, due DATE, why VARCHAR"
)


def standing_row(lived: Lived) -> Row:
    """The row of a commitment as it stood: columns of ``STANDING``."""
    last, row = lived.moves[-1], _described(lived.promise, lived.terms)
    undated = row["first_made"] is None and last.since == lived.terms.made
    return row | {
        "state": last.state,
        "state_since": None if undated else last.since.isoformat(),
        "why": last.why,
    }


def _life_row(promise: Promise, one: Terms, early: Move, late: Move, book: CommitmentCodebook) -> Row:
    """The row of ``lives``: with what people see of the earliest telling that has it."""
    turns = one.due is not None
    return {
        **_described(promise, one),
        "state": early.state, "state_since": early.since.isoformat(), "why": early.why,
        "late_state": late.state if turns else None, "late_since": late.since.isoformat() if turns else None,
        "late_why": late.why if turns else None, "made": one.made.isoformat(), "until": one.until.isoformat(),
        "codes": sorted(one.involved), "types": sorted(one.keys(book)), "words": sorted(one.words(book)),
        "least": one.least(book), "terms": terms_to_json(one),
    }  # fmt: skip


def _described(promise: Promise, one: Terms) -> Row:
    """What people see of a commitment but its state: columns of ``commitments``."""
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


def _move_row(commitment: str, n: int, move: Move, moment: Moment) -> Row:
    deed = move.deed
    return {
        "commitment": commitment, "n": n, "state": move.state, "since": move.since.isoformat(),
        "known": move.known.isoformat(), "why": move.why, "event": deed.id if deed else None,
        "report": deed.report if deed else None, "telling": deed.telling if deed else None,
        "start": deed.start if deed else None, "end": deed.end if deed else None,
        "text": moment.sentence(deed.report, deed.start, deed.end).text if deed else None,
    }  # fmt: skip
