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
from dragoman.types import Act, Event, Modality, Reading, Span


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
class Happening:
    """One event, however many reports tell it.

    ``event``: that of the leading telling, with date and place of the fullest; ``first`` and ``last``: the
    days between which it happened; ``known``: when it was first known; ``tellings``: report and event id
    of each, the leading one first.
    """

    id: str
    event: Event
    first: dt.date | None
    last: dt.date | None
    disputed: bool
    known: dt.date
    recorded: dt.datetime
    tellings: tuple[tuple[str, str], ...]


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
        readings: dict[str, Reading] | None = None,
    ) -> None:  # fmt: skip
        """``connection`` to the ledger; all reading is done on it; ``readings``: those at hand, by report."""
        self._connection = connection
        self.as_of = as_of
        if as_of is None:
            self.day = dt.datetime.now(dt.UTC).date()
        else:
            self.day = as_of.date() if isinstance(as_of, dt.datetime) else as_of
        self._wires: dict[str, Reading] = {} if readings is None else readings

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
        reports = sorted({report for keys in acts.values() for report, _ in keys})
        if not reports:
            return []
        rows = self.fetch(
            "SELECT id, known, recorded, source, title, published FROM readings r "
            f"WHERE id IN ({', '.join('?' * len(reports))}) AND {counted(self.as_of)}",
            reports,
        )
        heads = {row[0]: row[1:] for row in rows}
        found = []
        for id_, keys in acts.items():
            told = [self._told(key, heads[key[0]], book) for key in keys if key[0] in heads]
            if told:
                found.append(Promise(id_, tuple(one for _, one in sorted(told, key=lambda pair: pair[0]))))
        return found

    def _told(
        self, key: tuple[str, str], head: tuple[Any, ...], book: CommitmentCodebook
    ) -> tuple[tuple[bool, str, str, int], Told]:
        """An act as it stands in its reading, and by what the tellings of a commitment are ordered."""
        report, id_ = key
        reading = self.reading(report)
        n, act = next((n, act) for n, act in enumerate(reading.acts) if act.id == id_)
        known, recorded, source, title, published = head
        said = next((s.date for s in reading.statements if s.id == act.statement), None)
        day = said or (published.isoformat() if published else None)
        content, condition = (
            next((event for event in reading.events if event.id == name), None)
            for name in (act.content_event, act.condition_event)
        )
        one = Told(
            report, act, content, condition, day, known, recorded, source, title, published, ends(act, book)
        )
        return (day is None, day or "", report, n), one

    def happenings(
        self,
        *,
        types: Sequence[str] = (),
        codes: Sequence[str] = (),
        since: dt.date | None = None,
        until: dt.date | None = None,
        ids: Collection[str] | None = None,
        modalities: Sequence[Modality] = ("asserted",),
    ) -> list[Happening]:
        """The events told by then that are of one of ``types``, have a participant of one of ``codes`` and
        may have happened between ``since`` and ``until`` (each: any if not given), by their first day."""
        where = ["list_contains(?, e.modality)"]
        parameters: list[Any] = [list(modalities)]
        for condition, value in (
            ("list_contains(?, e.type)", list(types)),
            ("(list_has_any(e.source_codes, $) OR list_has_any(e.target_codes, $))", list(codes)),
            ("list_contains(?, e.id)", sorted(ids) if ids is not None else []),
        ):
            if value:
                where.append(condition.replace("$", "?"))
                parameters += [value] * (condition.count("$") or 1)
        if ids is not None and not ids:
            return []
        if since is not None:
            where.append("e.date_to >= ?")
            parameters.append(since)
        if until is not None:
            where.append("e.date_from <= ?")
            parameters.append(until)
        rows = self.fetch(
            f"""SELECT e.id, e.report, e.telling, e."date", e.date_from, e.date_to, e.disputed, e.modality,
                       list((i.report, i.id) ORDER BY i.report, i.id), min(r.known), min(r.recorded)
                FROM happenings e JOIN told i ON i.whole = e.id AND i.kind = 'event'
                JOIN readings r ON r.id = i.report
                WHERE {" AND ".join(where)} AND {counted(self.as_of)}
                GROUP BY ALL ORDER BY e.date_from NULLS LAST, e.id""",
            parameters,
        )
        found = []
        for id_, report, telling, date, first, last, disputed, modality, tellings, known, recorded in rows:
            event = next(event for event in self.reading(report).events if event.id == telling)
            event = _with(event, date=date, modality=modality)
            others = tuple(t for t in map(tuple, tellings) if t != (report, telling))
            every = ((report, telling), *others)
            found.append(Happening(id_, event, first, last, bool(disputed), known, recorded, every))
        return found

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


def _with(event: Event, **fields: Any) -> Event:
    from dataclasses import replace

    return replace(event, **fields)
