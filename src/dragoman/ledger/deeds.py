"""Looks up what may bear on commitments, and commitments that something may bear on."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger.bearing import Deed
from dragoman.ledger.gist import gist
from dragoman.ledger.hearing import Heard
from dragoman.ledger.moment import Moment, counted
from dragoman.ledger.saved import events_of, heard_from_json, terms_from_json
from dragoman.ledger.terms import Terms
from dragoman.types import Event

_EVENT: Final = "e.id, e.body, e.report, e.telling, e.date_from, e.date_to, e.known"
_FEW: Final = 6
_HEARD: Final = "h.report, h.known, h.codes, h.body"


class Deeds:
    """What happened and what was said, as the ledger stood at a moment."""

    def __init__(self, moment: Moment, book: CommitmentCodebook) -> None:
        """``moment`` says which reports count."""
        self._moment = moment
        self._book = book

    def bearing_on(self, stated: Sequence[Terms]) -> list[Deed]:
        """All that may bear on one of these commitments, and more."""
        if not stated:
            return []
        since, until = min(one.made for one in stated), max(one.until for one in stated)
        codes = sorted({code for one in stated for code in one.involved})
        types = sorted({kind for one in stated for kind in one.types(self._book)})
        words = sorted({word for one in stated for word in one.words(self._book)})
        sources, source_codes = _shares("e.source_codes", codes)
        targets, target_codes = _shares("e.target_codes", codes)
        found = self._events(
            "e.known >= ? AND (e.date_from IS NULL OR e.date_from <= ?) AND list_contains(?, e.type) "
            f"AND ({sources} OR {targets})",
            [since, until, types, *source_codes, *target_codes],
        ) if types else []  # fmt: skip
        parties, party_codes = _shares("h.codes", codes)
        heard = self._heard(
            f"h.known >= ? AND (len(h.codes) = 0 OR {parties}) "
            "AND (len(h.kinds) > 0 OR list_has_any(h.words, ?))",
            [since, *party_codes, words],
        )
        return found + heard

    def made(
        self, events: Collection[dict[str, Any]], heard: Mapping[str, tuple[dt.date, list[Heard]]]
    ) -> list[Deed]:
        """Events that are asserted by their rows of ``happenings``, and what reports say in words."""
        rows = [
            (
                row["id"], row["body"], row["report"], row["telling"],
                _day(row["date_from"]), _day(row["date_to"]), _day(row["known"]),
            )
            for row in events
            if row["modality"] == "asserted"
        ]  # fmt: skip
        said = []
        for report, (known, found) in heard.items():
            near = frozenset(code for one in found for code in one.codes)
            said += [heard_deed(one, report, known, near) for one in found]
        return self._made(rows, said) + said

    def candidates(self, deeds: Sequence[Deed], *, however_old: bool = False) -> list[Terms]:
        """The commitments on which one of ``deeds`` may bear (``however_old``: or might have), and more."""
        if not deeds:
            return []
        keys = sorted({f"{d.event.type} {code}" for d in deeds if d.event is not None for code in d.codes})
        words = sorted({word for deed in deeds if deed.heard for word in deed.heard.words})
        codes = sorted({code for deed in deeds for code in deed.codes})
        latest = max(deed.last or deed.known for deed in deeds)
        earliest = dt.date.min if however_old else min(deed.day for deed in deeds)
        parties, party_codes = _shares("codes", codes)
        found = self._terms(
            f"until >= ? AND made <= ? AND (len(codes) = 0 OR {parties}) "
            "AND (list_has_any(types, ?) OR len(list_intersect(words, ?)) >= least)",
            [earliest, latest, *party_codes, keys, words],
        )
        remarks = [deed for deed in deeds if deed.heard is not None and deed.heard.kind is not None]
        there = {one.id for one in found}
        return found + [one for one in self.meant_by(remarks) if one.id not in there]

    def meant_by(self, remarks: Sequence[Deed]) -> list[Terms]:
        """The commitments that one of ``remarks`` may be about, and more."""
        if not remarks:
            return []
        codes = sorted({code for deed in remarks for code in deed.codes})
        forces = sorted({force for deed in remarks if deed.heard for force in deed.heard.forces})
        earliest, latest = min(deed.known for deed in remarks), max(deed.known for deed in remarks)
        parties, party_codes = _shares("codes", codes)
        return self._terms(
            f"until >= ? AND made <= ? AND list_contains(?, force) AND (len(codes) = 0 OR {parties})",
            [earliest, latest, forces, *party_codes],
        )

    def saved(self, ids: Collection[str]) -> list[Terms]:
        """The terms of these commitments as they are stored."""
        return self._terms(f"id IN ({_marks(ids)})", sorted(ids)) if ids else []

    def held_by(self, one: Terms) -> list[Terms]:
        """What the holder of ``one`` is bound to that shares a word or event type with it, and more."""
        keys = sorted(one.keys(self._book))
        words = sorted({word for told in one.content.told for word in told.words})
        typed, type_keys = _shares("types", keys)
        worded, telling = _shares("words", words)
        return self._terms(
            f"holder = ? AND made <= ? AND ({typed} OR {worded})",
            [one.holder, self._moment.day, *type_keys, *telling],
        )

    def _terms(self, where: str, parameters: list[Any]) -> list[Terms]:
        rows = self._moment.fetch(f"SELECT terms FROM lives WHERE {where} ORDER BY made, id", parameters)
        return [terms_from_json(text) for (text,) in rows]

    def _events(self, where: str, parameters: list[Any]) -> list[Deed]:
        rows = self._moment.fetch(
            f"SELECT {_EVENT} FROM happenings e "
            f"WHERE e.modality = 'asserted' AND {where} AND {_told(self._moment.as_of)}",
            parameters,
        )
        return self._made(rows, [])

    def _made(self, rows: Sequence[tuple[Any, ...]], said: Sequence[Deed]) -> list[Deed]:
        """Deeds of rows of events; ``said``: what is at hand of what their reports say in words."""
        spoken: dict[str, list[Heard]] = {}
        missing = {row[2] for row in rows} - {deed.report for deed in said}
        more = self._heard(f"h.report IN ({_marks(missing)})", sorted(missing)) if missing else []
        for deed in [*said, *more]:
            if deed.heard is not None:
                spoken.setdefault(deed.report, []).append(deed.heard)
        return [self._deed(row, spoken.get(row[2], ())) for row in rows]

    def _deed(self, row: tuple[Any, ...], spoken: Iterable[Heard]) -> Deed:
        id_, body, report, telling, first, last, known = row
        (event,) = events_of([json.loads(body)])
        around = [
            h for h in spoken if h.kind is None and not h.denied and h.start <= event.trigger.start < h.end
        ]
        return event_deed(event, report, telling, id_, (first, last), known, around, self._book)

    def _heard(self, where: str, parameters: list[Any]) -> list[Deed]:
        rows = self._moment.fetch(
            f"SELECT {_HEARD} FROM heard h WHERE {where} AND {counted(self._moment.as_of, 'h')}",
            parameters,
        )
        return [
            heard_deed(heard, report, known, frozenset(codes))
            for report, known, codes, body in rows
            for heard in heard_from_json(body)
        ]


def _shares(column: str, values: Sequence[str]) -> tuple[str, list[Any]]:
    """SQL, and its parameters: whether the list ``column`` has one of ``values``.

    Asked one by one where they are few, which takes DuckDB a third of the time.
    """
    if len(values) > _FEW:
        return f"list_has_any({column}, ?)", [list(values)]
    return f"({' OR '.join([f'list_contains({column}, ?)'] * len(values)) or 'false'})", list(values)


def _day(value: str | dt.date | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def _marks(values: Collection[str]) -> str:
    """As many question marks as there are values: an index is used for such a list, not for one parameter."""
    return ", ".join("?" * len(values))


def _told(as_of: dt.date | dt.datetime | None) -> str:
    """SQL: whether the event ``e`` had been told by then, by whichever report."""
    if as_of is None:
        return "true"
    if isinstance(as_of, dt.datetime):
        at = as_of.astimezone(dt.UTC).replace(tzinfo=None) if as_of.tzinfo else as_of
        return f"e.recorded <= TIMESTAMP '{at.isoformat(sep=' ')}'"
    return f"e.known <= DATE '{as_of.isoformat()}'"


def event_deed(
    event: Event, report: str, telling: str | None, id_: str | None,
    days: tuple[dt.date | None, dt.date | None], known: dt.date, around: Iterable[Heard],
    book: CommitmentCodebook,
) -> Deed:  # fmt: skip
    """A coded event as something that bears on commitments; ``around``: what its sentence says."""
    sentence = list(around)
    parties = (*event.source, *event.target)
    told = gist(" ".join([event.trigger.text, *(party.text for party in parties)]), book)
    start, end = (
        (sentence[0].start, sentence[0].end) if sentence else (event.trigger.start, event.trigger.end)
    )
    return Deed(
        report, telling, start, end, *days, known, id_, event, None,
        told.words.union(*(h.words for h in sentence)),
        told.codes.union(*(h.codes for h in sentence), (p.code for p in parties if p.code)),
        frozenset([report]),
    )  # fmt: skip


def heard_deed(heard: Heard, report: str, known: dt.date, near: frozenset[str] = frozenset()) -> Deed:
    """What a sentence tells in words as a deed; ``near``: the codes that its report names."""
    return Deed(
        report, None, heard.start, heard.end, heard.first, heard.last, known, None, None, heard,
        heard.words, frozenset(heard.codes), frozenset([report]), near,
    )  # fmt: skip


def deeds_of(one: Terms, day: dt.date, book: CommitmentCodebook) -> Iterator[Deed]:
    """What would happen if a commitment were kept, as it is coded and in words."""
    if one.content.negated or one.force not in book.own_deed | book.foreseen:
        return
    doer = one.holder if one.force in book.own_deed else None
    said = []
    for told in one.content.told:
        codes = tuple(dict.fromkeys([*([doer] if doer else []), *sorted(told.codes | one.codes)]))
        said.append(Heard(0, 0, told.words, codes, doer, None, None))
    for event in dict.fromkeys(one.content.events):
        yield event_deed(event, "", None, None, (None, None), day, said[:1], book)
    for heard in said:
        yield heard_deed(heard, "", day)


class Index:
    """Finds those of many deeds that may bear on a commitment."""

    def __init__(self, deeds: Iterable[Deed], book: CommitmentCodebook) -> None:
        """``deeds`` in any order."""
        self._book = book
        self._types: dict[str, list[Deed]] = {}
        self._words: dict[str, list[Deed]] = {}
        for deed in deeds:
            if deed.event is not None:
                self._types.setdefault(deed.event.type, []).append(deed)
            elif deed.heard is not None:
                for word in deed.heard.words:
                    self._words.setdefault(word, []).append(deed)

    def of(self, one: Terms) -> set[Deed]:
        """What may bear on the commitment: of its types or words, with one of its parties, not before it."""
        found = {deed for kind in one.types(self._book) for deed in self._types.get(kind, ())}
        found |= {deed for word in one.words(self._book) for deed in self._words.get(word, ())}
        involved = one.involved
        return {
            deed
            for deed in found
            if deed.known >= one.made
            and (
                not involved.isdisjoint(deed.codes)
                or (deed.event is None and not deed.codes and deed.may_be(involved))
            )
        }
