"""The ledger as it stood at a moment: the commitments with their tellings, the events with theirs."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger.identity import ends
from dragoman.types import Act, Event, Reading, Span


@dataclass(frozen=True, slots=True)
class Told:
    """One act that tells a commitment, with the coded events of its content and condition.

    ``made``: the day it was made (ISO 8601: the statement's date, or the report's); ``known``: the day
    from which it counts; ``ends``: the event of its condition ends it.
    """

    report: str
    act: Act
    content: Event | None
    condition: Event | None
    made: str | None
    known: dt.date
    recorded: dt.datetime
    source: str | None
    title: str | None
    published: dt.date | None
    ends: bool


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment as the acts that tell it, earliest first (undated last)."""

    id: str
    tellings: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a report beside its text: ``known`` is the day from which it counts."""

    known: dt.date
    recorded: dt.datetime
    source: str | None
    title: str | None
    published: dt.date | None


def counted(as_of: dt.date | dt.datetime | None, report: str = "r") -> str:
    """SQL: whether the row ``report`` of ``readings`` counts.

    None: those that are not withdrawn.  A day: those known by then (published, or recorded if undated) and
    not withdrawn by then.  A moment (UTC): those recorded by then and not withdrawn by then.
    """
    if as_of is None:
        return f"{report}.withdrawn IS NULL"
    if isinstance(as_of, dt.datetime):
        moment = as_of.astimezone(dt.UTC).replace(tzinfo=None) if as_of.tzinfo else as_of
        at = f"TIMESTAMP '{moment.isoformat(sep=' ')}'"
        return f"({report}.recorded <= {at} AND ({report}.withdrawn IS NULL OR {report}.withdrawn > {at}))"
    day = f"DATE '{as_of.isoformat()}'"
    return f"({report}.known <= {day} AND ({report}.withdrawn IS NULL OR {report}.withdrawn::DATE > {day}))"


class Moment:
    """What a ledger holds as of a day or a moment (see ``counted``), today if None."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, as_of: dt.date | dt.datetime | None = None,
        readings: dict[str, Reading] | None = None, heads: Mapping[str, Head] | None = None,
    ) -> None:  # fmt: skip
        """``connection`` to the ledger; all reading is done on it; ``readings``: those at hand, by report,
        and ``heads``: what is known of those at hand that count."""
        self._connection = connection
        self.as_of = as_of
        if as_of is None:
            self.day = dt.datetime.now(dt.UTC).date()
        else:
            self.day = as_of.date() if isinstance(as_of, dt.datetime) else as_of
        self._wires: dict[str, Reading] = {} if readings is None else readings
        self._heads = heads or {}

    def commitments(self, ids: Collection[str] | None = None) -> list[Promise]:
        """The commitments with these ids (all if None) that are told by then, each with its tellings."""
        chosen, parameters = ("", []) if ids is None else ("AND list_contains(?, a.whole)", [sorted(ids)])
        rows = self.fetch(
            f"""SELECT a.whole, a.report, a.id, a."date", a.ends, r.known, r.recorded, r.source, r.title,
                       r.published
                FROM told a JOIN readings r ON r.id = a.report
                WHERE a.kind = 'act' AND {counted(self.as_of)} {chosen}
                ORDER BY a."date" NULLS LAST, a.report, a.n""",
            parameters,
        )
        told: dict[str, list[Told]] = {}
        for commitment, report, id_, made, ending, known, recorded, source, title, published in rows:
            reading = self.reading(report)
            events = {event.id: event for event in reading.events}
            act = next(act for act in reading.acts if act.id == id_)
            content, condition = (events.get(i or "") for i in (act.content_event, act.condition_event))
            told.setdefault(commitment, []).append(
                Told(report, act, content, condition, made, known, recorded, source, title, published, ending)
            )
        return [Promise(commitment, tuple(tellings)) for commitment, tellings in told.items()]

    def told_by(
        self, acts: Mapping[str, Collection[tuple[str, str]]], book: CommitmentCodebook
    ) -> list[Promise]:
        """The commitments that these acts (report, id) tell, by the commitment's id, in that order; those
        of which no act counts are left out."""
        heads = self._looked_up({report for keys in acts.values() for report, _ in keys})
        found = []
        for id_, keys in acts.items():
            told = [self._told(key, heads[key[0]], book) for key in keys if key[0] in heads]
            if told:
                found.append(Promise(id_, tuple(one for _, one in sorted(told, key=lambda pair: pair[0]))))
        return found

    def _looked_up(self, reports: set[str]) -> dict[str, Head]:
        """What is known of those of these reports that count."""
        heads = {report: self._heads[report] for report in reports if report in self._heads}
        missing = sorted(reports - heads.keys())
        if missing:
            # asked, not filtered: the index of ids is used only where there is no other filter
            rows = self.fetch(
                f"SELECT {counted(self.as_of)}, id, known, recorded, source, title, published "
                f"FROM readings r WHERE id IN ({', '.join('?' * len(missing))})",
                missing,
            )
            heads |= {row[1]: Head(*row[2:]) for row in rows if row[0]}
        return heads

    def _told(
        self, key: tuple[str, str], head: Head, book: CommitmentCodebook
    ) -> tuple[tuple[bool, str, str, int], Told]:
        """An act as it stands in its reading, and by what the tellings of a commitment are ordered."""
        report, id_ = key
        reading = self.reading(report)
        n, act = next((n, act) for n, act in enumerate(reading.acts) if act.id == id_)
        said = next((s.date for s in reading.statements if s.id == act.statement), None)
        day = said or (head.published.isoformat() if head.published else None)
        content, condition = (
            next((event for event in reading.events if event.id == name), None)
            for name in (act.content_event, act.condition_event)
        )
        one = Told(
            report, act, content, condition, day, head.known, head.recorded, head.source, head.title,
            head.published, ends(act, book),
        )  # fmt: skip
        return (day is None, day or "", report, n), one

    def reading(self, report: str) -> Reading:
        """The reading of a report, withdrawn or not."""
        if report not in self._wires:
            ((wire,),) = self.fetch("SELECT wire FROM readings WHERE id = ?", [report])
            self._wires[report] = Reading.from_dict(json.loads(wire))
        return self._wires[report]

    def sentence(self, report: str, start: int, end: int) -> Span:
        """The sentence, or sentences, that the characters ``start`` to ``end`` lie in."""
        reading = self.reading(report)
        around = [s for s in reading.sentences if s.start < end and s.end > start]
        if around:
            start, end = around[0].start, around[-1].end
        return Span(reading.report.text[start:end], start, end)

    def fetch(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self._connection.execute(query, list(parameters)).fetchall()
