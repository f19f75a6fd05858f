"""What would follow if something happened: the commitments that an event would trigger."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import duckdb

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.errors import QuestionError
from dragoman.ledger.matching import satisfies
from dragoman.types import Event, Force, Party, Reading, Report, Span

_ADVICE = 'Say who does what to whom in one plain sentence, as in "Russia attacks Ukraine".'


@dataclass(frozen=True, slots=True)
class Evidence:
    """A telling of a commitment: the sentence (``text``, ``start``, ``end``) with the act's trigger."""

    report: str
    act: str
    text: str
    start: int
    end: int
    source: str | None
    title: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Trigger:
    """A commitment that would be triggered; ``then``: those that its content would trigger in turn."""

    commitment: str
    force: Force
    holder: str | None
    counterpart: str | None
    content: str | None
    condition: str | None
    evidence: tuple[Evidence, ...]
    then: tuple[Trigger, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The wire form."""
        return {
            "commitment": self.commitment,
            "force": self.force,
            "holder": self.holder,
            "counterpart": self.counterpart,
            "content": self.content,
            "condition": self.condition,
            "evidence": [{name: getattr(e, name) for name in Evidence.__slots__} for e in self.evidence],
            "then": [trigger.to_dict() for trigger in self.then],
        }


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer to a what-if question: the sentence, the event it codes to, what that triggers."""

    ask: str
    event: Event
    triggers: tuple[Trigger, ...]

    def to_dict(self) -> dict[str, Any]:
        """The wire form; spans of ``event`` point into ``ask``."""
        wire = Reading(Report(self.ask), (), (), (self.event,), ()).to_dict()
        return {
            "ask": self.ask,
            "event": wire["events"][0],
            "triggers": [trigger.to_dict() for trigger in self.triggers],
        }


@dataclass(slots=True)
class _Node:
    """A commitment on its way to a Trigger."""

    id: str
    tellings: list[dict[str, Any]]
    then: list[_Node]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: the sentence, the event that stands for it, and all that would happen."""

    ask: str
    event: Event
    happening: tuple[Event, ...]


def coded(ask: str, coder: Callable[[str], Reading]) -> Asked:
    """Code a question.  Raises QuestionError if it is empty or codes to no event.

    What is asserted would happen; where nothing is, whatever is not negated.
    """
    if not ask.strip():
        raise QuestionError(f"the question is empty. {_ADVICE}")
    events = coder(ask).events
    if not events:
        raise QuestionError(f'no event is coded in "{ask}". {_ADVICE}')
    asserted = tuple(event for event in events if event.modality == "asserted")
    happening = asserted or tuple(event for event in events if event.modality != "negated")
    return Asked(ask, (happening or events)[0], happening)


def follow(
    connection: duckdb.DuckDBPyConnection,
    book: CommitmentCodebook,
    asked: Asked,
    as_of: dt.date | None,
    depth: int,
) -> WhatIf:
    """What the asked event would trigger, and what that would, ``depth`` steps far.

    Each commitment is shown once, as near to the asked event as it is reached: circles end,
    and the answer is never longer than the ledger.
    """
    search = _Search(connection, book, as_of)
    roots: list[_Node] = []
    # each entry: what happens, and where the commitments it triggers go
    level: list[tuple[Iterable[Event], list[_Node]]] = [(asked.happening, roots)]
    seen: set[str] = set()
    for _ in range(depth):
        following: list[tuple[Iterable[Event], list[_Node]]] = []
        for events, into in level:
            for node in search.triggered(events, seen):
                seen.add(node.id)
                into.append(node)
                following.append((search.contents(node), node.then))
        level = following
    return WhatIf(asked.ask, asked.event, tuple(search.trigger(node) for node in roots))


class _Search:
    """Looks up commitments in one ledger, as it stood on one day."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, book: CommitmentCodebook, as_of: dt.date | None
    ) -> None:
        self._connection = connection
        self._book = book
        self._as_of = as_of or dt.date.max
        self._wires: dict[str, Any] = {}

    def _rows(self, query: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        cursor = self._connection.execute(query, dict(parameters))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def triggered(self, events: Iterable[Event], seen: set[str]) -> list[_Node]:
        """The commitments, not yet ``seen``, with a condition that one of ``events`` satisfies."""
        found: set[str] = set()
        for event in events:
            for row in self._conditions(event):
                if row["commitment"] not in seen | found and satisfies(event, _event(row), self._book):
                    found.add(row["commitment"])
        tellings: dict[str, list[dict[str, Any]]] = {}
        query = (
            "SELECT * FROM tellings WHERE list_contains($ids, commitment) AND known <= $as_of "
            "ORDER BY made NULLS LAST, report, n"
        )
        if found:
            for row in self._rows(query, {"ids": sorted(found), "as_of": self._as_of}):
                tellings.setdefault(row["commitment"], []).append(row)
        return [_Node(id_, rows, []) for id_, rows in tellings.items()]

    def _conditions(self, event: Event) -> list[dict[str, Any]]:
        """Conditions of the event's type that could name its actors; ``satisfies`` decides."""
        source, target = _codes(event.source), _codes(event.target)
        if event.type in self._book.symmetric:
            source = target = sorted({*source, *target})
        # a side without codes may be open, or name somebody unresolved
        query = """
            SELECT DISTINCT a.commitment, e.id, e.type, e.mode, e.modality, e.trigger, e.source, e.target
            FROM events e JOIN acts a ON a.report = e.report AND a.condition_event = e.id
            JOIN readings r ON r.id = e.report
            WHERE list_contains($types, e.type) AND NOT a.ends AND r.known <= $as_of
              AND (len(e.source_codes) = 0 OR list_has_any(e.source_codes, $source))
              AND (len(e.target_codes) = 0 OR list_has_any(e.target_codes, $target))"""
        types = list(self._book.types_of(event.type))
        return self._rows(query, {"types": types, "as_of": self._as_of, "source": source, "target": target})

    def contents(self, node: _Node) -> list[Event]:
        """What would happen if the commitment were kept."""
        force = node.tellings[0]["force"]
        if force not in self._book.own_deed | self._book.foreseen:
            return []
        query = """
            SELECT e.id, e.type, e.mode, e.modality, e.trigger, e.source, e.target, a.holder
            FROM acts a JOIN events e ON e.report = a.report AND e.id = a.content_event
            JOIN readings r ON r.id = e.report
            WHERE a.commitment = $id AND r.known <= $as_of AND e.modality <> 'negated'
            ORDER BY a.made NULLS LAST, a.report, a.n"""
        found: dict[tuple[Any, ...], Event] = {}
        for row in self._rows(query, {"id": node.id, "as_of": self._as_of}):
            event = _event(row)
            if not event.source and force in self._book.own_deed and row["holder"] is not None:
                # who binds himself to a deed is its doer, where the text names no other
                event = replace(event, source=(_party(row["holder"]),))
            sides = (
                tuple((p.text, p.code) for p in event.source),
                tuple((p.text, p.code) for p in event.target),
            )
            found.setdefault((event.type, event.mode, *sides), event)
        return list(found.values())

    def trigger(self, node: _Node) -> Trigger:
        """The node with its evidence, and all below it."""
        first = node.tellings[0]
        return Trigger(
            commitment=node.id,
            force=first["force"],
            holder=first["holder_code"],
            counterpart=first["counterpart_code"],
            content=first["content"],
            condition=first["condition"],
            evidence=tuple(self._evidence(telling) for telling in node.tellings),
            then=tuple(self.trigger(child) for child in node.then),
        )

    def _evidence(self, telling: dict[str, Any]) -> Evidence:
        report, trigger = telling["report"], telling["trigger"]
        sentence = self._sentence(report, trigger["start"], trigger["end"])
        return Evidence(
            report=report,
            act=telling["act"],
            text=sentence.text,
            start=sentence.start,
            end=sentence.end,
            source=telling["source"],
            title=telling["title"],
            published=telling["published"].isoformat() if telling["published"] else None,
        )

    def _sentence(self, report: str, start: int, end: int) -> Span:
        """The sentence, or sentences, that the characters ``start`` to ``end`` lie in."""
        if report not in self._wires:
            query = "SELECT wire FROM readings WHERE id = ?"
            ((wire,),) = self._connection.execute(query, [report]).fetchall()
            self._wires[report] = json.loads(wire)
        wire = self._wires[report]
        around = [s for s in wire["sentences"] if s["start"] < end and s["end"] > start]
        if around:
            start, end = around[0]["start"], around[-1]["end"]
        return Span(wire["text"][start:end], start, end)


def _codes(side: tuple[Party, ...]) -> list[str]:
    return sorted({party.code for party in side if party.code is not None})


def _event(row: Mapping[str, Any]) -> Event:
    """The event of a row of the table, through the wire form; what matching doesn't ask for is left out."""
    fields = ("id", "type", "mode", "trigger", "source", "target", "modality")
    wire: dict[str, Any] = Reading(Report(""), (), (), (), ()).to_dict()
    wire["events"] = [{name: row[name] for name in fields}]
    return Reading.from_dict(wire).events[0]


def _party(struct: Mapping[str, Any]) -> Party:
    """The party of a struct of the table."""
    return _event(
        {
            "id": "",
            "type": "CONSULT",
            "mode": None,
            "trigger": {"text": "", "start": 0, "end": 0},
            "source": [struct],
            "target": [],
            "modality": "asserted",
        }
    ).source[0]
